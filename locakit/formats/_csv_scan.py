"""CSV read for its spans: rows, cells, and what the columns mean.

Source: RFC 4180, with the delimiters and the ``sep=;`` line of spreadsheets.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from locakit.errors import BrokenText, Fault
from locakit.formats._line_scan import beginning, line_end
from locakit.locales import is_tag, normalize
from locakit.model import Junk, Span
from locakit.splice import place
from locakit.tags import known

KEYS = frozenset({"key", "keys", "id", "ids", "identifier", "name", "string id", "resource id", "msgctxt"})
MORE_KEYS = frozenset({"channel", "field", "variant"})
VALUES = ("value", "text", "translation", "target", "string", "message", "content", "source")
NOTES = frozenset({"note", "notes", "comment", "comments", "description", "developer note", "developer comment"})
CONTEXTS = frozenset({"context", "screen", "location"})
LIMITS = frozenset({"limit", "max", "maxlength", "max length", "char limit", "character limit", "max chars"})
_SEP = re.compile(r"sep=(.)\r?\n")
_DELIMITERS = ",;\t|"


@dataclass(slots=True)
class Row:
    """One row; the cells' spans have the quotes in them."""

    cells: list[Span]
    start: int
    end: int
    """Behind the line ending."""


@dataclass(slots=True)
class Table:
    """A file's rows and what its columns are."""

    delimiter: str
    rows: list[Row] = field(default_factory=list)
    """Without the header."""
    header: Row | None = None
    names: list[str] = field(default_factory=list)
    """The header's names in small letters; empty where there is no header."""
    locales: dict[str, int] = field(default_factory=dict)
    """Locale to its column."""
    keys: list[int] = field(default_factory=lambda: [0])
    """The columns that make the key."""
    junk: list[Junk] = field(default_factory=list)

    def value(self, locale: str) -> int | None:
        """The column of a locale's text; None where other locales have columns and this one has none."""
        if self.locales:
            return self.locales.get(normalize(locale))
        found = next((self.names.index(n) for n in VALUES if n in self.names), 1 if not self.names else None)
        spare = next((i for i in range(len(self.names)) if i not in self.keys), None)
        return spare if found is None else found

    def column(self, names: frozenset[str]) -> int | None:
        """The first column with one of the names."""
        return next((i for i, n in enumerate(self.names) if n in names), None)


@lru_cache(maxsize=4)
def scan(text: str) -> Table:
    """The table in ``text``; raises BrokenText (without a path) for a first row of one cell and NUL characters."""
    start = beginning(text)
    said = _SEP.match(text, start)
    start = said.end() if said else start
    if "\0" in text:
        raise BrokenText(Fault("no CSV: the file has NUL characters", "", *place(text, text.index("\0"))))
    table = Table(said[1] if said else _delimiter(text, start))
    _rows(table, text, start)
    if table.rows and len(table.rows[0].cells) < 2:
        message = "no table of keys and texts: the first row has one cell"
        raise BrokenText(Fault(message, "", *place(text, table.rows[0].start)))
    if table.rows:
        _columns(table, [decode(text[slice(*cell)]).strip() for cell in table.rows[0].cells])
    return table


def _delimiter(text: str, start: int) -> str:
    """What stands most often in the first line, outside quotes."""
    line = re.sub(r'"[^"]*"', "", text[start : line_end(text, start)])
    return max(_DELIMITERS, key=line.count)


def _rows(table: Table, text: str, at: int) -> None:
    mark = re.escape(table.delimiter)
    cell = re.compile(rf'(?P<cell>"(?:[^"]++|"")*+"|[^"{mark}\r\n][^{mark}\r\n]*+|)(?P<end>{mark}|\r?\n|\r|\Z)')
    while at < len(text):
        row = Row([], at, at)
        while found := cell.match(text, row.end):
            row.cells.append(found.span("cell"))
            row.end = found.end()
            if found["end"] != table.delimiter:
                break
        else:
            row.end = line_end(text, row.end)
            table.junk.append(Junk("a row whose quotes do not close, or not at a cell's end", (at, row.end)))
            at = row.end
            continue
        if any(start < end for start, end in row.cells):
            table.rows.append(row)
        at = row.end


def _columns(table: Table, cells: list[str]) -> None:
    names = [re.sub(r"[\s_-]+", " ", c).lower() for c in cells]
    locales = {normalize(c): i for i, c in enumerate(cells) if names[i] not in KEYS and is_tag(c) and known(c)}
    meant = KEYS | MORE_KEYS | frozenset(VALUES) | NOTES | CONTEXTS | LIMITS
    first = next((i for i, n in enumerate(names) if n in KEYS), None)
    others = any(n in meant for i, n in enumerate(names) if i != first)
    if not (locales or others) or (first is None and 0 in locales.values()):
        return
    table.header, table.names, table.locales = table.rows.pop(0), names, locales
    table.keys = [first or 0, *(i for i, n in enumerate(names) if n in MORE_KEYS)]


def decode(raw: str) -> str:
    """A cell's text; line breaks in it are LF."""
    if not raw.startswith('"'):
        return raw
    return raw[1:-1].replace('""', '"').replace("\r\n", "\n")


def encode(value: str, raw: str, delimiter: str) -> str:
    """A cell with ``value``: in quotes where it needs them or the old cell has them."""
    needs = any(c in value for c in (delimiter, '"', "\n", "\r")) or value != value.strip()
    if "\r\n" in raw:
        value = value.replace("\n", "\r\n")
    quoted = value.replace('"', '""')
    return f'"{quoted}"' if needs or raw.startswith('"') else value
