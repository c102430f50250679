"""Marks inside numbers: what parts thousands and what begins the fraction is the market's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from locakit import locales
from locakit.rules._kit import Hit, Pair, ex, masked, rule

DIGITS = "0123456789"
_MIXED = re.compile(r"(?<![\d.,])\d{1,3}(?:(\.)|,)\d{3}(?:(?(1)\.|,)\d{3})*(?(1)\.|,)\d{1,2}(?![\d.,]*\d)")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}+(?:([.,])\d{3}(?!\d))*+(?:[.,]\d++)?(?![.,:/-]?\d|\w)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_MEASURED = re.compile(
    r"[ \u00a0\u202f]?(?:[%‰€£¥₽₹₺₩]|(?:[kKMGT]i?B|[MG]Hz|kg|km|cm|mm|kW|kWh|EUR|USD|"
    r"кг|км|см|мм|[КМГТ]Б|[МГ]Гц|руб|грн)\b)"
)
_CONTESTED = frozenset({"es", "en-ZA", "es-419"})
"""Locales where readers know both marks: CLDR's choice is not everybody's."""


def _marked(source: str, target: str) -> bool:
    return "." in target or "," in target


@rule(
    "numbers.mixed", "warning", "locale-conventions", quiet="ignore-numbers", signs=DIGITS, when=_marked,
    bad=[ex("1,234.50 dollars", "1.234.50 dólares")],
    good=[ex("1,234.50 dollars", "1.234,50 dólares"), ex("Version 1.234.50", "Versão 1.234.50"),
          ex("Since 12.10.26", "Desde 12.10.26")],
)  # fmt: skip
def mixed(pair: Pair) -> Iterator[Hit]:
    """An amount of the target has one mark for thousands and for the fraction, which no locale does.

    Why: nobody can tell 1.234,50 from 123450. Dates and version numbers are written so, and have the same marks in
    the source.

    Source: Unicode CLDR, number symbols (group and decimal differ in every locale).
    """
    target = masked(pair.target, pair.unit.flags)
    for found in _MIXED.finditer(target):
        if found[0] not in pair.source:
            yield Hit(f"the number {found[0]} has one mark for thousands and for the fraction", found.span())


@rule(
    "numbers.format", "warning", "locale-conventions", quiet="ignore-numbers", signs=DIGITS, when=_marked,
    bad=[
        ex("It costs 1,234.56 dollars", "Es kostet 1,234.56 Dollar", "de"),
        ex("Over 10,000 shops", "Более 10,000 магазинов", "ru"), ex("2.5 MB left", "Il reste 2.5 MB", "fr"),
        ex("1.234,56 Euro", "1.234,56 euros", "en-GB"), ex("12.5%", "12.5%", "pt-BR"),
    ],
    good=[
        ex("It costs 1,234.56 dollars", "Es kostet 1.234,56 Dollar", "de"), ex("Version 2.5", "Version 2.5", "fr"),
        ex("Over 10,000 shops", "10,000以上の店舗", "ja"), ex("Over 10,000 shops", "Über 10.000 Läden", "de"),
        ex("12.5%", "12.5%", "es"), ex("12.5%", "12.5%", "de-CH"), ex("12.5%", "١٢٫٥٪", "ar"),
        ex("Colour 255,255,255", "Farbe 255,255,255", "de"), ex("At 10.30", "Um 10.30 Uhr", "de"),
    ],
)  # fmt: skip
def form(pair: Pair) -> Iterator[Hit]:
    """A number of the target has the marks of another locale.

    Why: in Berlin 1,234 is a little more than one. Looked at are numbers with both marks, thousands copied from the
    source, and fractions before a unit, a currency or a percent sign; version numbers and times look alike otherwise.

    Source: Unicode CLDR, number symbols, through Babel.
    """
    own, source = _marks(pair.unit.market), _marks(pair.unit.source_locale)
    if own is None or source is None:
        return
    text = masked(pair.target, pair.unit.flags)
    for found in _NUMBER.finditer(text):
        if _wrong(found[0], own, source, pair.source) or _fraction(found[0], own, text, found.end()):
            yield Hit(f"the number {found[0]} is not written as in {pair.unit.market}", found.span())


def _wrong(number: str, own: tuple[str, str], source: tuple[str, str], text: str) -> bool:
    """Both marks and the wrong one last, or the source's thousands, which are a fraction here."""
    marks = [c for c in number if c in ".,"]
    if len(set(marks)) == 2:
        return marks[-1] != own[0] and marks[0] == own[0]
    groups = number.replace(".", ",").split(",")
    colour = len(groups) > 2 and all(int(g) < 256 for g in groups)
    copied = bool(marks) and marks[0] == own[0] and marks[0] == source[1] and number in text
    return copied and not colour and _GROUPED.fullmatch(number) is not None


def _fraction(number: str, own: tuple[str, str], text: str, end: int) -> bool:
    marks = [c for c in number if c in ".,"]
    if len(marks) != 1 or marks[0] == own[0] or (marks[0] == own[1] and _GROUPED.fullmatch(number)):
        return False
    return _MEASURED.match(text, end) is not None


@cache
def _marks(locale: str) -> tuple[str, str] | None:
    """What begins the fraction and what parts the thousands; None where CLDR does not know or readers do not agree."""
    from babel import Locale, UnknownLocaleError, numbers

    tag = locales.normalize(locale)
    if tag in _CONTESTED:
        return None
    for name in locales.chain(tag):
        try:
            known = Locale.parse(name, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        decimal = numbers.get_decimal_symbol(known, numbering_system="latn")
        return decimal, numbers.get_group_symbol(known, numbering_system="latn")
    return None
