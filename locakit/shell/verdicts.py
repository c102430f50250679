"""What waits for a person, and their verdicts carried to file, ledger and memory, one at a time and at once."""

from __future__ import annotations

import fnmatch
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from locakit import check, plan, review
from locakit.ledger import PERSONS_STATES, digest, lineage, persons
from locakit.locales import NO_PLURAL
from locakit.model import Finding, Forms, Message, Origin, Record, State, Unit
from locakit.proposals import Proposal
from locakit.recall import SIBLING
from locakit.review import Verdict
from locakit.shell import native, store
from locakit.shell.desk import Office
from locakit.shell.settling import settle
from locakit.shell.workspace import Pair, Workspace, now


@dataclass(frozen=True, slots=True)
class Case:
    """One unit that a person should decide on."""

    market: str
    pair: Pair
    source: Message
    target: Forms
    """What stands in the file; empty where only a proposal is there."""
    record: Record | None
    proposal: Proposal | None
    stale: bool
    elsewhere: bool
    """The words stand under another key, or are marked fuzzy: keeping them is writing them."""
    findings: tuple[Finding, ...]

    @property
    def waits(self) -> bool:
        """A person should decide on it: nobody has, or the source has changed since, or a proposal lies there."""
        if self.record is None:
            return self.proposal is not None
        return self.record.state not in PERSONS_STATES or self.stale or self.proposal is not None

    @property
    def clean(self) -> bool:
        """Nothing speaks against it: whole, fresh, without error, warning or mark."""
        noted = bool(self.record and self.record.note)
        loud = any(f.severity != "info" for f in self.findings)
        return bool(self.target) and not (self.stale or self.proposal or noted or loud)


def cases(space: Workspace, office: Office, markets: Sequence[str], resource: str = "", key: str = "") -> list[Case]:
    """The units below ``reviewed``, the stale ones and those with a proposal; marked and stale ones come first."""
    out = [c for m in markets for c in _market_cases(space, office, m, resource, key)]
    return sorted(out, key=lambda c: (c.market, not (c.stale or c.proposal), c.clean))


def _market_cases(space: Workspace, office: Office, market: str, resource: str, key: str) -> Iterator[Case]:
    office.learn(settle(space, market)[0].learned)
    for pair in space.pairs:
        facts = space.facts(pair, market)
        if facts is None or (resource and not fnmatch.fnmatchcase(pair.source, resource)):
            continue
        for case in every(pair, facts, key):
            if case.waits:
                asked = unit(pair, case.source, case.target, market, office.locale)
                yield replace(case, findings=tuple(office.check(asked)) if case.target else ())


def every(pair: Pair, facts: plan.Facts, key: str = "") -> Iterator[Case]:
    """All units of a file that have words in the source, in its order; their findings are not asked for yet."""
    there = facts.target.by_key() if facts.target else {}
    for source in facts.source.messages:
        if "verbatim" not in source.flags and (not key or fnmatch.fnmatchcase(source.key, key)):
            yield case_of(pair, facts, source, there.get(source.key))


def _unheld(target: Message) -> frozenset[str]:
    """What the target's file has no place for."""
    return frozenset(flag for flag in target.flags if flag.startswith(NO_PLURAL))


def case_of(pair: Pair, facts: plan.Facts, source: Message, found: Message | None) -> Case:
    """One unit as it stands, its findings not asked for yet."""
    if found and found.plural:
        source = replace(source, flags=source.flags | _unheld(found))
    target = dict(found.forms) if found else {}
    record, waiting = facts.records.get(source.key), facts.proposals.get(source.key)
    if record is None or not any(target.values()):
        target, record = {}, None
    if waiting and (waiting.source_hash != digest(source.forms) or not waiting.forms):
        waiting = None
    elsewhere = found is not None and "fuzzy" in found.flags
    return Case(facts.market, pair, source, target, record, waiting, plan.stale(record, source), elsewhere, ())


