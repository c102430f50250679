"""Since when source texts have the words they have, and markets are there: from git, where it knows."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from locakit.errors import DiskError
from locakit.insight.pace import written
from locakit.model import Message, Resource
from locakit.shell import git
from locakit.shell.workspace import Pair, Workspace

_UNCOMMITTED = b"0" * 40
_NOBODY_KNOWS = "so nobody can tell since when source texts have their words"


class Ages:
    """Asks git once for each source file and market."""

    def __init__(self, space: Workspace, *, on: bool) -> None:
        self._space = space
        self.note = "" if on else "the history is off (--history 0)"
        if on and (why := git.why(space.root)):
            self.note = why
        self._on = not self.note
        self.came = cache(self._came)
        """When a market's ledger was first committed; UTC, ISO 8601; empty where nobody knows."""

    @property
    def notes(self) -> tuple[str, ...]:
        """Why nothing is known, as a sentence."""
        return () if self._on else (f"{self.note}: {_NOBODY_KNOWS}",)

    def _came(self, market: str) -> str:
        path = f".locakit/ledger/{market}.tsv"
        said = self._on and self._ask("log", "--no-show-signature", "--reverse", "--format=%ct", "--", path)
        return written(int(said.split()[0])) if said else ""

    def _ask(self, *arguments: str) -> bytes:
        try:
            return git.asked(self._space.root, *arguments) or b""
        except DiskError:
            return b""

    def of(self, pair: Pair, source: Resource) -> Callable[[Message], str]:
        """What gives for a message when the last line of its text was committed; UTC, ISO 8601, empty if unknown."""
        plain = self._on and not pair.format.binary and self._space.encoding(pair.source) == "utf-8"
        lines = self._lines(pair.source) if plain else {}
        if not lines:
            return lambda message: ""
        starts = _starts(source.text)

        def age(message: Message) -> str:
            spans = list(message.spans.values()) or [message.whole]
            first = bisect_right(starts, min(a for a, _ in spans))
            last = bisect_right(starts, max(b - 1 for _, b in spans))
            times = [lines.get(n, 0) for n in range(first, last + 1)]
            return written(max(times)) if all(times) and times else ""

        return age

    def _lines(self, path: str) -> dict[int, int]:
        """Line number (from 1) to when it was committed, in seconds since 1970; what is not committed is left out."""
        return committed(self._ask("blame", "--incremental", "-w", "--no-textconv", "--", path))


def committed(blame: bytes) -> dict[int, int]:
    """``git blame --incremental``, read: line number to committer's time; lines of no commit are left out."""
    out: dict[int, int] = {}
    times: dict[bytes, int] = {}
    group: tuple[bytes, int, int] = (b"", 0, 0)
    for line in blame.split(b"\n"):
        head, _, rest = line.partition(b" ")
        if len(head) in (40, 64) and rest.count(b" ") == 2:
            _, first, number = rest.split()
            group = head, int(first), int(number)
        elif head == b"committer-time":
            times[group[0]] = int(rest)
        elif head == b"filename" and not group[0].startswith(_UNCOMMITTED):
            out |= dict.fromkeys(range(group[1], group[1] + group[2]), times.get(group[0], 0))
    return out


def _starts(text: str) -> list[int]:
    """Where each line begins."""
    out, at = [0], text.find("\n")
    while at >= 0:
        out.append(at + 1)
        at = text.find("\n", at + 1)
    return out
