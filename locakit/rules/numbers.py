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
from locakit.rules import css
from locakit.rules._kit import Hit, Pair, ex, rule
from locakit.rules._numerals import ZEROS, known, scaled, spelled

_DIGIT = re.compile(r"\d").search
_RUNS = re.compile(r"\d+").findall
_NUMBER = re.compile(r"(?:\d{1,3}(?:[ '’]\d{3}(?!\d))+|\d+)(?:[.,٫٬]\d+)*")
_CLOCK = re.compile(r"(?<!\d)(\d{1,2})(?::\d\d)? ?(?:([ap])\.?m\b\.?|(?<=:\d\d))", re.IGNORECASE)
_DATE = re.compile(r"(?<![\d.])\d{1,4}([-/.])\d{1,2}\1\d{1,4}(?![\d.])")
_ALWAYS = re.compile(r"24/7")
_DUAL = frozenset({"ar", "he", "sl"})
_SMALL = 12
_USUAL = frozenset({16, 24, 30, 60, 100, 365})
"""Numbers that say a day, an hour, a percentage or a number system."""

_LARGE = re.compile(
    r"hundred|thousand|\w\wllion|googol|dozen|teen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|half|quarter",
    re.IGNORECASE,
)
_DIGITS = "".join(chr(ord(zero) + n) for zero in ZEROS for n in range(10))


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


def _in_the_source(source: str, target: str) -> bool:
    return _DIGIT(source) is not None


def _in_the_target(source: str, target: str) -> bool:
    return _DIGIT(target) is not None


@rule(
    "numbers.missing", "warning", "accuracy", quiet="ignore-numbers", signs=_DIGITS, when=_in_the_source, calm="held",
    bad=[
        ex("Free shipping over 50 dollars", "Frete grátis acima de 60 dólares"),
        ex("Wait 5 minutes", "Espere alguns minutos"),
        ex("Since 1998", "منذ ١٩٨٩", "ar"), ex("Until 12/31/2026", "Bis 30.12.2026", "de"),
    ],
    good=[
        ex("1,000 items", "1.000 Artikel", "de"), ex("1,000 items", "1 000 articles", "fr"),
        ex("Since 1998", "منذ ١٩٩٨", "ar"), ex("Open at 3:00 PM", "Ouvert à 15 h", "fr"),
        ex("Two of 3 steps", "Dois de três passos"), ex("10,000 users", "ユーザー1万人", "ja"),
        ex("2 days left", "بقي يومان", "ar"), ex("Play an MP3 file", "Abrir um arquivo de som"),
        ex({"one": "1 day", "other": "{n} days"}, {"one": "ein Tag", "other": "{n} Tage"}, "de"),
        ex("1/2 cup", "½ xícara"), ex("In the 20th century", "En el siglo XX", "es"),
        ex("12/31/2026", "31 de dezembro de 2026"), ex("12/31/2026", "31.12.2026", "de"),
        ex("width: 30em", "width: 36em", "de"),
    ],
)  # fmt: skip
def missing(pair: Pair) -> Iterator[Hit]:
    """A number of the source is not in the target.

    Why: a wrong price, date or amount is believed. Digits of every script, separators, words for small numbers, Roman
    numerals, clock times in 12 or 24 hours and units of ten thousand are all accepted.

    Source: MQM 2, accuracy: mistranslation (number); Unicode CLDR for digits and separators.
    """
    if _RUNS(pair.source) == _RUNS(pair.target) or css.is_size(pair.source):
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
    "numbers.extra", "warning", "accuracy", quiet="ignore-numbers", signs=_DIGITS, when=_in_the_target, calm="held",
    bad=[
        ex("Your files are ready", "Ihre 25 Dateien sind fertig", "de"), ex("Add :resource", "၁၅ ထည့်ပါ", "my"),
        ex("Saved in Godot 4", "Guardado en Godot 4 45", "es"),
    ],
    good=[
        ex("Tap twice", "Appuyez 2 fois", "fr"), ex("A hexadecimal number", "16進数", "ja"),
        ex("One day", "24 часа", "ru"), ex("Dec", "12月", "zh-CN"), ex("A thousand files", "1000 Dateien", "de"),
        ex("Chapter XVI", "Capítulo 16"), ex("10,000 users", "1万人", "ja"), ex("1.5 million", "1 500 000", "fr"),
    ],
)  # fmt: skip
def extra(pair: Pair) -> Iterator[Hit]:
    """A number of the target is not in the source, which has all of its own numbers in the target.

    Why: an engine that lost a placeholder makes a number of it, and a slip of the finger is believed. Small numbers
    may stand for words, and so may what a language counts otherwise: hours of a day, sixteen for hexadecimal.

    Source: MQM 2, accuracy: addition (number).
    """
    if _RUNS(pair.source) == _RUNS(pair.target) or css.is_size(pair.source):
        return
    source, target = map(_western, pair.masked())
    wanted, there = _numbers(source), _numbers(target)
    if _unmatched(wanted, there):
        return
    known_parts = {part for number in wanted for part in number.parts}
    for number in _unmatched(there, wanted):
        if number.named or number.value <= _SMALL or number.value in _USUAL or known_parts.issuperset(number.parts):
            continue
        if not _in_source(number, source):
            span = (number.start, number.end) if len(target) == len(pair.target) else None
            yield Hit(f"the number {target[number.start : number.end]} is not in the source", span)


def _in_source(number: _Number, source: str) -> bool:
    """The source says the number in words or in Roman numerals."""
    return _LARGE.search(source) is not None or (number.value < 40 and spelled(number.value, source, ""))


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
    for number in sorted(wanted, key=lambda n: not n.named):
        if have[number.digits] > 0:
            have[number.digits] -= 1
        else:
            out.append(number)
    return out


def _said(number: _Number, pair: Pair, source: str, target: str, there: list[_Number], changed: bool) -> bool:
    """True if the target says a number that does not stand in it as such."""
    digits = {n.digits for n in there}
    if not changed and number.digits in {n.digits for n in there if not n.named}:
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
        or _in_date(number, source, target, digits)
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


def _in_date(number: _Number, source: str, target: str, there: set[str]) -> bool:
    """A date in digits may have another order; its month or day may be in words, its year may not."""
    for found in _DATE.finditer(source):
        if found.start() <= number.start < found.end():
            parts = _RUNS(found[0])
            dates = (sorted(map(int, _RUNS(m[0]))) for m in _DATE.finditer(target))
            return _plain(max(parts, key=len)) in there or sorted(map(int, parts)) in dates
    return False