def unit(pair: Pair, source: Message, target: Forms, market: str, locale: str) -> Unit:
    """The unit that the rules see for a text that a person is about to put in."""
    return Unit(
        pair.target(market), source.key, source.forms, target, market, locale, source.plural, source.note,
        source.limit, "translated", source.flags,
    )  # fmt: skip


def decide(
    space: Workspace, office: Office, case: Case, text: Forms, state: State, by: str, *, save: bool = True
) -> list[Finding]:
    """Carry a verdict: write the text if it differs, record it, teach the memory. Findings that forbid it, if any.

    ``state`` ``initial`` rejects: a machine's target is taken out and the unit is due again, a person's words stay,
    and a proposal is thrown away for good. Without ``save`` the caller saves the ledger, after many verdicts.
    """
    if state != "initial":
        broken = check.blocking(office.check(unit(case.pair, case.source, text, case.market, office.locale)))
        if broken:
            return broken
    verdict = Verdict(case.source.key, text, state)
    refused = _reject(space, case) if state == "initial" else _accept(space, office, case, verdict, by)
    if not refused and save:
        native.follow(space, case.market)
        store.save_ledger(space, case.market)
    return refused


def _reject(space: Workspace, case: Case) -> list[Finding]:
    place, waiting = (case.pair.source, case.source.key), space.proposals(case.market)
    if case.proposal:
        waiting[place] = replace(case.proposal, forms={}, engine=_refused(case.proposal.engine))
    elif case.record and not persons(case.record):
        empty, stored = store.emptied(case.pair.format, case.source, case.target), store.Stored()
        if case.source.key not in store.write_values(space, case.pair, case.market, {case.source.key: empty}, stored):
            return stored.findings
        space.ledger(case.market).drop(*place)
    return []


def _refused(engine: str) -> str:
    """What a proposal that was thrown away is known by; what a text was derived from stays known."""
    return plan.REFUSED + engine if lineage(engine) else plan.REFUSED.strip()


def _accept(space: Workspace, office: Office, case: Case, verdict: Verdict, by: str) -> list[Finding]:
    text = verdict.text
    if text != case.target or case.elsewhere:
        stored = store.Stored()
        hashes = store.write_values(space, case.pair, case.market, {case.source.key: text}, stored)
        if case.source.key not in hashes:
            return stored.findings
        target = space.target(case.pair, case.market)
        text = target.by_key()[case.source.key].forms if target else text
    record(space, office, case, text, verdict.state, by)
    return []


def record(space: Workspace, office: Office, case: Case, text: Forms, state: State, by: str) -> None:
    """Note the verdict on words that stand in the file, and teach the memory; the caller saves the ledger."""
    verdict = Verdict(case.source.key, text, state)
    base = Record(case.pair.source, case.source.key, digest(case.source.forms), "", "translated", "human")
    made = review.judge(_taken(case, text), base, verdict, by, now())
    if made and case.proposal and lineage(case.proposal.engine):
        made = replace(made, engine=case.proposal.engine)
    if made:
        space.ledger(case.market).put(made)
    space.proposals(case.market).pop((case.pair.source, case.source.key), None)
    source = space.source(case.pair)
    target = space.target(case.pair, case.market)
    if source and target:
        place = review.Place(source, target, case.market, case.pair.format.keyed)
        office.learn([review.entry(place, case.source, text, "human", now())])


def _taken(case: Case, text: Forms) -> Record | None:
    """The record of the words that are approved: the unit's own, or the proposal's engine where that was taken."""
    if case.proposal and review.same_text(text, case.proposal.forms):
        engine = case.proposal.engine
        origin: Origin = "memory" if engine.startswith(("memory ", SIBLING)) else "machine"
        rate = engine.removeprefix("memory ")
        return Record(case.pair.source, case.source.key, "", digest(text), "translated", origin, rate)
    return case.record
