"""Numbers: marks, groups, currency and percent signs, dates, times and units as CLDR has them for the market."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from locakit import locales, numerals
from locakit.market import Market, ToneRule
from locakit.numerals import Change, Facts, Number, dates, measures
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, text, texts
from locakit.rules._tone_spacing import SPACES
from locakit.rules._tone_text import Piece

_MARKS = frozenset({"decimal", "grouping"})
_ORDER = ("decimal", "grouping", "currency", "percent")
"""Of several faults of one number the first is told."""
_OF_NUMBERS = numerals.ALL - {"date", "time"}
_SHOWN = {
    "decimal": r"[0-9][.,][0-9]", "grouping": rf"[0-9][.,'’{measures.GAP}][0-9]", "currency": measures.MONEY,
    "percent": rf"[0-9][{measures.GAP}]?%|%[0-9]{{2}}", "date": r"[0-9][-/.] ?[0-9]",
    "time": r"[ap]\.?[ \u00a0\u202f]?m", "unit": r"[0-9](?:[^\W\d_]|°)",
}  # fmt: skip
"""What a lowered target must hold for each."""
_IN_WORD = {
    "decimal": "[0-9][.,][0-9]", "grouping": rf"[0-9][.,'’{measures.GAP[1:]}][0-9]| [0-9]{{3}}",
    "currency": measures.SIGN, "percent": r"[0-9]%| %(?![^\W_])|%[0-9]", "date": "[0-9][-/.]", "time": "[0-9]:[0-9]",
    "unit": r"[0-9](?:[^\W\d_]|°)",
}  # fmt: skip
"""What a word of it must hold, with a space before and after it."""
_QUIET = "ignore-numbers"

_Scanned = tuple[tuple[Number, ...], frozenset[str], tuple[Number, ...], tuple[Number, ...]]


def make(rule: ToneRule, market: Market) -> Kind:
    """``what``: the matters looked at; ``system``: the digits, by default those of the market's ``digits`` rule."""
    what = _looked_at(rule).difference(*map(_looked_at, _before(rule, market)))
    to = numerals.facts(market.locale, text(rule, "system") or _system(market))
    every = what.union(*(_looked_at(other) for other in market.rules if other.kind == rule.kind))
    if market.locale in numerals.CONTESTED:
        what, every = what - _MARKS, every - _MARKS
    held = re.compile("|".join(_SHOWN[name] for name in sorted(what)) or r"\Z\w")
    word = re.compile("|".join(_IN_WORD[name] for name in sorted(what)) or r"(?!)")
    if to is None:
        return Kind(lambda piece: (), grep=held, word=word)

    def look(piece: Piece) -> Iterator[Hit]:
        way = numerals.facts(piece.source_locale)
        if way is not None and _QUIET not in piece.flags:
            yield from _hits(piece, _Ways(market.locale, way, to, what, every))

    return Kind(look, grep=held, word=word)


def _before(rule: ToneRule, market: Market) -> list[ToneRule]:
    """The market's earlier rules of this kind that hold for all units: what they look at is told by them."""
    mine = [r for r in market.rules if r.kind == rule.kind]
    at = next((n for n, r in enumerate(mine) if r.id == rule.id), 0)
    return [r for r in mine[:at] if not (r.channels or r.fields or r.when)]


def _looked_at(rule: ToneRule) -> frozenset[str]:
    return frozenset(texts(rule, "what")) or numerals.ALL


def _system(market: Market) -> str:
    own = (text(rule, "system") for rule in market.rules if rule.kind == "digits")
    return next((name for name in own if name), "latn")


@dataclass(frozen=True, slots=True)
class _Ways:
    market: str
    way: Facts
    """The source's."""
    to: Facts
    what: frozenset[str]
    """What this rule speaks of."""
    every: frozenset[str]
    """What any rule of the market speaks of: a number with several faults is told once and written anew as a whole."""


