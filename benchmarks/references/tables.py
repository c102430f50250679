"""Tables: CSV through the standard library, XLSX through openpyxl."""

from __future__ import annotations

import csv
import io

from benchmarks.references import Leaf, text_of


def csv_view(data: bytes) -> list[Leaf]:
    """Every cell by row and column; the delimiter is the commonest candidate of the first line."""
    text = text_of(data)
    head = text.split("\n", 1)[0]
    delimiter = max(",;\t|", key=head.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return [(f"{r}:{c}", cell) for r, row in enumerate(rows) for c, cell in enumerate(row)]


def xlsx_view(data: bytes) -> list[Leaf]:
    """Every cell of every sheet that holds something."""
    import openpyxl  # type: ignore[import-untyped]  # has no stubs

    book = openpyxl.load_workbook(io.BytesIO(data), read_only=False)
    return [
        (f"{sheet.title}!{cell.coordinate}", str(cell.value))
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    ]
