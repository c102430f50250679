"""A project's translation memory on disk: opened and taught, filled from TMX, written as TMX, searched, made anew."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING

from locakit import __version__, locales, tmx
from locakit.errors import BrokenText, ConfigError, DiskError, Fault, UsageError
from locakit.ledger import digest, persons
from locakit.model import Entry, Resource
from locakit.shell.workspace import CONFIG

if TYPE_CHECKING:
    from locakit.memory import Match, Memory
    from locakit.shell.workspace import Pair, Workspace

OWN = ".locakit/ledger"
"""The name under which a project's own words are taken in, as a TMX file is by its path."""
_CHUNK = 1 << 20


@dataclass(slots=True)
class Rebuilt:
    """What a memory was made from."""

    forgotten: int = 0
    taught: int = 0
    """Entries from the ledger and the locale files."""
    files: dict[str, int] = field(default_factory=dict)
    """Entries from TMX files."""
    kept: list[str] = field(default_factory=list)
    """TMX files that are not there any more: what they gave is kept."""


def place(space: Workspace) -> Path:
    """The database's path."""
    return (space.root / Path(space.project.memory).expanduser()).resolve()


def identity(space: Workspace) -> str:
    """Who the project is in its memory: nobody in particular in its own one; its name, or folder, in a shared one.

    A project without ``name:`` is known by its folder's name and a hash of the folder's path.
    """
    root = space.root.resolve()
    if place(space).is_relative_to(root):
        return ""
    return space.project.name or f"{root.name}-{blake2b(str(root).encode(), digest_size=4).hexdigest()}"


def opened(space: Workspace, *, write: bool, settled: bool = False) -> Memory:
    """The memory, with the project's own words and its TMX files as they are now.

    Without ``write`` no database is made: where there is none, the memory lives as long as the process. A new one is
    taught what the ledger knows; with ``settled``, also hand edits that no run has seen yet.
    Raises ConfigError where a TMX file of the project is not there or cannot be read.
    """
    from locakit.memory import open_memory

    path = place(space)
    if write:
        _make_folder(path.parent)
    memory = open_memory(str(path) if write or path.is_file() else ":memory:", identity(space))
    try:
        if not memory.imported(OWN) and memory.writable:
            _teach(space, memory, settled)
        for name in space.project.tmx:
            _configured(space, memory, name)
    except BaseException:
        memory.close()
        raise
    return memory


def _teach(space: Workspace, memory: Memory, settled: bool) -> int:
    """Take in the project's own words in place of what it gave before. Their number."""
    from locakit.shell.settling import settle

    for market in space.project.markets if settled else ():
        settle(space, market)
    return memory.replace_import(OWN, "1", peoples_words(space))


def peoples_words(space: Workspace) -> Iterator[Entry]:
    """What people wrote or approved in the project for sources that still stand: a memory begins with it."""
    for market in space.project.markets:
        ledger = space.ledger(market)
        for pair in space.pairs:
            source, target = space.source(pair), _readable(space, pair, market)
            there = target.by_key() if target else {}
            for message in source.messages if source else ():
                record, found = ledger.get(pair.source, message.key), there.get(message.key)
                if record and found and persons(record) and "verbatim" not in message.flags:
                    hashes = (digest(message.forms), digest(found.forms))
                    if (record.source_hash, record.target_hash) == hashes:
                        yield Entry(
                            message.forms, found.forms, space.project.source, market, "human", pair.source,
                            message.key, record.at,
                        )  # fmt: skip


def _readable(space: Workspace, pair: Pair, market: str) -> Resource | None:
    try:
        return space.target(pair, market)
    except BrokenText:
        return None


def _configured(space: Workspace, memory: Memory, name: str) -> int | None:
    """``take_in`` for a file that ``locakit.yaml`` names."""
    if not (space.root / name).is_file():
        raise ConfigError([Fault(f"the TMX file {name} is not there", CONFIG)])
    try:
        return take_in(space, memory, name)
    except BrokenText as error:
        raise ConfigError([error.fault]) from error


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return


