"""Terms in 100,000 strings: ours, which knows words and inflection, beside ahocorasick_rs, which knows letters alone.

``ahocorasick_rs`` is needed by this benchmark only (``pip install ahocorasick-rs``); without it ours is measured alone.
"""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks._corpus import strings
from locakit.terms import Termbase
from locakit.terms.glossary import Entry, Glossary, Use

_COUNT = 100_000
_SIZES = (1_000, 10_000, 100_000)
_ROUNDS = 3
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "bra")
_MIX = 0.02
"""How many of the terms are words that stand beside each other in the strings."""


def _terms(count: int, texts: Sequence[str]) -> list[str]:
    """Terms of one to three words: stretches of the strings, and others that begin or end like those, or neither."""
    pick = random.Random(count)
    stretches = sorted({" ".join(words[n : n + size]) for words, n, size in _places(texts, pick)})
    out = dict.fromkeys(pick.sample(stretches, min(len(stretches), int(count * _MIX) + 20)))
    real = [t.split()[0] for t in out]
    while len(out) < count:
        made = "".join(pick.choice(_SYLLABLES) for _ in range(pick.randint(2, 4)))
        out[pick.choice((made, made, f"{pick.choice(real)} {made}", f"{made} {pick.choice(real)}"))] = None
    return list(out)


def _places(texts: Sequence[str], pick: random.Random) -> Iterator[tuple[list[str], int, int]]:
    for text in pick.sample(list(texts), 5_000):
        words = re.findall("[a-z]{3,}", text)
        for size in (1, 2, 3):
            if len(words) >= size:
                yield words, pick.randint(0, len(words) - size), size


def _best(work: Callable[[], int]) -> tuple[float, int]:
    times, found = [], 0
    for _ in range(_ROUNDS):
        began = time.perf_counter()
        found = work()
        times.append(time.perf_counter() - began)
    return min(times), found


def _ours(terms: Sequence[str], texts: Sequence[str]) -> tuple[float, float, float, int]:
    """Seconds to build, to find the places, to find whole hits outside of placeables; and the number of hits."""
    began = time.perf_counter()
    entries = tuple(Entry(t, uses={"pt-BR": Use("x" + t)}) for t in terms)
    base = Termbase([Glossary("g", "en", entries)], "en", "pt-BR")
    base.hits("warm")
    built = time.perf_counter() - began
    finder = base._finder
    places, _ = _best(lambda: sum(len(finder.candidates(t)) for t in texts))
    hits, found = _best(lambda: sum(len(base.hits(t)) for t in texts))
    return built, places, hits, found


def _theirs(terms: Sequence[str], texts: Sequence[str]) -> tuple[float, float] | None:
    try:
        import ahocorasick_rs
    except ImportError:
        return None
    began = time.perf_counter()
    automaton = ahocorasick_rs.AhoCorasick(
        [t.lower() for t in terms], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
    )  # fmt: skip
    built = time.perf_counter() - began
    took, _ = _best(lambda: sum(len(automaton.find_matches_as_indexes(t.lower())) for t in texts))
    return built, took


def main() -> int:
    """Print a row for each number of terms."""
    texts = strings(_COUNT)
    print(f"{_COUNT:,} strings of {sum(map(len, texts)) / _COUNT:.0f} characters, best of {_ROUNDS}; seconds")
    print(f"{'terms':>8}  {'places':>7}  {'hits':>7}  {'found':>8}  {'build':>6}  {'ahocorasick_rs':>14}  {'ratio':>5}")
    for size in _SIZES:
        terms = _terms(size, texts)
        built, places, hits, found = _ours(terms, texts)
        other = _theirs(terms, texts)
        beside = f"{other[1]:>14.2f}  {places / other[1]:>5.2f}" if other else f"{'not installed':>14}"
        print(f"{size:>8,}  {places:>7.2f}  {hits:>7.2f}  {found:>8,}  {built:>6.2f}  {beside}", flush=True)
    return 0
