"""The ledger brought in agreement with the files, before anything is planned, counted or checked."""

from __future__ import annotations

from locakit import review
from locakit.errors import BrokenText
from locakit.model import Record
from locakit.review import Finished, Seen
from locakit.shell.journal import Journal
from locakit.shell.workspace import Workspace, now


def journal(space: Workspace, market: str) -> Journal:
    """The market's journal."""
    return Journal(space.state_path("journal", f"{market}.jsonl"))


def settle(space: Workspace, market: str) -> tuple[Seen, dict[tuple[str, str], Finished]]:
    """Bring the market's ledger (in memory) in agreement with its files.

    What people did since the last run, and what an interrupted run left in the journal by (source file, key).
    """
    finished = {
        (e.resource, e.key): Finished(e.source_hash, e.forms, e.origin, e.engine, e.notes, e.at)
        for e in journal(space, market).load()
    }
    seen, lost = Seen(), _lost(space, market)
    for pair in space.pairs:
        source = space.source(pair)
        try:
            target = space.target(pair, market)
        except BrokenText:
            continue
        if source is not None and target is not None:
            done = {key: f for (name, key), f in finished.items() if name == pair.source}
            place = review.Place(source, target, market, pair.format.keyed, done, lost)
            seen.extend(review.settle(place, space.ledger(market), now()))
    return seen, finished


def _lost(space: Workspace, market: str) -> dict[tuple[str, str], list[Record]]:
    """The market's records whose unit is in no source file any more, by the hashes of source and target."""
    live: dict[str, set[str]] = {}
    for pair in space.pairs:
        source = space.source(pair)
        if source is None:
            return {}
        live[pair.source] = {m.key for m in source.messages}
    ledger, out = space.ledger(market), dict[tuple[str, str], list[Record]]()
    for name in sorted(ledger.resources()):
        for key, record in sorted(ledger.of(name).items()):
            if key not in live.get(name, ()):
                out.setdefault((record.source_hash, record.target_hash), []).append(record)
    return out
