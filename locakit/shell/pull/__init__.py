"""Source content brought in: each source on its own, only changed files written, all of it on record."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from locakit.errors import DiskError, LocakitError, ProviderError
from locakit.settings import Pull
from locakit.shell import _atomic, disk
from locakit.shell.pull import _entries, table
from locakit.shell.pull import record as records
from locakit.shell.pull._entries import Entries
from locakit.shell.pull._kit import Item, Job
from locakit.shell.pull._sound import complaint
from locakit.shell.pull.record import Record, sha256
from locakit.shell.workspace import Workspace, now

State = Literal["new", "changed", "unchanged", "failed"]
PARTS = "journal/pull"
"""Below ``.locakit``, and ignored by git: downloads that broke off."""


@dataclass(frozen=True, slots=True)
class Filed:
    """One file of a source, as it was found here."""

    path: str
    """Relative to the project."""
    state: State
    bytes: int


@dataclass(slots=True)
class Outcome:
    """What one source came to."""

    pull: Pull
    files: list[Filed] = field(default_factory=list)
    error: LocakitError | None = None
    """Why the source, or some file of it, was not taken."""
    notes: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    """Files pulled earlier that the source no longer has; they stay."""

    @property
    def source(self) -> str:
        """The source as it may be shown."""
        return records.name_of(self.pull.origin).partition("?")[0]

    @property
    def state(self) -> State:
        """``changed`` where any file did, ``new`` where files only came in."""
        states = {f.state for f in self.files}
        if self.error:
            return "failed"
        return next((s for s in ("changed", "new") if s in states), "unchanged")


def run(space: Workspace, *, dry_run: bool = False) -> Iterator[Outcome]:
    """Pull the project's sources in their order; a source that fails does not stop the others.

    Each source is filed and on record when its outcome comes. With ``dry_run`` nothing is written.
    """
    known, entries = records.load(space.root), _entries.load(space.root)
    for pull in space.project.pull:
        outcome = Outcome(pull)
        try:
            _pull(space, outcome, known, entries, dry_run)
        except LocakitError as error:
            outcome.error = error
        if not dry_run and outcome.files:
            records.save(space.root, known)
            _entries.save(space.root, entries)
        yield outcome


def _pull(space: Workspace, outcome: Outcome, known: dict[str, Record], entries: Entries, dry_run: bool) -> None:
    root = space.root
    parts = None if dry_run else root / ".locakit" / PARTS
    mine = {t: r for t, r in known.items() if t == outcome.pull.to or t.startswith(_base(outcome.pull))}
    standing = {t: r for t, r in mine.items() if _present(root, t) == r.sha256}
    job = Job(outcome.pull, root, standing, parts, space.project.name, space.project.source)
    outcome.notes = job.notes
    items = _fetch(job)
    for item in items:
        name = table.kind(job, item) if item.data is not None else ""
        if name and (table.foreign(item, name) or _touched(job, item, known, entries)):
            _splice(job, item, name, outcome, known, entries, dry_run)
            continue
        _file(job, item, outcome, known, dry_run)
        if name and outcome.files[-1].state != "failed":
            entries[item.target] = table.entries_of(job, item, name)
    outcome.gone = sorted(_mine(known, outcome.pull) - {i.target for i in items}) if job.folder else []


def _fetch(job: Job) -> list[Item]:
    """What the source holds, by the module that knows its kind."""
    module = importlib.import_module(f"locakit.shell.pull.{kind(job.pull, job.root)}")
    try:
        found: list[Item] = module.fetch(job)
    except OSError as error:
        raise _atomic.failure(error, records.name_of(job.pull.origin), "read") from error
    return found


def kind(pull: Pull, root: Path) -> Literal["extract", "repo", "http", "remote", "local"]:
    """Which module reads the source."""
    from locakit.shell.pull import repo

    if pull.extract:
        return "extract"
    if repo.is_git(pull.origin, root):
        return "repo"
    scheme, found, _ = pull.origin.partition("://")
    if not found:
        return "local"
    return "http" if scheme.lower() in ("http", "https") else "remote"


def _present(root: Path, target: str) -> str:
    """The hash of the file that stands there; empty where none does."""
    place = disk.confined(root, target)
    return sha256(_atomic.load(place)) if place.is_file() else ""


def _file(job: Job, item: Item, outcome: Outcome, known: dict[str, Record], dry_run: bool) -> None:
    """Write one file, if it is another than the one that stands there, and note where it came from."""
    before = known.get(item.target)
    if item.data is None:
        outcome.files.append(Filed(item.target, "unchanged", before.bytes if before else 0))
        return
    present, mark = _present(job.root, item.target), sha256(item.data)
    state: State = "new" if not present else "unchanged" if present == mark else "changed"
    if before and state == "changed" and present != before.sha256 and not job.pull.extract:
        _edited(item, before, mark, outcome)
        return
    wrong = complaint(item.target, item.data, job.locale) if state == "changed" else ""
    if wrong:
        outcome.files.append(Filed(item.target, "failed", len(item.data)))
        outcome.error = ProviderError(
            f"{item.target}: {wrong}", hint="the file that stands here stays" if present else ""
        )
        return
    if not dry_run:
        disk.write_bytes(disk.confined(job.root, item.target), item.data)
    known[item.target] = _record(job, item, mark, before)
    outcome.files.append(Filed(item.target, state, len(item.data)))


def _touched(job: Job, item: Item, known: dict[str, Record], entries: Entries) -> bool:
    """A table that was pulled as it is, and has changed here since: by a person, or by columns of new markets."""
    before = known.get(item.target)
    return before is not None and item.target in entries and _present(job.root, item.target) not in ("", before.sha256)


def _splice(
    job: Job, item: Item, name: str, outcome: Outcome, known: dict[str, Record], entries: Entries, dry_run: bool
) -> None:
    """Put a table's texts into its target; only the entries that differ change."""
    made = table.convert(job, item, name, entries.get(item.target, {}))
    # A version that was taken in part must come again, until somebody decides.
    pulled, (etag, modified) = item, ("", "") if made.conflicts else (item.etag, item.modified)
    item = replace(item, data=made.data, etag=etag, modified=modified)
    present, mark = _present(job.root, item.target), sha256(made.data)
    state: State = "new" if not present else "unchanged" if present == mark else "changed"
    if not dry_run:
        disk.write_bytes(disk.confined(job.root, item.target), made.data)
    # A table beside whose columns others stand here is never the one that was pulled: its record keeps that one's hash.
    filed = item if table.foreign(item, name) else pulled
    known[item.target] = _record(job, filed, sha256(filed.data or b""), known.get(item.target))
    entries[item.target] = made.entries
    outcome.files.append(Filed(item.target, state, len(made.data)))
    outcome.notes += made.notes
    if made.conflicts:
        told = ", ".join(made.conflicts[:5]) + (" …" if len(made.conflicts) > 5 else "")
        hint = "write the table's words here, or these words into the table; the other entries are taken"
        outcome.error = DiskError(f"{item.target}: changed in the table and here, so it stays: {told}", hint=hint)


