"""Excel workbooks: each sheet with a key column is a table of texts, read and written as CSV's columns are.

The text of such a file is its bytes (PEP 383); a change packs them anew, and an untouched workbook stays.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats._bulk import bulk
from locakit.formats._line_format import single
from locakit.formats._table import CONTEXTS, LIMITS, NO_KEY, NOTES, Details, key_of
from locakit.formats._table_messages import NOWHERE, Rows
from locakit.formats._table_names import spelled
from locakit.formats._xlsx_read import Book, Sheet, bytes_of, scan
from locakit.formats._xlsx_write import Change, blank, edit
from locakit.model import Forms, Junk, Message, Resource
from locakit.splice import Splice

_NOWHERE = (0, 0)


class Xlsx(Format):
    """See ``locakit.doors.Format``; ``source`` is the locale of texts whose column names none."""

    name = "xlsx"
    suffixes: tuple[str, ...] = (".xlsx",)
    layout = "copy/texts.xlsx"
    example = (
        "A sheet whose first row says: id, channel, field, limit, source, German, Portuguese (Brazil).\n"
        "Each row below is one text: summer, search, headline, 30, Boats for hire, Boote mieten, Barcos para alugar.\n"
    )
    multilingual = True
    binary = True

    def __init__(self, source: str = "") -> None:
        self._source = source

    def sourced(self, source: str) -> Xlsx:
        """The format for files that hold every locale, with the project's source locale."""
        return Xlsx(source)

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The rows of all sheets that have a text for ``locale``.

        Raises BrokenText for what is no workbook, is dangerous, or has no table; UsageError without the extra.
        """
        try:
            book = scan(text)
        except BrokenText as error:
            raise BrokenText(replace(error.fault, path=path)) from None
        found, junk, beside = Rows(), list[Junk](), dict[str, frozenset[str]]()
        with bulk():
            for sheet in book.sheets:
                self._read(book, sheet, locale, found, junk)
                beside |= self._details(sheet, locale).beside((k, sheet.reader(row)) for row, k in _keyed(book, sheet))
            messages = found.messages()
        return Resource(path, locale, text, messages, self.name, tuple(junk), beside)

    def _details(self, sheet: Sheet, locale: str) -> Details:
        return Details(sheet.columns, locale, self._source)

    def _read(self, book: Book, sheet: Sheet, locale: str, found: Rows, junk: list[Junk]) -> None:
        column, details = sheet.columns.value(locale, self._source), self._details(sheet, locale)
        said = sheet.columns.value(self._source or "en", self._source)
        if column is not None and said in (None, column):
            junk += (Junk(told, _NOWHERE) for told in _keyless(sheet, column))
        for row, key in _keyed(book, sheet) if column is not None else ():
            value = sheet.read(row, column or 0)
            if value.isspace() and said not in (None, column) and sheet.read(row, said or 0).strip():
                continue
            if not value and (kind := sheet.kind(row, column or 0)):
                junk.append(Junk(f"{sheet.place(row, column or 0)} holds {kind}, not a text", _NOWHERE))
            elif value and found.add(key, value, NOWHERE, 0, *details.of(sheet.reader(row))):
                told = f"the key {key!r} stands again in {sheet.place(row, sheet.columns.keys[0])}: the last row counts"
                junk.append(Junk(told, _NOWHERE, True))

    def cells(self, resource: Resource, keys: Collection[str]) -> Mapping[str, str]:
        """Sheet and cell of each key: the locale's, or the row's first one where the sheet has no column for it."""
        found = scan(resource.text).find(set(keys)) if keys else {}
        return {k: s.place(row, s.columns.value(resource.locale, self._source) or 0) for k, (s, row) in found.items()}

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """A new workbook: a header with the key, the locale, and what the source tells beside its texts."""
        told = [n for n in ("note", "context", "limit") if any(getattr(m, n) for m in source.messages)]
        return _text(blank(["key", locale, *told]))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """One splice over the whole file. Several changes at once are ``insert``'s, which writes one time for all."""
        return self._set(resource, {message.key: single(forms)}, ())

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """Texts into the rows of their keys; other keys in new rows below the last one; a new locale at the end.

        Raises ValueError for what a workbook cannot hold or would lose, see ``_xlsx_write.edit``.
        """
        if not resource.text:
            resource = replace(resource, text=self.template(source, resource.path, resource.locale, frozenset()))
            made = self._set(resource, {m.key: single(f) for m, f in new}, [m for m, _ in new])
            return [(0, 0, text) for _, _, text in made]
        return self._set(resource, {m.key: single(f) for m, f in new}, [m for m, _ in new])

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """The cells of the locale; where no other column holds texts, all cells of the rows."""
        book = scan(resource.text)
        changes: list[Change] = []
        for sheet, row in book.find({m.key for m in gone}).values():
            column = sheet.columns.value(resource.locale, self._source)
            lone = len(sheet.columns.texts() | {column}) == 1
            cleared = range(len(sheet.header)) if lone else (column or 0,)
            changes += [Change(sheet.name, row, c, "") for c in cleared]
        return _splices(resource.text, changes)

    def _set(self, resource: Resource, texts: dict[str, str], new: Sequence[Message]) -> list[Splice]:
        book = scan(resource.text)
        found = book.find(set(texts))
        changes: list[Change] = []
        columns = {s.name: self._column(s, resource.locale, changes) for s in self._touched(book, found, texts)}
        for key, (sheet, row) in found.items():
            changes.append(Change(sheet.name, row, columns[sheet.name][0], texts[key], columns[sheet.name][1]))
        home = book.sheets[0]
        for row, message in enumerate((m for m in new if m.key not in found), len(home.cells) + 1):
            changes += _row(home, row, message, columns[home.name][0], texts[message.key])
        return _splices(resource.text, changes)

    def _touched(self, book: Book, found: dict[str, tuple[Sheet, int]], texts: dict[str, str]) -> list[Sheet]:
        names = {sheet.name for sheet, _ in found.values()}
        names |= {book.sheets[0].name} if len(found) < len(texts) else set()
        return [s for s in book.sheets if s.name in names]

    def _column(self, sheet: Sheet, locale: str, changes: list[Change]) -> tuple[int, int | None]:
        """The locale's column and the one that it is to look like; a new one's header is added to the changes."""
        column = sheet.columns.value(locale, self._source)
        texts = sorted((sheet.columns.locales or {}).values()) or sorted(sheet.columns.texts())
        like = next((c for c in reversed(texts) if c != column), None)
        if column is None:
            column = sheet.free()
            names = [sheet.header[i] for i in (sheet.columns.locales or {}).values()]
            changes.append(Change(sheet.name, sheet.head, column, spelled(locale, names), like))
        return column, like


