"""How a locale writes numbers, prices, percentages, dates and times: CLDR's facts, through Babel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from locakit import locales

if TYPE_CHECKING:
    from babel import Locale

_DIRECTION = dict.fromkeys(map(ord, "\u061c\u200e\u200f"))
_FIELD = re.compile(r"'[^']*'|([dMy])+")
_TWO = frozenset({
    "be", "bg", "ee", "es", "et", "hu", "hy", "ia", "ie", "it", "ka", "lv", "pl", "pt-PT", "ru-UA", "sl", "sq",
})  # fmt: skip
"""Locales whose CLDR ``minimumGroupingDigits`` is 2 (CLDR 48): 1234 is not grouped. Babel leaves the fact out."""
_ONE = frozenset({"es-419"})
"""Locales below one of them that are back at 1."""
CONTESTED = frozenset({"es", "en-ZA", "es-419"})
"""Locales where readers know both marks for the fraction: CLDR's choice is not everybody's."""
_ZEROS = {"latn": "0", "arab": "\u0660", "arabext": "\u06f0", "deva": "\u0966", "beng": "\u09e6", "fullwide": "\uff10"}


@dataclass(frozen=True, slots=True)
class Facts:
    """One locale's ways, in one numbering system."""

    decimal: str
    group: str
    money_decimal: str
    money_group: str
    sizes: tuple[int, int]
    """Digits of the last group and of those before it: ``(3, 3)``, in India ``(3, 2)``."""
    minimum: int
    """The digits that must stand before the first group mark (``minimumGroupingDigits``)."""
    percent: tuple[str, str]
    """What stands before and after a percentage."""
    money_first: bool
    """The currency stands before the amount."""
    money_gap: str
    date: tuple[str, ...]
    """The fields of a numeric date in order, as long as they are padded: ``dd``, ``MM``, ``y``."""
    date_mark: str
    date_end: str
    """What follows the last field: Korean has a dot."""
    day_long: bool
    """Times have 24 hours."""
    zero: str
    """The digit 0."""

    def marks(self, money: bool) -> tuple[str, str]:
        """What begins the fraction and what parts the groups; of a price where that differs."""
        return (self.money_decimal, self.money_group) if money else (self.decimal, self.group)


@cache
def facts(locale: str, system: str = "latn") -> Facts | None:
    """The locale's ways of writing numbers in a numbering system; None where CLDR does not know its language.

    Source: UTS 35 (LDML), part 3 (numbers) and part 4 (dates).
    """
    known = parsed(locale)
    if known is None:
        return None
    symbols = _symbols(known, system)
    decimal, group = symbols.get("decimal", "."), symbols.get("group", ",")
    before, gap = _money(known)
    order, mark, end = _date(known)
    clock = _plain(known.time_formats["short"])
    return Facts(
        decimal, group, symbols.get("currencyDecimal", decimal), symbols.get("currencyGroup", group),
        known.decimal_formats[None].grouping, _minimum(locale), _percent(known, symbols, system), before, gap,
        order, mark, end, "H" in clock or "k" in clock, _ZEROS.get(system, "0"),
    )  # fmt: skip


@cache
def parsed(locale: str) -> Locale | None:
    """Babel's locale for a tag, or for the nearest of its CLDR parents."""
    from babel import Locale, UnknownLocaleError

    for tag in locales.chain(locale):
        try:
            return Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return None


def _symbols(known: Locale, system: str) -> Mapping[str, str]:
    every = known.number_symbols
    return every.get(system) or every.get("latn") or {}


def _minimum(locale: str) -> int:
    nearest = (tag for tag in locales.chain(locale) if tag in _TWO or tag in _ONE)
    return 2 if next(nearest, "") in _TWO else 1


def _plain(pattern: object) -> str:
    """The first half of a pattern (the positive one), without direction marks."""
    text = str(getattr(pattern, "pattern", pattern))
    return text.split(";")[0].translate(_DIRECTION)


def _percent(known: Locale, symbols: Mapping[str, str], system: str) -> tuple[str, str]:
    sign = "%" if system == "latn" else symbols.get("percentSign", "%").translate(_DIRECTION)
    before, after = re.split(r"[#0,.]+", _plain(known.percent_formats[None]), maxsplit=1)
    return before.replace("%", sign), after.replace("%", sign)


def _money(known: Locale) -> tuple[bool, str]:
    pattern = _plain(known.currency_formats["standard"])
    found = re.search(r"¤(\s?)[#0]|[0#](\s?)¤", pattern)
    return pattern.find("¤") < pattern.find("#"), (found[1] or found[2] or "") if found else ""


def _date(known: Locale) -> tuple[tuple[str, ...], str, str]:
    pattern = _plain(known.date_formats["short"]).strip()
    found = [m for m in _FIELD.finditer(pattern) if m[1]]
    fields = tuple("y" if m[1] == "y" else m[0] for m in found)
    if {f[0] for f in fields} != {"d", "M", "y"} or len(fields) != 3:
        return (), "", ""
    marks = {pattern[a.end() : b.start()] for a, b in pairwise(found)}
    return (fields, marks.pop(), pattern[found[-1].end() :]) if len(marks) == 1 else ((), "", "")
