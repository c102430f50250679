"""One market's run: see what people did, plan, translate, write, record; what finishes is never lost."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from locakit import fitting, plan
from locakit.ledger import digest
from locakit.links import Links
from locakit.market import Market
from locakit.model import Entry, Message, Plan, Record, Step
from locakit.recall import SIBLING, Recalled
from locakit.review import Finished, Seen
from locakit.shell import journal as journals
from locakit.shell import native, store
from locakit.shell.settling import journal, settle
from locakit.shell.store import Stored
from locakit.shell.workspace import Pair, Workspace, now
from locakit.translate import KEPT, Desk, Done, Outcome, Work, fill


@dataclass(slots=True)
class Survey:
    """What a market looks like before the work."""

    market: str
    plans: list[tuple[Pair, Plan]] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    finished: Mapping[tuple[str, str], Finished] = field(default_factory=dict)
    """What an interrupted run left in the journal, by (source file, key)."""
    links: Links | None = None
    """How addresses are written in the market."""
    beside: dict[tuple[str, str], frozenset[str]] = field(default_factory=dict)
    """Flags that target files have for their entries, also where they have no text yet, by (source file, key)."""

    def work(self) -> list[Work]:
        """The steps that need words."""
        return [
            _linked(Work(pair.source, p.target, step, self._flags(pair, step.source), near), self.links)
            for pair, p in self.plans
            for step, near in _neighbours(p.steps)
            if step.source is not None and step.act in ("recall", "translate", "propose")
        ]

    def _flags(self, pair: Pair, message: Message) -> frozenset[str]:
        """The message's flags with those that the target's file has for it: the market's own keywords."""
        own = self.beside.get((pair.source, message.key))
        return message.flags | own if own else message.flags


def _linked(work: Work, links: Links | None) -> Work:
    """The work with the addresses of its source, and of words that are known already, as the market sees them."""
    if not links:
        return work
    message, flags, key = work.message, work.flags, work.step.key
    known = work.step.text if "verbatim" not in flags else {}
    text = links.repaired(message.forms, known, flags, key) if known else work.step.text
    step = work.step if text == work.step.text else replace(work.step, text=text)
    return replace(work, step=step, seen=links.copied(replace(message, flags=flags)))


def _neighbours(steps: Sequence[Step]) -> Iterator[tuple[Step, tuple[str, ...]]]:
    """Each step with the source texts before and after it that may be shown."""
    sources = (step.source for step in steps)
    texts = ["", *(m.text if m and KEPT not in m.flags else "" for m in sources), ""]
    for at, step in enumerate(steps):
        yield step, tuple(text for text in (texts[at], texts[at + 2]) if text)


@dataclass(slots=True)
class Result:
    """What one market's run came to."""

    market: str
    survey: Survey
    outcome: Outcome
    stored: Stored
    proposed: int = 0
    resumed: int = 0
    """Units that an earlier, interrupted run had finished."""


def survey(
    space: Workspace, market: str, recall: Callable[[Pair], plan.Recall], learn: Callable[[list[Entry]], None],
    base: Callable[[Pair], plan.Base | None] = lambda pair: None,
) -> Survey:  # fmt: skip
    """Settle the market, teach the memory what people did, and plan every readable resource."""
    seen, finished = settle(space, market)
    learn(seen.learned)
    links = Links(space.project.links, market, space.project.source)
    found = Survey(market, seen=seen, finished=finished, links=links)
    lost = _lost_files(space, market)
    for pair in space.pairs:
        facts = space.facts(pair, market)
        if facts is not None:
            found.beside |= {(pair.source, key): s for key, s in (facts.target.beside if facts.target else {}).items()}
            asked = _carrying(lost, recall(pair))
            found.plans.append((pair, plan.make(plan.with_recall(facts, asked, base(pair)))))
    return found


Lost = Mapping[tuple[str, str], Record]
"""Records of units whose file is gone, by the hashes of their source and target."""


