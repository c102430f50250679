"""The review queue as values: one row a unit, what a reviewer looks for, what they ask for and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from locakit.model import SEVERITIES, STATES

Act = Literal["approve", "save", "reject"]
ACTS: tuple[Act, ...] = ("approve", "save", "reject")
WAITING, STALE, PROPOSED, CLEAN, TALKED, ALL = "waiting", "stale", "proposal", "clean", "comments", "all"
FILES, TROUBLE = "files", "trouble"
_CUT = 160


@dataclass(frozen=True, slots=True)
class Row:
    """One unit as the list shows it."""

    id: int
    market: str
    resource: str
    """The target file's path."""
    key: str
    state: str
    origin: str
    """Empty where nothing has been written yet."""
    severity: str
    """The worst of its findings; empty without any."""
    waits: bool
    """A person should decide on it."""
    clean: bool
    """It waits, and nothing speaks against it."""
    stale: bool
    proposal: bool
    talk: int
    """Comments on it."""
    source: str
    target: str
    hay: str
    """What a search looks through: key and both texts, in small letters."""

    def as_json(self) -> dict[str, Any]:
        """The members that the page reads; texts are cut to one line's worth."""
        return {
            "id": self.id, "market": self.market, "resource": self.resource, "key": self.key[:_CUT],
            "state": self.state, "origin": self.origin, "severity": self.severity, "waits": self.waits,
            "clean": self.clean, "stale": self.stale, "proposal": self.proposal, "talk": self.talk,
            "source": self.source[:_CUT], "target": self.target[:_CUT],
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wish:
    """Which units a reviewer wants to see; an empty member is no condition."""

    market: str = ""
    resource: str = ""
    state: str = WAITING
    origin: str = ""
    severity: str = ""
    """``error``, ``warning`` or ``info`` as the worst finding, ``any`` for some finding, ``none`` for none."""
    words: str = ""
    """All of them stand in key, source or target."""
    order: str = FILES


def chosen(rows: Iterable[Row], wish: Wish) -> list[int]:
    """The ids of the rows that are wanted: in the order given, or with those that need a look of their own first."""
    words = wish.words.casefold().split()
    found = [r for r in rows if _fits(r, wish) and all(word in r.hay for word in words)]
    if wish.order == TROUBLE:
        found.sort(key=_trouble)
    return [r.id for r in found]


def _fits(row: Row, wish: Wish) -> bool:
    return (
        (not wish.market or row.market == wish.market)
        and (not wish.resource or row.resource == wish.resource)
        and (not wish.origin or row.origin == wish.origin)
        and _in_state(row, wish.state)
        and _as_bad(row, wish.severity)
    )


def _in_state(row: Row, state: str) -> bool:
    if state in STATES:
        return row.state == state
    seen = {WAITING: row.waits, STALE: row.stale, PROPOSED: row.proposal, CLEAN: row.clean, TALKED: row.talk > 0}
    return seen.get(state, True)


def _as_bad(row: Row, severity: str) -> bool:
    if severity in ("", "any", "none"):
        return not severity or bool(row.severity) == (severity == "any")
    return row.severity == severity


def _trouble(row: Row) -> tuple[bool, int]:
    level = next((n for n, s in enumerate(SEVERITIES) if s == row.severity), len(SEVERITIES))
    return not (row.stale or row.proposal), level


def counts(rows: Sequence[Row]) -> dict[str, dict[str, int]]:
    """How many units wait, by market and by target file, for the lists of a filter."""
    out: dict[str, dict[str, int]] = {"market": {}, "resource": {}}
    for row in rows:
        for name, value in (("market", row.market), ("resource", row.resource)):
            out[name][value] = out[name].get(value, 0) + row.waits
    return out


@dataclass(frozen=True, slots=True)
class Ask:
    """What a reviewer wants done with one unit, and what they had before their eyes."""

    id: int
    act: Act
    forms: Mapping[str, str] = field(default_factory=dict)
    """The target as it is to stand (``save`` only)."""
    seen: tuple[str, str] = ("", "")
    """Hashes of source and target as they were shown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it."""

    id: int
    fault: Literal["", "conflict", "refused", "busy", "gone"] = ""
    """``conflict``: somebody else changed a text; ``refused``: it would break the program, or the words are a person's;
    ``busy``: another run has the project; ``gone``: there is no such unit any more."""
    message: str = ""
    unit: Mapping[str, Any] | None = None
    """The unit as it stands now, where that helps."""

    def as_json(self) -> dict[str, Any]:
        """The members that the page reads."""
        return {"id": self.id, "fault": self.fault, "message": self.message, "unit": self.unit}
