"""An open translation memory: learning, looking up, importing, counting; several processes may share its file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from locakit import locales
from locakit.errors import DiskError
from locakit.memory import rows
from locakit.memory.alike import Alike
from locakit.memory.frames import frame_hash
from locakit.memory.packed import hashed, pack
from locakit.memory.schema import connect, guarded, is_closed, is_damaged, writing
from locakit.memory.scores import REPAIRED, THRESHOLD, Asked, Match
from locakit.model import Entry, Forms


class Memory:
    """An open translation memory; ``path`` may be ``:memory:``. Several processes may share one file.

    ``project`` names who asks and learns, where projects share the file. Methods raise DiskError where the file
    turns out to be damaged, or is locked by another process for longer than a minute.
    """

    def __init__(self, path: str, project: str = "") -> None:
        self._path, self.project = path, project
        try:
            self._db = connect(path)
        except sqlite3.DatabaseError as error:
            if not is_damaged(error):
                raise
            Path(path).replace(path + ".broken")
            self._db = connect(path)
        self._alike: dict[tuple[str, str], Alike] = {}

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def add(self, entries: Iterable[Entry]) -> int:
        """Learn entries (those with an empty side are passed over); the same unit's newer words win. Their number.

        0 where the file may only be read.
        """
        found = rows.prepared(entries, self.project, "")
        try:
            with guarded(self._path), writing(self._db):
                return rows.put(self._db, found, "entry")
        except DiskError as error:
            if isinstance(error.__cause__, sqlite3.Error) and is_closed(error.__cause__):
                return 0
            raise

    def exact(self, source: Forms, locale: str, market: str, resource: str = "", key: str = "") -> Match | None:
        """The best entry with this very source: 101 in the same place, 100 elsewhere, less the penalties."""
        asked = Asked(market, self.project, (resource, key))
        return max(self._same(source, locale, asked, 100), key=lambda m: m.order, default=None)

    def _same(self, source: Forms, locale: str, asked: Asked, base: int) -> list[Match]:
        number = hashed(source)
        if number is None or not rows.are_text(*source.values(), *asked.place):
            return []
        pair = (locales.language(locale), locales.language(asked.market))
        with guarded(self._path):
            found = rows.by_hash(self._db, number, pair, pack(source), asked)
        return [asked.match(entry, project, base) for entry, project in found]

    def framed(self, text: str, locale: str, market: str) -> list[Match]:
        """Entries whose plain source differs from ``text`` in numbers and placeables alone, best first."""
        number = frame_hash(text)
        if number is None:
            return []
        asked, pair = Asked(market, self.project), (locales.language(locale), locales.language(market))
        with guarded(self._path):
            found = rows.by_frame(self._db, number, pair)
        matches = [asked.match(e, project, REPAIRED) for e, project in found if e.source["other"] != text]
        return sorted(matches, key=lambda m: m.order, reverse=True)

    def fuzzy(self, text: str, locale: str, market: str, limit: int = 5) -> list[Match]:
        """Entries whose plain source is alike (rapidfuzz ratio, 75-99), best first; exact ones are left out."""
        asked, pair = Asked(market, self.project), (locales.language(locale), locales.language(market))
        with guarded(self._path):
            if pair not in self._alike:
                beside = None if self._path == ":memory:" else Path(self._path)
                self._alike[pair] = Alike(self._db, *pair, beside)
            near = self._alike[pair].find(text, 2 * limit + 3, THRESHOLD)
        out: list[Match] = []
        for source, ratio in near:
            if len(out) >= limit and min(99, int(ratio)) < out[limit - 1].score:
                break
            same = self._same({"other": source}, locale, asked, min(99, int(ratio))) if source != text else []
            out += [max(same, key=lambda m: m.order)] if same else []
            out.sort(key=lambda m: m.order, reverse=True)
        return [m for m in out[:limit] if m.score >= THRESHOLD]

    def search(self, text: str, markets: Iterable[str], limit: int, *, source_only: bool = False) -> list[Match]:
        """Entries in which ``text`` stands, in any case, in source or target; those that begin with it come first.

        ``markets`` are tags, or languages with all their markets; none means all. The score is how much the source is
        like ``text`` (rapidfuzz ratio), also below the threshold.
        """
        from rapidfuzz import fuzz

        with guarded(self._path):
            found = rows.containing(self._db, text, list(markets), limit, source_only)
        ratios = (max(int(fuzz.ratio(text, s)) for s in entry.source.values()) for entry, _ in found)
        return [Asked(e.market, self.project).match(e, p, r) for (e, p), r in zip(found, ratios, strict=True)]

    def imported(self, name: str) -> str:
        """The hash of the file ``name`` when it was last imported; empty if never."""
        found = self._db.execute(
            "select hash from imported where project = ? and name = ?", (self.project, name)
        ).fetchone()
        return str(found[0]) if found else ""

    def replace_import(self, name: str, file_hash: str, entries: Iterable[Entry]) -> int:
        """Take in a file's entries in place of what it gave before, all or, where ``entries`` raises, none.

        Entries without resource or key get the file's name and their number there. The number of entries.
        """
        with guarded(self._path):
            return rows.replace_file(self._db, self.project, name, file_hash, entries)

    def files(self) -> list[str]:
        """The files that this project imported."""
        rows_ = self._db.execute("select name from imported where project = ? order by name", (self.project,))
        return [str(name) for (name,) in rows_]

    def forget(self, keep: Iterable[str] = ()) -> int:
        """Forget what this project taught, except what the files ``keep`` gave; other projects' words stay."""
        with guarded(self._path), writing(self._db):
            return rows.forget(self._db, self.project, list(keep))

    @property
    def writable(self) -> bool:
        """False where this user may only read the file."""
        try:
            with writing(self._db):
                return True
        except sqlite3.Error as error:
            if is_closed(error):
                return False
            with guarded(self._path):
                raise

    def entries(self, markets: Iterable[str] = ()) -> Iterator[tuple[Entry, str]]:
        """``(entry, project)`` of the given markets or all, those of one source and place together."""
        with guarded(self._path):
            yield from rows.all_entries(self._db, list(markets))

    def stats(self) -> Mapping[str, int]:
        """Entries by market."""
        with guarded(self._path):
            return dict(
                self._db.execute("select market, count(*) from entry group by market order by market").fetchall()
            )

    def sources(self) -> int:
        """How many different sources there are."""
        with guarded(self._path):
            return int(self._db.execute("select count(distinct hash) from entry").fetchone()[0])

    def tally(self) -> list[tuple[str, str, str, int]]:
        """``(market, origin, project, entries)``, sorted."""
        with guarded(self._path):
            return list(self._db.execute(
                "select market, origin, project, count(*) from entry group by market, origin, project"
                " order by market, origin, project"
            ))  # fmt: skip


def open_memory(path: str, project: str = "") -> Memory:
    """``Memory(path, project)``; where the folder is closed to this user, one that lives as long as the process."""
    try:
        return Memory(path, project)
    except sqlite3.Error as error:
        if not is_closed(error):
            with guarded(path):
                raise
    except OSError:
        pass
    return Memory(":memory:", project)
