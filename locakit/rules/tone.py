"""Tone rules: a market's rules as rules over units, and their safe repairs applied to a fresh translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from importlib import import_module
from typing import get_args

from locakit import heads, locales, placeables, splice
from locakit.doors import Rule
from locakit.market import Example, Market, ToneRule, patterns
from locakit.model import Category, Span, Unit
from locakit.rules import _tone_text
from locakit.rules._kit import Hit, PageRule, Pair, flagged
from locakit.rules._tone_kit import Kind
from locakit.rules._tone_text import Piece

CATEGORIES: Mapping[str, Category] = {
    "register": "style", "forbid": "style", "require": "style", "bilingual": "accuracy",
    "spacing": "linguistic-conventions", "quotes": "linguistic-conventions", "paired": "linguistic-conventions",
    "count": "style", "length": "design-and-markup", "term": "terminology", "casing": "linguistic-conventions",
    "script": "linguistic-conventions", "digits": "locale-conventions",
}  # fmt: skip
"""The MQM dimension of each kind, where a rule does not name its own."""

_ALL: tuple[Category, ...] = get_args(Category)
_PASSES, _NEAR = 3, 500
_SEVERAL = 2
"""Spaces in a text that no two languages write alike."""


def rules(market: Market) -> list[Rule]:
    """The market's rules; those for a channel, a field or a flag hold for units that have it."""
    return [rule for rule, _ in _rules(market)]


@lru_cache(maxsize=64)
def _rules(market: Market) -> tuple[tuple[PageRule, bool], ...]:
    """Each rule, and whether it can mend what it finds."""
    made = ((rule, make(rule, market)) for rule in market.rules)
    return tuple((_rule(rule, kind, market), kind.mends and rule.fix) for rule, kind in made)


def _rule(rule: ToneRule, kind: Kind, market: Market) -> PageRule:
    category = next((c for c in _ALL if c == rule.category), CATEGORIES[rule.kind])
    examples = [tuple(_unit(e, market) for e in group) for group in (rule.bad, rule.good)]
    look = _looker(kind, market.register, rule)
    return PageRule(
        rule.id, rule.severity, category, look, page(rule), examples[0], examples[1],
        frozenset(kind.signs), quiet=frozenset({f"ignore-{rule.id}"}), branches=True, when=kind.when,
        grep=kind.grep, grep_source=kind.grep_source, folded=kind.folded, holds=_holding(rule),
    )  # fmt: skip


def _holding(rule: ToneRule) -> Callable[[frozenset[str]], bool] | None:
    """Whether the rule is for units with given flags; None where it is for all."""
    asked = [(heads.CHANNEL, rule.channels), (heads.FIELD, rule.fields)]
    wanted = [frozenset(head + name for name in names) for head, names in asked if names]
    if rule.when:
        wanted.append(frozenset(rule.when))

    def holds(flags: frozenset[str]) -> bool:
        return all(flagged(names, flags) for names in wanted)

    return holds if wanted else None


def make(rule: ToneRule, market: Market) -> Kind:
    """The rule's kind, ready to look: the module ``_tone_<kind>`` makes it."""
    made: Callable[[ToneRule, Market], Kind] = import_module(f"locakit.rules._tone_{rule.kind}").make
    return made(rule, market)


def _looker(kind: Kind, register: str, rule: ToneRule) -> Callable[[Pair], Iterator[Hit]]:
    fix, allow = rule.fix, [patterns.compiled(pattern, rule.case) for pattern in rule.allow]

    def look(pair: Pair) -> Iterator[Hit]:
        if _is_copy(pair):
            return
        for piece in _tone_text.of(pair, register):
            for hit in kind.look(piece):
                start, end = hit.span or (0, len(piece.text))
                if allow and _excused(piece.text, (start, end), allow):
                    continue
                safe = fix and hit.fix is not None and _is_safe(piece, (start, end), hit.fix, pair.unit.flags)
                yield Hit(hit.message, (piece.start + start, piece.start + end), hit.fix if safe else None)

    return look


