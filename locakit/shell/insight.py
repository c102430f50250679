"""A project's report put together: one check, one look at every unit, its log, comments and history."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from locakit import comments, plan, stats
from locakit.errors import BrokenText
from locakit.insight import Found, Insight, Point, Score
from locakit.insight.costs import costs
from locakit.insight.quality import found, scores
from locakit.insight.tally import Fact, Tally
from locakit.model import Message, Record
from locakit.shell import disk, insight_past, outbox
from locakit.shell.checker import check_markets
from locakit.shell.desk import Office, open_office
from locakit.shell.findings import Cache
from locakit.shell.insight_ages import Ages
from locakit.shell.settling import Past, past, settle_pair
from locakit.shell.workspace import Pair, Workspace, now


def gather(space: Workspace, markets: Sequence[str], history: int, say: Callable[[str], None]) -> Insight:
    """What a report on the markets tells; ``history`` is how many commits are looked at, 0 is none.

    Nothing of the project is changed. ``say`` hears of long work. Raises ConfigError and UsageError as ``check`` does.
    """
    at = now()
    with open_office(space) as office:
        score, rules, dismissed = _quality(space, office, markets)
        then = insight_past.trend(office, markets, history, say)
    ages = Ages(space, on=history > 0)
    tally = Tally(at, comments.parse(_text(space.root / comments.PATH))[0])
    for fact in _facts(space, markets, ages, tally):
        tally.add(fact)
    spent, wrong = costs(_text(space.root / ".locakit" / outbox.NAME), frozenset(markets))
    notes = [*then.notes, *ages.notes, *(fault.render() for fault in space.broken), *space.unmatched]
    notes += [f".locakit/{outbox.NAME}: lines that cannot be read: {wrong}"] if wrong else []
    return Insight(
        space.project.name or space.root.name, space.project.source, at, tuple(markets), tally.coverage(),
        tally.sources(), tally.reuse(), rules, dismissed, score,
        (*then.points, Point("", at, score)) if then.points else (), spent, tally.paces.markets(),
        tally.paces.oldest(), tally.reviewers(), tally.talk(), tuple(dict.fromkeys(notes)),
    )  # fmt: skip


def _quality(
    space: Workspace, office: Office, markets: Sequence[str]
) -> tuple[tuple[Score, ...], tuple[Found, ...], int]:
    """What a check comes to; its findings, with all their texts, are let go of."""
    checked = check_markets(space, lambda: office, markets, jobs=0, cache=Cache(space))
    return scores(checked.tally, checked.findings), found(checked.findings), checked.dismissed


def _text(path: Path) -> str:
    return disk.read_text(path).text if path.is_file() else ""


def _facts(space: Workspace, markets: Sequence[str], ages: Ages, tally: Tally) -> Iterator[Fact]:
    """Every unit of the markets, file by file; each file is let go of afterwards."""
    before = {market: past(space, market) for market in markets}
    for pair in space.pairs:
        source = space.source(pair)
        if source is None:
            continue
        age = ages.of(pair, source)
        wanted = [(m, stats.message_words(m), age(m)) for m in source.messages if _counts(m)]
        for market in markets:
            if not pair.unlisted(market):
                tally.begin(market, pair.target(market))
                yield from _of(space, pair, market, before[market], wanted, ages.came(market))
        space.forget(pair)


def _counts(message: Message) -> bool:
    """There is something to translate, as ``status`` has it."""
    return any(message.forms.values()) and "verbatim" not in message.flags


def _of(
    space: Workspace, pair: Pair, market: str, before: Past, wanted: Sequence[tuple[Message, int, str]], came: str
) -> Iterator[Fact]:
    """One file's units in one market; all of them are to do where its target cannot be read."""
    settle_pair(space, pair, market, before, adopt=True)
    facts = _known(space, pair, market)
    records: dict[str, Record] = {}
    if facts is not None and facts.target:
        there = {m.key for m in facts.target.messages if not m.blank}
        records = {key: record for key, record in facts.records.items() if key in there}
    waiting = {key for key, p in facts.proposals.items() if p.forms} if facts else set()
    path, skip = pair.target(market), facts.skip if facts else ()
    for m, words, age in wanted:
        if not (skip and plan.skipped(m.key, skip)):
            record = records.get(m.key)
            since = max(age, came) if age and came else ""
            yield Fact(market, path, pair.source, m.key, words, record, plan.stale(record, m), m.key in waiting, since)


def _known(space: Workspace, pair: Pair, market: str) -> plan.Facts | None:
    try:
        return space.facts(pair, market)
    except BrokenText:
        return None
