"""A report as JSON: one object, its lists flat, each row with all that names it."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from locakit.insight import Amount, Coverage, Insight
from locakit.reports._text import dumped


def as_json(insight: Insight) -> dict[str, Any]:
    """The members that ``docs/report.md`` promises."""
    return {
        "version": 1,
        "project": insight.project,
        "source": insight.source,
        "at": insight.at,
        "markets": {m: _coverage(insight.total(m)) for m in insight.markets},
        "coverage": [{"market": c.market, "resource": c.resource, **_coverage(c)} for c in insight.coverage],
        "origins": [
            {"market": s.market, "origin": s.origin, "engine": s.engine, **_amount(s.all),
             "unreviewed": _amount(s.unreviewed)} for s in insight.sources
        ],
        "memory": [{"market": r.market, "band": r.band, **_amount(r.amount)} for r in insight.reuse],
        "findings": [asdict(f) for f in insight.findings],
        "dismissed": insight.dismissed,
        "scores": [asdict(s) for s in insight.scores],
        "trend": [asdict(p) for p in insight.trend],
        "costs": [{**asdict(c), "cost": f"{c.cost:f}"} for c in insight.costs],
        "pace": [asdict(p) for p in insight.pace],
        "waiting": [asdict(w) for w in insight.waiting],
        "reviewers": [
            {"by": r.by, "market": r.market, **_amount(r.amount), "last": r.last} for r in insight.reviewers
        ],
        "comments": [asdict(t) for t in insight.talk],
        "notes": list(insight.notes),
    }  # fmt: skip


def json(insight: Insight) -> str:
    """The report's text: one newline at the end; nothing in it has an effect in a terminal."""
    return dumped(as_json(insight), indent=2, lone=True) + "\n"


def _amount(amount: Amount) -> dict[str, int]:
    return {"units": amount.units, "words": amount.words}


def _coverage(c: Coverage) -> dict[str, Any]:
    return {
        **_amount(c.whole),
        **{state: _amount(amount) for state, amount in c.states.items()},
        "stale": _amount(c.stale), "proposals": c.proposals, "marked": c.marked,
    }  # fmt: skip
