"""Numbers of the source that the target must say too, in whatever digits and separators."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from locakit import locales
from locakit.rules._kit import Hit, Pair, ex, masked, rule
from locakit.rules._numerals import known, scaled, spelled

_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"(?:\d{1,3}(?:[ '’]\d{3}(?!\d))+|\d+)(?:[.,٫٬]\d+)*")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?::\d\d)? ?(?:([ap])\.?m\b\.?|(?<=:\d\d))", re.IGNORECASE)
_DATE = re.compile(r"(?<![\d.])\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?![\d.])")
_MIXED = re.compile(r"(?<![\d.,])\d{1,3}(?:(\.)|,)\d{3}(?:(?(1)\.|,)\d{3})*(?(1)\.|,)\d{1,2}(?![\d.,]*\d)")
_ALWAYS = re.compile(r"24/7")
_DUAL = frozenset({"ar", "he", "sl"})
_SMALL = 12


@dataclass(frozen=True, slots=True)
class _Number:
    digits: str
    """Without separators and leading zeros: 1,000 and 1.000 are one number."""
    parts: tuple[str, ...]
    start: int
    end: int
    named: bool
    """It follows a letter, so it belongs to a name (MP3)."""

    @property
    def value(self) -> int:
        return int(self.digits[:15])


@lru_cache(maxsize=1024)
def _western(text: str) -> str:
    """``text`` with compatibility forms resolved and every decimal digit as 0-9."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return "".join(str(unicodedata.digit(c)) if c.isdecimal() and c > "\x7f" else c for c in text)


def _plain(digits: str) -> str:
    return digits.lstrip("0") or "0"


def _numbers(text: str) -> list[_Number]:
    out: list[_Number] = []
    for found in _NUMBER.finditer(text):
        parts = re.findall(r"\d+", found[0])
        before = text[found.start() - 1 : found.start()]
        named = before.isascii() and before.isalpha()
        out.append(_Number(_plain("".join(parts)), tuple(map(_plain, parts)), *found.span(), named))
    return out


@rule(
    "numbers.missing", "warning", "accuracy", quiet="ignore-numbers",
    bad=[
        ex("Free shipping over 50 dollars", "Frete grátis acima de 60 dólares"),
        ex("Wait 5 minutes", "Espere alguns minutos"),
        ex("Since 1998", "منذ ١٩٨٩", "ar"),
    ],
    good=[
        ex("1,000 items", "1.000 Artikel", "de"), ex("1,000 items", "1 000 articles", "fr"),
        ex("Since 1998", "منذ ١٩٩٨", "ar"), ex("Open at 3:00 PM", "Ouvert à 15 h", "fr"),
        ex("Two of 3 steps", "Dois de três passos"), ex("10,000 users", "ユーザー1万人", "ja"),
        ex("2 days left", "بقي يومان", "ar"), ex("Play an MP3 file", "Abrir um arquivo de som"),
        ex({"one": "1 day", "other": "{n} days"}, {"one": "ein Tag", "other": "{n} Tage"}, "de"),
        ex("1/2 cup", "½ xícara"), ex("In the 20th century", "En el siglo XX", "es"),
        ex("12/31/2026", "31 de dezembro de 2026"),
    ],
)  # fmt: skip
def missing(pair: Pair) -> Iterator[Hit]:
    """A number of the source is not in the target.

    Why: a wrong price, date or amount is believed. Digits of every script, separators, words for small numbers, Roman
    numerals, clock times in 12 or 24 hours and units of ten thousand are all accepted.

    Source: MQM 2, accuracy: mistranslation (number); Unicode CLDR for digits and separators.
    """
    if not _DIGIT.search(pair.source):
        return
    source, target = map(_western, pair.masked())
    wanted, there = _numbers(source), _numbers(target)
    lost = [n for n in _unmatched(wanted, there) if not n.named]
    if not lost:
        return
    extra = _unmatched(there, wanted)
    for number in lost[:50]:
        if not _said(number, pair, source, target, there, bool(extra)):
            yield _hit(number, source, pair, target, extra)


@rule(
    "numbers.mixed", "warning", "locale-conventions", quiet="ignore-numbers",
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


def _hit(number: _Number, source: str, pair: Pair, target: str, extra: list[_Number]) -> Hit:
    shown = source[number.start : number.end]
    if not extra:
        return Hit(f"the number {shown} is not in the target")
    other = extra[0]
    span = (other.start, other.end) if len(target) == len(pair.target) else None
    return Hit(f"the number {shown} is not in the target; {target[other.start : other.end]} is", span)


def _unmatched(wanted: list[_Number], there: list[_Number]) -> list[_Number]:
    have = Counter(n.digits for n in there)
    out: list[_Number] = []
    for number in wanted:
        if have[number.digits] > 0:
            have[number.digits] -= 1
        else:
            out.append(number)
    return out


def _said(number: _Number, pair: Pair, source: str, target: str, there: list[_Number], changed: bool) -> bool:
    """True if the target says a number that does not stand in it as such."""
    digits = {n.digits for n in there}
    if not changed and number.digits in digits:
        return True
    parts = {p for n in there for p in n.parts}
    if any(n.parts[0] == number.digits and set(n.parts[1:]) == {"0"} for n in there):
        return True
    if len(number.parts) > 1 and parts.issuperset(number.parts):
        return True
    if len(number.digits) > 2 and number.digits in _joined(there):
        return True
    return (
        _counted(number, pair)
        or _told_by_clock(number, source, digits | parts)
        or _in_date(number, source, digits)
        or (number.value >= 1000 and number.value in scaled(target))
        or _in_words(number, target, locales.language(pair.unit.market), changed)
    )


def _joined(there: list[_Number]) -> set[str]:
    """Neighbouring numbers read as one: grouping that no locale has, as in 1 0000."""
    return {a.digits + "".join(b.parts) for a, b in pairwise(there)}


def _in_words(number: _Number, target: str, language: str, changed: bool) -> bool:
    value = number.value
    if len(number.parts) == 1 and value < 40 and spelled(value, target, language):
        return True
    if changed or value > _SMALL or len(number.parts) > 1:
        return False
    return value == 1 or (value == 2 and language in _DUAL) or not known(language)


def _counted(number: _Number, pair: Pair) -> bool:
    """The number is the count that this plural form stands for."""
    unit = pair.unit
    return unit.plural and number.value in locales.numbers_of(unit.source_locale, pair.form)[:3]


def _told_by_clock(number: _Number, source: str, there: set[str]) -> bool:
    for found in _CLOCK.finditer(source):
        if found.start() <= number.start < found.end():
            hour = int(found[1])
            others = {(hour + 12) % 24, (hour - 12) % 24, hour % 12}
            return number.digits == "0" or (number.start == found.start() and any(str(h) in there for h in others))
    return _ALWAYS.search(source) is not None and number.digits == "7"


def _in_date(number: _Number, source: str, there: set[str]) -> bool:
    """A month or day of a date in digits may be written in words; its year may not."""
    for found in _DATE.finditer(source):
        if found.start() <= number.start < found.end():
            year = max(re.findall(r"\d+", found[0]), key=len)
            return _plain(year) in there
    return False
