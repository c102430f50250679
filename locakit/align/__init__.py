"""Which block of a translated document is which block of its source, for formats whose entries have no keys.

What the ledger recorded anchors first, then equal text; what is left between two anchors is paired in order by kind,
length and shared numbers, links and code (Gale and Church 1993, with anchors). Where two ways of pairing are about
equally good, neither is taken: a block that is left out costs less than a wrong pair. Messages that share their lines
(the cells of a table's row) are paired as one, then among themselves.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict, deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import count, pairwise, takewhile

from locakit.align.pairing import Blocks, matched, rising
from locakit.align.renames import both_changed, names_of
from locakit.align.rows import Mark, Side, kind_of, stem_of
from locakit.model import Message, Record, Resource


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of each block of a target."""

    pairs: Mapping[str, Message]
    """By the source's key, the target's message."""
    renamed: Mapping[str, str]
    """Recorded key to the key that the unit has now; to be carried out all at once, two may change places."""
    extra: Sequence[Message] = ()
    """Target messages that belong to no source message: a person's own additions, or too unsure."""
    gone: Mapping[str, Message] = field(default_factory=dict)
    """By recorded key, target messages whose source is no longer there."""


def align(source: Resource, target: Resource, records: Mapping[str, Record]) -> Alignment:
    """Pair the messages of ``target`` (with keys of its own text) with those of ``source``.

    ``records`` are the ledger's for this resource in this market, by the source's key at that time; without any,
    order, kind and likeness decide alone.
    """
    work = _Work(Side(source.messages), Side(target.messages), records)
    work.anchor_records()
    work.anchor_cells()
    work.anchor_texts()
    work.fill_gaps()
    work.fill_rows()
    return _told(work)


def rekey(target: Resource, alignment: Alignment) -> Resource:
    """``target`` with the source's keys; extra messages get ``extra-`` before their own."""
    names = {m.key: key for found in (alignment.gone, alignment.pairs) for key, m in found.items()}
    messages = (replace(m, key=names.get(m.key, f"extra-{m.key}")) for m in target.messages)
    return replace(target, messages=tuple(messages))


def _told(work: _Work) -> Alignment:
    """The pairs, and a reason for every target message that has none."""
    ours, others = work.source.messages, work.target.messages
    keys = {t: ours[s].key for s, t in work.pairs.items()}
    names = names_of(work.target, work.place, work.records, keys, work.orphans)
    renamed = {old: name for old, name in names.values() if old != name}
    renamed |= both_changed(work.source, work.target, work.records, work.pairs, renamed)
    pairs = {ours[s].key: others[t] for s, t in sorted(work.pairs.items())}
    gone = {name: others[t] for t, (_, name) in names.items() if t not in keys}
    extra = [m for t, m in enumerate(others) if t not in keys and t not in names]
    return Alignment(pairs, renamed, extra, gone)


