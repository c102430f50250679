"""Which block of a translated document is which block of its source, for formats whose entries have no keys.

What the ledger recorded anchors first, then equal text; what is left between two anchors is paired in order by kind,
length and shared numbers, links and code (Gale and Church 1993, with anchors). Where two ways of pairing are about
equally good, neither is taken: a block that is left out costs less than a wrong pair. Messages that share their lines
(the cells of a table's row) are paired as one, then among themselves.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from locakit._pairing import Blocks, Trait, matched, rising, tokens_of
from locakit.ledger import digest
from locakit.model import Message, Record, Resource

Mark = tuple[str, str]
"""A message's kind and the hash of its text."""


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
    work = _Work(_Side(source.messages), _Side(target.messages), records)
    work.anchor_records()
    work.anchor_cells()
    work.anchor_texts()
    work.fill_gaps()
    work.fill_rows()
    return work.result()


def rekey(target: Resource, alignment: Alignment) -> Resource:
    """``target`` with the source's keys; extra messages get ``extra-`` before their own."""
    names = {m.key: key for found in (alignment.gone, alignment.pairs) for key, m in found.items()}
    messages = (replace(m, key=names.get(m.key, f"extra-{m.key}")) for m in target.messages)
    return replace(target, messages=tuple(messages))


class _Side:
    """One document's messages, and its rows: most have one message, a table's row has its cells."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.messages = messages
        self.kinds = [kind_of(m.key) for m in messages]
        self.hashes = [digest(m.forms) for m in messages]
        shared: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at, message in enumerate(messages):
            shared[message.whole if message.whole[1] else (-1, at)].append(at)
        self.rows = [tuple(row) for row in shared.values()]
        self.row_of = {at: number for number, row in enumerate(self.rows) for at in row}

    def mark(self, at: int) -> Mark:
        """A message's kind and hash."""
        return self.kinds[at], self.hashes[at]

    def kind(self, row: int) -> str:
        """A row's kind: its only message's, or that of its first cell."""
        kinds = [self.kinds[at] for at in self.rows[row]]
        return kinds[0] if len(kinds) == 1 else f"row {kinds[0]}"

    def text(self, row: int) -> str:
        """A row's texts as one."""
        return "\n".join(self.messages[at].text for at in self.rows[row])

    def words(self, row: int) -> list[int]:
        """The row's messages that are translated; all where none is."""
        return [at for at in self.rows[row] if "verbatim" not in self.messages[at].flags] or list(self.rows[row])

    def trait(self, row: int) -> Trait:
        """What the row is recognised by."""
        found = [self.messages[at] for at in self.rows[row]]
        copied = all("verbatim" in m.flags for m in found)
        size = sum(len(m.text) for m in found) + 5
        tokens = frozenset(token for message in found for token in tokens_of(message))
        return Trait(self.kind(row), size, tokens, self.text(row), copied)


