"""Only changes that leave every other block what it is; one that would make a neighbour another kind is left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest
from typing import NamedTuple

from locakit.formats._md_blocks import blocks, document
from locakit.formats._md_front import end_of
from locakit.splice import Splice, apply


class Change(NamedTuple):
    """Splices, and what they are to make of the document's blocks."""

    splices: Sequence[Splice]
    first: int
    """The number of the first block that goes, or before which new ones come."""
    gone: int = 0
    """How many blocks go."""
    kinds: Sequence[str] = ()
    """The kinds of the new blocks."""


def sound(text: str, changes: Sequence[Change]) -> list[Splice]:
    """The splices of those changes (sorted by ``first``) after which the document reads as it is meant to."""
    if not changes:
        return []
    if reads_as_meant(text, changes):
        return [splice for change in changes for splice in change.splices]
    half = len(changes) // 2
    return sound(text, changes[:half]) + sound(text, changes[half:]) if half else []


def same_blocks(before: str, after: str) -> bool:
    """True if both texts hold the same blocks, in whatever order and depth."""
    kinds = [Counter((block.kind, block.text) for block in blocks(text, end_of(text))) for text in (before, after)]
    return kinds[0] == kinds[1]


def reads_as_meant(text: str, changes: Sequence[Change]) -> bool:
    """True if the changes (sorted by ``first``) make of the document's blocks what they say, in kind and order."""
    old: list[tuple[str, str | None]] = [(block.kind, block.text) for block in document(text)]
    meant: list[tuple[str, str | None]] = []
    at = 0
    for change in changes:
        meant += old[at : change.first] + [(kind, None) for kind in change.kinds]
        at = change.first + change.gone
    after = apply(text, [splice for change in changes for splice in change.splices])
    return all(
        block is not None and meaning is not None and block.kind == meaning[0] and meaning[1] in (None, block.text)
        for block, meaning in zip_longest(blocks(after, end_of(after)), meant + old[at:])
    )
