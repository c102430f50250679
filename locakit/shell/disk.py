"""Files read and written as text without losing a byte, listed, and kept inside the project."""

from __future__ import annotations

import codecs
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from locakit.errors import DiskError, UsageError
from locakit.paths import IGNORED
from locakit.shell import _atomic
from locakit.shell._atomic import Name

__all__ = ["Text", "confined", "decode", "encode", "list_files", "read_text", "write_bytes", "write_text"]

_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


@dataclass(frozen=True, slots=True)
class Text:
    """A file's text; ``encode(text, encoding)`` gives its bytes back."""

    text: str
    """Line endings as they are; a byte order mark is the first character, U+FEFF."""
    encoding: str = "utf-8"
    """``utf-8``, or ``utf-16-le`` and ``utf-16-be`` where a byte order mark says so."""
    damaged: bool = False
    """The bytes are not all UTF-8: the others are surrogate escapes (U+DC80 to U+DCFF)."""


def decode(data: bytes) -> Text:
    """The text of bytes: UTF-16 by its mark, else UTF-8 with what is none of it escaped (PEP 383)."""
    encoding = _UTF16.get(data[:2], "")
    if encoding:
        try:
            return Text(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            pass
    try:
        return Text(data.decode("utf-8"))
    except UnicodeDecodeError:
        return Text(data.decode("utf-8", "surrogateescape"), damaged=True)


def encode(text: str, encoding: str = "utf-8") -> bytes:
    """The inverse of ``decode``. Raises UnicodeEncodeError for half a surrogate pair."""
    return text.encode(encoding, "surrogateescape" if encoding == "utf-8" else "strict")


def read_text(path: Name) -> Text:
    """A file's text. Raises DiskError where it is not there or may not be read."""
    return decode(_atomic.load(path))


def write_text(path: Name, text: str, encoding: str = "utf-8") -> bool:
    """Make ``text`` the file's content, atomically; False where it is already (see ``write_bytes``)."""
    try:
        data = encode(text, encoding)
    except UnicodeEncodeError as error:
        place = f"U+{ord(text[error.start]):04X} at character {error.start + 1}"
        raise DiskError(f"{os.fspath(path)} could not be written: {place} is half a character") from error
    return _atomic.save(path, data)


def write_bytes(path: Name, data: bytes) -> bool:
    """Make ``data`` the file's bytes, atomically; False where they are already, and then nothing is touched.

    Mode, owner and symbolic links are kept, folders above are made, leftovers of killed runs beside it are removed.
    Raises DiskError with the path and what to do; the old file then stands as it was.
    """
    return _atomic.save(path, data)


def confined(root: Name, path: Name) -> Path:
    """The real path of ``path`` (relative to ``root``, or absolute), links followed.

    Raises UsageError where it lies outside ``root``: through ``..``, an absolute path or a symbolic link.
    """
    shown = os.fspath(path)
    if "\0" in shown:
        raise UsageError(f"{shown!r} is not a path")
    home = os.path.realpath(root)
    full = os.path.realpath(os.path.join(home, shown))
    if full != home and not full.startswith(home.rstrip(os.sep) + os.sep):
        raise UsageError(f"{shown} lies outside the project", hint=f"the project is {home}")
    return Path(full)


def list_files(root: Name, under: Iterable[str] = ("",)) -> list[str]:
    """The files below ``root``, relative, with forward slashes, sorted.

    Hidden files and folders, and folders of made or fetched files (``node_modules``, ``build`` …) are left out unless
    ``under`` names a folder inside them; links to folders are not followed, links to files only inside ``root``.
    Folders that may not be read are passed over. Raises DiskError where ``root`` is no folder.
    """
    home = os.path.realpath(root)
    with _atomic.named(root, "read"), os.scandir(home):
        pass
    found: set[str] = set()
    for folder in under:
        found.update(_walk(home, folder.strip("/")))
    return sorted(found)


def _walk(home: str, start: str) -> Iterator[str]:
    waiting = [start]
    while waiting:
        folder = waiting.pop()
        for entry in _entries(os.path.join(home, folder)):
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                waiting += [path] if entry.name not in IGNORED else []
            elif _is_file(home, entry):
                yield path


def _entries(folder: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:
        return []


def _is_file(home: str, entry: os.DirEntry[str]) -> bool:
    try:
        if not entry.is_symlink():
            return entry.is_file()
        confined(home, entry.path)
        return entry.is_file()
    except (OSError, UsageError):
        return False
