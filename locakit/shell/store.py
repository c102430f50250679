"""Finished targets into files and ledger: rendered, read back, written atomically, recorded as they stand there."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from locakit import align, catalog, proposals, splice
from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.ledger import ORDER, digest, lineage
from locakit.model import Finding, Forms, Message, Record, Resource, Splice
from locakit.proposals import Proposal
from locakit.review import same_text
from locakit.rules.mt import unwritable
from locakit.shell import disk
from locakit.shell.workspace import Pair, Workspace, now

if TYPE_CHECKING:
    from locakit.translate import Done


@dataclass(slots=True)
class Stored:
    """What reached the disk."""

    written: dict[str, int] = field(default_factory=dict)
    """Target path to the number of entries that changed in it."""
    unchanged: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """Texts that a format could not hold faithfully: they were left out."""


def store_resource(
    space: Workspace, pair: Pair, market: str, done: Sequence[Done], drops: Sequence[str], stored: Stored
) -> None:
    """Write one target file and bring its records in the ledger up to date (in memory: see ``save_ledger``)."""
    if not (done or drops):
        arrange(space, pair, market, stored)
        return
    values: dict[str, Forms | None] = {d.work.step.key: d.forms for d in done}
    values |= dict.fromkeys(drops)
    kept = write_values(space, pair, market, values, stored)
    _record(space, pair, market, [d for d in done if d.work.step.key in kept], [k for k in drops if k in kept])
    gone = [r.key for r in _moves(space, pair, [d for d in done if d.work.step.key in kept])]
    if gone:
        write_values(space, pair, market, dict.fromkeys(gone), Stored())
    arrange(space, pair, market, stored)
    _tell(space, pair, market, stored)


def _moves(space: Workspace, pair: Pair, done: Sequence[Done]) -> list[Record]:
    """The records whose words moved to another key of the same file."""
    found = (d.work.step.carried for d in done)
    return [r for r in found if r and r.target_hash and r.resource == pair.source]


def _source_order_changed(space: Workspace, pair: Pair, market: str, source: Resource) -> bool:
    """True where the source's blocks stand in another order than at the last run: else the target's is a person's."""
    ledger, hashed = space.ledger(market), digest({"other": "\n".join(m.key for m in source.messages)})
    record = ledger.get(pair.source, ORDER)
    if record is None or record.source_hash != hashed:
        ledger.put(Record(pair.source, ORDER, hashed, hashed, "translated", "machine", at=now()))
    return record is not None and record.source_hash != hashed


def arrange(space: Workspace, pair: Pair, market: str, stored: Stored) -> None:
    """Bring a document's blocks into the source's order, where its format can."""
    if pair.format.keyed:
        return
    source, target = space.source(pair), space.target(pair, market)
    if source is None or target is None or not _source_order_changed(space, pair, market, source):
        return
    _respliced(space, pair, market, pair.format.arrange(target, source), stored)


def _tell(space: Workspace, pair: Pair, market: str, stored: Stored) -> None:
    """Let a document that was written say its own language and direction."""
    target = space.target(pair, market)
    if target is not None and not pair.format.keyed:
        _respliced(space, pair, market, pair.format.told(target.text, space.project.source, market), stored)


def _respliced(space: Workspace, pair: Pair, market: str, splices: Sequence[Splice], stored: Stored) -> None:
    """Write a document with splices that leave all its texts as they are."""
    source, target = space.source(pair), space.target(pair, market)
    if source is None or target is None or not splices:
        return
    path, text = pair.target(market), splice.apply(target.text, splices)
    seen = _read_back(space, pair, market, source, text, {})
    before = {m.key: m.forms for m in target.messages}
    if {m.key: m.forms for m in seen.messages} == before and space.write(path, text):
        stored.written.setdefault(path, 0)
        space.refresh(pair, market, seen)


def write_values(
    space: Workspace, pair: Pair, market: str, values: Mapping[str, Forms | None], stored: Stored
) -> Mapping[str, str]:
    """Give entries of a target file new forms (None: take the entry out). The hashes of what then stands there, by key.

    What does not read back as it was meant is left as it was and becomes a finding.
    """
    source, path = space.source(pair), pair.target(market)
    if source is None:
        return {}
    target, old_keys = space.in_file(pair, market)
    gone = {old_keys[k]: None for k, forms in values.items() if k in old_keys and forms is not None}
    text, seen, lost = _render(space, pair, market, source, target, {**values, **gone})
    for key in lost:
        stored.findings.append(unwritable(path, key, market))
    kept = [k for k in values if k not in lost]
    if kept and space.write(path, text):
        stored.written[path] = stored.written.get(path, 0) + len(kept)
    else:
        stored.unchanged.append(path)
    space.refresh(pair, market, seen)
    found = seen.by_key()
    return {k: digest(found[k].forms) if k in found else "" for k in kept}


def _render(
    space: Workspace, pair: Pair, market: str, source: Resource, target: Resource | None,
    values: Mapping[str, Forms | None],
) -> tuple[str, Resource, list[str]]:  # fmt: skip
    """``(text, the text read back with the source's keys, keys that did not survive)``."""
    room = _Room(space, pair, market, source, target)
    wanted, lost = dict(values), list[str]()
    while wanted:
        made = room.render(wanted)
        if isinstance(made, tuple):
            return *made, lost
        lost += made
        wanted = {k: v for k, v in wanted.items() if k not in made}
    text = target.text if target else ""
    return text, target or Resource(pair.target(market), market, text, ()), lost


