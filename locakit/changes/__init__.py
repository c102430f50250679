"""What changed between two states of a project, unit by unit: the review diff as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from locakit.changes.pairing import moved, versions
from locakit.changes.side import Place, Side
from locakit.changes.words import flat, marked

__all__ = ["Change", "Kind", "Place", "Side", "compare", "flat", "marked"]

Kind = Literal["added", "removed", "source-changed", "retranslated", "edited", "state", "moved", "formatting"]


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
    """Where a unit stood that is under another key or in another file now; empty for others."""
    key_before: str = ""
    origin: str = ""
    """Who wrote the target that stands there now, as the ledger knows it."""
    by: str = ""
    """Who approved it."""
    proposal: str = ""
    """The text that waits beside a stale target: with both sources and the old target a three-way view."""

    def as_json(self) -> dict[str, str]:
        """The members that ``diff --format json`` promises."""
        return asdict(self)


def compare(before: Mapping[Place, Side], after: Mapping[Place, Side]) -> list[Change]:
    """The changes from ``before`` to ``after``, sorted by market, resource and key.

    A unit that vanished while another with the same source and target appeared in the same market has moved; one whose
    key is made of its text and that only reads otherwise now is the same unit (see ``pairing``).
    """
    gone = {p: s for p, s in before.items() if p not in after}
    come = {p: s for p, s in after.items() if p not in before}
    same = moved(gone, come)
    changes = [_change("moved", place, gone.pop(old), come.pop(place), old) for place, old in same.items()]
    for place, old in versions(before, after, gone, come).items():
        then, now = gone.pop(old), come.pop(place)
        changes.append(_change(_kind(then, now) or "moved", place, then, now, old))
    changes += [_change("removed", p, s, None) for p, s in gone.items()]
    changes += [_change("added", p, None, s) for p, s in come.items()]
    for place, then in before.items():
        there = after.get(place)
        kind = _kind(then, there) if there is not None else None
        if kind:
            changes.append(_change(kind, place, then, there))
    return sorted(changes, key=lambda c: (c.market, c.resource, c.key))


def _kind(before: Side, after: Side) -> Kind | None:
    if before.target != after.target:
        if not any(before.target.values()) or not any(after.target.values()):
            return "added" if any(after.target.values()) else "removed"
        return "retranslated" if after.known and after.known.origin in ("machine", "memory") else "edited"
    if before.source != after.source:
        return "source-changed"
    if before.state != after.state:
        return "state"
    return "formatting" if _bytes(before) != _bytes(after) else None


def _bytes(side: Side) -> str:
    """The entry as it stands there; line ends are git's or an editor's matter."""
    return side.raw.replace("\r\n", "\n")


def _change(kind: Kind, place: Place, before: Side | None, after: Side | None, old: Place | None = None) -> Change:
    market, resource, key = place
    record = after.known if after else None
    return Change(
        market, resource, key, kind,
        flat(before.source) if before else "", flat(after.source) if after else "",
        flat(before.target) if before else "", flat(after.target) if after else "",
        before.state if before else "", after.state if after else "",
        *(old[1:] if old else ("", "")),
        record.origin if record else "", record.by if record else "", flat(after.proposal) if after else "",
    )  # fmt: skip
