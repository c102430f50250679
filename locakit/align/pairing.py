"""Pairing two runs of blocks in order: likeness of two blocks, the best way through, and how sure it is."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from locakit.model import Message

_TOKEN = re.compile(
    r"https?://[^\s<>()\[\]]+|\]\(([^()\s]+)|`([^`]+)`|<(/?[A-Za-z][\w-]*)|(\{[^{}\s]+\}|%\w)|(\d+(?:[.,:]\d+)*)"
    r"|\b([A-Z][A-Z0-9]+|\w*[a-z][A-Z]\w*)\b"
)
_WORD = re.compile(r"\w{2,}")
_SURE = 0.12
"""How much better than every rival way a pair must be."""
_ENOUGH = 0.25
"""The least likeness of a pair."""
_ALIKE = 0.1
"""What a pair gains where both runs have the same kinds in the same order and nothing else is known."""
_CELLS = 150_000
"""More pairs than this are not looked at one by one: runs are divided first, then a band is tried."""
_FRAME = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "code", "html", "rule"})


class Trait(NamedTuple):
    """What a block is recognised by."""

    kind: str
    size: float
    """Characters and a few more: the shorter a text, the less its length tells."""
    tokens: frozenset[str]
    text: str
    verbatim: bool


def tokens_of(message: Message) -> frozenset[str]:
    """What of a text is the same in every language: numbers, links, code, placeholders, names in capitals."""
    text = message.text[:4000]
    if "verbatim" in message.flags:
        return frozenset(_WORD.findall(text))
    found: set[str] = set()
    for m in _TOKEN.finditer(text):
        if m[2]:
            found.update(_WORD.findall(m[2]))
        else:
            found.add(_digits(m[5]) if m[5] else m[1] or m[3] or m[0])
    return frozenset(found)


def _digits(number: str) -> str:
    """A number in ASCII digits without separators: ``١٬٢٠٠`` and ``1,200`` are one."""
    return "".join(str(int(c)) for c in number if c.isdecimal())


class Blocks:
    """Both documents, and the likeness of any two of their blocks; ``likely`` adds what else is known of a pair."""

    def __init__(
        self,
        source: Sequence[Trait],
        target: Sequence[Trait],
        pairs: Sequence[tuple[int, int]],
        likely: Callable[[int, int], float] | None,
    ) -> None:
        self.source, self.target, self.likely = source, target, likely
        self.spread = Counter(token for side in (source, target) for trait in side for token in trait.tokens)
        self.growth = math.log(_growth(source, target, pairs))

    def likeness(self, s: int, t: int) -> float:
        """0 for no pair at all, about 0.5 for a likely one, more with shared tokens, 3 for equal text."""
        a, b = self.source[s], self.target[t]
        if a.kind != b.kind or a.verbatim != b.verbatim:
            return 0.0
        prior = self.likely(s, t) if self.likely else 0.0
        if prior < -1:
            return 0.0
        if a.text == b.text:
            return 3.0 + prior
        grown = math.log(b.size / a.size) - (0.0 if a.verbatim else self.growth)
        off = grown / (0.4 + 1.5 / math.sqrt(min(a.size, b.size)))
        weight = 0.1 if a.verbatim and a.kind != "rule" else 0.5
        return max(0.0, weight * math.exp(-off * off) + self._shared(a.tokens, b.tokens) + prior)

    def _shared(self, a: frozenset[str], b: frozenset[str]) -> float:
        """The part of two blocks' tokens that is common; a token that is everywhere counts little."""
        if not a and not b:
            return 0.0
        mine, others = self._weight(a), self._weight(b)
        if not a or not b:
            return -0.1 * min(1.0, mine + others)
        common = self._weight(a & b)
        return common / max(mine, others) if common else -0.4 * min(1.0, mine, others)

    def _weight(self, tokens: frozenset[str]) -> float:
        return sum(min(1.0, 2 / self.spread[token]) for token in tokens)


def _growth(source: Sequence[Trait], target: Sequence[Trait], pairs: Sequence[tuple[int, int]]) -> float:
    """How many characters of the target one of the source becomes."""
    known = [
        target[t].size / source[s].size
        for s, t in pairs
        if not source[s].verbatim and source[s].text != target[t].text and source[s].size > 15
    ]
    if len(known) >= 5:
        return median(known)
    mine = [x.size for x in source if not x.verbatim]
    others = [x.size for x in target if not x.verbatim]
    if not mine or not others:
        return 1.0
    return min(3.0, max(0.2, (sum(others) / len(others)) / (sum(mine) / len(mine))))