def _edited(item: Item, before: Record, mark: str, outcome: Outcome) -> None:
    """The file here holds a person's words: they stay, whatever the source says."""
    if mark == before.sha256:
        outcome.notes.append(f"{item.target} was edited here since it was pulled; the source has not changed")
        outcome.files.append(Filed(item.target, "unchanged", before.bytes))
        return
    outcome.files.append(Filed(item.target, "failed", len(item.data or b"")))
    hint = f"move your version away and pull again; {item.target} is then written anew"
    outcome.error = DiskError(f"{item.target} was edited here since it was pulled, and it stays", hint=hint)


def _record(job: Job, item: Item, mark: str, before: Record | None) -> Record:
    """The file's record; the time (and a whole source's version) stays where neither bytes nor origin are new."""
    source = records.name_of(job.pull.origin) + (f"#{item.inside}" if item.inside else "")
    made = Record(item.target, source, item.etag, item.modified, mark, len(item.data or b""), now())
    same = before and (before.source, before.sha256) == (made.source, made.sha256)
    if before is None or not same:
        return made
    return before if item.whole else replace(made, at=before.at)


def _mine(known: dict[str, Record], pull: Pull) -> set[str]:
    """The targets that were pulled from this source into this folder."""
    name, base = records.name_of(pull.origin), _base(pull)
    return {t for t, r in known.items() if r.source.partition("#")[0] == name and t.startswith(base)}


def _base(pull: Pull) -> str:
    """What the targets begin with where ``to`` is a folder."""
    return "" if pull.to == "." else pull.to.rstrip("/") + "/"
