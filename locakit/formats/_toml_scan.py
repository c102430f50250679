"""TOML read for its spans: tables, keys, and where each string stands.

Source: TOML 1.0.0. Only strings that are the value of a key are entries; those in arrays and inline tables stay.
"""

from __future__ import annotations

import re

from locakit.formats._line_insert import close_sections
from locakit.formats._line_scan import Entry, Home, Scan, Section, beginning, line_end

_BASIC = r'"(?:[^"\\\n]++|\\.)*+"'
_LITERAL = r"'[^'\n]*+'"
_LONG = r'"""(?:[^"\\]++|\\.|"{1,2}(?!"))*+"{3,5}'
_LONG_LITERAL = r"'''(?:[^']++|'{1,2}(?!'))*+'{3,5}"
STRING = re.compile(rf"{_LONG}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}", re.DOTALL)
_PART = rf"(?:{_BASIC}|{_LITERAL}|[A-Za-z0-9_-]++)"
_KEY = rf"{_PART}(?:[ \t]*+\.[ \t]*+{_PART})*+"
_PARTS = re.compile(_PART)
_HEADER = re.compile(rf"[ \t]*+\[(?P<list>\[)?[ \t]*+(?P<key>{_KEY})[ \t]*+\](?(list)\])(?P<rest>[^\n]*+)")
_ENTRY = re.compile(rf"[ \t]*+(?P<key>{_KEY})[ \t]*+=[ \t]*+")
_REST = re.compile(r"[ \t]*+(?:#(?P<said>[^\n]*+))?\r?(?:\n|\Z)")
_COMMENT = re.compile(r"[ \t]*+#(?P<said>[^\n]*+)(?:\n|\Z)")
_BLANK = re.compile(r"[ \t]*+\r?(?:\n|\Z)")
_TOKEN = re.compile(rf"{STRING.pattern}|#[^\n]*+|[\[\]{{}}]|[^\s\[\]{{}}\"'#=]++|\s++|.", re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([ \t]*\r?\n\s*)|(.))", re.DOTALL)
_NAMED = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", '"': '"', "\\": "\\"}

_PATIENCE = 20
"""Arrays that never end, read to the end of the file before such are no longer tried."""


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
        self.unclosed = 0

    def statement(self, at: int) -> int:
        """Read the statement at ``at``; where the next one begins."""
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
        self.out.fault("not TOML: neither a table nor `key = value`", at, end)
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
        end = string.end() if string else self._other(found.end())
        rest = _REST.match(self.text, end)
        if not rest or end == found.end():
            return None
        if string:
            try:
                value = decode(string[0])
            except ValueError:
                self.out.fault("a string with an escape that TOML does not know", *string.span())
                return rest.end()
            said = [*self.notes, *([rest["said"].strip()] if rest["said"] else [])]
            path = (*self.home, *names(found["key"]))
            whole = (begin, rest.end())
            self.out.entries.append(Entry(path, value, string.span(), whole, "\n".join(said).strip(), self.home))
        return rest.end()

    def _other(self, at: int) -> int:
        """The end of a value that is no string: a number, an array over any number of lines, …; ``at`` if broken."""
        start, depth = at, 0
        while token := _TOKEN.match(self.text, at):
            if not depth and (token[0][0] == "#" or "\n" in token[0]):
                break
            depth += (token[0] in "[{") - (token[0] in "]}")
            wrong = token[0] in ("'", '"') or (token[0] == "=" and not depth)
            if depth < 0 or wrong or (depth and self.unclosed > _PATIENCE):
                return start
            at = token.end()
        self.unclosed += bool(depth)
        return start if depth else at


def names(key: str) -> list[str]:
    """The segments of a dotted key, quotes off."""
    return [_unquoted(m[0]) for m in _PARTS.finditer(key)]


def _unquoted(part: str) -> str:
    if part[0] not in "\"'":
        return part
    try:
        return decode(part)
    except ValueError:
        return part


def decode(raw: str) -> str:
    """The text of a TOML string; raises ValueError for an unknown escape."""
    size = 3 if raw.startswith(('"""', "'''")) else 1
    inner = raw[size:-size].replace("\r\n", "\n")
    if size == 3:
        inner = inner.removeprefix("\n")
    return inner if raw[0] == "'" or "\\" not in inner else _ESCAPE.sub(_resolved, inner)


def _resolved(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    if code:
        number = int(code, 16)
        if 0xD800 <= number <= 0xDFFF:
            raise ValueError(code)
        return chr(number)
    if found[3]:
        return ""
    if found[4] not in _NAMED:
        raise ValueError(found[4])
    return _NAMED[found[4]]
