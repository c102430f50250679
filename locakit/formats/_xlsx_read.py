"""The tables in a workbook's sheets, read through python-calamine."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache, partial
from importlib import import_module
from typing import Any

from locakit.errors import BrokenText, Fault, UsageError
from locakit.formats._table import HEAD, KEYS, Columns, columns, key_of
from locakit.formats._xlsx_safe import Unsafe, check
from locakit.formats._xlsx_sheet import letters


@dataclass(slots=True)
class Sheet:
    """One sheet with a header."""

    name: str
    head: int
    """The header's row, counted from 1."""
    columns: Columns
    cells: list[list[Any]]
    """All rows, from the sheet's first on, as calamine gives them."""
    header: list[str] = field(default_factory=list)

    def read(self, row: int, column: int) -> str:
        """A cell's text: whole numbers without a point; empty for dates, times, truth values and missing cells."""
        cells = self.cells[row - 1] if row <= len(self.cells) else ()
        value = cells[column] if column < len(cells) else ""
        return value if value.__class__ is str else text_of(value)

    def kind(self, row: int, column: int) -> str:
        """What a cell holds that is no text, in words; empty where it is text, a number or nothing."""
        cells = self.cells[row - 1] if row <= len(self.cells) else ()
        return kind_of(cells[column]) if column < len(cells) else ""

    def free(self) -> int:
        """The first column behind the header in which no row has anything."""
        used = {i for cells in self.cells for i, value in enumerate(cells) if value != ""}
        start = max((i + 1 for i, name in enumerate(self.header) if name), default=0)
        return next(i for i in range(start, start + len(used) + 1) if i not in used)

    def rows(self) -> Iterator[tuple[int, str]]:
        """``(row, key)`` of the rows that have a key."""
        for row in range(self.head + 1, len(self.cells) + 1):
            key = key_of(self.columns, self.reader(row))
            if key and not self.odd_key(row):
                yield row, key

    def odd_key(self, row: int) -> tuple[int, str] | None:
        """The first cell of the row's key that holds no text, and what it does hold."""
        return next(((at, kind) for at in self.columns.keys if (kind := self.kind(row, at))), None)

    def reader(self, row: int) -> Any:
        """``read`` of one row."""
        return partial(self.read, row)

    def place(self, row: int, column: int) -> str:
        """``Sheet!B7``."""
        return f"{self.name}!{letters(column)}{row}"


@dataclass(slots=True)
class Book:
    """A workbook's tables."""

    sheets: list[Sheet]

    def prefix(self, sheet: Sheet) -> str:
        """What keys of the sheet begin with: its name, where several sheets hold texts."""
        return f"{sheet.name}." if len(self.sheets) > 1 else ""

    def find(self, wanted: set[str]) -> dict[str, tuple[Sheet, int]]:
        """Key to its sheet and row; of several rows with one key the last."""
        found = ((self.prefix(s) + key, (s, row)) for s in self.sheets for row, key in s.rows())
        return {key: where for key, where in found if key in wanted}


def _calamine() -> Any:
    """The package that reads workbooks; raises UsageError naming the extra where it is not installed."""
    try:
        return import_module("python_calamine")
    except ImportError as error:
        hint = "pip install 'locakit[xlsx]'"
        raise UsageError("locakit[xlsx] is not installed, so workbooks are not read", hint=hint) from error


def _faults(calamine: Any) -> tuple[type[BaseException], ...]:
    """What the package raises for broken workbooks; a sheet that is listed, but not there, is one."""
    return (OSError, calamine.CalamineError, calamine.XmlError, calamine.ZipError, calamine.PasswordError,
            calamine.WorksheetNotFound)  # fmt: skip


def bytes_of(text: str) -> bytes:
    """The file's bytes (PEP 383)."""
    return text.encode("utf-8", "surrogateescape")


def visible(data: bytes) -> list[tuple[str, Any]]:
    """The names and calamine's views of the sheets that are not hidden; raises BrokenText (without a path)."""
    calamine = _calamine()
    try:
        check(data)
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [m.name for m in book.sheets_metadata if m.visible == calamine.SheetVisibleEnum.Visible]
        return [(name, book.get_sheet_by_name(name)) for name in shown]
    except Unsafe as error:
        raise BrokenText(Fault(str(error), "", 1, 1)) from error
    except _faults(calamine) as error:
        raise BrokenText(Fault(f"the workbook cannot be read: {error}", "", 1, 1)) from error


@lru_cache(maxsize=3)
def scan(text: str) -> Book:
    """The tables of a workbook; raises BrokenText (without a path) where it cannot be opened."""
    try:
        data = bytes_of(text)
    except UnicodeEncodeError as error:
        raise BrokenText(Fault(str(error), "", 1, 1)) from error
    sheets = [_sheet(name, sheet) for name, sheet in visible(data)]
    found = [s for s in sheets if s]
    if not found:
        message = "no sheet has a header with a key column (key, id …) and a column of texts (en, source, text …)"
        raise BrokenText(Fault(message, "", 1, 1))
    return Book(found)


def _sheet(name: str, sheet: Any) -> Sheet | None:
    cells = sheet.to_python(skip_empty_area=False)
    for row, values in enumerate(cells[:HEAD], 1):
        header = [text_of(v).strip() for v in values]
        made = columns(header)
        if made and made.names[made.keys[0]] in KEYS:
            return Sheet(name, row, made, cells, header)
    return None


def text_of(value: Any) -> str:
    """A cell's value as text; empty where it is none: dates and truth values are not what a person typed."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return ""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def kind_of(value: Any) -> str:
    """What a cell holds that is no text, in words; empty where it is text, a number or nothing."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return ""
    return "a truth value" if isinstance(value, bool) else "a date or time"
