"""Direction: marks that do nothing, and signs of left-to-right words that are shown on their other side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._bidi import EXPLICIT, first_strong, levels
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind
from locakit.rules._tone_text import BLANK, TAG, Piece

_MARKS = "\u200e\u200f\u061c"
_MARK = re.compile(f"[{_MARKS}]")
_SIGNS = r"[-+#@/\\~*._=&|−]{1,3}"
_BEFORE = rf"(?<![^\s\0(«\"'“\[])(?P<head>{_SIGNS})(?:(?<=[-+−])\d|(?<![_*])[A-Za-z])"
_AFTER = r"(?<=[A-Za-z0-9])(?P<tail>[+#=/\\]{1,3})(?=[\s\0)»\"'”\].,;:!?،؛؟…]|$)"
_EDGE = re.compile(f"{_BEFORE}|{_AFTER}")
_WORD = re.compile(r"[^\s()«»\"'“”\[\]،؛؟…\ufffb\ufffc]{1,64}")
_SKIP = frozenset(EXPLICIT + "()[]{}<>")
_LONG, _MANY = 1000, 10
_LRI, _PDI = "\u2066", "\u2069"
_ENDS = ".,;:!?"


def make(rule: ToneRule, market: Market) -> Kind:
    """``isolate``: a word whose sign is shown on the wrong side gets isolates; otherwise it is only told."""
    isolate = rule.data.get("isolate") in (True, "true")
    rtl = market.direction == "rtl"
    held = [_MARK.pattern, *([_BEFORE + "|" + _AFTER] if rtl else [])]

    def look(piece: Piece) -> Iterator[Hit]:
        if not piece.alone:
            return
        start = 0
        for line in piece.text.split("\n"):
            if len(line) <= _LONG and _SKIP.isdisjoint(line):
                if _MARK.search(line):
                    yield from _idle(line, start, piece.said, market.direction)
                if rtl:
                    yield from _turned(line, start, piece.said, isolate)
            start += len(line) + 1

    return Kind(look, grep=re.compile("|".join(held)), folded=False)


def _idle(line: str, start: int, source: str, direction: str) -> Iterator[Hit]:
    """Marks without which every character runs as it does with them, each told once those before it are gone."""
    rest = line
    for m in list(_MARK.finditer(line))[:_MANY]:
        at = m.start() - (len(line) - len(rest))
        stray = direction == "ltr" and m[0] != "\u200e"
        bases = (direction,) if stray else (direction, "")
        if m[0] not in source and all(_same(rest, at, base, direction) for base in bases):
            rest = rest[:at] + rest[at + 1 :]
            yield Hit(f"the mark U+{ord(m[0]):04X} changes nothing", (start + m.start(), start + m.end()), "")


def _same(line: str, at: int, base: str, direction: str) -> bool:
    """The line runs alike without the mark at ``at``, whatever comes in the place of its values.

    ``base`` is the direction of the paragraph; empty: that of its first letter.
    """
    less = line[:at] + line[at + 1 :]
    for value in ("L", "R", "EN") if BLANK in line else ("ON",):
        before = base or first_strong(line, value) or direction
        after = base or first_strong(less, value) or direction
        mine = levels(line, before, value, TAG)
        if before != after or mine[:at] + mine[at + 1 :] != levels(less, after, value, TAG):
            return False
    return True


def _turned(line: str, start: int, source: str, mends: bool) -> Iterator[Hit]:
    """Signs at the edge of a left-to-right word that run with the right-to-left text around it.

    Only of words of the source: who writes #C for C# has seen what becomes of it.
    """
    level: list[int] = []
    last = 0
    for m in _EDGE.finditer(line):
        level = level or levels(line, "rtl", "ON", TAG)
        name = "head" if m["head"] else "tail"
        beside = m.end(name) if name == "head" else m.start(name) - 1
        word = _word(line, m.start(name), last)
        if word is None or level[m.start(name)] >= level[beside]:
            continue
        a, last = word
        if line[a:last] not in source:
            continue
        fix = f"{_LRI}{line[a:last]}{_PDI}" if mends else None
        yield Hit(f"{m[name]!r} of {line[a:last]!r} is shown on its other side", (start + a, start + last), fix)


def _word(line: str, at: int, low: int) -> tuple[int, int] | None:
    """The word around a place, without the marks that end a sentence; None where it is told of, or not only Latin."""
    begin = max(low, at - 64)
    for m in _WORD.finditer(line, begin):
        if m.end() > at:
            end = m.start() + len(m[0].rstrip(_ENDS))
            plain = m.start() <= at < end and all(c < "\u0250" or c == "−" for c in line[m.start() : end])
            return (m.start(), end) if plain else None
    return None
