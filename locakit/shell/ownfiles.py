"""The files that a project consists of: nothing that a person asks to be written somewhere is written over them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path

from locakit.errors import UsageError
from locakit.shell import ownpacks
from locakit.shell.workspace import CONFIG, Workspace, find_root, open_workspace

FOLDER = ".locakit"
_ENGINE_FILES = ("file", "models")
Name = str | Path


def own_files(space: Workspace) -> Iterator[Path]:
    """Configuration, sources, targets of all markets, glossaries, packs, memory and what is imported into it."""
    project = space.project
    engines = (options.get(key) for options in project.engine.values() for key in _ENGINE_FILES)
    yield from (space.root / name for name in (CONFIG, *project.glossaries, *ownpacks.files(space)))
    places = (project.memory, *project.tmx, *(name for name in engines if isinstance(name, str)))
    yield from (space.root / Path(name).expanduser() for name in places)
    for pair in space.pairs:
        yield from (space.root / name for name in (pair.source, *map(pair.target, project.markets)))


class Guard:
    """Stands before the files of projects, and before other files that the command reads or writes.

    Files are told by their real paths; where the disk takes ``A.json`` for ``a.json``, so does the guard.
    """

    def __init__(self, *spaces: Workspace, others: Iterable[Name] = (), whose: str = "the project") -> None:
        self._spaces, self._others, self._whose = spaces, others, whose

    @cached_property
    def _taken(self) -> dict[str, list[str]]:
        out: dict[str, list[str]] = {}
        for path in (*(p for space in self._spaces for p in own_files(space)), *self._others):
            real = os.path.realpath(path)
            out.setdefault(real.casefold(), []).append(real)
        return out

    def has(self, path: Name) -> bool:
        """True where the path is one of the files."""
        real = os.path.realpath(path)
        return any(other == real or _one_file(other, real) for other in self._taken.get(real.casefold(), ()))

    def refuse(self, option: str, path: Name) -> None:
        """Raise UsageError where ``path``, as ``option`` names it, is one of the files, or a folder.

        An empty ``path`` is none.
        """
        if not str(path):
            return
        real = os.path.realpath(path)
        if any(real.startswith(os.path.realpath(space.root / FOLDER) + os.sep) for space in self._spaces):
            raise UsageError(f"{option} {path}: {FOLDER} is for what locakit itself keeps")
        if os.path.isdir(real):
            raise UsageError(f"{option} {path}: that is a folder")
        if self.has(path):
            raise UsageError(f"{option} {path}: that is a file of {self._whose}, which would be lost")

    def refuse_kin(self, option: str, path: Path) -> None:
        """``refuse``, also for ``name-1.xml`` and the like: a text that may be written in parts named so."""
        self.refuse(option, path)
        stem, end = f"{os.path.realpath(path.with_suffix(''))}-".casefold(), path.suffix.casefold()
        for other in self._taken:
            if other.startswith(stem) and other.endswith(end) and os.sep not in other[len(stem) :]:
                raise UsageError(f"{option} {path}: its parts could be written over {self._taken[other][0]}")


def _one_file(path: str, other: str) -> bool:
    try:
        return os.path.samefile(path, other)
    except OSError:
        return False


def spare(option: str, path: str, project: str, operands: Iterable[str]) -> None:
    """Raise UsageError where a report would be written over a file of ``project`` or over what it compares.

    ``operands`` are files, folders with projects of their own, or neither.
    """
    if path:
        named = [name for name in operands if name]
        Guard(*_projects([project, *named]), others=filter(os.path.isfile, named)).refuse(option, path)


def _projects(folders: Iterable[str]) -> Iterator[Workspace]:
    for folder in folders:
        try:
            root = find_root(folder)
        except UsageError:
            continue
        yield open_workspace(str(root))
