"""Forbidden: a pattern or word that must not occur, with what may stand in its place where that is safe."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.market import Market, ToneRule, patterns
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, allowed, holding, texts
from locakit.rules._tone_text import BLANK, TAG, Piece

Wording = tuple[re.Pattern[str], str | None, str]


def make(rule: ToneRule, market: Market) -> Kind:
    """``patterns`` (text, or match, fix and message), ``words``; ``if``, ``unless`` and the same of the source."""
    found = wordings(rule)

    def look(piece: Piece) -> Iterator[Hit]:
        if not allowed(rule, piece):
            return
        for pattern, fix, message in found:
            for match in patterns.finditer(pattern, piece.text):
                new = None if fix is None else _said(match, fix, piece)
                if new == match.group():
                    new = None
                yield Hit(message or f"{match.group().strip()!r} is not used here", match.span(), new)

    return Kind(look, grep=holding([pattern for pattern, _, _ in found]), folded=not rule.case)


def _said(match: re.Match[str], fix: str, piece: Piece) -> str | None:
    """What may stand in the place of a match; None where it has markup, or placeables that the fix may not keep."""
    new, found = match.expand(fix), match.group()
    if TAG in found or BLANK not in found:
        return None if TAG in found else new
    holding = [n for n, said in enumerate(match.groups(), 1) if said and BLANK in said]
    if len(holding) != 1 or not found.count(BLANK) == match[holding[0]].count(BLANK) == new.count(BLANK):
        return None
    raw = piece.raw[slice(*match.span(holding[0]))]
    return new.replace(match[holding[0]], raw) if new.count(match[holding[0]]) == 1 else None


def wordings(rule: ToneRule) -> list[Wording]:
    """The rule's ``patterns`` and ``words``: pattern, what may stand instead, message."""
    found = [_pattern(p, rule) for p in _given(rule)]
    if words := texts(rule, "words"):
        found.append((patterns.compiled(patterns.literal(words), rule.case), None, rule.message))
    return found


def _given(rule: ToneRule) -> list[object]:
    value = rule.data.get("patterns", [])
    return list(value) if isinstance(value, list) else [value]


def _pattern(given: object, rule: ToneRule) -> Wording:
    if not isinstance(given, dict):
        return patterns.compiled(str(given), rule.case), None, rule.message
    return patterns.compiled(str(given["match"]), rule.case), given.get("fix"), given.get("message") or rule.message
