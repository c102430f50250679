"""CSV read for its spans: rows, cells, and what the columns mean.

Source: RFC 4180, with the delimiters, the ``sep=;`` line and the comment lines that real files have.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from locakit.errors import BrokenText, Fault
from locakit.formats._line_scan import beginning
from locakit.formats._table import HEAD, KEYS, Columns, columns
from locakit.model import Junk, Span
from locakit.splice import place

_SEP = re.compile(r'"?sep=(.)"?(?:\r\n?|\n)', re.IGNORECASE)
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n|\Z)")
_QUOTED = re.compile(r'"(?:[^"]++|"")*+"')
_DELIMITERS = ",;\t|"
_DELIMITED = "the row's quotes do not close, or not at a cell's end"


@dataclass(slots=True)
class Row:
    """One row."""

    cells: list[str]
    """As they stand in the file, quotes included; a delimiter of one character stands between them."""
    start: int
    end: int
    """Behind the line ending."""

    def span(self, column: int) -> Span:
        """Where a cell stands in the text."""
        start = self.start + sum(map(len, self.cells[:column])) + column
        return start, start + len(self.cells[column])

    @property
    def last(self) -> int:
        """Where the last cell ends."""
        return self.span(len(self.cells) - 1)[1]

    def read(self, column: int) -> str:
        """A cell's text; empty where the row has no such cell."""
        return decode(self.cells[column]) if column < len(self.cells) else ""


@dataclass(slots=True)
class Table:
    """A file's rows and what its columns are."""

    delimiter: str
    rows: list[Row] = field(default_factory=list)
    """Without the header, empty lines and comments."""
    header: Row | None = None
    columns: Columns = field(default_factory=Columns)
    junk: list[Junk] = field(default_factory=list)
    long: list[Row] = field(default_factory=list)
    """Rows with more cells than the header: they are junk."""

    @property
    def quoted(self) -> bool:
        """Every cell of the first row is in quotes: so are the file's new cells."""
        first = self.header or next(iter(self.rows), None)
        return first is not None and all(c.startswith('"') for c in first.cells if c)


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
    head = _head(table)
    if head:
        at, table.columns = head
        table.header, table.rows = table.rows[at], table.rows[at + 1 :]
        _leave_out_long(table, len(table.header.cells))
    elif table.rows and len(table.rows[0].cells) < 2:
        message = "no table of keys and texts: the first row has one cell"
        raise BrokenText(Fault(message, "", *place(text, table.rows[0].start)))
    return table


def _head(table: Table) -> tuple[int, Columns] | None:
    """The header's place among the rows: the first, or one that names its key below titles of one cell."""
    for at, row in enumerate(table.rows[:HEAD]):
        made = columns([decode(cell).strip() for cell in row.cells]) if len(row.cells) > 1 else None
        if made and (at == 0 or made.names[made.keys[0]] in KEYS):
            return at, made
        if sum(map(bool, row.cells)) > 1:
            return None
    return None


def _leave_out_long(table: Table, width: int) -> None:
    """A row with more cells than the header has a delimiter too many: which cell is which cannot be told."""
    table.long = [r for r in table.rows if len(r.cells) > width and any(r.cells[width:])]
    if table.long:
        told = f"more cells than the header has: a text with {table.delimiter} in it needs quotes"
        table.junk.extend(Junk(told, (r.start, r.end)) for r in table.long)
        gone = {r.start for r in table.long}
        table.rows = [r for r in table.rows if r.start not in gone]


def _delimiter(text: str, start: int) -> str:
    """What makes one of the first lines a header with a key; else what the first has most of, outside quotes."""
    first = ""
    for line in _lines(text, start):
        first = first or line
        some = [d for d in _DELIMITERS if d in line]
        heads = [(d, columns([decode(c).strip() for c in line.split(d)])) for d in some]
        keyed = [d for d, made in heads if made and made.names[made.keys[0]] in KEYS]
        if keyed or (line is first and any(made for _, made in heads)):
            return max(keyed or [d for d, made in heads if made], key=_QUOTED.sub("", line).count)
    return max(_DELIMITERS, key=_QUOTED.sub("", first).count)


def _lines(text: str, start: int) -> Iterator[str]:
    """The first lines that hold something and are no comments."""
    for found in islice(_LINE.finditer(text, start), 2 * HEAD):
        line = found[0].rstrip("\r\n")
        if line.strip() and not _comment([line]):
            yield line


def _rows(table: Table, text: str, at: int) -> None:
    mark = re.escape(table.delimiter)
    raw = rf'"(?:[^"]++|"")*+"|[^"{mark}\r\n][^{mark}\r\n]*+|'
    quoted, cells = re.compile(rf"(?:(?:{raw}){mark})*+(?:{raw})(?=[\r\n]|\Z)"), re.compile(rf"({raw})(?:{mark}|\Z)")
    while at < len(text):
        found = _LINE.match(text, at)
        end = found.end() if found else len(text)
        line = text[at:end]
        if '"' not in line:
            row = Row(line.rstrip("\r\n").split(table.delimiter), at, end)
        elif whole := quoted.match(text, at):
            row = Row(_cells(cells, whole[0], table.delimiter), at, _line_end(text, whole.end()))
        else:
            table.junk.append(Junk(_DELIMITED, (at, end)))
            at = end
            continue
        if any(row.cells) and not _comment(row.cells):
            table.rows.append(row)
        at = row.end


def _cells(cell: re.Pattern[str], row: str, delimiter: str) -> list[str]:
    out = cell.findall(row)
    if not row.endswith(delimiter):
        out.pop()  # the empty match behind the last cell
    return out


def _line_end(text: str, at: int) -> int:
    return at + 2 if text.startswith("\r\n", at) else min(at + 1, len(text))


def _comment(cells: list[str]) -> bool:
    """``# words``, and every row of one cell that begins with ``#``."""
    first = cells[0]
    return first.startswith("#") and (len(cells) == 1 or first[1:2] in ("", " ", "#", "\t"))


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
