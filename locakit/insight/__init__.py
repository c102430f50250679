"""What a project's units, findings, history and log come to, as values: the rows of a report, each sorted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from locakit.model import Origin, Severity, State

UNREADABLE = "unreadable"
"""The reason why a commit has no scores: today's program cannot read its configuration."""


@dataclass(frozen=True, slots=True)
class Amount:
    """So many units, and the words of their sources."""

    units: int = 0
    words: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.units + other.units, self.words + other.words)


@dataclass(frozen=True, slots=True)
class Coverage:
    """How far one target file is; of a market as a whole, ``resource`` is empty."""

    market: str
    resource: str
    """The target file's path."""
    states: Mapping[State, Amount]
    stale: Amount
    """Their source has changed since; they are in ``states`` too."""
    proposals: int
    marked: int
    """Units that were marked for a person to look at and have not been reviewed."""

    @property
    def whole(self) -> Amount:
        """All units."""
        return sum(self.states.values(), Amount())

    @property
    def stood(self) -> Amount:
        """The units that a person stands for."""
        return sum((self.states[s] for s in ("reviewed", "final") if s in self.states), Amount())

    def of(self, state: State) -> Amount:
        """The units in a state."""
        return self.states.get(state, Amount())


@dataclass(frozen=True, slots=True)
class Source:
    """Who or what wrote targets of a market."""

    market: str
    origin: Origin
    engine: str
    """The engine of machine targets; empty for all others."""
    all: Amount
    unreviewed: Amount
    """Those that a machine, or the memory unseen, wrote and nobody has stood for (as a release's manifest has it)."""


@dataclass(frozen=True, slots=True)
class Reuse:
    """What the memory gave to a market."""

    market: str
    band: str
    """How alike the sources were: ``101`` (the same place, too), ``100``, ``95-99``, ``85-94``, ``75-84``, ``0-74``;
    ``sibling``: another market of the language had the words; ``derived``: made from another market's; ``other``."""
    amount: Amount


@dataclass(frozen=True, slots=True)
class Found:
    """How often a rule found something in a market."""

    rule: str
    severity: Severity
    market: str
    """Empty for what holds in no one market, such as keys that code uses."""
    findings: int


@dataclass(frozen=True, slots=True)
class Score:
    """The quality of a market as the rules see it."""

    market: str
    mqm: float
    """100 x (1 - penalty / source words), never below 0, with MQM's weights 25, 5 and 1."""
    errors: int
    warnings: int
    infos: int
    words: int


@dataclass(frozen=True, slots=True)
class Point:
    """The scores of one moment."""

    commit: str
    """Empty for the working tree."""
    at: str
    """UTC, ISO 8601, seconds: when it was committed."""
    scores: tuple[Score, ...]
    why: str = ""
    """Why there are none."""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one engine on other machines did for a market in a month."""

    month: str
    """``2026-11``."""
    market: str
    engine: str
    currency: str
    requests: int
    segments: int
    characters: int
    cost: Decimal
    """Of the requests that have a price."""
    unpriced: int
    """Requests whose price is not known."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a market's units take to be reviewed, and how long those that wait have waited. Days."""

    market: str
    reviewed: int
    """Reviewed units whose wait is known."""
    unknown: int
    """Reviewed units whose wait is not."""
    median: float | None
    slow: float | None
    """Nine of ten took no longer."""
    waiting: int
    """Translated units that wait for review."""
    waited: float | None
    """Their median wait so far."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """A unit that has waited long."""

    market: str
    resource: str
    """The target file's path."""
    key: str
    wants: str
    """``translation``, ``review``, or ``update`` where its source has changed since."""
    since: str
    """UTC, ISO 8601, seconds."""
    days: float


@dataclass(frozen=True, slots=True)
class Reviewer:
    """What one person stands for in a market."""

    by: str
    """As the ledger names them; empty where it names nobody."""
    market: str
    amount: Amount
    last: str
    """UTC, ISO 8601, seconds."""


@dataclass(frozen=True, slots=True)
class Talk:
    """What people say of a market's units."""

    market: str
    comments: int
    open: int
    """Comments on units that nobody has judged since."""


@dataclass(frozen=True, slots=True)
class Insight:
    """All that a report tells."""

    project: str
    source: str
    """BCP 47."""
    at: str
    """When it was made; UTC, ISO 8601, seconds."""
    markets: tuple[str, ...]
    coverage: tuple[Coverage, ...] = ()
    """By market and target file."""
    sources: tuple[Source, ...] = ()
    reuse: tuple[Reuse, ...] = ()
    findings: tuple[Found, ...] = ()
    dismissed: int = 0
    scores: tuple[Score, ...] = ()
    trend: tuple[Point, ...] = ()
    """The oldest first; the working tree last."""
    costs: tuple[Cost, ...] = ()
    pace: tuple[Pace, ...] = ()
    """The slowest first."""
    waiting: tuple[Waiting, ...] = ()
    """The longest wait first; only as many as are worth a list."""
    reviewers: tuple[Reviewer, ...] = ()
    talk: tuple[Talk, ...] = ()
    notes: tuple[str, ...] = field(default=())
    """What could not be known, and why, in sentences."""

    def total(self, market: str = "") -> Coverage:
        """A market's coverage over all its files; of all markets together without one."""
        mine = [c for c in self.coverage if market in ("", c.market)]
        states = {s: sum((c.states[s] for c in mine), Amount()) for s in (mine[0].states if mine else ())}
        stale = sum((c.stale for c in mine), Amount())
        return Coverage(market, "", states, stale, sum(c.proposals for c in mine), sum(c.marked for c in mine))
