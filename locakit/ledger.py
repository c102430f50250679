"""Who wrote each target, from which source, and how far a person has gone: mergeable text, one line a unit.

A ledger is a UTF-8 TSV file with one header line. Lines are sorted, so two branches that add different units
touch different places, and ``merge=union`` may leave two lines for one unit: ``settle`` picks the true one by
the hash of what stands in the file, then by state, then by time.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from operator import attrgetter

from locakit.model import ORIGINS, STATES, Forms, Record

HEADER = "#locakit-ledger 1"
COLUMNS = tuple(f.name for f in fields(Record))
_CELLS = attrgetter(*COLUMNS)
ORDER = "~order"
"""The line for the order of a document's blocks: no message has this key."""
PERSONS_ORIGINS = frozenset({"human", "imported"})
PERSONS_STATES = frozenset({"reviewed", "final"})
DERIVED = "derive:"
"""How the engine of a text begins that was made from another market's: ``derive:es-ES@`` and that text's hash."""
_UNSAFE = {"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\u2028": "\\L", "\u2029": "\\P", "\x85": "\\N"}
_SAFE = {v: k for k, v in _UNSAFE.items()}


def digest(forms: Forms) -> str:
    """16 hexadecimal digits (blake2b, 64 bits) of a text or its plural forms; empty text has none."""
    if not any(forms.values()):
        return ""
    hashed = hashlib.blake2b(digest_size=8)
    for name in sorted(forms):
        hashed.update(f"{name}\0{forms[name]}\0".encode("utf-8", "surrogatepass"))
    return hashed.hexdigest()


def persons(record: Record) -> bool:
    """True where a person wrote or approved the target: it is never overwritten."""
    return record.origin in PERSONS_ORIGINS or record.state in PERSONS_STATES


def lineage(engine: str) -> str:
    """The engine if it tells what a text was derived from, else nothing: a person's changes keep that."""
    return engine if engine.startswith(DERIVED) else ""


def told(engine: str) -> str:
    """The engine as a person reads it: without the hash of the text that it was derived from."""
    return engine.partition("@")[0] if lineage(engine) else engine


def marks(record: Record | None) -> tuple[str, ...]:
    """Why a person should look at words that were derived from another market's."""
    return tuple(record.note.split(",")) if record and record.note and lineage(record.engine) else ()


def escape(text: str) -> str:
    """``text`` on one line without tabs."""
    if text.isprintable() and "\\" not in text:
        return text
    return "".join(_UNSAFE.get(c, c) for c in text)


def unescape(text: str) -> str:
    """The inverse of ``escape``."""
    if "\\" not in text:
        return text
    out: list[str] = []
    at = 0
    while at < len(text):
        pair = text[at : at + 2]
        out.append(_SAFE.get(pair, text[at]))
        at += 2 if pair in _SAFE else 1
    return "".join(out)


def format_record(record: Record) -> str:
    """The record's line, without a line ending."""
    return "\t".join(map(escape, _CELLS(record)))


def parse_record(line: str) -> Record | None:
    """The record of a line; None for a header, an empty line or a damaged one (its unit is then without record)."""
    cells = [unescape(c) for c in line.rstrip("\r\n").split("\t")]
    if line.startswith("#") or len(cells) < 9:
        return None
    cells += [""] * (len(COLUMNS) - len(cells))
    record = Record(*cells[: len(COLUMNS)])  # type: ignore[arg-type]  # state and origin are checked below
    return record if record.state in STATES and record.origin in ORIGINS and record.key else None


class Ledger:
    """The records of one market; several for one unit until ``settle`` has seen the file."""

    def __init__(self, records: Iterable[Record] = ()) -> None:
        self._all: dict[str, dict[str, list[Record]]] = {}
        for record in records:
            self._all.setdefault(record.resource, {}).setdefault(record.key, []).append(record)

    @classmethod
    def parse(cls, text: str) -> Ledger:
        """Read a ledger file; merge-conflict marks and damaged lines are passed over."""
        return cls(r for r in map(parse_record, text.split("\n")) if r is not None)

    def render(self) -> str:
        """The ledger file's text: sorted, one line a unit, ending in a newline."""
        settled = (self.get(name, key) for name in sorted(self._all) for key in sorted(self._all[name]))
        return "\n".join([HEADER, *(format_record(r) for r in settled if r), ""])

    def get(self, resource: str, key: str, target_hash: str = "") -> Record | None:
        """The unit's record; with ``target_hash``, the one that knows the text that stands in the file."""
        found = self._all.get(resource, {}).get(key)
        if not found:
            return None
        return max(found, key=lambda r: (r.target_hash == target_hash, r.at, STATES.index(r.state), r.source_hash))

    def settle(self, resource: str, key: str, target_hash: str) -> Record | None:
        """``get``, and forget the other lines of the unit."""
        best = self.get(resource, key, target_hash)
        if best:
            self._all[resource][key] = [best]
        return best

    def put(self, record: Record) -> None:
        """Make ``record`` the only one of its unit."""
        self._all.setdefault(record.resource, {})[record.key] = [record]

    def drop(self, resource: str, key: str) -> None:
        """Forget a unit."""
        self._all.get(resource, {}).pop(key, None)

    def of(self, resource: str) -> dict[str, Record]:
        """The records of one resource by key."""
        found = ((key, self.get(resource, key)) for key in self._all.get(resource, ()) if key != ORDER)
        return {key: record for key, record in found if record}

    def resources(self) -> set[str]:
        """The resources that have records."""
        return {name for name, records in self._all.items() if records}

    def rename(self, resource: str, keys: Mapping[str, str]) -> None:
        """Carry records over to new keys: a unit that changed its key, not its meaning."""
        found = [(old, replace(record, key=keys[old])) for old in keys if (record := self.get(resource, old))]
        for old, _ in found:
            self.drop(resource, old)
        for _, record in found:
            self.put(record)
