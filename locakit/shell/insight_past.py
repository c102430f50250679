"""The scores that a project's texts had at commits of its git history, by the rules of today; each is worked out once.

What is known lies in the user's cache folder, by commit; another version of the program, or another configuration,
glossary, pack or dismissal of the project, begins anew. Laws that begin on a day between two reports do not.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, field, replace
from pathlib import Path
from typing import Any

import locakit
from locakit import folders, paths
from locakit.errors import ConfigError, DiskError, LocakitError, UsageError
from locakit.insight import UNREADABLE, Point, Score
from locakit.insight.pace import written
from locakit.insight.quality import scores, spread
from locakit.shell import disk, git, ownpacks, snapshots
from locakit.shell.checker import check_markets
from locakit.shell.desk import Office
from locakit.shell.state import DISMISSED
from locakit.shell.workspace import CONFIG, Workspace

_LEDGERS = ".locakit/ledger"
_MOST_PATHS = 5_000


@dataclass(slots=True)
class Past:
    """The project's trend."""

    points: list[Point] = field(default_factory=list)
    """The oldest first."""
    notes: list[str] = field(default_factory=list)
    """Why there is no more."""


def trend(office: Office, markets: Sequence[str], most: int, say: Callable[[str], None]) -> Past:
    """At most ``most`` points, spread among the commits that touched the project's content or ledgers.

    Along the first parents, so that a merge is one step. The layout is that of each commit; rules, glossaries and
    severities are those of today, so that only words make a difference. ``say`` hears of long work.
    """
    space = office.space
    if most < 1:
        return Past()
    if not git.is_repo(space.root):
        return Past(notes=[f"there is no trend: {git.why(space.root)}"])
    every = _commits(space)
    chosen = [every[n] for n in spread(len(every), most)]
    out = Past(notes=[f"the trend goes no further back: {why}"] if (why := git.why(space.root)) else [])
    known = _Known(space)
    left = sum(not known.has(commit, markets) for commit, _ in chosen)
    if left:
        say(f"reading {left} of {len(every)} commits; the next report knows them")
    for commit, at in chosen:
        point = known.get(commit, at, markets) or _look(office, commit, at, markets)
        known.put(point, markets)
        out.points.append(point)
    if not every:
        out.notes.append("there is no trend: nothing of the project is committed")
    return out


def _commits(space: Workspace) -> list[tuple[str, str]]:
    """Commits and their times, the oldest first."""
    asked = ("log", "--first-parent", "--no-show-signature", "--format=%H %ct", "--", *_places(space))
    try:
        said = (git.asked(space.root, *asked) or b"").decode("ascii", "replace")
    except DiskError:
        return []
    rows = (line.split() for line in said.splitlines())
    return [(row[0], written(int(row[1]))) for row in rows][::-1]


def _places(space: Workspace) -> list[str]:
    """The folders of the project's content and ledgers; its files where they lie in no folder of their own."""
    folders_of = {paths.base(pattern) for c in space.project.content for pattern in (c.path, c.source) if pattern}
    places = folders_of - {""}
    if "" in folders_of:
        markets = space.project.markets
        places |= {path for pair in space.pairs for path in (pair.source, *map(pair.target, markets))}
    return sorted({*places, _LEDGERS}) if len(places) < _MOST_PATHS else ["."]


def _look(office: Office, commit: str, at: str, markets: Sequence[str]) -> Point:
    """The scores of a commit. Its code is not looked at: it is in no market."""
    try:
        with snapshots.at(office.space, commit) as old:
            old.project = replace(old.project, code=())
            there = [m for m in markets if m in old.project.markets]
            found = check_markets(old, lambda: office, there, jobs=0)
    except (ConfigError, UsageError):
        return Point(commit, at, (), UNREADABLE)
    except LocakitError as error:
        return Point(commit, at, (), error.message)
    return Point(commit, at, scores(found.tally, found.findings))


class _Known:
    """What earlier reports worked out; nobody's truth: a damaged file is as good as none."""

    def __init__(self, space: Workspace) -> None:
        name = hashlib.blake2b(os.fsencode(os.path.realpath(space.root)), digest_size=12).hexdigest()
        self._path = folders.cache_folder() / "report" / f"{name}.json"
        self._stamp = _stamp(space)
        self._rows: dict[str, Any] = {}
        with suppress(OSError, ValueError, LookupError, TypeError, RecursionError):
            found = json.loads(self._path.read_bytes())
            self._rows = dict(found["points"]) if found["stamp"] == self._stamp else {}

    def has(self, commit: str, markets: Sequence[str]) -> bool:
        """The commit is known in all the markets."""
        return self.get(commit, "", markets) is not None

    def get(self, commit: str, at: str, markets: Sequence[str]) -> Point | None:
        """The commit's scores; None where one of the markets was not looked at."""
        row = self._rows.get(commit)
        with suppress(LookupError, TypeError, ValueError):
            if row and all(m in row["scores"] for m in markets):
                there = [(m, row["scores"][m]) for m in markets]
                return Point(commit, at, tuple(_score(m, s) for m, s in there if s), str(row["why"]))
        return None

    def put(self, point: Point, markets: Sequence[str]) -> None:
        """Remember a commit, on the disk at once; not where only the disk or git failed."""
        if self.has(point.commit, markets) or point.why not in ("", UNREADABLE):
            return
        by_market = {s.market: list(astuple(s)[1:]) for s in point.scores}
        old = self._rows.get(point.commit)
        kept = old["scores"] if isinstance(old, dict) and isinstance(old.get("scores"), dict) else {}
        self._rows[point.commit] = {"scores": {**kept, **{m: by_market.get(m) for m in markets}}, "why": point.why}
        made = {"stamp": self._stamp, "points": self._rows}
        with suppress(LocakitError, OSError):
            disk.write_bytes(self._path, json.dumps(made, ensure_ascii=True).encode())


def _score(market: str, row: Sequence[Any]) -> Score:
    mqm, errors, warnings, infos, words = row
    return Score(market, float(mqm), int(errors), int(warnings), int(infos), int(words))


def _stamp(space: Workspace) -> str:
    """Of what all scores rest on, besides the texts."""
    made = hashlib.blake2b(locakit.__version__.encode(), digest_size=16)
    for name in (CONFIG, *space.project.glossaries, *ownpacks.files(space), DISMISSED):
        made.update(f"\0{name}\0".encode("utf-8", "surrogateescape"))
        with suppress(OSError):
            made.update(Path(space.root, name).read_bytes())
    return made.hexdigest()
