"""The room in which a project is reviewed: its units as rows, one unit's whole story, verdicts written at once."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

from locakit import check, locales
from locakit.comments import Comment
from locakit.errors import LocakitError, UsageError
from locakit.ledger import digest
from locakit.model import Forms, State
from locakit.queue import Answer, Ask, Row
from locakit.shell import git, native, store
from locakit.shell.boardroom import aids, talk, view
from locakit.shell.boardroom.outlook import Outlook
from locakit.shell.boardroom.rows import row_of
from locakit.shell.boardroom.shelf import Place, Scope, Shelf, opened, stamp_of
from locakit.shell.boardroom.verdict import Bench, Past
from locakit.shell.desk import Office
from locakit.shell.lock import project_lock
from locakit.shell.verdicts import Case, unit
from locakit.shell.workspace import now, open_workspace

_PATIENCE = 5.0
"""Seconds that a verdict waits for another run to be done."""
_PAUSE, _SHARE = 0.7, 20
"""Seconds between two looks at the files, and how many times longer than a look that must be."""
_FEW = 10
"""Answers up to which each brings its unit along."""
_STEPS = 200
"""Verdicts that can be taken back."""

_SEEN = ("source", "target", "proposal", "stale", "elsewhere", "findings")


class Room:
    """A project under review. Its methods are called from one thread; what they return is ready for JSON."""

    def __init__(self, root: Path, scope: Scope, state: State, by: str) -> None:
        self.root, self.scope, self.state, self.by = root, scope, state, by
        self.version = 1
        self.waits = 0
        """Units that a person should decide on."""
        self.trouble = ""
        """Why the project, or a file of it, cannot be read as it is now."""
        self._office = Office(open_workspace(str(root)), write=True)
        self._shelves = [opened(root, self._office, scope)]
        self._outlook = Outlook(self._shelves[0].space)
        self._talk = talk.read(root)
        self._places: list[Place] = []
        self._ids: dict[Place, int] = {}
        self._rows: dict[int, Row] = {}
        self._changed: dict[int, int] = {}
        self._past: list[list[Past]] = []
        self._next = 0.0
        for market in scope.markets:
            self._tell(self._cases(market))
        with suppress(UsageError), project_lock(root):
            git.ensure_attributes(root)

    def close(self) -> None:
        """Let go of memory and engines."""
        self._office.close()

    def start(self) -> dict[str, Any]:
        """What the page needs to begin."""
        space = self._shelves[0].space
        return {
            "by": self.by, "state": self.state, "version": self.version,
            "project": space.project.name or self.root.name,
            "markets": [{"tag": m, "name": locales.name(m), "dir": locales.direction(m)} for m in self.scope.markets],
            "broken": self.broken()[:50], "trouble": self.trouble,
        }  # fmt: skip

    def broken(self) -> list[str]:
        """A sentence for each file that cannot be read."""
        return list(dict.fromkeys(f.render() for shelf in self._shelves for f in shelf.space.broken))

    def rows(self) -> Sequence[Row]:
        """All units, market by market in the order of the files."""
        return [self._rows[self._ids[p]] for m in self.scope.markets for p in self._cases(m)]

    def row(self, id: int) -> Row | None:
        """One unit's row; None where it is gone."""
        return self._rows.get(id)

    def changed(self, since: int) -> list[int]:
        """The units that are not what they were in an earlier version; looks at the files now and then."""
        if time.monotonic() > self._next:
            try:
                self._take_in(whole=True)
                self.trouble = "\n".join(self.broken()[:3])
            except LocakitError as error:
                self.trouble = error.message
        return [id for id, version in self._changed.items() if version > since]

    def unit(self, id: int) -> dict[str, Any] | None:
        """All that the page shows of a unit; None where it is gone."""
        found = self._find(id)
        if found is None:
            return None
        shelf, case, place = found
        shown = view.unit(shelf, case, self._talk.of(place), id)
        return {**shown, "near": view.neighbours(shelf, place), "version": self.version}

    def seen(self, id: int) -> tuple[str, str] | None:
        """The hashes of source and target, which a verdict must name."""
        found = self._find(id)
        return view.seen(found[1]) if found else None

    def aids(self, id: int) -> dict[str, Any]:
        """What helps with a unit and takes time to find: memory matches, and the source as it was."""
        found = self._find(id)
        if found is None:
            return {"memory": [], "before": None}
        shelf, case, _ = found
        return {"memory": aids.matches(shelf, case), "before": aids.before(shelf, case)}

    def check(self, id: int, forms: Forms) -> dict[str, Any] | None:
        """What the rules say of a text that is being written, by the engine that judges it when it is saved."""
        found = self._find(id)
        if found is None:
            return None
        shelf, case, place = found
        raw = unit(case.pair, case.source, forms, case.market, self._office.locale)
        asked, levels = self._office.seen(raw), self._office.levels(case.market, case.pair.content.rules)
        findings = check.run([asked], self._office.rules(case.market), severities=levels) if any(forms.values()) else []
        findings = self._office.links(case.market).written(findings, [raw])
        said = view.checked(shelf, case, forms, shelf.heard(findings))
        return {**said, "blocked": [f.message for f in check.blocking(findings)], "place": place[2]}

    def decide(self, groups: Sequence[Sequence[Ask]]) -> list[list[Answer]]:
        """Carry verdicts into files and ledger; each is refused where its texts are not those that were seen.

        Each group is one step of ``undo``.
        """
        try:
            with self._held(), self._office.lessons():
                done = [[self._one(ask) for ask in asks] for asks in groups]
                steps = [[past for _, past in group if past] for group in done]
                self._save([past for step in steps for past in step])
        except LocakitError as error:
            return [[Answer(ask.id, "busy", error.message) for ask in asks] for asks in groups]
        self._past = [*self._past, *(step for step in steps if step)][-_STEPS:]
        return [[self._with_unit(a) if len(group) < _FEW else a for a, _ in group] for group in done]

    def undo(self) -> list[Answer]:
        """Take back the last verdict, or all that were given together."""
        if not self._past:
            return []
        steps = self._past.pop()
        try:
            with self._held(), self._office.lessons():
                answers = [self._undone(past) for past in reversed(steps)]
                self._save(steps)
        except LocakitError as error:
            self._past.append(steps)
            return [Answer(self._ids[p.place], "busy", error.message) for p in steps]
        return [self._with_unit(a) if len(answers) < _FEW else a for a in answers]

    def comment(self, id: int, text: str) -> dict[str, Any] | None:
        """Add a remark to a unit; the unit as it then stands. Raises UsageError where another run has the project."""
        found = self._find(id)
        if found is None:
            return None
        _, case, place = found
        with self._held():
            made = Comment(*place, now(), self.by, digest(case.target), text.strip())
            self._talk = talk.add(self.root, made)
            for shelf in self._shelves:
                shelf.stamps[talk.PATH] = stamp_of(self.root / talk.PATH)
            self._tell([place])
        return self.unit(id)

    def _one(self, ask: Ask) -> tuple[Answer, Past | None]:
        found = self._find(ask.id)
        if found is None:
            return Answer(ask.id, "gone", "there is no such unit any more"), None
        shelf, case, place = found
        try:
            return Bench(shelf, self.state, self.by).carry(ask, case, place)
        except LocakitError as error:
            return Answer(ask.id, "busy", error.message), None

    def _undone(self, past: Past) -> Answer:
        id = self._ids[past.place]
        found = self._find(id)
        if found is None:
            return Answer(id, "gone", "there is no such unit any more")
        return Bench(found[0], self.state, self.by).undo(past, found[1], id)

    def _with_unit(self, answer: Answer) -> Answer:
        return Answer(answer.id, answer.fault, answer.message, self.unit(answer.id))

    def _save(self, steps: Sequence[Past]) -> None:
        """Write ledgers and proposals of the markets that were touched, and look at their units once more."""
        for shelf in self._shelves:
            mine = [p.place for p in steps if p.place[0] in shelf.cases]
            touched = list(dict.fromkeys(place[0] for place in mine))
            for market in touched:
                native.follow(shelf.space, market)
                store.save_ledger(shelf.space, market)
            if mine:
                self._office.again(shelf.space).learn(shelf.lessons)
                shelf.lessons = []
                shelf.again(mine)
                for market in touched:
                    shelf.stamp(market)
                self._tell(mine)

    @contextmanager
    def _held(self) -> Iterator[None]:
        """The project's lock, waited for a while, with all that others wrote before it was ours taken in."""
        until = time.monotonic() + _PATIENCE
        with ExitStack() as stack:
            while True:
                try:
                    stack.enter_context(project_lock(self.root))
                    break
                except UsageError:
                    if time.monotonic() > until:
                        raise
                time.sleep(0.05)
            self._take_in()
            yield

    def _take_in(self, *, whole: bool = False) -> None:
        """Have what others wrote; with ``whole`` also files that are new."""
        began = time.monotonic()
        anew = self._outlook.judged_anew()
        stale = self.scope.markets if anew else [m for shelf in self._shelves for m in shelf.stale()]
        if (whole or stale) and not anew and self._outlook.other_files():
            stale = self.scope.markets
        self._next = time.monotonic() + max(_PAUSE, _SHARE * (time.monotonic() - began))
        if stale:
            self._reopen(stale, Office(open_workspace(str(self.root)), write=True) if anew else self._office)

    def _reopen(self, markets: Sequence[str], office: Office) -> None:
        """Read markets anew; what differs from before is told to who asks for changes."""
        before = {place: case for m in markets for place, case in self._cases(m).items()}
        fresh = opened(self.root, office, Scope(markets, self.scope.resource, self.scope.key))
        if office is not self._office:
            self._office.close()
            self._office = office
        if markets is self.scope.markets:
            self._outlook = Outlook(fresh.space)
        for shelf in self._shelves:
            for market in markets:
                shelf.cases.pop(market, None)
        self._shelves = [*(s for s in self._shelves if s.cases), fresh]
        talked, self._talk = self._talk, talk.read(self.root)
        after = {place: case for cases in fresh.cases.values() for place, case in cases.items()}
        gone = [p for p in before if p not in after]
        self._tell(p for p in after if _differ(before.get(p), after[p]) or talked.of(p) != self._talk.of(p))
        self._forget(gone)

    def _tell(self, places: Iterator[Place] | Sequence[Place] | Mapping[Place, Case]) -> None:
        self.version += 1
        for place in places:
            if place not in self._ids:
                self._ids[place] = len(self._places)
                self._places.append(place)
            id = self._ids[place]
            old = self._rows.get(id)
            row = self._rows[id] = row_of(id, self._cases(place[0])[place], len(self._talk.of(place)))
            self.waits += row.waits - (old.waits if old else 0)
            self._changed[id] = self.version

    def _forget(self, places: Sequence[Place]) -> None:
        for place in places:
            row = self._rows.pop(self._ids[place], None)
            self.waits -= row.waits if row else 0
            self._changed[self._ids[place]] = self.version

    def _cases(self, market: str) -> dict[Place, Case]:
        return next((s.cases[market] for s in self._shelves if market in s.cases), {})

    def _find(self, id: int) -> tuple[Shelf, Case, Place] | None:
        """The unit of a row, with the shelf that holds its market."""
        place = self._places[id] if 0 <= id < len(self._places) else None
        for shelf in self._shelves if place else ():
            if place and (case := shelf.cases.get(place[0], {}).get(place)):
                self._office.again(shelf.space)
                return shelf, case, place
        return None


def _differ(before: Case | None, after: Case) -> bool:
    """True where a reviewer would see another unit; when words were first seen is no matter."""
    if before is None:
        return True
    records = [replace(c.record, at="") if c.record else None for c in (before, after)]
    return records[0] != records[1] or any(getattr(before, n) != getattr(after, n) for n in _SEEN)
