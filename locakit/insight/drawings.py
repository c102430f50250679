"""What of a report is drawn, and how: the values of its charts; empty where the library is not installed."""

from __future__ import annotations

from decimal import Decimal

from locakit.insight import Insight, charts
from locakit.insight.cells import figure, percent
from locakit.insight.charts import Bars, Lines, available
from locakit.insight.pace import seconds
from locakit.model import ORIGINS, SEVERITIES, STATES

_BARS = 40
"""So many bars are drawn."""
_RULES = 15


def _bars(chart: Bars) -> str:
    return figure(charts.bars(chart)) if available() else ""


def coverage(i: Insight) -> str:
    """A bar for each market: how much of it is in which state."""
    totals = [(m, c) for m in i.markets if (c := i.total(m)).whole.units][:_BARS]
    parts: dict[str, list[float]] = {
        s: [100 * c.states[s].units / c.whole.units for _, c in totals] for s in reversed(STATES)
    }
    ends = [percent(c.whole.units - c.of("initial").units, c.whole.units) for _, c in totals]
    title = "Share of units by state in each market, in percent"
    return _bars(Bars("coverage", title, [m for m, _ in totals], parts, [*reversed(STATES)], ends, 100))


def trend(i: Insight) -> str:
    """A line for each market's score; only the lowest where there are too many."""
    if not available():
        return ""
    now = {s.market: s.mqm for s in i.scores}
    drawn = sorted((m for m in i.markets if m in now), key=lambda m: now[m])[: len(charts.LINES)]
    kept = [m for m in i.markets if m in drawn]
    points = [(when, p) for p in i.trend if (when := seconds(p.at)) is not None]
    scores = [{s.market: s.mqm for s in p.scores} for _, p in points]
    which = f"MQM score over time of the {len(kept)} lowest markets" if len(now) > len(kept) else "MQM score over time"
    lines = {m: [known.get(m) for known in scores] for m in kept}
    return figure(charts.lines(Lines("trend", which, [(when, p.at[:10]) for when, p in points], lines)))


def findings(i: Insight) -> str:
    """A bar for each rule that finds most."""
    by_rule: dict[str, dict[str, int]] = {}
    for f in i.findings:
        levels = by_rule.setdefault(f.rule, dict.fromkeys(SEVERITIES, 0))
        levels[f.severity] += f.findings
    most = sorted(by_rule.items(), key=lambda row: (-sum(row[1].values()), row[0]))[:_RULES]
    parts: dict[str, list[float]] = {s: [float(levels[s]) for _, levels in most] for s in SEVERITIES}
    ends = [f"{sum(levels.values()):,}" for _, levels in most]
    title = "Findings of the rules that find most, by severity"
    return _bars(Bars("findings", title, [rule for rule, _ in most], parts, [*SEVERITIES], ends))


def origins(i: Insight) -> str:
    """A bar for each market: how much of it was written by whom."""
    words = {m: dict.fromkeys(ORIGINS, 0) for m in i.markets}
    for s in i.sources:
        words[s.market][s.origin] += s.all.words
    rows = [(m, w) for m, w in words.items() if sum(w.values())][:_BARS]
    parts: dict[str, list[float]] = {o: [100 * w[o] / sum(w.values()) for _, w in rows] for o in reversed(ORIGINS)}
    title = "Share of translated words by who wrote them, in percent"
    return _bars(Bars("origins", title, [m for m, _ in rows], parts, ["l1", "l3", "l5", "l6"], most=100))


def costs(i: Insight) -> str:
    """A bar for each month and currency: what each engine cost."""
    spent: dict[tuple[str, str], dict[str, Decimal]] = {}
    for c in i.costs:
        mine = spent.setdefault((c.month, c.currency), {})
        mine[c.engine] = mine.get(c.engine, Decimal(0)) + c.cost
    months = [row for row in spent.items() if sum(row[1].values())][-_BARS:]
    whole: dict[str, Decimal] = {}
    for _, engines in months:
        whole |= {e: whole.get(e, Decimal(0)) + cost for e, cost in engines.items()}
    first = sorted(whole, key=lambda e: (-whole[e], e))[: len(charts.LINES) - 1]
    parts = {e: [float(engines.get(e, 0)) for _, engines in months] for e in first}
    if len(whole) > len(first):
        parts["others"] = [float(sum(c for e, c in engines.items() if e not in first)) for _, engines in months]
    ends = [f"{sum(engines.values()):.2f} {currency[:8]}" for (_, currency), engines in months]
    labels = [month for (month, _), _ in months]
    return _bars(Bars("costs", "Cost by month and engine", labels, parts, charts.LINES[: len(parts)], ends))


def pace(i: Insight) -> str:
    """A bar for each market: the median days until review."""
    known = [(p.market, p.median) for p in i.pace if p.median is not None][:_BARS]
    ends = [f"{days:,.1f}" for _, days in known]
    title = "Median days until review by market"
    return _bars(Bars("pace", title, [m for m, _ in known], {"days": [d for _, d in known]}, ["reviewed"], ends))