class _Work:
    """Both sides, and what is known of their pairs so far."""

    def __init__(self, source: _Side, target: _Side, records: Mapping[str, Record]) -> None:
        self.source, self.target, self.records = source, target, records
        self.place = {m.key: at for at, m in enumerate(source.messages)}
        self.rows: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self.pairs: dict[int, int] = {}
        self.orphans: dict[int, str] = {}
        self.by_hash: dict[Mark, list[str]] = defaultdict(list)
        for key in sorted(records, key=lambda k: (self.place.get(k, len(self.place)), k)):
            self.by_hash[kind_of(key), records[key].target_hash].append(key)

    def join(self, s: int, t: int) -> None:
        """Source row ``s`` is target row ``t``."""
        self.rows[s], self.taken[t] = t, s

    def expected(self, s: int) -> tuple[Mark, ...] | None:
        """The marks that the target of a source row has if nobody touched it; None where nothing is recorded."""
        side, row = self.source, self.source.rows[s]
        records = [self.records.get(side.messages[at].key) for at in row]
        if not any(records):
            return None
        return tuple(
            (side.kinds[at], r.target_hash if r else side.hashes[at]) for at, r in zip(row, records, strict=True)
        )

    def anchor_records(self) -> None:
        """A target text that the ledger knows belongs to the unit it was written for; doubles go by order."""
        waiting: dict[tuple[Mark, ...], list[int]] = defaultdict(list)
        for s in range(len(self.source.rows)):
            marks = self.expected(s)
            if marks:
                waiting[marks].append(s)
        for t, row in enumerate(self.target.rows):
            found = waiting.get(tuple(map(self.target.mark, row)))
            if found:
                self.join(found.pop(0), t)
            elif len(row) == 1:
                self.orphan(row[0])

    def orphan(self, t: int) -> None:
        """Note the record of a target text whose source is no longer there; each record serves once."""
        keys = self.by_hash.get(self.target.mark(t), [])
        found = next((key for key in keys if key not in self.place), None)
        if found:
            keys.remove(found)
            self.orphans[t] = found

    def anchor_cells(self) -> None:
        """A row belongs where most of its cells do, by texts that the ledger knows once and the target has once."""
        seen = Counter(self.target.mark(at) for row in self.target.rows if len(row) > 1 for at in row)
        for t, row in enumerate(self.target.rows):
            if len(row) == 1 or t in self.taken:
                continue
            votes: Counter[int] = Counter()
            for at in self.target.words(t):
                keys = self.by_hash.get(self.target.mark(at), [])
                if len(keys) == 1 and seen[self.target.mark(at)] == 1:
                    if keys[0] in self.place:
                        votes[self.source.row_of[self.place[keys[0]]]] += 1
                    else:
                        self.orphan(at)
            s = votes.most_common(1)[0][0] if votes else -1
            if votes and s not in self.rows and self.source.kind(s) == self.target.kind(t):
                self.join(s, t)

    def anchor_texts(self) -> None:
        """Fields by name; equal texts of one kind in order, where both sides have as many of them."""
        labels: tuple[dict[Mark, list[int]], dict[Mark, list[int]]] = (defaultdict(list), defaultdict(list))
        for side, known, found in ((self.source, self.rows, labels[0]), (self.target, self.taken, labels[1])):
            for number, row in enumerate(side.rows):
                if number not in known and not (side is self.target and row[0] in self.orphans):
                    kind = side.kind(number)
                    found[kind, "" if "." in kind else side.text(number)].append(number)
        for label, rows in labels[0].items():
            if len(rows) == len(labels[1].get(label, ())):
                for s, t in zip(rows, labels[1][label], strict=True):
                    self.join(s, t)

    def fill_gaps(self) -> None:
        """Pair what is left between anchors that stand in the same order on both sides."""
        anchors = [(-1, -1), *rising(sorted(self.rows.items())), (len(self.source.rows), len(self.target.rows))]
        traits = [[side.trait(row) for row in range(len(side.rows))] for side in (self.source, self.target)]
        blocks = Blocks(traits[0], traits[1], list(self.rows.items()), self.likely if self.records else None)
        for (s0, t0), (s1, t1) in pairwise(anchors):
            left = [s for s in range(s0 + 1, s1) if s not in self.rows]
            right = [t for t in range(t0 + 1, t1) if t not in self.taken]
            for s, t in matched(blocks, left, right) if left and right else ():
                self.join(s, t)

    def likely(self, s: int, t: int) -> float:
        """What the ledger says for a pair (more than 0), or forbids (minus infinity)."""
        recorded = all(self.source.messages[at].key in self.records for at in self.source.words(s))
        orphan = all(at in self.orphans for at in self.target.words(t))
        if recorded and orphan:
            return float("-inf")
        return 0.2 if recorded != orphan else 0.0

    def fill_rows(self) -> None:
        """The messages of paired rows: by record, by text, then by kind in order where both rows have as many."""
        for s, t in self.rows.items():
            left, right = list(self.source.rows[s]), list(self.target.rows[t])
            for same in (self._recorded, self._equal):
                for at in list(left):
                    other = next((o for o in right if same(at, o)), None)
                    if other is not None:
                        self._pair(at, other, left, right)
            for kind in dict.fromkeys(self.source.kinds[at] for at in left):
                ours = [at for at in left if self.source.kinds[at] == kind]
                theirs = [at for at in right if self.target.kinds[at] == kind]
                if len(ours) == len(theirs):
                    for at, other in zip(ours, theirs, strict=True):
                        self._pair(at, other, left, right)

    def _pair(self, at: int, other: int, left: list[int], right: list[int]) -> None:
        self.pairs[at] = other
        left.remove(at)
        right.remove(other)

    def _recorded(self, at: int, other: int) -> bool:
        record = self.records.get(self.source.messages[at].key)
        return record is not None and (kind_of(record.key), record.target_hash) == self.target.mark(other)

    def _equal(self, at: int, other: int) -> bool:
        return self.source.mark(at) == self.target.mark(other)

    def result(self) -> Alignment:
        """The pairs, and a reason for every target message that has none."""
        theirs = {t: s for s, t in self.pairs.items()}
        ours, others = self.source.messages, self.target.messages
        for t in range(len(others)):
            if t not in theirs and t not in self.orphans:
                self.orphan(t)
        pairs = {ours[s].key: others[t] for s, t in sorted(self.pairs.items())}
        renamed = {key: ours[theirs[t]].key for t, key in self.orphans.items() if t in theirs}
        gone = {key: others[t] for t, key in self.orphans.items() if t not in theirs}
        extra = [m for t, m in enumerate(others) if t not in theirs and t not in self.orphans]
        fresh = {key: new for key, new in renamed.items() if new not in self.records}
        return Alignment(pairs, {**fresh, **self._both_changed(fresh)}, extra, gone)

    def _both_changed(self, renamed: Mapping[str, str]) -> dict[str, str]:
        """Records whose source and target both changed, where only one pair can be theirs."""
        seen = {self.target.mark(t) for t in range(len(self.target.messages))}
        lost: dict[str, list[str]] = defaultdict(list)
        for key, record in self.records.items():
            if key not in self.place and key not in renamed and (kind_of(key), record.target_hash) not in seen:
                lost[kind_of(key)].append(key)
        fresh: dict[str, list[str]] = defaultdict(list)
        for s, t in self.pairs.items():
            key = self.source.messages[s].key
            if key not in self.records and key not in renamed.values() and not self._equal(s, t):
                fresh[self.source.kinds[s]].append(key)
        return {keys[0]: fresh[kind][0] for kind, keys in lost.items() if len(keys) == len(fresh[kind]) == 1}
