"""One library measured in this process: ``python -m benchmarks.peers PLACE FORMAT FILE RUNS`` prints JSON."""

from __future__ import annotations

import json
import re
import resource
import statistics
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.peers import Work, work_of

_LONG = 6.0
"""Seconds from which on one run is enough."""


def _timed(step: Callable[[], Any]) -> tuple[Any, float]:
    """What the step gives, and its CPU seconds, those of its child processes included."""
    before = _cpu()
    value = step()
    return value, _cpu() - before


def _cpu() -> float:
    used = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(u.ru_utime + u.ru_stime for u in used)


def _memory() -> int:
    """The most KB this process had; ``ru_maxrss`` would count what its parent had before the start."""
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _lines_changed(old: bytes, new: bytes) -> int:
    """Lines that are gone or new, order apart: enough to tell 0 from many in a short time."""
    a, b = Counter(old.split(b"\n")), Counter(new.split(b"\n"))
    return max((a - b).total(), (b - a).total())


def _unchanged(work: Work, value: Any, data: bytes) -> tuple[Any, bytes]:
    """The unchanged copy, and the value as it was read: some libraries change it when they write."""
    written = work.save(value)
    return work.load(data), written


def measure(place: str, fmt: str, data: bytes, runs: int) -> dict[str, float | int]:
    """Median CPU seconds of reading, and of reading, one edit and writing; lines an unchanged copy changes.

    Each run reads a text that is one empty line longer, so that nobody's memory of the last one helps.
    """
    work = work_of(place, fmt)
    reads: list[float] = []
    wholes: list[float] = []
    written, saved, strings = b"", b"", 0
    binary = b"\0" in data
    for number in range(runs):
        if reads and reads[0] > _LONG:
            break
        fresh = data + (b"" if binary else b"\n" * number)
        value, seconds = _timed(lambda fresh=fresh: work.load(fresh))  # type: ignore[misc]  # the default binds
        reads.append(seconds)
        strings = len(getattr(value, "messages", ()))
        if number == 0:
            value, written = _unchanged(work, value, data)
        edited, more = _timed(lambda value=value: work.edit(value) or value)  # type: ignore[misc]  # the default binds
        saved, last = _timed(lambda edited=edited: work.save(edited))  # type: ignore[misc]  # the default binds
        wholes.append(seconds + more + last)
        del value, edited
    found: dict[str, float | int] = {"read": statistics.median(reads), "whole": statistics.median(wholes)}
    found["memory"] = _memory()
    found["strings"] = strings
    return found | {"lines": _lines_changed(data, written), "writes": len(saved)}


if __name__ == "__main__":
    where, name, path, count = sys.argv[1:]
    print(json.dumps(measure(where, name, Path(path).read_bytes(), int(count))))
