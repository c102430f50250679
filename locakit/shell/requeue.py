"""Units that a change of terms touches, in all files of a project, and machine-made ones made due again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from locakit.errors import BrokenText
from locakit.glossary.books import Book
from locakit.glossary.impact import Change, Look, Touched, changes
from locakit.model import Message
from locakit.plan import TERMS
from locakit.shell import native, store
from locakit.shell.settling import settle
from locakit.shell.workspace import Pair, Workspace
from locakit.terms import Termbase


def find(space: Workspace, market: str, old: Sequence[Book], new: Sequence[Book]) -> tuple[list[Change], list[Touched]]:
    """The terms that changed in a market and the units that have them, in the order of the files."""
    source = space.project.source
    before = Termbase([b.glossary for b in old], source, market)
    after = Termbase([b.glossary for b in new], source, market)
    found = changes(before, after)
    if not found:
        return [], []
    settle(space, market)
    look = Look(before, after, frozenset(c.source for c in found))
    return found, [t for pair in space.pairs for t in _pair(space, pair, market, look)]


def _pair(space: Workspace, pair: Pair, market: str, look: Look) -> Iterator[Touched]:
    source = space.source(pair)
    try:
        target = space.target(pair, market)
    except BrokenText:
        return
    there: dict[str, Message] = target.by_key() if target else {}
    records = space.ledger(market).of(pair.source)
    for message in source.messages if source else ():
        if "verbatim" in message.flags or not any(message.forms.values()):
            continue
        known, record = there.get(message.key), records.get(message.key)
        if known and not pair.format.keyed and record is None and known.forms == message.forms:
            known = None
        act, why, terms = look.touched(message, known, record)
        if terms:
            yield Touched(
                market, pair.source, pair.target(market), message.key, tuple(terms), act, why, message.forms,
                known.forms if known else {},
            )  # fmt: skip


def requeue(space: Workspace, market: str, touched: Sequence[Touched]) -> int:
    """Make the machine-made units due again, in ledger and files' own states; the number of them."""
    ledger, count = space.ledger(market), 0
    for one in touched:
        record = ledger.get(one.resource, one.key)
        if one.act == "requeue" and one.market == market and record is not None:
            ledger.put(replace(record, source_hash=TERMS))
            count += 1
    if count:
        native.follow(space, market)
        store.save_ledger(space, market)
    return count
