"""Which block of a translated document is which block of its source, for formats whose entries have no keys.

What the ledger recorded anchors first, then equal text; what is left between two anchors is paired in order by kind,
length and shared numbers, links and code (Gale and Church 1993, with anchors). Where two ways of pairing are about
equally good, neither is taken: a block that is left out costs less than a wrong pair.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from locakit._pairing import Blocks, matched, rising, traits
from locakit.ledger import digest
from locakit.model import Message, Record, Resource


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of each block of a target."""

    pairs: Mapping[str, Message]
    """By the source's key, the target's message."""
    renamed: Mapping[str, str]
    """Recorded key to the key that the unit has now that its source changed."""
    extra: Sequence[Message] = ()
    """Target messages that belong to no source message: a person's own additions, or too unsure."""
    gone: Mapping[str, Message] = field(default_factory=dict)
    """By recorded key, target messages whose source is no longer there."""


def kind_of(key: str) -> str:
    """The kind of a block, which begins its key; a named field is a kind of its own."""
    return key if "." in key.split("-")[0] else key.partition("-")[0]


def align(source: Resource, target: Resource, records: Mapping[str, Record]) -> Alignment:
    """Pair the messages of ``target`` (with keys of its own text) with those of ``source``.

    ``records`` are the ledger's for this resource in this market, by the source's key at that time; without any,
    order, kind and likeness decide alone.
    """
    work = _Work(source.messages, target.messages, records)
    work.anchor_records()
    work.anchor_texts()
    work.fill_gaps()
    work.fill_rows()
    return work.result()


def rekey(target: Resource, alignment: Alignment) -> Resource:
    """``target`` with the source's keys; extra messages get ``extra-`` before their own."""
    names = {m.key: key for found in (alignment.gone, alignment.pairs) for key, m in found.items()}
    messages = (replace(m, key=names.get(m.key, f"extra-{m.key}")) for m in target.messages)
    return replace(target, messages=tuple(messages))


class _Work:
    """Source and target by position, and what is known of their pairs so far."""

    def __init__(self, source: Sequence[Message], target: Sequence[Message], records: Mapping[str, Record]) -> None:
        self.source, self.target, self.records = source, target, records
        self.place = {m.key: at for at, m in enumerate(source)}
        self.pairs: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self.orphans: dict[int, str] = {}
        self.known: set[str] = set()
        self.kinds = [kind_of(m.key) for m in source], [kind_of(m.key) for m in target]

    def pair(self, s: int, t: int) -> None:
        """Source message ``s`` is target message ``t``."""
        self.pairs[s], self.taken[t] = t, s

    def anchor_records(self) -> None:
        """A target text that the ledger knows belongs to the unit it was written for; doubles go by order."""
        by_hash: dict[tuple[str, str], list[str]] = defaultdict(list)
        for key in sorted(self.records, key=lambda k: (self.place.get(k, len(self.place)), k)):
            by_hash[kind_of(key), self.records[key].target_hash].append(key)
        for t, message in enumerate(self.target):
            waiting = by_hash.get((self.kinds[1][t], digest(message.forms)))
            if waiting:
                key = waiting.pop(0)
                self.known.add(key)
                if key in self.place:
                    self.pair(self.place[key], t)
                else:
                    self.orphans[t] = key

    def anchor_texts(self) -> None:
        """Fields by name; equal texts of one kind in order, where both sides have as many of them."""
        theirs: dict[tuple[str, str], list[int]] = defaultdict(list)
        ours: dict[tuple[str, str], list[int]] = defaultdict(list)
        for s, message in enumerate(self.source):
            if s not in self.pairs:
                ours[_label(self.kinds[0][s], message)].append(s)
        for t, message in enumerate(self.target):
            if t not in self.taken and t not in self.orphans:
                theirs[_label(self.kinds[1][t], message)].append(t)
        for label, found in ours.items():
            if len(found) == len(theirs.get(label, ())):
                for s, t in zip(found, theirs[label], strict=True):
                    self.pair(s, t)

    def fill_gaps(self) -> None:
        """Pair what is left between anchors that stand in the same order on both sides."""
        anchors = [(-1, -1), *rising(sorted(self.pairs.items())), (len(self.source), len(self.target))]
        mine, others = traits(self.source, self.kinds[0]), traits(self.target, self.kinds[1])
        blocks = Blocks(mine, others, [(s, t) for s, t in self.pairs.items()], self._likely if self.records else None)
        for (s0, t0), (s1, t1) in pairwise(anchors):
            left = [s for s in range(s0 + 1, s1) if s not in self.pairs]
            right = [t for t in range(t0 + 1, t1) if t not in self.taken]
            if left and right:
                for s, t in matched(blocks, left, right):
                    self.pair(s, t)

    def fill_rows(self) -> None:
        """Messages that share their lines (a table's row) are paired by their place there, once one of them is."""
        rows = _shared_lines(self.source), _shared_lines(self.target)
        row_of = {t: row for row in rows[1] for t in row}
        for row in rows[0]:
            partners = Counter(row_of[self.pairs[s]] for s in row if self.pairs.get(s) in row_of)
            found = partners.most_common(1)[0][0] if partners else ()
            if len(found) == len(row):
                for s, t in zip(row, found, strict=True):
                    if s not in self.pairs and t not in self.taken and self.kinds[0][s] == self.kinds[1][t]:
                        self.pair(s, t)

    def _likely(self, s: int, t: int) -> float:
        """What the ledger says for a pair (more than 0), against it (less), or forbids (minus infinity)."""
        recorded, orphan = self.source[s].key in self.records, t in self.orphans
        if recorded and orphan:
            return float("-inf")
        return 0.2 if recorded != (not orphan) else 0.0

    def result(self) -> Alignment:
        """The pairs, and a reason for every target message that has none."""
        pairs = {self.source[s].key: self.target[t] for s, t in sorted(self.pairs.items())}
        renamed = {key: self.source[self.taken[t]].key for t, key in self.orphans.items() if t in self.taken}
        gone = {key: self.target[t] for t, key in self.orphans.items() if t not in self.taken}
        extra = [m for t, m in enumerate(self.target) if t not in self.taken and t not in self.orphans]
        return Alignment(pairs, {**renamed, **self._both_changed()}, extra, gone)

    def _both_changed(self) -> dict[str, str]:
        """Records whose source and target both changed, where only one pair can be theirs."""
        lost: dict[str, list[str]] = defaultdict(list)
        for key in self.records:
            if key not in self.place and key not in self.known:
                lost[kind_of(key)].append(key)
        fresh: dict[str, list[str]] = defaultdict(list)
        for s, t in self.pairs.items():
            key = self.source[s].key
            same = self.source[s].forms == self.target[t].forms
            if key not in self.records and t not in self.orphans and not same:
                fresh[self.kinds[0][s]].append(key)
        return {keys[0]: fresh[kind][0] for kind, keys in lost.items() if len(keys) == len(fresh[kind]) == 1}


def _shared_lines(messages: Sequence[Message]) -> list[tuple[int, ...]]:
    rows: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, message in enumerate(messages):
        rows[message.whole].append(at)
    return [tuple(row) for row in rows.values() if len(row) > 1]


def _label(kind: str, message: Message) -> tuple[str, str]:
    return (kind, "") if "." in kind else (kind, message.text)
