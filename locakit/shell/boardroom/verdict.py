"""Verdicts from the page carried out: each held against what its reviewer saw, and taken back on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from locakit import review
from locakit.ledger import PERSONS_STATES, digest, persons
from locakit.model import Forms, Origin, Record, State
from locakit.proposals import Proposal
from locakit.queue import Answer, Ask
from locakit.shell import store
from locakit.shell.boardroom.view import seen
from locakit.shell.desk import Office
from locakit.shell.verdicts import Case, decide
from locakit.shell.workspace import Workspace, now

if TYPE_CHECKING:
    from locakit.shell.boardroom.shelf import Place, Shelf

_STAY = "a person wrote these words: edit them, or say in a comment what is wrong"


@dataclass(frozen=True, slots=True)
class Past:
    """How a unit stood before a verdict, and after it."""

    place: Place
    case: Case
    laid: Proposal | None
    """What lay in the proposals file for it, a rejected one included."""
    left: Record | None
    """The record that the verdict left."""


@dataclass(frozen=True, slots=True)
class Bench:
    """Where verdicts are given: the lock is held, and the shelf is as the files are."""

    shelf: Shelf
    state: State
    by: str

    @property
    def _space(self) -> Workspace:
        return self.shelf.space

    @property
    def _office(self) -> Office:
        return self.shelf.office

    def carry(self, ask: Ask, case: Case, place: Place) -> tuple[Answer, Past | None]:
        """Do what is asked, in memory but for the target file: the caller saves the ledger."""
        if ask.seen != seen(case):
            return Answer(ask.id, "conflict", "somebody else changed it"), None
        laid = self._space.proposals(case.market).get(place[1:])
        answer = self._reject(ask, case) if ask.act == "reject" else self._accept(ask, case)
        if answer.fault:
            return answer, None
        return answer, Past(place, case, laid, self._record(place))

    def _record(self, place: Place) -> Record | None:
        return self._space.ledger(place[0]).get(*place[1:])

    def _accept(self, ask: Ask, case: Case) -> Answer:
        text: Forms = case.target if ask.act == "approve" else ask.forms
        if not any(text.values()):
            return Answer(ask.id, "refused", "there are no words to approve")
        if ask.act == "approve" and self._lower(case):
            return Answer(ask.id, "refused", "it is final already, and an approval would make it reviewed")
        broken = decide(self._space, self._office, case, text, self.state, self.by, save=False)
        return Answer(ask.id, "refused", "; ".join(f.message for f in broken)) if broken else Answer(ask.id)

    def _lower(self, case: Case) -> bool:
        """What is final stays so: somebody with more to say has stood for these very words."""
        return self.state != "final" and case.record is not None and case.record.state == "final" and not case.waits

    def _reject(self, ask: Ask, case: Case) -> Answer:
        """A proposal goes; an approval is taken back; else a machine's words go, and a person's stay."""
        record = case.record
        if case.proposal is None and record is not None and record.state in PERSONS_STATES:
            self._space.ledger(case.market).put(replace(record, state="translated", by="", at=now()))
            return Answer(ask.id)
        if case.proposal is None and (record is None or persons(record)):
            return Answer(ask.id, "refused", _STAY if record else "there are no words to reject")
        broken = decide(self._space, self._office, case, case.target, "initial", self.by, save=False)
        return Answer(ask.id, "refused", "; ".join(f.message for f in broken)) if broken else Answer(ask.id)

    def undo(self, past: Past, here: Case, id: int) -> Answer:
        """Put back text, record and proposal as they were, unless somebody has been there since."""
        market, case = past.case.market, past.case
        if self._record(past.place) != past.left or digest(here.source.forms) != digest(case.source.forms):
            return Answer(id, "conflict", "somebody else changed it since")
        if here.target != case.target and not self._put_back(case, here.target):
            return Answer(id, "refused", "the file does not take the earlier words any more")
        ledger, waiting = self._space.ledger(market), self._space.proposals(market)
        if case.record:
            ledger.put(case.record)
        else:
            ledger.drop(*past.place[1:])
        if past.laid:
            waiting[past.place[1:]] = past.laid
        self._unlearn(case, here.target)
        return Answer(id)

    def _put_back(self, case: Case, there: Forms) -> bool:
        empty = store.emptied(case.pair.format, case.source, there)
        values: Mapping[str, Forms | None] = {case.source.key: case.target if case.target else empty}
        return case.source.key in store.write_values(self._space, case.pair, case.market, values, store.Stored())

    def _unlearn(self, case: Case, withdrawn: Forms) -> None:
        """The memory has a person stand for the words that were withdrawn: it shall not, and have the earlier ones."""
        source = self._space.source(case.pair)
        target = self._space.target(case.pair, case.market)
        if source is None or target is None:
            return
        place = review.Place(source, target, case.market, case.pair.format.keyed)
        good = bool(case.record and persons(case.record) and not case.stale)
        words, origin = (case.target, "human") if good else (withdrawn, "machine")
        kind: Origin = "human" if origin == "human" else "machine"
        if any(words.values()):
            self._office.learn([review.entry(place, case.source, words, kind, now())])
