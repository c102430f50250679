"""Markdown emphasis as pairs of placeables (CommonMark 0.31, 6.2; strikethrough as in GFM)."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence

from locakit.placeables.spans import Placeable

_RUN = re.compile(r"\*{1,3}(?!\*)|_{1,3}(?!_)|~~(?!~)")


def emphasis(text: str, found: Sequence[Placeable]) -> list[Placeable]:
    """The delimiter runs outside ``found`` that open and close emphasis, in pairs of equal runs.

    Flanking is CommonMark's, so neither ``2 * 3 * 4`` nor ``snake_case_name`` has any.
    """
    starts = [p.start for p in found]
    open_runs: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    out: list[Placeable] = []
    for hit in _RUN.finditer(text):
        mark, at = hit[0], hit.start()
        before = bisect_right(starts, at) - 1
        if (before >= 0 and found[before].end > at) or text[at - 1 : at] == mark[0]:
            continue
        opens, closes = _flanking(text, at, hit.end(), mark[0])
        if closes and waiting[mark]:
            while open_runs[-1][0] != mark:
                waiting[open_runs.pop()[0]] -= 1
            start = open_runs.pop()[1]
            waiting[mark] -= 1
            out.append(Placeable("emphasis", start, start + len(mark), mark, "open", mark))
            out.append(Placeable("emphasis", at, hit.end(), mark, "close", mark))
        elif opens:
            open_runs.append((mark, at))
            waiting[mark] += 1
    return out


def _flanking(text: str, start: int, end: int, mark: str) -> tuple[bool, bool]:
    """Whether a delimiter run may open, and whether it may close."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    left = not after.isspace() and (not _punctuation(after) or before.isspace() or _punctuation(before))
    right = not before.isspace() and (not _punctuation(before) or after.isspace() or _punctuation(after))
    if mark == "_":
        return left and (not right or _punctuation(before)), right and (not left or _punctuation(after))
    return left, right


def _punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
