"""How much room a sheet takes when it is read, found out without making that room.

A sheet of three cells can span 17 thousand million, and a long text can be shared by every cell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pyexpat import ExpatError, ParserCreate

from locakit.formats._xlsx_sheet import place

_FILLED = frozenset({"v", "is", "f"})
_LONGEST, _WIDEST = 1_048_576, 16_384
"""Rows and columns that a sheet can have."""
_UTF8 = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:<\?xml(?![^>]*?\bencoding\s*=\s*[\"'](?!utf-8[\"']))|<(?![?!]))", re.IGNORECASE
)
_TEXT = rb"(?:[^<&\x00-\x08\x0b\x0c\x0e-\x1f]++|&(?:amp|lt|gt|quot|apos|#x?[0-9A-Fa-f]++);)*+"
_CELL = (
    rb'<c r="[A-Z]{1,3}\1"(?: s="[0-9]++")?+(?: t="[A-Za-z]++")?+(?:/>|>(?:<v>%s</v>|'
    rb'<is><t(?: xml:space="preserve")?+>%s</t></is>)?+</c>)' % (_TEXT, _TEXT)
)
_ROWS = re.compile(rb'<sheetData>(?:<row r="([1-9][0-9]{0,6})"[^<>&]*+(?<!/)>(?:%s)*+</row>\s*+)*+</sheetData>' % _CELL)
"""Rows as office programs write them: numbered, and so are their cells; of the rows' attributes nothing is known."""
_HEAD = re.compile(rb'<row r="([0-9]++)"([^<>]*+)>')
_COLUMN = re.compile(rb'<c r="([A-Z]++)')
_REFERENCE = re.compile(rb"&#[^;]++;")


class Area:
    """Rows and columns up to the last cell that holds something, and how many cells share their text."""

    def __init__(self, sheet: bytes) -> None:
        """Raises ValueError for XML that is not well-formed, and for cells with a reference that is none."""
        self.rows = self.columns = self.sharing = 0
        self._row, self._column = 0, -1
        _parse(sheet, self._start)

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c":
            self._cell(attributes.get("r"))
            self.sharing += attributes.get("t") == "s"
        elif name in _FILLED:
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column + 1)
        elif name == "row":
            given = attributes.get("r", "")
            if given and not (given.isascii() and given.isdecimal()):
                raise ValueError(f"a row has the number {given[:20]!r}")
            self._row, self._column = int(given[:9]) if given else self._row + 1, -1

    def _cell(self, reference: str | None) -> None:
        found = place(reference) if reference is not None else (self._row, self._column + 1)
        if found is None or not 0 < found[0] <= _LONGEST or not 0 <= found[1] < _WIDEST:
            raise ValueError(f"a cell has the place {str(reference)[:20]!r}")
        self._row, self._column = found


def bounds(sheet: bytes) -> tuple[int, int, int] | None:
    """Most rows, columns and shared texts of a sheet that is certainly well-formed; None where it is less ordinary."""
    start = sheet.find(b"<sheetData>")
    found = _ROWS.match(sheet, start) if start >= 0 and _UTF8.match(sheet) else None
    if found is None or b"]]>" in sheet or b"\xef\xbf\xbe" in sheet or b"\xef\xbf\xbf" in sheet:
        return None
    heads = _HEAD.findall(sheet, *found.span())
    kinds = [b'<r r=""%s/>' % kind for kind in {rest for _, rest in heads}]
    known = b"<r>%s</r>" % b"".join([*kinds, *set(_REFERENCE.findall(sheet, *found.span()))])
    try:
        sheet.decode("utf-8")
        rest = Area(sheet[:start] + known + sheet[found.end() :])
    except ValueError:
        return None
    columns = [place(f"{name.decode()}1") for name in set(_COLUMN.findall(sheet, *found.span()))]
    width = max((where[1] + 1 for where in columns if where), default=0)
    height = max((int(row) for row, _ in heads), default=0)
    usual = not (rest.rows or rest.columns) and height <= _LONGEST and width <= _WIDEST
    return (height, width, sheet.count(b' t="s"')) if usual else None


def shared_text(sheet: bytes, strings: bytes) -> int:
    """Bytes of all texts that the sheet's cells share, each counted as often as it is shown."""
    lengths = [len(text) for text in _texts(strings, "si")]
    cells = (text.strip() for text in _texts(sheet, "v"))
    return sum(lengths[int(c)] for c in cells if c.isdecimal() and int(c[:9]) < len(lengths))


def _texts(xml: bytes, wanted: str) -> Iterator[str]:
    """The text of each element of that name."""
    found: list[list[str]] = []
    inside = [False]

    def start(tag: str, _: dict[str, str]) -> None:
        if tag.rpartition(":")[2] == wanted:
            found.append([])
            inside[0] = True

    def end(tag: str) -> None:
        inside[0] = inside[0] and tag.rpartition(":")[2] != wanted

    parser = ParserCreate()
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: found[-1].append(text) if inside[0] else None
    parser.Parse(xml, True)
    return ("".join(parts) for parts in found)


def _parse(xml: bytes, start: object) -> None:
    parser = ParserCreate()
    parser.StartElementHandler = start  # type: ignore[assignment]  # typeshed wants a wider signature
    try:
        parser.Parse(xml, True)
    except ExpatError as error:
        raise ValueError(f"the XML is broken: {error}") from error