def matched(blocks: Blocks, left: Sequence[int], right: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The sure pairs of two runs, in order; big runs are divided at headings, code and words that occur once."""
    if not (left and right):
        return
    if len(left) * len(right) <= _CELLS:
        yield from _Table(blocks, left, right).sure()
        return
    fixed = _frame(blocks, left, right)
    yield from fixed
    for (s0, t0), (s1, t1) in pairwise([(-1, -1), *fixed, (len(blocks.source), len(blocks.target))]):
        some, others = [s for s in left if s0 < s < s1], [t for t in right if t0 < t < t1]
        if fixed and some and others:
            yield from matched(blocks, some, others)
        elif some and others:
            yield from _Table(blocks, some, others).sure()


def _frame(blocks: Blocks, left: Sequence[int], right: Sequence[int]) -> list[tuple[int, int]]:
    """Pairs that divide two big runs: what shares words that occur once on each side, then headings and code."""
    once = _once(blocks.source, left), _once(blocks.target, right)
    votes = Counter((once[0][token], once[1][token]) for token in once[0].keys() & once[1].keys())
    found = [(s, t) for s, t in sorted(votes) if blocks.likeness(s, t) >= 2 * _ENOUGH]
    chain = rising(found)
    if chain:
        return chain
    some, others = ([n for n in run if side[n].kind in _FRAME] for run, side in _sides(blocks, left, right))
    small = 0 < len(some) * len(others) <= _CELLS and len(some) < len(left)
    return list(_Table(blocks, some, others).sure()) if small else []


def _sides(
    blocks: Blocks, left: Sequence[int], right: Sequence[int]
) -> Iterator[tuple[Sequence[int], Sequence[Trait]]]:
    yield left, blocks.source
    yield right, blocks.target


def _once(side: Sequence[Trait], run: Sequence[int]) -> dict[tuple[str, str], int]:
    counts = Counter((side[n].kind, token) for n in run for token in side[n].tokens)
    return {(side[n].kind, token): n for n in run for token in side[n].tokens if counts[side[n].kind, token] == 1}


def rising(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest run of pairs (sorted by the first number) in which both numbers rise."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for number, (_, t) in enumerate(pairs):
        at = bisect_left(tops, t)
        before.append(ends[at - 1] if at else -1)
        tops[at : at + 1] = [t]
        ends[at : at + 1] = [number]
    out: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        if not out or pairs[at][0] < out[-1][0]:
            out.append(pairs[at])
        at = before[at]
    return out[::-1]


class _Table:
    """The best ways to pair two runs in order, from both ends, within a band along the diagonal."""

    def __init__(self, blocks: Blocks, left: Sequence[int], right: Sequence[int]) -> None:
        self.left, self.right = left, right
        n, m = len(left), len(right)
        half = m if n * m <= _CELLS else max(40, _CELLS // (2 * n))
        self.usable = abs(n - m) <= half or n * m <= _CELLS
        self.low = [max(0, i * m // n - half) for i in range(n + 1)]
        self.high = [min(m, i * m // n + half) for i in range(n + 1)]
        self.score: list[dict[int, float]] = []
        kinds = [[side[at].kind for at in run] for run, side in _sides(blocks, left, right)]
        alike = not blocks.likely and kinds[0] == kinds[1]
        for i in range(n) if self.usable else ():
            likes = {j: blocks.likeness(left[i], right[j]) for j in range(self.low[i], min(self.high[i + 1], m))}
            if alike and likes[i] > 0:
                likes[i] += _ALIKE
            self.score.append({j: value for j, value in likes.items() if value >= _ENOUGH})

    def sure(self) -> Iterator[tuple[int, int]]:
        """The pairs of the best way that every way without them is clearly worse than."""
        if not self.usable or not any(self.score):
            return
        ahead, behind = self._ahead(), self._behind()
        through = [
            {j: self._at(ahead, i, j) + value + self._at(behind, i + 1, j + 1) for j, value in row.items()}
            for i, row in enumerate(self.score)
        ]
        rivals: dict[int, list[tuple[float, int]]] = {}
        for i, row in enumerate(through):
            for j, value in row.items():
                rivals.setdefault(j, []).append((value, i))
        total = self._at(ahead, len(self.left), len(self.right))
        for i, row in enumerate(through):
            for j, value in row.items():
                if value >= total - 1e-9:
                    others = [v for k, v in row.items() if k != j] + [v for v, k in rivals[j] if k != i]
                    if value - max(others, default=-math.inf) >= _SURE:
                        yield self.left[i], self.right[j]

    def _at(self, rows: Sequence[Sequence[float]], i: int, j: int) -> float:
        return rows[i][j - self.low[i]] if self.low[i] <= j <= self.high[i] else -math.inf

    def _ahead(self) -> list[list[float]]:
        """For each (i, j) the best sum of pairs among the first ``i`` and the first ``j``."""
        rows = [[0.0] * (self.high[0] - self.low[0] + 1)]
        for i in range(1, len(self.left) + 1):
            score, row, best = self.score[i - 1], [], -math.inf
            for j in range(self.low[i], self.high[i] + 1):
                best = max(best, self._at(rows, i - 1, j))
                if j - 1 in score:
                    best = max(best, self._at(rows, i - 1, j - 1) + score[j - 1])
                row.append(best)
            rows.append(row)
        return rows

    def _behind(self) -> list[list[float]]:
        """For each (i, j) the best sum of pairs among those from ``i`` and from ``j`` on."""
        n = len(self.left)
        rows: list[list[float]] = [[] for _ in range(n)] + [[0.0] * (self.high[n] - self.low[n] + 1)]
        for i in range(n - 1, -1, -1):
            score, row, best = self.score[i], [], -math.inf
            for j in range(self.high[i], self.low[i] - 1, -1):
                best = max(best, self._at(rows, i + 1, j))
                if j in score:
                    best = max(best, self._at(rows, i + 1, j + 1) + score[j])
                row.append(best)
            rows[i] = row[::-1]
        return rows
