"""What differs between the placeables of a pair's texts, found once for all rules that speak of it."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from html.entities import html5
from typing import Literal, NamedTuple

from locakit.placeables import Difference, Placeable, compare
from locakit.rules._kit import Pair, spans, varies

What = Literal["missing", "extra", "order", "unbalanced", "type"]
Seen = tuple[Difference, Placeable]
_VALUES = frozenset({"brace", "mustache", "template", "printf", "numbered", "named", "ruby", "liquid", "custom"})
"""Kinds that stand for a value."""

_STRICT = "strict-format"
"""Every form says the number: the runtime fails without."""

_NAMED = frozenset({"numbered", "named", "ruby", "brace", "mustache", "template"})


class Odd(NamedTuple):
    """One difference."""

    what: What
    one: Difference
    kind: str
    """The placeable's kind."""
    was: str = ""
    """For a ``type``: how the source writes it."""


_last: list[tuple[Pair | None, tuple[Odd, ...]]] = [(None, ())]


def differences(pair: Pair) -> tuple[Odd, ...]:
    """What ``placeables.compare`` says of the pair by the best fitting source form.

    A form for exactly one number may say what the source's form of the same name says; a form for several numbers
    needs all that the source's ``other`` has.
    """
    known, found = _last[0]
    if known is not pair:
        found = _of(pair)
        _last[0] = (pair, found)
    return found


def _of(pair: Pair) -> tuple[Odd, ...]:
    unit = pair.unit
    if not varies(unit):
        return compared(pair.source, pair.target, unit.flags, False)
    usual = unit.source.get("other", pair.source)
    single = pair.covers_one_number and _STRICT not in unit.flags
    whole = compared(usual, pair.target, unit.flags, single)
    if not whole or usual == pair.source or not single:
        return whole
    return compared(pair.source, pair.target, unit.flags, True)


@lru_cache(maxsize=256)
def compared(source: str, target: str, flags: frozenset[str], may_drop: bool) -> tuple[Odd, ...]:
    """The differences; a lost and an added placeable of one name, or without names, are one of another ``type``."""
    found = compare(source, target, flags, may_drop_count=may_drop)
    if not found:
        return ()
    left, right = ({p.start: p for p in spans(t, flags)} for t in (source, target))
    both = [
        (d, left.get(d.span_in_source[0]) if d.kind == "missing" else right.get(d.span_in_target[0])) for d in found
    ]
    known = [(d, p) for d, p in both if p and not (p.kind == "entity" and f"{p.name};" in html5)]
    inside = [(d, p) for d, p in known if p.kind == "tag" and not _PLACED.isdisjoint(p.text)]
    return tuple(_typed([*known, *_inside(inside, flags, len(target))]))


_PLACED = frozenset("{%$&")


def _inside(tags: list[Seen], flags: frozenset[str], size: int) -> list[Seen]:
    """What differs between the placeables in the attributes of the tags that differ."""
    lost: list[Placeable] = []
    added: list[Placeable] = []
    for d, tag in tags:
        side = lost if d.kind == "missing" else added
        side += [
            p._replace(start=tag.start + 1 + p.start, end=tag.start + 1 + p.end)
            for p in spans(tag.text[1:-1], flags) if p.kind in _VALUES
        ]  # fmt: skip
    left, right = (Counter(plain(p.text) for p in side) for side in (lost, added))
    gone = [p for p in lost if left[plain(p.text)] > right[plain(p.text)]]
    new = [p for p in added if right[plain(p.text)] > left[plain(p.text)]]
    return [
        *((Difference("missing", p.text, (0, size), (p.start, p.end)), p) for p in gone),
        *((Difference("extra", p.text, (p.start, p.end), (0, 0)), p) for p in new),
    ]


def plain(text: str) -> str:
    """A placeable's text without its spaces."""
    return "".join(text.split())


def _typed(known: list[Seen]) -> list[Odd]:
    lost: dict[tuple[str, str], list[Seen]] = {}
    for d, p in known:
        if d.kind == "missing" and _same(p)[0]:
            lost.setdefault(_same(p), []).append((d, p))
    out: list[Odd] = []
    taken: set[Difference] = set()
    for d, p in known:
        twins = lost.get(_same(p)) if d.kind == "extra" else None
        if twins:
            was = twins.pop(0)[0]
            taken.add(was)
            out.append(Odd("type", d._replace(span_in_source=was.span_in_source), p.kind, was.text))
        else:
            out.append(Odd(d.kind, d, p.kind))
    return [odd for odd in out if odd.one not in taken or odd.what == "type"]


def _same(placeable: Placeable) -> tuple[str, str]:
    """What a placeable has in common with itself written in another type; empty where that cannot be told."""
    if placeable.kind == "printf":
        return "printf", ""
    return (placeable.kind, placeable.name) if placeable.kind in _NAMED and placeable.name else ("", "")
