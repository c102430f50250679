"""Translation memory on SQLite: what people wrote, offered again where the source recurs.

The database is a cache: TMX files, locale files and ledger can rebuild it, so a damaged one is put aside.
Scores are those of CAT tools: 101 same source and same place, 100 same source, 75-99 alike.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from locakit import locales
from locakit.ledger import digest
from locakit.model import Entry, Forms

THRESHOLD = 75
"""Matches below this score are not offered."""
OTHER_MARKET = 3
"""Points off for a match from another market of the same language (es-ES for es-MX)."""

_SCHEMA = """
create table if not exists entry (
  hash text not null, market text not null, locale text not null, resource text not null, key text not null,
  language text not null, source text not null, target text not null, origin text not null, at text not null,
  primary key (hash, market, resource, key)
) without rowid;
create index if not exists entry_language on entry (language, locale);
create table if not exists imported (name text primary key, hash text not null) without rowid;
"""


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how well its source fits."""

    entry: Entry
    score: int


def _is_text(entry: Entry) -> bool:
    """False where bytes that are no text (surrogate escapes of a damaged file) stand in an entry."""
    return not any("\ud800" <= c <= "\udfff" for f in (entry.source, entry.target) for t in f.values() for c in t)


def pack(forms: Forms) -> str:
    """Forms as one text: a plain text stays itself, plural forms become JSON behind U+0001."""
    if set(forms) == {"other"}:
        return forms["other"]
    return "\x01" + json.dumps(dict(forms), ensure_ascii=False, sort_keys=True)


def unpack(text: str) -> dict[str, str]:
    """The inverse of ``pack``."""
    return dict(json.loads(text[1:])) if text.startswith("\x01") else {"other": text}


class Memory:
    """An open translation memory; ``path`` may be ``:memory:``. Several processes may share one file."""

    def __init__(self, path: str) -> None:
        self._path = path
        try:
            self._db = self._open(path)
        except sqlite3.DatabaseError:
            Path(path).replace(path + ".broken")
            self._db = self._open(path)
        self._plain: dict[tuple[str, str], dict[str, list[tuple[str, str, str]]]] = {}

    @staticmethod
    def _open(path: str) -> sqlite3.Connection:
        db = sqlite3.connect(path, timeout=30)
        try:
            db.executescript(_SCHEMA)
            db.execute("select count(*) from (select 1 from entry limit 1)").fetchone()
        except sqlite3.DatabaseError:
            db.close()
            raise
        return db

    def close(self) -> None:
        """Close the database."""
        self._db.close()

    def add(self, entries: Iterable[Entry]) -> int:
        """Learn entries (those with an empty side are passed over); the same unit's newer words win. Their number."""
        rows = [
            (
                digest(e.source), e.market, e.locale, e.resource, e.key, locales.language(e.market),
                pack(e.source), pack(e.target), e.origin, e.at,
            )
            for e in entries
            if any(e.source.values()) and any(e.target.values()) and _is_text(e)
        ]  # fmt: skip
        with self._db:
            self._db.executemany("insert or replace into entry values (?,?,?,?,?,?,?,?,?,?)", rows)
        self._plain.clear()
        return len(rows)

    def exact(self, source: Forms, locale: str, market: str, resource: str = "", key: str = "") -> Match | None:
        """The best entry with this very source: 101 in the same place, 100 elsewhere, less from a sibling market."""
        rows = self._db.execute(
            "select source, target, locale, market, origin, resource, key, at from entry"
            " where hash = ? and language = ?",
            (digest(source), locales.language(market)),
        ).fetchall()
        matches = [
            Match(
                Entry(unpack(s), unpack(t), loc, mk, org, res, k, at),
                self._score(mk, market, (res, k), (resource, key)),
            )
            for s, t, loc, mk, org, res, k, at in rows
            if loc == locale and unpack(s) == dict(source)
        ]
        return max(matches, key=lambda m: (m.score, m.entry.origin == "human", m.entry.at), default=None)

    @staticmethod
    def _score(found: str, wanted: str, at: tuple[str, str], place: tuple[str, str]) -> int:
        if found == wanted:
            return 101 if at == place and place[1] else 100
        return 100 if found in locales.chain(wanted) else 100 - OTHER_MARKET

    def fuzzy(self, text: str, locale: str, market: str, limit: int = 5) -> list[Match]:
        """Entries whose plain source is alike (rapidfuzz ratio, 75-99), best first; exact ones are left out."""
        from rapidfuzz import fuzz, process

        known = self._texts(locale, locales.language(market))
        near = [s for s in known if s != text and min(len(s), len(text)) * 4 >= max(len(s), len(text)) * 2]
        found = process.extract(text, near, scorer=fuzz.ratio, score_cutoff=THRESHOLD, limit=limit)
        matches: list[Match] = []
        for source, score, _ in found:
            target, found_market, at = max(known[source], key=lambda row: (row[1] == market, row[2]))
            off = 0 if found_market in locales.chain(market) else OTHER_MARKET
            entry = Entry({"other": source}, {"other": target}, locale, found_market, "human", at=at)
            matches.append(Match(entry, min(99, int(score)) - off))
        return [m for m in sorted(matches, key=lambda m: -m.score) if m.score >= THRESHOLD]

    def _texts(self, locale: str, language: str) -> dict[str, list[tuple[str, str, str]]]:
        if (locale, language) not in self._plain:
            texts: dict[str, list[tuple[str, str, str]]] = {}
            for source, target, market, at in self._db.execute(
                "select source, target, market, at from entry where language = ? and locale = ?", (language, locale)
            ):
                if not source.startswith("\x01"):
                    texts.setdefault(source, []).append((target, market, at))
            self._plain[locale, language] = texts
        return self._plain[locale, language]

    def imported(self, name: str) -> str:
        """The hash of the file ``name`` when it was last imported; empty if never."""
        row = self._db.execute("select hash from imported where name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def replace_import(self, name: str, file_hash: str, entries: Iterable[Entry]) -> int:
        """Take in a file's entries in place of what it gave before. The number of entries."""
        with self._db:
            self._db.execute("delete from entry where resource = ?", (name,))
            self._db.execute("insert or replace into imported values (?, ?)", (name, file_hash))
        numbered = (
            Entry(e.source, e.target, e.locale, e.market, e.origin, name, e.key or f"#{n}", e.at)
            for n, e in enumerate(entries)
        )
        return self.add(numbered)

    def stats(self) -> Mapping[str, int]:
        """Entries by market."""
        return dict(self._db.execute("select market, count(*) from entry group by market order by market").fetchall())


def open_memory(path: str) -> Memory:
    """``Memory(path)``; where the folder is not writable, one that lives only as long as the process."""
    with suppress(sqlite3.Error, OSError):
        return Memory(path)
    return Memory(":memory:")
