"""Markup as multisets of marks: what one text has of them that the other has not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from locakit.model import Span
from locakit.rules._kit import Hit


class Mark(NamedTuple):
    """One mark of a text."""

    what: str
    """What it is for a reader: ``the role``."""
    key: str
    """What must be the same in both texts."""
    span: Span


def compared(source: Iterable[Mark], target: Iterable[Mark]) -> Iterator[Hit]:
    """A finding for each mark that one text has more often than the other."""
    left, right = list(source), list(target)
    if [mark[:2] for mark in left] == [mark[:2] for mark in right]:
        return
    spare = Counter(mark[:2] for mark in left)
    spare.subtract(mark[:2] for mark in right)
    for (what, key), count in spare.items():
        if count > 0:
            yield Hit(f"{what} {key} is lost")
        elif count < 0:
            mark = [m for m in right if m[:2] == (what, key)][count]
            yield Hit(f"{what} {key} is not in the source", mark.span)