def _keyed(book: Book, sheet: Sheet) -> Iterator[tuple[int, str]]:
    """The sheet's rows that have a key, with the key that they have in the book."""
    prefix = book.prefix(sheet)
    return ((row, prefix + own) for row, own in sheet.rows())


def _keyless(sheet: Sheet, column: int) -> Iterator[str]:
    """What is wrong with rows that have a text and no key, or a date, truth value or error in a cell of their key."""
    for row in range(sheet.head + 1, len(sheet.cells) + 1):
        if sheet.read(row, column).strip():
            if at := sheet.odd_key(row):
                yield f"{sheet.place(row, at[0])} holds {at[1]}, not an id: the row is not translated"
            elif not key_of(sheet.columns, sheet.reader(row)):
                yield f"{sheet.place(row, column)}: {NO_KEY}"


def _row(sheet: Sheet, row: int, message: Message, column: int, text: str) -> Iterator[Change]:
    """The cells of a row that is not there yet."""
    yield Change(sheet.name, row, sheet.columns.keys[0], message.key)
    yield Change(sheet.name, row, column, text)
    for names, told in ((NOTES, message.note), (CONTEXTS, message.context), (LIMITS, str(message.limit or ""))):
        for place in sheet.columns.all(names)[:1]:
            if told and place not in sheet.columns.keys:
                yield Change(sheet.name, row, place, told)


def _splices(text: str, changes: list[Change]) -> list[Splice]:
    return [(0, len(text), _text(edit(bytes_of(text), changes)))] if changes else []


def _text(data: bytes) -> str:
    return data.decode("utf-8", "surrogateescape")


FORMAT: Format = Xlsx()
