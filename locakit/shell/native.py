"""The states that files themselves keep (PO's fuzzy, XLIFF's ``state``), brought in agreement with the ledger."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from locakit import catalog, plan, splice
from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.ledger import digest
from locakit.model import Message, Record, Resource, Splice
from locakit.review import UNKNOWN_SOURCE
from locakit.shell.workspace import Pair, Workspace


def follow(space: Workspace, market: str) -> list[str]:
    """Mark every target of a market as its record says; the paths of the files that changed by it.

    Words that were there before locakit and that nobody has judged since keep the state that their file gives them,
    unless a note asks a person to look.
    """
    return [path for pair in space.pairs if _has_states(pair) and (path := _follow(space, pair, market))]


def _has_states(pair: Pair) -> bool:
    return type(pair.format).mark is not Format.mark


def _follow(space: Workspace, pair: Pair, market: str) -> str:
    source = space.source(pair)
    try:
        target, _ = space.in_file(pair, market)
    except BrokenText:
        return ""
    if source is None or target is None:
        return ""
    splices: list[Splice] = []
    late: list[Record] = []
    for message, record, stale in _known(space, pair, market, source, target):
        made = pair.format.mark(target, message, record, stale)
        splices += made
        late += [record] if made and stale else []
    path = pair.target(market)
    text = splice.apply(target.text, splices)
    if text == target.text or not _written(space, pair, market, source, target, text):
        return ""
    for record in late:
        # Who takes the file's mark away calls the words right: the ledger must not say otherwise by their source.
        space.ledger(market).put(replace(record, source_hash=UNKNOWN_SOURCE))
    return path


def _known(
    space: Workspace, pair: Pair, market: str, source: Resource, target: Resource
) -> Iterator[tuple[Message, Record, bool]]:
    """The targets whose words are those of their record, and whether their source has changed."""
    records, sources = space.ledger(market).of(pair.source), source.by_key()
    for message in target.messages:
        record, wanted = records.get(message.key), sources.get(message.key)
        if record is None or wanted is None or record.target_hash != digest(message.forms):
            continue
        stale = plan.stale(record, wanted)
        if stale or record.note or record.origin != "imported" or record.state != "translated":
            yield message, record, stale


def _written(space: Workspace, pair: Pair, market: str, source: Resource, target: Resource, text: str) -> bool:
    """False where the marks would change what the entries say: then the file stays."""
    try:
        seen = catalog.aligned(source, pair.format.parse(target.path, text, market))
    except BrokenText:
        return False
    if [(m.key, m.forms) for m in seen.messages] != [(m.key, m.forms) for m in target.messages]:
        return False
    changed = space.write(target.path, text)
    space.refresh(pair, market, seen)
    return changed
