"""What a run has finished, line by line on the disk: a killed run loses only what was in flight."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from locakit.model import ORIGINS, Forms, Origin
from locakit.shell import _atomic
from locakit.shell._atomic import Name


@dataclass(frozen=True, slots=True)
class Entry:
    """One finished unit that may not have reached its file yet."""

    resource: str
    """The source file's path."""
    key: str
    source_hash: str
    """Of the source forms it was made from: it counts only while they are the same."""
    forms: Forms
    origin: Origin
    engine: str = ""
    notes: tuple[str, ...] = ()
    """Why a person should look."""
    at: str = ""
    """UTC, ISO 8601."""


class Journal:
    """One market's journal: JSON lines, only ever appended to, removed when all of it stands in files and ledger."""

    def __init__(self, path: Name) -> None:
        self.path = Path(path)

    def append(self, batch: Sequence[Entry]) -> None:
        """Put finished entries on the disk; they are there when this returns. Raises DiskError."""
        if not batch:
            return
        data = "".join(map(_line, batch)).encode("ascii")
        with _atomic.named(self.path, "written"):
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab+") as file:
                new = not os.fstat(file.fileno()).st_size
                file.write(b"\n" + data if _torn(file.fileno()) else data)
                file.flush()
                os.fsync(file.fileno())
            if new:
                _atomic.flush_folder(os.fspath(self.path.parent))

    def load(self) -> list[Entry]:
        """The entries in the order they were finished; a line that a crash tore is passed over. Raises DiskError."""
        try:
            lines = self.path.read_bytes().split(b"\n")
        except FileNotFoundError:
            return []
        except OSError as error:
            raise _atomic.failure(error, self.path, "read") from error
        return [entry for line in lines if line and (entry := _parse(line)) is not None]

    def clear(self) -> None:
        """Forget everything. Raises DiskError."""
        with _atomic.named(self.path, "written"), suppress(FileNotFoundError):
            self.path.unlink()


def _line(entry: Entry) -> str:
    return json.dumps({f.name: getattr(entry, f.name) for f in fields(Entry)} | {"forms": dict(entry.forms)}) + "\n"


def _torn(handle: int) -> bool:
    size = os.fstat(handle).st_size
    if not size:
        return False
    os.lseek(handle, size - 1, os.SEEK_SET)
    return os.read(handle, 1) != b"\n"


def _parse(line: bytes) -> Entry | None:
    try:
        data = json.loads(line)
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict):
        return None
    known = {f.name: data[f.name] for f in fields(Entry) if f.name in data}
    return Entry(**known | {"notes": tuple(known.get("notes", ()))}) if _whole(known) else None


def _whole(data: Mapping[str, Any]) -> bool:
    forms, notes = data.get("forms"), data.get("notes", [])
    return (
        all(isinstance(data.get(name), str) for name in ("resource", "key", "source_hash"))
        and isinstance(forms, dict)
        and isinstance(notes, list)
        and data.get("origin") in ORIGINS
        and _texts((*forms.values(), *notes, data.get("engine", ""), data.get("at", "")))
    )


def _texts(values: Iterable[object]) -> bool:
    return all(isinstance(v, str) for v in values)
