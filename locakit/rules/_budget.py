"""A unit's text held against its channel's budget and its file's limits, counted as each of them counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import partial
from importlib.util import find_spec
from typing import NamedTuple

from locakit.market import counting
from locakit.market.channels import Budget, Channels, of
from locakit.rules._kit import spans
from locakit.rules._limits import BYTES, LENGTH, WIDTH, limits

_VALUES = frozenset("{%$#")
_ADDRESS = re.compile(r"(?<![A-Za-z])(?:[Uu]rl|URL|[Ll]ink|href)(?![a-z])|(?<=[a-z])(?:Url|URL|Link)(?![a-z])")
_LINK = "https://a.io"
"""What stands for an address that will be put in: about the shortest there is."""
_FLAGGED = {LENGTH: "chars", BYTES: "utf8-bytes", WIDTH: "width"}
UNIT = {"gsm-septets": "septets", "utf8-bytes": "bytes", "utf16": "UTF-16 units", "x-weighted": "as X counts"}


class Count(NamedTuple):
    """A text beside its budget."""

    taken: int
    allowed: int | None
    unit: str
    """As a message names it."""
    guessed: str = ""
    """How the first value was counted that nobody knows, in words."""

    @property
    def over(self) -> int:
        """How much too long it is; 0 where it fits."""
        return max(self.taken - self.allowed, 0) if self.allowed else 0

    def told(self) -> str:
        """``34 of 30 (width), 4 over``."""
        guess = f"; {self.guessed}" if self.guessed else ""
        return f"{self.taken} of {self.allowed} ({self.unit}), {self.over} over{guess}"


def measure(budget: Budget, text: str, flags: frozenset[str], *, literal: bool = False) -> Count:
    """The text counted by the budget: values that are put in count as ``replacements:`` says, others as the
    shortest that they can be.

    ``literal``: others count as they are written.
    An SMS with a character outside of GSM 03.38 is counted in UTF-16 units against the smaller room it then has.
    """
    text = limits(flags).shown(text)
    text, guessed = (text, "") if literal else _filled(text, flags)
    if budget.unit == "gsm-septets":
        sent = counting.sms(text)
        room = (budget.unicode or (budget.max and budget.max * 7 // 16)) if sent.unicode else budget.max
        return Count(sent.units, room, "UCS-2" if sent.unicode else UNIT[budget.unit], guessed)
    return Count(_counter(budget)(text), budget.max, UNIT.get(budget.unit, budget.unit), guessed)


def _filled(text: str, flags: frozenset[str]) -> tuple[str, str]:
    out, at, first = list[str](), 0, ""
    for p in spans(text, flags) if not _VALUES.isdisjoint(text) else ():
        if p.kind != "insertion" and (p.role or p.text[0] not in _VALUES):
            continue
        guess, told = (_LINK, "a short link") if _ADDRESS.search(p.text) else ("0", "one character")
        # Of an insertion the default counts, which is text.
        guess, told = ("", "") if p.kind == "insertion" else (guess, told)
        first = first or (f"{p.text} is counted as {told}" if told else "")
        out += (text[at : p.start], guess)
        at = p.end
    return "".join((*out, text[at:])), first


def _counter(budget: Budget) -> Callable[[str], int]:
    if budget.unit != "pixels":
        return counting.COUNTERS[budget.unit]
    if budget.font and find_spec("PIL"):
        from locakit.rules.sizes import drawn_in

        found = drawn_in(budget.font, "", budget.size, 0)
        if found:
            return found
    return partial(counting.pixels, size=budget.size)


def bounds(flags: frozenset[str], limit: int | None, table: Channels, *, soft: bool = False) -> Iterator[Budget]:
    """What a target of the unit may not be longer than: the channel's hard budget, limits of file and flags.

    With ``soft`` the channel's advice, too.
    """
    place = of(flags, table)
    if place and place.budget.max and (place.budget.hard or soft):
        yield place.budget
    yield from _stated(flags, limit)


def _stated(flags: frozenset[str], limit: int | None) -> Iterator[Budget]:
    if limit:
        yield Budget(limit, "chars", True)
    for head, unit in _FLAGGED.items():
        if head in (named := limits(flags).named):
            yield Budget(named[head], unit, True)


def worst(flags: frozenset[str], limit: int | None, text: str, table: Channels) -> Count | None:
    """How a text breaks the bound that it is furthest over; None where it fits.

    Against limits of files and flags placeholders count as they are written, as the rules of length count them.
    """
    place = of(flags, table)
    counts = [measure(place.budget, text, flags)] if place and place.budget.hard else []
    counts += [measure(budget, text, flags, literal=True) for budget in _stated(flags, limit)]
    return max((c for c in counts if c.over), key=lambda c: c.over / (c.allowed or 1), default=None)
