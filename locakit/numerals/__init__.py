"""Numbers inside a text: read the way of one locale, written the way of another, with the same values."""

from __future__ import annotations

import re

from locakit import heads, icu, placeables, splice
from locakit.numerals import dates, measures, write
from locakit.numerals.facts import CONTESTED, Facts, facts
from locakit.numerals.scan import Number, candidates, is_sure, scan
from locakit.numerals.write import Change

__all__ = [
    "ALL", "CONTESTED", "Change", "Facts", "Number", "candidates", "change", "changes", "facts", "is_sure",
    "plain_gaps", "rewritten", "scan", "stretches",
]  # fmt: skip

ALL = frozenset({"decimal", "grouping", "currency", "percent", "date", "time", "unit"})
"""What can be written another way."""
_ICU = "icu-message-format"
_BLANK = "\ufffc"
_PLAIN = {ord(c): " " for c in measures.GAP}
_DIGIT = re.compile("[0-9]").search


def rewritten(text: str, from_locale: str, to_locale: str, flags: frozenset[str] = frozenset()) -> str:
    """``text``, whose numbers are written as in ``from_locale``, with them written as in ``to_locale``.

    Only what is sure: marks of numbers, side and gap of currency and percent signs, numeric dates with a year. Amounts
    and currencies are never converted; version numbers, times, ISO dates, codes and placeables stay. Raises nothing.
    """
    if _DIGIT(text) is None:
        return text
    parts = [(at, text[at : at + len(part)], part) for at, part in stretches(text, flags)]
    made = [(at, raw, _rewritten(raw, part, from_locale, to_locale, flags)) for at, raw, part in parts]
    return splice.apply(text, [(at, at + len(raw), new) for at, raw, new in made if new != raw])


def _rewritten(raw: str, masked: str, from_locale: str, to_locale: str, flags: frozenset[str]) -> str:
    made = (c for c in changes(masked, from_locale, to_locale) if c.sure)
    found = [(c.start, c.end, plain_gaps(c.text, masked[c.start : c.end], flags)) for c in made]
    new = splice.apply(raw, found) if found else raw
    return raw if placeables.compare(raw, new, flags) else new


def plain_gaps(new: str, old: str, flags: frozenset[str]) -> str:
    """``new``, to be put in place of ``old``; in an SMS with plain spaces, for no-break ones would make it UCS-2.

    Where nothing but spaces would change there, it is ``old``.
    """
    if heads.SMS not in flags:
        return new
    plain = new.translate(_PLAIN)
    return old if plain == old.translate(_PLAIN) else plain


def changes(
    text: str, from_locale: str, to_locale: str, language: str = "", what: frozenset[str] = ALL, system: str = "latn"
) -> list[Change]:
    """What ``to_locale`` writes otherwise in a masked text whose numbers are written as in ``from_locale``.

    ``language`` is the text's own (default ``from_locale``); ``system`` the numbering system of the new digits.
    """
    way, to = facts(from_locale), facts(to_locale, system)
    if way is None or to is None:
        return []
    numbers = scan(text, way, (language or from_locale, from_locale, "en"))
    made = (change(text, number, way, to, what) for number in numbers)
    found = [c for c in made if c is not None]
    if "date" in what:
        found += dates.dates(text, way, to, dates.is_settled(from_locale))
    if "time" in what:
        found += dates.times(text, way, to)
    return _apart(found)


def change(text: str, number: Number, way: Facts, to: Facts, what: frozenset[str] = ALL) -> Change | None:
    """How ``to`` writes a number that ``scan`` found in a text; None where it writes it so, too."""
    shown = text[number.start : number.end]
    amount = write.digits(number, way, to) if what & {"decimal", "grouping"} else shown
    start, end, new = number.start, number.end, amount
    named = _marks(number, way, to) if amount != shown else ()
    for name, write_ in (("currency", write.money), ("percent", write.percent)):
        wider = write_(text, number, amount, to) if name in what else None
        if wider is not None:
            start, end, new = wider
            bare = new.replace(amount, shown, 1)
            named += (name,) if bare != text[start:end] else ()
    return Change(start, end, new, named) if new != text[start:end] else None


def _marks(number: Number, way: Facts, to: Facts) -> tuple[str, ...]:
    money = number.money is not None
    (decimal, group), (new_decimal, new_group) = way.marks(money), to.marks(money)
    grouping = number.grouped and (group != new_group or way.sizes != to.sizes or way.minimum != to.minimum)
    found = {"decimal": bool(number.fraction) and decimal != new_decimal, "grouping": grouping}
    return tuple(name for name, holds in found.items() if holds) or ("grouping",)


def _apart(found: list[Change]) -> list[Change]:
    """In order, and of two at one place the first."""
    out: list[Change] = []
    for change in sorted(found, key=lambda c: (c.start, -c.end)):
        if not out or change.start >= out[-1].end:
            out.append(change)
    return out


def stretches(text: str, flags: frozenset[str]) -> list[tuple[int, str]]:
    """The stretches of a text that a person reads, masked, with their offsets: all of it, or its ICU branches."""
    if _ICU in flags and icu.is_complex(text):
        try:
            tree = icu.parse(text)
        except icu.IcuError:
            return []
        parts = [node for node in icu.walk(tree) if isinstance(node, icu.Text)]
        return [(node.start, _masked(node.raw, flags)) for node in parts]
    return [(0, _masked(text, flags))]


def _masked(text: str, flags: frozenset[str]) -> str:
    out: list[str] = []
    at = 0
    for p in placeables.found(text, flags):
        out += (text[at : p.start], _BLANK * (p.end - p.start))
        at = p.end
    return "".join((*out, text[at:]))
