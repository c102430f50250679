"""Cells of a workbook changed: the sheet's XML is spliced, the other parts keep their bytes; no time of day gets in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import dataclass
from posixpath import join, normpath
from xml.etree import ElementTree
from xml.sax.saxutils import escape

from locakit.formats._xlsx_sheet import Put, SheetXml, letters, place

_EPOCH = (1980, 1, 1, 0, 0, 0)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"

_COMPUTED = re.compile(r"<(?:\w+:)?c\b[^>]*\br=\"([A-Z]{1,3}[0-9]{1,7})\"[^>/]*>\s*<(?:\w+:)?f\b")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that gets a text, or none."""

    sheet: str
    row: int
    """Counted from 1."""
    column: int
    """Counted from 0."""
    text: str
    """Empty takes the cell's value out."""
    like: int | None = None
    """The column whose look a new cell gets."""


def edit(data: bytes, changes: Iterable[Change]) -> bytes:
    """The workbook with the changes made; charts, pictures, formulas and their results stay as they are.

    ``data`` has been read before, so that it is known to be harmless.
    Raises ValueError for broken and signed workbooks, for cells that hold a formula or lie inside merged ones, and for
    texts that no cell can hold.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        if any(name.startswith("_xmlsignatures") for name in book.namelist()):
            raise ValueError("the workbook is signed; a change would break its signature")
        parts, styles = _sheets(book), _Styles(book)
        puts: dict[str, dict[tuple[int, int], Put]] = {}
        for c in changes:
            puts.setdefault(c.sheet, {})[c.row, c.column] = Put(c.text, c.like)
        new: dict[str, str] = {}
        for name, wanted in puts.items():
            part = parts.get(name, "")
            new[part] = SheetXml(_text(book, part), name).with_cells(wanted, styles.number)
        return _packed(book, new | styles.changed())


def _text(book: zipfile.ZipFile, part: str) -> str:
    try:
        return book.read(part).decode("utf-8")
    except (UnicodeDecodeError, KeyError) as error:
        raise ValueError(f"the workbook's {part} is not there, or not UTF-8") from error


def formulas(data: bytes, sheet: str) -> set[tuple[int, int]]:
    """The cells of a sheet that hold a formula: rows counted from 1, columns from 0. Raises ValueError."""
    with zipfile.ZipFile(io.BytesIO(data)) as book:
        text = _text(book, _sheets(book).get(sheet, ""))
    found = (m[1] for m in _COMPUTED.finditer(text))
    return {found_at for ref in found if (found_at := place(ref))}


def _sheets(book: zipfile.ZipFile) -> dict[str, str]:
    """Sheet name to the path of its part."""
    targets = {link.get("Id"): normpath(join("/xl", link.get("Target", ""))).lstrip("/") for link in _links(book)}
    found = (e for e in _tree(book, "xl/workbook.xml").iter() if e.tag.endswith("}sheet"))
    return {e.get("name", ""): targets.get(e.get(_RELATION) or e.get(_STRICT), "") for e in found}


def _links(book: zipfile.ZipFile) -> ElementTree.Element:
    return _tree(book, "xl/_rels/workbook.xml.rels")


def _tree(book: zipfile.ZipFile, part: str) -> ElementTree.Element:
    try:
        return ElementTree.fromstring(book.read(part))
    except (ElementTree.ParseError, KeyError) as error:
        raise ValueError(f"the workbook's {part} is broken") from error


class _Styles:
    """The workbook's cell formats; a text that looks like a formula gets one that marks it as text."""

    def __init__(self, book: zipfile.ZipFile) -> None:
        found = (link.get("Target", "") for link in _links(book) if link.get("Type", "").endswith("/styles"))
        self._part = next((normpath(join("/xl", target)).lstrip("/") for target in found), "")
        self._text = _text(book, self._part) if self._part else ""
        table = re.search(r"<((?:\w+:)?)cellXfs\b([^>]*)>(.*?)</\1cellXfs>", self._text, re.DOTALL)
        self._table = table
        pattern = rf"<{table[1]}xf\b[^>]*?/>|<{table[1]}xf\b.*?</{table[1]}xf>" if table else r"(?!)"
        self._known = re.findall(pattern, table[3], re.DOTALL) if table else []
        self._count, self._made = len(self._known), dict[str, str]()

    def number(self, style: str, quoted: bool) -> str:
        """The style's own number, or that of its copy with ``quotePrefix`` (ECMA-376-1, 18.8.45)."""
        base = int(style) if style.isdecimal() else 0
        if not quoted or base >= self._count or 'quotePrefix="1"' in self._known[base].partition(">")[0]:
            return style
        if str(base) not in self._made:
            bare = re.sub(r'\squotePrefix="\w*"', "", self._known[base], count=1)
            self._known.append(re.sub(r"^<((?:\w+:)?xf)\b", r'<\1 quotePrefix="1"', bare))
            self._made[str(base)] = str(len(self._known) - 1)
        return self._made[str(base)]

    def changed(self) -> dict[str, str]:
        """The styles' part with its new text, if it has one."""
        if not self._made or not self._table:
            return {}
        table, more = self._table, "".join(self._known[self._count :])
        head = re.sub(r'\bcount="\d+"', f'count="{len(self._known)}"', table[2])
        whole = f"<{table[1]}cellXfs{head}>{table[3]}{more}</{table[1]}cellXfs>"
        return {self._part: self._text[: table.start()] + whole + self._text[table.end() :]}


def _packed(book: zipfile.ZipFile, new: dict[str, str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for info in book.infolist():
            made = zipfile.ZipInfo(info.filename, info.date_time)
            made.compress_type, made.external_attr = zipfile.ZIP_DEFLATED, info.external_attr
            content = new[info.filename].encode("utf-8") if info.filename in new else book.read(info)
            file.writestr(made, content)
    return out.getvalue()


_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def blank(header: list[str]) -> bytes:
    """A new workbook of one sheet with this header, its first row frozen."""
    cells = "".join(
        f'<c r="{letters(i)}1" s="1" t="inlineStr"><is><t>{escape(name)}</t></is></c>' for i, name in enumerate(header)
    )
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType='
        f'"application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/><Override '
        f'PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPE}.worksheet+xml"/><Override '
        f'PartName="/xl/styles.xml" ContentType="{_TYPE}.styles+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_LINKS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_LINKS}"><sheets>'
        '<sheet name="Texts" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{_LINKS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{_LINKS}/styles" '
        'Target="styles.xml"/></Relationships>',
        "xl/styles.xml": f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/>'
        '</font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill '
        'patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1">'
        '<border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" '
        'fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="2"><xf numFmtId="0" fontId="0" fillId="0" '
        'borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0"><pane '
        'ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>'
        f'<row r="1">{cells}</row></sheetData></worksheet>',
    }  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, text in parts.items():
            made = zipfile.ZipInfo(name, _EPOCH)
            made.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(made, _HEAD + text)
    return out.getvalue()
