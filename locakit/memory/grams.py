"""An index of many texts by their trigrams: the few that may be alike, of a million, in a few milliseconds.

Texts stand in the order of their length, so the texts of a range of lengths are a range of numbers in each list. A
text that is alike shares some of the query's rarest trigrams; the lists of these are counted, and those texts that
share the most are compared in earnest. The bytes are the same in a file and in memory; a file is mapped, not read.
"""

from __future__ import annotations

import json
import sys
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from mmap import mmap
from zlib import crc32

MAGIC = f"locakit-grams 4 {sys.byteorder}\n".encode()
_HEAD, _CHECK = 512, 8
"""Bytes before the body, the last of them its checksum."""
_SLOTS = 1 << 18
"""Trigrams are told apart by this many hashes; two that share one share a list."""
_CHUNK = 10_000
_SHORTEST = 0.6
"""Of two texts whose ratio is 75 or more, the shorter one has at least this share of the longer one's length."""
_SHORT = 8
"""Texts of so few characters (two words of Chinese) may be alike without a trigram in common."""
_BRIEF = 24
"""Texts of fewer characters: more of their lists are counted, and more of the texts compared."""
_NEAR = 0.9
"""Of texts that share as many trigrams, those of nearly the same length are the likelier."""

Piece = bytes | memoryview


class Grams:
    """A built index over its bytes (``build`` makes them) or a mapped file."""

    def __init__(self, data: bytes | mmap) -> None:
        """Raises ValueError where the bytes are no index of this version, end too early, or are not those written."""
        view = memoryview(data)
        if bytes(view[: len(MAGIC)]) != MAGIC or len(view) < _HEAD:
            raise ValueError("no index of this version")
        head, check = bytes(view[len(MAGIC) : _HEAD - _CHECK]), bytes(view[_HEAD - _CHECK : _HEAD])
        if check != _sum(head, [view[_HEAD:]]):
            raise ValueError("the index is damaged")
        self.head: dict[str, object] = json.loads(head)
        sizes = self.head.get("sizes")
        if not isinstance(sizes, list) or _HEAD + sum(sizes) != len(view):
            raise ValueError("the index is cut off")
        at, out = _HEAD, []
        for size in sizes:
            out.append(view[at : at + size])
            at += size
        self._lengths, self._places, self._slots = out[0].cast("I"), out[1].cast("Q"), out[2].cast("Q")
        self._raw, self._lists = out[3], out[3].cast("I")
        self._data, self._texts_at = data, len(view) - len(out[4])

    def __len__(self) -> int:
        return len(self._lengths)

    def texts(self, numbers: Iterable[int]) -> list[str]:
        """The texts with these numbers."""
        places, data, at = self._places, self._data, self._texts_at
        return [data[at + places[n] : at + places[n + 1]].decode("utf-8", "surrogatepass") for n in numbers]

    def alike(self, text: str, limit: int, cutoff: float) -> list[tuple[str, float]]:
        """The texts most like ``text`` with their ratio (``cutoff`` to 100), best first, at most ``limit``."""
        budget, most = _bounds(len(self), len(text))
        chosen = _likeliest(self._counted(text, budget), most, self._range(len(text), _NEAR))
        return best(text, self.texts(chosen), limit, cutoff)

    def _range(self, length: int, share: float) -> tuple[int, int]:
        """The numbers of the texts whose length is at least ``share`` of ``length``, or ``length`` of theirs."""
        low = bisect_left(self._lengths, int(length * share))
        return low, bisect_left(self._lengths, int(length / share) + 2, low)

    def _counted(self, text: str, budget: int) -> Counter[int]:
        """How often the numbers of fitting length stand in the query's shortest lists: two, and more in ``budget``."""
        low, high = self._range(len(text), _SHORTEST)
        numbers, slots, raw = self._lists, self._slots, self._raw
        lists = sorted((slots[slot + 1] - slots[slot], slots[slot]) for slot in {_slot(g) for g in grams(text)})
        ids: array[int] = array("I")
        taken = 0
        for size, start in lists:
            first = bisect_left(numbers, low, start, start + size)
            last = bisect_left(numbers, high, first, start + size)
            if len(ids) + last - first > budget and taken >= 2:
                break
            ids.frombytes(raw[4 * first : 4 * last])
            taken += last > first
        return Counter(ids)


def grams(text: str) -> set[str]:
    """The trigrams of a text without regard to case, of a short one also the pairs; its beginning and end count."""
    marked = f"\x02{text.lower()}\x03"
    out = {marked[n : n + 3] for n in range(len(marked) - 2)}
    return out | {marked[n : n + 2] for n in range(len(marked) - 1)} if len(text) <= _SHORT else out


