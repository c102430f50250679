"""The XML of one sheet: cells set by swapping slices, all else kept byte for byte.

Source: ECMA-376-1, 18.3.1 (``sheetData``, ``row``, ``c``, ``is``); every attribute ``r`` is optional there.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape

from locakit.model import Span
from locakit.splice import Splice, apply

LONGEST = 32_767
"""Characters a cell may hold."""
_REFERENCE = re.compile(r"\$?([A-Z]{1,3})\$?([0-9]{1,7})")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ATTRIBUTE = re.compile(r"([\w:]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
Style = Callable[[str, bool], str]
"""A cell's style number, empty for none, and whether its text needs to be marked as text: the number it gets."""


@dataclass(frozen=True, slots=True)
class Put:
    """What one cell becomes."""

    text: str
    """Empty takes the value out; the cell's look stays."""
    like: int | None = None
    """The column in the same row whose look a new cell gets."""


@dataclass(slots=True)
class _Cell:
    column: int
    span: Span
    attributes: dict[str, str]
    body: str


def letters(column: int) -> str:
    """A column's name: 0 is A, 26 is AA."""
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def place(reference: str) -> tuple[int, int] | None:
    """``B7`` as ``(7, 1)``: the row from 1, the column from 0; None for what is no cell."""
    found = _REFERENCE.fullmatch(reference)
    if not found:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]), column - 1


