"""Pseudo-localization: source text made to look foreign, so that hard-coded, cut-off and wrongly joined text shows.

Accents show text that never went through translation, 40 % more length shows what does not fit, brackets show where
a string begins and ends, and words turned round show what does not mirror (as Android's en-XA and ar-XB do).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from locakit.doors import Can, Segment
from locakit.locales import direction
from locakit.providers._options import nothing_left

GROWTH = 0.4
"""How much longer the text gets; what a short English string gains in German or Finnish."""

_ACCENTS = str.maketrans(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz",
    "ÅƁÇÐÉƑĜĤÎĴĶĻṀÑÖÞǪŔŠŢÛṼŴẊÝŽåƀçðéƒĝĥîĵķļɱñöþǫŕšţûṽŵẋýž",
)
_MASK = re.compile(r"\[/?X\d+/?\]|\b[A-Z]+_\d+\b")
_KEPT = re.compile(rf"{_MASK.pattern}|[^\W\d_]*\d\w*")
_WORD = re.compile(r"[^\W\d_]+")
_FILL = "·"
_RIGHT_TO_LEFT, _END = "\u202e", "\u202c"


def make(options: dict[str, object]) -> Pseudo:
    """The engine; it has no options."""
    nothing_left(options, (), engine="pseudo")
    return Pseudo()


class Pseudo:
    """The engine that needs no dictionary; right-to-left markets get mirrored words."""

    name = "pseudo"
    can = Can(batch=1000, schemes=("bracket", "split"))

    def translate(self, segments: Sequence[Segment], source: str, market: str) -> list[str]:
        """One pseudo-localized text for each segment; masks and digits stay, ``limit`` is kept if the source did."""
        mirror = direction(market) == "rtl"
        return [pseudo(segment.text, mirror=mirror, limit=segment.limit) for segment in segments]

    def close(self) -> None:
        """Nothing is held."""


def pseudo(text: str, *, mirror: bool = False, limit: int | None = None) -> str:
    """``text`` accented, filled up and bracketed; blank text stays; surrounding whitespace stays outside.

    Where ``limit`` has no room for them, the brackets, the filling and the marks that mirror words are left out; the
    last also where masks stand, since those hide texts of an unknown length.
    """
    core = text.strip()
    if not core:
        return text
    start = text.index(core)
    room = None if limit is None else limit - len(text)
    inner = _inner(core, mirror)
    if room is not None and (len(inner) - len(core) > room or _MASK.search(core)):
        inner = _inner(core, mirror=False)
    return text[:start] + _dressed(inner, len(core), room) + text[start + len(core) :]


def _inner(core: str, mirror: bool) -> str:
    out: list[str] = []
    at = 0
    for kept in _KEPT.finditer(core):
        out += [_letters(core[at : kept.start()], mirror), kept[0]]
        at = kept.end()
    return "".join([*out, _letters(core[at:], mirror)])


def _letters(text: str, mirror: bool) -> str:
    accented = text.translate(_ACCENTS)
    return _WORD.sub(lambda word: f"{_RIGHT_TO_LEFT}{word[0]}{_END}", accented) if mirror else accented


def _dressed(core: str, size: int, room: int | None) -> str:
    marks = len("⟦⟧")
    extra = max(1, round(size * GROWTH) - marks)
    if room is None:
        return f"⟦{core}{_FILL * extra}⟧"
    room -= len(core) - size
    return core if room < marks else f"⟦{core}{_FILL * min(extra, room - marks)}⟧"
