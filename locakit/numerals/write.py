"""A number written another locale's way: marks, groups, digits, currency side, percent sign."""

from __future__ import annotations

from dataclasses import dataclass

from locakit.numerals.facts import Facts
from locakit.numerals.measures import GAP
from locakit.numerals.scan import Beside, Number

_NBSP = "\u00a0"
_BARE_THOUSANDS = 4
"""Digits that a locale with ``minimumGroupingDigits`` 2 leaves without a mark."""


@dataclass(frozen=True, slots=True)
class Change:
    """What should stand at a place of the text."""

    start: int
    end: int
    text: str
    what: tuple[str, ...]
    """Of ``decimal``, ``grouping``, ``currency``, ``percent``, ``date``, ``time``, ``unit``."""
    sure: bool = True
    """It may be written unseen."""


def digits(number: Number, way: Facts, to: Facts) -> str:
    """The number's digits with the marks of ``to``; one without group marks gets none, but for 1234,50 in Spain."""
    decimal, group = to.marks(number.money is not None)
    bare = way.minimum > 1 and len(number.whole) == _BARE_THOUSANDS and bool(number.fraction or number.money)
    whole = _grouped(number.whole, group, to) if number.grouped or bare else number.whole
    text = whole + (decimal + number.fraction if number.fraction else "")
    return text if to.zero == "0" else text.translate({48 + n: chr(ord(to.zero) + n) for n in range(10)})


def _grouped(whole: str, mark: str, to: Facts) -> str:
    last, other = to.sizes
    if len(whole) < last + to.minimum:
        return whole
    head, parts = whole[:-last], [whole[-last:]]
    while head:
        parts.insert(0, head[-other:])
        head = head[:-other]
    return mark.join(parts)


def money(text: str, number: Number, amount: str, to: Facts) -> tuple[int, int, str] | None:
    """Where a price stands, and the price with its currency on the side of ``to``; None where it may not move."""
    sign = number.money
    if sign is None or number.twice or number.scaled or _signed(text, number, sign):
        return None
    start, end = _around(number, sign)
    gap = to.money_gap
    if to.money_first and not gap and sign.text[-1].isalpha():
        gap = _NBSP
    if not to.money_first and not gap and sign.text[0].isalpha():
        gap = _NBSP
    if sign.first == to.money_first and bool(sign.gap) == bool(gap):
        gap = sign.gap
    return start, end, sign.text + gap + amount if to.money_first else amount + gap + sign.text


def _around(number: Number, sign: Beside) -> tuple[int, int]:
    size = len(sign.text) + len(sign.gap)
    return (number.start - size, number.end) if sign.first else (number.start, number.end + size)


def _signed(text: str, number: Number, sign: Beside) -> bool:
    """A minus or plus stands before the price: where it goes then is another matter."""
    start, _ = _around(number, sign)
    return text[start - 1 : start] in ("-", "−", "+", "±") or text[number.start - 1 : number.start] in ("-", "−", "+")


def percent(text: str, number: Number, amount: str, to: Facts) -> tuple[int, int, str] | None:
    """Where a percentage stands, and the percentage as ``to`` writes it; None where it may not change."""
    sign = number.percent
    if sign is None or text[number.start - 1 : number.start] in ("-", "–", "−"):
        return None
    start, end = _around(number, sign)
    before, after = to.percent
    if not sign.first and not before and sign.gap and after.strip(GAP) == "%" and after != "%" and sign.gap != " ":
        after = sign.gap + "%"
    return start, end, before + amount + after