class SheetXml:
    """One sheet's XML, and what may be changed in it."""

    def __init__(self, text: str, name: str) -> None:
        """Raises ValueError for XML written in ways that no office program uses."""
        found = re.search(r"<((?:\w+:)?)sheetData\b[^>]*?(/?)>", text)
        if not found or "<![CDATA[" in text or "<!--" in text:
            raise ValueError(f"the sheet {name} is written in an unusual way")
        self.text, self.name, self.prefix = text, name, found[1]
        self.empty = bool(found[2])
        self.tag: Span = found.span()
        self.start = found.end()
        self.end = self.start if self.empty else text.index(f"</{self.prefix}sheetData>", self.start)
        self._cell = re.compile(rf"<{self.prefix}c\b([^>]*?)(?:/>|>(.*?)</{self.prefix}c>)", re.DOTALL)
        self._taken = [
            (found[1], words)
            for pattern, words in ((r'<(?:\w+:)?mergeCell\b[^>]*?\bref="([^"]+)"', "inside merged cells"),
                                   (r'<(?:\w+:)?f\b[^>]*?\bt="array"[^>]*?\bref="([^"]+)"', "inside an array formula"))
            for found in re.finditer(pattern, text)
        ]  # fmt: skip

    def with_cells(self, puts: Mapping[tuple[int, int], Put], style: Style) -> str:
        """The XML with the cells set; ``puts`` is by row (from 1) and column (from 0).

        Raises ValueError for cells that hold a formula or lie in merged ones, and for texts that no cell can hold.
        """
        for (row, column), put in puts.items():
            self._allowed(row, column, put.text)
        wanted: dict[int, dict[int, Put]] = {}
        for (row, column), put in puts.items():
            wanted.setdefault(row, {})[column] = put
        splices = list(self._in_rows(wanted, style))
        splices += self._dimension(puts)
        return apply(self.text, splices)

    def _allowed(self, row: int, column: int, text: str) -> None:
        where = f"{self.name}!{letters(column)}{row}"
        if len(text) > LONGEST:
            raise ValueError(f"{where} can hold no more than {LONGEST:,} characters")
        if _ILLEGAL.search(text):
            raise ValueError(f"{where} cannot hold control characters")
        for reference, words in self._taken:
            first, last = (place(part) for part in (*reference.split(":"), reference)[:2])
            inside = first and last and first[0] <= row <= last[0] and first[1] <= column <= last[1]
            if inside and ((row, column) != first or "array" in words):
                raise ValueError(f"{where} lies {words}")

    def _in_rows(self, wanted: dict[int, dict[int, Put]], style: Style) -> Iterator[Splice]:
        """Cells into the rows that are there, and new rows in their order."""
        opening = re.compile(rf"<{self.prefix}row\b([^>]*?)(/?)>")
        left, at, number = sorted(wanted, reverse=True), self.start, 0
        fresh: dict[int, list[str]] = {}
        while found := opening.search(self.text, at, self.end):
            number = int(_attributes(found[1]).get("r", number + 1))
            while left and left[-1] < number:
                fresh.setdefault(found.start(), []).append(self._row(left[-1], wanted[left.pop()], style))
            body = found.end() if found[2] else self.text.index(f"</{self.prefix}row>", found.end())
            if left and left[-1] == number:
                yield from self._cells(found, body, number, wanted[left.pop()], style)
            at = body
        last = "".join(self._row(row, wanted[row], style) for row in reversed(left))
        for place_, rows in fresh.items():
            yield place_, place_, "".join(rows)
        if last and self.empty:
            head = self.text[slice(*self.tag)].rstrip("/>").rstrip()
            yield *self.tag, f"{head}>{last}</{self.prefix}sheetData>"
        elif last:
            yield self.end, self.end, last

    def _row(self, number: int, puts: Mapping[int, Put], style: Style) -> str:
        cells = "".join(self._written(number, column, "", puts[column].text, style) for column in sorted(puts))
        return f'<{self.prefix}row r="{number}">{cells}</{self.prefix}row>' if cells else ""

    def _cells(
        self, row: re.Match[str], end: int, number: int, puts: Mapping[int, Put], style: Style
    ) -> Iterator[Splice]:
        there = {c.column: c for c in self._read(row.end(), end)}
        new: dict[int, str] = {}
        for column in sorted(puts):
            put, cell = puts[column], there.get(column)
            if cell and re.search(r"<(?:\w+:)?f\b", cell.body):
                raise ValueError(f"{self.name}!{letters(column)}{number} holds a formula")
            model = cell or (there.get(put.like) if put.like is not None else None)
            written = self._written(number, column, model.attributes.get("s", "") if model else "", put.text, style)
            if cell:
                yield *cell.span, written
            else:
                behind = next((c.span[0] for i, c in sorted(there.items()) if i > column), end)
                new[behind] = new.get(behind, "") + written
        if row[2]:
            inner = "".join(new.values())
            yield row.end() - 2, row.end(), f">{inner}</{self.prefix}row>" if inner else "/>"
        else:
            for at, written in new.items():
                yield at, at, written
        yield from _spans(row, max(puts))

    def _read(self, start: int, end: int) -> Iterator[_Cell]:
        column = -1
        for found in self._cell.finditer(self.text, start, end):
            attributes = _attributes(found[1])
            where = place(attributes.get("r", ""))
            column = where[1] if where else column + 1
            yield _Cell(column, found.span(), attributes, found[2] or "")

    def _written(self, row: int, column: int, number: str, text: str, style: Style) -> str:
        number = style(number, text.startswith(("=", "+", "-", "@")))
        shown = f' s="{number}"' if number else ""
        head = f'<{self.prefix}c r="{letters(column)}{row}"{shown}'
        if not text:
            return f"{head}/>" if number else ""
        inner = escape(_ESCAPED.sub("_x005F_", text), {"\r": "&#13;"})
        p = self.prefix
        return f'{head} t="inlineStr"><{p}is><{p}t xml:space="preserve">{inner}</{p}t></{p}is></{p}c>'

    def _dimension(self, puts: Mapping[tuple[int, int], Put]) -> Iterator[Splice]:
        """The used range, where the sheet says one."""
        found = re.search(r'<(?:\w+:)?dimension\b[^>]*?\bref="([^"]+)"', self.text[: self.start])
        ends = [place(part) for part in found[1].split(":")] if found else []
        if not found or None in ends:
            return
        known = [e for e in ends if e]
        places = [*known, *(where for where, put in puts.items() if put.text)]
        rows, columns = [r for r, _ in places], [c for _, c in places]
        first, last = f"{letters(min(columns))}{min(rows)}", f"{letters(max(columns))}{max(rows)}"
        yield *found.span(1), first if first == last else f"{first}:{last}"


def _attributes(text: str) -> dict[str, str]:
    return {found[1]: found[2] if found[2] is not None else found[3] for found in _ATTRIBUTE.finditer(text)}


def _spans(row: re.Match[str], column: int) -> Iterator[Splice]:
    """The row's hint at which columns it uses, widened."""
    found = re.search(r'\bspans="(\d+):(\d+)"', row[1])
    if found and int(found[2]) <= column:
        start = row.start(1)
        yield start + found.start(2), start + found.end(2), str(column + 1)
