"""The work bench of a check: for each pair of texts, only the rules that can find something there are asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from locakit.model import Finding, Unit
from locakit.rules._kit import ICU, MOST, Look, PageRule, Pair, When, limited, lowered

_Entry = tuple[int, When | None, Look, PageRule]
"""A rule by its place among the rules."""
_Kind = tuple[frozenset[str], str, bool, bool]
"""Flags, market, whether a unit varies by number, whether it has a limit."""
_LONGEST, _MOST_KEYS = 24, 20_000
"""Longer signatures are not kept, nor more than so many: texts nobody wrote would fill the memory."""
_NUL = "\0"


@dataclass(slots=True)
class _Row:
    """One pair of a unit, before anything is known of it."""

    unit: Unit
    number: int
    form: str
    source: str
    target: str
    group: _Group


@dataclass(slots=True)
class _Group:
    """The rules for units of one kind; a set of rules is an integer with a bit for each."""

    full: int
    """Those for targets that are not empty."""
    blank: int
    """Those for empty ones."""
    icu: bool


class Bench:
    """Rules sorted by what they need: once by the kind of unit, then by the signs that a pair has.

    A pair's signature is the first bytes of those of its characters that some rule looks for, in UTF-8: a character
    that shares its first byte with a sign only makes a rule look that finds nothing. Rules that look for more than a
    character (``grep``) search the texts of all units at once.
    """

    def __init__(self, rules: tuple[PageRule, ...]) -> None:
        self._rules = rules
        self._greps = _bits(rules, lambda r: bool(r.grep or r.grep_source))
        self._always = _bits(rules, lambda r: not r.signs or " " in r.signs) & ~self._greps
        signed = [(n, r) for n, r in enumerate(rules) if not (self._always | self._greps) >> n & 1]
        self._by_byte = [0] * 256
        for n, rule in signed:
            for byte in {_first(sign) for sign in rule.signs}:
                self._by_byte[byte] |= 1 << n
        self._others = bytes(b for b in range(256) if not self._by_byte[b])
        self._groups: dict[_Kind, _Group] = {}
        self._signatures: dict[bytes, int] = {}
        self._entries: dict[int, list[_Entry]] = {}

    def findings(self, units: Sequence[Unit]) -> list[list[Finding]]:
        """For each unit what the rules find in it: form by form, in the order of the rules."""
        rows: list[_Row] = []
        ends: list[int] = []
        groups = self._groups
        for unit in units:
            kind = (unit.flags, unit.market, unit.plural or len(unit.target) > 1, unit.limit is not None)
            group = groups.get(kind) or self._group(unit, kind)
            for number, (form, source, target) in enumerate(unit.pairs()):
                rows.append(_Row(unit, number, form, source, target, group))
            ends.append(len(rows))
        more = self._grepped(rows)
        found = [self._row(row, more.get(n, 0)) for n, row in enumerate(rows)]
        out: list[list[Finding]] = []
        start = 0
        for end in ends:
            out.append(found[start] if end - start == 1 else [f for part in found[start:end] for f in part])
            start = end
        return out

    def _group(self, unit: Unit, kind: _Kind) -> _Group:
        bound = limited(unit)
        holding = _bits(
            self._rules, lambda r: r.for_units(unit.flags, unit.market) and r.for_shape(kind[2], bound)
        )  # fmt: skip
        full, blank = _bits(self._rules, lambda r: r.full), _bits(self._rules, lambda r: r.blank)
        made = self._groups[kind] = _Group(holding & full, holding & blank, ICU in unit.flags)
        return made

    def _grepped(self, rows: Sequence[_Row]) -> dict[int, int]:
        """By row the rules whose pattern stands there."""
        out: dict[int, int] = {}
        held = 0
        for group in {id(row.group): row.group for row in rows}.values():
            held |= group.full | group.blank
        wanted = [(n, r) for n, r in enumerate(self._rules) if (self._greps & held) >> n & 1]
        for side, texts in (("grep", [r.target for r in rows]), ("grep_source", [r.source for r in rows])):
            for folded in (False, True):
                patterns: dict[re.Pattern[str], int] = {}
                for n, rule in wanted:
                    if rule.folded is folded and (pattern := getattr(rule, side)):
                        patterns[pattern] = patterns.get(pattern, 0) | 1 << n
                if patterns:
                    _search(texts, folded, patterns, out)
        return out

    def _row(self, row: _Row, more: int) -> list[Finding]:
        source, target, group = row.source, row.target, row.group
        # A form may be held against the source's ``other``, so that its signs count for every form.
        whole = "".join((*row.unit.source.values(), target)) if row.unit.plural else source + target
        signature = whole.encode("utf-8", "surrogatepass").translate(None, self._others)
        known = self._signatures.get(signature)
        held = group.blank if not target or target.isspace() else group.full
        asked = (self._signed(signature) if known is None else known) & held
        entries = self._entries.get(asked) or self._listed(asked)
        if more & held:
            entries = sorted(entries + (self._entries.get(more & held) or self._listed(more & held)))
        pair: Pair | None = None
        out: list[Finding] = []
        for _, when, look, rule in entries:
            if (when is not None and not when(source, target)) or (row.number and rule.whole):
                continue
            if pair is None:
                pair = Pair(row.unit, row.form, source, target)
            if group.icu and not rule.branches and pair.is_icu:
                continue
            hits = look(pair)
            if hits:
                out += [rule.finding(pair, hit) for hit in islice(hits, MOST)]
        return out

    def _signed(self, signature: bytes) -> int:
        """The rules for a signature, and those that need no sign."""
        found = self._always
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
