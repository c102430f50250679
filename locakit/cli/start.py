"""init and status, as the terminal shows them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, content, some, table
from locakit.stats import Count, count

if TYPE_CHECKING:
    from locakit.shell.workspace import Pair, Workspace

_BAR = 20


def init(folder: str, source: str, markets: Sequence[str], dry_run: bool, voice: Voice) -> int:
    """``locakit init``."""
    from locakit.shell.starter import begin
    from locakit.shell.workspace import CONFIG

    begun = begin(folder, source, markets, dry_run=dry_run)
    if dry_run:
        voice.out(begun.config.rstrip("\n"))
        return 0
    voice.out(f"{CONFIG} is written: {some(len(begun.resources), 'source file')}")
    for path in begun.resources[:12]:
        voice.out(f"  {content(path)}")
    if len(begun.resources) > 12:
        voice.out(f"  … and {len(begun.resources) - 12} more")
    for market, number in begun.adopted.items():
        voice.out(f"{market}: {some(number, 'translation')} adopted as imported, never overwritten")
    voice.out("\nNext: locakit plan")
    return 0


def status(project: str, markets: Sequence[str] | None, format: str, voice: Voice) -> int:
    """``locakit status``."""
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    counts = {market: _counts(space, market) for market in space.markets(markets)}
    if format == "json":
        voice.json({"version": 1, "markets": {m: _as_json(c) for m, c in counts.items()}})
    else:
        _show(space, counts, voice)
    for sentence in (*space.unmatched, *(fault.render() for fault in space.broken)):
        voice.note(sentence)
    return 1 if space.broken or space.unmatched else 0


def _counts(space: Workspace, market: str) -> dict[str, Count]:
    """Counts by target path; hand edits that no run has seen yet count as what they are."""
    from locakit.plan import make
    from locakit.shell.settling import settle

    settle(space, market)
    out: dict[str, Count] = {}
    for pair in (pair for pair in space.pairs if not pair.unlisted(market)):
        facts = space.facts(pair, market)
        if facts is None:
            out[pair.target(market)] = _unreadable(space, pair)
        else:
            offered = [key for key, proposal in facts.proposals.items() if proposal.forms]
            there = [m.key for m in facts.target.messages if any(m.forms.values())] if facts.target else []
            out[pair.target(market)] = count(make(facts).steps, facts.records, there, offered)
    return out


def _unreadable(space: Workspace, pair: Pair) -> Count:
    """Nothing is known of a file that cannot be read: all its units are to do."""
    from locakit.model import Step

    source = space.source(pair)
    messages = source.messages if source else ()
    return count((Step(m.key, "keep", "", m) for m in messages), {}, (), ())


def _as_json(counts: Mapping[str, Count]) -> dict[str, object]:
    return {**_total(counts).as_json(), "by_resource": {path: c.as_json() for path, c in counts.items()}}


def _total(counts: Mapping[str, Count]) -> Count:
    total = Count()
    for one in counts.values():
        total.add(one)
    return total


def _show(space: Workspace, counts: Mapping[str, Mapping[str, Count]], voice: Voice) -> None:
    head = ["", "coverage", "units", "due", "translated", "reviewed", "final", "stale", "machine", "memory", "human",
            "imported", "marked"]  # fmt: skip
    rows = [head]
    for market, by_resource in counts.items():
        rows.append(_row(market, _total(by_resource), voice))
        if voice.verbose:
            rows += [_row(f"  {content(path)}", c, voice) for path, c in by_resource.items()]
    for line in table(rows, frozenset(range(2, len(head)))):
        voice.out(line)
    words = max((_total(c).source_words for c in counts.values()), default=0)
    voice.out(f"\n{space.project.source}: {some(len(space.pairs), 'file')}, {some(words, 'word')}")
    for line in _advice(counts):
        voice.out(line)


def _row(name: str, c: Count, voice: Voice) -> list[str]:
    done = c.units - c.states["initial"]
    return [
        name, f"{_bar(done, c.units)} {_percent(done, c.units):>4}", f"{c.units:,}", f"{c.states['initial']:,}",
        *(f"{c.states[s]:,}" for s in ("translated", "reviewed", "final")), f"{c.stale:,}",
        *(f"{c.origins[o]:,}" for o in ("machine", "memory", "human", "imported")), f"{c.notes:,}",
    ]  # fmt: skip


def _bar(done: int, units: int) -> str:
    full = _BAR * done // units if units else _BAR
    return "█" * full + "░" * (_BAR - full)


def _percent(done: int, units: int) -> str:
    """Rounded down: 100 % is said of nothing less."""
    return f"{100 * done // units if units else 100}%"


def _advice(counts: Mapping[str, Mapping[str, Count]]) -> list[str]:
    totals = {market: _total(c) for market, c in counts.items()}
    due = [m for m, c in totals.items() if c.states["initial"]]
    stale = [m for m, c in totals.items() if c.stale]
    waits = [m for m, c in totals.items() if c.states["translated"]]
    out = []
    if due:
        out.append(f"due in {', '.join(due)}: locakit translate")
    if stale:
        out.append(f"stale in {', '.join(stale)}: locakit review shows what a proposal would change")
    if waits:
        out.append(f"waiting for review in {', '.join(waits)}: locakit review --market {waits[0]}")
    return out
