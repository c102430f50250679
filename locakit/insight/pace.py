"""How long units take to be reviewed, and which ones have waited longest."""

from __future__ import annotations

import heapq
import math
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from locakit.insight import Pace, Waiting
from locakit.ledger import PERSONS_STATES
from locakit.model import Record

LISTED = 25
"""So many units that wait are listed by name."""
_DAY = 86_400


def seconds(at: str) -> float | None:
    """Seconds since 1970 of a time in ISO 8601; None where it is none, or of no time zone."""
    try:
        when = datetime.fromisoformat(at)
    except ValueError:
        return None
    return when.timestamp() if when.tzinfo else None


def written(at: float) -> str:
    """The inverse of ``seconds``, in whole seconds; empty for a time outside of the calendar."""
    try:
        return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (OverflowError, ValueError, OSError):
        return ""


@dataclass(slots=True)
class _Market:
    took: list[float] = field(default_factory=list)
    unknown: int = 0
    waited: list[float] = field(default_factory=list)
    waiting: int = 0


class Paces:
    """Waits as they come in."""

    def __init__(self, now: str) -> None:
        self._now = seconds(now) or 0.0
        self._markets: dict[str, _Market] = defaultdict(_Market)
        self._oldest: list[tuple[float, int, tuple[str, str, str, str, str]]] = []
        self._seen = 0

    def add(self, market: str, resource: str, key: str, record: Record | None, stale: bool, since: str) -> None:
        """Take in a unit; ``since`` is when its source got its words, or the market came; empty if unknown."""
        mine = self._markets[market]
        if record and record.state in PERSONS_STATES and not stale:
            took = self._days(since, record.at)
            if took is None or took < 0:
                mine.unknown += 1
            else:
                mine.took.append(took)
            return
        wants = "update" if stale else "review" if record else "translation"
        began = record.at if wants == "review" and record else since
        waited = self._days(began)
        if wants == "review":
            mine.waiting += 1
            mine.waited += [] if waited is None else [max(waited, 0.0)]
        if waited is not None:
            self._list(max(waited, 0.0), (market, resource, key, wants, began))

    def _days(self, start: str, end: str = "") -> float | None:
        began = seconds(start) if start else None
        ended = (seconds(end) if end else None) if end else self._now
        return None if began is None or ended is None else (ended - began) / _DAY

    def _list(self, days: float, what: tuple[str, str, str, str, str]) -> None:
        """Among units that wait equally long, the first that came stay."""
        self._seen += 1
        heapq.heappush(self._oldest, (days, -self._seen, what))
        if len(self._oldest) > LISTED:
            heapq.heappop(self._oldest)

    def markets(self) -> tuple[Pace, ...]:
        """The slowest first; those of which nothing is known last."""
        rows = [
            Pace(name, len(m.took), m.unknown, _median(m.took), _most(m.took), m.waiting, _median(m.waited))
            for name, m in self._markets.items()
        ]
        return tuple(sorted(rows, key=lambda p: (p.median is None, -(p.median or 0.0), -(p.waited or 0.0), p.market)))

    def oldest(self) -> tuple[Waiting, ...]:
        """The units that have waited longest."""
        rows = sorted(self._oldest, key=lambda row: (-row[0], -row[1]))
        return tuple(Waiting(*what, round(days, 1)) for days, _, what in rows)


def _median(days: Sequence[float]) -> float | None:
    return round(statistics.median(days), 1) if days else None


def _most(days: Sequence[float]) -> float | None:
    """What nine of ten do not exceed (nearest rank)."""
    return round(sorted(days)[math.ceil(0.9 * len(days)) - 1], 1) if days else None
