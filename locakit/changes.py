"""What changed between two states of a project, unit by unit: the review diff as values."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Literal

from locakit.ledger import digest
from locakit.model import Forms, Record

Kind = Literal["added", "removed", "source-changed", "retranslated", "edited", "state", "moved", "formatting"]


@dataclass(frozen=True, slots=True)
class Side:
    """One unit at one time."""

    source: Forms
    target: Forms
    record: Record | None = None
    raw: str = ""
    """The target entry as it stands in the file."""

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

    def as_json(self) -> dict[str, str]:
        """The members that ``diff --format json`` promises."""
        return asdict(self)


def flat(forms: Forms) -> str:
    """Forms as one text for people: a plural as ``one: … | other: …``."""
    if set(forms) <= {"other"}:
        return forms.get("other", "")
    return " | ".join(f"{name}: {text}" for name, text in forms.items())


def compare(before: Mapping[Place, Side], after: Mapping[Place, Side]) -> list[Change]:
    """The changes from ``before`` to ``after``, sorted by market, resource and key.

    A unit that vanished while another with the same source and target appeared in the same market has moved.
    """
    gone = {p: s for p, s in before.items() if p not in after}
    come = {p: s for p, s in after.items() if p not in before}
    moved = _moved(gone, come)
    changes = [_change("moved", place, gone[old], come[place]) for place, old in moved.items()]
    changes += [_change("removed", p, s, None) for p, s in gone.items() if p not in moved.values()]
    changes += [_change("added", p, None, s) for p, s in come.items() if p not in moved]
    for place in before.keys() & after.keys():
        kind = _kind(before[place], after[place])
        if kind:
            changes.append(_change(kind, place, before[place], after[place]))
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


def _change(kind: Kind, place: Place, before: Side | None, after: Side | None) -> Change:
    market, resource, key = place
    return Change(
        market, resource, key, kind,
        flat(before.source) if before else "", flat(after.source) if after else "",
        flat(before.target) if before else "", flat(after.target) if after else "",
        before.state if before else "", after.state if after else "",
    )  # fmt: skip


_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 2000


def marked(before: str, after: str) -> list[tuple[str, str]]:
    """``after`` against ``before`` word by word: pieces of kind ``same``, ``gone`` and ``come``, in reading order.

    Texts of more than 2,000 words are compared as a whole: marking them inside would cost more than it shows.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) > _MOST or len(new) > _MOST:
        return [("gone", before), ("come", after)]
    out: list[tuple[str, str]] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            out.append(("same", "".join(old[a:b])))
            continue
        if a < b:
            out.append(("gone", "".join(old[a:b])))
        if c < d:
            out.append(("come", "".join(new[c:d])))
    return out
