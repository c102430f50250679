"""Casing: English title case copied into a language that writes sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, texts
from locakit.rules._tone_text import Piece

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LONGER_SMALL = re.compile(r"(?<![^\W\d_])(?<!['’-])[a-zß-öø-ÿ]{4,}")
_END = re.compile(r"[.!?:…]\s|\n")
_COUNTRY = re.compile(r"\b(?:Islands?|Republic|Territor(?:y|ies)|Emirates|States|State of|Principe|Jamahiriya)\b")
"""Names of countries and territories are written with capitals in the languages of these packs, too."""
_SMALL = 3
_LEAST = 3
_LONGEST = 80


def make(rule: ToneRule, market: Market) -> Kind:
    """Short texts of which every longer word is capitalised although none is a name of the source.

    ``keep``: words that are capitalised in the language anyway.
    """
    keep = {w.casefold() for w in texts(rule, "keep")}

    def look(piece: Piece) -> Iterator[Hit]:
        if len(piece.text) > _LONGEST or _END.search(piece.text.rstrip()):
            return
        source = {w.casefold() for w in _WORD.findall(piece.source)}
        words = [m for m in _WORD.finditer(piece.text) if len(m.group()) > _SMALL]
        later = [m for m in words[1:] if m.group().casefold() not in source | keep]
        if len(words) < _LEAST or len(later) < _LEAST - 1:
            return
        if all(_is_capital(m.group()) for m in (words[0], *later)) and not _COUNTRY.search(piece.said):
            yield Hit("every word is capitalised, as in an English title", (words[0].start(), words[-1].end()))

    return Kind(look, mends=False, when=_may_be_title)


def _may_be_title(source: str, target: str) -> bool:
    """No longer word begins with a small letter, unless the source has it so."""
    if len(target) > 2 * _LONGEST or target == target.capitalize():
        return False
    small = _LONGER_SMALL.search(target)
    return small is None or small[0].casefold() in source.casefold()


def _is_capital(word: str) -> bool:
    return word[0].isupper() and not word.isupper()