def _hits(piece: Piece, ways: _Ways) -> Iterator[Hit]:
    if not ways.what.isdisjoint(_OF_NUMBERS):
        said, values, alike, here = _scanned(piece.text, piece.source, piece.source_locale, ways.market)
        read = {n.start: n for n in here}
        for number in alike:
            right = number.start in read and read[number.start].value in values and ways.to.zero == "0"
            if not right and number.value in values:
                read.pop(number.start, None)
                yield from _number(piece, number, ways, said)
        for number in read.values():
            yield from _number(piece, number, replace(ways, way=ways.to, every=ways.every - _MARKS), said)
    for change in _moments(piece, ways):
        if piece.text[change.start : change.end] in piece.source:
            yield from _hit(piece, change, ways.market)


@lru_cache(maxsize=64)
def _scanned(text: str, source: str, own: str, market: str) -> _Scanned:
    """Remembered: a market's rules ask for the same text one after the other.

    What the source says for sure, the values of all that it says, and the target's numbers read either way.
    """
    way, to = numerals.facts(own), numerals.facts(market)
    if way is None or to is None:
        return (), frozenset(), (), ()
    every = numerals.candidates(source, way, (own, "en"))
    said = tuple(n for n in every if numerals.is_sure(source, n, way))
    known = frozenset(source[n.start : n.end] for n in said)
    alike = numerals.scan(text, way, (market, own, "en"), known)
    here = numerals.scan(text, to, (market, "en"))
    return said, frozenset(n.value for n in every), tuple(alike), tuple(here)


def _number(piece: Piece, number: Number, ways: _Ways, said: tuple[Number, ...]) -> Iterator[Hit]:
    change = numerals.change(piece.text, number, ways.way, ways.to, ways.every)
    if change is not None and "currency" in change.what and not _is_told(number, ways, said):
        change = numerals.change(piece.text, number, ways.way, ways.to, ways.every - {"currency"})
    if change is not None and next(name for name in _ORDER if name in change.what) in ways.what:
        yield from _hit(piece, change, ways.market)
    if "unit" in ways.what and number.unit and not number.unit.gap and not _kin(piece, ways):
        name = number.unit.text
        gap = measures.gaps(ways.market).get(name)
        if gap and any(n.unit == number.unit and n.value == number.value for n in said):
            new = numerals.plain_gaps(gap + name, name, piece.flags)
            yield Hit(f"no space before the unit {name}", (number.end, number.end + len(name)), new)


def _kin(piece: Piece, ways: _Ways) -> bool:
    """The market has the source's language: what the author wrote is known there."""
    return locales.language(ways.market) == locales.language(piece.source_locale)


def _is_told(number: Number, ways: _Ways, said: tuple[Number, ...]) -> bool:
    """The price stands in the source with its currency on the same side, or it is one in the market's own currency."""
    sign = number.money
    if sign is None:
        return False
    if sign.text in measures.tender(ways.market):
        return True
    wanted = (sign.text, sign.first, number.value)
    return any(n.money and (n.money.text, n.money.first, n.value) == wanted for n in said)


def _moments(piece: Piece, ways: _Ways) -> Iterator[Change]:
    if "date" in ways.what:
        yield from dates.dates(piece.text, ways.way, ways.to, dates.is_settled(piece.source_locale))
    if "time" in ways.what and not _kin(piece, ways):
        yield from dates.times(piece.text, ways.way, ways.to)


def _hit(piece: Piece, change: Change, market: str) -> Iterator[Hit]:
    shown = piece.text[change.start : change.end]
    new = numerals.plain_gaps(change.text, shown, piece.flags)
    if new == shown:
        return
    if change.what == ("time",):
        message = f"the time {shown} has 12 hours where the market has 24"
    elif change.sure and (spaces := _other_space(shown, new)):
        message = f"{SPACES[spaces[0]]} in {shown!r}, not {SPACES[spaces[1]]}"
    elif change.sure:
        message = f"{shown!r} is not written as in {market}"
    else:
        message = f"the date {shown} can be read in two ways"
    yield Hit(message, (change.start, change.end), new if change.sure else None)


def _other_space(old: str, new: str) -> tuple[str, str] | None:
    """The first space that is another one, where two texts differ in nothing else."""
    pairs = [(a, b) for a, b in zip(old, new, strict=False) if a != b]
    alike = len(old) == len(new) and all(a in SPACES and b in SPACES for a, b in pairs)
    return pairs[0] if alike and pairs else None
