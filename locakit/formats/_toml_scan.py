"""TOML read for its spans: tables, keys, and where each string stands.

Source: TOML 1.0.0. Strings in arrays (by position) and inline tables are entries that share their statement's lines.
"""

from __future__ import annotations

import re

from locakit.formats._line_insert import close_sections
from locakit.formats._line_notes import note_of
from locakit.formats._line_scan import Entry, Home, Scan, Section, beginning, line_end
from locakit.formats._toml_text import KEY, STRING, decode, names
from locakit.formats._toml_tree import too_deep, tree_at
from locakit.formats._tree import MAX_DEPTH, Member, Node, leaves
from locakit.model import Span

_HEADER = re.compile(rf"[ \t]*+\[(?P<list>\[)?[ \t]*+(?P<key>{KEY})[ \t]*+\](?(list)\])(?P<rest>[^\n]*+)")
_COMMENTED = re.compile(r"[\w.\-]+[ \t]*=[ \t]*\S|\[.*\]$")
_ENTRY = re.compile(rf"[ \t]*+(?P<key>{KEY})[ \t]*+=[ \t]*+")
_PLAIN = re.compile(r"""[ \t]*+([A-Za-z0-9_-]++)[ \t]*+=[ \t]*+("[^"\\\n]*+"|'[^'\n]*+')[ \t]*+\r?(?:\n|\Z)""")
"""What nearly all entries are: a bare key, a string without escapes, nothing behind it."""
_REST = re.compile(r"[ \t]*+(?:#(?P<said>[^\n]*+))?\r?(?:\n|\Z)")
_COMMENT = re.compile(r"[ \t]*+#(?P<said>[^\n]*+)(?:\n|\Z)")
_BLANK = re.compile(r"[ \t]*+\r?(?:\n|\Z)")
_BARE = re.compile(r"[^\s\[\]{}\"'#=,]++(?:[ \t]++[^\s\[\]{}\"'#=,]++)*+")


def scan(text: str) -> Scan:
    """All strings that keys have, by table; statements that cannot be read are junk."""
    reader = _Reader(text)
    at = beginning(text)
    while at < len(text):
        at = reader.statement(at)
    close_sections(reader.out, len(text))
    return reader.out


class _Reader:
    """Goes through the statements with the table they belong to."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = Scan()
        self.home: Home = ()
        self.lists: dict[Home, int] = {}
        self.notes: list[str] = []
        self.top = -1

    def statement(self, at: int) -> int:
        """Read the statement at ``at``; where the next one begins."""
        plain = _PLAIN.match(self.text, at)
        if plain:
            begin = self.top if self.top > beginning(self.text) else at
            note = note_of(self.notes, _COMMENTED) if self.notes else ""
            path, raw, whole = (*self.home, plain[1]), plain[2], (begin, plain.end())
            self.out.entries.append(Entry(path, raw[1:-1], plain.span(2), whole, note, self.home))
            self.notes, self.top = [], -1
            return plain.end()
        comment = _COMMENT.match(self.text, at)
        if comment:
            self.top = at if self.top < 0 else self.top
            self.notes.append(comment["said"].strip(" #\r\t"))
            return comment.end()
        blank = _BLANK.match(self.text, at)
        begin = self.top if self.top > beginning(self.text) else at
        end = blank.end() if blank else self._header(at, begin) or self._entry(at, begin) or self._junk(at)
        self.notes, self.top = [], -1
        return end

    def _junk(self, at: int) -> int:
        end = line_end(self.text, at)
        found = _ENTRY.match(self.text, at)
        deep = too_deep(self.text, found.end() if found else at)
        said = f"nested deeper than {MAX_DEPTH} levels" if deep else "not TOML: neither a table nor `key = value`"
        self.out.fault(said, at, end)
        return end

    def _header(self, at: int, begin: int) -> int | None:
        found = _HEADER.match(self.text, at)
        if not found or not _REST.match(self.text, found.start("rest")):
            return None
        end = line_end(self.text, found.end())
        self.home = self._path(names(found["key"]), bool(found["list"]))
        self.out.homes.setdefault(self.home, Section(begin, end, end))
        return end

    def _path(self, keys: list[str], listed: bool) -> Home:
        """The header's keys with the position of each table that stands in an array."""
        path: Home = ()
        for i, key in enumerate(keys):
            path = (*path, key)
            last = i + 1 == len(keys)
            if last and listed:
                self.lists[path] = self.lists.get(path, -1) + 1
            if path in self.lists:
                path = (*path, str(self.lists[path]))
        return path

    def _entry(self, at: int, begin: int) -> int | None:
        found = _ENTRY.match(self.text, at)
        if not found:
            return None
        string = STRING.match(self.text, found.end())
        tree = tree_at(self.text, found.end()) if self.text[found.end() : found.end() + 1] in ("[", "{") else None
        bare = None if string or tree else _BARE.match(self.text, found.end())
        end = string.end() if string else tree.end if tree else bare.end() if bare else found.end()
        rest = _REST.match(self.text, end)
        if not rest or end == found.end():
            return None
        if tree:
            note = note_of([*self.notes, rest["said"] or ""], _COMMENTED)
            path = (*self.home, *names(found["key"]))
            self._inner(Member("", found.start("key"), tree.start, tree.end, tree), path, (begin, rest.end()), note)
        if string:
            try:
                value = decode(string[0])
            except ValueError:
                self.out.fault("a string with an escape that TOML does not know", *string.span())
                return rest.end()
            note = note_of([*self.notes, rest["said"] or ""], _COMMENTED)
            path = (*self.home, *names(found["key"]))
            whole = (begin, rest.end())
            self.out.entries.append(Entry(path, value, string.span(), whole, note, self.home))
        return rest.end()

    def _inner(self, member: Member, path: tuple[str, ...], whole: Span, note: str) -> None:
        """The strings in an array or an inline table."""
        assert isinstance(member.value, Node)
        known = [(p, m) for p, m in leaves(member.value, path) if isinstance(m.value, str)]
        if known or not member.value.members:
            self.out.trees[whole] = path, member
        for p, m in known:
            self.out.entries.append(Entry(p, str(m.value), (m.vstart, m.vend), whole, note, self.home))
