"""HTML: a message a block of text with its inline tags, or an attribute that people see or hear.

Blocks have no keys of their own: a key is the block's kind and a hash of its text, as in Markdown. Source: HTML Living
Standard. Scripts, styles, drawings and what says ``translate="no"`` stay; preformatted text is copied.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from locakit.doors import Format
from locakit.formats import _html_edit, _html_order
from locakit.formats._bulk import bulk
from locakit.formats._html_head import headed, spoken
from locakit.formats._html_scan import tokens
from locakit.formats._html_text import decode, encode
from locakit.formats._html_tree import Element, Unit, tree
from locakit.formats._line_format import single
from locakit.formats._text_keys import Text, named
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, apply

_COPIED = frozenset({"verbatim"})
_MARKUP = frozenset({"safe-html"})
_NONE: frozenset[str] = frozenset()
_NEW: Any = object.__new__
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})


class Html(Format):
    """See ``locakit.doors.Format``."""

    name = "html"
    suffixes: tuple[str, ...] = (".html", ".htm")
    bilingual = False
    keyed = False
    layout = "site/{locale}/index.html"
    example = """\
<!DOCTYPE html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <title>Opening hours</title>
  <meta name="description" content="When our shop is open">
</head>
<body>
  <h1>We are open</h1>
  <p>Visit us on <b>Monday</b> or
     <a href="/map">find the way</a>.</p>
  <img src="door.jpg" alt="The blue door">
  <p translate="no">Casa Azul</p>
</body>
</html>
"""

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The units; browsers read any text, so nothing is raised. ``context`` is the heading above.

        ``flags`` tell ``safe-html`` (tags are in the text) from ``verbatim`` (preformatted, or without a word).
        """
        with bulk():
            messages = tuple(_messages(text))
        return Resource(path, locale, text, messages, self.name)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with ``lang`` and ``dir`` of the target: what is not translated yet stands there."""
        return apply(source.text, headed(source.text, source.locale, locale))

    def told(self, text: str, source: str, locale: str) -> list[Splice]:
        """``lang`` and ``dir`` of the ``html`` tag."""
        return list(spoken(text, locale))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New text; words that stay keep their line breaks, a value its quotes. The same or no text changes nothing."""
        new = single(forms)
        if not new.strip() or new == message.text:
            return []
        unit = _html_edit.by_place(resource.text)[_html_edit.place_of(message)]
        return [(*unit.span, encode(resource.text, unit, new))]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The source's elements with the new texts, beside what they stand beside there."""
        return _html_edit.insert(resource, source, new)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Elements that have nothing left, single attributes and texts."""
        return _html_edit.remove(resource, gone)

    def arrange(self, target: Resource, source: Resource) -> list[Splice]:
        """Splices that put sibling elements of ``target`` (keyed as ``source``) into the source's order, or none."""
        return _html_order.arrange(target, source)


FORMAT: Format = Html()


def _messages(text: str) -> Iterator[Message]:
    seen: dict[str, int] = {}
    heading = ""
    for unit in tree(text).units:
        words = decode(text, unit)
        message = _NEW(Text)
        message.key, message.value = named(unit.kind.replace("-", "_"), words, seen), words
        message.flags = _COPIED if unit.verbatim else _MARKUP if "<" in words and _marked(unit, words) else _NONE
        message.at, message.whole, message.context = unit.span, _row(unit), heading
        yield message
        if unit.kind in _HEADINGS:
            heading = words


def _marked(unit: Unit, words: str) -> bool:
    """Tags stand in a text: an attribute has none, and ``a < b`` is none."""
    return not unit.attribute and any(token.kind in ("open", "void", "close") for token in tokens(words))


def _row(unit: Unit) -> Span:
    """The place of what belongs together: a table's row, else the unit itself."""
    row: Element | None = unit.home.parent if unit.home.name in ("td", "th") else None
    return (row.start, row.end) if row and row.name == "tr" else unit.attribute or unit.span
