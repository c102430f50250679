"""The words of a market's texts, each with the rules that it may trouble: learnt once, looked up ever after."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from itertools import accumulate

from locakit.rules._calm import ASCII_WORD, EVEN, HELD, PLAIN_WORD, SIMPLE_WORD, core, shape, within_words
from locakit.rules._kit import PageRule, lowered

_MOST = 8_000_000
"""Characters of words that are kept: texts nobody wrote would fill the memory."""
_NUL = "\0"
_WIDTH = 20
_CORES = (1 << _WIDTH) - 2


def by_facts(rule: PageRule) -> bool:
    """The rule is asked wherever the facts do not keep it silent, whatever the words are."""
    return bool(rule.calm) and not rule.calm & (EVEN | HELD) and not (rule.word or rule.word_source)


class Words(dict[str, int]):
    """By word the rules it may trouble, as bits, and what else the vocabulary marks; 0 for a word that troubles none.

    A new word is noted, to be learnt with others, and is ``unknown`` till then.
    """

    def __init__(self, unknown: int) -> None:
        super().__init__()
        self.fresh: list[str] = []
        self._unknown = unknown

    def __missing__(self, word: str) -> int:
        self.fresh.append(word)
        self[word] = self._unknown
        return self._unknown


class _Side:
    """What source words, or target words, are held against."""

    def __init__(self, unknown: int) -> None:
        self.words = Words(unknown)
        self.patterns: dict[tuple[re.Pattern[str], bool], int] = {}
        """A pattern, whether it is held against lowered words, and its rules."""
        self.tests: list[tuple[Callable[[str], object], int]] = []

    def troubled(self, words: Sequence[str]) -> list[int]:
        """For each word the rules whose pattern or test finds something in it."""
        padded = [f" {word} " for word in words]
        joined = _NUL.join(padded)
        low = lowered(joined)
        ends = list(accumulate(len(word) + 1 for word in padded))
        out = [0] * len(words)
        for (pattern, folded), rules in self.patterns.items():
            for found in pattern.finditer(low if folded else joined):
                out[bisect_right(ends, found.start())] |= rules
        for test, rule in self.tests:
            for n, word in enumerate(padded):
                if test(word):
                    out[n] |= rule
        return out


class Vocabulary:
    """The words of sources and targets of one market, for some rules.

    A word is what stands between two spaces. Its entry holds a bit for each rule that it may trouble, ``shaped`` where
    it is more than letters and sentence marks, ``loose`` where its marks may reach beyond it, and above them the
    numbers of its shape and of its core. ``wild`` are the rules with a pattern that no word alone can show.
    """

    def __init__(self, rules: Sequence[PageRule], market: str, by_byte: Sequence[int]) -> None:
        count = len(rules)
        self.shaped, self.loose, self.unknown, self.high = (1 << count, 2 << count, 4 << count, count + 3)
        self.rules = (1 << count) - 1
        self.wild = 0
        self._size = 0
        self._shapes: dict[str, int] = {"": 0}
        self._target, self._source = _Side(self.unknown), _Side(self.unknown)
        unsigned = 0
        for n, rule in enumerate(rules):
            if rule.word or rule.word_source or by_facts(rule):
                unsigned |= 1 << n
            self._sides(1 << n, rule, market)
        self._by_byte = [bits & ~unsigned for bits in by_byte]
        self._others = bytes(b for b in range(256) if not self._by_byte[b])
        self._letters = 0
        for byte in b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ":
            self._letters |= self._by_byte[byte]
        self.target, self.source = self._target.words, self._source.words
        self.of_target, self.of_source = self.target.__getitem__, self.source.__getitem__

    def _sides(self, bit: int, rule: PageRule, market: str) -> None:
        own = rule.word or rule.word_source
        for side, word, grep in (
            (self._target, rule.word, rule.grep), (self._source, rule.word_source, rule.grep_source),
        ):  # fmt: skip
            found = word(market) if word else within_words(grep) if grep and not own else None
            if isinstance(found, re.Pattern):
                key = (found, rule.folded and not own)
                side.patterns[key] = side.patterns.get(key, 0) | bit
            elif found is not None:
                side.tests.append((found, bit))
            elif grep and not own:
                self.wild |= bit

    def learn(self) -> bool:
        """Take in the words that were new since the last time; False where there were none."""
        learnt = False
        for side in (self._target, self._source):
            fresh, side.words.fresh = side.words.fresh, []
            for word, bits in zip(fresh, side.troubled(fresh) if fresh else (), strict=True):
                side.words[word] = bits | self._marks(word)
                self._size += len(word)
                learnt = True
        return learnt

    def shapes(self, entries: Sequence[int]) -> list[int]:
        """The numbers of the shapes of those words that are more than letters."""
        return [entry >> self.high for entry in entries if entry & self.shaped]

    def cores(self, entries: Sequence[int]) -> list[int]:
        """The numbers of what is within the marks of those words, where that is more than letters."""
        return [inner for entry in entries if (inner := entry >> self.high & _CORES + 1)]

    def trim(self) -> None:
        """Let everything go where it is too much."""
        if self._size > _MOST:
            self._size = 0
            for kept in (self.target, self.source, self._shapes):
                kept.clear()
            self._shapes[""] = 0

    def _marks(self, word: str) -> int:
        """The rules that look for one of the word's characters, and what its shape is."""
        if ASCII_WORD(word):
            return self._letters
        signature = word.encode("utf-8", "surrogatepass").translate(None, self._others)
        bits = 0
        for byte in set(signature) if signature else ():
            bits |= self._by_byte[byte]
        if not word or PLAIN_WORD(word):
            return bits
        if not SIMPLE_WORD(word) or len(self._shapes) >= _CORES:
            return bits | self.shaped | self.loose
        made = shape(word)
        whole = self._shapes.setdefault(made, len(self._shapes))
        inner = self._shapes.setdefault(core(made), len(self._shapes))
        return bits | self.shaped | (whole << _WIDTH | inner) << self.high
