"""Dictionary forms of words, kept below ``.locakit`` once looked up: a dictionary takes half a second to load."""

from __future__ import annotations

import os
from contextlib import suppress
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from locakit.terms import inflect

NAME = "lemmas.tsv"
_MOST = 4_000_000
"""Bytes of the file; one that has grown beyond is begun anew."""
_LONG = 100
"""Characters of a word that is kept."""


class Kept:
    """The dictionary forms in one file: lines of language, word and form, added one by one by any process."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[tuple[str, str], str] = {}
        self._handle = -1
        with suppress(OSError):
            self._read(path.read_bytes())

    def _read(self, data: bytes) -> None:
        """A file of another dictionary, or one that has grown too large, counts as none; torn lines too."""
        head, _, rest = data.partition(b"\n")
        if head.decode("utf-8", "replace") != _head() or len(data) > _MOST:
            self._path.unlink()
            return
        for line in rest.decode("utf-8", "replace").split("\n")[:-1]:
            parts = line.split("\t")
            if len(parts) == 4 and parts[3] == _check(*parts[:3]):
                self._known[parts[0], parts[1]] = parts[2]

    def get(self, language: str, word: str) -> str | None:
        """The dictionary form of a folded word; None where it was never looked up."""
        return self._known.get((language, word))

    def put(self, language: str, word: str, lemma: str) -> None:
        """Remember a dictionary form; where the folder is not there or closed to us, for as long as we live."""
        self._known[language, word] = lemma
        told = f"{language}\t{word}\t{lemma}"
        if len(word) > _LONG or told.count("\t") != 2 or "\n" in told or "\r" in told:
            return
        with suppress(OSError, UnicodeEncodeError):
            if self._handle < 0:
                self._handle = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
                if not os.fstat(self._handle).st_size:
                    os.write(self._handle, f"{_head()}\n".encode())
            os.write(self._handle, f"{told}\t{_check(language, word, lemma)}\n".encode())

    def close(self) -> None:
        """Close the file."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1


def keep(root: Path) -> None:
    """Ask and fill the file of the project in ``root`` from now on, in place of any other project's."""
    if isinstance(before := inflect.kept(), Kept):
        before.close()
    inflect.keep(Kept(root / ".locakit" / NAME))


def _check(*parts: str) -> str:
    told = "\t".join(parts).encode("utf-8", "surrogatepass")
    return f"{crc32(told):08x}"


@cache
def _head() -> str:
    """What tells one dictionary from another without loading it."""
    spec = find_spec("simplemma")
    with suppress(OSError):
        found = Path(spec.origin).stat() if spec and spec.origin else None
        return f"locakit lemmas 1 {found.st_size} {found.st_mtime_ns}" if found else "locakit lemmas 1"
    return "locakit lemmas 1"
