"""The work bench of a check: for each pair of texts, only the rules that can find something there are asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice

from locakit.check.vocabulary import Vocabulary, by_facts
from locakit.model import Finding, Unit
from locakit.rules import _calm
from locakit.rules._calm import BEGINS, CASED, DOUBLED, ENDS, HELD, LONG, ONCE, OTHER, RATIOS, SIZED, WORDED
from locakit.rules._kit import ICU, MOST, Look, PageRule, Pair, When, limited, lowered

_Entry = tuple[int, When | None, Look, PageRule]
"""A rule by its place among the rules."""
_Kind = tuple[frozenset[str], str, bool, bool]
"""Flags, market, whether a unit varies by number, whether it has a limit."""
_LONGEST, _MOST_KEYS = 24, 20_000
"""Longer signatures are not kept, nor more than so many: texts nobody wrote would fill the memory."""
_NUL = "\0"


@dataclass(slots=True, eq=False)
class _Group:
    """The rules for units of one kind; a set of rules is an integer with a bit for each."""

    full: int
    """Those for targets that are not empty."""
    blank: int
    """Those for empty ones."""
    icu: bool
    even: int
    """``EVEN`` and ``HELD`` where the flags leave simple words what they are, else 0."""
    words: Vocabulary | None
    """None where words are not parted by spaces."""
    asked: dict[int, tuple[int, int]] = field(default_factory=dict)
    """By facts: the rules that are asked whatever the words are, and those that are not asked."""


_Row = tuple[Unit, int, str, str, str, _Group]
"""A unit, the number of one of its forms, the form, its source and its target, before anything is known of them."""


class Bench:
    """Rules sorted by what they need: by the kind of unit, by what a pair shows at a glance, by its words.

    For languages without spaces between words, a pair's signature stands for its words: the first bytes of those of
    its characters that some rule looks for, in UTF-8. A character that shares its first byte with a sign only makes a
    rule look that finds nothing. Patterns (``grep``) are then searched in the texts of all units at once.
    """

    def __init__(self, rules: tuple[PageRule, ...]) -> None:
        self._rules = rules
        self._greps = _bits(rules, lambda r: bool(r.grep or r.grep_source))
        self._free = _bits(rules, lambda r: not r.signs or " " in r.signs) & ~self._greps
        self._by_facts = _bits(rules, by_facts)
        self._by_word = _bits(rules, lambda r: bool(r.word or r.word_source))
        signed = [(n, r) for n, r in enumerate(rules) if not (self._free | self._greps) >> n & 1]
        self._by_byte = [0] * 256
        for n, rule in signed:
            for byte in {_first(sign) for sign in rule.signs}:
                self._by_byte[byte] |= 1 << n
        self._others = bytes(b for b in range(256) if not self._by_byte[b])
        self._groups: dict[_Kind, _Group] = {}
        self._words: dict[str, Vocabulary] = {}
        self._signatures: dict[bytes, int] = {}
        self._entries: dict[int, list[_Entry]] = {}

    def findings(self, units: Sequence[Unit]) -> list[list[Finding]]:
        """For each unit what the rules find in it: form by form, in the order of the rules."""
        rows, ends = self._rows(units)
        found = [self._look(row, asked) if asked else [] for row, asked in zip(rows, self._asked(rows), strict=True)]
        if len(found) == len(units):
            return found
        starts = [0, *ends]
        return [[f for part in found[a:b] for f in part] for a, b in zip(starts, ends, strict=False)]

    def _rows(self, units: Sequence[Unit]) -> tuple[list[_Row], list[int]]:
        """The pairs of all units, and where those of each end."""
        rows: list[_Row] = []
        ends: list[int] = []
        groups = self._groups
        for unit in units:
            target = unit.target
            kind = (unit.flags, unit.market, unit.plural or len(target) > 1, unit.limit is not None)
            group = groups.get(kind) or self._group(unit, kind)
            if len(target) == 1 == len(unit.source):
                ((form, text),) = target.items()
                (source,) = unit.source.values()
                rows.append((unit, 0, form, source, text, group))
            else:
                for number, (form, source, text) in enumerate(unit.pairs()):
                    rows.append((unit, number, form, source, text, group))
            ends.append(len(rows))
        return rows, ends

    def _group(self, unit: Unit, kind: _Kind) -> _Group:
        bound = limited(unit)
        holding = _bits(
            self._rules, lambda r: r.for_units(unit.flags, unit.market) and r.for_shape(kind[2], bound)
        )  # fmt: skip
        full, blank = _bits(self._rules, lambda r: r.full), _bits(self._rules, lambda r: r.blank)
        plain = not kind[2] and all(f in _calm.PLAIN_FLAGS or f.startswith("ignore-") for f in unit.flags)
        words = None
        if _calm.spaced(unit.market):
            words = self._words.get(unit.market)
            if words is None:
                words = self._words[unit.market] = Vocabulary(self._rules, unit.market, self._by_byte)
        made = self._groups[kind] = _Group(
            holding & full, holding & blank, ICU in unit.flags, _calm.EVEN | HELD if plain else 0, words
        )
        return made

    def _asked(self, rows: Sequence[_Row]) -> list[int]:
        """For each row the rules that may find something."""
        out = self._by_words(rows)
        again = [n for n, asked in enumerate(out) if asked < 0]
        if any([words.learn() for words in self._words.values()]):
            for n, asked in zip(again, self._by_words([rows[n] for n in again]), strict=True):
                out[n] = asked
        for n, more in self._grepped(rows).items():
            row = rows[n]
            out[n] |= more & row[5].full if row[4].strip() else 0
        for words in self._words.values():
            words.trim()
        return out

    def _by_words(self, rows: Sequence[_Row]) -> list[int]:
        """For each row the rules that its words and what it shows at a glance call for; -1 for one with new words."""
        out: list[int] = []
        doubled, (least, most) = DOUBLED, RATIOS
        for unit, _, _, source, target, group in rows:
            words = group.words
            if words is None or not target or target.isspace():
                out.append(self._by_signs(unit, source, target, group))
                continue
            here, there = source.split(" "), target.split(" ")
            odd = [*filter(None, map(words.of_source, here))]
            odd_there = [*filter(None, map(words.of_target, there))]
            if unit.plural:
                # A form may be held against the source's ``other``, so that its words count for every form.
                for form in unit.source.values():
                    odd += filter(None, map(words.of_source, form.split(" ")))
            bits = bits_there = 0
            for word in odd:
                bits |= word
            for word in odd_there:
                bits_there |= word
            bits |= bits_there
            if bits & words.unknown:
                out.append(-1)
                continue
            one, other, long = source[:1], target[:1], len(source)
            if one == other:
                facts = BEGINS | CASED
            else:
                facts = BEGINS if one.isalnum() and other.isalnum() else 0
                if one.isupper() == other.isupper():
                    facts |= CASED
            one, other = source[-1:], target[-1:]
            if one == other or (one.isalnum() and other.isalnum()):
                facts |= ENDS
            if long < LONG or least * long < len(target) < most * long:
                facts |= SIZED
            if len(here) > len(odd) and len(there) > len(odd_there):
                facts |= WORDED
            if not bits_there & words.loose and not doubled(f" {target}"):
                facts |= ONCE
            if source == target:
                facts |= group.even
            else:
                facts |= OTHER
                if not bits & words.shaped:
                    facts |= group.even
                elif not bits & words.loose:
                    if odd == odd_there or words.shapes(odd) == words.shapes(odd_there):
                        facts |= group.even
                    elif words.cores(odd) == words.cores(odd_there):
                        facts |= group.even & HELD
            known = group.asked.get(facts) or self._held(group, facts)
            out.append((known[0] | bits) & known[1])
        return out

    def _held(self, group: _Group, facts: int) -> tuple[int, int]:
        """The rules that are asked whatever the words are, and all that these facts do not keep silent."""
        silent = _bits(self._rules, lambda r: bool(r.calm) and not r.calm & ~facts)
        always = (self._free | self._by_facts) & ~self._by_word
        made = group.asked[facts] = always, group.full & ~silent
        return made

    def _by_signs(self, unit: Unit, source: str, target: str, group: _Group) -> int:
        """The rules that the signs of a pair call for; for an empty target all that look at such."""
        if not target or target.isspace():
            return group.blank
        whole = "".join((*unit.source.values(), target)) if unit.plural else source + target
        signature = whole.encode("utf-8", "surrogatepass").translate(None, self._others)
        known = self._signatures.get(signature)
        return (self._signed(signature) if known is None else known) & group.full

    def _grepped(self, rows: Sequence[_Row]) -> dict[int, int]:
        """By row the rules whose pattern stands there, of those that no word can show."""
        out: dict[int, int] = {}
        held = 0
        for group in {id(row[5]): row[5] for row in rows}.values():
            wild = self._greps if group.words is None else group.words.wild
            held |= (group.full | group.blank) & wild
        wanted = [(n, r) for n, r in enumerate(self._rules) if held >> n & 1]
        for side, column in (("grep", 4), ("grep_source", 3)):
            for folded in (False, True):
                patterns: dict[re.Pattern[str], int] = {}
                for n, rule in wanted:
                    if rule.folded is folded and (pattern := getattr(rule, side)):
                        patterns[pattern] = patterns.get(pattern, 0) | 1 << n
                if patterns:
                    _search([str(row[column]) for row in rows], folded, patterns, out)
        return out

    def _look(self, row: _Row, asked: int) -> list[Finding]:
        """What these rules find in a pair."""
        unit, number, form, source, target, group = row
        pair: Pair | None = None
        out: list[Finding] = []
        for _, when, look, rule in self._entries.get(asked) or self._listed(asked):
            if (when is not None and not when(source, target)) or (number and rule.whole):
                continue
            if pair is None:
                pair = Pair(unit, form, source, target)
            if (rule.grep or rule.grep_source) and not rule.grepped(pair):
                continue
            if group.icu and not rule.branches and pair.is_icu:
                continue
            hits = look(pair)
            if hits:
                out += [rule.finding(pair, hit) for hit in islice(hits, MOST)]
        return out

    def _signed(self, signature: bytes) -> int:
        """The rules for a signature, and those that need no sign."""
        found = self._free
        for byte in set(signature):
            found |= self._by_byte[byte]
        if len(signature) <= _LONGEST and len(self._signatures) < _MOST_KEYS:
            self._signatures[signature] = found
        return found

    def _listed(self, asked: int) -> list[_Entry]:
        found = [(n, r.when, r.look, r) for n, r in enumerate(self._rules) if asked >> n & 1]
        if len(self._entries) < _MOST_KEYS:
            self._entries[asked] = found
        return found


def _bits(rules: Sequence[PageRule], holds: Callable[[PageRule], bool]) -> int:
    """The rules for which ``holds`` is true."""
    return sum(1 << n for n, rule in enumerate(rules) if holds(rule))


def _search(texts: list[str], folded: bool, patterns: dict[re.Pattern[str], int], out: dict[int, int]) -> None:
    joined = lowered(_NUL.join(texts)) if folded else _NUL.join(texts)
    ends = list(accumulate(len(text) + 1 for text in texts))
    for pattern, rules in patterns.items():
        last = -1
        for match in pattern.finditer(joined):
            row = bisect_right(ends, match.start())
            if row != last:
                out[row] = out.get(row, 0) | rules
                last = row


def _first(sign: str) -> int:
    return sign.encode("utf-8", "surrogatepass")[0]


@lru_cache(maxsize=64)
def bench(rules: tuple[PageRule, ...]) -> Bench:
    """The bench for these rules, kept: one unit is checked at a time while an editor is open."""
    return Bench(rules)
