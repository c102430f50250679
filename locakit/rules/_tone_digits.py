"""Digits: one numbering system within a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, text
from locakit.rules._tone_text import Piece

_ZEROS = {"latn": 0x30, "arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "fullwide": 0xFF10}

_BEFORE, _AFTER = re.compile(r"[A-Za-z0-9_-]+\Z"), re.compile("[A-Za-z0-9_-]+")
_LETTER = re.compile("[A-Za-z]")
_NEAR = 40
"""Characters of a code that are looked at on each side."""


def make(rule: ToneRule, market: Market) -> Kind:
    """``system``: the market's digits (CLDR name); texts that mix them with others are found and settled."""
    own = _ZEROS[text(rule, "system", "latn")]
    others = {chr(zero + n): chr(own + n) for zero in _ZEROS.values() if zero != own for n in range(10)}
    mine = re.compile(f"[{chr(own)}-{chr(own + 9)}]")
    foreign = re.compile("[" + "".join(others) + "]+")

    def look(piece: Piece) -> Iterator[Hit]:
        first = mine.search(piece.text)
        for match in foreign.finditer(piece.text) if first else ():
            if match.group().isascii() and _is_code(piece.text, *match.span()):
                continue
            settled = "".join(others[c] for c in match.group())
            yield Hit(f"{match.group()!r} stands beside digits of another system", match.span(), settled)

    return Kind(look, "".join(others))


def _is_code(text: str, start: int, end: int) -> bool:
    """ASCII digits are part of a word with ASCII letters: a promo code, a model, a file's name."""
    words = (_BEFORE.search(text[max(0, start - _NEAR) : start]), _AFTER.match(text[end : end + _NEAR]))
    return any(word and _LETTER.search(word.group()) for word in words)
