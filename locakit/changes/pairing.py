"""Which unit that came is one that went: moved ones by their words, edited ones by likeness and place."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from itertools import groupby

from locakit.changes.side import Place, Side
from locakit.changes.words import flat
from locakit.ledger import digest

_Sides = Mapping[Place, Side]
_ALIKE = 60
"""The least likeness (rapidfuzz ratio, 0-100, and what is added for the place) of two versions of one text."""
_BESIDE = 10
"""What each unchanged neighbour that both have adds."""
_HEAD = 2_000
"""Characters of a text that are looked at."""
_CELLS = 20_000
"""Pairs of texts that are compared in one file; where there are more, only those at about the same place."""


def moved(gone: _Sides, come: _Sides) -> dict[Place, Place]:
    """New place to old place of units that say the same in both languages, in one market.

    Among several the same key goes first, then the same file, then the order of the files.
    """
    said = {p: (p[0], digest(s.source), digest(s.target)) for p, s in (*gone.items(), *come.items()) if _speaks(s)}
    out: dict[Place, Place] = {}
    nearer: tuple[Callable[[Place], str], ...] = (lambda p: f"k{p[2]}", lambda p: f"f{p[1]}", lambda _: "")
    for near in nearer:
        taken = set(out.values())
        old: dict[Hashable, deque[Place]] = defaultdict(deque)
        for place in gone:
            if place in said and place not in taken:
                old[said[place], near(place)].append(place)
        for place in come:
            waiting = old.get((said[place], near(place))) if place in said and place not in out else None
            if waiting:
                out[place] = waiting.popleft()
    return out


def _speaks(side: Side) -> bool:
    return any(side.source.values()) or any(side.target.values())


def versions(before: _Sides, after: _Sides, gone: _Sides, come: _Sides) -> dict[Place, Place]:
    """New place to old place of edited units whose key is made of their text; ``gone`` and ``come`` are left over.

    The same target under a changed source is the same unit; else texts that are alike are, the more so between the
    same neighbours.
    """
    left, right = _by_file(gone), _by_file(come)
    shared = [file for file in left if file in right]
    if not shared:
        return {}
    files = {file[:2] for file in shared}
    beside = _neighbours(before, after, files), _neighbours(after, before, files)
    out: dict[Place, Place] = {}
    for file in shared:
        found = sorted(_scored(left[file], right[file], gone, come, beside), key=lambda f: -f[0])
        used: set[Place] = set()
        for _, old, new in found:
            if new not in out and old not in used:
                out[new] = old
                used.add(old)
    return out


def _by_file(sides: _Sides) -> dict[tuple[str, str, str], list[Place]]:
    """By market, file and kind the places of loose units, in their order."""
    out: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for place, side in sides.items():
        if side.loose:
            out[place[0], place[1], side.loose].append(place)
    return out


def _neighbours(here: _Sides, there: _Sides, files: set[tuple[str, str]]) -> dict[Place, tuple[str, str]]:
    """For each unit of the files that stands on this side alone: the key before it and the key behind it."""
    out: dict[Place, tuple[str, str]] = {}
    for file, group in groupby(here, lambda place: place[:2]):
        if file in files:
            row = [*group]
            keys = ["^", *(place[2] for place in row), "$"]
            out |= {p: (keys[n], keys[n + 2]) for n, p in enumerate(row) if p not in there}
    return out


def _scored(
    left: Sequence[Place], right: Sequence[Place], gone: _Sides, come: _Sides,
    beside: tuple[Mapping[Place, tuple[str, str]], Mapping[Place, tuple[str, str]]],
) -> Iterator[tuple[float, Place, Place]]:  # fmt: skip
    """How much two units are versions of one, where that is enough."""
    from rapidfuzz import fuzz

    olds, news = [_text(gone[p]) for p in left], [_text(come[p]) for p in right]
    for i, j in _cells(len(left), len(right)):
        old, new = left[i], right[j]
        near = sum(_BESIDE for a, b in zip(beside[0][old], beside[1][new], strict=True) if a == b)
        same = any(gone[old].target.values()) and gone[old].target == come[new].target
        score = 100.0 if same else fuzz.ratio(olds[i], news[j], score_cutoff=_ALIKE - near)
        if score:
            yield score + near, old, new


def _cells(n: int, m: int) -> Iterator[tuple[int, int]]:
    """All pairs, or a band of them along the diagonal where they are too many."""
    half = m if n * m <= _CELLS else max(8, _CELLS // (2 * n))
    for i in range(n):
        middle = i * m // n
        for j in range(max(0, middle - half), min(m, middle + half + 1)):
            yield i, j


def _text(side: Side) -> str:
    return flat(side.source if any(side.source.values()) else side.target)[:_HEAD]
