"""Length: a target that is far longer or shorter than translations of such sources are."""

from __future__ import annotations

from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, number
from locakit.rules._tone_text import BLANK, TAG, Piece


def make(rule: ToneRule, market: Market) -> Kind:
    """``max_ratio`` and ``min_ratio`` of target to source, in characters, for sources longer than ``above``."""
    high, low, above = number(rule, "max_ratio", 0), number(rule, "min_ratio", 0), number(rule, "above", 0)

    def look(piece: Piece) -> Iterator[Hit]:
        source, target = _length(piece.source), _length(piece.text)
        if not piece.alone or source <= above or not target:
            return
        if high and target > high * source:
            yield Hit(f"{target} characters for {source}: far longer than usual here", (0, len(piece.text)))
        elif low and target < low * source:
            yield Hit(f"{target} characters for {source}: far shorter than usual here", (0, len(piece.text)))

    def may_be(source: str, target: str) -> bool:
        long, short = len(source), len(target)
        return long > above and not (2 * low * long < short < high * long / 2)

    return Kind(look, mends=False, when=may_be if high and low else None)


def _length(text: str) -> int:
    return len(text) - text.count(BLANK) - text.count(TAG)
