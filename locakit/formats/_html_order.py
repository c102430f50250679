"""HTML elements brought into the source's order among their siblings; nothing moves from one parent to another."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from locakit.formats._html_edit import by_place, place_of
from locakit.formats._html_text import decode
from locakit.formats._html_tree import Element, Tree, Unit, tree
from locakit.model import Resource
from locakit.splice import Splice, apply

_LOOKED_AT = 5
"""So many texts of an element tell which one of the source it is: some may have moved in from elsewhere."""
_CLIMBED = 64
"""Texts deeper than this below an element do not tell."""


def arrange(target: Resource, source: Resource) -> list[Splice]:
    """Splices that put sibling elements, keyed as in the source, into the source's order; none where they stand so.

    What only the target has, and what holds no text, stays at its place among them.
    """
    text, found = target.text, tree(target.text)
    homes = _homes(target, source)
    children: defaultdict[Element, list[Element]] = defaultdict(list)
    for element in found.elements:
        if element.parent:
            children[element.parent].append(element)
    waiting: list[Splice] = []
    for parent in reversed(found.elements):
        order = _order(found, children[parent], homes) if len(children[parent]) > 1 else {}
        if order:
            inner: list[Splice] = []
            while waiting and waiting[-1][0] < parent.end:
                inner.append(waiting.pop())
            waiting += reversed(list(_moved(text, order, inner)))
    out = waiting[::-1]
    return out if out and _texts(apply(text, out)) == _texts(text) else []


def _homes(target: Resource, source: Resource) -> dict[int, Element]:
    """For each text of the target that the source has too, by its place: the element it stands in there."""
    units, theirs = by_place(source.text), {m.key: place_of(m) for m in source.messages}
    known = ((place_of(m), units.get(theirs.get(m.key, -1))) for m in target.messages)
    return {at: unit.home for at, unit in known if unit}


def _order(found: Tree, siblings: list[Element], homes: Mapping[int, Element]) -> dict[Element, Element]:
    """For each element that must make room: the sibling that comes in its place."""
    twins: dict[Element, Element] = {}
    taken: set[Element] = set()
    for element in siblings:
        twin = _twin(found, element, homes)
        if twin and twin not in taken:
            twins[element] = twin
            taken.add(twin)
    parents = Counter(twin.parent for twin in twins.values())
    if not parents:
        return {}
    common = parents.most_common(1)[0][0]
    places = [e for e in siblings if e in twins and twins[e].parent is common]
    wanted = sorted(places, key=lambda e: twins[e].start)
    return {old: new for old, new in zip(places, wanted, strict=True) if old is not new}


def _twin(found: Tree, element: Element, homes: Mapping[int, Element]) -> Element | None:
    """The source's element with the same texts at the same depth, by the vote of the first ones."""
    first = bisect_left(found.units, element.start, key=_start)
    votes: Counter[Element] = Counter()
    for unit in found.units[first : first + _LOOKED_AT]:
        home = homes.get(_start(unit)) if unit.span[1] <= element.end else None
        twin = _above(home, _depth(unit.home, element)) if home else None
        if twin and twin.name == element.name:
            votes[twin] += 1
    return votes.most_common(1)[0][0] if votes else None


def _depth(home: Element | None, element: Element) -> int:
    for depth in range(_CLIMBED):
        if home is element:
            return depth
        home = home.parent if home else None
    return -1


def _above(home: Element | None, depth: int) -> Element | None:
    for _ in range(depth):
        home = home.parent if home else None
    return home if depth >= 0 else None


def _start(unit: Unit) -> int:
    return unit.span[0]


def _moved(text: str, order: Mapping[Element, Element], inner: list[Splice]) -> Iterator[Splice]:
    """The splices of one parent, in the order of the file; what was done inside of an element goes with it."""
    starts = [splice[0] for splice in inner]
    taken: set[int] = set()
    new: list[Splice] = []
    for old, other in order.items():
        within = range(bisect_left(starts, other.start), bisect_left(starts, other.end))
        taken.update(within)
        edits = [(a - other.start, b - other.start, words) for a, b, words in (inner[i] for i in within)]
        new.append((old.start, old.end, apply(text[other.start : other.end], edits)))
    yield from sorted(new + [splice for i, splice in enumerate(inner) if i not in taken])


def _texts(text: str) -> Counter[tuple[str, str]]:
    return Counter((unit.kind, decode(text, unit)) for unit in tree(text).units)
