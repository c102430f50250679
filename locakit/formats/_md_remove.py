"""Markdown chunks out of a target: what they separated stays separated, and what was inside them stays what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from itertools import accumulate
from typing import NamedTuple

from locakit.formats._md_chunks import Chunk, chunks, place_of, tail
from locakit.formats._md_sound import Change, reads_as_meant, sound
from locakit.model import Message, Resource
from locakit.splice import Splice

_BORDER = re.compile(r"[ \t]*\|")


class _Above(NamedTuple):
    """A chunk that others may be inside of."""

    indent: int
    new: int
    """The indent it is to have."""
    goes: bool
    mark: str
    """What stands before its text: a list item's mark."""


def remove(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """Splices that take out every chunk whose messages all go; what it separated stays separated.

    What is copied in a table's row has no life of its own: it goes with the row's words.
    A chunk that holds others in place (an item whose sub-items stay) stays too where they cannot stand without it.
    """
    text, places = resource.text, {place_of(m) for m in gone}
    found = chunks(text, resource.format)
    marks = [_goes(chunk, places) for chunk in found]
    firsts = [0, *accumulate(len(chunk.blocks) for chunk in found)]
    changes = [
        Change([_cut(text, found, first, last)], firsts[first], firsts[last + 1] - firsts[first])
        for first, last in _runs(marks)
    ]
    lifts = list(_lifts(text, found, marks)) if changes else []
    if lifts:
        with_lifts = [changes[0]._replace(splices=[*changes[0].splices, *lifts]), *changes[1:]]
        changes = with_lifts if reads_as_meant(text, resource.format, with_lifts) else changes
    rows = (chunk for chunk, mark in zip(found, marks, strict=True) if not mark)
    return sound(text, resource.format, changes) + [cell for chunk in rows for cell in _cells_out(text, chunk, places)]


def _cells_out(text: str, chunk: Chunk, places: Set[int]) -> Iterator[Splice]:
    """Single cells out of a row that stays, with the border after them, or before them where they are the last."""
    if chunk.blocks[0].frame:
        yield from ((*h.whole, "") for h in chunk.blocks[0].frame.holes if h.value[0] in places)
        return
    cells = [block for block in chunk.blocks if block.kind in ("td", "th")]
    for first, last in _runs([block.span[0] in places for block in cells]):
        after = _BORDER.match(text, cells[last].span[1])
        if after:
            border = text.rfind("|", chunk.start, cells[first].span[0]) + 1
            yield border or cells[first].span[0], after.end(), ""
        elif first:
            yield cells[first - 1].span[1], cells[last].span[1], ""


def _goes(chunk: Chunk, places: Set[int]) -> bool:
    words = [block for block in chunk.blocks if not block.verbatim or block.frame] or chunk.blocks
    return all(block.span[0] in places for block in words)


def _cut(text: str, found: Sequence[Chunk], first: int, last: int) -> Splice:
    before = found[first - 1] if first else None
    start, end = found[first].start, found[last].end
    if before is None:
        return start, end, ""
    if last + 1 == len(found):
        return before.body, end, ""
    if _parts(tail(text, found[last])) > _parts(tail(text, before)):
        return before.body, found[last].body, ""
    return start, end, ""


def _lifts(text: str, found: Sequence[Chunk], marks: Sequence[bool]) -> Iterator[Splice]:
    """What loses its list item moves to that one's place, and text without a mark of its own gets its mark."""
    above: list[_Above] = []
    for chunk, goes in zip(found, marks, strict=True):
        lead = text[chunk.start : chunk.blocks[0].span[0]]
        indent = new = len(lead) - len(lead.lstrip(" "))
        while above and above[-1].indent >= indent:
            above.pop()
        parent = above[-1] if above else None
        if parent and not parent.goes:
            new = indent - (parent.indent - parent.new)
        elif parent:
            new = parent.new
        if parent and parent.goes and parent.mark and not (goes or lead.strip()):
            yield chunk.start, chunk.blocks[0].span[0], " " * new + parent.mark
            above[-1] = parent._replace(goes=False, mark="")
        elif not goes and new < indent:
            yield chunk.start, chunk.start + indent - new, ""
        above.append(_Above(indent, new, goes, lead.lstrip(" ")))


def _parts(empty: str) -> int:
    """How surely empty lines separate: not at all, inside a quote, everywhere."""
    return 2 if any(not line.strip(" \t\r") for line in empty.split("\n")[:-1]) else int(bool(empty))


def _runs(marks: Sequence[bool]) -> Iterator[tuple[int, int]]:
    first = -1
    for number, mark in enumerate([*marks, False]):
        if mark and first < 0:
            first = number
        elif not mark and first >= 0:
            yield first, number - 1
            first = -1
