"""A vendor's workbook: one sheet of rows, of which only target, status and comment may be changed.

Written with XlsxWriter (every text as a text, so that no cell is a formula), read with calamine.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from datetime import datetime
from importlib import import_module
from typing import Any

from locakit import locales
from locakit.errors import BrokenText, Fault, UsageError
from locakit.exchange.row import Answer, Row
from locakit.exchange.verdict import REJECTED
from locakit.formats._xlsx_read import text_of, visible
from locakit.formats._xlsx_write import formulas
from locakit.model import STATES

_LONGEST = 32_767
"""UTF-16 units that a cell can hold (Excel specifications and limits)."""
_SHEET = "Units"
_OPEN = ("Target", "Status", "Comment")
_COLUMNS = {
    "Ref": 3, "Resource": 24, "Key": 28, "Source": 50, "Target": 50, "Status": 12, "Comment": 30, "Note": 30,
    "Limit": 8, "Origin": 16, "Findings": 40,
}  # fmt: skip
"""The columns and their widths in characters."""
_HELP = (
    "Please change only the columns Target, Status and Comment; everything else is locked.",
    "Placeholders such as {name}, %s or <b> must stand in the target as they stand in the source.",
    f"Status: {', '.join(STATES[1:])} say how far a text is; {REJECTED} says that it must be translated anew.",
    "A target that you changed counts as translated without a status, too.",
    "Grey rows are there to be read, not to be changed. Send the file back as .xlsx.",
)


def write(rows: Sequence[Row], source: str, market: str, project: str = "") -> bytes:
    """The workbook; raises UsageError naming the extra where XlsxWriter is missing."""
    maker = _maker()
    buffer = io.BytesIO()
    book = maker.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": f"{project} {market}".strip(), "created": datetime(2000, 1, 1)})
    sheet = book.add_worksheet(_SHEET)
    sheet.protect("", {"format_columns": True, "format_rows": True, "autofilter": True, "sort": False})
    bold = book.add_format({"bold": True, "bottom": 1, "valign": "top"})
    for at, (name, wide) in enumerate(_COLUMNS.items()):
        sheet.write_string(0, at, name, bold)
        sheet.set_column(at, at, wide, None, {"hidden": True} if name == "Ref" else {})
    sheet.freeze_panes(1, 3)
    sheet.autofilter(0, 0, max(len(rows), 1), len(_COLUMNS) - 1)
    looks = _Looks(book, locales.direction(market) == "rtl", locales.direction(source) == "rtl")
    for at, row in enumerate(rows, 1):
        for column, (name, text) in enumerate(zip(_COLUMNS, _cells(row), strict=True)):
            look = looks.of(name, row.locked)
            if name == "Limit" and text:
                sheet.write_number(at, column, int(text), look)
            else:
                sheet.write_string(at, column, text, look)
    if rows:
        place = list(_COLUMNS).index("Status")
        sheet.data_validation(1, place, len(rows), place, {"validate": "list", "source": [*STATES, REJECTED]})
    _readme(book, source, market)
    book.close()
    return buffer.getvalue()


def fits(row: Row) -> bool:
    """True where a cell can hold each text of the row."""
    texts = (row.source, row.target, row.note, row.key, row.resource)
    return all(len(text.encode("utf-16-le", "surrogatepass")) // 2 <= _LONGEST for text in texts)


def _maker() -> Any:
    try:
        return import_module("xlsxwriter")
    except ImportError as error:
        hint = "pip install 'locakit[xlsx]', or --format xliff or po"
        raise UsageError("locakit[xlsx] is not installed, so no workbook is written", hint=hint) from error


class _Looks:
    """The formats of cells, made once each."""

    def __init__(self, book: Any, right: bool, source_right: bool) -> None:
        self._book = book
        self._right = {"Target": right, "Source": source_right}
        self._made: dict[tuple[bool, bool, bool], Any] = {}

    def of(self, column: str, locked: bool) -> Any:
        """The look of a cell in this column."""
        shut, right = locked or column not in _OPEN, self._right.get(column, False)
        kind = (shut, right, locked)
        if kind not in self._made:
            look: dict[str, object] = {"text_wrap": True, "valign": "top", "locked": shut, "num_format": "@"}
            look |= {"reading_order": 2, "align": "right"} if right else {}
            look |= {"bg_color": "#E7E6E6"} if locked else {}
            self._made[kind] = self._book.add_format(look)
        return self._made[kind]


def _cells(row: Row) -> tuple[str, ...]:
    limit = "" if row.limit is None else str(row.limit)
    found = "\n".join(row.findings)
    return (
        str(row.ref), row.resource, row.key, row.source, row.target, row.state, "", row.note, limit, row.origin,
        found[: _LONGEST // 2],
    )  # fmt: skip


def _readme(book: Any, source: str, market: str) -> None:
    sheet = book.add_worksheet("Read me")
    sheet.set_column(0, 0, 100)
    names = f"From {locales.name(source)} ({source}) into {locales.name(market)} ({market})"
    for at, line in enumerate((names, *_HELP)):
        sheet.write_string(at, 0, line)


def read(data: bytes, path: str = "") -> list[Answer]:
    """The rows of a workbook that came back; raises BrokenText where it is none, or lost the columns it needs."""
    try:
        for name, sheet in visible(data):
            cells = sheet.to_python(skip_empty_area=False)
            head = [text_of(c).strip() for c in cells[0]] if cells else []
            if {"Ref", "Target"} <= set(head):
                return list(_answers(cells, _columns(head), formulas(data, name)))
    except (BrokenText, ValueError) as error:
        told = error.fault.message if isinstance(error, BrokenText) else str(error)
        raise BrokenText(Fault(told, path, 1, 1)) from error
    told = "no sheet has the columns Ref and Target in its first row: this is no file that locakit exported"
    raise BrokenText(Fault(told, path, 1, 1))


def _columns(head: list[str]) -> dict[str, int]:
    twice = next((name for name in _COLUMNS if head.count(name) > 1), "")
    if twice:
        raise ValueError(f"two columns are called {twice}")
    return {name: head.index(name) for name in _COLUMNS if name in head}


def _answers(cells: list[list[Any]], columns: dict[str, int], computed: set[tuple[int, int]]) -> Iterator[Answer]:
    for number, row in enumerate(cells[1:], 2):
        found = {name: row[at] if at < len(row) else "" for name, at in columns.items()}
        texts = {name: text_of(value) for name, value in found.items()}
        if not any(texts.values()):
            continue
        fault = "the target is a formula" if (number, columns["Target"]) in computed else ""
        if not fault and not isinstance(found["Target"], str):
            fault = "the target is a number or a date, not a text: what it looked like is not in the file"
        yield Answer(
            texts["Ref"], texts.get("Source", ""), texts["Target"], texts.get("Status", "").strip().lower(),
            texts.get("Comment", ""), f"row {number}", fault,
        )  # fmt: skip