def take_in(space: Workspace, memory: Memory, name: str) -> int | None:
    """Take in a TMX file (its path relative to the project) if it has changed. The number of its entries, or None.

    A memory that may only be read stays as it is. Raises BrokenText where the file is no TMX; then it does too.
    """
    path, hashed = space.root / name, blake2b(digest_size=16)
    for chunk in _chunks(path):
        hashed.update(chunk)
    hashed.update(space.project.source.encode())
    if memory.imported(name) == hashed.hexdigest() or not memory.writable:
        return None
    entries = tmx.read(name, _chunks(path), space.project.source)
    return memory.replace_import(name, hashed.hexdigest(), entries)


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def import_files(space: Workspace, names: Sequence[str]) -> dict[str, int]:
    """Take in TMX files, named from the current folder. Entries by the file's path in the project."""
    found = {named(space, name): name for name in names}
    for name in found.values():
        if not Path(name).is_file():
            raise UsageError(f"{name}: there is no such file")
    memory = opened(space, write=True, settled=True)
    try:
        if not memory.writable:
            raise DiskError(f"{place(space)}: the memory may not be written")
        return {inside: take_in(space, memory, inside) or 0 for inside in found}
    finally:
        memory.close()


def named(space: Workspace, name: str) -> str:
    """A file's path as the memory knows it: relative to the project where it lies in it, else absolute."""
    path, root = Path(name).resolve(), space.root.resolve()
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def markets(space: Workspace, memory: Memory, patterns: Sequence[str]) -> list[str]:
    """The markets of project and memory that the patterns name, none for no pattern; UsageError for a vain one."""
    known = list(dict.fromkeys([*space.project.markets, *memory.stats()]))
    for pattern in patterns:
        if not locales.select([pattern], known):
            raise UsageError(f"neither project nor memory has a market {pattern!r}", hint=", ".join(known))
    return locales.select(list(patterns), known) if patterns else []


def export(space: Workspace, memory: Memory, name: str, wanted: Sequence[str]) -> tuple[int, int]:
    """Write the memory, or some of its markets, as TMX, atomically. ``(entries written, left out)``.

    Left out is what XML cannot carry (control characters).
    """
    counts = [0, 0]

    def counted() -> Iterator[Entry]:
        for entry, _ in memory.entries(wanted):
            counts[0 if tmx.writable(entry) else 1] += 1
            yield entry

    target = Path(name)
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", newline="", dir=target.parent, prefix=".locakit-", suffix=".tmp", delete=False
    ) as out:
        try:
            out.writelines(tmx.write(counted(), space.project.source, __version__))
            out.close()
            Path(out.name).chmod(0o644)
            Path(out.name).replace(target)
        except BaseException:
            out.close()
            Path(out.name).unlink(missing_ok=True)
            raise
    return counts[0], counts[1]


def search(
    space: Workspace, memory: Memory, text: str, wanted: Sequence[str], limit: int, source_only: bool
) -> list[Match]:
    """Entries whose source is ``text`` or alike, then those in which it stands; best first."""
    found: dict[tuple[str, ...], Match] = {}

    def add(match: Match) -> None:
        e = match.entry
        found.setdefault((match.project, e.market, e.resource, e.key, str(e.source)), match)

    for market in wanted or [*dict.fromkeys([*space.project.markets, *memory.stats()])]:
        exact = memory.exact({"other": text}, space.project.source, market)
        for match in [*([exact] if exact else []), *memory.fuzzy(text, space.project.source, market, limit)]:
            if not wanted or match.entry.market in wanted:
                add(match)
    for match in memory.search(text, wanted, limit, source_only=source_only):
        add(match)
    return sorted(found.values(), key=lambda m: m.order, reverse=True)[:limit]


def rebuild(space: Workspace) -> Rebuilt:
    """Make this project's part of the memory anew, from ledger, locale files and TMX files; others' part stays."""
    from locakit.memory.store import Memory
    from locakit.shell.lock import project_lock

    done = Rebuilt()
    with project_lock(space.root):
        _make_folder(place(space).parent)
        memory = Memory(str(place(space)), identity(space))
        try:
            files = list(dict.fromkeys([*space.project.tmx, *(n for n in memory.files() if n != OWN)]))
            done.kept = [n for n in files if n not in space.project.tmx and not (space.root / n).is_file()]
            done.forgotten = memory.forget(keep=done.kept)
            done.taught = _teach(space, memory, settled=True)
            for name in files:
                if name not in done.kept:
                    done.files[name] = _configured(space, memory, name) or 0
        finally:
            memory.close()
    return done