def _excused(text: str, span: Span, allow: list[re.Pattern[str]]) -> bool:
    """The hit touches a stretch that the rule allows."""
    return any(m.start() < span[1] and span[0] < m.end() for p in allow for m in patterns.finditer(p, text))


def _is_copy(pair: Pair) -> bool:
    """Several words of the source in a market of another language: ``text.same-as-source`` speaks of them."""
    unit = pair.unit
    same = pair.source == pair.target and unit.market != "" and pair.source.count(" ") >= _SEVERAL
    return same and locales.language(unit.market) != locales.language(unit.source_locale)


def _is_safe(piece: Piece, span: Span, fix: str, flags: frozenset[str]) -> bool:
    """A repair must leave the placeables near it as they are, and may not make a new one."""
    low, high = max(0, span[0] - _NEAR), span[1] + _NEAR
    before = piece.raw[low:high]
    after = piece.raw[low : span[0]] + fix + piece.raw[span[1] : high]
    if piece.start and not set(fix).isdisjoint("{}'#"):
        return False
    return not placeables.compare(before, after, flags)


def _unit(example: Example, market: Market) -> Unit:
    return Unit("example", "example", {"other": example.source}, {"other": example.target}, market.locale)


def page(rule: ToneRule) -> str:
    """What the rule is about, why, and what it rests on; ``PageRule.page`` adds the examples."""
    weigh = f" Confidence: {rule.confidence}." if rule.confidence else ""
    law = f" Law: {rule.law}; a question to a person, not legal advice." if rule.law else ""
    source = "; ".join(rule.source) or "the project"
    return (
        f"{rule.message or _KINDS[rule.kind]} (pack {rule.layer})\n\nWhy: {rule.why}.{weigh}{law}\n\nSource: {source}"
    )


_KINDS = {
    "register": "People are addressed in another register than the market's.",
    "forbid": "Something stands there that must not.",
    "require": "Something is wanting that must stand there.",
    "bilingual": "The target word looks like the source word and means something else.",
    "spacing": "The space beside a mark is not the market's.",
    "quotes": "The quotation marks are not the market's.",
    "paired": "A mark that comes in pairs stands alone.",
    "count": "More of something than is usual in one text.",
    "length": "The target is far longer or shorter than its source.",
    "term": "A word of another market.",
    "casing": "Title case where the market writes sentences.",
    "script": "Letters of another alphabet.",
    "digits": "Digits of two systems in one text.",
}  # fmt: skip


def polish(text: str, source: str, market: Market, flags: frozenset[str] = frozenset()) -> tuple[str, list[str]]:
    """``text`` with every safe repair of the market's rules, and the ids of the rules that made one.

    Placeables stay as they are: a rule whose repairs would touch one is skipped. Polishing twice changes nothing more.
    """
    fixed: dict[str, None] = {}
    for _ in range(_PASSES):
        before = text
        for rule in (r for r, mends in _rules(market) if mends):
            new = _repaired(text, source, rule, flags)
            if new != text:
                text = new
                fixed[rule.id] = None
        if text == before:
            break
    return text, list(fixed)


def _repaired(text: str, source: str, rule: PageRule, flags: frozenset[str]) -> str:
    if rule.signs and rule.signs.isdisjoint(text):
        return text
    pair = Pair(Unit("", "", {"other": source}, {"other": text}, "", flags=flags), "other", source, text)
    splices: list[splice.Splice] = []
    last = -1
    for hit in sorted((h for h in rule.look(pair) if h.fix is not None and h.span), key=lambda h: h.span or (0, 0)):
        start, end = hit.span or (0, 0)
        if start >= last:
            splices.append((start, end, hit.fix or ""))
            last = end
    new = splice.apply(text, splices) if splices else text
    return new if new == text or not placeables.compare(text, new, flags) else text
