"""Some markets of a project as the board holds them: every unit with its findings, and whether a file has changed."""

from __future__ import annotations

import fnmatch
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from locakit import check
from locakit.comments import PATH as COMMENTS
from locakit.model import Entry, Finding
from locakit.shell.approvals import sift
from locakit.shell.desk import Office
from locakit.shell.settling import settle
from locakit.shell.state import DISMISSED
from locakit.shell.verdicts import Case, case_of, every, unit
from locakit.shell.workspace import Pair, Workspace, open_workspace

Place = tuple[str, str, str]
"""(market, source file, key)."""
Stamp = tuple[int, int, int] | None


@dataclass(frozen=True, slots=True)
class Scope:
    """What is reviewed."""

    markets: Sequence[str]
    resource: str = ""
    """A pattern of source files; empty is all."""
    key: str = ""
    """A pattern of keys; empty is all."""


@dataclass(slots=True)
class Shelf:
    """An open project and its markets' units, as they were when the files were read."""

    space: Workspace
    office: Office
    scope: Scope
    cases: dict[str, dict[Place, Case]] = field(default_factory=dict)
    """By market, in the order of the files."""
    lessons: list[Entry] = field(default_factory=list)
    """What people wrote outside of locakit: the memory learns it with the next verdict."""
    stamps: dict[str, Stamp] = field(default_factory=dict)
    _order: dict[tuple[str, str], tuple[list[Place], dict[Place, int]]] = field(default_factory=dict)

    def stale(self) -> list[str]:
        """The markets of which a file is not what it was when it was read."""
        changed = {path for path, stamp in self.stamps.items() if stamp != stamp_of(self.space.root / path)}
        return [m for m in self.cases if changed & set(_paths(self.space, m))] if changed else []

    def stamp(self, market: str) -> None:
        """Take note of the market's files as they are."""
        self.stamps |= {path: stamp_of(self.space.root / path) for path in _paths(self.space, market)}

    def read(self, market: str) -> None:
        """Read all units of a market."""
        self.stamp(market)
        self.lessons += settle(self.space, market)[0].learned
        found: dict[Place, Case] = {}
        for pair in self.space.pairs:
            if self.scope.resource and not fnmatch.fnmatchcase(pair.source, self.scope.resource):
                continue
            facts = self.space.facts(pair, market)
            whole = [c for c in every(pair, facts, self.scope.key) if any(c.source.forms.values())] if facts else []
            for case in self._checked(pair, market, whole):
                found[market, pair.source, case.source.key] = case
        self.cases[market] = found

    def _checked(self, pair: Pair, market: str, cases: Sequence[Case]) -> list[Case]:
        made = [unit(pair, c.source, c.target, market, self.office.locale) for c in cases if c.target]
        units = [self.office.seen(one) for one in made]
        levels = self.office.levels(market, pair.content.rules)
        by_key: dict[str, list[Finding]] = {}
        found = check.run(units, self.office.rules(market), severities=levels)
        for finding in self.heard(self.office.links(market).written(found, made)):
            by_key.setdefault(finding.key, []).append(finding)
        return [replace(c, findings=tuple(by_key.get(c.source.key, ()))) if c.target else c for c in cases]

    def around(self, place: Place, reach: int) -> tuple[list[Case], list[Case]]:
        """The units before and behind one in its file, at most ``reach`` on either side."""
        market, resource, _ = place
        if (market, resource) not in self._order:
            row = [p for p in self.cases[market] if p[1] == resource]
            self._order[market, resource] = row, {p: n for n, p in enumerate(row)}
        row, at = self._order[market, resource]
        n, known = at[place], self.cases[market]
        return [known[p] for p in row[max(n - reach, 0) : n]], [known[p] for p in row[n + 1 : n + 1 + reach]]

    def heard(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings that nobody has dismissed."""
        return sift(self.office, list(findings)).heard

    def again(self, places: Iterable[Place]) -> None:
        """Look once more at units that were decided on."""
        by_file: dict[tuple[str, str], list[str]] = {}
        for market, resource, key in places:
            by_file.setdefault((market, resource), []).append(key)
        for (market, resource), keys in by_file.items():
            pair = next((p for p in self.space.pairs if p.source == resource), None)
            facts = self.space.facts(pair, market) if pair else None
            if pair is None or facts is None:
                continue
            sources, there = facts.source.by_key(), facts.target.by_key() if facts.target else {}
            known = [case_of(pair, facts, sources[key], there.get(key)) for key in keys if key in sources]
            for case in self._checked(pair, market, known):
                self.cases[market][market, resource, case.source.key] = case


def opened(root: Path, office: Office, scope: Scope) -> Shelf:
    """The project read anew, with the markets of the scope."""
    space = open_workspace(str(root))
    shelf = Shelf(space, office.again(space), scope)
    for market in scope.markets:
        if market in space.project.markets:
            shelf.read(market)
    return shelf


def _paths(space: Workspace, market: str) -> list[str]:
    """The files on which a market's units rest."""
    state = [f".locakit/ledger/{market}.tsv", f".locakit/proposals/{market}.tsv", DISMISSED, COMMENTS]
    return [*state, *(p for pair in space.pairs for p in (pair.source, pair.target(market)))]


def stamp_of(path: Path) -> Stamp:
    """What changes when a file is written: time, size and number; None where it is not there."""
    try:
        seen = os.stat(path)
    except OSError:
        return None
    return seen.st_mtime_ns, seen.st_size, seen.st_ino
