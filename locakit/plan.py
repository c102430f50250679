"""What will be done with each unit, and why: a value that dry run, status, cost and the real run all read."""

from __future__ import annotations

import fnmatch
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from locakit import heads, locales
from locakit.ledger import digest, lineage, persons
from locakit.model import Forms, Message, Plan, Record, Resource, Step
from locakit.proposals import Proposal

if TYPE_CHECKING:
    from locakit.recall import Recalled

Recall = Callable[[Message], "Recalled | None"]
"""Asks the memory for a message; None where it has nothing."""


class Base(Protocol):
    """Another market's texts of one resource, and what they become in this one."""

    def name(self, message: Message) -> str:
        """What a text derived from the base would be known by today (see ``ledger.DERIVED``); empty without one."""

    def made(self, message: Message) -> Recalled | None:
        """The base's text, made this market's."""


INCOMPLETE = "plural forms are missing"
"""The reason of a step for a target that is right as far as it goes."""
MOVES = "moves"
"""How the reason of a target begins that goes when its words stand under their new key, and not before."""
TERMS = "terms"
"""Stands for the source hash of a target whose terms changed: it is stale, so the next translate makes it anew."""
REFUSED = "rejected "
"""How the engine of a proposal begins that was thrown away, where that tells what it was derived from."""
EXTRA = "extra-"
"""What the keys of blocks begin with that no source block is paired with (see ``align.rekey``)."""


def stale(record: Record | None, source: Message) -> bool:
    """True where the target was made from another source text."""
    return record is not None and record.source_hash != digest(source.forms)


def skipped(key: str, patterns: Iterable[str]) -> bool:
    """True where a ``skip:`` pattern of the project names the key."""
    return any(fnmatch.fnmatchcase(key, p) for p in patterns)


@dataclass(frozen=True, slots=True)
class Facts:
    """All that a plan for one resource in one market is made from."""

    market: str
    source: Resource
    target: Resource | None
    """Aligned: its keys are those of the source."""
    target_path: str
    records: Mapping[str, Record]
    proposals: Mapping[str, Proposal] = field(default_factory=dict)
    skip: tuple[str, ...] = ()
    recall: Recall = lambda message: None  # a field's default, not a name
    retired: Mapping[str, Message] = field(default_factory=dict)
    """Entries that the target file keeps out of use (PO's obsolete ones), by key."""
    keyed: bool = True
    base: Base | None = None
    """What the market is derived from, if it is."""
    copied: Callable[[Message], Forms] = lambda message: message.forms  # a field's default, not a name
    """What a text that is copied is in the market."""


def with_recall(facts: Facts, recall: Recall, base: Base | None = None) -> Facts:
    """The facts with a memory, and a base, to ask."""
    return replace(facts, recall=recall, base=base)


def make(facts: Facts) -> Plan:
    """The plan for one resource in one market; nothing is changed by making it."""
    present = facts.target.by_key() if facts.target else {}
    wanted = {m.key for m in facts.source.messages}
    left = [m for m in present.values() if m.key not in wanted and not skipped(m.key, facts.skip)]
    homeless, near = _homeless(facts, left), _near_words(facts)
    steps: list[Step] = []
    moved: dict[str, str] = {}
    for message in facts.source.messages:
        if skipped(message.key, facts.skip):
            continue
        target = dict(present[message.key].forms) if message.key in present else {}
        fitting = None if any(target.values()) else homeless.get(digest(message.forms))
        if fitting:
            old = fitting.pop(0)
            moved[old.key] = message.key
            steps.append(_moved(message, facts.records[old.key], old))
        else:
            step = _step(facts, message, present.get(message.key), target)
            steps.append(_aside(facts, step) if message.key in near else step)
    drops = [_drop(facts.records.get(m.key), m, moved.get(m.key)) for m in left]
    return Plan(facts.market, facts.source.path, facts.target_path, (*steps, *(d for d in drops if d)))


def _homeless(facts: Facts, left: Iterable[Message]) -> dict[str, list[Message]]:
    """Targets whose key is gone from the source, by the hash of the source they were made from, in their order."""
    out: dict[str, list[Message]] = {}
    for message in left:
        record = facts.records.get(message.key)
        if record and record.source_hash and record.target_hash == digest(message.forms):
            out.setdefault(record.source_hash, []).append(message)
    return out


def _near_words(facts: Facts) -> set[str]:
    """Blocks of a document that are not in its target, where a person's own blocks stand in their place.

    Nobody can tell whether those words are the translation; filling the place could say a thing twice.
    """
    if facts.keyed or facts.target is None:
        return set()
    there = [m.key for m in facts.target.messages]
    at = {key: n for n, key in enumerate(there)}
    wanted = {m.key for m in facts.source.messages}
    extra = [_own_words(m, facts, wanted) for m in facts.target.messages]
    out: set[str] = set()
    start, waiting = 0, list[str]()
    for key in (*(m.key for m in facts.source.messages), ""):
        place = at.get(key, len(there) if not key else -1)
        if place < 0:
            waiting.append(key)
            continue
        if any(extra[start:place]):
            out |= set(waiting)
        start, waiting = max(start, place + 1), []
    return out


def _own_words(message: Message, facts: Facts, wanted: set[str]) -> bool:
    """A block without a source that a person added, or wrote for a source that is gone."""
    if message.key in wanted or "verbatim" in message.flags:
        return False
    record = facts.records.get(message.key)
    return message.key.startswith(EXTRA) or (record is not None and persons(record))


