"""CSV and TSV: a key column and one text column, or one column for each locale in the same file.

A row without text for the locale is no message; a new market gets a column of its own. Where locales have columns,
only the locale's own is read and written, so that no market's words end up in another's.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats._bulk import bulk
from locakit.formats._csv_edit import NAME, Editor, renamed
from locakit.formats._csv_scan import Table, encode, scan
from locakit.formats._line_format import single
from locakit.formats._line_scan import beginning
from locakit.formats._table import NO_KEY, SOURCE, Details, key_of, refuse_formula
from locakit.formats._table_messages import Rows
from locakit.model import Forms, Junk, Message, Resource
from locakit.splice import Splice, apply


class Csv(Format):
    """See ``locakit.doors.Format``; ``source`` is the locale of texts whose column names none."""

    name = NAME
    suffixes: tuple[str, ...] = (".csv", ".tsv")
    layout = "copy/texts.csv"
    example = (
        "key,note,limit,source,de,pt-BR\n"
        "cart.title,Above the list,20,Your cart,Ihr Warenkorb,Seu carrinho\n"
        'cart.empty,,,"Nothing here, yet",,\n'
        'cart.greeting,,,"Hello {name},\n'
        'your cart is ""waiting""",,"Olá, {name}!"\n'
    )
    multilingual = True

    def __init__(self, source: str = "") -> None:
        self._source = source

    def sourced(self, source: str) -> Csv:
        """The format for files that hold every locale, with the project's source locale."""
        return Csv(source)

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The rows that have a text for ``locale``; raises BrokenText where there is no table of two columns."""
        try:
            with bulk():
                table = scan(text)
                junk = list(table.junk)
                read, beside = self._messages(table, junk, locale)
        except BrokenText as error:
            raise BrokenText(replace(error.fault, path=path)) from None
        return Resource(path, locale, text, read, self.name, tuple(sorted(junk, key=lambda j: j.span)), beside)

    def _messages(
        self, table: Table, junk: list[Junk], locale: str
    ) -> tuple[tuple[Message, ...], dict[str, frozenset[str]]]:
        """The messages, and what rows say for the locale whether or not they have a text."""
        column, details, found = self._column(table, locale), Details(table.columns, locale, self._source), Rows()
        beside = details.beside((key_of(table.columns, row.read), row.read) for row in table.rows)
        said = self._source_column(table) if self._source else None
        for row in table.rows if column is not None else ():
            read = row.read
            value, key = read(column or 0), key_of(table.columns, read)
            if value and key:
                if value.isspace() and said not in (None, column) and read(said or 0).strip():
                    continue
                hidden = found.add(key, value, row, column or 0, *details.of(read))
                if hidden:
                    told = f"the key {key!r} stands again below, which hides this entry"
                    junk.append(Junk(told, hidden.whole, True))
            elif value.strip() and said in (None, column):
                junk.append(Junk(NO_KEY, (row.start, row.end)))
        return found.messages(), beside

    def _column(self, table: Table, locale: str) -> int | None:
        return table.columns.value(locale, self._source)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's header and the rows ``keys``; a lone column of the source's locale becomes the target's."""
        if source.format != self.name:
            told = [n for n in ("note", "context", "limit") if any(getattr(m, n) for m in source.messages)]
            return ("\t" if path.lower().endswith(".tsv") else ",").join(["key", locale, *told]) + "\n"
        table, text = scan(source.text), source.text
        gone = [(row.start, row.end, "") for row in table.rows if key_of(table.columns, row.read) not in keys]
        return apply(text, [*gone, *renamed(table, source.locale, locale)])

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the cell, quoted as the old one; raises ValueError where it would start a formula."""
        ((start, end),) = message.spans.values()
        table, text = scan(resource.text), single(forms)
        refuse_formula(text, message.text, self._source_text(table, message))
        return [(start, end, encode(text, resource.text[start:end], table.delimiter))]

    def _source_column(self, table: Table) -> int | None:
        names = table.columns.names
        column = names.index(SOURCE) if SOURCE in names else self._column(table, self._source or "en")
        return column if names else None

    def _source_text(self, table: Table, message: Message) -> str:
        """What the row says in the source's language, where a column tells."""
        column = self._source_column(table)
        if column is None:
            return ""
        return table.rows[bisect_left(table.rows, message.whole[0], key=lambda r: r.start)].read(column)

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """Texts into empty cells of rows that are there; other rows behind the source's row before them.

        Raises ValueError for a text that starts a formula where its source does not.
        """
        text = resource.text
        if text.strip("\ufeff \t\r\n"):
            return Editor(resource, source, self._column(scan(text), resource.locale)).insert(new)
        base = self.template(source, resource.path, resource.locale, frozenset())
        first = Editor(replace(resource, text=base), source, self._column(scan(base), resource.locale))
        return [(beginning(text), len(text), apply(base, first.insert(new)).lstrip("\ufeff"))]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole rows; where other columns hold texts, the cells alone."""
        table = scan(resource.text)
        if len(table.columns.texts()) > 1:
            marks = [(m, span) for m in gone for span in m.spans.values()]
            return [(*span, '""' if resource.text[span[0]] == '"' and table.quoted else "") for _, span in marks]
        keys = {m.key for m in gone}
        return [(row.start, row.end, "") for row in table.rows if key_of(table.columns, row.read) in keys]


FORMAT: Format = Csv()
