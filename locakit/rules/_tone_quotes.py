"""Quotation marks: the market's pairs, outer and nested; others are findings with the pair replaced."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import LETTER, Kind, text, texts
from locakit.rules._tone_text import BLANK, NBSP, NNBSP, TAG, Piece

_CURLY = "“”„«»‹›"
_MARK = re.compile('["“”„«»‹›]')
_OPENS_AFTER = frozenset(" \t\n\u00a0\u202f([{¿¡—–-/|:’'" + TAG + BLANK)
_CLOSES_BEFORE = frozenset(" \t\n\u00a0\u202f.,;:!?…)]}—–-/|’'*،؛؟" + TAG + BLANK)
_INSIDE = {"nbsp": NBSP, "nnbsp": NNBSP}
_MOST = 200
_FITTING = frozenset(('""', "“”", "„“", "„”", "«»", "»«", "‹›", "”“", "””"))


@dataclass(frozen=True, slots=True)
class _Pair:
    start: int
    end: int
    """Offsets of the two marks."""
    marks: str
    depth: int


def make(rule: ToneRule, market: Market) -> Kind:
    """``primary``, ``nested``, ``accept`` (pairs of two characters), ``inside``: nbsp where « » hold a space.

    Straight quotes are a fault only where the source has none (nor '…'), or where the pack says ``straight: never``.
    """
    primary, nested = text(rule, "primary"), text(rule, "nested")
    accepted = {primary, *texts(rule, "accept")}
    never = text(rule, "straight") == "never"
    space = _INSIDE.get(text(rule, "inside"), "")

    def look(piece: Piece) -> Iterator[Hit]:
        typed = '"' in piece.source or piece.source.count("'") > 1
        for pair in _pairs(piece.text):
            straight = pair.marks == '""'
            if pair.marks in accepted or (straight and not never and typed):
                continue
            new = nested if pair.depth and nested else primary
            inner = piece.raw[pair.start + 1 : pair.end].strip(" \u00a0\u202f")
            gap = space if new == "«»" else ""
            message = f"{pair.marks[0]}…{pair.marks[1]} are not the quotation marks of {piece.market}"
            yield Hit(message, (pair.start, pair.end + 1), new[0] + gap + inner + gap + new[1])

    def odd(source: str, target: str) -> bool:
        """Not only straight marks where the source has such."""
        return never or '"' not in source or any(mark in target for mark in _CURLY)

    return Kind(look, '"“”„«»‹›', when=odd)


def _pairs(text: str) -> list[_Pair]:
    """The outermost pairs, or nothing where the marks do not line up (inches, code, a lone mark)."""
    marks = list(_MARK.finditer(text))
    if not marks or len(marks) % 2 or len(marks) > _MOST:
        return []
    out: list[_Pair] = []
    open_: list[int] = []
    for match in marks:
        at = match.start()
        if _can_close(text, at) and open_ and _fits(text[open_[-1]], text[at]):
            start = open_.pop()
            if LETTER.search(text[start:at].replace(BLANK, "a")):
                out.append(_Pair(start, at, text[start] + text[at], len(open_)))
        elif _can_open(text, at):
            open_.append(at)
        else:
            return []
    return [] if open_ else [p for p in sorted(out, key=lambda p: p.start) if p.depth == 0]


def _fits(left: str, right: str) -> bool:
    return left + right in _FITTING


def _can_open(text: str, at: int) -> bool:
    before, after = text[at - 1 : at] if at else "", text[at + 1 : at + 2]
    wide = text[at] == "«"
    return (not before or before in _OPENS_AFTER or before in '"“«') and bool(after) and (wide or not after.isspace())


def _can_close(text: str, at: int) -> bool:
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    wide = text[at] == "»"
    return (not after or after in _CLOSES_BEFORE or after in '"”»') and bool(before) and (wide or not before.isspace())
