"""An HTML file as elements and units: a unit is the text of a block with its inline tags, or one attribute's value.

Source: HTML Living Standard, 4 (elements), 13.1.2.4 (optional tags), 3.2.6.3 (``translate``).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from locakit.formats._html_run import Run, plain, trimmed
from locakit.formats._html_scan import Attribute, Token, attributes, tokens
from locakit.model import Span

_INLINE = frozenset(
    {
        "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "data", "del", "dfn", "em",
        "font", "i", "img", "ins", "kbd", "mark", "meter", "nobr", "output", "progress", "q", "rb", "rp", "rt",
        "rtc", "ruby", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "svg", "time", "tt", "u",
        "var", "wbr", "math",
    }
)  # fmt: skip
_STAYING = frozenset({"script", "style", "textarea", "svg", "math", "xmp", "noembed", "noframes", "iframe", "object"})
_COPIED = frozenset({"pre", "listing"})
_SKIPPED = _INLINE | _COPIED
"""Elements that are passed over as a whole where they say ``translate="no"``: their end tags may not be left out."""
_CELLS = frozenset({"td", "th", "tr"})
_CLOSES = {
    "li": {"li"}, "dt": {"dt", "dd"}, "dd": {"dt", "dd"}, "option": {"option"}, "optgroup": {"option", "optgroup"},
    "tr": _CELLS, "td": {"td", "th"}, "th": {"td", "th"}, "tbody": _CELLS | {"thead", "tbody"},
    "tfoot": _CELLS | {"thead", "tbody"}, "body": {"head"},
}  # fmt: skip
_NOTHING: frozenset[str] = frozenset()
_CLOSES_P = frozenset(
    {
        "address", "article", "aside", "blockquote", "center", "details", "dialog", "div", "dl", "dd", "dt",
        "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
        "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "td",
        "th", "tr", "ul", "body",
    }
)  # fmt: skip
_ATTRIBUTES = frozenset(
    {
        "alt", "title", "placeholder", "aria-label", "aria-description", "aria-placeholder", "aria-valuetext",
        "aria-roledescription",
    }
)  # fmt: skip
_LABELLED = frozenset({"track", "option", "optgroup"})
_BUTTONS = frozenset({"submit", "button", "reset"})
_META = frozenset(
    {
        "description", "keywords", "application-name", "apple-mobile-web-app-title", "og:title", "og:description",
        "og:site_name", "og:image:alt", "twitter:title", "twitter:description", "twitter:image:alt",
    }
)  # fmt: skip


@dataclass(eq=False, slots=True)
class Element:
    """A block element."""

    name: str
    start: int
    inner: int
    """Behind its start tag."""
    parent: Element | None
    end: int = 0
    units: list[Unit] = field(default_factory=list)
    lasting: bool = False
    """It holds what no unit stands for: scripts, frames, media."""
    muted: bool = False
    """It says ``translate="no"``, or stands in what does and says nothing else."""


@dataclass(eq=False, slots=True)
class Unit:
    """A text to be translated, or copied."""

    kind: str
    span: Span
    """Of the raw text; of a value with its quotes."""
    home: Element
    attribute: Span | None = None
    """Of ``name="value"``, where it is one."""
    verbatim: bool = False
    raw: bool = False
    """Blanks count: preformatted text."""


@dataclass(slots=True)
class Tree:
    """What a file holds."""

    root: Element
    units: list[Unit]
    """In the order of the file."""
    elements: list[Element]
    """Outer ones before those they hold, in the order of the file."""
    html: Token | None
    """The start tag of ``html``."""
    metas: list[Token]


@lru_cache(maxsize=4)
def tree(text: str) -> Tree:
    """The elements and units of an HTML file; any text can be read."""
    builder = _Builder(text)
    builder.run()
    builder.units.sort(key=lambda u: u.span)
    return Tree(builder.root, builder.units, builder.elements, builder.html, builder.metas)


class _Builder:
    def __init__(self, text: str) -> None:
        self.text = text
        self.root = self.here = Element("", 0, 0, None, len(text))
        self.open: Counter[str] = Counter()
        self.units: list[Unit] = []
        self.elements = [self.root]
        self.run_tokens: list[Token] = []
        self.html: Token | None = None
        self.metas: list[Token] = []
        self.heads: dict[int, int] = {}
        """Where the start tags of skipped inline elements end."""

    def run(self) -> None:
        """Read all tokens."""
        stream = tokens(self.text, leaves=True)
        for token in stream:
            if token.kind == "leaf":
                self._leaf(token)
            elif token.kind in ("text", "comment"):
                self.run_tokens.append(token)
            elif token.kind == "open" and (kept := self._stays(token)):
                self._skip(token, stream, kept)
            elif token.name in _INLINE:
                self.run_tokens.append(token)
            elif token.kind == "close":
                self._close(token)
            else:
                self._block(token)
        self._flush(len(self.text))
        while self.here.parent:
            self._leave(len(self.text))

    def _stays(self, token: Token) -> str:
        """``copied`` for preformatted text, ``stays`` for what is no text at all, else nothing."""
        if token.name in _STAYING or (token.name in _SKIPPED and self._muted(token)):
            return "stays"
        return "copied" if token.name in _COPIED else ""

    def _muted(self, token: Token) -> bool | None:
        """What a tag says about translation itself; None for nothing."""
        if "translate" not in self.text[token.start : token.end].lower():
            return None
        found = attributes(self.text, token)
        said = found["translate"].value.strip().lower() if "translate" in found else None
        if said == "no" or ("class" in found and "notranslate" in found["class"].value.split()):
            return True
        return None if said is None else False

    def _skip(self, token: Token, stream: Iterator[Token], kept: str) -> None:
        """Pass over an element with all it holds; inside of a line of text it stays a part of that."""
        depth, inner = 1, (token.end, token.end)
        end = token.end
        for following in stream:
            end = following.end
            if following.name == token.name and following.kind in ("open", "close"):
                depth += 1 if following.kind == "open" else -1
            if not depth:
                break
            inner = (token.end, following.end)
        if token.name in _INLINE:
            self.heads[token.start] = token.end
            self.run_tokens.append(Token("void" if token.name in _STAYING else "name", token.start, end, token.name))
            return
        self._flush(token.start)
        if token.name in _CLOSES_P and self.here.name == "p":
            self._leave(token.start)
        if token.name == "textarea":
            self._attributes(token, self.here)
        if kept == "copied" and self.text[slice(*inner)].strip():
            element = Element(token.name, token.start, token.end, self.here, end, muted=self.here.muted)
            self.elements.append(element)
            self._add(Unit("pre", inner, element, verbatim=True, raw=True))
        elif kept == "stays":
            self.here.lasting = True

    def _leaf(self, token: Token) -> None:
        """An element that holds nothing but a text."""
        name, start, end = token.name, token.start, token.end
        self._begin(token)
        muted, inner = self.here.muted, start + len(name) + 2
        element = Element(name, start, inner, self.here, end, lasting=muted, muted=muted)
        self.elements.append(element)
        run = plain(self.text, inner, end - len(name) - 3)
        if run:
            self._add(Unit(name, (run.start, run.end), element, verbatim=not run.words))

    def _begin(self, token: Token) -> None:
        """What a block's start tag ends."""
        self._flush(token.start)
        closes = _CLOSES.get(token.name, _NOTHING)
        while self.here.name in closes or (self.here.name == "p" and token.name in _CLOSES_P):
            self._leave(token.start)

    def _block(self, token: Token) -> None:
        self._begin(token)
        self.html = self.html or (token if token.name == "html" else None)
        if token.kind == "void":
            self.metas += [token] if token.name == "meta" else []
            self._attributes(token, self.here)
            return
        said = self._muted(token)
        element = Element(token.name, token.start, token.end, self.here)
        element.lasting = element.muted = self.here.muted if said is None else said
        self.elements.append(element)
        self.here = element
        self.open[token.name] += 1
        self._attributes(token, element)

    def _close(self, token: Token) -> None:
        self._flush(token.start)
        if not self.open[token.name]:
            return
        while self.here.name != token.name:
            self._leave(token.start)
        self._leave(token.end)

    def _leave(self, end: int) -> None:
        self.open[self.here.name] -= 1
        self.here.end = end
        self.here = self.here.parent or self.root

    def _add(self, unit: Unit) -> None:
        if unit.home.muted:
            return
        self.units.append(unit)
        unit.home.units.append(unit)

    def _flush(self, end: int) -> None:
        """The run of text before ``end`` becomes a unit of the element it stands in."""
        found, self.run_tokens = self.run_tokens, []
        if not found:
            return
        if len(found) == 1 and found[0].kind == "text":
            run: Run | None = plain(self.text, found[0].start, found[0].end)
        else:
            run = trimmed(self.text, found)
        for token in found:
            if token.kind in ("open", "void") and not (run and run.start <= token.start < run.end):
                head = self.heads.get(token.start, token.end)
                self._attributes(token._replace(end=head), self.here)
        if run:
            kind = self.here.name or "text"
            self._add(Unit(kind, (run.start, run.end), self.here, verbatim=not run.words))

    def _attributes(self, token: Token, home: Element) -> None:
        source = self.text[token.start : token.end]
        if "=" not in source or (token.kind == "void" and self._muted(token)):
            return
        found = attributes(self.text, token)
        for name, attribute in found.items():
            if attribute.value.strip() and _is_text(token.name, name, found):
                kind = f"{token.name}_{_named(token.name, name, found)}".replace("-", "_")
                verbatim = not any(c.isalpha() for c in attribute.value)
                self._add(Unit(kind, attribute.span, home, attribute.whole, verbatim))


def _is_text(tag: str, name: str, found: dict[str, Attribute]) -> bool:
    """The attribute is shown or read aloud to people."""
    if tag == "meta":
        return name == "content" and _property(found) in _META
    if name == "value":
        kind = found.get("type")
        return tag == "input" and kind is not None and kind.value.lower() in _BUTTONS
    return name in _ATTRIBUTES or (name == "label" and tag in _LABELLED) or (name == "abbr" and tag == "th")


def _property(found: dict[str, Attribute]) -> str:
    named = found.get("property") or found.get("name")
    return named.value.strip().lower() if named else ""


def _named(tag: str, name: str, found: dict[str, Attribute]) -> str:
    return _property(found).replace(":", "_") if tag == "meta" else name


def is_inline(name: str) -> bool:
    """True for the elements that may stand inside a line of text and hold text themselves."""
    return name in _INLINE and name not in _STAYING
