"""The memory's database: its tables, opened so that several processes may share them, and older ones brought along."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from locakit.errors import DiskError

VERSION = 2
PATIENCE = 60
"""Seconds that one process waits for another one's writing."""
_DAMAGED = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)
_CLOSED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM)
_TABLES = (
    """create table if not exists entry (
      id integer primary key autoincrement, hash integer not null, frame integer,
      source_language text not null, language text not null, locale text not null, market text not null,
      project text not null, resource text not null, key text not null, source text not null, target text not null,
      origin text not null, at text not null, file text not null, unique (hash, market, project, resource, key))""",
    "create index if not exists entry_frame on entry (frame) where frame is not null",
    "create table if not exists imported (project text, name text, hash text not null, primary key (project, name))",
    "create table if not exists about (name text primary key, value text not null)",
)


def is_damaged(error: sqlite3.Error) -> bool:
    """True where the file is no database, or a broken one; not where it is only locked or closed to us."""
    return _code(error) & 0xFF in _DAMAGED


def is_closed(error: sqlite3.Error) -> bool:
    """True where this user may not open or write the file."""
    return _code(error) & 0xFF in _CLOSED


def _code(error: sqlite3.Error) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0)


@contextmanager
def guarded(path: str) -> Iterator[None]:
    """Raise SQLite's faults as DiskError with what to do."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if _code(error) & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise DiskError(f"{path}: another process is writing the memory", hint="run the command again") from error
        raise DiskError(f"{path}: {error}") from error
    except sqlite3.DatabaseError as error:
        raise DiskError(f"{path}: {error}", hint="locakit memory rebuild    # it is a cache") from error


def connect(path: str) -> sqlite3.Connection:
    """An open database with this version's tables.

    Raises sqlite3.Error as it comes, and DiskError where a newer locakit made the file.
    """
    db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
    try:
        found = db.execute("pragma user_version").fetchone()[0]
        if found > VERSION:
            raise DiskError(f"{path}: a newer locakit made this memory", hint="update locakit, or name another memory")
        if found < VERSION:
            _prepare(db)
        db.execute("select 1 from entry limit 1").fetchone()
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def writing(db: sqlite3.Connection) -> Iterator[None]:
    """One transaction that takes the right to write at once, so that no two processes wait for each other."""
    db.execute("begin immediate")
    try:
        yield
    except BaseException:
        db.execute("rollback")
        raise
    db.execute("commit")


def _prepare(db: sqlite3.Connection) -> None:
    """Make the tables; take over what the first version of this file held."""
    with writing(db):
        if db.execute("pragma user_version").fetchone()[0] == VERSION:
            return
        tables = {name for (name,) in db.execute("select name from sqlite_master where type = 'table'")}
        old = _first_version(db) if "entry" in tables else []
        for name in ("entry", "imported") if old or "entry" in tables else ():
            db.execute(f"drop table if exists {name}")
        for statement in _TABLES:
            db.execute(statement)
        db.execute("insert or ignore into about values ('id', ?)", (uuid4().hex,))
        db.executemany(
            "insert or ignore into entry (hash, source_language, language, locale, market, project, resource, key,"
            " source, target, origin, at, file) values (?, ?, ?, ?, ?, '', ?, ?, ?, ?, ?, ?, '')",
            old,
        )
        db.execute(f"pragma user_version = {VERSION}")


def _first_version(db: sqlite3.Connection) -> list[tuple[object, ...]]:
    """The rows that no file was imported for: files are imported again."""
    rows = db.execute(
        "select hash, locale, language, market, resource, key, source, target, origin, at from entry"
        " where resource not in (select name from imported)"
    )
    return [
        (int.from_bytes(bytes.fromhex(h), "big", signed=True), loc.split("-")[0], lang, loc, market, *rest)
        for h, loc, lang, market, *rest in rows
        if h
    ]
