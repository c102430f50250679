"""The numbers of ordered lists: where a list begins with another number than its source, all its items follow it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from locakit.formats._md_chunks import Chunk, chunks

_NUMBER = re.compile(r"(\d{1,9})(?=[.)][ \t]+(?:\[[ xX]\][ \t]+)?\Z)")


def renumbered(target: str, source: str, flavour: str, rank: Mapping[int, int]) -> dict[int, str]:
    """By number, the lines of the target's chunks that get their source's number; ``rank`` pairs them.

    CommonMark shows the first item's number only, so lists that begin alike are left as they are.
    """
    ours, theirs = chunks(source, flavour), chunks(target, flavour)
    heads = _heads(source, ours)
    wrong = {n: (old, new) for n, r in rank.items() if (old := _number(target, theirs[n])) and (new := heads.get(r))}
    lists = {head for n, (old, (head, number)) in wrong.items() if head == rank[n] and old[1] != number}
    return {
        n: target[theirs[n].start : old.start(1)] + number + target[old.end(1) : theirs[n].body]
        for n, (old, (head, number)) in wrong.items()
        if head in lists and old[1] != number
    }


def _number(text: str, chunk: Chunk) -> re.Match[str] | None:
    return _NUMBER.search(text, chunk.start, chunk.blocks[0].span[0])


def _heads(text: str, found: Sequence[Chunk]) -> dict[int, tuple[int, str]]:
    """For each numbered item the number of its list's first item, and its own mark's number."""
    out: dict[int, tuple[int, str]] = {}
    current: dict[tuple[str, ...], int] = {}
    for at, chunk in enumerate(found):
        inside = chunk.blocks[0].inside
        current = {place: head for place, head in current.items() if len(place) <= len(inside)}
        number = _number(text, chunk)
        if number:
            out[at] = current.setdefault(inside, at), number[1]
    return out
