"""What a person did and decides: hand edits seen by hash, adoption of what stands there, verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from locakit.ledger import Ledger, digest, lineage, persons
from locakit.model import Entry, Forms, Message, Origin, Record, Resource, State

UNKNOWN_SOURCE = "fuzzy"
"""Stands for the source hash of a target that its own file calls out of date (PO fuzzy)."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A target that a run finished, as its journal tells: the text may or may not have reached the file."""

    source_hash: str
    forms: Forms
    origin: Origin
    engine: str
    notes: tuple[str, ...]
    at: str


@dataclass(slots=True)
class Seen:
    """What ``settle`` found."""

    learned: list[Entry] = field(default_factory=list)
    """Words to teach the memory."""
    edited: list[str] = field(default_factory=list)
    """Keys that a person changed since the last run."""
    adopted: list[str] = field(default_factory=list)
    """Keys that a person wrote before locakit knew of them."""

    def extend(self, other: Seen) -> None:
        """Take in what another resource showed."""
        self.learned += other.learned
        self.edited += other.edited
        self.adopted += other.adopted


@dataclass(frozen=True, slots=True)
class Place:
    """Where ``settle`` looks."""

    source: Resource
    target: Resource
    """Aligned: its keys are those of the source."""
    market: str
    keyed: bool = True
    finished: Mapping[str, Finished] = field(default_factory=dict)
    """What an interrupted run had finished, by key."""
    lost: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    """Records of units that are gone, by the hashes of their source and target: their words may stand elsewhere."""


def settle(place: Place, ledger: Ledger, now: str) -> Seen:
    """Bring the ledger in agreement with what stands in a target file, and say what people did.

    A text the ledger does not know by its hash is a person's: ``human``, or ``imported`` where the ledger knows
    nothing of the resource yet. A text that an interrupted run wrote is recognised by its journal.
    """
    seen = Seen()
    fresh = place.source.path not in ledger.resources()
    sources = place.source.by_key()
    for message in place.target.messages:
        source = sources.get(message.key)
        if not any(message.forms.values()):
            continue
        if source is not None:
            _settle_unit(place, ledger, source, message, ("imported" if fresh else "human", now), seen)
        else:
            _settle_orphan(place, ledger, message, now, seen)
    return seen


def _settle_orphan(place: Place, ledger: Ledger, target: Message, now: str, seen: Seen) -> None:
    """A person may have changed a target whose source is gone: it is theirs from then on."""
    hashed = digest(target.forms)
    record = ledger.settle(place.source.path, target.key, hashed)
    done = place.finished.get(target.key)
    if record and record.target_hash != hashed and not (done and digest(done.forms) == hashed):
        ledger.put(Record(record.resource, target.key, record.source_hash, hashed, "translated", "human", at=now))
        seen.edited.append(target.key)


def _settle_unit(
    place: Place, ledger: Ledger, source: Message, target: Message, person: tuple[Origin, str], seen: Seen
) -> None:
    hashed = digest(target.forms)
    record = ledger.settle(place.source.path, source.key, hashed)
    if record and record.target_hash == hashed:
        _settle_fuzzy(ledger, record, source, target)
        return
    here = place.lost.get((digest(source.forms), hashed)) if record is None else None
    if here:
        old = here.pop(0)
        ledger.drop(old.resource, old.key)
        ledger.put(replace(old, resource=place.source.path, key=source.key))
        return
    done = place.finished.get(source.key)
    if done and same_text(target.forms, done.forms):
        ledger.put(_record(place, source.key, done, hashed))
        return
    origin, now = person
    if "verbatim" in source.flags and target.forms == source.forms:
        ledger.put(Record(place.source.path, source.key, hashed, hashed, "translated", "memory", "copy", at=now))
        return
    if not place.keyed and target.forms == source.forms:
        return
    made_from = UNKNOWN_SOURCE if "fuzzy" in target.flags else digest(source.forms)
    if record:
        origin, made_from = "human", record.source_hash
        seen.edited.append(source.key)
    else:
        seen.adopted.append(source.key)
    engine = lineage(record.engine) if record else ""
    ledger.put(Record(place.source.path, source.key, made_from, hashed, "translated", origin, engine, at=now))
    if made_from == digest(source.forms) and "verbatim" not in source.flags:
        seen.learned.append(entry(place, source, target.forms, origin, now))


def same_text(there: Forms, meant: Forms) -> bool:
    """True where a file says what was meant, in each form that its format has (PO folds ``many`` into ``other``)."""
    shared = [c for c in there if c in meant]
    return bool(shared) and all(there[c] == meant[c] for c in shared)


def _settle_fuzzy(ledger: Ledger, record: Record, source: Message, target: Message) -> None:
    """A person who marks an entry fuzzy calls it out of date; one who takes the mark away calls it right."""
    fuzzy, now = "fuzzy" in target.flags, digest(source.forms)
    if not persons(record) or record.note:
        # A machine's words, and those that a note asks about, are marked as unjudged: who calls them right has judged.
        if "approved" in target.flags and record.source_hash == now:
            ledger.put(replace(record, state="reviewed", note=""))
        if "approved" in target.flags or "unreviewed" in target.flags:
            return
    if fuzzy and record.source_hash == now:
        ledger.put(replace(record, source_hash=UNKNOWN_SOURCE))
    elif not fuzzy and record.source_hash == UNKNOWN_SOURCE:
        ledger.put(replace(record, source_hash=now))


def _record(place: Place, key: str, done: Finished, hashed: str) -> Record:
    return Record(
        place.source.path, key, done.source_hash, hashed, "translated", done.origin, done.engine,
        at=done.at, note=",".join(done.notes),
    )  # fmt: skip


def entry(place: Place, source: Message, target: Forms, origin: Origin, at: str) -> Entry:
    """A memory entry for one unit."""
    return Entry(
        dict(source.forms), dict(target), place.source.locale, place.market, origin, place.source.path, source.key, at
    )


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a reviewer says of one unit."""

    key: str
    text: Forms
    """The target as it is to stand: unchanged for an approval, new for an edit, empty for a rejection."""
    state: State
    """``reviewed`` or ``final``; ``initial`` for a rejection."""


def judge(record: Record | None, unit: Record, verdict: Verdict, by: str, now: str) -> Record | None:
    """The record after a verdict, or None where the unit is due again.

    ``unit`` carries resource, key and the hash of the source as it is now. An edit makes the origin ``human``;
    an approval leaves the origin as it was and names the reviewer.
    """
    if verdict.state == "initial" or not any(verdict.text.values()):
        return None
    hashed = digest(verdict.text)
    same = record is not None and record.target_hash == hashed
    engine = lineage(record.engine) if record else ""
    base = record if same and record else replace(unit, origin="human", engine=engine)
    return replace(base, source_hash=unit.source_hash, target_hash=hashed, state=verdict.state, by=by, at=now, note="")
