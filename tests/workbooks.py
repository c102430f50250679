"""Workbooks for tests, made and read by openpyxl, which knows nothing of locakit."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

import openpyxl


def made(**sheets: Sequence[Sequence[Any]]) -> bytes:
    """A workbook with these rows, sheet by sheet."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    return saved(book)


def saved(book: Any) -> bytes:
    """The bytes of an openpyxl workbook."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def opened(data: bytes) -> Any:
    """The workbook as openpyxl reads it."""
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def cells(data: bytes) -> dict[str, Any]:
    """Every cell that is not empty, as ``Sheet!B7``."""
    return {f"{s.title}!{c.coordinate}": c.value for s in opened(data) for row in s.iter_rows() for c in row if c.value}


def repacked(data: bytes, changed: Mapping[str, bytes | None], more: Mapping[str, bytes] = {}) -> bytes:
    """The same ZIP file with some parts changed, left out (None), or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = changed.get(name, old.read(name))
            if content is not None:
                new.writestr(name, content)
        for name, content in more.items():
            new.writestr(name, content)
    return out.getvalue()


def part(data: bytes, name: str) -> bytes:
    """One part of the ZIP file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return file.read(name)


def text(data: bytes) -> str:
    """Bytes as a binary format is given them."""
    return data.decode("utf-8", "surrogateescape")


def data(given: str) -> bytes:
    """The inverse of ``text``."""
    return given.encode("utf-8", "surrogateescape")