class _Work:
    """Both sides, and what is known of their pairs so far."""

    def __init__(self, source: Side, target: Side, records: Mapping[str, Record]) -> None:
        self.source, self.target, self.records = source, target, records
        self.place = {m.key: at for at, m in enumerate(source.messages)}
        self.rows: dict[int, int] = {}
        self.taken: dict[int, int] = {}
        self.pairs: dict[int, int] = {}
        self.orphans: dict[int, str] = {}
        self.by_hash: dict[Mark, list[str]] = defaultdict(list)
        self.family: dict[str, set[str]] = defaultdict(set)
        for key in sorted(records, key=lambda k: (self.place.get(k, len(self.place)), k)):
            self.by_hash[kind_of(key), records[key].target_hash].append(key)
            self.family[stem_of(key)].add(records[key].target_hash)

    def join(self, s: int, t: int) -> None:
        """Source row ``s`` is target row ``t``."""
        self.rows[s], self.taken[t] = t, s

    def anchor_records(self) -> None:
        """A target text that the ledger knows belongs to the unit it was written for.

        Equal source texts have one family of recorded texts: where as many stand in the target they go by order, else
        by their neighbours.
        """
        families: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for s, row in enumerate(self.source.rows):
            stems = tuple(stem_of(self.source.messages[at].key) for at in row)
            if any(stem in self.family for stem in stems):
                families[stems].append(s)
        first: dict[Mark, list[int]] = defaultdict(list)
        for t, row in enumerate(self.target.rows):
            first[self.target.mark(row[0])].append(t)
        unsettled = []
        for rows in families.values():
            found = self._candidates(rows[0], first)
            if len(found) == len(rows):
                for s, t in zip(rows, found, strict=True):
                    self.join(s, t)
            elif found:
                unsettled.append((rows, found))
        lost = [(rows, frozenset(found)) for rows, found in unsettled if len(found) < len(rows)]
        self._by_place({s: left for rows, left in lost for s in rows})
        for rows, found in unsettled:
            self._by_neighbours([s for s in rows if s not in self.rows], [t for t in found if t not in self.taken])
        for t, row in enumerate(self.target.rows):
            if len(row) == 1 and t not in self.taken:
                self.orphan(row[0])

    def _candidates(self, s: int, first: Mapping[Mark, Sequence[int]]) -> list[int]:
        """The free target rows whose every text was written for the source row's text."""
        row, side = self.source.rows[s], self.source
        hashes = [self.family.get(stem_of(side.messages[at].key)) or {side.hashes[at]} for at in row]
        starts = (t for one in hashes[0] for t in first.get((side.kinds[row[0]], one), ()))
        wanted = [(side.kinds[at], own) for at, own in zip(row, hashes, strict=True)]
        return sorted(t for t in starts if t not in self.taken and self.target.is_like(t, wanted))

    def _by_place(self, family: Mapping[int, frozenset[int]]) -> None:
        """Equal texts of which some are no longer in the target: what a person put in their place must stay theirs.

        Between two anchors they go by their place where both sides have as many blocks; where the source has nothing
        but equal ones there, a block between them that no record knows is one of them.
        """
        for (s0, t0), (s1, t1) in pairwise(self._anchors()) if family else ():
            left = [s for s in range(s0 + 1, s1) if s not in self.rows and self._is_recorded(s)]
            right = [t for t in range(t0 + 1, t1) if t not in self.taken and not self._is_orphan(t)]
            if [self.source.kind(s) for s in left] == [self.target.kind(t) for t in right]:
                for s, t in zip(left, right, strict=True):
                    if t in family.get(s, ()):
                        self.join(s, t)
            elif left and all(s in family and family[s] is family[left[0]] for s in left):
                self._in_order_of(left, right, family[left[0]])

    def _in_order_of(self, left: Sequence[int], right: Sequence[int], found: frozenset[int]) -> None:
        """Join equal texts with the ``found`` rows; one is left out for each strange row, as long as some can be."""
        waiting, known = deque(left), sum(t in found for t in right)
        for t in right:
            if t in found and waiting:
                self.join(waiting.popleft(), t)
                known -= 1
            elif len(waiting) > known and self.target.kind(t) == self.source.kind(left[0]):
                waiting.popleft()

    def _anchors(self) -> list[tuple[int, int]]:
        """Pairs of rows that stand in the same order on both sides, with one before all and one behind."""
        return [(-1, -1), *rising(sorted(self.rows.items())), (len(self.source.rows), len(self.target.rows))]

    def _is_recorded(self, s: int) -> bool:
        return all(self.source.messages[at].key in self.records for at in self.source.words(s))

    def _is_orphan(self, t: int) -> bool:
        """The ledger knows the row's text for a source that is no longer there alone."""
        keys = self.by_hash.get(self.target.mark(self.target.rows[t][0]), [])
        return bool(keys) and not any(key in self.place for key in keys)

    def _by_neighbours(self, rows: Sequence[int], found: Sequence[int]) -> None:
        anchors = sorted(self.rows)
        for s in rows:
            at = bisect_left(anchors, s)
            before = self.rows[anchors[at - 1]] if at else -1
            after = self.rows[anchors[at]] if at < len(anchors) else len(self.target.rows)
            free = [t for t in found if t not in self.taken]
            near = [t for t in free if before < t < after] or (free if len(found) > len(rows) else [])
            if near:
                beside = [(self.taken.get(t - 1) == s - 1) + (self.taken.get(t + 1) == s + 1) for t in near]
                self.join(s, near[beside.index(max(beside))])

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
        traits = [[side.trait(row) for row in range(len(side.rows))] for side in (self.source, self.target)]
        blocks = Blocks(traits[0], traits[1], list(self.rows.items()), self.likely if self.records else None)
        for (s0, t0), (s1, t1) in pairwise(self._anchors()):
            left = [s for s in range(s0 + 1, s1) if s not in self.rows]
            right = [t for t in range(t0 + 1, t1) if t not in self.taken]
            for s, t in matched(blocks, left, right):
                self.join(s, t)
        self._fill_beside(blocks)

    def _fill_beside(self, blocks: Blocks) -> None:
        """Pair what stands beside a pair that has moved away from its place between the anchors."""
        for s in range(len(self.source.rows)):
            if s in self.rows or (s and s - 1 not in self.rows):
                continue
            end = next((n for n in range(s, len(self.source.rows)) if n in self.rows), len(self.source.rows))
            after = takewhile(self._free, count(self.rows[s - 1] + 1)) if s else ()
            before = takewhile(self._free, count(self.rows[end] - 1, -1)) if end in self.rows else ()
            for one, other in matched(blocks, range(s, end), sorted({*after, *before})):
                self.join(one, other)

    def _free(self, t: int) -> bool:
        return 0 <= t < len(self.target.rows) and t not in self.taken

    def likely(self, s: int, t: int) -> float:
        """What the ledger says for a pair (more than 0), or forbids (minus infinity)."""
        recorded = self._is_recorded(s)
        orphan = all(at in self.orphans for at in self.target.words(t))
        if recorded and orphan:
            return float("-inf")
        return 0.2 if recorded != orphan else 0.0

    def fill_rows(self) -> None:
        """The messages of paired rows: by record, by text, then by order between those; a row's cells have no holes."""
        for s, t in self.rows.items():
            ours, theirs = self.source.rows[s], self.target.rows[t]
            if len(ours) == len(theirs) == 1:
                self.pairs[ours[0]] = theirs[0]
                continue
            free = list(theirs)
            for same in (self._recorded, self._equal):
                for at in (at for at in ours if at not in self.pairs):
                    other = next((o for o in free if same(at, o)), None)
                    if other is not None:
                        self.pairs[at] = other
                        free.remove(other)
            fixed = rising([(at, self.pairs[at]) for at in ours if at in self.pairs])
            for (s0, t0), (s1, t1) in pairwise([(ours[0] - 1, theirs[0] - 1), *fixed, (ours[-1] + 1, theirs[-1] + 1)]):
                self._in_order(range(s0 + 1, s1), [o for o in free if t0 < o < t1])

    def _in_order(self, ours: Sequence[int], free: Sequence[int]) -> None:
        for kind in dict.fromkeys(self.source.kinds[at] for at in ours):
            left = [at for at in ours if at not in self.pairs and self.source.kinds[at] == kind]
            right = [at for at in free if self.target.kinds[at] == kind]
            self.pairs.update(zip(left, right, strict=False))

    def _recorded(self, at: int, other: int) -> bool:
        record = self.records.get(self.source.messages[at].key)
        return record is not None and (kind_of(record.key), record.target_hash) == self.target.mark(other)

    def _equal(self, at: int, other: int) -> bool:
        return self.source.mark(at) == self.target.mark(other)
