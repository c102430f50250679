"""HTML elements added where the source has them, and taken out with the lines they stand on."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from functools import lru_cache

from locakit.formats._html_text import encode
from locakit.formats._html_tree import Element, Tree, Unit, tree
from locakit.formats._line_format import single
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, apply, newline_of

_LASTING = frozenset({"", "html", "head", "body", "main"})
_BEFORE = re.compile(r"[ \t\r\n\f]+\Z")


def place_of(message: Message) -> int:
    """Where a message's text begins, which names its unit."""
    return next(iter(message.spans.values()), (-1, -1))[0]


@lru_cache(maxsize=4)
def by_place(text: str) -> dict[int, Unit]:
    """The units by the place where their text begins."""
    return {unit.span[0]: unit for unit in tree(text).units}


def remove(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """Splices that take out elements with nothing left in them, single attributes, and texts beside elements."""
    text, places = resource.text, {place_of(m) for m in gone}
    found = tree(text)
    whole = covered(found, lambda unit: unit.span[0] in places)
    out = [(*lines(text, (e.start, e.end)), "") for e in outermost(found, whole)]
    for unit in found.units:
        if unit.span[0] in places and unit.home not in whole:
            start, end = unit.attribute or unit.span
            blanks = _BEFORE.search(text, max(0, start - 200), start) if unit.attribute else None
            out.append((blanks.start() if blanks else start, end, ""))
    return out


def covered(found: Tree, chosen: Callable[[Unit], bool]) -> set[Element]:
    """The elements that hold chosen units only, and nothing that must stay."""
    total: dict[Element, int] = {}
    free: dict[Element, int] = {}
    lasting: set[Element] = set()
    out: set[Element] = set()
    for element in reversed(found.elements):
        own, parent = total.get(element, 0) + len(element.units), element.parent
        spare = free.get(element, 0) + sum(map(chosen, element.units))
        stays = element.lasting or element.name in _LASTING or element in lasting
        if own and own == spare and not stays:
            out.add(element)
        if parent:
            total[parent], free[parent] = total.get(parent, 0) + own, free.get(parent, 0) + spare
            lasting |= {parent} if stays else set()
    return out


def outermost(found: Tree, whole: Set[Element]) -> list[Element]:
    """Of these elements those that stand in none of the others."""
    return [e for e in found.elements if e in whole and e.parent not in whole]


def lines(text: str, span: Span) -> Span:
    """The lines of a span where they hold nothing else, their last line ending included; else the span itself."""
    start, end = span
    top = text.rfind("\n", 0, start) + 1
    bottom = text.find("\n", end)
    bottom = len(text) if bottom < 0 else bottom + 1
    alone = not text[top:start].strip(" \t\ufeff") and not text[end:bottom].strip(" \t\r\n")
    return (top + text.startswith("\ufeff", top), bottom) if alone else span


def insert(resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
    """Splices that add the source's elements with the new texts beside the units that stand beside them there.

    A unit for which the target shows no place (an attribute of a tag that it has without it) is left out.
    """
    return list(_Desk(resource, source, {place_of(m): single(forms) for m, forms in new}).splices())


def _start(unit: Unit) -> int:
    return unit.span[0]


class _Desk:
    """Source and target side by side."""

    def __init__(self, resource: Resource, source: Resource, new: Mapping[int, str]) -> None:
        self.text, self.original, self.new = resource.text, source.text, new
        self.source = tree(source.text)
        units, names = by_place(resource.text), {m.key: place_of(m) for m in resource.messages}
        ours = {m.key: place_of(m) for m in source.messages}
        self.known = {ours[k]: units[at] for k, at in names.items() if k in ours and at in units}
        self.newline = newline_of(resource.text or source.text)
        self.starts = [u.span[0] for u in self.source.units]
        self.shared = [u for u in self.source.units if u.span[0] in self.known]

    def _is_new(self, unit: Unit) -> bool:
        return unit.span[0] in self.new or (unit.verbatim and unit.span[0] not in self.known)

    def splices(self) -> Iterator[Splice]:
        """One for each new element, and for each new text in an element that the target has."""
        whole = covered(self.source, self._is_new)
        pieces = [(e.parent, (e.start, e.end)) for e in outermost(self.source, whole)]
        for unit in self.source.units:
            if unit.span[0] in self.new and unit.home not in whole and not unit.attribute:
                pieces.append((unit.home, unit.span))
        for parent, span in sorted(pieces, key=lambda piece: piece[1]):
            at = self._place(parent, span) if parent else -1
            if at >= 0:
                yield at, at, self._written(lines(self.original, span))

    def _written(self, span: Span) -> str:
        start, end = span
        units = self.source.units[bisect_left(self.starts, start) : bisect_left(self.starts, end)]
        inside = [u for u in units if u.span[0] in self.new]
        edits = [(u.span[0] - start, u.span[1] - start, encode(self.original, u, self.new[u.span[0]])) for u in inside]
        return apply(self.original[start:end], edits).replace("\r\n", "\n").replace("\n", self.newline)

    def _place(self, parent: Element, span: Span) -> int:
        """Where in the target a piece of ``parent`` goes: behind what is before it there, or before what is after."""
        number = bisect_left(self.shared, span[0], key=_start)
        later = bisect_left(self.shared, span[1], number, key=_start)
        before = self.shared[max(number - 1, 0) : number]
        for unit in before + self.shared[later : later + 1]:
            found = self._twin(unit, parent)
            if found:
                return found[0] if unit.span[0] >= span[1] else found[1]
        near = self.known[before[-1].span[0]].home if before else None
        while near and near.parent and near.parent.name not in _LASTING:
            near = near.parent
        return lines(self.text, (near.start, near.end))[1] if near and near.name not in _LASTING else -1

    def _twin(self, unit: Unit, parent: Element) -> Span | None:
        """The target's place of what stands right below ``parent`` and holds ``unit``."""
        mine, theirs = unit.home, self.known[unit.span[0]].home
        if mine is parent:
            twin = self.known[unit.span[0]]
            return (theirs.inner, theirs.inner) if unit.attribute else lines(self.text, twin.span)
        while mine.parent and mine.parent is not parent:
            if not theirs.parent:
                return None
            mine, theirs = mine.parent, theirs.parent
        return lines(self.text, (theirs.start, theirs.end)) if mine.parent and mine.name == theirs.name else None
