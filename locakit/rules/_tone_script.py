"""Script: letters that look right and are not, and words that mix scripts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, mapping, texts
from locakit.rules._tone_text import Piece

_FOREIGN = "".join(map(chr, (*range(0x370, 0x530), *range(0x1F00, 0x2000))))
"""Greek and Cyrillic: without one of them no word mixes either with Latin, or with the other."""
_WORD = re.compile(r"[^\W\d_]{2,}")


def make(rule: ToneRule, market: Market) -> Kind:
    """``letters``: wrong letter to right one; ``mixed``: scripts (as in Unicode names) that no word may mix."""
    letters = mapping(rule, "letters")
    wrong = re.compile("[" + re.escape("".join(letters)) + "]+") if letters else None
    scripts = {name.upper() for name in texts(rule, "mixed")}

    def look(piece: Piece) -> Iterator[Hit]:
        for match in wrong.finditer(piece.text) if wrong else ():
            if match.group() not in piece.source:
                right = "".join(letters[c] for c in match.group())
                names = ", ".join(f"U+{ord(c):04X}" for c in dict.fromkeys(match.group()))
                said = rule.message or f"{match.group()!r} ({names}) belongs to another alphabet"
                yield Hit(said, match.span(), right)
        if scripts and not piece.text.isascii():
            yield from _mixed(piece, scripts)

    return Kind(look, "".join(letters) if not scripts else _FOREIGN)


def _mixed(piece: Piece, scripts: set[str]) -> Iterator[Hit]:
    for match in _WORD.finditer(piece.text):
        word = match.group()
        if word.isascii() or word in piece.source:
            continue
        there = {unicodedata.name(c, "").split(" ")[0] for c in word if ord(c) != 0xB5} & scripts
        if len(there) > 1:
            yield Hit(f"{word!r} mixes letters of {' and '.join(sorted(s.title() for s in there))}", match.span())