def _lost_files(space: Workspace, market: str) -> Lost:
    ledger, there = space.ledger(market), {pair.source for pair in space.pairs}
    gone = (r for name in ledger.resources() - there for r in ledger.of(name).values())
    return {(r.source_hash, r.target_hash): r for r in gone}


def _carrying(lost: Lost, recall: plan.Recall) -> plan.Recall:
    """A recall that knows when the memory's words are those of a unit whose file is gone: then they move."""
    if not lost:
        return recall

    def ask(message: Message) -> Recalled | None:
        found = recall(message)
        record = lost.get((digest(message.forms), digest(found.forms))) if found and found.sure else None
        return replace(found, carried=record) if found and record else found

    return ask


def run(space: Workspace, found: Survey, desk: Desk, *, prune: bool = False) -> Result:
    """Do a surveyed market's work; on ^C (raised again) what finished is written first.

    ``prune`` also takes out what people wrote for units that are gone from the source.
    """
    log, outcome = journal(space, found.market), Outcome()
    resumed, rest = _resume(found, desk.market)
    result = Result(found.market, found, outcome, Stored(), resumed=len(resumed))
    finished = list(resumed)

    def keep(batch: Sequence[Done]) -> None:
        # First in mind, then on disk: ^C between the two must not make the journal's end lose the batch.
        finished.extend(batch)
        log.append([_entry(one) for one in batch])

    desk.on_done = keep
    desk.on_progress(len(resumed))
    try:
        result.outcome = fill(rest, desk)
    finally:
        _store(space, found, finished, result, prune)
        _suggest(space, result)
        for path in native.follow(space, found.market):
            result.stored.written.setdefault(path, 0)
        store.save_ledger(space, found.market)
        log.clear()
    return result


def _entry(done: Done) -> journals.Entry:
    step, message = done.work.step, done.work.message
    return journals.Entry(
        done.work.resource, step.key, digest(message.forms), dict(done.forms),
        done.origin, done.engine, done.notes, now(),
    )  # fmt: skip


def _resume(found: Survey, market: Market) -> tuple[list[Done], list[Work]]:
    done: list[Done] = []
    rest: list[Work] = []
    for work in found.work():
        known = found.finished.get((work.resource, work.step.key))
        if known and known.source_hash == digest(work.message.forms):
            over = ""
            if fitting.NOTE in known.notes:
                over = fitting.told(work.flags, work.message.limit, known.forms, market)
            done.append(Done(work, known.forms, known.origin, known.engine, known.notes, over))
        else:
            rest.append(work)
    return done, rest


def _store(space: Workspace, found: Survey, finished: Sequence[Done], result: Result, prune: bool) -> None:
    by_resource: dict[str, list[Done]] = {}
    for one in finished:
        if one.work.step.act == "propose":
            forms = plan.completed(one.work.step, one.forms)
            store.propose(space, found.market, one.work.resource, one.work.message, forms, _engine(one))
            result.proposed += 1
        else:
            by_resource.setdefault(one.work.resource, []).append(one)
    for pair, made in found.plans:
        drops = [s.key for s in made.steps if _goes(s, prune)]
        store.store_resource(space, pair, found.market, by_resource.get(pair.source, []), drops, result.stored)


def _goes(step: Step, prune: bool) -> bool:
    """True where the entry is to be taken out whatever becomes of the others."""
    return step.act == "drop" or (prune and step.source is None and not step.why.startswith(plan.MOVES))


def _engine(done: Done) -> str:
    return f"memory {done.engine}" if done.origin == "memory" else done.engine


def _suggest(space: Workspace, result: Result) -> None:
    """Where no engine could do a unit, the memory's words that are alike are laid beside it."""
    for work in result.outcome.due:
        if work.step.act == "translate" and work.step.text:
            told = work.step.engine
            engine = told if told.startswith(SIBLING) else f"memory {told}"
            store.propose(space, result.market, work.resource, work.message, work.step.text, engine)