def _aside(facts: Facts, step: Step) -> Step:
    """A step that would fill such a place, as a proposal."""
    if step.act not in ("translate", "recall") or step.source is None or "verbatim" in step.source.flags:
        return step
    waiting = facts.proposals.get(step.key)
    if waiting and waiting.source_hash == digest(step.source.forms):
        return replace(step, act="keep", why="a proposal waits: a person's words stand in its place")
    text = step.text if step.act == "recall" else {}
    return replace(step, act="propose", why="a person's words stand in its place", text=text)


def _moved(message: Message, record: Record, old: Message) -> Step:
    why = f"moved from {old.key}"
    return Step(message.key, "recall", why, message, {}, dict(old.forms), record.engine, record)


def _step(facts: Facts, message: Message, found: Message | None, target: Forms) -> Step:
    record = facts.records.get(message.key)
    if not any(message.forms.values()):
        return Step(message.key, "keep", "the source is empty", message, target)
    if "verbatim" in message.flags:
        return _verbatim(message, target, record, facts.copied(message))
    if not any(target.values()):
        return _get(facts, message, target, "new" if record is None else "not in the file")
    if record is None:
        if not facts.keyed and target == message.forms:
            return _get(facts, message, target, "new")
        return Step(message.key, "keep", "a person's words", message, target)
    if not stale(record, message):
        return _rebased(facts, message, target, record) or _whole(facts, message, found, target, record)
    if not persons(record):
        why = "the glossary changed" if record.source_hash == TERMS else "the source changed"
        return _get(facts, message, target, why)
    waiting = facts.proposals.get(message.key)
    if waiting and waiting.source_hash == digest(message.forms):
        return Step(message.key, "keep", "stale, a proposal waits", message, target)
    return _propose(facts, message, target)


def _rebased(facts: Facts, message: Message, target: Forms, record: Record) -> Step | None:
    """The step for a derived target whose base says something else now; None where it says the same, or nothing."""
    based = facts.base.name(message) if facts.base and lineage(record.engine) else ""
    if not based or based == record.engine or facts.base is None:
        return None
    waiting = facts.proposals.get(message.key)
    known = waiting and waiting.source_hash == digest(message.forms) and waiting.engine in (based, REFUSED + based)
    if waiting and known and persons(record):
        why = "a proposal waits" if waiting.forms else "up to date"
        return Step(message.key, "keep", f"the base changed, {why}", message, target)
    found = facts.base.made(message)
    if found is None or found.carried is None:
        return None
    if persons(record):
        return _proposed(message, target, "the base changed under a person's words", found)
    why = f"the base changed, {found.why}"
    return Step(message.key, "recall", why, message, target, found.forms, found.carried.engine, found.carried)


def _whole(facts: Facts, message: Message, found: Message | None, target: Forms, record: Record) -> Step:
    """A target whose source is what it was: done, unless there are plural forms that nobody has filled."""
    flags = heads.joined(message.flags, found.flags if found else frozenset())
    # What a machine wrote has all the forms that its file can hold: only those that stand there empty are missing.
    wanted = {*target, *(locales.needed(facts.market, flags) if persons(record) else ())}
    if not message.plural or all(target.get(c) for c in wanted):
        return Step(message.key, "keep", "up to date", message, target)
    if not persons(record):
        return _get(facts, message, target, INCOMPLETE)
    waiting = facts.proposals.get(message.key)
    if waiting and waiting.source_hash == digest(message.forms):
        return Step(message.key, "keep", "forms are missing, a proposal waits", message, target)
    return Step(message.key, "propose", INCOMPLETE, message, target)


def completed(step: Step, forms: Forms) -> Forms:
    """New words for a step; where only forms are missing, a person's stay in those that they have written."""
    written = {c: t for c, t in step.target.items() if t} if step.act == "propose" and step.why == INCOMPLETE else {}
    return {**forms, **written}


def _verbatim(message: Message, target: Forms, record: Record | None, wanted: Forms) -> Step:
    if target == wanted:
        return Step(message.key, "keep", "copied", message, target)
    copied = record is not None and not persons(record) and digest(target) == record.target_hash
    if not any(target.values()) or copied:
        return Step(message.key, "recall", "copied", message, target, dict(wanted), "copy")
    return Step(message.key, "keep", "a person's words", message, target)


def _get(facts: Facts, message: Message, target: Forms, why: str) -> Step:
    back = facts.retired.get(message.key)
    if back and back.source == message.source and any(back.forms.values()):
        record = Record(facts.source.path, message.key, "", "", "translated", "imported")
        return Step(message.key, "recall", f"{why}, back in use", message, target, dict(back.forms), "", record)
    found = facts.recall(message)
    if found and found.sure:
        rate = found.carried.engine if found.carried else str(found.score)
        told = f"{why}, {found.why}"
        return Step(message.key, "recall", told, message, target, found.forms, rate, found.carried)
    if found:
        told = f"{why}, {found.origin} offered" if found.origin else why
        return Step(message.key, "translate", told, message, target, found.forms, found.rate)
    return Step(message.key, "translate", why, message, target)


def _propose(facts: Facts, message: Message, target: Forms) -> Step:
    return _proposed(message, target, "the source changed under a person's words", facts.recall(message))


def _proposed(message: Message, target: Forms, why: str, found: Recalled | None) -> Step:
    if found is None or not found.sure:
        return Step(message.key, "propose", why, message, target)
    carried = found.carried if found.carried and lineage(found.carried.engine) else None
    engine = carried.engine if carried else found.rate
    return Step(message.key, "propose", why, message, target, found.forms, engine, carried)


def _drop(record: Record | None, message: Message, moved: str | None) -> Step | None:
    if moved is not None:
        return Step(message.key, "keep", f"{MOVES} to {moved}", None, message.forms)
    if record is None:
        return None
    if persons(record):
        return Step(message.key, "keep", "gone from the source, a person's words", None, message.forms)
    return Step(message.key, "drop", "gone from the source", None, message.forms)
