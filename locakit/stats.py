"""Counts of units and words by market, resource, state and origin."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from locakit.model import ORIGINS, STATES, Message, Record, Step
from locakit.plan import stale

_WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*|\d+(?:[.,]\d+)*")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003134f]")


def words(text: str) -> int:
    """Words of a text: runs of letters or a number; every ideograph counts as one (as CAT tools count)."""
    if text.isascii():
        return len(_WORD.findall(text))
    rest, wide = _WIDE.subn(" ", text)
    return len(_WORD.findall(rest)) + wide


def message_words(message: Message) -> int:
    """Words of all the message's forms."""
    return sum(words(text) for text in message.forms.values())


@dataclass(slots=True)
class Count:
    """Units of one resource in one market, or of several added up."""

    states: dict[str, int] = field(default_factory=lambda: dict.fromkeys(STATES, 0))
    origins: dict[str, int] = field(default_factory=lambda: dict.fromkeys(ORIGINS, 0))
    units: int = 0
    stale: int = 0
    proposals: int = 0
    source_words: int = 0
    notes: int = 0
    """Units that were marked for a person to look at and have not been reviewed."""

    def add(self, other: Count) -> None:
        """Add another count to this one."""
        self.units += other.units
        self.stale += other.stale
        self.proposals += other.proposals
        self.source_words += other.source_words
        self.notes += other.notes
        for mine, theirs in ((self.states, other.states), (self.origins, other.origins)):
            for name, number in theirs.items():
                mine[name] += number

    def as_json(self) -> dict[str, object]:
        """The members that ``status --format json`` promises."""
        return {
            "units": self.units, **self.states, "stale": self.stale, "proposals": self.proposals,
            "marked": self.notes, "source_words": self.source_words, "by_origin": dict(self.origins),
        }  # fmt: skip


def count(
    steps: Iterable[Step], records: Mapping[str, Record], present: Iterable[str], proposals: Iterable[str]
) -> Count:
    """The count of one resource in one market: its steps, its records, the keys its target has, proposals by key.

    Units whose source is empty or copied as it is (code blocks) are no work for anybody and are left out.
    """
    out, there, waiting = Count(), set(present), set(proposals)
    for step in steps:
        message = step.source
        if message is None or not any(message.forms.values()) or "verbatim" in message.flags:
            continue
        record = records.get(message.key) if message.key in there else None
        out.units += 1
        out.source_words += message_words(message)
        out.states[record.state if record else "initial"] += 1
        out.stale += stale(record, message)
        out.proposals += message.key in waiting
        if record:
            out.origins[record.origin] += 1
            out.notes += bool(record.note) and record.state == "translated"
    return out
