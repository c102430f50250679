"""Choose what goes into a release: units at or above a state, else the nearest parent market's, else the source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from locakit import placeables
from locakit.ledger import digest
from locakit.links import Links
from locakit.model import STATES, Forms, Message, Record, Resource, State, Unit


@dataclass(frozen=True, slots=True)
class Edition:
    """One market's translation of a resource."""

    market: str
    target: Resource | None
    """Aligned: its keys are those of the source."""
    records: Mapping[str, Record]


@dataclass(frozen=True, slots=True)
class Choice:
    """What one unit gets in the release."""

    key: str
    forms: Forms
    state: State
    """Of the market's own target."""
    origin: str
    """A market of the chain, or ``source``."""
    record: Record | None = None
    """What the ledger knows of the words; None for the source's."""
    reached: State = "initial"
    """How far the words are, for the source as it is now."""


def level(message: Message, target: Message | None, record: Record | None, links: Links | None = None) -> State:
    """How far a unit is: ``initial`` where its target is missing or unknown to the ledger.

    An approval holds for the source it was given for: a stale target is ``translated`` at most, and nothing where
    it lacks a placeable of the new source or has another one.
    """
    if target is None or not any(target.forms.values()):
        return "initial"
    if "verbatim" in message.flags and target.forms == (links.copied(message) if links else message.forms):
        return "final"
    if record is None or record.target_hash != digest(target.forms):
        return "initial"
    if record.source_hash == digest(message.forms):
        return record.state
    return "translated" if _fits(message, target, links) else "initial"


def _fits(source: Message, target: Message, links: Links | None) -> bool:
    """True where stale words have the placeables of the source as it is now: others would break the program."""
    unit = Unit("", source.key, source.forms, target.forms, "", flags=source.flags)
    texts = (links.unit(unit) if links else unit).pairs()
    return not any(placeables.compare(a, b, source.flags, may_drop_count=source.plural) for _, a, b in texts)


def _standing_in(pick: Choice, message: Message, market: str, links: Links | None) -> Choice:
    """The choice with the market's own addresses, where its words are the source's or another market's."""
    if not links or pick.origin == market:
        return pick
    flags, key = message.flags, message.key
    if pick.origin == "source":
        return replace(pick, forms=links.copied(message))
    return replace(pick, forms=links.repaired(message.forms, pick.forms, flags, key))


def choose(source: Resource, chain: Sequence[Edition], require: State, links: Links | None = None) -> list[Choice]:
    """A choice for each unit of ``source``; ``chain`` begins with the market itself and goes up to its parents.

    A fallback must itself be at or above ``require``; the source text stands in where no edition is. ``links`` are
    the market's: what stands in has its addresses, too.
    """
    need = STATES.index(require)
    out: list[Choice] = []
    targets = [(e, e.target.by_key() if e.target else {}) for e in chain]
    for message in source.messages:
        levels = [level(message, found.get(message.key), e.records.get(message.key), links) for e, found in targets]
        pick = Choice(message.key, message.forms, levels[0], "source")
        for (edition, found), reached in zip(targets, levels, strict=True):
            if STATES.index(reached) >= need and message.key in found:
                record = edition.records.get(message.key)
                pick = Choice(message.key, found[message.key].forms, levels[0], edition.market, record, reached)
                break
        out.append(_standing_in(pick, message, chain[0].market, links))
    return out
