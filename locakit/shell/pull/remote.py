"""Files from S3, Google Cloud Storage, SFTP and whatever else fsspec reads, where the extra is installed."""

from __future__ import annotations

import importlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from locakit.errors import LocakitError, ProviderError, UsageError
from locakit.shell.pull._kit import MOST_FILES, MOST_TIMES, Item, Job, placed, too_large
from locakit.shell.pull.record import name_of

EXTRAS = {"s3": "s3", "s3a": "s3", "gs": "gcs", "gcs": "gcs"}
"""URL scheme to the extra of locakit that reads it; other schemes are read where fsspec can."""
_ELSEWHERE = ("file", "local", "http", "https", "data", "reference", "git", "github", "zip", "tar")
"""Schemes that fsspec knows and that locakit reads in its own, bounded way, or not at all."""


def fetch(job: Job) -> list[Item]:
    """The file, the files of a pattern, or the chosen files of a folder.

    Raises UsageError naming the extra that is missing, ProviderError for what the storage says.
    """
    scheme = job.pull.origin.partition("://")[0].lower()
    shown = name_of(job.pull.origin)
    opener = _opener(scheme, shown)
    with _said(shown):
        system, path = opener(job.pull.origin)
        names = _names(system, path)
        targets = placed(job, names)
        return _bounded(job, [_item(job, system, names[n], n, t) for n, t in targets.items()])


def _opener(scheme: str, shown: str) -> Any:
    """fsspec's ``url_to_fs``, once the file system of the scheme can be used."""
    if scheme in _ELSEWHERE or "::" in shown:
        raise UsageError(f"{shown}: content is not pulled from {scheme} URLs")
    extra = EXTRAS.get(scheme, "")
    hint = f"pip install 'locakit[{extra}]'" if extra else "pip install fsspec, and the package that reads it"
    try:
        core, registry = importlib.import_module("fsspec.core"), importlib.import_module("fsspec.registry")
        registry.get_filesystem_class(scheme)
    except (ImportError, ValueError) as error:
        missing = f"locakit[{extra}] is not installed" if extra else f"nothing here reads {scheme} URLs"
        raise UsageError(f"{shown}: {missing}", hint=hint) from error
    return core.url_to_fs


@contextmanager
def _said(shown: str) -> Iterator[None]:
    """Each file system has errors of its own, with no class in common: all are faults of this one source."""
    try:
        yield
    except LocakitError:
        raise
    except FileNotFoundError as error:
        raise ProviderError(f"{shown}: no such file there", hint="look at `from:` in locakit.yaml") from error
    except Exception as error:
        words = " ".join(str(error).split())[:300]
        raise ProviderError(f"{shown}: {type(error).__name__}{': ' if words else ''}{words}") from error


def _names(system: Any, path: str) -> dict[str, str]:
    """Each file's name below the folder (or beside the pattern's fixed part) with its full path."""
    if set(path) & set("*?["):
        cut = min(path.index(c) for c in "*?[" if c in path)
        base, full = path[:cut].rpartition("/")[0], [p for p in system.glob(path) if not system.isdir(p)]
    elif system.isdir(path):
        base, full = path.rstrip("/"), system.find(path)
    else:
        return {path.rpartition("/")[2]: path}
    if len(full) > MOST_FILES * 10:
        raise ProviderError(f"{path} holds {len(full):,} files; name a folder further down")
    return {p[len(base) :].lstrip("/"): p for p in sorted(full)}


def _item(job: Job, system: Any, path: str, name: str, target: str) -> Item:
    """The file's bytes; None where the storage's own mark for this version is the one of the last pull."""
    mark = str(system.ukey(path))
    known = job.known.get(target)
    if known and known.etag == mark and known.source.startswith(name_of(job.pull.origin)):
        return Item(target, None, name, mark)
    limit = job.pull.max_bytes
    if (system.size(path) or 0) > limit:
        raise too_large(name, limit)
    with system.open(path, "rb") as file:
        data = bytes(file.read(limit + 1))
    if len(data) > limit:
        raise too_large(name, limit)
    return Item(target, data, name, mark)


def _bounded(job: Job, items: list[Item]) -> list[Item]:
    if sum(len(i.data or b"") for i in items) > MOST_TIMES * job.pull.max_bytes:
        raise too_large("all that is taken together", MOST_TIMES * job.pull.max_bytes)
    return items
