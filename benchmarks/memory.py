"""The translation memory beside rapidfuzz: exact and fuzzy look-ups a second, best matches found, time and space.

    python -m benchmarks memory [--segments N…] [--queries N]

CPU seconds of one process. "Windowed" is rapidfuzz's ``extractOne`` over the segments of a fitting length (0.6 to
1.67 times the query's), which finds the same best match as brute force over all of them: from a ratio of 75 up no
other length can. The memory is asked as a run asks it: through ``Memory.fuzzy``, SQLite and entries included.
"""

from __future__ import annotations

import argparse
import random
import resource
import tempfile
import time
from bisect import bisect_left
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks._segments import queries, segments
from locakit.memory import Match, Memory
from locakit.model import Entry

BOUNDS = {100_000: (6.0, 0.995), 1_000_000: (10.0, 0.985)}
"""Segments to the rate against windowed rapidfuzz, and the share of best matches, that have to be reached."""
EXACT = 10_000
BRIEF = 20
"""Characters of a text that is short: it has few trigrams, and the likeliest is hard to tell."""
_TURN = 20
Best = tuple[str, float, int] | None


def _seconds(work: Callable[[], object]) -> float:
    began = time.process_time()
    work()
    return time.process_time() - began


class Windowed:
    """rapidfuzz over the segments of a fitting length."""

    def __init__(self, known: list[str]) -> None:
        self._ordered = sorted(known, key=len)
        self._lengths = [len(text) for text in self._ordered]

    def best(self, text: str) -> Best:
        """The best match, if there is one of 75 or more."""
        from rapidfuzz import fuzz, process

        low = bisect_left(self._lengths, int(len(text) * 0.6))
        high = bisect_left(self._lengths, int(len(text) / 0.6) + 1)
        return process.extractOne(text, self._ordered[low:high], scorer=fuzz.ratio, score_cutoff=75)


def _fill(memory: Memory, known: list[str]) -> None:
    for start in range(0, len(known), 50_000):
        memory.add(
            Entry(
                {"other": t},
                {"other": f"<{t}>"},
                "en",
                "pt-BR",
                "human",
                "app.json",
                f"key.{n}",
                "2026-01-01T00:00:00Z",
            )
            for n, t in enumerate(known[start : start + 50_000], start)
        )


def _race(memory: Memory, windowed: Windowed, asked: list[str]) -> tuple[float, float, int, int]:
    """``(seconds of the memory, of rapidfuzz, best matches there are, those found)``, by turns, so that both are
    slowed alike by what else the machine does."""
    own = peer = 0.0
    there = hits = 0
    for start in range(0, len(asked), _TURN):
        turn, found, best = asked[start : start + _TURN], list[list[Match]](), list[Best]()
        peer += _seconds(lambda t=turn, b=best: b.extend(windowed.best(text) for text in t))
        own += _seconds(lambda t=turn, f=found: f.extend(memory.fuzzy(text, "en", "pt-BR", limit=1) for text in t))
        for wanted, got in zip(best, found, strict=True):
            there += wanted is not None
            hits += bool(wanted and got and got[0].score >= min(99, int(wanted[1])))
    return own, peer, there, hits


def _compare(count: int, number: int, folder: Path) -> bool:
    known, words = segments(count)
    asked, pick = queries(known, words, number), random.Random(3)
    characters = sum(map(len, known)) / count
    print(f"\n{count:,} segments of {characters:.0f} characters on average, {number} queries")
    path = folder / f"{count}.db"
    memory = Memory(str(path))
    filled = _seconds(lambda: _fill(memory, known))
    print(f"  {'learning':<34}{count / filled:10,.0f} segments/s{path.stat().st_size / 1e6:10.0f} MB on disk")
    wanted = [(n, known[n]) for n in pick.sample(range(count), EXACT)]
    same = [memory.exact({"other": t}, "en", "pt-BR", "app.json", f"key.{n}") for n, t in wanted]
    assert all(m and m.score == 101 for m in same)
    exact = _seconds(lambda: [memory.exact({"other": t}, "en", "pt-BR", "app.json", f"key.{n}") for n, t in wanted])
    print(f"  {'exact, 10,000 look-ups':<34}{exact:10.2f} s   bound 1.00: {'met' if exact <= 1 else 'MISSED'}")
    built = _seconds(lambda: memory.fuzzy("nothing", "en", "pt-BR"))
    index = sum(f.stat().st_size for f in folder.glob(f"{count}.db.*.index"))
    print(f"  {'the index, made once':<34}{built:10.1f} s{'':10}{index / 1e6:10.0f} MB on disk")
    memory.close()
    memory = Memory(str(path))
    opened = _seconds(lambda: memory.fuzzy("nothing", "en", "pt-BR"))
    print(f"  {'first question with an index there':<34}{opened:10.3f} s")
    windowed = Windowed(known)
    brief = [text for text in queries(known, words, number * 12, seed=7) if len(text) <= BRIEF][:number]
    least, part = BOUNDS.get(count, (0.0, 0.0))
    good = exact <= 1
    for name, texts, rate in (("fuzzy, 75 and up", asked, least), (f"of up to {BRIEF} characters", brief, 0.0)):
        seconds, brute, there, hits = _race(memory, windowed, texts)
        ratio, share = brute / seconds, hits / max(there, 1)
        fine = ratio >= rate and share >= part
        good = good and fine
        asks = f"bound {f'{rate:.0f} x, ' if rate else ''}{part:.1%}: {'met' if fine else 'MISSED'}" if part else ""
        print(f"  {'rapidfuzz extractOne, windowed':<34}{len(texts) / brute:10.1f} queries/s")
        print(f"  {name:<34}{len(texts) / seconds:10.1f} queries/s   {ratio:.1f} x   "
              f"{share:.1%} of {there} best matches   {asks}")  # fmt: skip
    return good


def main(arguments: Sequence[str] = ()) -> int:
    """Print a table for each size; 1 where a bound is missed."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks memory")
    parser.add_argument("--segments", type=int, nargs="+", default=list(BOUNDS), help="sizes (default: both bounds)")
    parser.add_argument("--queries", type=int, default=400, help="fuzzy ones for each size (default: 400)")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as made:
        good = [_compare(count, options.queries, Path(made)) for count in options.segments]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\nmost memory of this process, rapidfuzz's lists and the making of the index included: {peak:,.0f} MB")
    return 0 if all(good) else 1
