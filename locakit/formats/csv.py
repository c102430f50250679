"""CSV and TSV: a key column and one text column, or one column for each locale in the same file.

A row without text for the locale is no message; a new market gets a column of its own. Where locales have columns,
only the locale's own is read and written, so that no market's words end up in another's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats._csv_edit import Editor, cell_of, entries, key_of, renamed
from locakit.formats._csv_scan import CONTEXTS, LIMITS, Row, Table, encode, scan
from locakit.formats._line_format import single
from locakit.formats._line_scan import Scan, beginning, messages
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, apply


class Csv(Format):
    """See ``locakit.doors.Format``."""

    name = "csv"
    suffixes: tuple[str, ...] = (".csv", ".tsv")
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The rows that have a text for ``locale``; raises BrokenText where there is no table of two columns."""
        try:
            table = scan(text)
        except BrokenText as error:
            raise BrokenText(replace(error.fault, path=path)) from None
        found = Scan(list(entries(table, text, locale)), list(table.junk))
        details = {row.start: _details(table, row, text) for row in table.rows} if table.header else {}
        read = (
            replace(m, context=details[m.whole[0]][0], limit=details[m.whole[0]][1]) if details else m
            for m in messages(found.entries, found)
        )
        return Resource(path, locale, text, tuple(read), self.name, tuple(sorted(found.junk, key=lambda j: j.span)))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's header and the rows ``keys``; a lone column of the source's locale becomes the target's."""
        if source.format != self.name:
            return f"key,{locale}\n"
        table, text = scan(source.text), source.text
        gone = [(row.start, row.end, "") for row in table.rows if key_of(table, text, row) not in keys]
        return apply(text, [*gone, *renamed(table, text, source.locale, locale)])

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the cell, quoted as the old one."""
        ((start, end),) = message.spans.values()
        raw = resource.text[start:end]
        return [(start, end, encode(single(forms), raw, scan(resource.text).delimiter))]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """Texts into empty cells of rows that are there; other rows behind the source's row before them."""
        text = resource.text
        if text.strip("\ufeff \t\r\n"):
            return Editor(resource, source).insert(new)
        base = self.template(source, resource.path, resource.locale, frozenset())
        first = Editor(replace(resource, text=base), source)
        return [(beginning(text), len(text), apply(base, first.insert(new)).lstrip("\ufeff"))]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole rows; where other locales have columns in them, the cells alone."""
        if len(scan(resource.text).locales) > 1:
            return [(*span, "") for m in gone for span in m.spans.values()]
        keys = {m.key for m in gone}
        table = scan(resource.text)
        return [(row.start, row.end, "") for row in table.rows if key_of(table, resource.text, row) in keys]


FORMAT: Format = Csv()


def _details(table: Table, row: Row, text: str) -> tuple[str, int | None]:
    """The row's context and limit."""
    most = cell_of(row, table.column(LIMITS), text).strip()
    limit = int(most) if most.isascii() and most.isdigit() and len(most) < 10 else None
    return cell_of(row, table.column(CONTEXTS), text).strip(), limit
