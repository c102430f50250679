"""An index of many texts by their trigrams: the few that may be alike, of a million, in a few milliseconds.

Texts stand in the order of their length, so the texts of a range of lengths are a range of numbers in each list. A
text that is alike shares some of the query's rarest trigrams; the lists of these are counted, and those texts that
share the most are compared in earnest. The bytes are the same in a file and in memory; a file is mapped, not read.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate
from zlib import crc32

MAGIC = b"locakit-grams 2\n"
_HEAD = 512
_SLOTS = 1 << 18
"""Trigrams are told apart by this many hashes; two that share one share a list."""
_SHORTEST = 0.6
"""Of two texts whose ratio is 75 or more, the shorter one has at least this share of the longer one's length."""
_NEAR = 0.9
"""Of texts that share as many trigrams, those of nearly the same length are the likelier."""


class Grams:
    """A built index over its bytes (``build`` makes them) or a mapped file."""

    def __init__(self, data: bytes | memoryview) -> None:
        """Raises ValueError where the bytes are no index of this version, or end too early."""
        view = memoryview(data)
        if bytes(view[: len(MAGIC)]) != MAGIC or len(view) < _HEAD:
            raise ValueError("no index of this version")
        self.head: dict[str, object] = json.loads(bytes(view[len(MAGIC) : _HEAD]))
        sizes = self.head["sizes"]
        if not isinstance(sizes, list) or _HEAD + sum(sizes) != len(view):
            raise ValueError("the index is cut off")
        at, out = _HEAD, []
        for size in sizes:
            out.append(view[at : at + size])
            at += size
        self._lengths, self._places, self._slots = out[0].cast("I"), out[1].cast("Q"), out[2].cast("Q")
        self._raw, self._lists, self._texts = out[3], out[3].cast("I"), out[4]

    def __len__(self) -> int:
        return len(self._lengths)

    def text(self, number: int) -> str:
        """The text with a number."""
        return str(self._texts[self._places[number] : self._places[number + 1]], "utf-8", "surrogatepass")

    def alike(self, text: str, limit: int, cutoff: float) -> list[tuple[str, float]]:
        """The texts most like ``text`` with their ratio (``cutoff`` to 100), best first, at most ``limit``."""
        ids = _gathered(self._raw, self._rarest(text), _budget(len(self)))
        near = self._range(len(text), _NEAR)
        chosen = _likeliest(ids, 200 + len(self) // 2_000, near)
        return best(text, [self.text(n) for n in chosen], limit, cutoff)

    def _range(self, length: int, share: float) -> tuple[int, int]:
        """The numbers of the texts whose length is at least ``share`` of ``length``, or ``length`` of theirs."""
        low = bisect_left(self._lengths, int(length * share))
        return low, bisect_left(self._lengths, int(length / share) + 2, low)

    def _rarest(self, text: str) -> list[tuple[int, int, int]]:
        """``(size, from, to)`` of the query's lists within the fitting lengths, the shortest first."""
        low, high = self._range(len(text), _SHORTEST)
        numbers, slots, out = self._lists, self._slots, list[tuple[int, int, int]]()
        for slot in {_slot(g) for g in grams(text)}:
            start, end = slots[slot], slots[slot + 1]
            if start < end:
                a = bisect_left(numbers, low, start, end)
                b = bisect_left(numbers, high, a, end)
                if a < b:
                    out.append((b - a, a, b))
        out.sort()
        return out


def grams(text: str) -> set[str]:
    """The trigrams of a text without regard to case; its beginning and end count."""
    marked = f"\x02{text.lower()}\x03"
    return {marked[n : n + 3] for n in range(len(marked) - 2)}


def _slot(gram: str) -> int:
    return crc32(gram.encode("utf-8", "surrogatepass")) & (_SLOTS - 1)


def _budget(texts: int) -> int:
    """How many numbers are counted at most: measured so that 99 of 100 best matches are found (``benchmarks``)."""
    return 500 + texts // 30 + min(texts // 6_700, 250) ** 2


def _gathered(raw: memoryview, lists: Sequence[tuple[int, int, int]], budget: int) -> array[int]:
    """The numbers of the shortest lists, at least two of them, as many lists as stay within ``budget`` numbers."""
    out: array[int] = array("I")
    for n, (size, start, end) in enumerate(lists):
        if len(out) + size > budget and n >= 2:
            break
        out.frombytes(raw[4 * start : 4 * end])
    return out


def _likeliest(ids: array[int], most: int, near: tuple[int, int]) -> list[int]:
    """The ``most`` numbers that occur most often; of equals those within ``near`` first."""
    counted = Counter(ids)
    if len(counted) <= most:
        return list(counted)
    by_count, taken, least = Counter(counted.values()), 0, 0
    for least in sorted(by_count, reverse=True):
        if taken + by_count[least] > most:
            break
        taken += by_count[least]
    out, (low, high) = [n for n, count in counted.items() if count > least], near
    equal = [n for n, count in counted.items() if count == least and low <= n < high]
    if len(out) + len(equal) < most:
        equal += [n for n, count in counted.items() if count == least and not low <= n < high]
    return out + equal[: most - len(out)]


def best(text: str, choices: Sequence[str], limit: int, cutoff: float) -> list[tuple[str, float]]:
    """The ``choices`` that are alike by rapidfuzz's ratio, best first."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    return [(choice, score) for choice, score, _ in found]


def build(texts: Iterable[str], **head: object) -> list[bytes]:
    """The bytes of an index of the texts, in pieces; ``head`` is kept with it. It takes about 0.5 KB a text."""
    ordered = sorted(texts, key=len)
    lists: dict[str, array[int]] = {}
    for number, text in enumerate(ordered):
        for gram in grams(text):
            known = lists.get(gram)
            if known is None:
                lists[gram] = array("I", (number,))
            else:
                known.append(number)
    raw = [t.encode("utf-8", "surrogatepass") for t in ordered]
    places = array("Q", accumulate(map(len, raw), initial=0))
    lengths = array("I", map(len, ordered))
    slots, numbers = _slotted(lists)
    sections = [lengths.tobytes(), places.tobytes(), slots.tobytes(), numbers.tobytes(), b"".join(raw)]
    told = json.dumps({**head, "texts": len(ordered), "sizes": [len(s) for s in sections]}).encode()
    return [(MAGIC + told).ljust(_HEAD), *sections]


def _slotted(lists: dict[str, array[int]]) -> tuple[array[int], array[int]]:
    """``(where each slot's list begins, all lists)``; the lists of trigrams with one hash are merged."""
    by_slot: dict[int, array[int]] = {}
    for gram in list(lists):
        found, slot = lists.pop(gram), _slot(gram)
        known = by_slot.get(slot)
        by_slot[slot] = found if known is None else array("I", sorted({*known, *found}))
    slots: array[int] = array("Q", (0,))
    numbers: array[int] = array("I")
    for slot in range(_SLOTS):
        numbers.extend(by_slot.pop(slot, ()))
        slots.append(len(numbers))
    return slots, numbers
