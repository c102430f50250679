"""One pass over a text that finds its placeables: the work behind ``placeables.find``, linear on any input."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

from locakit.placeables.braces import closing
from locakit.placeables.custom import Custom, custom
from locakit.placeables.dialects import ELEMENTS, MESSAGE_FLAGS, VOID_ELEMENTS, Trigger, table
from locakit.placeables.spans import Placeable, Role, disjoint

_TAG = re.compile(
    r"<(?P<close>/)?(?P<name>[A-Za-z][\w:.\-]*+|\d++)"
    r"(?:\s(?:[^<>\"'{]++|\{[^{}]*+\}|\{|\"[^\"]*+\"|'[^']*+')*+|/)?>"
)
_CLOSING = re.compile(r"</([\w:.\-]+)|\[/([a-z]{1,16})\]")
_BBCODE = re.compile(r"\[([a-z]{1,16})(?:=[^\[\]\s]*+)?\]")
_COMPLEX = re.compile(r"\{\s*+(?P<name>[\w.\-]++)\s*+,\s*+(?:plural|select|selectordinal)\s*+,")
_URL = re.compile(r"://[^\s<>\"'`{}|\\^\[\]「」（）。，“”]++")
_WWW = re.compile(r"www\.[^\s<>\"'`{}|\\^\[\]「」（）。，“”]++")
_DOMAIN = re.compile(r"@[A-Za-z0-9][\w\-]*+(?:\.[A-Za-z0-9][\w\-]*+)++")
_LOCAL = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._+-")
_SCHEME = _LOCAL - {"_"}
_LINK = re.compile(
    r"\]\((?:<[^<>\n]*+>|(?:\{\{[^{}]*+\}\}|[^\s()<>{}]|\{[^{}\s]*+\}|\([^\s()]*+\))*+)"
    r"(?:\s++(?P<title>[\"']))?(?(title)|\s*+\))"
)
_REFERENCE = re.compile(r"\]\[[^\[\]\n]++\]")
"""The end of a full reference link, which names its definition (CommonMark 0.31, 6.3)."""
_TITLE = {quote: re.compile(rf"[^{quote}\n]*+({quote}\s*+\))") for quote in "\"'"}
_TICKS = re.compile(r"`+")
PERSONAL = "personal"
_ANYWHERE = frozenset({"md-text", PERSONAL})
"""Flags for which more is looked for than what starts at a trigger."""

_Search = Callable[..., "re.Match[str] | None"]
_Table = dict[str, Trigger]


def may_hold(text: str, flags: frozenset[str]) -> bool:
    """False where nothing in the text can start a placeable."""
    machine = _machine(flags)
    return machine.dear or machine.trigger(text) is not None or "www." in text


class Scanner:
    """The state of one pass: what was found, where the next may start, and what is known not to come any more."""

    def __init__(self, text: str, flags: frozenset[str]) -> None:
        self.text = text
        self.flags = flags
        self.found: list[Placeable] = []
        self.floor = 0
        self._brackets: list[int] = []
        self._apart = False
        self._absent: set[str] = set()
        self._ticks: dict[int, list[int]] | None = None
        self._braces: dict[int, int] | None = None
        self._closing: set[str] | None = None

    def run(self) -> list[Placeable]:
        """All placeables except emphasis, sorted."""
        text = self.text
        machine = _machine(self.flags)
        search = machine.with_www if "www." in text else machine.trigger
        dialects, found = machine.dialects, self.found
        if machine.custom:
            self._guided(machine.custom.spans(text), search, dialects)
            return disjoint(found) if self._apart else found
        hit = search(text)
        while hit:
            at = hit.start()
            end = self._at(text[at], at, dialects)
            if end > at:
                self.floor = end
                hit = search(text, end)
            else:
                hit = search(text, at + 1)
        return disjoint(found) if self._apart else found

    def _guided(self, marks: list[tuple[int, int]], search: _Search, dialects: _Table) -> None:
        """The scan where a project has placeholders of its own: what starts first is taken."""
        text, at = self.text, 0
        for start, stop in [*marks, (len(text), len(text))]:
            while (hit := search(text, at, start)) is not None:
                at = max(self._at(hit[0][0], hit.start(), dialects), hit.start() + 1)
                self.floor = max(self.floor, at)
            if start >= at and stop > start:
                at = self.floor = self._add("custom", start, stop)

    def _at(self, char: str, at: int, table: _Table) -> int:
        """Take what starts at ``at``; where the scan goes on, or 0 for the next character."""
        text = self.text
        if char == "{" and (end := self.complex(at)):
            return end
        trigger = table.get(char)
        hit = trigger.match(text, at) if trigger else None
        if trigger and hit and hit.lastgroup:
            kind, role, names = trigger.members[hit.lastgroup]
            end = hit.end()
            name = (hit[names[0]] or hit[names[-1]] or "") if names else ""
            self.found.append(Placeable(kind, at, end, text[at:end], role, name))
            if kind == "insertion":
                self._insertion(at, end, name)
            return end
        special = _SPECIAL.get(char)
        return special(self, at) if special else 0

    def _insertion(self, at: int, start: int, name: str) -> None:
        """The end of an insertion whose default begins at ``start``: the default is text."""
        double = self.text.startswith("{{", at)
        end = self.text.index(self.text[start - 1] if double else "}", start)
        self._apart = True
        self._add("insertion", end, self.text.index("}}", end) + 2 if double else end + 1, "close", name)

    def _add(self, kind: str, start: int, end: int, role: Role = "", name: str = "") -> int:
        self.found.append(Placeable(kind, start, end, self.text[start:end], role, name))
        return end

    def _find(self, needle: str, start: int) -> int:
        """``text.find`` that asks only once for what is not there."""
        if needle in self._absent:
            return -1
        at = self.text.find(needle, start)
        if at < 0:
            self._absent.add(needle)
        return at

    def tag(self, at: int) -> int:
        """An HTML or XML tag or comment."""
        if self.text.startswith("<!--", at):
            end = self._find("-->", at + 4)
            return self._add("comment", at, end + 3, "void") if end >= 0 else 0
        hit = _TAG.match(self.text, at)
        if not hit:
            return 0
        name = hit["name"].lower()
        role: Role = "close" if hit["close"] else "void" if self.text[hit.end() - 2] == "/" else "open"
        if role == "open" and name not in self._closed():
            if name.isalpha() and name not in ELEMENTS and name not in VOID_ELEMENTS:
                return 0
            role = "void" if name in VOID_ELEMENTS else role
        return self._add("tag", at, hit.end(), role, name)

    def _closed(self) -> set[str]:
        """The names of all closing tags (``/b`` for a ``[/b]``): what has one is a tag, ``<your name>`` is prose."""
        if self._closing is None:
            self._closing = {(tag or f"/{code}").lower() for tag, code in _CLOSING.findall(self.text)}
        return self._closing

    def complex(self, at: int) -> int:
        """A whole ICU plural or select, up to its own closing brace."""
        hit = _COMPLEX.match(self.text, at)
        if not hit:
            return 0
        if self._braces is None:
            self._braces = closing(self.text)
        end = self._braces.get(at)
        return self._add("icu", at, end + 1, "", hit["name"]) if end else 0

    def quote(self, at: int) -> int:
        """An ICU apostrophe: doubled it is a letter, before a brace it quotes."""
        text = self.text
        if text.startswith("''", at):
            return at + 2
        special = "{}#" if "icu-plural" in self.flags else "{}"
        if at + 1 >= len(text) or text[at + 1] not in special:
            return 0
        end = self._find("'", at + 1)
        while end >= 0 and text.startswith("''", end):
            end = self._find("'", end + 2)
        return self._add("quoted", at, end + 1 if end >= 0 else len(text))

    def code(self, at: int) -> int:
        """A code span: a run of backticks up to the next run of the same length."""
        text = self.text
        if "rst-text" in self.flags and text[at + 1 : at + 2] != "`" and text[at - 1 : at] != "`":
            return 0
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        ticks = _TICKS.match(text, at)
        size = len(ticks[0]) if ticks else 1
        starts = self._ticks.get(size, [])
        after = bisect_left(starts, at + size)
        if after == len(starts):
            return at + size
        end = starts[after]
        plain = "md-text" not in self.flags
        if plain and (text[at + size].isspace() or text[end - 1].isspace() or "\n" in text[at:end]):
            return at + size
        return self._add("code", at, end + size)

    def email(self, at: int) -> int:
        """An e-mail address around its ``@``."""
        hit = _DOMAIN.match(self.text, at)
        start = self._back(at, _LOCAL, 64)
        if not hit or start == at:
            return 0
        return self._add("email", start, hit.end())

    def url(self, at: int) -> int:
        """A URL around its ``://``."""
        start = self._back(at, _SCHEME, 12) if self.text.startswith("://", at) else at
        hit = _URL.match(self.text, at) if start < at and self.text[start].isalpha() else None
        if not hit:
            return 0
        return self._add("url", start, self._trim(start, hit.end()))

    def www(self, at: int) -> int:
        """A host name that begins with ``www.``."""
        hit = _WWW.match(self.text, at)
        if not hit or (at and self.text[at - 1].isalnum()):
            return 0
        return self._add("url", at, self._trim(at, hit.end()))

    def _back(self, at: int, allowed: frozenset[str], most: int) -> int:
        start, text = at, self.text
        low = max(self.floor, at - most)
        while start > low and text[start - 1] in allowed:
            start -= 1
        return start

    def _trim(self, start: int, end: int) -> int:
        """``end`` without the sentence's own punctuation: a closing bracket stays if the URL opened it."""
        text = self.text
        spare = text.count(")", start, end) - text.count("(", start, end)
        while end > start and (text[end - 1] in ".,;:!?*_~»”’" or (text[end - 1] == ")" and spare > 0)):
            spare -= text[end - 1] == ")"
            end -= 1
        return end

    def opening(self, at: int) -> int:
        """A square bracket that may open a link, or an image's ``![``."""
        hit = _BBCODE.match(self.text, at)
        if hit and f"/{hit[1]}" in self._closed():
            return self._add("bbcode", at, hit.end(), "open", hit[1])
        self._brackets.append(at - (at > self.floor and self.text[at - 1] == "!"))
        return 0

    def closing(self, at: int) -> int:
        """A square bracket that ends a link's text; a title in the target stays text."""
        start = self._brackets.pop() if self._brackets else -1
        named = _REFERENCE.match(self.text, at) if start >= 0 and "md-text" in self.flags else None
        if named:
            self._apart = True
            self._add("link", start, start + 1 + (self.text[start] == "!"), "open", "link")
            return self._add("link", at, named.end(), "close", "link")
        hit = _LINK.match(self.text, at) if start >= 0 else None
        last = _TITLE[hit["title"]].match(self.text, hit.end()) if hit and hit["title"] else None
        if not hit or (hit["title"] and not last):
            return 0
        self._apart = True
        self._add("link", start, start + 1 + (self.text[start] == "!"), "open", "link")
        self._add("link", at, hit.end(), "" if last else "close", "link")
        if last:
            self._add("link", last.start(1), last.end(1), "close", "link")
        return hit.end()


