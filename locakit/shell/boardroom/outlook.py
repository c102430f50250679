"""What a board's project rests on besides its markets' files: whether it is to be judged anew, or has other files."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from locakit import paths
from locakit.shell.boardroom.shelf import Stamp, stamp_of
from locakit.shell.ownpacks import files
from locakit.shell.workspace import CONFIG, Workspace, open_workspace


class Outlook:
    """The project as it was when it was read."""

    def __init__(self, space: Workspace) -> None:
        self._root = space.root
        self._sources = _sources(space)
        self._judges = _stamps(space.root, [CONFIG, *space.project.glossaries, *files(space)])
        self._folders = _stamps(space.root, _folders(space, self._sources))

    def judged_anew(self) -> bool:
        """The configuration, a glossary or a pack of the project is not what it was."""
        return any(stamp != stamp_of(self._root / path) for path, stamp in self._judges.items())

    def other_files(self) -> bool:
        """There are other source files than there were; only looks for them where a folder has changed.

        Raises LocakitError where the configuration cannot be read.
        """
        there = _stamps(self._root, self._folders)
        if there == self._folders:
            return False
        found = _sources(open_workspace(str(self._root)))
        self._folders = there
        return found != self._sources


def _sources(space: Workspace) -> list[str]:
    return [pair.source for pair in space.pairs]


def _folders(space: Workspace, sources: list[str]) -> set[str]:
    """The folders in which sources lie or may lie, and those around them."""
    bases = {base for c in space.project.content if (base := paths.base(c.source or c.path))}
    around = {str(folder) for source in sources for folder in PurePosixPath(source).parents}
    return {*bases, *around, "."}


def _stamps(root: Path, names: Iterable[str]) -> dict[str, Stamp]:
    return {name: stamp_of(root / name) for name in names}
