"""Numeric dates and clock times of a text, read one locale's way and written another's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from locakit import locales
from locakit.numerals.facts import Facts, facts, parsed
from locakit.numerals.write import Change

_DATE = re.compile(r"(?<![\w.,:/-])(\d{1,4})([-/]|\.[ \u00a0]?)(\d{1,2})\2(\d{4}|\d{1,2})(?![\w/:-]|[.,]\d)", re.ASCII)
_CLOCK = re.compile(r"(?<![\w.,:/-])(1[0-2]|0?[1-9])(?::([0-5]\d))[ \u00a0\u202f]?([AaPp])\.?[ \u00a0\u202f]?[Mm]\b\.?")
_MONTHS, _DAYS, _YEAR, _NOON = 12, 31, 4, 12


def dates(text: str, way: Facts, to: Facts, sure: bool) -> Iterator[Change]:
    """The dates with a year of four digits that ``to`` writes otherwise; ISO 8601 dates stay.

    ``sure`` is False where it is not known which of two numbers up to 12 is the month.
    """
    for m in _DATE.finditer(text) if way.date and to.date else ():
        end = m.end() + len(way.date_end) if text.startswith(way.date_end, m.end()) else m.end()
        read = _read(m, way)
        if read is None or m[2].rstrip() != way.date_mark.rstrip():
            continue
        new = _written(read, to)
        same = _order(way) == _order(to) and way.date_mark == to.date_mark
        if not same and new != text[m.start() : end]:
            clear = int(read["d"]) > _MONTHS or read["d"].lstrip("0") == read["M"].lstrip("0")
            yield Change(m.start(), end, new, ("date",), sure or clear)


def _order(way: Facts) -> str:
    return "".join(field[0] for field in way.date)


def _read(m: re.Match[str], way: Facts) -> dict[str, str] | None:
    """Day, month and year; None if the numbers are no date in this order."""
    read = dict(zip(_order(way), (m[1], m[3], m[4]), strict=True))
    if len(read["y"]) != _YEAR or len(read["M"]) > 2 or len(read["d"]) > 2 or (m[2] == "-" and len(m[1]) == _YEAR):
        return None
    return read if 1 <= int(read["M"]) <= _MONTHS and 1 <= int(read["d"]) <= _DAYS else None


def _written(read: dict[str, str], to: Facts) -> str:
    parts = [read[f[0]].zfill(2) if len(f) > 1 else read[f[0]].lstrip("0") for f in to.date]
    return to.date_mark.join(parts) + to.date_end


def times(text: str, way: Facts, to: Facts) -> Iterator[Change]:
    """Times with AM or PM where ``to`` has 24 hours: never sure, since readers may know both."""
    if not to.day_long or way.day_long:
        return
    for m in _CLOCK.finditer(text):
        hour = int(m[1]) % _NOON + (_NOON if m[3] in "Pp" else 0)
        yield Change(m.start(), m.end(), f"{hour:02}:{m[2]}", ("time",), sure=False)


@cache
def is_settled(locale: str) -> bool:
    """True if the tag says which of day and month comes first: its regions do not differ, or it has one."""
    tag = locales.normalize(locale)
    if locales.region(tag):
        return True
    from babel.localedata import locale_identifiers

    regional = (name.replace("_", "-") for name in locale_identifiers() if name.startswith(f"{tag}_"))
    ways = (facts(name) for name in regional if locales.region(name) and parsed(name))
    return len({w.date[0][0] for w in ways if w and w.date and w.date[0][0] != "y"}) < 2
