"""Terms in 100,000 strings: ours, which knows words and inflection, beside ahocorasick_rs, which knows letters alone.

``ahocorasick_rs`` is needed by this benchmark only (``pip install ahocorasick-rs``); without it ours is measured alone.
"""

from __future__ import annotations

import gc
import os
import random
import re
import time
from collections.abc import Callable, Iterator, Sequence

from benchmarks._corpus import strings
from benchmarks._segments import real
from locakit.terms import Termbase
from locakit.terms.glossary import Entry, Glossary, Use

_COUNT = 100_000
_SIZES = (1_000, 10_000, 100_000)
_ROUNDS = 3
_SYLLABLES = ("ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "bra")
_REAL = 60
"""How many of the terms are stretches of the strings; a glossary's other terms wait for other texts."""


def _terms(count: int, texts: Sequence[str]) -> list[str]:
    """Terms of one to three words: stretches of the strings, and others that begin or end like those, or neither."""
    pick = random.Random(count)
    stretches = sorted({" ".join(words[n : n + size]) for words, n, size in _places(texts, pick)})
    out = dict.fromkeys(pick.sample(stretches, min(len(stretches), _REAL, count)))
    real = [t.split()[0] for t in out]
    while len(out) < count:
        made = "".join(pick.choice(_SYLLABLES) for _ in range(pick.randint(2, 4)))
        out[pick.choice((made, made, f"{pick.choice(real)} {made}", f"{made} {pick.choice(real)}"))] = None
    return list(out)


def _places(texts: Sequence[str], pick: random.Random) -> Iterator[tuple[list[str], int, int]]:
    for text in pick.sample(list(texts), min(len(texts), 5_000)):
        words = re.findall("[a-z]{3,}", text)
        for size in (1, 2, 3):
            if len(words) >= size:
                yield words, pick.randint(0, len(words) - size), size


def _best(work: Callable[[], int]) -> tuple[float, int]:
    times, found = [], 0
    for _ in range(_ROUNDS):
        began = time.process_time()
        found = work()
        times.append(time.process_time() - began)
    return min(times), found


def _ours(terms: Sequence[str], texts: Sequence[str]) -> tuple[float, list[float], int]:
    """Seconds to build; to locate the terms, to tell the hits outside of placeables, both at once and text by text."""
    began = time.process_time()
    entries = tuple(Entry(t, uses={"pt-BR": Use("x" + t)}) for t in terms)
    base = Termbase([Glossary("g", "en", entries)], "en", "pt-BR")
    for text in texts[:1_000]:
        base.hits(text)
    built = time.process_time() - began
    finder = base._finder
    places, _ = _best(lambda: sum(len(found or ()) for _, found in finder.each(texts)))
    together, _ = _best(lambda: sum(len(found) for _, found in base.hits_in(texts)))
    single, found = _best(lambda: sum(len(base.hits(t)) for t in texts))
    return built, [places, together, single], found


def _theirs(terms: Sequence[str], texts: Sequence[str]) -> list[float] | None:
    """Seconds for the leftmost longest matches, and for all matches that are whole words."""
    try:
        import ahocorasick_rs
    except ImportError:
        return None
    low = [t.lower() for t in terms]
    longest = ahocorasick_rs.AhoCorasick(low, matchkind=ahocorasick_rs.MatchKind.LeftmostLongest)
    every = ahocorasick_rs.AhoCorasick(low)

    def whole() -> int:
        return sum(_is_whole(t, a, b) for t in texts for _, a, b in every.find_matches_as_indexes(t.lower(), True))

    return [_best(lambda: sum(len(longest.find_matches_as_indexes(t.lower())) for t in texts))[0], _best(whole)[0]]


def _is_whole(text: str, start: int, end: int) -> bool:
    return not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum()


def _real(count: int) -> list[str]:
    """Source texts of the files in LOCAKIT_CORPUS, again and again until there are enough."""
    found = real(os.environ["LOCAKIT_CORPUS"])
    return [found[n % len(found)] + " " * (n // len(found)) for n in range(count)]


def _table(name: str, texts: Sequence[str]) -> None:
    print(
        f"{len(texts):,} {name} of {sum(map(len, texts)) / len(texts):.0f} characters, best of {_ROUNDS}; CPU seconds"
    )
    head = (
        "terms",
        "located",
        "hits",
        "one by one",
        "found",
        "build",
        "rs longest",
        "rs words",
        "/ longest",
        "/ words",
    )
    print("".join(f"{name:>11}" for name in head))
    for size in _SIZES:
        terms = _terms(size, texts)
        built, ours, found = _ours(terms, texts)
        other = _theirs(terms, texts)
        cells = [f"{size:,}", *(f"{t:.2f}" for t in ours), f"{found:,}", f"{built:.2f}"]
        cells += [f"{t:.2f}" for t in other] if other else ["not there", ""]
        cells += [f"{ours[0] / t:.1f} x" for t in other or ()]
        print("".join(f"{cell:>11}" for cell in cells), flush=True)


def main() -> int:
    """Print a row for each number of terms; over real strings too, where LOCAKIT_CORPUS names a folder of them."""
    gc.set_threshold(100_000, 20, 50)
    _table("strings", strings(_COUNT))
    if os.environ.get("LOCAKIT_CORPUS"):
        _table("real strings", _real(_COUNT))
    return 0
