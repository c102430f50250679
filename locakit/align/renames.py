"""Records that follow their texts: which key each recorded unit has after its source changed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Mapping

from locakit.align.rows import Mark, Side, kind_of, stem_of
from locakit.model import Record


def names_of(
    target: Side,
    place: Container[str],
    records: Mapping[str, Record],
    keys: Mapping[int, str],
    orphans: Mapping[int, str],
) -> dict[int, tuple[str, str]]:
    """For target messages that a record tells of: its key, and the key it is to have.

    ``place`` has the source's keys, ``keys`` those of the paired target messages, ``orphans`` the records that are
    known to be of a unit that the source has no longer. A record whose key another text takes over gets the key that
    becomes free, if that one is no longer in the source: so its text is seen to be gone.
    """
    origin = _origins(target, place, records, keys, orphans)
    told = {old: t for t, old in origin.items()}
    out: dict[int, tuple[str, str]] = {}
    for t, old in origin.items():
        new = keys.get(t)
        if new is not None and (new == old or new not in records or told.get(new, t) != t):
            out[t] = old, new
    free = [old for old, new in out.values() if old != new and old not in place]
    for t, old in origin.items():
        if t not in keys and old not in place:
            out[t] = old, old
        elif t not in keys:
            name = next((f for f in free if stem_of(f) == stem_of(old)), None)
            if name:
                free.remove(name)
                out[t] = old, name
    return out


def _origins(
    target: Side,
    place: Container[str],
    records: Mapping[str, Record],
    keys: Mapping[int, str],
    orphans: Mapping[int, str],
) -> dict[int, str]:
    """The record that each target text was written for: its pair's own where it can be, each record once."""
    out = dict(orphans)
    for t, key in keys.items():
        record = records.get(key)
        if t not in out and record and record.target_hash == target.hashes[t]:
            out[t] = key
    used = set(out.values())
    waiting: dict[Mark, list[str]] = defaultdict(list)
    for key in sorted(records, key=lambda k: (k not in place, k), reverse=True):
        if key not in used:
            waiting[kind_of(key), records[key].target_hash].append(key)
    for t in range(len(target.messages)):
        found = waiting.get(target.mark(t)) if t not in out else None
        if found:
            out[t] = found.pop()
    return out


def both_changed(
    source: Side, target: Side, records: Mapping[str, Record], pairs: Mapping[int, int], renamed: Mapping[str, str]
) -> dict[str, str]:
    """Records whose source and target both changed, where only one pair of their kind can be theirs."""
    here = {m.key for m in source.messages}
    seen = {target.mark(t) for t in range(len(target.messages))}
    lost: dict[str, list[str]] = defaultdict(list)
    for key, record in records.items():
        if key not in here and key not in renamed and (kind_of(key), record.target_hash) not in seen:
            lost[kind_of(key)].append(key)
    fresh: dict[str, list[str]] = defaultdict(list)
    taken = set(renamed.values())
    for s, t in pairs.items():
        key = source.messages[s].key
        if key not in records and key not in taken and source.mark(s) != target.mark(t):
            fresh[source.kinds[s]].append(key)
    return {keys[0]: fresh[kind][0] for kind, keys in lost.items() if len(keys) == len(fresh[kind]) == 1}
