"""Files from a path on this machine: one file, or a folder's files by pattern."""

from __future__ import annotations

from locakit.errors import DiskError, UsageError
from locakit.shell import _atomic, disk
from locakit.shell.pull._kit import MOST_TIMES, Item, Job, placed, too_large


def fetch(job: Job) -> list[Item]:
    """The file, or the chosen files of the folder; hidden ones and links that leave the folder are none of them.

    Raises DiskError where it is not there, UsageError where it would be pulled into itself, ProviderError where
    nothing matches or something is too large.
    """
    place = (job.root / job.pull.origin).resolve()
    if place.is_file():
        return [Item(job.target(place.name), _load(job, place, place.name))]
    if not place.is_dir():
        raise DiskError(f"{job.pull.origin}: no such file or folder", hint="look at `from:` in locakit.yaml")
    home = (job.root / job.pull.to).resolve()
    if home.is_relative_to(place):
        raise UsageError(f"{job.pull.origin} would be pulled into itself", hint="look at `to:` in locakit.yaml")
    targets = placed(job, disk.list_files(place))
    items = [Item(target, _load(job, disk.confined(place, name), name), name) for name, target in targets.items()]
    if sum(len(i.data or b"") for i in items) > MOST_TIMES * job.pull.max_bytes:
        raise too_large("all that `paths:` takes together", MOST_TIMES * job.pull.max_bytes)
    return items


def _load(job: Job, place: _atomic.Name, name: str) -> bytes:
    with _atomic.named(place, "read"), open(place, "rb") as file:
        data = file.read(job.pull.max_bytes + 1)
    if len(data) > job.pull.max_bytes:
        raise too_large(name, job.pull.max_bytes)
    return data
