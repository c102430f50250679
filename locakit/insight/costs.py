"""The log of what left this machine, added up by month, market and engine."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from locakit.insight import Cost

_FIELDS = 8
_DIGITS = 18
"""A price of more digits is none."""


@dataclass(slots=True)
class _Sum:
    requests: int = 0
    segments: int = 0
    characters: int = 0
    cost: Decimal = Decimal(0)
    unpriced: int = 0


def costs(log: str, markets: frozenset[str]) -> tuple[tuple[Cost, ...], int]:
    """The rows of a log for some markets, and how many of its lines cannot be read."""
    sums: dict[tuple[str, str, str, str], _Sum] = {}
    wrong = 0
    for line in log.split("\n"):
        if not line.strip() or line.startswith("#"):
            continue
        try:
            _take(line.rstrip("\r").split("\t"), markets, sums)
        except (ValueError, InvalidOperation):
            wrong += 1
    rows = ((k, s) for k, s in sorted(sums.items()))
    return tuple(Cost(*k, s.requests, s.segments, s.characters, s.cost, s.unpriced) for k, s in rows), wrong


def _take(cells: list[str], markets: frozenset[str], sums: dict[tuple[str, str, str, str], _Sum]) -> None:
    """Add a line; raises ValueError or InvalidOperation for a damaged one, and then nothing is added."""
    if len(cells) < _FIELDS or len(cells[0]) < 7:
        raise ValueError("not a line of the log")
    at, market, engine, _, segments, characters, cost, currency = cells[:_FIELDS]
    price = Decimal(cost) if cost else None
    if price is not None and not (price.is_finite() and abs(price.adjusted()) < _DIGITS):
        raise ValueError("not a price")
    numbers = int(segments), int(characters)
    if market not in markets:
        return
    mine = sums.setdefault((at[:7], market, engine, currency), _Sum())
    mine.requests += 1
    mine.segments += numbers[0]
    mine.characters += numbers[1]
    mine.cost += price or Decimal(0)
    mine.unpriced += price is None
