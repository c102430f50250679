"""Cells, rows and columns added to a CSV file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from locakit.formats._csv_scan import Row, Table, decode, encode, scan
from locakit.formats._line_format import single
from locakit.formats._line_scan import beginning
from locakit.formats._table import CONTEXTS, LIMITS, NOTES, key_of, refuse_formula
from locakit.formats._table_names import full, spelled
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice

NAME = "csv"


def renamed(table: Table, old: str, new: str) -> list[Splice]:
    """The header's cell of the locale ``old`` named ``new``, where no other locale has a column."""
    tags = table.columns.locales or {}
    if not table.header or [full(t) for t in tags] != [full(old)]:
        return []
    column = next(iter(tags.values()))
    raw = table.header.cells[column]
    return [(*table.header.span(column), encode(spelled(new, [decode(raw)]), raw, table.delimiter))]


class Editor:
    """Adds to one file what its source has."""

    def __init__(self, resource: Resource, source: Resource, column: int | None) -> None:
        """``column``: the one of the resource's locale, if it has one yet."""
        self.text, self.locale = resource.text, resource.locale
        self.table = scan(resource.text)
        self.columns = self.table.columns
        self.rows = {key_of(self.columns, row.read): row for row in self.table.rows}
        self.source = source
        self.model = scan(source.text) if source.format == NAME else Table(self.table.delimiter)
        if not (self.table.rows or self.table.header):
            self.table = replace(self.table, delimiter=self.model.delimiter)
        self.model_rows = {row.start: row for row in self.model.rows}
        self.newline = _newline(self.text) or _newline(source.text if source.format == NAME else "") or "\n"
        self.fresh = column is None
        """The locale has no column yet."""
        self.width = len(self.table.header.cells) if self.table.header else 2
        self.column = self.width if column is None else column

    def insert(self, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """A new column if there is none, cells filled, and rows where there is none for a key.

        Raises ValueError for a text that starts a formula where its source does not.
        """
        texts = {m.key: single(forms) for m, forms in new}
        for message, _ in new:
            refuse_formula(texts[message.key], message.text)
        out = self._new_column(texts) if self.fresh else []
        for key, text in texts.items():
            if key in self.rows and not self.fresh:
                out.append(self._filled(self.rows[key], text))
        return out + list(self._new_rows({k: t for k, t in texts.items() if k not in self.rows}))

    def _new_column(self, texts: Mapping[str, str]) -> list[Splice]:
        header, mark = self.table.header, self.table.delimiter
        out: list[Splice] = []
        if header:
            names = [decode(header.cells[i]) for i in (self.columns.locales or {}).values()]
            name = encode(spelled(self.locale, names), self._style(header), mark)
            out.append((header.last, header.last, mark + name))
        # What a broken row has too much must not come to stand in the new column.
        out += [(row.span(self.width)[0], row.span(self.width)[0], mark) for row in self.table.long]
        for key, row in ((key_of(self.columns, r.read), r) for r in self.table.rows):
            value = encode(texts.get(key, "") if self.rows[key] is row else "", self._style(row), mark)
            if len(row.cells) > self.width:
                out.append((*row.span(self.width), value))
            else:
                out.append((row.last, row.last, mark * (self.width - len(row.cells) + 1) + value))
        return out

    def _style(self, row: Row) -> str:
        """A cell that shows whether new cells of the row have quotes: they do where all others have them."""
        full_cells = [c for c in row.cells if c]
        return '""' if self.table.quoted or (full_cells and all(c.startswith('"') for c in full_cells)) else ""

    def _filled(self, row: Row, text: str) -> Splice:
        if self.column < len(row.cells):
            raw = row.cells[self.column]
            return *row.span(self.column), encode(text, raw or self._style(row), self.table.delimiter)
        lacking = self.column - len(row.cells) + 1
        value = encode(text, self._style(row), self.table.delimiter)
        return row.last, row.last, self.table.delimiter * lacking + value

    def _new_rows(self, texts: Mapping[str, str]) -> Iterator[Splice]:
        known = [m.key for m in self.source.messages if m.key in self.rows]
        at = self.rows[known[0]].start if known else len(self.text)
        for message in self.source.messages:
            if message.key in self.rows:
                at = self.rows[message.key].end
            elif message.key in texts:
                line = self._line(message, texts[message.key])
                whole = at <= beginning(self.text) or self.text[at - 1] in "\n\r"
                yield at, at, line + self.newline if whole else self.newline + line

    def _line(self, message: Message, text: str) -> str:
        row = self.model_rows.get(message.whole[0])
        if row is None or not self.model.rows:
            cells = self._told(message)
        else:
            cells = [self._copied(i, row) for i in range(self.width + self.fresh)]
        cells[self.column] = encode(text, '""' if self.table.quoted else "", self.table.delimiter)
        return self.table.delimiter.join(cells)

    def _told(self, message: Message) -> list[str]:
        """The cells of a row that no source file shows."""
        texts = {self.columns.keys[0]: message.key}
        for names, text in ((NOTES, message.note), (CONTEXTS, message.context), (LIMITS, str(message.limit or ""))):
            texts |= {i: text for i in self.columns.all(names)[:1] if i not in self.columns.keys}
        style = '""' if self.table.quoted else ""
        return [encode(texts.get(i, ""), style, self.table.delimiter) for i in range(self.width + self.fresh)]

    def _copied(self, column: int, row: Row) -> str:
        """The source's cell of the same name, except for the texts of other locales."""
        tags = self.columns.locales or {}
        texts = {i for tag, i in tags.items() if full(tag) != full(self.source.locale)}
        if column in texts or column == self.column:
            return ""
        names, models = self.columns.names, self.model.columns.names
        if names and models:
            name = names[column] if column < len(names) else ""
            at = models.index(name) if name in models else len(row.cells)
        else:
            at = column
        return encode(row.read(at), row.cells[at], self.table.delimiter) if at < len(row.cells) else ""


def _newline(text: str) -> str:
    end = next((i for i, c in enumerate(text) if c in "\r\n"), None)
    return "" if end is None else "\r\n" if text[end : end + 2] == "\r\n" else text[end]