_SPECIAL: dict[str, Callable[[Scanner, int], int]] = {
    "<": Scanner.tag, "'": Scanner.quote, "`": Scanner.code, "@": Scanner.email,
    ":": Scanner.url, "w": Scanner.www, "[": Scanner.opening, "]": Scanner.closing,
}  # fmt: skip


class _Machine(NamedTuple):
    """What a set of flags makes of the scan."""

    trigger: _Search
    with_www: _Search
    dialects: _Table
    custom: Custom | None
    dear: bool
    """Placeables may start at any character."""


@cache
def _machine(flags: frozenset[str]) -> _Machine:
    dialects = table(flags)
    # A star begins nothing but ``*|NAME|*``, and Markdown is full of stars.
    signs = {*dialects, *"{<`[]@", "*|"} - {"*"}
    if "icu-message-format" in flags or not flags.isdisjoint(MESSAGE_FLAGS):
        signs.add("'")
    # Alternatives that all begin with a letter of their own are searched as fast as a set of characters.
    trigger = "|".join([*map(re.escape, sorted(signs)), *([] if ":" in signs else ["://"])])
    own, with_www = custom(flags), re.compile(rf"{trigger}|www\.").search
    dear = own is not None or not flags.isdisjoint(_ANYWHERE)
    return _Machine(re.compile(trigger).search, with_www, dialects, own, dear)
