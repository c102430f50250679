"""INI: sections, keys with ``=`` or ``:``, indented continuation lines; keys before the first section are allowed.

Source: Python's ``configparser``, except that keys keep their case and a value in double quotes is read without them
(as Joomla and PHP's ``parse_ini_file`` do).
"""

from __future__ import annotations

import re

from locakit.doors import Format
from locakit.formats._brackets import indent_at
from locakit.formats._line_format import LineFormat
from locakit.formats._line_insert import close_sections
from locakit.formats._line_scan import Entry, Home, Scan, Section, beginning, line_end
from locakit.model import Forms, Message, Resource
from locakit.splice import newline_of

_LINE = re.compile(r"(?P<indent>[^\S\n]*+)(?P<body>[^\n]*+)(?:\n|\Z)")
_HEADER = re.compile(r"\[(?P<name>.+)\]")
_OPTION = re.compile(r"(?P<key>[^\n=:]*[^\s=:])[^\S\n]*[=:][^\S\n]*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_REMARK = ("#", ";")


class Ini(LineFormat):
    """The key of a message is ``section.key``; comments right above an entry are its note."""

    name = "ini"
    suffixes: tuple[str, ...] = (".ini",)

    def scan(self, text: str) -> Scan:
        """A line that is no header, entry or comment is junk; nothing is raised."""
        found = _Reader(text)
        found.read()
        close_sections(found.out, len(text))
        return found.out

    def encode(self, value: str, raw: str, text: str) -> str:
        """Quoted where the old value is; further lines are indented as the old ones."""
        if _QUOTED.fullmatch(_joined(raw)):
            value = '"' + value.replace('"', '\\"') + '"'
        indent = re.search(r"\n([ \t]+)(?=\S)", raw)
        return value.replace("\n", newline_of(text) + (indent[1] if indent else "    "))

    def block(self, resource: Resource, source: Resource, message: Message, forms: Forms, raw: str) -> str:
        """The source's lines with the indent of the file's own entries: a deeper one would continue the entry above."""
        written = super().block(resource, source, message, forms, raw)
        entries = self.scanned(resource.text).entries
        indent = indent_at(resource.text, entries[0].span[0]) if entries else ""
        lines = written.split("\n")
        key = next((i for i, line in enumerate(lines) if not line.lstrip().startswith(_REMARK)), 0)
        return "\n".join([*(indent + line.lstrip() for line in lines[: key + 1]), *lines[key + 1 :]])

    def fresh(self, name: str, value: str) -> str:
        """``key=value``."""
        return f"{name}={value}"


FORMAT: Format = Ini()


class _Reader:
    """Goes through the lines with what the last ones left open."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.out = Scan()
        self.home: Home = ()
        self.entry: Entry | None = None
        self.indent = 0
        self.notes: list[str] = []
        self.top = -1
        """Where the comments right above begin; -1 where there are none."""

    def read(self) -> None:
        at = beginning(self.text)
        while at < len(self.text):
            line = _LINE.match(self.text, at)
            assert line, "every line matches"
            self._line(line, at)
            at = line.end()

    def _line(self, line: re.Match[str], at: int) -> None:
        body = line["body"].rstrip()
        if not body:
            self.notes, self.top = [], -1
        elif body.startswith(_REMARK):
            self.top = at if self.top < 0 else self.top
            self.notes.append(body.lstrip("#;").strip())
        elif self.entry and len(line["indent"]) > self.indent:
            self._continue(self.entry, line, body)
        else:
            self._begin(line, body, at)
            self.notes, self.top = [], -1

    def _continue(self, entry: Entry, line: re.Match[str], body: str) -> None:
        start = entry.span[0]
        entry.span = (start, line.start("body") + len(body))
        entry.text = decode(self.text[start : entry.span[1]])
        entry.whole = (entry.whole[0], line.end())
        self.notes, self.top = [], -1

    def _begin(self, line: re.Match[str], body: str, at: int) -> None:
        header, option = _HEADER.match(body), _OPTION.match(body)
        begin = self.top if self.top > beginning(self.text) else at
        self.entry = None
        if header:
            self.home = (header["name"],)
            self.out.homes.setdefault(self.home, Section(begin, line.end(), line.end()))
        elif option:
            start = line.start("body") + option.end()
            end = line.start("body") + max(len(body), option.end())
            value = decode(self.text[start:end])
            whole = (begin, line.end())
            note = "\n".join(self.notes).strip()
            self.entry = Entry((*self.home, option["key"]), value, (start, end), whole, note, self.home)
            self.indent = len(line["indent"])
            self.out.entries.append(self.entry)
        else:
            self.out.fault("neither a section nor an entry: `key = value` is expected", at, line_end(self.text, at))


def decode(raw: str) -> str:
    """Continuation lines joined without their indent and comments; one pair of double quotes taken off."""
    text = _joined(raw)
    return text[1:-1].replace('\\"', '"') if _QUOTED.fullmatch(text) else text


def _joined(raw: str) -> str:
    if "\n" not in raw:
        return raw
    lines = [line.strip() for line in raw.split("\n")]
    return "\n".join(line for i, line in enumerate(lines) if not (i and line.startswith(_REMARK)))
