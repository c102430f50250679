"""Is this a workbook that may be opened? Answered before any XML is parsed."""

from __future__ import annotations

import io
import zipfile
import zlib

from locakit.formats._xlsx_area import Area, bounds, shared_text

MOST_PARTS = 5_000
MOST_BYTES = 300_000_000
"""All parts of a workbook together, unpacked."""
MOST_RATIO = 1_000
"""How much smaller a part of more than a megabyte may be packed: deflate itself ends near 1,030."""
MOST_CELLS = 5_000_000
"""From A1 to the last row and column of a sheet that hold something: readers make room for all of them."""
MOST_TEXT = 500_000_000
"""Bytes of all cells' texts, a text that many cells share counted for each."""
_OLE = b"\xd0\xcf\x11\xe0"
_CODES = ("utf-8", "utf-16-le", "utf-16-be")
_DECLARED = tuple(mark.encode(code) for mark in ("<!DOCTYPE", "<!ENTITY") for code in _CODES)


_SHEET = tuple("sheetData".encode(code) for code in _CODES)
_STRINGS = "xl/sharedStrings.xml"


class Unsafe(ValueError):
    """Why the bytes are not opened, in a sentence."""


def check(data: bytes) -> None:
    """Look at every part; raises Unsafe for what is no workbook, is too large, or is made to do harm."""
    if data.startswith(_OLE):
        raise Unsafe("this is an old .xls file, or a workbook with a password; save it as .xlsx without one")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            _parts(file, file.infolist())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeError) as error:
        raise Unsafe(f"this is no workbook, or only a part of one ({error})") from error


def _parts(file: zipfile.ZipFile, infos: list[zipfile.ZipInfo]) -> None:
    names = [info.filename for info in infos]
    if len(infos) > MOST_PARTS or sum(info.file_size for info in infos) > MOST_BYTES:
        raise Unsafe(f"the workbook unpacks to more than {MOST_BYTES:,} bytes or {MOST_PARTS:,} parts")
    if len({name.casefold() for name in names}) < len(names):
        raise Unsafe("the workbook holds two parts of one name")
    if "xl/workbook.xml" not in names or "[Content_Types].xml" not in names:
        raise Unsafe("this is a ZIP file, but no .xlsx workbook")
    for info in infos:
        _part(file, info)
    strings = file.read(_STRINGS) if _STRINGS in names else b""
    longest = max(map(len, strings.split(b"si>")))
    for name in names:
        content = file.read(name)
        if any(mark in content for mark in _SHEET):
            _sheet(name, content, strings, longest)


def _sheet(name: str, content: bytes, strings: bytes, longest: int) -> None:
    rows, columns, sharing = bounds(content) or (MOST_CELLS, MOST_CELLS, 0)
    if rows * columns <= MOST_CELLS and longest * sharing <= MOST_TEXT:
        return
    try:
        area = Area(content)
        text = longest * area.sharing
        text = shared_text(content, strings) if text > MOST_TEXT else text
    except ValueError as error:
        raise Unsafe(f"{name} cannot be read: {error}") from error
    if area.rows * area.columns > MOST_CELLS:
        raise Unsafe(f"{name} spreads its cells over an area of more than {MOST_CELLS:,}")
    if text > MOST_TEXT:
        raise Unsafe(f"the cells of {name} hold more than {MOST_TEXT:,} bytes of text")


def _part(file: zipfile.ZipFile, info: zipfile.ZipInfo) -> None:
    name = info.filename
    if name.startswith("/") or "\\" in name or ":" in name or ".." in name.split("/"):
        raise Unsafe(f"the workbook holds a part named {name!r}, which leads out of it")
    if name.casefold().endswith(("vbaproject.bin", ".exe", ".dll")) or "macrosheets" in name.casefold():
        raise Unsafe("the workbook holds macros; save it without them")
    if info.file_size > 1_000_000 and info.file_size > MOST_RATIO * max(info.compress_size, 1):
        raise Unsafe(f"{name} unpacks to more than {MOST_RATIO:,} times its size")
    content = file.read(info)
    if name.lower().endswith((".xml", ".rels", ".vml")) and any(mark in content for mark in _DECLARED):
        raise Unsafe(f"{name} has a document type declaration, which no workbook needs")
