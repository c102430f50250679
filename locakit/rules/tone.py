"""Tone rules: a market's rules as rules over units, and their safe repairs applied to a fresh translation."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from importlib import import_module
from itertools import chain, repeat
from typing import get_args

from locakit import heads, locales, placeables, splice
from locakit.doors import Rule
from locakit.market import Example, Market, ToneRule, patterns
from locakit.model import Category, Finding, Span, Unit
from locakit.rules import _tone_sms, _tone_text
from locakit.rules._calm import Word
from locakit.rules._kit import Hit, PageRule, Pair, flagged
from locakit.rules._tone_kit import Kind, Wide
from locakit.rules._tone_page import page
from locakit.rules._tone_text import Piece
from locakit.rules._wide import See, WideRule

CATEGORIES: Mapping[str, Category] = {
    "register": "style", "forbid": "style", "require": "style", "bilingual": "accuracy",
    "spacing": "linguistic-conventions", "quotes": "linguistic-conventions", "paired": "linguistic-conventions",
    "count": "style", "length": "design-and-markup", "term": "terminology", "casing": "linguistic-conventions",
    "script": "linguistic-conventions", "digits": "locale-conventions",
    "numbers": "locale-conventions", "bidi": "design-and-markup", "claim": "accuracy", "disclosure": "style",
    "keyword": "style", "parity": "accuracy", "consistency": "linguistic-conventions", "pii": "integrity",
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
def _rules(market: Market) -> tuple[tuple[PageRule | WideRule, bool], ...]:
    """Each rule, and whether it can mend what it finds."""
    return tuple(made for rule in market.rules for made in _made(rule, market))


def _made(rule: ToneRule, market: Market) -> Iterator[tuple[PageRule | WideRule, bool]]:
    kind = make(rule, market)
    if isinstance(kind, Wide):
        yield _wide(rule, kind, market), False
        return
    first = _rule(rule, kind, market)
    yield first, kind.mends and rule.fix
    if kind.aside is not None:
        other = _rule(replace(rule, when=()), kind.aside, market)
        yield replace(other, bad=first.bad, good=first.good), kind.aside.mends and rule.fix


def _rule(rule: ToneRule, kind: Kind, market: Market) -> PageRule:
    examples = [tuple(_unit(e, rule, market) for e in group) for group in (rule.bad, rule.good)]
    look = _looker(kind, market.register, rule)
    return PageRule(
        rule.id, rule.severity, _category(rule), look, page(rule), examples[0], examples[1],
        frozenset(kind.signs), quiet=frozenset({f"ignore-{rule.id}"}) | _tone_sms.silent(rule),
        branches=True, when=kind.when, grep=kind.grep, grep_source=kind.grep_source, folded=kind.folded,
        holds=_holding(rule, kind), word=_always(kind.word),
    )  # fmt: skip


def _always(found: re.Pattern[str] | None) -> Word | None:
    return None if found is None else lambda market: found


def _wide(rule: ToneRule, kind: Wide, market: Market) -> WideRule:
    asked = _holding(rule)
    holds = lru_cache(maxsize=1024)(asked) if asked else None

    def begin() -> See:
        see = kind.begin()

        def seen(unit: Unit) -> Iterable[tuple[Pair, Hit]]:
            if holds is not None and not holds(unit.flags):
                return ()
            return [(pair, replace(hit, message=_said(rule, hit.message))) for pair, hit in see(unit)]

        return seen if holds or rule.law or rule.approve_with else see

    groups = [tuple(_units(e, rule, market) for e in group) for group in (rule.bad, rule.good)]
    quiet = frozenset({f"ignore-{rule.id}"})
    return WideRule(rule.id, rule.severity, _category(rule), begin, page(rule), groups[0], groups[1], quiet)


def _category(rule: ToneRule) -> Category:
    return next((c for c in _ALL if c == rule.category), CATEGORIES[rule.kind])


def _holding(rule: ToneRule, kind: Kind | None = None) -> Callable[[frozenset[str]], bool] | None:
    """Whether the rule is for units with given flags; None where it is for all."""
    places = [_place(name) for name in rule.channels]
    wanted = [frozenset(names) for names in ([heads.FIELD + name for name in rule.fields], rule.when) if names]
    more = kind.holds if kind else None

    def holds(flags: frozenset[str]) -> bool:
        there = not places or any(place <= flags for place in places)
        return there and all(flagged(names, flags) for names in wanted) and (more is None or more(flags))

    return holds if places or wanted or more else None


def _place(name: str) -> frozenset[str]:
    """The flags of a channel, or of one field of a channel (``email/subject``)."""
    channel, _, field = name.partition("/")
    return frozenset({heads.CHANNEL + channel, *([heads.FIELD + field] if field else [])})


def make(rule: ToneRule, market: Market) -> Kind | Wide:
    """The rule's kind, ready to look: the module ``_tone_<kind>`` makes it."""
    made: Callable[[ToneRule, Market], Kind | Wide] = import_module(f"locakit.rules._tone_{rule.kind}").make
    return made(rule, market)