@dataclass(frozen=True, slots=True)
class _Room:
    """One target file to be written, and how it is read back."""

    space: Workspace
    pair: Pair
    market: str
    source: Resource
    target: Resource | None

    def render(self, values: Mapping[str, Forms | None]) -> tuple[str, Resource] | list[str]:
        """The new text and what it says, or the keys that must be left out for it to say what is meant."""
        made = self._try(values)
        if made is None:
            wrong = culprits(list(values), lambda keys: self._try({k: values[k] for k in keys}) is not None)
            return wrong or list(values)
        found = made[1].by_key()
        bad = [k for k, forms in values.items() if forms is not None and not _holds(found.get(k), forms)]
        return bad or made

    def _try(self, values: Mapping[str, Forms | None]) -> tuple[str, Resource] | None:
        """The text and what it says; None where it cannot be made or changes an entry that nobody asked for."""
        path = self.pair.target(self.market)
        try:
            source = self.space.full(self.pair, self.source)
            text = catalog.render(self.pair.format, source, self.target, path, self.market, values)
            seen = _read_back(self.space, self.pair, self.market, self.source, text, values)
        except (BrokenText, ValueError):
            return None
        found = seen.by_key()
        for message in self.target.messages if self.target else ():
            now = found.get(message.key)
            if message.key not in values and any(message.forms.values()) and (not now or now.forms != message.forms):
                return None
        return (text, seen) if self._source_stands(text) else None

    def _source_stands(self, text: str) -> bool:
        """True unless source and target share a file and the source's words are no longer what they were."""
        path = self.pair.target(self.market)
        if path != self.source.path:
            return True
        again = catalog.source_view(self.pair.format.parse(path, text, self.source.locale), self.pair.format).by_key()
        return all(m.key in again and again[m.key].forms == m.forms for m in self.source.messages)


def culprits(keys: list[str], fits: Callable[[list[str]], bool]) -> list[str]:
    """The keys that cannot be written, found by halving: each other one can, on its own."""
    if fits(keys):
        return []
    if len(keys) == 1:
        return keys
    middle = len(keys) // 2
    return [*culprits(keys[:middle], fits), *culprits(keys[middle:], fits)]


def _read_back(
    space: Workspace, pair: Pair, market: str, source: Resource, text: str, values: Mapping[str, Forms | None]
) -> Resource:
    seen = pair.format.parse(pair.target(market), text, market)
    if pair.format.keyed:
        return catalog.aligned(source, seen)
    known = dict(space.ledger(market).of(pair.source))
    for key, forms in values.items():
        if forms is not None:
            known[key] = Record(pair.source, key, "", digest(forms), "translated", "machine")
    return align.rekey(seen, align.align(source, seen, known))


def emptied(format: Format, source: Message, target: Forms) -> Forms | None:
    """What takes a target out of its file: the entry, its text where source and target share one entry, or, in a
    document, the translation in favour of the source's words.
    """
    if not format.keyed:
        return source.forms
    return dict.fromkeys((*source.forms, *target), "") if format.bilingual else None


def _holds(message: Message | None, forms: Forms) -> bool:
    """True where the message that was read back says what was meant, in each form the format has."""
    if not any(forms.values()):
        return message is None or not any(message.forms.values())
    return message is not None and any(message.forms.values()) and same_text(message.forms, forms)


def _record(space: Workspace, pair: Pair, market: str, done: Sequence[Done], drops: Sequence[str]) -> None:
    ledger, waiting = space.ledger(market), space.proposals(market)
    target = space.target(pair, market)
    found = target.by_key() if target else {}
    for one in done:
        message, step = one.work.message, one.work.step
        made = Record(
            pair.source, step.key, digest(message.forms), digest(found[step.key].forms),
            "translated", one.origin, one.engine, at=now(), note=",".join(one.notes),
        )  # fmt: skip
        old = step.carried
        if old:
            ledger.drop(old.resource, old.key)
            made = replace(made, state=old.state, origin=old.origin, engine=old.engine, by=old.by)
            made = made if lineage(old.engine) else replace(made, note=old.note)
        ledger.put(made)
        waiting.pop((pair.source, step.key), None)
    for key in drops:
        ledger.drop(pair.source, key)
        waiting.pop((pair.source, key), None)


def propose(space: Workspace, market: str, resource: str, message: Message, forms: Forms, engine: str) -> None:
    """Lay a text beside a person's words (in memory: see ``save_ledger``); one that lies there already stays."""
    made = Proposal(resource, message.key, digest(message.forms), engine, now(), dict(forms), dict(message.forms))
    known = space.proposals(market).get((resource, message.key))
    if known is None or replace(known, at=made.at) != made:
        space.proposals(market)[resource, message.key] = made


def save_ledger(space: Workspace, market: str) -> None:
    """Write the market's ledger and proposals, where they changed."""
    disk.write_text(space.state_path("ledger", f"{market}.tsv"), space.ledger(market).render())
    text, path = proposals.render(space.proposals(market).values()), space.state_path("proposals", f"{market}.tsv")
    if text or path.is_file():
        disk.write_text(path, text)
