"""What every kind of source gives and gets: files with names that are safe to write, chosen by patterns."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from locakit import paths
from locakit.errors import ProviderError
from locakit.project.pulls import OWN
from locakit.settings import Pull
from locakit.shell.pull.record import Record

MOST_FILES = 10_000
"""How many files one source may bring."""
MOST_TIMES = 20
"""How many times ``max_bytes`` all files of one source may have together."""


@dataclass(frozen=True, slots=True)
class Item:
    """One file of a source."""

    target: str
    """Relative to the project."""
    data: bytes | None
    """Its bytes; None where the source says that they are the ones pulled before."""
    inside: str = ""
    """Its path inside the source, where that holds many."""
    etag: str = ""
    modified: str = ""
    whole: bool = False
    """``etag`` names a version of the whole source, not of this file: it is noted when this file changes."""
    kind: str = ""
    """The media type that the server gave, in small letters; empty where none did."""


@dataclass(frozen=True, slots=True)
class Job:
    """One source to pull, and what is known of it."""

    pull: Pull
    root: Path
    known: dict[str, Record]
    """Records of files that still stand as they were pulled, by target."""
    parts: Path | None
    """The folder of half downloads; None where nothing may be written."""
    name: str = ""
    """The project's, as locakit.yaml says it."""
    locale: str = "en"
    """The project's source locale: tables are read in it."""
    notes: list[str] = field(default_factory=list)
    """Sentences about what was left out."""

    @property
    def folder(self) -> bool:
        """True where ``to`` is a folder."""
        return self.pull.to.endswith("/") or self.pull.to == "." or (self.root / self.pull.to).is_dir()

    def target(self, name: str) -> str:
        """Where a file goes that the source calls ``name``, below ``to`` where that is a folder.

        Raises ProviderError for names that would leave it or harm the project.
        """
        if not self.folder:
            return self.pull.to
        base = self.pull.to.rstrip("/")
        return checked(name if base == "." else f"{base}/{name}", name)


def checked(target: str, name: str) -> str:
    """The target itself; raises ProviderError where it leaves the project or is git's or locakit's own."""
    steps = target.split("/")
    plain = all(step not in ("", ".", "..") for step in steps)
    own = any(_bare(step) in (*OWN, "git~1") for step in steps) or _bare(target) == "locakit.yaml"
    if not plain or own or "\\" in target or not target.isprintable() or target[1:2] == ":":
        raise ProviderError(f"the source holds a file named {name!r}, which may not be written; nothing of it is taken")
    return target


def _bare(step: str) -> str:
    """A name as Windows and macOS understand it: case, and dots and spaces at its end, make no difference."""
    return step.rstrip(". ").casefold()


def chosen(names: Iterable[str], patterns: Sequence[str]) -> dict[str, str]:
    """The names that the patterns take, each with its path below the pattern's fixed folder.

    A pattern that names a folder takes all below it; no patterns take everything.
    """
    if not patterns:
        return {name: name for name in names}
    ways = [(p, paths.base(p)) for p in patterns] + [(f"{p}/**", p) for p in patterns if not paths.wildcards(p)]
    out: dict[str, str] = {}
    for name in names:
        base = next((b for p, b in ways if paths.locate(p, name)), None)
        if base is not None:
            out[name] = name.removeprefix(f"{base}/")
    return out


def placed(job: Job, names: Iterable[str]) -> dict[str, str]:
    """Each chosen name with its target. Raises ProviderError where none is chosen, too many are, or two collide."""
    names = list(names)
    picked = chosen(names, job.pull.paths)
    if not picked:
        what = ", ".join(job.pull.paths) or "a file"
        raise ProviderError(f"the source holds nothing that matches {what}", hint="look at `paths:` and `ref:`")
    if len(picked) > (MOST_FILES if job.folder else 1):
        raise ProviderError(
            f"the source holds {len(picked):,} files, too many for {job.pull.to}",
            hint="name fewer in `paths:`" if job.folder else f"write a folder: `to: {job.pull.to}/`",
        )
    return _apart({name: job.target(below) for name, below in picked.items()})


def _apart(targets: dict[str, str]) -> dict[str, str]:
    seen: dict[str, str] = {}
    for name, target in targets.items():
        other = seen.setdefault(target.casefold(), name)
        if other != name:
            raise ProviderError(f"{other} and {name} of the source would both become {target}")
    return targets


def too_large(what: str, limit: int) -> ProviderError:
    """The fault of a file or source that is larger than allowed."""
    hint = "if that is right, raise `max_bytes:` of this source"
    return ProviderError(f"{what} has more than {limit:,} bytes; nothing of it is taken", hint=hint)
