"""A project's files as text: what each held when it was last read, so that nobody's change is written over."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from locakit.errors import DiskError
from locakit.shell import disk


class Texts:
    """The files below one root."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self._known: dict[str, disk.Text | None] = {}

    def read(self, path: str) -> str | None:
        """A file's text; None where it does not exist. Raises UsageError for a path outside the root.

        Read once: all that is made from it rests on one text, and ``write`` sees whether it still stands there.
        """
        if path in self._known:
            known = self._known[path]
            return known.text if known else None
        full = disk.confined(self.root, path)
        if not full.is_file() and os.path.lexists(full):
            raise DiskError(f"{path} is no file that can be read: a folder, a pipe, or a link to nowhere")
        found = disk.read_text(full) if full.is_file() else None
        self._known[path] = found
        return found.text if found else None

    def forget(self, paths: Iterable[str]) -> None:
        """Let go of files; one that is asked for again is read again."""
        for path in paths:
            self._known.pop(path, None)

    def encoding(self, path: str) -> str:
        """The encoding in which the file was read; UTF-8 for one that is not there."""
        known = self._known.get(path)
        return known.encoding if known else "utf-8"

    def write(self, path: str, text: str) -> bool:
        """Write a file in the encoding it had when it was read; False where nothing changed.

        Raises DiskError where somebody else changed the file since it was read.
        """
        full, known = disk.confined(self.root, path), self._known.get(path)
        there = disk.read_text(full) if full.is_file() else None
        if path in self._known and there != known:
            told = f"{path} was changed while locakit was at work"
            raise DiskError(told, hint="the same command takes the change in")
        encoding = self.encoding(path)
        changed = disk.write_text(full, text, encoding)
        self._known[path] = disk.Text(text, encoding, known.damaged if known else False)
        return changed
