"""The edges of a text that are no words: blanks, bullets, arrows, emoji, markup around it, a final colon."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import NamedTuple

from locakit.locales import language, region
from locakit.placeables.spans import Placeable

_BULLETS = frozenset("•·▪◦‣*–—-→←↑↓↗↘↩↵»«›‹►▶◀▸✓✔✗✘✕×★☆|…>+")
_TAILS = frozenset("→←↑↓↗↘»›►▶▸✓✔✗✘★☆|…:")
_AROUND = {"(": ")", "[": "]", "<": ">", '"': '"', "'": "'", "“": "”", "«": "»", "（": "）", "「": "」"}
_MARKUP = frozenset({"tag", "comment", "emphasis", "link", "cdata", "component", "bbcode", "instruction"})
_COLONS = {"zh": "：", "ja": "：", "fr": "\u00a0:"}


class Peeled(NamedTuple):
    """A text in three."""

    head: str
    core: str
    tail: str
    placeables: list[Placeable]
    """Of the core."""


def peel(text: str, placeables: Sequence[Placeable]) -> Peeled:
    """Take the edges off; ``head + core + tail == text``. Placeables that carry meaning stay in the core."""
    start, end = 0, len(text)
    left, right = 0, len(placeables)
    moved = True
    while moved and start < end:
        moved = False
        while start < end and _leads(text, start, end, placeables[left].start if left < right else end):
            start, moved = start + 1, True
        while size := _trails(text, start, end, placeables[right - 1].end if left < right else start):
            end, moved = end - size, True
        while left < right and placeables[left].start == start and placeables[left].role == "void":
            start, left, moved = placeables[left].end, left + 1, True
        while left < right and placeables[right - 1].end == end and placeables[right - 1].role == "void":
            end, right, moved = placeables[right - 1].start, right - 1, True
        if _enclosed(text, start, end, placeables[left:right]):
            start, end, moved = start + 1, end - 1, True
        if _wrapped(placeables[left:right] if _may_wrap(placeables, left, right, start, end) else ()):
            start, end = placeables[left].end, placeables[right - 1].start
            left, right, moved = left + 1, right - 1, True
    inner = [p._replace(start=p.start - start, end=p.end - start) for p in placeables[left:right]]
    return Peeled(text[:start], text[start:end], text[end:], inner)


def _may_wrap(placeables: Sequence[Placeable], left: int, right: int, start: int, end: int) -> bool:
    if right - left < 2:
        return False
    first, last = placeables[left], placeables[right - 1]
    return first.start == start and last.end == end and first.role == "open" and last.role == "close"


def _wrapped(placeables: Sequence[Placeable]) -> bool:
    """Whether the first opens what the last closes."""
    depth = 0
    for i, placeable in enumerate(placeables):
        depth += (placeable.role == "open") - (placeable.role == "close")
        if depth <= 0:
            return i == len(placeables) - 1 and placeable.kind in _MARKUP
    return False


def _enclosed(text: str, start: int, end: int, placeables: Sequence[Placeable]) -> bool:
    """Whether one pair of brackets or quotation marks stands around everything."""
    close = _AROUND.get(text[start : start + 1])
    if not close or end - start < 3 or text[end - 1] != close:
        return False
    if placeables and (placeables[0].start == start or placeables[-1].end == end):
        return False
    inside = text[start + 1 : end - 1]
    return close not in inside and text[start] not in inside


def _leads(text: str, at: int, end: int, floor: int) -> bool:
    char = text[at]
    if at >= floor:
        return False
    if char in _BULLETS:
        return text[at + 1 : at + 2].isspace() or not char.isascii() or at + 1 == end
    return char.isspace() or _is_emoji(char)


def _trails(text: str, start: int, end: int, floor: int) -> int:
    """How many characters at the end are no words."""
    if end <= max(floor, start):
        return 0
    if text.endswith("...", max(floor, start), end):
        return 3
    char = text[end - 1]
    return int(char.isspace() or char in _TAILS or _is_emoji(char))


def _is_emoji(char: str) -> bool:
    if char.isascii():
        return False
    return unicodedata.category(char) in ("So", "Sk", "Cn", "Cs", "Co") or char in "\ufe0f\u200d\u20e3"


def tail_in(tail: str, market: str) -> str:
    """The tail as the market writes it: a colon with its space or its full width, elsewhere unchanged."""
    colon = _COLONS.get(language(market))
    if not colon or not tail.startswith(":") or (language(market) == "fr" and region(market) == "CA"):
        return tail
    return colon + tail[1:]


def rebuilt(text: str, placeables: Sequence[Placeable], change: Callable[[str], str]) -> tuple[str, list[Placeable]]:
    """``change`` done to the text between the placeables, and the placeables at their new places."""
    out: list[str] = []
    moved: list[Placeable] = []
    at = size = 0
    for placeable in placeables:
        gap = change(text[at : placeable.start])
        size += len(gap)
        out += (gap, placeable.text)
        moved.append(placeable._replace(start=size, end=size + len(placeable.text)))
        size += len(placeable.text)
        at = placeable.end
    out.append(change(text[at:]))
    return "".join(out), moved


def guarded(text: str, placeables: Sequence[Placeable], pattern: re.Pattern[str]) -> list[Placeable]:
    """``placeables`` and, as placeables too, what ``pattern`` finds between them."""
    out: list[Placeable] = []
    at = 0
    for placeable in [*placeables, None]:
        end = placeable.start if placeable else len(text)
        out += [Placeable("guard", m.start(), m.end(), m[0]) for m in pattern.finditer(text, at, end)]
        if placeable:
            out.append(placeable)
            at = placeable.end
    return out


def between(text: str, placeables: Sequence[Placeable]) -> list[str]:
    """The stretches of text between the placeables."""
    starts = [0, *(p.end for p in placeables)]
    ends = [*(p.start for p in placeables), len(text)]
    return [text[a:b] for a, b in zip(starts, ends, strict=True)]
