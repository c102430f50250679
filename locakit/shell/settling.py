"""The ledger brought in agreement with the files, before anything is planned, counted or checked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from locakit import review
from locakit.errors import BrokenText
from locakit.model import Record
from locakit.review import Finished, Seen
from locakit.shell.journal import Journal
from locakit.shell.workspace import Pair, Workspace, now


def journal(space: Workspace, market: str) -> Journal:
    """The market's journal."""
    return Journal(space.state_path("journal", f"{market}.jsonl"))


@dataclass(frozen=True, slots=True)
class Past:
    """What is known of a market's units from before, beside their records."""

    finished: Mapping[tuple[str, str], Finished] = field(default_factory=dict)
    """What an interrupted run left in the journal, by (source file, key)."""
    lost: dict[tuple[str, str], list[Record]] = field(default_factory=dict)
    """Records whose unit is in no source file any more, by the hashes of source and target."""


def past(space: Workspace, market: str) -> Past:
    """What ``settle_pair`` needs of the whole market."""
    finished = {
        (e.resource, e.key): Finished(e.source_hash, e.forms, e.origin, e.engine, e.notes, e.at)
        for e in journal(space, market).load()
    }
    return Past(finished, _lost(space, market))


def settle(
    space: Workspace, market: str, at: str | None = None
) -> tuple[Seen, Mapping[tuple[str, str], Finished]]:  # fmt: skip
    """Bring the market's ledger (in memory) in agreement with its files.

    What people did since the last run, and what an interrupted run left in the journal by (source file, key). ``at`` is
    the time of records that are made here, now if it is None.
    """
    seen, before = Seen(), past(space, market)
    for pair in space.pairs:
        seen.extend(_settled(space, pair, market, before, at))
    return seen, before.finished


def settle_pair(space: Workspace, pair: Pair, market: str, before: Past, *, adopt: bool = False) -> None:
    """The same for one file, for who only looks: words that no record knows stay without one.

    Of a file that the ledger does not know there is nothing to say, so nothing is worked out; with ``adopt`` its words
    get records, too.
    """
    if adopt or before.lost or pair.source in space.ledger(market).resources() or before.finished:
        _settled(space, pair, market, before)


def _settled(space: Workspace, pair: Pair, market: str, before: Past, at: str | None = None) -> Seen:
    source = space.source(pair)
    try:
        target = space.target(pair, market)
    except BrokenText:
        return Seen()
    if source is None or target is None:
        return Seen()
    done = {key: f for (name, key), f in before.finished.items() if name == pair.source}
    place = review.Place(source, target, market, pair.format.keyed, done, before.lost)
    return review.settle(place, space.ledger(market), now() if at is None else at)


def _lost(space: Workspace, market: str) -> dict[tuple[str, str], list[Record]]:
    """The market's records whose unit is in no source file any more, by the hashes of source and target."""
    if not space.ledger(market).resources():
        return {}
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
