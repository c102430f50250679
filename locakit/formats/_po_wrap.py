"""Quoted PO strings broken over lines the way the tool that wrote the file breaks them.

Five habits are known: one line, line breaks only (``msgcat --no-wrap``), GNU gettext, polib and Babel, the last three
with a width. ``habit_of`` finds the one that best reproduces what stands in a file, so that one edited entry looks
like its neighbours.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import NamedTuple

from locakit.formats._by_text import by_text
from locakit.formats._columns import columns
from locakit.formats._po_linebreak import pieces
from locakit.formats._po_scan import Rest, decode, escape, scan

Wrapper = Callable[[str, int], list[str]]
"""From a text and the columns its keyword takes to the escaped lines, an empty first one where the field opens so."""

_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_SAMPLES = 48
_LONGEST = 20_000
"""Characters from which on a field is too dear to be tried in each habit."""
_STRETCHES, _STRETCH = 16, 16_384
_BABEL = re.compile(r"(\s+|[^\s\w]*\w+[a-zA-Z]-(?=\w+[a-zA-Z])|(?<=[\w!\"'&.,?])-{2,}(?=\w))")


class Field(NamedTuple):
    """One string of a file as it stands there."""

    text: str
    raw: str
    column: int
    """Columns before its opening quote."""


def _single(text: str, column: int) -> list[str]:
    return [escape(text)]


def _lines(text: str, column: int) -> list[str]:
    parts = _LINES.findall(text)
    return [escape(text)] if len(parts) < 2 else ["", *map(escape, parts)]


def _gettext(text: str, column: int, *, width: int) -> list[str]:
    parts = [escape(line) for line in _LINES.findall(text)]
    if len(parts) < 2 and (not parts or _fits(parts[0], width - column - 2)):
        return parts or [""]
    return ["", *(line for part in parts for line in _fill(part, width - 2))]


def _fits(line: str, room: int) -> bool:
    return len(_fill(line, room)) == 1 and (len(line) <= room or columns(line) <= room)


def _fill(line: str, room: int) -> list[str]:
    """Whole pieces a line; one that is longer than the room stands alone."""
    if 2 * len(line) <= room:
        return [line]
    out: list[str] = []
    buffer: list[str] = []
    used = 0
    for piece in pieces(line):
        size = columns(piece)
        if buffer and used + size > room:
            out.append("".join(buffer))
            buffer, used = [], 0
        buffer.append(piece)
        used += size
    return [*out, "".join(buffer)]


def _polib(text: str, column: int, *, width: int) -> list[str]:
    if "\n" in text[:-1]:
        return _lines(text, column)
    whole = escape(text)
    if len(whole) <= width - column - 2:
        return [whole]
    lines = textwrap.wrap(whole, width - 2, drop_whitespace=False, break_long_words=False)
    return ["", *lines] if lines else [whole]


def _babel(text: str, column: int, *, width: int) -> list[str]:
    out: list[str] = []
    for line in _LINES.findall(text):
        if len(escape(line)) + 2 <= width:
            out.append(line)
            continue
        buffer, size = "", 2
        for chunk in _BABEL.split(line):
            length = len(escape(chunk))
            if buffer and size + length >= width:
                out.append(buffer)
                buffer, size = "", 2
            buffer += chunk
            size += length
        out.append(buffer)
    return [escape(text)] if len(out) < 2 else ["", *map(escape, out)]


def _habits() -> Iterable[Wrapper]:
    yield partial(_gettext, width=79)
    for width in (77, 80, 78, 76):
        yield partial(_gettext, width=width)
    yield _single
    yield _lines
    for width in (76, 78, 77, 79, 80):
        yield partial(_babel, width=width)
    for width in (78, 79, 80, 77, 76):
        yield partial(_polib, width=width)


def _opened(raw: str) -> list[str]:
    return [piece.strip()[1:-1] for piece in raw.split("\n")]


@by_text
def habit_of(text: str) -> Wrapper:
    """The wrapper that reproduces the most fields of a file; GNU gettext's own where none speaks for another."""
    fields = _telling(text)
    by_babel = "Generated-By: Babel" in text[:20_000]
    default: Wrapper = partial(_babel, width=76) if by_babel else partial(_gettext, width=79)
    habits: list[Wrapper] = [default, *_habits()]
    scores = [sum(habit(f.text, f.column) == _opened(f.raw) for f in fields) for habit in habits]
    return habits[scores.index(max(scores))]


def _telling(text: str) -> Sequence[Field]:
    """Fields that are long or have line breaks, spread over the file."""
    found = [field for part in _parts(text) for field in _fields(part)]
    step = max(1, len(found) // _SAMPLES)
    return found[::step][:_SAMPLES]


def _parts(text: str) -> Iterable[str]:
    """A small file whole, of a large one some stretches."""
    if len(text) <= _STRETCHES * _STRETCH:
        return [text]
    return [text[at : at + _STRETCH] for at in range(0, len(text), len(text) // _STRETCHES)]


def _fields(text: str) -> list[Field]:
    entries = list(scan(text, Rest()))
    whole = entries if len(text) != _STRETCH else entries[:-1]  # a stretch may end inside its last entry
    return [
        Field(decode(raw), raw, column)
        for entry in whole
        for raw, column in ((entry[3], 6), (entry[4], 13), (entry[6], 7))
        if raw is not None and len(raw) < _LONGEST and (len(raw) > 60 or "\\n" in raw)
    ]


def quote(text: str, column: int, habit: Callable[[], Wrapper], newline: str) -> str:
    """``text`` as one or several quoted strings; ``habit`` is only asked where the text may need several lines."""
    short = len(text) < 40 and "\n" not in text
    lines = [escape(text)] if short else habit()(text, column)
    return newline.join(f'"{line}"' for line in lines)
