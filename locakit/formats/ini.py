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
from locakit.formats._line_notes import note_of
from locakit.formats._line_scan import Entry, Home, Scan, Section, beginning, line_end
from locakit.model import Forms, Message, Resource
from locakit.splice import newline_of

_LINE = re.compile(r"(?P<indent>[^\S\n]*+)(?P<body>[^\n]*+)(?:\n|\Z)")
_HEADER = re.compile(r"\[(?P<name>.+)\]")
_OPTION = re.compile(r"(?P<key>[^\n=:]*[^\s=:])[^\S\n]*[=:][^\S\n]*")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*+"', re.DOTALL)
_COMMENTED = re.compile(r"[\w.\-]+ ?= ?|\[[^\]]*\]$")
_REMARK = ("#", ";")


class Ini(LineFormat):
    """The key of a message is ``section.key``; comments right above an entry are its note."""

    name = "ini"
    suffixes: tuple[str, ...] = (".ini",)
    layout = "language/{locale}/shop.ini"
    example = """\
; Texts of the shop.

[cart]
; The button below the list.
ORDER = "Order now"
GREETING = "Hello %s"
TERMS = First line.
  Second line.
"""

    def scan(self, text: str) -> Scan:
        """A line that is no header, entry or comment is junk; nothing is raised."""
        found = _Reader(text)
        found.read()
        close_sections(found.out, len(text))
        return found.out

    def encode(self, value: str, raw: str, text: str) -> str:
        """Quoted where the old value is, or where it must be; further lines and comments between them as they were."""
        ways = [value, '"' + value.replace('"', '\\"') + '"']
        ways = ways[::-1] if _QUOTED.fullmatch(_joined(raw)) else ways
        value = next((w for w in ways if decode(w.strip()) == value), ways[0])
        return newline_of(text).join(_laid(value.split("\n"), raw))

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
        self.grown: dict[int, Entry] = {}
        """Entries of several lines, decoded once they are whole."""
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
        for entry in self.grown.values():
            entry.text = decode(self.text[slice(*entry.span)])

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
        entry.span = (entry.span[0], line.start("body") + len(body))
        self.grown[id(entry)] = entry
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
            note = note_of(self.notes, _COMMENTED)
            self.entry = Entry((*self.home, option["key"]), value, (start, end), whole, note, self.home)
            self.indent = len(line["indent"])
            self.out.entries.append(self.entry)
        else:
            self.out.fault("neither a section nor an entry: `key = value` is expected", at, line_end(self.text, at))


def decode(raw: str) -> str:
    """Continuation lines joined without their indent and comments; one pair of double quotes taken off."""
    text = _joined(raw)
    return text[1:-1].replace('\\"', '"') if _QUOTED.fullmatch(text) else text


def _laid(new: list[str], raw: str) -> list[str]:
    """The lines of a value with the indents of the old ones, and the comments that stood before them.

    Comments on a line that is gone stand before the next one; a value of one line has no place for any.
    """
    rows = _rows(raw)
    found = re.search(r"\n([ \t]+)(?=\S)", raw)
    spare = found[1] if found else "    "
    head = next((n for n, (row, line) in enumerate(zip(rows, new, strict=False)) if row[1].strip() != line), len(rows))
    out, at = new[:1], 1
    for number, line in enumerate(new[1:], 1):
        twin = number if number < head else number + len(rows) - len(new)
        end = len(rows) if number == len(new) - 1 else max(at, twin + 1)
        out += [remark for remarks, _ in rows[at:end] for remark in remarks]
        at = end
        out.append(_like(line, rows[twin][1] if 0 < twin < len(rows) else spare + "?", spare))
    return out


def _like(line: str, old: str, spare: str) -> str:
    """``line`` with the indent of the ``old`` one."""
    if line == old.strip():
        return old
    return (old[: len(old) - len(old.lstrip())] if old.strip() else spare) + line


def _rows(raw: str) -> list[tuple[list[str], str]]:
    """Each line of a raw value, with the lines of comments before it."""
    out: list[tuple[list[str], str]] = []
    remarks: list[str] = []
    for number, line in enumerate(raw.split("\n")):
        if number and line.lstrip().startswith(_REMARK):
            remarks.append(line.rstrip())
        else:
            out.append((remarks, line.rstrip()))
            remarks = []
    return out


def _joined(raw: str) -> str:
    if "\n" not in raw:
        return raw
    lines = [line.strip() for line in raw.split("\n")]
    return "\n".join(line for i, line in enumerate(lines) if not (i and line.startswith(_REMARK)))
