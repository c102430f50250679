"""A report as one HTML page: numbers in tables, charts beside them, no script, no network; nothing in a text acts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TypeVar

from locakit.insight import Amount, Coverage, Insight, Score, Source
from locakit.insight import drawings as d
from locakit.insight.cells import Cell, Html, day, minute, name, number, paragraph, percent, section, some, table
from locakit.insight.charts import MISSING, available
from locakit.insight.style import STYLE
from locakit.model import STATES
from locakit.reports._sheet import sheet
from locakit.reports._text import brief, escaped

_Row = TypeVar("_Row", Score, Source)
_COLUMNS = 8
_FILES, _RULES, _MARKETS, _PEOPLE, _MONTHS = 40, 60, 12, 200, 120
"""So many rows are shown; JSON has them all."""


def html(insight: Insight) -> str:
    """The page. Charts are in it where the library that draws them is installed; the tables always are."""
    title = name(insight.project or "locakit").text
    head = f"<h1>{title}</h1>"
    told = f"{some(len(insight.markets), 'market')} from {insight.source}, as of {minute(insight.at)}"
    made = [(id, heading, part(insight)) for id, heading, part in PARTS]
    there = [(id, heading, parts) for id, heading, parts in made if any(parts)]
    links = "".join(f'<li><a href="#{id}">{escaped(heading)}</a></li>' for id, heading, _ in there)
    body = ["<main>", head, paragraph(told, True), _sum(insight), f'<nav aria-label="Contents"><ul>{links}</ul></nav>']
    body += [section(id, heading, *parts) for id, heading, parts in there]
    return sheet(escaped(brief(insight.project)), [*body, "</main>"], STYLE)


def _sum(insight: Insight) -> str:
    """The numbers that are read first."""
    total = insight.total()
    units = total.whole.units
    rows = {
        "units": number(units), "source words": number(total.whole.words),
        "translated": percent(units - total.of("initial").units, units), "reviewed": percent(total.stood.units, units),
        "errors": number(sum(s.errors for s in insight.scores)),
        "of a machine, not reviewed": number(sum(s.unreviewed.units for s in insight.sources)),
    }  # fmt: skip
    return "".join(['<dl class="sum">', *(f"<div><dt>{k}</dt><dd>{v}</dd></div>" for k, v in rows.items()), "</dl>"])


def _coverage(i: Insight) -> Sequence[str]:
    head = ["market", "coverage", "units", *STATES, "stale", "proposals", "marked", "words", "words to do"]
    rows: list[list[Cell]] = []
    for market in i.markets:
        c = i.total(market)
        states = [c.of(s).units for s in STATES]
        done = percent(c.whole.units - c.of("initial").units, c.whole.units)
        words = c.whole.words, c.of("initial").words
        rows.append([name(market), done, c.whole.units, *states, c.stale.units, c.proposals, c.marked, *words])
    return d.coverage(i), table("Units by market and state; words are the source's", head, rows), *_files(i)


def _files(i: Insight) -> Sequence[str]:
    """The files with most to do."""
    left = sorted((c for c in i.coverage if _left(c)), key=lambda c: (-_left(c), c.market, c.resource))
    rows: list[list[Cell]] = [
        [name(c.resource), name(c.market), c.whole.units, *(c.of(s).units for s in STATES), c.stale.units, _left(c)]
        for c in left[:_FILES]
    ]
    head = ["file", "market", "units", *STATES, "stale", "words not reviewed"]
    return table("Files with most words that nobody has reviewed", head, rows), _more(len(left), _FILES, "file")


def _by_market(i: Insight, rows: Iterable[_Row]) -> list[_Row]:
    """The rows in the order in which the project names its markets."""
    place = {market: n for n, market in enumerate(i.markets)}
    return sorted(rows, key=lambda row: place.get(row.market, -1))


def _left(c: Coverage) -> int:
    return c.whole.words - c.stood.words


def _more(every: int, shown: int, what: str) -> str:
    return paragraph(f"{some(every - shown, what)} more: --format json has all of them", True) if every > shown else ""


def _quality(i: Insight) -> Sequence[str]:
    rows: list[list[Cell]] = [
        [name(s.market), s.mqm, s.errors, s.warnings, s.infos, s.words] for s in _by_market(i, i.scores)
    ]
    head = ["market", "MQM score", "errors", "warnings", "infos", "source words"]
    how = "100 is faultless: 100 × (1 − penalty ÷ source words); an error weighs 25, a warning 5, an info 1"
    left = f"Dismissed with a reason and not counted: {some(i.dismissed, 'finding')}" if i.dismissed else ""
    return table(f"MQM score. {how}", head, rows), paragraph(left)


def _trend(i: Insight) -> Sequence[str]:
    if len(i.trend) < 2:
        return ()
    few = [i.markets[n : n + _COLUMNS] for n in range(0, len(i.markets), _COLUMNS)]
    return d.trend(i), *(_scores(i, markets) for markets in few)


def _scores(i: Insight, markets: Sequence[str]) -> str:
    """As many markets as have room beside each other on paper."""
    rows: list[list[Cell]] = []
    for point in i.trend:
        known = {s.market: s.mqm for s in point.scores}
        what = point.why or point.commit[:10] or "working tree"
        rows.append([day(point.at), what, *(known.get(m) for m in markets)])
    return table("MQM scores in the git history, by the rules of today", ["when", "commit", *markets], rows)


def _findings(i: Insight) -> Sequence[str]:
    by_rule: dict[tuple[str, str], list[tuple[str, int]]] = {}
    for f in i.findings:
        by_rule.setdefault((f.rule, f.severity), []).append((f.market, f.findings))
    rows: list[list[Cell]] = []
    for (rule, severity), where in [*by_rule.items()][:_RULES]:
        said = ", ".join(f"{market or 'code'} {n:,}" for market, n in where[:_MARKETS])
        rest = f" … {len(where) - _MARKETS} more" if len(where) > _MARKETS else ""
        rows.append([name(rule), Html(f'<b class="{severity}">{severity}</b>'), sum(n for _, n in where), said + rest])
    head = ["rule", "severity", "findings", "markets"]
    return d.findings(i), table("Findings by rule", head, rows), _more(len(by_rule), _RULES, "rule")


def _origins(i: Insight) -> Sequence[str]:
    words = {m: sum(s.all.words for s in i.sources if s.market == m) for m in i.markets}
    rows: list[list[Cell]] = [
        [name(s.market), s.origin, name(s.engine), s.all.units, s.all.words, percent(s.all.words, words[s.market]),
         s.unreviewed.units, s.unreviewed.words]
        for s in _by_market(i, i.sources)
    ]  # fmt: skip
    head = ["market", "origin", "engine", "units", "words", "of the words", "not reviewed", "words not reviewed"]
    told = "Who wrote what stands in the files. Not reviewed: by a machine, or the memory unseen; nobody stands for it"
    return d.origins(i), table(told, head, rows)


def _memory(i: Insight) -> Sequence[str]:
    rows: list[list[Cell]] = []
    for market in i.markets:
        mine = [r for r in i.reuse if r.market == market]
        reused = sum((r.amount for r in mine), Amount())
        machine = sum(s.all.words for s in i.sources if s.market == market and s.origin == "machine")
        rows += [[name(market), r.band, r.amount.units, r.amount.words, ""] for r in mine]
        if mine:
            share = percent(reused.words, reused.words + machine)
            rows.append([name(market), "all", reused.units, reused.words, share])
    told = "Words that came from the memory. 101: the same source in the same place; 100: the same source"
    return (table(told, ["market", "match", "units", "words", "of memory and machine"], rows),)


def _costs(i: Insight) -> Sequence[str]:
    rows: list[list[Cell]] = [
        [name(c.month), name(c.market), name(c.engine), c.requests, c.segments, c.characters,
         name(f"{c.cost:.2f} {c.currency}"), c.unpriced]
        for c in sorted(i.costs, key=lambda c: c.month, reverse=True)
    ]  # fmt: skip
    head = ["month", "market", "engine", "requests", "segments", "characters", "cost", "without a price"]
    told = "What was sent from this machine to engines on others (.locakit/sent.tsv, which is not committed)"
    shown = table("By month, the last one first", head, rows[:_MONTHS])
    return paragraph(f"{told}." if rows else ""), d.costs(i), _spent(i), shown, _more(len(rows), _MONTHS, "row")


def _spent(i: Insight) -> str:
    """What each market has cost in each currency."""
    sums: dict[tuple[str, str], tuple[int, Decimal]] = {}
    for c in i.costs:
        characters, cost = sums.get((c.market, c.currency), (0, Decimal(0)))
        sums[c.market, c.currency] = characters + c.characters, cost + c.cost
    rows: list[list[Cell]] = [
        [name(market), characters, name(f"{cost:.2f} {currency}")]
        for (market, currency), (characters, cost) in sorted(sums.items(), key=lambda row: (row[0][1], -row[1][1]))
    ]
    return table("By market, the dearest first", ["market", "characters", "cost"], rows)


def _pace(i: Insight) -> Sequence[str]:
    rows: list[list[Cell]] = [
        [name(p.market), p.median, p.slow, p.reviewed, p.unknown, p.waiting, p.waited] for p in i.pace
    ]
    head = ["market", "median", "9 of 10 within", "units", "units, wait not known", "wait for review", "median so far"]
    waits: list[list[Cell]] = [
        [name(w.key), name(w.resource), name(w.market), w.wants, day(w.since), w.days] for w in i.waiting
    ]
    told = "from the source's last commit, or the first of the market's ledger if that is later"
    return (
        d.pace(i), table(f"Days until review, {told}", head, rows),
        table("The units that have waited longest", ["key", "file", "market", "wants", "since", "days"], waits),
    )  # fmt: skip


def _reviewers(i: Insight) -> Sequence[str]:
    rows: list[list[Cell]] = [
        [name(r.by or "–"), name(r.market), r.amount.units, r.amount.words, day(r.last)] for r in i.reviewers
    ]
    head = ["reviewer", "market", "units", "words", "last"]
    shown = table("Who stands for which words, as the ledger names them", head, rows[:_PEOPLE])
    talk: list[list[Cell]] = [[name(t.market), t.comments, t.open] for t in i.talk]
    said = table("Comments; open: nobody has judged the unit since", ["market", "comments", "open"], talk)
    return shown, _more(len(rows), _PEOPLE, "row"), said


def _notes(i: Insight) -> Sequence[str]:
    told = [*i.notes, *([] if available() else [MISSING])]
    items = "".join(f'<li><bdi dir="auto">{escaped(brief(text, 400))}</bdi></li>' for text in told)
    return (f"<ul>{items}</ul>" if told else "",)


PARTS: Sequence[tuple[str, str, Callable[[Insight], Sequence[str]]]] = (
    ("coverage", "Coverage", _coverage),
    ("quality", "Quality", _quality),
    ("trend", "Trend", _trend),
    ("findings", "Findings", _findings),
    ("origins", "Who wrote it", _origins),
    ("memory", "Memory", _memory),
    ("costs", "Engines and cost", _costs),
    ("pace", "Slowest markets", _pace),
    ("reviewers", "Who reviewed what", _reviewers),
    ("notes", "What is not known", _notes),
)
"""The page's parts in their order: id, heading, what stands in it; a part without anything is left out."""
