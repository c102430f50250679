"""Marks inside numbers: what parts thousands and what begins the fraction is the market's own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit import locales, numerals
from locakit.numerals import Facts
from locakit.rules._calm import beside
from locakit.rules._kit import Hit, Pair, ex, masked, rule

DIGITS = "0123456789"
_MIXED = re.compile(r"(?<![\d.,])\d{1,3}(?:(\.)|,)\d{3}(?:(?(1)\.|,)\d{3})*(?(1)\.|,)\d{1,2}(?![\d.,]*\d)")
_NUMBER = re.compile(r"(?<![\w.,:/-])\d{1,3}+(?:([.,])\d{3}(?!\d))*+(?:[.,]\d++)?(?![.,:/-]?\d|\w)")
_GROUPED = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")
_MEASURED = re.compile(
    r"[ \u00a0\u202f]?(?:[%‰€£¥₽₹₺₩]|(?:[kKMGT]i?B|[MG]Hz|kg|km|cm|mm|kW|kWh|EUR|USD|"
    r"кг|км|см|мм|[КМГТ]Б|[МГ]Гц|руб|грн)\b)"
)
_PARTS = str.maketrans("", "", ".,")


_WITH_MARK = beside(r"[0-9][.,]\d|\d[.,][0-9]")


def _marked(source: str, target: str) -> bool:
    return "." in target or "," in target


@rule(
    "numbers.mixed", "warning", "locale-conventions", quiet="ignore-numbers", signs=DIGITS, when=_marked,
    word=_WITH_MARK,
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
    word=_WITH_MARK,
    bad=[
        ex("It costs 1234 dollars and 56 cents", "Es kostet 1,234.56 Dollar", "de"),
        ex("Two and a half MB left", "Осталось 2.5 МБ", "ru"), ex("Half a megabyte left", "Il reste 0.5 MB", "fr"),
        ex("A thousand euros and 5 cents", "1.000,05 euros", "en-GB"), ex("An eighth", "12.5%", "pt-BR"),
    ],
    good=[
        ex("It costs 1234 dollars and 56 cents", "Es kostet 1.234,56 Dollar", "de"),
        ex("Version two and a half", "Version 2.5", "fr"), ex("Ten thousand shops", "10,000以上の店舗", "ja"),
        ex("An eighth", "12.5%", "es"), ex("An eighth", "12.5%", "de-CH"), ex("An eighth", "١٢٫٥٪", "ar"),
        ex("It costs 1,234.56 dollars", "Es kostet 1,234.56 Dollar", "de"), ex("At half past 10", "Um 10.30 Uhr", "de"),
    ],
)  # fmt: skip
def form(pair: Pair) -> Iterator[Hit]:
    """A number of the target that the source does not have has the marks of another locale.

    Why: in Berlin 1,234 is a little more than one. Looked at are numbers with both marks, and fractions before a unit,
    a currency or a percent sign; version numbers and times look alike otherwise. Of a number that stands in the source,
    too, the market's own rule ``root.numbers`` speaks, which can write it anew.

    Source: Unicode CLDR, number symbols, through Babel.
    """
    own = numerals.facts(pair.unit.market)
    if own is None or locales.normalize(pair.unit.market) in numerals.CONTESTED:
        return
    text = masked(pair.target, pair.unit.flags)
    said = pair.source.translate(_PARTS)
    for found in _NUMBER.finditer(text):
        faulty = _wrong(found[0], own) or _fraction(found[0], own, text, found.end())
        if faulty and found[0].translate(_PARTS) not in said:
            yield Hit(f"the number {found[0]} is not written as in {pair.unit.market}", found.span())


def _wrong(number: str, own: Facts) -> bool:
    """Both marks, and the wrong one last."""
    marks = [c for c in number if c in ".,"]
    return len(set(marks)) > 1 and marks[-1] != own.decimal and marks[0] == own.decimal


def _fraction(number: str, own: Facts, text: str, end: int) -> bool:
    marks = [c for c in number if c in ".,"]
    if len(marks) != 1 or marks[0] == own.decimal or (marks[0] == own.group and _GROUPED.fullmatch(number)):
        return False
    return _MEASURED.match(text, end) is not None
