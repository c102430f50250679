"""Text edited by swapping slices: the one place where a file's text changes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

from locakit.model import Splice

__all__ = ["Splice", "apply", "newline_of", "place"]


def apply(text: str, splices: Iterable[Splice]) -> str:
    """``text`` with all splices done; insertions at one place keep their given order.

    Raises ValueError where two splices overlap: two edits of one place are a fault of the caller.
    """
    ordered = sorted(enumerate(splices), key=lambda item: (item[1][0], item[1][1], item[0]))
    out: list[str] = []
    at = 0
    for _, (start, end, new) in ordered:
        if start < at or end < start:
            raise ValueError(f"splices overlap at {start}")
        out.append(text[at:start])
        out.append(new)
        at = end
    out.append(text[at:])
    return "".join(out)


def newline_of(text: str, near: int = 0) -> str:
    """The line ending of the line at ``near``, so that a new line looks like its neighbour."""
    after = text.find("\n", near)
    if after < 0:
        after = text.rfind("\n")
    if after < 0:
        return "\n"
    return "\r\n" if text[after - 1 : after] == "\r" else "\n"


def place(text: str, offset: int) -> tuple[int, int, str]:
    """``(line, column, the line)`` of an offset; line and column count from 1, lines end at LF only."""
    offset = max(0, min(offset, len(text)))
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)].rstrip("\r")
    return bisect_left(_breaks(text), offset) + 1, offset - start + 1, line


@lru_cache(maxsize=8)
def _breaks(text: str) -> list[int]:
    """Where lines end: many places are asked for in one text, and counting from its beginning each time is slow."""
    return [found.start() for found in re.finditer("\n", text)]