def _slot(gram: str) -> int:
    return crc32(gram.encode("utf-8", "surrogatepass")) & (_SLOTS - 1)


def _bounds(texts: int, length: int) -> tuple[int, int]:
    """``(numbers counted, texts compared)`` at most: measured so that of 1,000 best matches at most four are missed.

    Short texts have fewer trigrams by which to tell the likeliest; comparing them is cheap. See ``benchmarks``.
    """
    counted = 300 + texts // 30 + min(texts // 6_700, 250) ** 2
    compared = 110 + texts // 2_000
    if length < _BRIEF:
        return counted * 3 // 2, compared * 5 // 2
    return counted * 3 // 4, compared * (1 + (length < 32))


def _likeliest(counted: Counter[int], most: int, near: tuple[int, int]) -> list[int]:
    """The ``most`` numbers that occur most often; of equals those within ``near`` first."""
    low, high = near
    if len(counted) <= most:
        return list(counted)
    often = [n for n, count in counted.items() if count > 1]
    if len(often) <= most:
        once = (n for n, count in counted.items() if count == 1 and low <= n < high)
        return often + list(islice(once, most - len(often)))
    by_count, taken, least = Counter(map(counted.__getitem__, often)), 0, 0
    for least in sorted(by_count, reverse=True):
        if taken + by_count[least] > most:
            break
        taken += by_count[least]
    equal = [n for n in often if counted[n] == least]
    equal.sort(key=lambda n: not low <= n < high)
    return [n for n in often if counted[n] > least] + equal[: most - taken]


def best(text: str, choices: Sequence[str], limit: int, cutoff: float) -> list[tuple[str, float]]:
    """The ``choices`` that are alike by rapidfuzz's ratio, best first."""
    from rapidfuzz import fuzz, process

    found = process.extract(text, choices, scorer=fuzz.ratio, score_cutoff=cutoff, limit=limit)
    return [(choice, score) for choice, score, _ in found]


def build(texts: Iterable[str], **head: object) -> list[Piece]:
    """The bytes of an index of the different texts, in pieces; ``head`` is kept with it."""
    ordered = sorted(set(texts), key=len)
    lists = _slotted(_lists(ordered))
    slots: array[int] = array("Q", (0,))
    for slot in range(_SLOTS):
        slots.append(slots[-1] + len(lists.get(slot, ())))
    places: array[int] = array("Q", (0,))
    words: list[Piece] = []
    for start in range(0, len(ordered), _CHUNK):
        raw = [text.encode("utf-8", "surrogatepass") for text in ordered[start : start + _CHUNK]]
        places.extend(accumulate(map(len, raw[1:]), initial=places[-1] + len(raw[0])))
        words.append(b"".join(raw))
    sections: list[list[Piece]] = [_bytes(one) for one in (array("I", map(len, ordered)), places, slots)]
    sections += [[piece for slot in sorted(lists) for piece in _bytes(lists[slot])], words]
    told = {**head, "texts": len(ordered), "sizes": [sum(map(len, section)) for section in sections]}
    top = json.dumps(told).encode().ljust(_HEAD - len(MAGIC) - _CHECK)
    pieces = [piece for section in sections for piece in section]
    return [MAGIC, top, _sum(top, pieces), *pieces]


def _sum(head: bytes, pieces: Iterable[Piece]) -> bytes:
    """A checksum of head and body: a file torn by a full disk or a crash is none that may be asked."""
    told = crc32(head)
    for piece in pieces:
        told = crc32(piece, told)
    return f"{told:08x}".encode()


def _bytes(numbers: array[int]) -> list[Piece]:
    return [memoryview(numbers).cast("B")]


def _lists(ordered: Sequence[str]) -> dict[str, array[int]]:
    """For each trigram the numbers of the texts that have it."""
    lists: dict[str, array[int]] = {}
    for number, text in enumerate(ordered):
        for gram in grams(text):
            known = lists.get(gram)
            if known is None:
                lists[gram] = array("I", (number,))
            else:
                known.append(number)
    return lists


def _slotted(lists: dict[str, array[int]]) -> dict[int, array[int]]:
    """The lists by their trigrams' hashes; the lists of trigrams with one hash are merged."""
    out: dict[int, array[int]] = {}
    for gram, found in lists.items():
        slot = _slot(gram)
        known = out.get(slot)
        out[slot] = found if known is None else array("I", sorted({*known, *found}))
    return out
