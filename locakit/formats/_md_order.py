"""Markdown chunks brought into the source's order and depth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locakit.formats._md_chunks import Chunk, chunks, gap, numbers_of, tail
from locakit.formats._md_insert import deepened
from locakit.formats._md_numbers import renumbered
from locakit.formats._md_sound import same_blocks
from locakit.model import Resource
from locakit.splice import Splice, apply, newline_of


def arrange(target: Resource, source: Resource) -> list[Splice]:
    """Splices that bring the chunks both have into the source's order and depth; none where they stand so already.

    A chunk that only the target has stays behind the one it stands behind now.
    """
    text, found = target.text, chunks(target.text, target.format)
    order = numbers_of(source)
    rank = {number: order[key] for key, number in reversed(numbers_of(target).items()) if key in order}
    groups: list[tuple[int, list[int]]] = []
    for number in range(len(found)):
        if number in rank or not groups:
            groups.append((rank.get(number, -1), []))
        groups[-1][1].append(number)
    bodies = renumbered(text, source.text, target.format, rank) | deepened(target, source, rank)
    wanted = sorted(range(len(groups)), key=lambda at: groups[at][0])
    touched = [at for at, was in enumerate(wanted) if at != was or bodies.keys() & set(groups[was][1])]
    if not touched:
        return []
    first, last = touched[0], touched[-1]
    rows = [groups[was][1] for was in wanted[first : last + 1]]
    following = groups[last + 1][1][0] if last + 1 < len(groups) else None
    start, end = found[groups[first][1][0]].start, found[groups[last][1][-1]].end
    splice = start, end, _stacked(text, found, rows, following, bodies)
    return [splice] if same_blocks(text, apply(text, [splice]), target.format) else []


def _stacked(
    text: str, found: Sequence[Chunk], rows: Sequence[Sequence[int]], following: int | None, bodies: Mapping[int, str]
) -> str:
    newline = newline_of(text)
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
