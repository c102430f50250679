"""The texts of one pair of languages for search by likeness: an index beside the database, and what came since."""

from __future__ import annotations

import mmap
import sqlite3
from contextlib import suppress
from os import getpid
from pathlib import Path

from locakit.memory.grams import Grams, best, build

FEW = 3_000
"""So many texts are compared one by one; an index is made from more."""
PARTS = 6
"""So many small indexes stand beside the large one; then they are made one."""
SHARE = 50
"""The large index is made anew when one in so many of its texts has come since."""
_NEW = "select id, source from entry where source_language = ? and language = ? and id > ? order by id"


class Alike:
    """The plain sources of one pair of languages, kept up with what any process adds.

    The index covers the entries up to a number and lies in a file that all processes map; it is made again when
    enough has come, or a fifth has gone. Entries behind it are indexed in this process, the last few compared.
    """

    def __init__(self, db: sqlite3.Connection, source: str, target: str, beside: Path | None) -> None:
        """``beside`` is the database's path; None where nothing may be written."""
        self._db, self._pair = db, (source, target)
        self._file = beside.with_name(f"{beside.name}.{source}-{target}.index") if beside else None
        self._id = str(db.execute("select value from about where name = 'id'").fetchone()[0])
        self._reset()

    def _reset(self) -> None:
        self._parts: list[Grams] = []
        self._tail: dict[str, None] = {}
        self._through = 0
        self._gone = self._forgotten()

    def find(self, text: str, limit: int, cutoff: float) -> list[tuple[str, float]]:
        """Sources alike with their ratio, best first; a source whose entries are gone may be among them."""
        self._follow()
        found = best(text, list(self._tail), limit, cutoff)
        try:
            found += [pair for part in self._parts for pair in part.alike(text, limit, cutoff)]
        except (IndexError, ValueError):
            # The file's bytes have changed under the head that is still right.
            self._parts = [self._made()]
            found += self._parts[0].alike(text, limit, cutoff)
        return sorted(dict(found).items(), key=lambda pair: -pair[1])[:limit]

    def _follow(self) -> None:
        """Take in what was added since the last question, by whomever."""
        last = self._db.execute("select seq from sqlite_sequence where name = 'entry'").fetchone()
        last_id = int(last[0]) if last else 0
        if not self._parts and not self._through:
            self._load(last_id)
        if last_id != self._through:
            self._take(last_id)
        if len(self._tail) > FEW:
            self._index()

    def _load(self, last_id: int) -> None:
        found = _mapped(self._file) if self._file else None
        if found is None or (found.head.get("id"), found.head.get("pair")) != (self._id, list(self._pair)):
            return
        through, gone = int(str(found.head.get("through", last_id + 1))), int(str(found.head.get("gone", 0)))
        if through <= last_id and self._gone - gone <= len(found) // 5:
            self._parts, self._through, self._gone = [found], through, gone

    def _take(self, last_id: int) -> None:
        if last_id < self._through or (self._parts and self._forgotten() - self._gone > len(self._parts[0]) // 5):
            self._reset()
        for number, source in self._db.execute(_NEW, (*self._pair, self._through)):
            if not source.startswith("\x01"):
                self._tail[source] = None
            last_id = max(last_id, number)
        self._through = last_id

    def _index(self) -> None:
        """Index the tail: in this process, or all texts anew in the file where the tail has grown large."""
        later = sum(map(len, self._parts[1:])) + len(self._tail)
        if not self._parts or later * SHARE > len(self._parts[0]):
            self._tail, self._parts = {}, []
            self._parts = [self._made()]
        elif len(self._parts) > PARTS:
            texts = (text for part in self._parts[1:] for text in part.texts(range(len(part))))
            self._parts = [self._parts[0], Grams(b"".join(build([*texts, *self._tail])))]
        else:
            self._parts.append(Grams(b"".join(build(self._tail))))
        self._tail = {}

    def _made(self) -> Grams:
        self._gone = self._forgotten()
        rows = self._db.execute(_NEW, (*self._pair, 0))
        texts = (s for number, s in rows if number <= self._through and not s.startswith("\x01"))
        pieces = build(texts, id=self._id, pair=self._pair, through=self._through, gone=self._gone)
        if self._file:
            # Without the right to write here the index lives as long as the process.
            with suppress(OSError):
                for left in self._file.parent.glob(f"{self._file.name}.*.tmp"):
                    left.unlink(missing_ok=True)
                made = self._file.with_name(f"{self._file.name}.{getpid()}.tmp")
                with made.open("wb") as out:
                    out.writelines(pieces)
                made.replace(self._file)
                found = _mapped(self._file)
                if found and found.head.get("through") == self._through:
                    return found
        return Grams(b"".join(pieces))

    def _forgotten(self) -> int:
        row = self._db.execute("select value from about where name = 'gone'").fetchone()
        return int(row[0]) if row else 0


def _mapped(path: Path) -> Grams | None:
    """The index of a file; None where there is none, or none that can be used."""
    with suppress(OSError, ValueError), path.open("rb") as file:
        return Grams(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
    return None
