"""Files anywhere on the disk, tried on their formats; nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from locakit import trial
from locakit.errors import DiskError
from locakit.formats import registry
from locakit.shell import disk
from locakit.trial import Trial

UNKNOWN = "no format is known for this name and content; `locakit formats` lists them, --as NAME says which"


def run(paths: Sequence[str], edit: bool, name: str = "") -> Iterator[tuple[str, Trial]]:
    """Each file and what became of it; a folder stands for the files in it that a format claims.

    Raises UsageError for an unknown format's name.
    """
    if name:
        registry.by_name(name)
    for path in paths:
        folder = Path(path).is_dir()
        for file in _below(path) if folder else [path]:
            found = _one(file, edit, name)
            if found.format or not folder:
                yield file, found


def _below(folder: str) -> list[str]:
    return [f"{folder.rstrip('/')}/{path}" for path in disk.list_files(folder) if registry.name_of(path)]


def _one(path: str, edit: bool, name: str) -> Trial:
    try:
        text = disk.read_text(path).text
    except DiskError as error:
        return Trial("", 0, False, None, (error.message,))
    fmt = registry.by_name(name) if name else registry.detect(path, text)
    return trial.try_file(fmt, path, text, edit) if fmt else Trial("", 0, False, None, (UNKNOWN,))
