"""All rules over a project, file by file: in this process or in several, from the cache where nothing changed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from locakit import check, layout
from locakit.model import Finding, Unit
from locakit.rules import keys
from locakit.shell import shops
from locakit.shell.part import Part
from locakit.shell.workspace import Workspace

if TYPE_CHECKING:
    from locakit.doors import Rule
    from locakit.shell.desk import Office
    from locakit.shell.examine import Job
    from locakit.shell.findings import Cache

Only = Mapping[tuple[str, str], Collection[str] | None]
"""By market and source file: the keys to look at; None is all of them."""


@dataclass(slots=True)
class Checked:
    """What a check saw."""

    findings: list[Finding] = field(default_factory=list)
    tally: check.Tally = field(default_factory=check.Tally)
    dismissed: int = 0
    """Findings that a person has let stand."""
    approved: int = 0
    """Those of them whose rule says who may."""
    rules: dict[str, Rule] = field(default_factory=dict)
    """The markets' rules by id, where somebody wants their pages."""
    fixable: bool = True
    """The files belong to a project, where ``--fix`` can mend them."""
    _told: set[tuple[str, int, int, str]] = field(default_factory=set)

    def take(self, market: str, part: Part) -> None:
        """Take in what one file came to; what each market says of a source file is said once."""
        for f in part.findings:
            place = (f.resource, f.line, f.column, f.message)
            if f.rule != keys.UNREADABLE.id or place not in self._told:
                self.findings.append(f)
            if f.rule == keys.UNREADABLE.id:
                self._told.add(place)
        self.tally.add(market, part.units, part.words)
        self.dismissed += part.dismissed
        self.approved += part.approved


def check_markets(
    space: Workspace, office: Callable[[], Office], markets: Sequence[str], *,
    only: Only | None = None, jobs: int = 1, cache: Cache | None = None,
) -> Checked:  # fmt: skip
    """Check the markets; files that cannot be read are findings of their own.

    ``office`` is opened where there is something to do. ``jobs`` is the number of processes; 0 takes as many as there
    are processors, where that is worth it.
    """
    out = Checked()
    whole = only is None
    done = _known(space, markets, cache) if cache and whole else {}
    kept = set(done)
    left = [job for market in markets for job in _jobs(space, market, only, done)]
    wide: dict[str, Part] = {}
    if left:
        wide = _examine(space, office(), left, kept if whole else None, jobs, done)
    if cache and whole:
        for job in left:
            cache.put(job.pair, job.market, done[job.market, job.pair.source])
    for market in markets:
        for pair in space.pairs:
            if (market, pair.source) in done:
                out.take(market, done[market, pair.source])
        if whole:
            part = wide.get(market) or (cache and cache.across(market)) or Part()
            if cache:
                cache.put_across(market, part)
            out.take(market, part)
            out.take(market, Part(_orphans(space, office, market) + shops.findings(space, office, market)))
    if whole and space.project.code:
        out.take("", _code(space, office, markets))
    if cache:
        cache.save()
    return out


def _known(space: Workspace, markets: Sequence[str], cache: Cache) -> dict[tuple[str, str], Part]:
    """By market and source file: what the cache has."""
    known = ((pair, market, cache.get(pair, market)) for market in markets for pair in space.pairs)
    return {(market, pair.source): part for pair, market, part in known if part}


def _examine(
    space: Workspace, office: Office, left: Sequence[Job], kept: Collection[tuple[str, str]] | None, jobs: int,
    done: dict[tuple[str, str], Part],
) -> dict[str, Part]:  # fmt: skip
    """Do what is left, into ``done``; for each market that is looked at as a whole, what its units say together.

    ``kept`` is what the cache had of the project, None where only some units are looked at.
    """
    from locakit.shell import crew

    markets = {job.market for job in left} if kept is not None else set()
    watches = {m: check.Watch(office.rules(m), office.levels(m)) for m in sorted(markets)}
    partly = {market for market, _ in kept or ()}
    for job, part in crew.work(space, office, left, jobs, {m: w for m, w in watches.items() if m not in partly}):
        done[job.market, job.pair.source] = part
    crew.show(space, office, {m: w for m, w in watches.items() if m in partly})
    return {market: _across(space, office, market, watch) for market, watch in watches.items()}


def _across(space: Workspace, office: Office, market: str, watch: check.Watch) -> Part:
    """The findings of a watch with their places, without those that were dismissed."""
    from locakit.shell.approvals import sift

    sifted = sift(office, watch.findings())
    pairs = {pair.target(market): pair for pair in space.pairs}
    out = Part(dismissed=sifted.dismissed, approved=sifted.approved)
    for path, group in groupby(sorted(sifted.heard, key=_resource), key=_resource):
        target = space.target(pairs[path], market)
        known = target is not None and not pairs[path].format.binary
        out.findings += [check.locate(f, target) if known and target else f for f in group]
        space.forget(pairs[path])
    return out


def _resource(finding: Finding) -> str:
    return finding.resource


def _jobs(space: Workspace, market: str, only: Only | None, done: Collection[tuple[str, str]]) -> Iterator[Job]:
    from locakit.shell.examine import Job
    from locakit.shell.settling import Past, past

    due = [pair for pair in space.pairs if (market, pair.source) not in done]
    before = past(space, market) if due else Past()
    for pair in due:
        if only is None:
            yield Job(pair, market, before)
        elif (market, pair.source) in only:
            yield Job(pair, market, before, only[market, pair.source])


def _code(space: Workspace, office: Callable[[], Office], markets: Sequence[str]) -> Part:
    """Keys that code uses and nobody defines, and the other way round: the same for every market."""
    from locakit.shell.code import usage_findings

    found = usage_findings(space, office().levels(markets[0]) if markets and office().chosen else None)
    heard = space.state.dismissed.without(found)
    return Part(heard, dismissed=len(found) - len(heard))


def _orphans(space: Workspace, office: Callable[[], Office], market: str) -> list[Finding]:
    """Target files whose source is gone: nothing keeps them up to date."""
    out: list[Finding] = []
    for content in space.project.content:
        for owner, path in layout.orphans(content, space.project.source, space.files, space.project.markets):
            if owner == market:
                found = replace(
                    keys.obsolete(Unit(path, "", {}, {}, market)), message="the source of this file is gone"
                )
                out += check.weigh([found], office().levels(market, content.rules))
    return out
