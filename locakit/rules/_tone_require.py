"""Required: a pattern that must occur, at the start, at the end or anywhere."""

from __future__ import annotations

from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, allowed, regex, text
from locakit.rules._tone_text import Piece


def make(rule: ToneRule, market: Market) -> Kind:
    """``pattern``; ``where``: start, end or anywhere; only under ``if_source`` (source) and ``if`` (target)."""
    pattern, where = regex(rule, "pattern"), text(rule, "where", "anywhere")

    def look(piece: Piece) -> Iterator[Hit]:
        if piece.start or pattern is None or not piece.text.strip() or not allowed(rule, piece):
            return
        found = list(pattern.finditer(piece.text))
        body = piece.text.rstrip()
        if where == "start":
            found = [m for m in found if not piece.text[: m.start()].strip()]
        elif where == "end":
            found = [m for m in found if m.end() >= len(body)]
        if not found:
            yield Hit(rule.message or f"the text lacks what {rule.id} asks for", (0, len(piece.text)))

    return Kind(look, mends=False)
