"""What a unit is in XLIFF 1.2 and in 2.x: its segments, notes, limits and states."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from locakit.formats._xml_scan import COMMENT, Document, Element
from locakit.formats._xml_text import decode

_OPEN_STATES = ("new", "initial")
_CLOSED_STATES = ("final", "signed-off")


class Unit(NamedTuple):
    """One unit of either version."""

    element: Element
    key: str
    context: str
    """The file's ``original`` and the groups."""
    note: str
    limit: int | None
    translate: bool

    def holders(self) -> list[tuple[str, Element]]:
        """``(key, element that holds source and target)``: the unit itself in 1.2, its segments in 2.x."""
        if self.element.name == "trans-unit":
            return [(self.key, self.element)]
        segments = list(self.element.elements("segment"))
        if len(segments) == 1:
            return [(self.key, segments[0])]
        return [(f"{self.key}.{s.attrs.get('id', str(i + 1))}", s) for i, s in enumerate(segments)]


def pair(holder: Element) -> tuple[Element | None, Element | None]:
    """The source and the target element; alternatives (``alt-trans``) are none of both."""
    return holder.first("source"), holder.first("target")


def units(doc: Document) -> Iterator[Unit]:
    """All units in the file's order, of whatever depth of groups."""
    for file in doc.root.elements("file") if doc.root is not None else ():
        original = file.attrs.get("original") or file.attrs.get("id", "")
        yield from _within(doc, file, original, file.attrs.get("translate") != "no", "")


def _within(doc: Document, parent: Element, context: str, translate: bool, note: str) -> Iterator[Unit]:
    for element in parent.children:
        if element.name == COMMENT:
            continue
        wanted = (element.attrs.get("translate") or ("yes" if translate else "no")) != "no"
        if element.name in ("trans-unit", "unit"):
            own = "\n".join(t for t in (note, _note(doc, element)) if t)
            yield Unit(element, element.attrs.get("id", ""), context, own, _limit(element), wanted)
        elif element.name == "body":
            yield from _within(doc, element, context, wanted, note)
        elif element.name == "group":
            name = element.attrs.get("resname") or element.attrs.get("name") or element.attrs.get("id", "")
            below = "\n".join(t for t in (note, _note(doc, element)) if t)
            yield from _within(doc, element, f"{context} / {name}" if name else context, wanted, below)


def _note(doc: Document, element: Element) -> str:
    holder = element.first("notes") or element
    return "\n".join(filter(None, (decode(doc.raw(note)).strip(" \t\n") for note in holder.elements("note"))))


def _limit(element: Element) -> int | None:
    """``maxwidth`` where it counts characters (XLIFF 1.2), or the size restriction module's (2.x)."""
    width = element.attrs.get("maxwidth", "") if element.attrs.get("size-unit") == "char" else ""
    width = width or element.attrs.get("slr:sizeRestriction", "").rsplit(",", 1)[-1]
    return int(width) if width.isascii() and width.isdigit() else None


def states_of(unit: Element, holder: Element, target: Element | None) -> frozenset[str]:
    """``fuzzy`` for a target that its file calls unfinished, ``approved`` for one that it calls final."""
    state = (holder if holder.name == "segment" else target or holder).attrs.get("state", "")
    if state.startswith("needs-") or state in _OPEN_STATES:
        return frozenset({"fuzzy"})
    final = unit.attrs.get("approved") == "yes" or state in _CLOSED_STATES
    return frozenset({"approved"}) if final else frozenset()
