"""Numbers in a text, read one locale's way: their digits, marks, currency, percent sign and unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from locakit.numerals.facts import Facts
from locakit.numerals.measures import AFTER, BEFORE, GAP, WORD, scales, units

_LETTERS = "A-Za-z\u00c0-\u024f\u0370-\u052f"
_NO_START = rf"(?<![\d{_LETTERS}_.,:/#@’'٫٬])(?<![\d{_LETTERS}]-)"
_NO_END = r"(?![.,:/’'-]?\d)(?![\u00a0\u202f\u2009]\d{3}(?!\d))(?![_@#])"
_SPACES = "\u00a0\u202f\u2009 "
_VERSION = re.compile(r"(?<![^\W\d_])v(?:er(?:s[^\W\d_]{0,8})?)?\.?[ \u00a0]?$", re.IGNORECASE)
_DASH = re.compile(rf"[{GAP}]?[–—][{GAP}]?")
_REACH = 12
_NEAR = 4
_BYTE, _COLOURS, _PLACES = 256, 3, 3


@dataclass(frozen=True, slots=True)
class Beside:
    """A sign or word next to a number."""

    text: str
    gap: str
    first: bool = False
    """It stands before the number."""


_DOLLAR = Beside("$", "", True)


@dataclass(frozen=True, slots=True)
class Number:
    """One number of a text."""

    start: int
    end: int
    whole: str
    """Digits without group marks."""
    fraction: str = ""
    grouped: bool = False
    money: Beside | None = None
    percent: Beside | None = None
    unit: Beside | None = None
    scaled: bool = False
    """A word or letter for millions and the like follows."""
    twice: bool = False
    """A currency stands on both sides."""

    @property
    def value(self) -> str:
        """The number as such: two texts say the same number if their values are equal."""
        return f"{self.whole.lstrip('0') or '0'}.{self.fraction.rstrip('0')}"

    @property
    def measured(self) -> bool:
        """It is an amount, not a version or a code."""
        return bool(self.money or self.percent or self.unit or self.scaled)


@cache
def _pattern(decimal: str, group: str, small: int) -> re.Pattern[str]:
    mark = f"[{_SPACES}]" if group in _SPACES else "[’']" if group in "’'" else re.escape(group)
    inner = rf"(?P<mark>{mark})(?:\d{{{small}}}(?P=mark))*\d{{3}}"
    lead = rf"[1-9]\d{{0,{small - 1}}}"
    return re.compile(
        rf"{_NO_START}(?:(?P<groups>{lead}{inner})(?!\d)|(?P<plain>\d++))(?:{re.escape(decimal)}(?P<part>\d++))?{_NO_END}",
        re.ASCII,
    )


def scan(text: str, way: Facts, languages: tuple[str, ...], known: frozenset[str] = frozenset()) -> list[Number]:
    """The numbers of a masked text that are written ``way``; ``languages`` name units, the text's own first.

    Version numbers, addresses, dates, times, codes and what is glued to letters are not among them. A fraction that
    could be a version is a number where it is ``known`` to be one.
    """
    return [n for n in candidates(text, way, languages) if text[n.start : n.end] in known or is_sure(text, n, way)]


def candidates(text: str, way: Facts, languages: tuple[str, ...]) -> list[Number]:
    """As ``scan``, with those that could be versions, too."""
    found = [_read(text, m, way, languages) for m in _pattern(way.decimal, way.group, way.sizes[1]).finditer(text)]
    if (way.money_decimal, way.money_group) != (way.decimal, way.group):
        pattern = _pattern(way.money_decimal, way.money_group, way.sizes[1])
        priced = (_read(text, m, way, languages) for m in pattern.finditer(text))
        found += [n for n in priced if n is not None and n.money]
    unique = {n.start: n for n in found if n is not None}
    return _priced(_ranges(text, [unique[at] for at in sorted(unique)]))


def is_sure(text: str, number: Number, way: Facts) -> bool:
    """It is an amount: something measures it, or it has groups, or a comma, which versions do not have."""
    if number.measured:
        return True
    if not number.grouped and (not number.fraction or way.decimal == "."):
        return False
    if _VERSION.search(text[max(0, number.start - _REACH) : number.start]):
        return False
    spaced = number.grouped and " " in text[number.start : number.end]
    return not spaced or bool(number.fraction)


def _read(text: str, m: re.Match[str], way: Facts, languages: tuple[str, ...]) -> Number | None:
    groups, part = m["groups"], m["part"] or ""
    whole = re.sub(r"\D", "", groups) if groups else m["plain"]
    if groups and _is_code(re.split(r"\D", groups)):
        return None
    number = Number(m.start(), m.end(), whole, part, bool(groups))
    return _measured(text, number, way, languages)


def _is_code(parts: list[str]) -> bool:
    """An address (192.168.100.200) or a colour (255,255,255): bytes, none filled up with zeros as in 1,000,000."""
    filled = any(p[0] == "0" or len(p) < _PLACES for p in parts[1:])
    return not filled and len(parts) >= _COLOURS and all(int(p) < _BYTE for p in parts)


def _measured(text: str, number: Number, way: Facts, languages: tuple[str, ...]) -> Number | None:
    """The number with what stands beside it; None if letters are glued to it that are no unit."""
    head, tail = text[max(0, number.start - _REACH) : number.start], number.end
    before, after = BEFORE.search(head), AFTER.match(text, tail)
    money = _beside(before, after)
    if after is not None:
        return replace(number, money=money, twice=before is not None)
    number = replace(number, money=money, percent=_percent(text, number, way))
    word = WORD.match(text, tail)
    if word is None:
        return number
    gap, name = word[1], word[2]
    if number.fraction or number.grouped or number.money or not gap:
        if any(name in scales(language) for language in languages):
            return replace(number, scaled=True)
        if any(name in units(language) for language in languages):
            return replace(number, unit=Beside(name, gap))
    return None if not gap and re.match(f"[{_LETTERS}]", name) else number


def _beside(before: re.Match[str] | None, after: re.Match[str] | None) -> Beside | None:
    found = before or after
    if found is None:
        return None
    return Beside(found["near"] or found["far"], found["gap"] or "", before is not None)


def _priced(numbers: list[Number]) -> list[Number]:
    """``$1`` is the first value of many formats: a price only where another one stands beside it."""
    loose = [n for n in numbers if n.money == _DOLLAR and len(n.whole) == 1 and not n.fraction]
    if len(loose) < sum(n.money == _DOLLAR for n in numbers):
        return numbers
    return [n if n.money != _DOLLAR else replace(n, money=None) for n in numbers] if loose else numbers


def _percent(text: str, number: Number, way: Facts) -> Beside | None:
    end = number.end + (text[number.end : number.end + 1] in tuple(GAP))
    before = text[number.start - 1 : number.start]
    if before != "%" and text[end : end + 1] == "%" and not text[end + 1 : end + 2].isalnum():
        return Beside("%", text[number.end : end])
    return Beside("%", "", True) if before == "%" and way.percent[0] else None


def _ranges(text: str, numbers: list[Number]) -> list[Number]:
    """The first number of a range is measured as the second is: 2.5–3.5 GB."""
    out = list(numbers)
    for at in range(len(out) - 2, -1, -1):
        one, two = out[at], out[at + 1]
        if (
            two.measured
            and not one.measured
            and two.start - one.end < _NEAR
            and _DASH.fullmatch(text, one.end, two.start)
        ):
            out[at] = replace(one, scaled=True)
    return out
