"""Markdown chunks out of a target, and into the source's order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from locakit.formats._md_chunks import Chunk, chunks, gap, numbers_of, place_of, tail
from locakit.model import Message, Resource
from locakit.splice import Splice, newline_of


def remove(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """Splices that take out every chunk whose messages all go; what it separated stays separated."""
    text, places = resource.text, {place_of(m) for m in gone}
    found = chunks(text)
    out: list[Splice] = []
    for first, last in _runs([all(b.span[0] in places for b in chunk.blocks) for chunk in found]):
        before = found[first - 1] if first else None
        start, end = found[first].start, found[last].end
        if before is None:
            out.append((start, end, ""))
        elif last + 1 == len(found):
            out.append((before.body, end, ""))
        elif _parts(tail(text, found[last])) > _parts(tail(text, before)):
            out.append((before.body, found[last].body, ""))
        else:
            out.append((start, end, ""))
    return out


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
    """Splices that bring the chunks both have into the source's order; None where they stand in it already.

    A chunk that only the target has stays behind the one it stands behind now.
    """
    text, found = target.text, chunks(target.text)
    order = numbers_of(source)
    rank = {number: order[key] for key, number in reversed(numbers_of(target).items()) if key in order}
    groups: list[tuple[int, list[Chunk]]] = []
    for number, chunk in enumerate(found):
        if number in rank or not groups:
            groups.append((rank.get(number, -1), []))
        groups[-1][1].append(chunk)
    wanted = sorted(range(len(groups)), key=lambda at: groups[at][0])
    moved = [at for at, was in enumerate(wanted) if at != was]
    if not moved:
        return None
    rows = [groups[was][1] for was in wanted[moved[0] : moved[-1] + 1]]
    ending = tail(text, groups[moved[-1]][1][-1])
    start, end = groups[moved[0]][1][0].start, groups[moved[-1]][1][-1].end
    following = groups[moved[-1] + 1][1][0] if moved[-1] + 1 < len(groups) else None
    return [(start, end, _stacked(text, rows, following, ending))]


def _stacked(text: str, rows: Sequence[Sequence[Chunk]], following: Chunk | None, ending: str) -> str:
    newline = newline_of(text)
    out: list[str] = []
    for number, row in enumerate(rows):
        body = text[row[0].start : row[-1].body]
        after = rows[number + 1][0] if number + 1 < len(rows) else following
        if after is None:
            whole = text.endswith("\n")
            out.append(body + (newline if whole and not body.endswith("\n") else "") + ending)
        else:
            ended = body if body.endswith("\n") else body + newline
            out.append(ended + (tail(text, row[-1]) or gap(row[-1], after, newline)))
    joined = "".join(out)
    return joined if text.endswith("\n") or following else joined.rstrip("\r\n")
