"""Register: markers of a way of address that is not the market's."""

from __future__ import annotations

from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.market import patterns as _patterns
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, as_list, holding
from locakit.rules._tone_text import Piece

_NOWHERE = "\uffff"
"""No text holds this: a market without a register has none that others stray from."""


def make(rule: ToneRule, market: Market) -> Kind:
    """``markers``: for each register, patterns that only it uses. Silent where the market has no register."""
    given = rule.data.get("markers", {})
    markers = {
        name: [_patterns.compiled(pattern, rule.case) for pattern in as_list(found)]
        for name, found in (given.items() if isinstance(given, dict) else ())
    }

    def look(piece: Piece) -> Iterator[Hit]:
        for name, patterns in markers.items():
            if not piece.register or name == piece.register:
                continue
            for pattern in patterns:
                for match in _patterns.finditer(pattern, piece.text):
                    said = f"{match.group().strip()!r} is {name} address; the market's register is {piece.register}"
                    yield Hit(said, match.span())

    if not market.register:
        return Kind(look, signs=_NOWHERE, mends=False)
    others = [p for name, found in markers.items() if name != market.register for p in found]
    return Kind(look, mends=False, grep=holding(others), folded=not rule.case)
