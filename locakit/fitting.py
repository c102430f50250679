"""Room for a text: said to engines before they translate, and asked for again where an answer does not fit."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from locakit import heads, icu
from locakit.errors import ProviderError
from locakit.market import Market, counting
from locakit.market import room as rooms
from locakit.market.channels import Channels, named, of, shipped
from locakit.model import Finding, Forms
from locakit.rules._budget import UNIT, Count, bounds, measure, worst

NOTE = "over-budget"
"""The note of a text that was written although it is longer than its channel or its file allows."""
LENGTHS = frozenset({"channel.budget", "length.max", "length.bytes", "length.width"})
"""Rules that say the same of it."""
_KEYWORDS = frozenset({heads.CHANNEL + "app-store", heads.FIELD + "keywords"})
TRIES = 2
"""How often a text that does not fit is asked for again."""
_TIGHTER = (1.0, 0.9)
"""Of the room, what each try is given: models count characters badly."""


class Room(NamedTuple):
    """What an engine is told of the room."""

    limit: int | None = None
    """In characters of the market's script."""
    said: str = ""
    """The same as it is counted, in words; empty where there is no bound."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A text that an engine gave, with what it is for."""

    flags: frozenset[str]
    limit: int | None
    """Of its message."""
    forms: Mapping[str, str]
    notes: tuple[str, ...] = ()


def room(flags: frozenset[str], limit: int | None, forms: Forms, market: Market) -> Room:
    """The tightest bound of a unit, as engines are told; no room for units without one.

    An ICU message with branches is not counted, so it has its file's limit alone.
    """
    if _uncounted(flags, limit, forms):
        return Room(limit)
    found = [b for b in bounds(flags, limit, _table(flags, market), soft=True) if rooms.characters(b, market.locale)]
    if not found:
        return Room(limit)
    tight = min(found, key=lambda b: rooms.characters(b, market.locale) or 0)
    return Room(rooms.characters(tight, market.locale), rooms.said(tight, market.locale))


def over(flags: frozenset[str], limit: int | None, forms: Forms, market: Market) -> Count | None:
    """How the longest form breaks a hard bound; None where all fit. ICU messages with branches are not counted."""
    if _uncounted(flags, limit, forms):
        return None
    table = _table(flags, market)
    counts = [count for text in forms.values() if (count := worst(flags, limit, text, table))]
    return max(counts, key=lambda c: c.over, default=None)


def _uncounted(flags: frozenset[str], limit: int | None, forms: Forms) -> bool:
    return (limit is None and not flags) or any(icu.is_complex(text) for text in forms.values())


def told(flags: frozenset[str], limit: int | None, forms: Forms, market: Market) -> str:
    """How a text is too long, in words; empty where it fits."""
    count = over(flags, limit, forms, market)
    return count.told() if count else ""


Again = Callable[[Sequence[tuple[int, Room]]], Sequence[Draft | None]]
"""Asks for drafts again by their places, each in so much room; None for what came back broken."""


def fitted(drafts: Sequence[Draft], market: Market, again: Again) -> tuple[list[Draft], list[ProviderError]]:
    """The drafts, those that are too long asked for again up to ``TRIES`` times; the shortest answer is kept.

    One that only came about in pieces (the ladder's last rung) does not replace a whole one.
    An engine that fails, or must not spend more, ends the asking and is returned beside them.
    """
    best = list(drafts)
    for tighter in _TIGHTER[:TRIES]:
        long = {n: count for n, d in enumerate(best) if (count := _over(d, market))}
        if not long:
            break
        wanted = [(n, _smaller(best[n], count, market, tighter)) for n, count in long.items()]
        try:
            answers = again(wanted)
        except ProviderError as error:
            return best, [error]
        for (n, _), answer in zip(wanted, answers, strict=True):
            whole = answer and ("split" not in answer.notes or "split" in best[n].notes)
            if answer and whole and _excess(answer, market) < _excess(best[n], market):
                best[n] = answer
    return best, []


def _over(draft: Draft, market: Market) -> Count | None:
    return over(draft.flags, draft.limit, draft.forms, market)


def _excess(draft: Draft, market: Market) -> int:
    count = _over(draft, market)
    return count.over if count else 0


def _smaller(draft: Draft, count: Count, market: Market, tighter: float) -> Room:
    """The room for another try: as many characters of the last answer as would have fitted, and why."""
    asked = room(draft.flags, draft.limit, draft.forms, market)
    longest = max(map(len, draft.forms.values()))
    limit = max(int(longest * (count.allowed or 1) / count.taken * tighter), 1)
    why = f"the last translation took {count.taken}, {count.over} too many: make it shorter, drop what matters least"
    return Room(min(limit, asked.limit or limit), f"{asked.said}; {why}")


def notes(draft: Draft, found: Sequence[Finding], over: str) -> tuple[str, ...]:
    """Why a person should look at a draft: its own notes, the errors in it, and that it does not fit."""
    errors = (f.rule for f in found if f.severity == "error" and not (over and f.rule in LENGTHS))
    return tuple(dict.fromkeys((*draft.notes, *errors, *([NOTE] if over else []))))


def sendable(draft: Draft, market: Market) -> Draft:
    """A draft of an SMS without typography that alone would make it need more parts, keywords without blanks."""
    place = of(draft.flags, _table(draft.flags, market))
    if draft.flags >= _KEYWORDS:
        forms = {category: counting.LOOSE.sub(",", text) for category, text in draft.forms.items()}
    elif place and place.budget.unit == "gsm-septets":
        forms = {category: _sendable(text) for category, text in draft.forms.items()}
    else:
        return draft
    return draft if forms == draft.forms else replace(draft, forms=forms)


def _sendable(text: str) -> str:
    sent = counting.sms(text)
    swaps = {c: counting.plain_sms(c) for _, c in sent.odd}
    if None in swaps.values():
        return text
    plain = "".join(swaps.get(c) or "" if c in swaps else c for c in text)
    return plain if counting.sms(plain).parts < sent.parts else text


class Outlook(NamedTuple):
    """What a translation is likely to take beside the room for it."""

    expected: int
    most: int
    """One in ten takes more than this."""
    allowed: int
    unit: str


def outlook(flags: frozenset[str], limit: int | None, forms: Forms, source: str, market: Market) -> Outlook | None:
    """The outlook for the bound that a translation is likeliest to break; None where it is likely to fit."""
    if _uncounted(flags, limit, forms):
        return None
    found: list[Outlook] = []
    for bound in bounds(flags, limit, _table(flags, market)):
        most = rooms.allowed(bound, market.locale)
        for text in forms.values():
            shown = measure(replace(bound, unit="chars"), text, flags).taken
            grown = rooms.growth(shown, bound, source, market.locale)
            if most and grown and grown.median > most:
                found.append(Outlook(*grown, most, UNIT.get(bound.unit, bound.unit)))
    return max(found, key=lambda o: o.expected / o.allowed, default=None)


def _table(flags: frozenset[str], market: Market) -> Channels:
    """The channels; none for units that are for none, so that nothing is read for them."""
    if not named(flags)[0]:
        return {}
    return market.channels if market.channels is not None else shipped()
