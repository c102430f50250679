"""Entries as rows of the memory's table: put in, looked up, replaced, forgotten."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache

from locakit import locales
from locakit.memory.frames import frame_hash
from locakit.memory.packed import hashed, pack, unpack
from locakit.memory.schema import writing
from locakit.memory.scores import MACHINE, OTHER_MARKET, OTHER_PROJECT, Asked
from locakit.model import Entry

Row = tuple[object, ...]
Found = tuple[Entry, str]
"""An entry and its project."""

COLUMNS = (
    "hash, frame, source_language, language, locale, market, project, resource, key, source, target, origin, at, file"
)
_PUT = f"insert into {{}} ({COLUMNS}) {{}}"
_VALUES = f"values ({', '.join('?' * 14)})"
_NEWER = (
    " on conflict (hash, market, project, resource, key) do update set target = excluded.target,"
    " origin = excluded.origin, at = excluded.at, file = excluded.file where excluded.at >= at"
)
_ENTRY = "source, target, locale, market, origin, resource, key, at, project"
_BROKEN = re.compile("[\ud800-\udfff]")
_language = cache(locales.language)
_MANY = 50
"""So many entries with one frame are weighed; of more, the newest."""
_SAME = (
    f"select {_ENTRY} from entry where hash = ? and source_language = ? and language = ? and source = ?"
    " order by (market = ? and project = ? and resource = ? and key = ?)"
    f" - {OTHER_MARKET} * (market not in ({{}})) - {MACHINE} * (origin = 'machine') - {OTHER_PROJECT} * (project <> ?)"
    " desc, origin = 'human' desc, at desc limit 8"
)
"""Only the best are read: a short source may stand in thousands of places. ``Asked.match`` has the last word."""


def are_text(*texts: str) -> bool:
    """False where half of a surrogate pair, or a byte that is no text (a surrogate escape), stands in one of them."""
    return not any(map(_BROKEN.search, texts))


def _is_text(entry: Entry) -> bool:
    """Everything in it can be kept."""
    return are_text(*entry.source.values(), *entry.target.values(), entry.resource, entry.key)


def prepared(entries: Iterable[Entry], project: str, file: str) -> Iterator[Row]:
    """The rows of entries; those with an empty side, or with bytes that are no text, are passed over."""
    for e in entries:
        number = hashed(e.source)
        if number is not None and any(e.target.values()) and _is_text(e):
            source = pack(e.source)
            frame = None if source.startswith("\x01") else frame_hash(source)
            pair = (_language(e.locale), _language(e.market))
            yield (
                number, frame, *pair, e.locale, e.market, project, e.resource, e.key,
                source, pack(e.target), e.origin, e.at, file,
            )  # fmt: skip


def put(db: sqlite3.Connection, found: Iterable[Row], table: str) -> int:
    """Put rows in; of one unit's words the newer stay. Their number."""
    count = 0
    statement = _PUT.format(table, _VALUES) + _NEWER
    for row in found:
        db.execute(statement, row)
        count += 1
    return count


def _entry(row: Sequence[str]) -> Found:
    source, target, locale, market, origin, resource, key, at, project = row
    entry = Entry(unpack(source), unpack(target), locale, market, origin, resource, key, at)  # type: ignore[arg-type] # origins come from Entry
    return entry, project


def by_hash(db: sqlite3.Connection, number: int, pair: tuple[str, str], source: str, asked: Asked) -> list[Found]:
    """The best few entries with this very source in the pair of languages, in no order."""
    chain = locales.chain(asked.market)
    statement = _SAME.format(", ".join("?" * len(chain)))
    place = (asked.market, asked.project, *asked.place)
    return [_entry(row) for row in db.execute(statement, (number, *pair, source, *place, *chain, asked.project))]


def by_frame(db: sqlite3.Connection, number: int, pair: tuple[str, str]) -> list[Found]:
    """The newest entries whose source has this frame."""
    statement = (
        f"select {_ENTRY} from entry where frame = ? and source_language = ? and language = ?"
        f" order by id desc limit {_MANY}"
    )
    return [_entry(row) for row in db.execute(statement, (number, *pair))]


def containing(db: sqlite3.Connection, text: str, markets: Sequence[str], limit: int, source_only: bool) -> list[Found]:
    """Entries in which a text stands, in any case; whole ones and beginnings first, then the shorter."""
    folded = text.casefold()
    db.create_function("has", 1, lambda words: folded in words.casefold(), deterministic=True)
    db.create_function("starts", 1, lambda words: words.casefold().startswith(folded), deterministic=True)
    wanted, values = _markets(markets)
    where = "has(source)" if source_only else "(has(source) or has(target))"
    statement = (
        f"select {_ENTRY} from entry where {where} and {wanted}"
        " order by starts(source) desc, length(source), source, market, at desc limit ?"
    )
    return [_entry(row) for row in db.execute(statement, (*values, limit))]


def _markets(markets: Sequence[str]) -> tuple[str, list[str]]:
    """A condition and its values: markets by their tag, or all of a language where only that is said."""
    if not markets:
        return "1", []
    tags = [locales.normalize(m) for m in markets]
    return "(" + " or ".join("market = ? or language = ?" for _ in tags) + ")", [t for tag in tags for t in (tag, tag)]


def all_entries(db: sqlite3.Connection, markets: Sequence[str]) -> Iterator[Found]:
    """Entries in the order of project, resource, key, source, market."""
    wanted, values = _markets(markets)
    statement = f"select {_ENTRY} from entry where {wanted} order by project, resource, key, hash, locale, market"
    for row in db.execute(statement, values):
        yield _entry(row)


def replace_file(db: sqlite3.Connection, project: str, name: str, file_hash: str, entries: Iterable[Entry]) -> int:
    """Put a file's entries in the place of what it gave before; what it gave again stays as it is."""
    db.execute("drop table if exists temp.incoming")
    db.execute(f"create temp table incoming ({COLUMNS}, unique (hash, market, project, resource, key))")
    db.execute("begin")
    numbered = (replace(e, resource=e.resource or name, key=e.key or f"#{n}") for n, e in enumerate(entries))
    try:
        put(db, prepared(numbered, project, name), "temp.incoming")
    finally:
        db.execute("commit")
    with writing(db):
        _drop(
            db, "file = ? and project = ? and not exists (select 1 from temp.incoming i where i.hash = entry.hash and"
            " i.market = entry.market and i.resource = entry.resource and i.key = entry.key)", (name, project),
        )  # fmt: skip
        db.execute(_PUT.format("entry", f"select {COLUMNS} from temp.incoming where 1") + _NEWER)
        db.execute("insert or replace into imported values (?, ?, ?)", (project, name, file_hash))
        count = int(db.execute("select count(*) from temp.incoming").fetchone()[0])
    db.execute("drop table temp.incoming")
    return count


def forget(db: sqlite3.Connection, project: str, keep: Sequence[str]) -> int:
    """Forget one project's entries and imported files but those of the files ``keep``. The number of entries."""
    marks = ", ".join("?" * len(keep))
    db.execute(f"delete from imported where project = ? and name not in ({marks})", (project, *keep))
    return _drop(db, f"project = ? and file not in ({marks})", (project, *keep))


def _drop(db: sqlite3.Connection, where: str, values: Sequence[str]) -> int:
    count = db.execute(f"delete from entry where {where}", values).rowcount
    if count > 0:
        db.execute(
            "insert into about values ('gone', ?) on conflict (name) do update set value = value + excluded.value",
            (str(count),),
        )
    return count
