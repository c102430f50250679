"""The work bench of a check: for each pair of texts, only the rules that can find something there are asked."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, islice

from locakit.model import Finding, Unit
from locakit.rules._kit import ICU, MOST, Look, PageRule, Pair, When, limited, lowered

_Entry = tuple[When | None, Look, PageRule]
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


class Bench:
    """Rules sorted by what they need: once by the kind of unit, then by the signs that a pair has.

    A pair's signature is the first bytes of those of its characters that some rule looks for, in UTF-8: a character
    that shares its first byte with a sign only makes a rule look that finds nothing. Rules that look for more than a
    character (``grep``) search the texts of all units at once.
    """

    def __init__(self, rules: tuple[PageRule, ...]) -> None:
        self._rules = rules
        self._place = {id(rule): n for n, rule in enumerate(rules)}
        looked_for = {_first(sign) for rule in rules for sign in rule.signs if " " not in rule.signs}
        self._others = bytes(b for b in range(256) if b not in looked_for)
        self._groups: dict[tuple[frozenset[str], str, bool, bool], _Group] = {}

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
        found = [self._row(row, more.get(n)) for n, row in enumerate(rows)]
        out: list[list[Finding]] = []
        start = 0
        for end in ends:
            out.append(found[start] if end - start == 1 else [f for part in found[start:end] for f in part])
            start = end
        return out

    def _group(self, unit: Unit, kind: tuple[frozenset[str], str, bool, bool]) -> _Group:
        bound = limited(unit)
        holding = [
            r for r in self._rules if r.for_units(unit.flags, unit.market) and r.for_shape(kind[2], bound)
        ]  # fmt: skip
        made = self._groups[kind] = _Group(holding, ICU in unit.flags)
        return made

    def _grepped(self, rows: Sequence[_Row]) -> dict[int, list[PageRule]]:
        """By row the rules whose pattern stands there."""
        out: dict[int, list[PageRule]] = {}
        wanted = {id(r): r for group in {id(row.group): row.group for row in rows}.values() for r in group.greps}
        for side, texts in (("grep", [r.target for r in rows]), ("grep_source", [r.source for r in rows])):
            for folded in (False, True):
                patterns: dict[re.Pattern[str], list[PageRule]] = {}
                for rule in wanted.values():
                    if rule.folded is folded and (pattern := getattr(rule, side)):
                        patterns.setdefault(pattern, []).append(rule)
                if patterns:
                    _search(texts, folded, patterns, out)
        return out

    def _row(self, row: _Row, more: list[PageRule] | None) -> list[Finding]:
        source, target, group = row.source, row.target, row.group
        # A form may be held against the source's ``other``, so that its signs count for every form.
        whole = "".join((*row.unit.source.values(), target)) if row.unit.plural else source + target
        signature = whole.encode("utf-8", "surrogatepass").translate(None, self._others)
        empty = not target or target.isspace()
        entries = group.entries(signature, empty)
        if more:
            entries = self._merged(entries, more, group, empty)
        pair: Pair | None = None
        out: list[Finding] = []
        for when, look, rule in entries:
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

    def _merged(self, entries: list[_Entry], more: list[PageRule], group: _Group, empty: bool) -> list[_Entry]:
        own = [
            (r.when, r.look, r) for r in {id(r): r for r in more}.values()
            if id(r) in group.grep_ids and (r.blank if empty else r.full)
        ]  # fmt: skip
        return sorted([*entries, *own], key=lambda entry: self._place[id(entry[2])])


class _Group:
    """The rules for units of one kind, by signature."""

    def __init__(self, rules: list[PageRule], icu_flag: bool) -> None:
        self.icu = icu_flag
        self.greps = [r for r in rules if r.grep or r.grep_source]
        self.grep_ids = {id(r) for r in self.greps}
        self._rules = [r for r in rules if id(r) not in self.grep_ids]
        self._known: tuple[dict[bytes, list[_Entry]], dict[bytes, list[_Entry]]] = ({}, {})
        self._sets: dict[tuple[frozenset[int], bool], list[_Entry]] = {}

    def entries(self, signature: bytes, empty: bool) -> list[_Entry]:
        """The rules for a signature; for empty targets those that look at such."""
        known = self._known[empty]
        found = known.get(signature)
        if found is None:
            there = frozenset(signature)
            found = self._sets.get((there, empty))
            if found is None:
                found = self._sets[there, empty] = [
                    (r.when, r.look, r) for r in self._rules
                    if (r.blank if empty else r.full) and (not r.signs or " " in r.signs or there & _leads(r.signs))
                ]  # fmt: skip
            if len(signature) <= _LONGEST and len(known) < _MOST_KEYS:
                known[signature] = found
        return found


def _search(
    texts: list[str], folded: bool, patterns: dict[re.Pattern[str], list[PageRule]], out: dict[int, list[PageRule]]
) -> None:  # fmt: skip
    joined = lowered(_NUL.join(texts)) if folded else _NUL.join(texts)
    ends = list(accumulate(len(text) + 1 for text in texts))
    for pattern, rules in patterns.items():
        last = -1
        for match in pattern.finditer(joined):
            row = bisect_right(ends, match.start())
            if row != last:
                out.setdefault(row, []).extend(rules)
                last = row


def _first(sign: str) -> int:
    return sign.encode("utf-8", "surrogatepass")[0]


@lru_cache(maxsize=1024)
def _leads(signs: frozenset[str]) -> frozenset[int]:
    return frozenset(map(_first, signs))


@lru_cache(maxsize=64)
def bench(rules: tuple[PageRule, ...]) -> Bench:
    """The bench for these rules, kept: one unit is checked at a time while an editor is open."""
    return Bench(rules)
