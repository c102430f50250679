"""What checks found before, by file: a file is looked at again when it, or anything its findings rest on, changed.

The cache lies in the user's cache folder and is nobody's truth: a damaged one is as good as none, and ``--no-cache``
passes it by. Nothing is written to the project. A file's size and time are trusted only where both are older than the
cache itself.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from contextlib import suppress
from dataclasses import astuple, fields
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from stat import S_ISREG
from typing import Any

import locakit
from locakit import folders
from locakit.errors import LocakitError
from locakit.model import Finding, Fix
from locakit.shell import disk, ownpacks
from locakit.shell.part import Part
from locakit.shell.state import DISMISSED
from locakit.shell.workspace import CONFIG, Pair, Workspace

_RACY = 2_000_000_000
"""Nanoseconds within which two changes of a file may have one time."""
_ABSENT, _ACROSS = "-", ""
_FIELDS = tuple(f.name for f in fields(Finding))


class Cache:
    """The findings of one project's last checks."""

    def __init__(self, space: Workspace) -> None:
        self._space = space
        name = hashlib.blake2b(os.fsencode(os.path.realpath(space.root)), digest_size=12).hexdigest()
        self._folder = folders.cache_folder() / "check" / name
        self._began = time.time_ns()
        self._stats: dict[str, list[Any]] = {}
        self._markets: dict[str, dict[str, Any]] = {}
        self._changed: set[str] = set()

    def get(self, pair: Pair, market: str) -> Part | None:
        """What the file came to when it was last examined; None where something has changed since."""
        return self._read(market, pair.source, self._key(pair, market))

    def _read(self, market: str, name: str, key: str) -> Part | None:
        kept = self._market(market)["parts"].get(name)
        if not kept or kept[0] != key:
            return None
        with suppress(TypeError, ValueError, KeyError, IndexError):
            _, findings, units, words, dismissed, approved = kept
            return Part([_finding(f) for f in findings], units, words, dismissed, approved)
        return None

    def put(self, pair: Pair, market: str, part: Part) -> None:
        """Remember what a file came to."""
        self._write(market, pair.source, self._key(pair, market), part)

    def _write(self, market: str, name: str, key: str, part: Part) -> None:
        row = [key, [astuple(f) for f in part.findings], part.units, part.words, part.dismissed, part.approved]
        parts = self._market(market)["parts"]
        if name not in parts or parts[name][0] != key:
            parts[name] = row
            self._changed.add(market)

    def across(self, market: str) -> Part | None:
        """What all units of a market said together; None where one of its files has changed since."""
        return self._read(market, _ACROSS, self._whole(market))

    def put_across(self, market: str, part: Part) -> None:
        """Remember what all units of a market say together."""
        self._write(market, _ACROSS, self._whole(market), part)

    def _whole(self, market: str) -> str:
        keys = "\n".join(f"{pair.source} {self._key(pair, market)}" for pair in self._space.pairs)
        return hashlib.blake2b(keys.encode("utf-8", "surrogateescape"), digest_size=16).hexdigest()

    def save(self) -> None:
        """Write what is new; a disk that takes nothing costs only the time of the next check."""
        for market in self._changed:
            live = {_ACROSS, *(pair.source for pair in self._space.pairs)}
            parts = {name: row for name, row in self._market(market)["parts"].items() if name in live}
            made = {"stamp": self._stamp(market), "saved": self._began, "stats": self._stats, "parts": parts}
            with suppress(LocakitError, OSError):
                data = json.dumps(made, ensure_ascii=True, separators=(",", ":")).encode()
                disk.write_bytes(self._folder / f"{market}.json", data)

    def _market(self, market: str) -> dict[str, Any]:
        if market not in self._markets:
            found = self._load(market)
            self._markets[market] = found if found["stamp"] == self._stamp(market) else {"parts": {}}
        return self._markets[market]

    def _load(self, market: str) -> dict[str, Any]:
        empty: dict[str, Any] = {"stamp": "", "parts": {}}
        try:
            found = json.loads((self._folder / f"{market}.json").read_bytes())
            saved, stats, parts = found["saved"], found["stats"], found["parts"]
        except (OSError, ValueError, LookupError, TypeError, RecursionError):
            return empty
        if not (isinstance(saved, int) and isinstance(stats, dict) and isinstance(parts, dict) and "stamp" in found):
            return empty
        for path, stat in stats.items():
            if isinstance(stat, list) and len(stat) == 3 and isinstance(stat[1], int) and stat[1] < saved - _RACY:
                self._stats.setdefault(path, stat)
        return dict(found)

    def _stamp(self, market: str) -> str:
        """Of everything that the findings of every file in a market rest on."""
        state = [f".locakit/{kind}/{market}.{end}" for kind, end in
                 (("ledger", "tsv"), ("proposals", "tsv"), ("journal", "jsonl"))]  # fmt: skip
        files = [CONFIG, *self._space.project.glossaries, *ownpacks.files(self._space), DISMISSED, *state]
        return "\n".join([*self._common, *map(self._digest, files)])

    @cached_property
    def _common(self) -> list[str]:
        """Day, since laws begin on one; and the program itself."""
        home = Path(locakit.__file__).parent
        files = [p for folder in (home, home.parent / "glossaries") for p in sorted(folder.rglob("*.[py][ya]*"))]
        seen = hashlib.blake2b(digest_size=16)
        for path in files:
            stat = path.stat()
            seen.update(f"{path.name}\0{stat.st_size}\0{stat.st_mtime_ns}\n".encode())
        return [datetime.now(UTC).strftime("%Y-%m-%d"), seen.hexdigest()]

    def _key(self, pair: Pair, market: str) -> str:
        return f"{self._digest(pair.source)} {self._digest(pair.target(market))}"

    def _digest(self, path: str) -> str:
        """Of a file's bytes; not read where its size and time are those of the last check."""
        full = self._space.root / path
        try:
            stat = os.stat(full)
            if not S_ISREG(stat.st_mode):
                return _ABSENT
            known = self._stats.get(path)
            if known and known[0] == stat.st_size and known[1] == stat.st_mtime_ns:
                return str(known[2])
            made = hashlib.blake2b(full.read_bytes(), digest_size=16).hexdigest()
        except OSError:
            return _ABSENT
        self._stats[path] = [stat.st_size, stat.st_mtime_ns, made]
        return made


def _finding(row: list[Any]) -> Finding:
    """A finding from its fields in their order; raises TypeError or ValueError for another shape."""
    made = dict(zip(_FIELDS, row, strict=True))
    made["span"] = tuple(made["span"])
    made["fix"] = Fix(tuple(made["fix"][0]), made["fix"][1]) if made["fix"] else None
    return Finding(**made)
