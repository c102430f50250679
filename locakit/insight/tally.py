"""Units counted one by one, each in every way that a report tells of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from locakit.comments import Comment
from locakit.insight import Amount, Coverage, Reuse, Reviewer, Source, Talk
from locakit.insight.pace import Paces
from locakit.ledger import DERIVED, PERSONS_STATES, told
from locakit.manifest import Line
from locakit.model import STATES, Origin, Record, State
from locakit.recall import SIBLING

BANDS = ("101", "100", "95-99", "85-94", "75-84", "0-74", "sibling", "derived", "other")
_EDGES = ((101, "101"), (100, "100"), (95, "95-99"), (85, "85-94"), (75, "75-84"), (0, "0-74"))


@dataclass(frozen=True, slots=True)
class Fact:
    """One unit as it stands."""

    market: str
    resource: str
    """The target file's path."""
    place: str
    """The source file's path, which names the unit in every market."""
    key: str
    words: int
    """Of the source."""
    record: Record | None
    """What the ledger knows of the target that stands there; None without one."""
    stale: bool = False
    proposal: bool = False
    since: str = ""
    """When the source got its words, or the market came, whichever is later; UTC, ISO 8601; empty if unknown."""

    @property
    def state(self) -> State:
        """How far a person has gone with it."""
        return self.record.state if self.record else "initial"

    @property
    def unreviewed(self) -> bool:
        """A machine, or the memory unseen, wrote the words, and nobody has stood for them as the source is now."""
        state: State = "translated" if self.stale and self.record else self.state
        return Line(self.market, self.resource, self.key, {}, {}, record=self.record, state=state).unreviewed


@dataclass(slots=True)
class _Sum:
    units: int = 0
    words: int = 0

    def add(self, words: int, units: int = 1) -> None:
        self.units += units
        self.words += words

    def frozen(self) -> Amount:
        return Amount(self.units, self.words)


@dataclass(slots=True)
class _File:
    states: dict[State, _Sum] = field(default_factory=lambda: {s: _Sum() for s in STATES})
    stale: _Sum = field(default_factory=_Sum)
    proposals: int = 0
    marked: int = 0


def band(engine: str) -> str:
    """The band of a match rate as the ledger has it in the place of an engine."""
    if engine.startswith(SIBLING):
        return "sibling"
    if engine.startswith(DERIVED):
        return "derived"
    if not (engine.isascii() and engine.isdigit() and len(engine) < 4):
        return "other"
    return next(name for least, name in _EDGES if int(engine) >= least)


class Tally:
    """Counts as they grow; facts are not kept."""

    def __init__(self, now: str, comments: Iterable[Comment] = ()) -> None:
        self.paces = Paces(now)
        self._files: dict[tuple[str, str], _File] = {}
        self._sources: dict[tuple[str, Origin, str], tuple[_Sum, _Sum]] = defaultdict(lambda: (_Sum(), _Sum()))
        self._reuse: dict[tuple[str, str], _Sum] = defaultdict(_Sum)
        self._reviewers: dict[tuple[str, str], tuple[_Sum, list[str]]] = defaultdict(lambda: (_Sum(), [""]))
        self._said: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        self._talk: dict[str, list[int]] = {}
        for one in comments:
            self._said[one.place].append(one.at)

    def begin(self, market: str, resource: str) -> None:
        """Have a file in the report even if it has no unit."""
        self._files.setdefault((market, resource), _File())
        self._talk.setdefault(market, [0, 0])

    def add(self, fact: Fact) -> None:
        """Count a unit."""
        self.begin(fact.market, fact.resource)
        file, record = self._files[fact.market, fact.resource], fact.record
        file.states[fact.state].add(fact.words)
        file.stale.add(fact.words * fact.stale, int(fact.stale))
        file.proposals += fact.proposal
        file.marked += bool(record and record.note) and fact.state == "translated"
        self.paces.add(fact.market, fact.resource, fact.key, record, fact.stale, fact.since)
        if self._said:
            self._hear(fact)
        if record:
            self._written(fact, record)

    def _written(self, fact: Fact, record: Record) -> None:
        engine = told(record.engine) if record.origin == "machine" else ""
        whole, unseen = self._sources[fact.market, record.origin, engine]
        whole.add(fact.words)
        unseen.add(fact.words * fact.unreviewed, int(fact.unreviewed))
        if record.origin == "memory" and record.engine != "copy":
            self._reuse[fact.market, band(record.engine)].add(fact.words)
        if record.state in PERSONS_STATES:
            amount, last = self._reviewers[record.by, fact.market]
            amount.add(fact.words)
            last[0] = max(last[0], record.at)

    def _hear(self, fact: Fact) -> None:
        said = self._said.get((fact.market, fact.place, fact.key), ())
        judged = fact.record.at if fact.record and fact.record.state in PERSONS_STATES else ""
        talk = self._talk[fact.market]
        talk[0] += len(said)
        talk[1] += sum(at > judged for at in said)

    def coverage(self) -> tuple[Coverage, ...]:
        """By market and file."""
        return tuple(
            Coverage(*place, {s: n.frozen() for s, n in f.states.items()}, f.stale.frozen(), f.proposals, f.marked)
            for place, f in sorted(self._files.items())
        )

    def sources(self) -> tuple[Source, ...]:
        """Who wrote what."""
        return tuple(Source(*k, one.frozen(), two.frozen()) for k, (one, two) in sorted(self._sources.items()))

    def reuse(self) -> tuple[Reuse, ...]:
        """What came from the memory."""
        rows = sorted(self._reuse.items(), key=lambda row: (row[0][0], BANDS.index(row[0][1])))
        return tuple(Reuse(*place, amount.frozen()) for place, amount in rows)

    def reviewers(self) -> tuple[Reviewer, ...]:
        """Who stands for what: those with most words first."""
        rows = [Reviewer(*place, amount.frozen(), last[0]) for place, (amount, last) in self._reviewers.items()]
        return tuple(sorted(rows, key=lambda r: (-r.amount.words, r.by, r.market)))

    def talk(self) -> tuple[Talk, ...]:
        """Comments by market, where there are any."""
        return tuple(Talk(market, *counts) for market, counts in self._talk.items() if counts[0])
