"""One unit at one time, as two states of a project are compared by it."""

from __future__ import annotations

from dataclasses import dataclass, field

from locakit.ledger import digest, persons
from locakit.model import Forms, Record

Place = tuple[str, str, str]
"""(market, target path, key)."""


@dataclass(frozen=True, slots=True)
class Side:
    """One unit at one time."""

    source: Forms
    target: Forms
    record: Record | None = None
    raw: str = ""
    """The target entry as it stands in the file."""
    proposal: Forms = field(default_factory=dict)
    """What a machine or the memory would say now that the source has changed, where that waits for a person."""
    flags: frozenset[str] = frozenset()
    """The target entry's own: ``fuzzy``, ``unreviewed``, ``approved`` say what its file thinks of it."""
    loose: str = ""
    """What kind of text it is, where the key is made of the text and changes with it; empty where the key is a name."""

    @property
    def known(self) -> Record | None:
        """The record where it is of these very words; after an edit by hand it speaks of others."""
        return self.record if self.record and self.record.target_hash == digest(self.target) else None

    @property
    def state(self) -> str:
        """The unit's state: ``initial`` without a target, ``fuzzy`` or ``approved`` where its file alone says so.

        Words that the ledger does not know are ``translated``, whatever it says of those that stood there before; a
        machine's that nobody has judged are, too, though some formats mark them as they mark what is out of date.
        """
        if not any(self.target.values()):
            return "initial"
        known = self.known
        if "fuzzy" in self.flags and not ("unreviewed" in self.flags and known and not persons(known)):
            return "fuzzy"
        state = known.state if known else "translated"
        return "approved" if state == "translated" and "approved" in self.flags else state
