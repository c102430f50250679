"""What makes a number an amount: currencies, units and words for large numbers that stand beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from locakit import locales
from locakit.numerals.facts import parsed

SYMBOLS = "$¢£¤¥֏؋৲৳૱௹฿៛₠-\u20c0﷼＄￠￡￥￦"
"""The currency signs of Unicode (general category Sc), as the inside of a character class."""
GAP = " \u00a0\u202f\u2009"

_CODES = (
    "USD|EUR|JPY|GBP|CNY|AUD|CAD|CHF|HKD|SGD|SEK|KRW|NOK|NZD|INR|MXN|TWD|ZAR|BRL|DKK|PLN|THB|ILS|IDR|CZK|AED|HUF|"
    "CLP|SAR|PHP|MYR|COP|RUB|RON|PEN|EGP|VND|ARS|UAH"
)
"""ISO 4217 codes of much traded currencies; rarer ones (ALL, TOP, TRY) are words in capitals, too."""

MONEY = f"[{SYMBOLS}]|{_CODES.lower()}"
"""A text without this pattern, in small letters, names no currency."""
SIGN = f"[{SYMBOLS}]|{_CODES}"
"""The same for a text as it stands."""
_SIGN = rf"(?:[A-Z]{{1,3}})?[{SYMBOLS}]|(?:{_CODES})(?![A-Za-z])"
BEFORE = re.compile(rf"(?<![A-Za-z\d])(?:(?P<near>{_SIGN})|(?<!\d[{GAP}])(?P<far>{_SIGN})(?P<gap>[{GAP}]))$")
"""A currency at the end of what stands before a number: one that touches it, or one that no number comes before."""
AFTER = re.compile(rf"(?:(?P<near>{_SIGN})(?!\d)|(?P<gap>[{GAP}])(?P<far>{_SIGN})(?![{GAP}]?\d))")
"""A currency after a number, likewise."""
WORD = re.compile(rf"([{GAP}-]?)([^\W\d_]{{1,24}}|°[CFK]?|[×″′])(?![^\W\d_])")
"""What may be a unit after a number."""


@cache
def tender(locale: str) -> frozenset[str]:
    """The signs of the currencies that are legal tender where the locale is spoken, as its language writes them."""
    from babel.core import get_global
    from babel.numbers import get_currency_symbol, get_territory_currencies

    likely = str(get_global("likely_subtags").get(locales.language(locale), ""))
    region, known = locales.region(locale) or likely.rpartition("_")[2], parsed(locale)
    codes = get_territory_currencies(region) if known and region.isalpha() and len(region) == _REGION else []
    return frozenset(get_currency_symbol(code, known) for code in codes)


_REGION = 2
_SHORT = (
    "length-kilometer", "length-meter", "length-centimeter", "length-millimeter", "mass-kilogram", "mass-gram",
    "mass-milligram", "volume-liter", "volume-milliliter", "duration-millisecond", "duration-hour", "duration-second",
)  # fmt: skip
"""Units whose names may be as short as two small letters; other such names are words as well (``in``)."""
_ALWAYS = frozenset({"x", "X", "×", "°", "°C", "°F", "″", "′"})
_LEAST = 3


@cache
def units(locale: str) -> frozenset[str]:
    """The one-word names of units in a language, of every length and plural category, without dots."""
    known = parsed(locale)
    patterns = known._data["unit_patterns"] if known else {}
    found = (
        (unit, pattern)
        for unit, lengths in patterns.items()
        for forms in lengths.values()
        if hasattr(forms, "items")
        for category, pattern in forms.items()
        if category != "per"
    )
    names = ((unit, _name(pattern)) for unit, pattern in found if isinstance(pattern, str))
    return _ALWAYS | {name for unit, name in names if _telling(unit, name)}


@cache
def gaps(locale: str) -> Mapping[str, str]:
    """The names of units that the language parts from the number, each with the space it has there."""
    known = parsed(locale)
    patterns = known._data["unit_patterns"] if known else {}
    lengths = (forms for unit in patterns.values() for length, forms in unit.items() if length in ("short", "long"))
    texts = (p for forms in lengths if hasattr(forms, "items") for p in forms.values() if isinstance(p, str))
    found = (re.fullmatch(rf"\{{0\}}([{GAP}])(\S+)", text) for text in texts)
    return {m[2].strip("."): m[1] for m in found if m and m[2] != "°"}


def _name(pattern: str) -> str:
    return pattern.replace("{0}", "").strip(GAP + ".")


def _telling(unit: str, name: str) -> bool:
    if not name or not name.isalpha():
        return False
    return len(name) >= _LEAST or not name.islower() or unit in _SHORT


@cache
def scales(locale: str) -> frozenset[str]:
    """The words and letters for thousands, millions and more in a language (``million``, ``Mio``, ``K``)."""
    known = parsed(locale)
    if known is None:
        return frozenset()
    texts = (pattern for forms in known.compact_decimal_formats.values() for pattern in _patterns(forms))
    words = (re.split(r"[0\s\u00a0\u202f]+", text.replace("'", "")) for text in texts)
    return frozenset(word.strip(".") for parts in words for word in parts if word.strip("."))


def _patterns(forms: object) -> Iterator[str]:
    for by_size in getattr(forms, "values", list)():
        for pattern in getattr(by_size, "values", list)():
            yield str(getattr(pattern, "pattern", pattern))
