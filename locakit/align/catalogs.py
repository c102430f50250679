"""Catalogs whose key is the source text (PO): an entry whose text changed is found by how alike the two texts are.

gettext's ``msgmerge`` does the same and marks the result fuzzy; here the words stay where they are, and their record
moves to the new key, so that they count as stale there.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from locakit.ledger import digest, persons
from locakit.model import Message, Record, Resource

ALIKE = 75
"""The least likeness (rapidfuzz ratio, 0-100) of two source texts that are versions of one."""


def moved(source: Resource, target: Resource, records: Mapping[str, Record]) -> dict[str, str]:
    """Old key to new key for the entries of ``target`` that a person wrote or may have written and whose text changed.

    ``records`` are the ledger's for this resource: an entry they know as a machine's is left alone.
    """
    live = {m.key for m in source.messages}
    there = {m.key for m in target.messages if any(m.forms.values())}
    gone = [m for m in target.messages if m.key in there and m.key not in live and _persons(m, records.get(m.key))]
    new = [m for m in source.messages if m.key not in there]
    if not gone or not new:
        return {}
    out: dict[str, str] = {}
    for old in list(gone):
        known = next((m for m in new if _same_words(old, records.get(m.key)) and old.key not in records), None)
        if known:
            out[old.key] = known.key
            gone.remove(old)
            new.remove(known)
    for _, old_key, new_key in sorted(_likeness(gone, new), reverse=True):
        if old_key not in out and new_key not in out.values():
            out[old_key] = new_key
    return out


def rekeyed(target: Resource, keys: Mapping[str, str]) -> Resource:
    """``target`` with entries under other keys; they are marked fuzzy: their words are for another text."""
    if not keys:
        return target
    messages = (replace(m, key=keys[m.key], flags=m.flags | {"fuzzy"}) if m.key in keys else m for m in target.messages)
    return replace(target, messages=tuple(messages))


def _persons(message: Message, record: Record | None) -> bool:
    return record is None or record.target_hash != digest(message.forms) or persons(record)


def _same_words(message: Message, record: Record | None) -> bool:
    return record is not None and record.target_hash == digest(message.forms)


def _likeness(gone: list[Message], new: list[Message]) -> list[tuple[float, str, str]]:
    from rapidfuzz import fuzz

    out: list[tuple[float, str, str]] = []
    for old in gone:
        before = old.source.get("other", "")
        for message in new:
            if message.plural == old.plural and message.context == old.context:
                score = fuzz.ratio(before, message.source.get("other", message.text), score_cutoff=ALIKE)
                if score:
                    out.append((score, old.key, message.key))
    return out
