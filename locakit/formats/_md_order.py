"""Markdown chunks out of a target, and into the source's order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import accumulate, takewhile

from locakit.formats._md_chunks import Chunk, chunks, gap, numbers_of, place_of, tail
from locakit.formats._md_insert import deepened
from locakit.formats._md_sound import Change, same_blocks, sound
from locakit.model import Message, Resource
from locakit.splice import Splice, apply, newline_of


def remove(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """Splices that take out every chunk whose messages all go; what it separated stays separated.

    What is copied in a table's row has no life of its own: it goes with the row's words.
    A chunk that holds others in place (an item whose sub-items stay) stays too where they cannot stand without it.
    """
    text, places = resource.text, {place_of(m) for m in gone}
    found = chunks(text)
    marks = [_goes(chunk, places) for chunk in found]
    firsts = [0, *accumulate(len(chunk.blocks) for chunk in found)]
    changes: list[Change] = []
    for first, last in _runs(marks):
        splices = [_cut(text, found, first, last), *_lifted(text, found, marks, first, last)]
        changes.append(Change(splices, firsts[first], firsts[last + 1] - firsts[first]))
    return sound(text, changes)


def _goes(chunk: Chunk, places: Set[int]) -> bool:
    words = [block for block in chunk.blocks if not block.verbatim] or chunk.blocks
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


def _lifted(text: str, found: Sequence[Chunk], marks: Sequence[bool], first: int, last: int) -> Iterator[Splice]:
    """Sub-items that lose their item move to its place; not where other items among them go too."""
    base = _indent(text, found[first])
    inner = list(takewhile(lambda at: _indent(text, found[at]) > base, range(last + 1, len(found))))
    if not any(marks[at] for at in inner):
        less = min((_indent(text, found[at]) for at in inner), default=base) - base
        yield from ((found[at].start, found[at].start + less, "") for at in inner)


def _indent(text: str, chunk: Chunk) -> int:
    line = text[chunk.start : chunk.blocks[0].span[0]]
    return len(line) - len(line.lstrip(" "))


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


def arrange(target: Resource, source: Resource) -> list[Splice] | None:
    """Splices that bring the chunks both have into the source's order and depth; None where they stand so already.

    A chunk that only the target has stays behind the one it stands behind now.
    """
    text, found = target.text, chunks(target.text)
    order = numbers_of(source)
    rank = {number: order[key] for key, number in reversed(numbers_of(target).items()) if key in order}
    groups: list[tuple[int, list[int]]] = []
    for number in range(len(found)):
        if number in rank or not groups:
            groups.append((rank.get(number, -1), []))
        groups[-1][1].append(number)
    bodies = deepened(target, source, rank)
    wanted = sorted(range(len(groups)), key=lambda at: groups[at][0])
    touched = [at for at, was in enumerate(wanted) if at != was or bodies.keys() & set(groups[was][1])]
    if not touched:
        return None
    first, last = touched[0], touched[-1]
    rows = [groups[was][1] for was in wanted[first : last + 1]]
    following = groups[last + 1][1][0] if last + 1 < len(groups) else None
    start, end = found[groups[first][1][0]].start, found[groups[last][1][-1]].end
    splice = start, end, _stacked(text, rows, following, bodies)
    return [splice] if same_blocks(text, apply(text, [splice])) else None


def _stacked(text: str, rows: Sequence[Sequence[int]], following: int | None, bodies: Mapping[int, str]) -> str:
    found, newline = chunks(text), newline_of(text)
    out: list[str] = []
    for number, row in enumerate(rows):
        after = rows[number + 1][0] if number + 1 < len(rows) else following
        for at, follower in zip(row, [*row[1:], after], strict=True):
            body = bodies.get(at, text[found[at].start : found[at].body])
            body += "" if body.endswith("\n") else newline
            between = tail(text, found[at])
            if follower is not None and not between and follower != at + 1:
                between = gap(found[at], found[follower], newline)
            out.append(body if follower is None else body + between)
    ending = tail(text, found[-1]) if following is None else ""
    joined = "".join(out) + ending
    return joined if following is not None or text.endswith("\n") else joined.rstrip("\r\n")
