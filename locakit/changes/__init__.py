"""What changed between two states of a project, unit by unit: the review diff as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Literal

from locakit.changes.words import flat, marked
from locakit.ledger import digest
from locakit.model import Forms, Record

__all__ = ["Change", "Kind", "Place", "Side", "compare", "flat", "marked"]

Kind = Literal["added", "removed", "source-changed", "retranslated", "edited", "state", "moved", "formatting"]


@dataclass(frozen=True, slots=True)
class Side:
    """One unit at one time."""

    source: Forms
    target: Forms
    record: Record | None = None
    raw: str = ""
    """The target entry as it stands in the file."""
    proposal: Forms = field(default_factory=dict)
    """What a machine or the memory would say now that the source has changed, where that waits for a person."""

    @property
    def state(self) -> str:
        """The unit's state; ``initial`` without a target."""
        if not any(self.target.values()):
            return "initial"
        return self.record.state if self.record else "translated"


Place = tuple[str, str, str]
"""(market, target path, key)."""


@dataclass(frozen=True, slots=True)
class Change:
    """One unit that differs between two states of the project."""

    market: str
    resource: str
    key: str
    kind: Kind
    source_before: str = ""
    source_after: str = ""
    target_before: str = ""
    target_after: str = ""
    state_before: str = ""
    state_after: str = ""
    resource_before: str = ""
    """Where a unit stood that has moved; empty for others."""
    key_before: str = ""
    origin: str = ""
    """Who wrote the target that stands there now, as the ledger knows it."""
    by: str = ""
    """Who approved it, or edited it."""
    proposal: str = ""
    """The text that waits beside a stale target: with both sources and the old target a three-way view."""

    def as_json(self) -> dict[str, str]:
        """The members that ``diff --format json`` promises."""
        return asdict(self)


def compare(before: Mapping[Place, Side], after: Mapping[Place, Side]) -> list[Change]:
    """The changes from ``before`` to ``after``, sorted by market, resource and key.

    A unit that vanished while another with the same source and target appeared in the same market has moved.
    """
    gone = {p: s for p, s in before.items() if p not in after}
    come = {p: s for p, s in after.items() if p not in before}
    moved = _moved(gone, come)
    changes = [_change("moved", place, gone[old], come[place], old) for place, old in moved.items()]
    changes += [_change("removed", p, s, None) for p, s in gone.items() if p not in moved.values()]
    changes += [_change("added", p, None, s) for p, s in come.items() if p not in moved]
    for place, then in before.items():
        now = after.get(place)
        kind = _kind(then, now) if now is not None else None
        if kind:
            changes.append(_change(kind, place, then, now))
    return sorted(changes, key=lambda c: (c.market, c.resource, c.key))


def _moved(gone: Mapping[Place, Side], come: Mapping[Place, Side]) -> dict[Place, Place]:
    old: dict[tuple[str, str, str], list[Place]] = {}
    for place, side in gone.items():
        old.setdefault((place[0], digest(side.source), digest(side.target)), []).append(place)
    out: dict[Place, Place] = {}
    for place, side in come.items():
        same = old.get((place[0], digest(side.source), digest(side.target)))
        if same and any(side.target.values()):
            out[place] = same.pop()
    return out


def _kind(before: Side, after: Side) -> Kind | None:
    if before.target != after.target:
        if not any(before.target.values()) or not any(after.target.values()):
            return "added" if any(after.target.values()) else "removed"
        known = after.record is not None and after.record.target_hash == digest(after.target)
        made = known and after.record is not None and after.record.origin in ("machine", "memory")
        return "retranslated" if made else "edited"
    if before.source != after.source:
        return "source-changed"
    if before.state != after.state:
        return "state"
    return "formatting" if before.raw != after.raw else None


def _change(kind: Kind, place: Place, before: Side | None, after: Side | None, old: Place | None = None) -> Change:
    market, resource, key = place
    record = after.record if after and after.record and after.record.target_hash == digest(after.target) else None
    return Change(
        market, resource, key, kind,
        flat(before.source) if before else "", flat(after.source) if after else "",
        flat(before.target) if before else "", flat(after.target) if after else "",
        before.state if before else "", after.state if after else "",
        *(old[1:] if old else ("", "")),
        record.origin if record else "", record.by if record else "", flat(after.proposal) if after else "",
    )  # fmt: skip
