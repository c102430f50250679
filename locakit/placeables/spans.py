"""The values that the span engine yields: a placeable in a text, and a difference between two texts' placeables."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

Span = tuple[int, int]
Role = Literal["", "open", "close", "void"]


class Placeable(NamedTuple):
    """A stretch of a text that must survive translation as it is."""

    kind: str
    """The dialect's family: ``printf``, ``brace``, ``tag``, ``url`` …"""
    start: int
    """First character."""
    end: int
    """One past the last character."""
    text: str
    """``source[start:end]``."""
    role: Role = ""
    """``open`` and ``close`` come in nested pairs; ``void`` is markup that stands alone."""
    name: str = ""
    """The tag's name in lower case, the variable's name, or empty."""


class Difference(NamedTuple):
    """One thing about the placeables of a target that its source does not say."""

    kind: Literal["missing", "extra", "order", "unbalanced"]
    text: str
    """The placeable at fault as it is written."""
    span_in_target: Span
    """Where it stands; the whole target for something missing."""
    span_in_source: Span
    """Where it stands in the source; ``(0, 0)`` for something extra."""


_UNITS = (
    "min|max|limit|digits|percent|percentage|width|height|length|size|seconds|minutes|hours|days|weeks|months|years"
)
_COUNT = re.compile(
    rf"(?i:n|nb|num|numbers?|counts?|total|quantity|qty|amount|how_?many|\w+_(?:count|num|total|number)|{_UNITS}"
    r"|(?:num|count|total|min|max)_\w+)|[a-z]\w*(?:Count|Num|Total|Number)|(?:num|total|count|min|max)[A-Z]\w*"
)
_NUMBER_SPEC = re.compile(r",\s*number\b|%[^a-zA-Z%@]*(?:hh|h|ll|l|q|j|z|t)?[diu]$|%L?n$")


def is_count(placeable: Placeable) -> bool:
    """True where the runtime puts a number: ``#``, ``%d``, ``{n, number}``, or a name such as ``count``."""
    if placeable.kind == "hash" or _NUMBER_SPEC.search(placeable.text):
        return True
    return bool(placeable.name and placeable.role == "" and _COUNT.fullmatch(placeable.name))


def disjoint(found: Iterable[Placeable]) -> list[Placeable]:
    """Sorted; of two that overlap the first stays."""
    out: list[Placeable] = []
    for placeable in sorted(found, key=lambda p: p.start):
        if not out or placeable.start >= out[-1].end:
            out.append(placeable)
    return out
