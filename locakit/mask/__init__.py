"""Placeables hidden from an engine behind marks it leaves alone, and put back, verified."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from locakit.mask.schemes import DELIMITERS, SCHEMES, Hit, Marks
from locakit.mask.units import Unit, units
from locakit.placeables.spans import Placeable

NAMES = (*SCHEMES, "split")
"""The schemes there are."""

_NONE: Mapping[str, int] = {}


@dataclass(frozen=True, slots=True)
class Masked:
    """A text as an engine gets it."""

    text: str
    """For ``split``: the pieces between the placeables, one a line."""
    scheme: str
    units: tuple[Unit, ...]
    marks: Marks
    pads: tuple[tuple[bool, bool], ...]
    """Whether blanks before and after each mark are not the text's."""
    spoken: frozenset[int]
    """Opening units whose pair has words in it."""
    small: frozenset[int]
    """Opening units whose pair begins with a small letter."""


def mask(text: str, placeables: Sequence[Placeable], scheme: str, numbers: Mapping[str, int] = _NONE) -> Masked | None:
    """Put marks in the place of ``placeables`` (sorted, of ``text``); None where the scheme does not suit the text.

    Schemes: ``natural`` (counts as plain numbers, up to three pairs as ``"…"``, ``(…)``, ``*…*``, the rest ``[X1]``;
    None where that is nothing but ``bracket``), ``bracket`` ``[X1]``, ``name`` (invented names), ``var`` ``VAR_0``,
    ``number``, ``xml`` (free text escaped), ``llm`` ``@@PH1@@``, ``split``. ``numbers`` gives a number for a variable's
    name (``#`` for ICU's). Raises KeyError for an unknown scheme.
    """
    found = units(placeables, numbers)
    gaps = _gaps(text, found)
    if scheme == "split":
        if any("\n" in gap for gap in gaps):
            return None
        return Masked("\n".join(gaps), scheme, tuple(found), Marks((), _nothing), (), frozenset(), frozenset())
    marks = SCHEMES[scheme](" ".join(gaps), found, numbers)
    if marks is None:
        return None
    escaped = scheme == "xml"
    tight = scheme in ("xml", "llm")
    pads = tuple((False, False) if tight else _pads(u, gaps[i], gaps[i + 1]) for i, u in enumerate(found))
    spoken = frozenset(i for i, u in enumerate(found) if u.role == "open" and _letters(gaps[i + 1 : u.partner + 1]))
    if scheme == "natural" and any(m in DELIMITERS and i not in spoken for i, m in _openings(found, marks)):
        return mask(text, placeables, "bracket", numbers)
    out = [html.escape(gaps[0], quote=False) if escaped else gaps[0]]
    for i, (mark, (before, after)) in enumerate(zip(marks.marks, pads, strict=True)):
        free = mark not in DELIMITERS
        gap = html.escape(gaps[i + 1], quote=False) if escaped else gaps[i + 1]
        out.append(f"{' ' * (before and free)}{mark}{' ' * (after and free)}{gap}")
    small = frozenset(i for i in spoken if gaps[i + 1][:1].islower())
    return Masked("".join(out), scheme, tuple(found), marks, pads, spoken, small)


def unmask(masked: Masked, answer: str) -> str | None:
    """The answer with the placeables back; None unless each is there once, pairs nest and sequences keep their order.

    Lenient in how a mark is written (case, blanks, doubled brackets, other quotation marks, native digits).
    """
    if masked.scheme == "split":
        pieces = answer.split("\n")
        if len(pieces) != len(masked.units) + 1:
            return None
        return "".join(p + u.text for p, u in zip(pieces, masked.units, strict=False)) + pieces[-1]
    hits = masked.marks.search(answer)
    if sorted(h.unit for h in hits) != list(range(len(masked.units))) or not _in_order(masked, hits):
        return None
    gaps = _gaps(answer, hits)
    if masked.scheme == "xml":
        gaps = [html.unescape(g) for g in gaps]
    if not _nested(masked, hits, gaps):
        return None
    for i, hit in enumerate(hits):
        before, after = masked.pads[hit.unit]
        gaps[i] = gaps[i].rstrip() if before else gaps[i]
        gaps[i + 1] = gaps[i + 1].lstrip() if after else gaps[i + 1]
        if hit.unit in masked.small and gaps[i + 1][1:2].islower():
            gaps[i + 1] = gaps[i + 1][0].lower() + gaps[i + 1][1:]
    return gaps[0] + "".join(masked.units[h.unit].text + g for h, g in zip(hits, gaps[1:], strict=True))


def _nothing(answer: str) -> list[Hit]:
    return []


def _gaps(text: str, found: Sequence[Unit | Hit]) -> list[str]:
    starts = [0, *(u.end for u in found)]
    ends = [*(u.start for u in found), len(text)]
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]


def _openings(found: Sequence[Unit], marks: Marks) -> list[tuple[int, str]]:
    return [(i, marks.marks[i]) for i, unit in enumerate(found) if unit.role == "open"]


def _letters(gaps: Sequence[str]) -> bool:
    return any(c.isalpha() for g in gaps for c in g)


def _pads(unit: Unit, before: str, after: str) -> tuple[bool, bool]:
    """A mark of a pair stands free: engines do not translate what touches it."""
    if not unit.role:
        return False, False
    inner_left, inner_right = unit.role == "close", unit.role == "open"
    left = bool(before) and not before[-1].isspace() and (inner_left or before[-1].isalnum())
    right = bool(after) and not after[0].isspace() and (inner_right or after[0].isalnum())
    return left, right


def _in_order(masked: Masked, hits: Sequence[Hit]) -> bool:
    order = [h.unit for h in hits if masked.units[h.unit].ordered]
    return order == sorted(order)


def _nested(masked: Masked, hits: Sequence[Hit], gaps: Sequence[str]) -> bool:
    """Pairs nest, and one that had words has words."""
    stack: list[tuple[int, int]] = []
    for place, hit in enumerate(hits):
        unit = masked.units[hit.unit]
        if unit.role == "open":
            stack.append((hit.unit, place))
        elif unit.role == "close":
            if not stack or stack[-1][0] != unit.partner:
                return False
            opened, since = stack.pop()
            if opened in masked.spoken and not _letters(gaps[since + 1 : place + 1]):
                return False
    return not stack
