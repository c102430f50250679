"""What is in a release, unit by unit, for audits: who wrote and who approved it, by which engine, from which source.

The same release always gives the same bytes: nothing in it is of the day it was made.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from locakit.ledger import digest
from locakit.model import Forms, Record, State

_UNJUDGED = ("machine", "memory")
_JUDGED = ("reviewed", "final")


@dataclass(frozen=True, slots=True)
class Line:
    """One unit of a release."""

    market: str
    resource: str
    """The release file's path."""
    key: str
    source: Forms
    target: Forms
    """As released: a stand-in's words where the market's own fell short."""
    stand_in: str = ""
    """Whose words they are, where not the market's own: another market, or ``source``."""
    record: Record | None = None
    """What the ledger knows of these words; None for the source's, and for what a document has besides them."""
    state: State = "initial"
    """How far these words are, for the source as it is now."""

    @property
    def origin(self) -> str:
        """Who wrote the words; ``source`` for the source's own, empty where nobody knows."""
        return self.record.origin if self.record else "source" if self.stand_in else ""

    @property
    def human_reviewed(self) -> bool:
        """A person stands for these words as a translation of the source as it is now."""
        r = self.record
        return r is not None and r.state in _JUDGED and r.source_hash == digest(self.source)

    @property
    def unreviewed(self) -> bool:
        """A machine, or the memory unseen, wrote these words, and nobody has stood for them."""
        made = self.record is not None and self.record.origin in _UNJUDGED and self.record.engine != "copy"
        return made and self.state not in _JUDGED

    def as_json(self) -> dict[str, object]:
        """The line as the manifest has it; hashes are those of the ledger."""
        r = self.record
        return {
            "market": self.market, "resource": self.resource, "key": self.key, "state": self.state,
            "stand_in": self.stand_in, "origin": self.origin, "engine": r.engine if r else "",
            "by": r.by if r else "", "at": r.at if r else "", "source_hash": digest(self.source),
            "target_hash": digest(self.target), "human_reviewed": self.human_reviewed,
            "machine_unreviewed": self.unreviewed,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """One file of a release."""

    market: str
    path: str
    sha256: str
    size: int
    """Bytes."""


def render(project: str, source: str, require: str, files: Iterable[File], lines: Sequence[Line]) -> str:
    """The manifest as JSON, a line for each file and unit, sorted."""
    listed = sorted(files, key=lambda f: (f.path, f.market))
    units = sorted(lines, key=lambda u: (u.market, u.resource, u.key))
    head = {
        "version": 1, "project": project, "source": source, "require": require, "units": len(units),
        "machine_unreviewed": sum(u.unreviewed for u in units),
    }  # fmt: skip
    told = json.dumps(head, indent=2, ensure_ascii=True)[:-2]
    shown = [{"market": f.market, "path": f.path, "sha256": f.sha256, "size": f.size} for f in listed]
    return f'{told},\n  "files": {_rows(shown)},\n  "entries": {_rows([u.as_json() for u in units])}\n}}\n'


def _rows(values: Sequence[object]) -> str:
    rows = (json.dumps(value, ensure_ascii=True) for value in values)
    return "[\n    " + ",\n    ".join(rows) + "\n  ]" if values else "[]"
