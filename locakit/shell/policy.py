"""What a change of rules does to a project: the units that are found under the rules now and were not before."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby

from locakit import check
from locakit.doors import Rule
from locakit.market import ToneRule
from locakit.model import Finding, Unit
from locakit.rules._wide import WideRule
from locakit.settings import Level
from locakit.shell.approvals import sift
from locakit.shell.desk import Office
from locakit.shell.examine import present
from locakit.shell.workspace import Pair, Workspace

Mark = tuple[str, str, str, tuple[int, int]]
"""Rule, key, form and span: what makes two findings in one file the same."""


@dataclass(frozen=True, slots=True)
class Affected:
    """One unit that the change touches."""

    market: str
    source: str
    """The source file's path, as the ledger names it."""
    key: str
    findings: tuple[Finding, ...]
    """With line and column; in the order of the text."""


@dataclass
class Change:
    """The rules of one market now and before, as far as they differ."""

    now: Office
    before: Office | None
    """None: as if none of the rules had been there."""
    market: str
    only: Sequence[str] = ()
    """Patterns of the only rules that are of interest; empty is all."""

    _known: dict[str, tuple[list[Rule], list[Rule]]] = field(default_factory=dict, init=False)

    def rules(self, pair: Pair | None = None) -> tuple[list[Rule], list[Rule]]:
        """The rules that may find more than before in a file (None: across the market), now and as they were."""
        name = pair.content.path if pair else ""
        if name not in self._known:
            self._known[name] = self._rules(pair)
        return self._known[name]

    def _rules(self, pair: Pair | None) -> tuple[list[Rule], list[Rule]]:
        levels = self.now.levels(self.market, pair.content.rules if pair else None)
        old = self.levels_before(pair)
        changed = [r for r in self.now.rules(self.market) if self._wanted(r.id) and self._differs(r, levels, old)]
        ids = {rule.id for rule in changed}
        return changed, [r for r in self.before.rules(self.market) if r.id in ids] if self.before else []

    def levels_before(self, pair: Pair | None) -> dict[str, str]:
        """What the project said before of the rules of a file."""
        if self.before is None:
            return {}
        own = self._contents.get(pair.content.path, pair.content.rules) if pair else None
        return self.before.levels(self.market, own)

    @cached_property
    def _contents(self) -> dict[str, Mapping[str, Level]]:
        return {c.path: c.rules for c in self.before.space.project.content} if self.before else {}

    def _wanted(self, id: str) -> bool:
        return not self.only or any(fnmatch.fnmatchcase(id, pattern) for pattern in self.only)

    def _differs(self, rule: Rule, levels: Mapping[str, str], old: Mapping[str, str]) -> bool:
        if self.before is None or rule.id in self.tone:
            return True
        return bool(check.active([rule], levels)) and not check.active([rule], old)

    @cached_property
    def tone(self) -> frozenset[str]:
        """The market's own rules that are new, or look for something else than before."""
        now = self.now.market(self.market)
        if self.before is None:
            return frozenset(rule.id for rule in now.rules)
        then = self.before.market(self.market)
        known = {rule.id: _looks_for(rule) for rule in then.rules}
        people = self.now.space.project.approvers != self.before.space.project.approvers
        return frozenset(
            rule.id for rule in now.rules
            if now.register != then.register or (people and rule.approve_with) or known.get(rule.id) != _looks_for(rule)
        )  # fmt: skip


def _looks_for(rule: ToneRule) -> ToneRule:
    """The rule without what does not change what it finds."""
    return replace(
        rule, why="", severity="info", category="", message="", source=(), confidence="", since="", until="", law="",
        opt_in=False, fix=True, bad=(), good=(), layer="", path="", like="", given=frozenset(),
    )  # fmt: skip


def changed(change: Change, pairs: Iterable[Pair]) -> list[str]:
    """The ids of all rules that may find more than before, sorted."""
    found = {rule.id for pair in (None, *pairs) for rule in change.rules(pair)[0]}
    return sorted(found)


def impact(space: Workspace, changes: Sequence[Change]) -> Iterator[Affected]:
    """The units that the changes touch, file by file; a file is read once for all markets, and let go.

    What people let stand counts on both sides, under the approvals of its time.
    """
    watches = {c.market: _watches(c) for c in changes}
    for pair in space.pairs:
        for c in changes:
            rules, old = c.rules(pair)
            watch = watches[c.market]
            if not rules and not watch:
                continue
            units = present(space, c.now, pair, c.market)
            for one in watch:
                one.see(units)
            found = _new(c, _run(c, pair, units, rules, old))
            yield from _affected(space, pair, c.market, found)
        space.forget(pair)
    for c in changes:
        if watches[c.market]:
            yield from _across(space, c, *(one.findings() for one in watches[c.market]))


_Two = tuple[list[Finding], list[Finding]]
"""What is found now, and what was found before."""


def _run(change: Change, pair: Pair, units: Sequence[Unit], rules: Sequence[Rule], old: Sequence[Rule]) -> _Two:
    levels = change.now.levels(change.market, pair.content.rules)
    found = check.run(units, rules, severities=levels) if rules else []
    # Only where something is found now is anything asked of the rules as they were.
    keys = {finding.key for finding in found}
    again = [unit for unit in units if unit.key in keys] if old else []
    return found, check.run(again, old, severities=change.levels_before(pair)) if again else []


def _new(change: Change, two: _Two) -> list[Finding]:
    """The findings that were not there before."""
    now = sift(change.now, two[0]).heard
    then = {_mark(f) for f in sift(change.before, two[1]).heard} if change.before else set()
    return [f for f in now if _mark(f) not in then]


def _mark(finding: Finding) -> Mark:
    return finding.rule, finding.key, finding.form, finding.span


def _watches(change: Change) -> tuple[check.Watch, ...]:
    """What looks at the market as a whole, now and before; nothing where no such rule changed."""
    rules, old = ([r for r in some if isinstance(r, WideRule)] for some in change.rules())
    if not rules:
        return ()
    now = change.now.levels(change.market)
    return check.Watch(rules, now), check.Watch(old, change.levels_before(None))


def _across(space: Workspace, change: Change, now: list[Finding], before: list[Finding]) -> Iterator[Affected]:
    found, old = _by_file(now), _by_file(before)
    for pair in space.pairs:
        path = pair.target(change.market)
        if path in found:
            yield from _affected(space, pair, change.market, _new(change, (found[path], old.get(path, []))))
            space.forget(pair)


def _by_file(findings: Iterable[Finding]) -> dict[str, list[Finding]]:
    out: dict[str, list[Finding]] = {}
    for finding in findings:
        out.setdefault(finding.resource, []).append(finding)
    return out


def _affected(space: Workspace, pair: Pair, market: str, found: Sequence[Finding]) -> Iterator[Affected]:
    target = space.target(pair, market) if found else None
    if target is not None and not pair.format.binary:
        found = [check.locate(f, target) for f in found]
    order = {key: n for n, key in enumerate(dict.fromkeys(f.key for f in found))}
    for key, group in groupby(sorted(found, key=lambda f: order[f.key]), key=lambda f: f.key):
        yield Affected(market, pair.source, key, tuple(sorted(group, key=lambda f: (f.form, f.span, f.rule))))