def _said(rule: ToneRule, message: str) -> str:
    """The message with the law that it is a question of, and who may answer it."""
    asked = ", ".join(rule.approve_with)
    law = [rule.law, f"to be approved by: {asked}" if asked else ""]
    return f"{message} ({'; '.join(filter(None, law))})" if any(law) else message


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
                said = _said(rule, hit.message)
                yield Hit(said, (piece.start + start, piece.start + end), hit.fix if safe else None, hit.severity)

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


def _unit(example: Example, rule: ToneRule, market: Market) -> Unit:
    forms = {"other": example.source}, {"other": example.target}
    return Unit("example", "example", *forms, example.market or market.locale, flags=frozenset(_flags(example, rule)))


def _units(example: Example, rule: ToneRule, market: Market) -> tuple[Unit, ...]:
    """The example's unit, and before it those that stand beside it."""
    beside = (replace(example, target=text) for text in example.beside)
    return tuple(_unit(e, rule, market) for e in (*beside, example))


def _flags(example: Example, rule: ToneRule) -> Iterable[str]:
    """The example's own flags, or the first of the channels, fields and flags without which the rule is silent."""
    if example.flags is not None:
        return example.flags
    asked = [heads.FIELD + rule.fields[0]] if rule.fields else []
    return [*(_place(rule.channels[0]) if rule.channels else ()), *asked, *rule.when[:1]]


def shown(rule: ToneRule, example: Example, market: Market) -> list[Finding]:
    """What a rule finds in an example, under the example's register if it names one."""
    place = replace(market, register=example.register) if example.register else market
    if example.market:
        place = replace(place, locale=example.market, direction=locales.direction(example.market))
    units = _units(example, rule, place)
    return [f for made, _ in _made(rule, place) for f in made.check(units)]


def wrong(rule: ToneRule, example: Example, bad: bool, market: Market) -> str:
    """What is wrong with an example: a bad one is not found or not repaired as it says, a good one is found.

    Empty where all is as it should be.
    """
    found = shown(rule, example, market)
    if bool(found) != bad:
        return "not found" if bad else "found"
    new = _spliced(example.target, ((*f.fix.span, f.fix.text) for f in found if f.fix is not None))
    if example.fixed in (None, new):
        return ""
    return f"repaired as {new!r}, not {example.fixed!r}"


def polish(
    text: str, source: str, market: Market, flags: frozenset[str] = frozenset(), source_locale: str = "en"
) -> tuple[str, list[str]]:
    """``text`` with every safe repair of the market's rules, and the ids of the rules that made one.

    Placeables stay as they are: a rule whose repairs would touch one is skipped. Polishing twice changes nothing more.
    """
    fixed: dict[str, None] = {}
    mending = _mending(market, flags)
    pair, quiet = _alone(text, source, source_locale, flags), 0
    for rule in chain.from_iterable(repeat(mending, _PASSES)):
        new = _repaired(pair, rule)
        quiet += 1
        if new != pair.target:
            pair, quiet = _alone(new, source, source_locale, flags), 0
            fixed[rule.id] = None
        elif quiet == len(mending):
            break
    return pair.target, list(fixed)


@lru_cache(maxsize=256)
def _mending(market: Market, flags: frozenset[str]) -> tuple[PageRule, ...]:
    """The rules that repair units with these flags."""
    mine = (r for r, mends in _rules(market) if mends and isinstance(r, PageRule))
    return tuple(r for r in mine if r.for_units(flags, market.locale))


def _alone(text: str, source: str, source_locale: str, flags: frozenset[str]) -> Pair:
    unit = Unit("", "", {"other": source}, {"other": text}, "", source_locale, flags=flags)
    return Pair(unit, "other", source, text)


def _repaired(pair: Pair, rule: PageRule) -> str:
    text = pair.target
    if rule.signs and rule.signs.isdisjoint(text):
        return text
    fixes = [(*(h.span or (0, 0)), h.fix) for h in rule.look(pair) if h.fix is not None and h.span]
    new = _spliced(text, fixes) if fixes else text
    return new if new == text or not placeables.compare(text, new, pair.unit.flags) else text


def _spliced(text: str, fixes: Iterable[splice.Splice]) -> str:
    """``text`` with the repairs; of two that touch the same place, the first one."""
    chosen: list[splice.Splice] = []
    for start, end, new in sorted(fixes, key=lambda fix: fix[:2]):
        if not chosen or start >= chosen[-1][1]:
            chosen.append((start, end, new))
    return splice.apply(text, chosen) if chosen else text
