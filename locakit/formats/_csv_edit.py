"""Cells, rows and columns added to a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from locakit.formats._csv_scan import NOTES, Row, Table, decode, encode, scan
from locakit.formats._line_format import single
from locakit.formats._line_scan import Entry
from locakit.locales import normalize, spell
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, newline_of


def key_of(table: Table, text: str, row: Row) -> str:
    """The row's key: its key cells that are not empty, joined with dots."""
    parts = [cell_of(row, i, text).strip() for i in table.keys]
    return ".".join(p for p in parts if p)


def cell_of(row: Row, column: int | None, text: str) -> str:
    """A cell's text; empty where the row has no such cell."""
    return decode(text[slice(*row.cells[column])]) if column is not None and column < len(row.cells) else ""


def entries(table: Table, text: str, locale: str) -> Iterator[Entry]:
    """The rows that have a key and a text for ``locale``."""
    column, note = table.value(locale), table.column(NOTES)
    for row in table.rows if column is not None else ():
        value, key = cell_of(row, column, text), key_of(table, text, row)
        if value and key and column is not None:
            yield Entry((key,), value, row.cells[column], (row.start, row.end), cell_of(row, note, text).strip())


def renamed(table: Table, text: str, old: str, new: str) -> list[Splice]:
    """The header's cell of the locale ``old`` named ``new``, where no other locale has a column."""
    if not table.header or list(table.locales) != [normalize(old)]:
        return []
    start, end = table.header.cells[table.locales[normalize(old)]]
    return [(start, end, _spelled(new, text[start:end]))]


def _spelled(locale: str, like: str) -> str:
    return spell(locale, "posix" if "_" in like else "locale")


class Editor:
    """Adds to one file what its source has."""

    def __init__(self, resource: Resource, source: Resource) -> None:
        self.text, self.locale = resource.text, resource.locale
        self.table = scan(resource.text)
        self.rows = {key_of(self.table, self.text, row): row for row in self.table.rows}
        self.source = source
        self.model = scan(source.text) if source.format == "csv" else Table(self.table.delimiter)
        if not (self.table.rows or self.table.header):
            self.table = replace(self.table, delimiter=self.model.delimiter)
        self.model_rows = {row.start: row for row in self.model.rows}
        self.newline = newline_of(self.text if "\n" in self.text else source.text)
        found = self.table.value(self.locale)
        self.fresh = found is None
        """The locale has no column yet."""
        self.width = len(self.table.header.cells) if self.table.header else 2
        self.column = self.width if found is None else found

    def insert(self, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """A new column if there is none, cells filled, and rows where there is none for a key."""
        texts = {m.key: single(forms) for m, forms in new}
        out = self._new_column(texts) if self.fresh else []
        for key, text in texts.items():
            if key in self.rows and not self.fresh:
                out.append(self._filled(self.rows[key], text))
        return out + list(self._new_rows({k: t for k, t in texts.items() if k not in self.rows}))

    def _new_column(self, texts: Mapping[str, str]) -> list[Splice]:
        header, mark = self.table.header, self.table.delimiter
        out: list[Splice] = []
        if header:
            at = header.cells[-1][1]
            names = [self.text[slice(*header.cells[i])] for i in self.table.locales.values()]
            out.append((at, at, mark + _spelled(self.locale, "".join(names))))
        for row in self.table.rows:
            value = encode(texts.get(key_of(self.table, self.text, row), ""), "", mark)
            at = row.cells[-1][1]
            out.append((at, at, mark * (self.width - len(row.cells) + 1) + value))
        return out

    def _filled(self, row: Row, text: str) -> Splice:
        if self.column < len(row.cells):
            start, end = row.cells[self.column]
            return start, end, encode(text, self.text[start:end], self.table.delimiter)
        at = row.cells[-1][1]
        lacking = self.column - len(row.cells) + 1
        return at, at, self.table.delimiter * lacking + encode(text, "", self.table.delimiter)

    def _new_rows(self, texts: Mapping[str, str]) -> Iterator[Splice]:
        known = [m.key for m in self.source.messages if m.key in self.rows]
        at = self.rows[known[0]].start if known else len(self.text)
        for message in self.source.messages:
            if message.key in self.rows:
                at = self.rows[message.key].end
            elif message.key in texts:
                line = self._line(message, texts[message.key])
                whole = at == 0 or self.text[at - 1] in "\n\r\ufeff"
                yield at, at, line + self.newline if whole else self.newline + line

    def _line(self, message: Message, text: str) -> str:
        row = self.model_rows.get(message.whole[0])
        cells = [self._copied(i, row) for i in range(self.width + self.fresh)]
        if row is None:
            cells[self.table.keys[0]] = encode(message.key, "", self.table.delimiter)
        cells[self.column] = encode(text, "", self.table.delimiter)
        return self.table.delimiter.join(cells)

    def _copied(self, column: int, row: Row | None) -> str:
        """The source's cell of the same name, except for the texts of other locales."""
        texts = {i for tag, i in self.table.locales.items() if tag != normalize(self.source.locale)}
        if row is None or column in texts or column == self.column:
            return ""
        names = self.table.names
        if names and self.model.names:
            name = names[column] if column < len(names) else ""
            at = self.model.names.index(name) if name in self.model.names else len(row.cells)
        else:
            at = column
        if at >= len(row.cells):
            return ""
        raw = self.source.text[slice(*row.cells[at])]
        return encode(decode(raw), raw, self.table.delimiter)
