"""Register: markers of a way of address that is not the market's."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from locakit import locales
from locakit.market import Market, ToneRule
from locakit.market import patterns as _patterns
from locakit.model import Span
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, as_list, holding
from locakit.rules._tone_text import Piece

_NOWHERE = "\uffff"
"""No text holds this: a market without a register has none that others stray from."""

_QUOTED = re.compile('[«“„「『‹][^«»“”„「」『』‹›\n]{1,200}[»“”」』›]|"[^"\n]{1,200}"')
"""Somebody else's words, or a title."""


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
                    if _is_quoted(match, piece.text) or _is_name(match, piece, market.locale):
                        continue
                    said = f"{match.group().strip()!r} is {name} address; the market's register is {piece.register}"
                    yield Hit(said, match.span())

    if not market.register:
        return Kind(look, signs=_NOWHERE, mends=False)
    others = [p for name, found in markers.items() if name != market.register for p in found]
    return Kind(look, mends=False, grep=holding(others), folded=not rule.case)


@lru_cache(maxsize=64)
def _quoted(text: str) -> tuple[Span, ...]:
    return tuple(match.span() for match in _patterns.finditer(_QUOTED, text))


def _is_quoted(match: re.Match[str], text: str) -> bool:
    return any(start <= match.start() and match.end() <= end for start, end in _quoted(text))


def _is_name(match: re.Match[str], piece: Piece, market: str) -> bool:
    """A word with a capital that a source of another language has, too: ``Mr. Tu``."""
    word = match.group().strip()
    if not (word[:1].isupper() and word in piece.source):
        return False
    if locales.language(market) == locales.language(piece.source_locale):
        return False
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", piece.source) is not None
