"""Placeables grouped for masking: neighbours that touch become one unit, tags know their partner."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from locakit.placeables.spans import Placeable, is_count

_REACH = 16
"""So many neighbours are looked at for the end of a pair."""


class Unit(NamedTuple):
    """One stretch of the text that gets one mark."""

    start: int
    end: int
    text: str
    role: str
    """``open`` or ``close`` where it has a partner, else empty."""
    partner: int
    """The other unit of the pair, or -1."""
    ordered: bool
    """It holds an unnumbered placeholder: its place among those must stay."""
    number: str
    """For a lone number: the variable's name, or ``#``; else empty."""


def units(placeables: Sequence[Placeable], numbers: Collection[str] = ()) -> list[Unit]:
    """The units of sorted, non-overlapping placeables, in their order; ``numbers`` names variables that are counts."""
    groups: list[list[Placeable]] = []
    i = 0
    while i < len(placeables):
        size = _whole(placeables, i)
        members = list(placeables[i : i + size])
        last = groups[-1] if groups else None
        if last and last[-1].end == members[0].start and _role(last) == _role(members):
            last.extend(members)
        else:
            groups.append(members)
        i += size
    return _paired([_unit(g, numbers) for g in groups], groups)


def _whole(placeables: Sequence[Placeable], at: int) -> int:
    """How many placeables from ``at`` on are one: a pair with nothing but placeables in it counts as a whole."""
    depth = 0
    for i in range(at, min(at + _REACH, len(placeables))):
        if i > at and placeables[i].start != placeables[i - 1].end:
            break
        depth += (placeables[i].role == "open") - (placeables[i].role == "close")
        if depth == 0 and i > at and placeables[at].role == "open":
            return i - at + 1
        if depth <= 0:
            break
    return 1


def _role(group: Sequence[Placeable]) -> str:
    roles = {p.role for p in group}
    return next(iter(roles)) if len(roles) == 1 and roles & {"open", "close"} else ""


def _unit(group: Sequence[Placeable], numbers: Collection[str]) -> Unit:
    ordered = any(p.kind == "printf" or p.text == "{}" for p in group)
    text = "".join(p.text for p in group)
    return Unit(group[0].start, group[-1].end, text, "", -1, ordered, _number(group, numbers))


def _number(group: Sequence[Placeable], numbers: Collection[str]) -> str:
    first = group[0]
    if len(group) > 1:
        return ""
    if first.name in numbers or first.text in numbers or is_count(first):
        return first.name if first.name in numbers else first.text
    return ""


def _paired(found: list[Unit], groups: Sequence[Sequence[Placeable]]) -> list[Unit]:
    """Opening and closing units that match each other, tag by tag; the others stay without a role."""
    stack: list[int] = []
    for i, group in enumerate(groups):
        role = _role(group)
        if role == "open":
            stack.append(i)
        elif role == "close" and stack:
            j = stack[-1]
            if [(p.kind, p.name) for p in reversed(groups[j])] == [(p.kind, p.name) for p in group]:
                stack.pop()
                found[j] = found[j]._replace(role="open", partner=i)
                found[i] = found[i]._replace(role="close", partner=j)
    return found
