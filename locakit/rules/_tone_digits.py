"""Digits: one numbering system within a text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, text
from locakit.rules._tone_text import Piece

_ZEROS = {"latn": 0x30, "arab": 0x660, "arabext": 0x6F0, "deva": 0x966, "fullwide": 0xFF10}


def make(rule: ToneRule, market: Market) -> Kind:
    """``system``: the market's digits (CLDR name); texts that mix them with others are found and settled."""
    own = _ZEROS[text(rule, "system", "latn")]
    others = {chr(zero + n): chr(own + n) for zero in _ZEROS.values() if zero != own for n in range(10)}
    mine = re.compile(f"[{chr(own)}-{chr(own + 9)}]")
    foreign = re.compile("[" + "".join(others) + "]+")

    def look(piece: Piece) -> Iterator[Hit]:
        first = mine.search(piece.text)
        for match in foreign.finditer(piece.text) if first else ():
            settled = "".join(others[c] for c in match.group())
            yield Hit(f"{match.group()!r} stands beside digits of another system", match.span(), settled)

    return Kind(look, "".join(others))
