"""Files examined one after the other, or by several processes when there is enough to do."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby

from locakit import check
from locakit.shell.desk import Office
from locakit.shell.examine import Job, examine, present
from locakit.shell.part import Part
from locakit.shell.workspace import Workspace

ENOUGH = 3_000_000
"""Bytes of targets from which on a second process is sooner done than made."""

_held: dict[str, tuple[Workspace, Office, Sequence[Job]]] = {}
"""What the processes of a crew work on; they are copies of this one, where the system can copy."""


Watches = Mapping[str, check.Watch]
"""By market: what wants to see its units, file by file in the order of their paths."""


def work(
    space: Workspace, office: Office, jobs: Sequence[Job], processes: int, watches: Watches
) -> Iterator[tuple[Job, Part]]:  # fmt: skip
    """Each job with what it came to, in some order."""
    number = _processes(space, jobs, processes)
    if number < 2:
        yield from _alone(space, office, jobs, watches)
    else:
        yield from _crew(space, office, jobs, number)
        show(space, office, watches)


def _alone(space: Workspace, office: Office, jobs: Sequence[Job], watches: Watches) -> Iterator[tuple[Job, Part]]:
    """File by file, each in all its markets: a source is read once and let go."""
    for _, group in groupby(sorted(jobs, key=_file), key=_file):
        for job in group:
            yield job, examine(space, office, job, watches.get(job.market))
            last = job.pair
        space.forget(last)


def show(space: Workspace, office: Office, watches: Watches) -> None:
    """Show the watches all units of their markets."""
    for pair in sorted(space.pairs, key=lambda pair: pair.source) if watches else ():
        for market, watch in watches.items():
            watch.see(present(space, office, pair, market))
        space.forget(pair)


def _file(job: Job) -> str:
    return job.pair.source


def _processes(space: Workspace, jobs: Sequence[Job], wanted: int) -> int:
    """How many are of use: one where the system cannot copy a process as it stands."""
    if wanted == 1 or len(jobs) < 2 or not hasattr(os, "fork"):
        return 1
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    if wanted:
        return min(wanted, len(jobs))
    return min(cores, len(jobs)) if sum(_size(space, job) for job in jobs) >= ENOUGH else 1


def _size(space: Workspace, job: Job) -> int:
    try:
        return (space.root / job.pair.target(job.market)).stat().st_size
    except OSError:
        return 0


def _crew(space: Workspace, office: Office, jobs: Sequence[Job], number: int) -> Iterator[tuple[Job, Part]]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    for market in {job.market for job in jobs}:
        office.rules(market)  # read once, before there are copies
    _held["now"] = space, office, jobs
    order = sorted(range(len(jobs)), key=lambda n: -_size(space, jobs[n]))
    try:
        with ProcessPoolExecutor(number, get_context("fork")) as pool:
            for index, part in pool.map(_one, order):
                yield jobs[index], part
    finally:
        del _held["now"]


def _one(index: int) -> tuple[int, Part]:
    space, office, jobs = _held["now"]
    job = jobs[index]
    part = examine(space, office, job)
    space.forget(job.pair)
    return index, part
