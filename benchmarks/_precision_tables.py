"""The tables of the precision measurement as Markdown, as docs/precision.md has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from locakit.model import SEVERITIES, Finding

_HEAD = "| market | units | errors | warnings | infos | rules, findings per 1,000 units |"
_FEW = 100
"""Markets with fewer units share one row: a rate of so few says nothing."""
_LEAST = 0.5
"""Rules below so many findings per 1,000 units are told together."""


def rate(count: int, units: int) -> str:
    """Findings per 1,000 units."""
    return f"{1000 * count / max(units, 1):.2f}"


def table(units: Mapping[str, int], found: Iterable[Finding]) -> list[str]:
    """A row for each market with units enough: errors, warnings, infos and each rule, all per 1,000 units."""
    mine: dict[str, list[Finding]] = {}
    for f in found:
        mine.setdefault(f.market if units.get(f.market, 0) >= _FEW else "", []).append(f)
    sizes = {market: count for market, count in sorted(units.items()) if count >= _FEW}
    small = sorted(market for market in units if market not in sizes)
    out = [
        "| market | units | errors | warnings | infos | rules, findings per 1,000 units |",
        "|---|---|---|---|---|---|",
    ]
    out += [_row(market, count, mine.get(market, [])) for market, count in sizes.items()]
    return out + ([_row(", ".join(small), sum(units[m] for m in small), mine.get("", []))] if small else [])


def _row(name: str, units: int, found: list[Finding]) -> str:
    levels, names = Counter(f.severity for f in found), Counter(f.rule for f in found)
    often = {rule: count for rule, count in names.most_common() if 1000 * count >= _LEAST * units}
    told = [f"{rule} {rate(count, units)}" for rule, count in often.items()]
    rest = len(names) - len(often)
    told += [f"{rest} more {rate(sum(names.values()) - sum(often.values()), units)}"] if rest else []
    return (
        f"| {name} | {units:,} | " + " | ".join(rate(levels[s], units) for s in SEVERITIES) + f" | {', '.join(told)} |"
    )
