"""Count: at most so many of a thing in one text, or as many as the source has."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.market import Market, ToneRule, patterns
from locakit.market.needles import needles
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, number, text
from locakit.rules._tone_text import Piece

EMOJI = re.compile(
    "[\U0001f1e6-\U0001faff\u2600-\u27bf\u2b50\u2b55\u23e9-\u23f3\u231a\u231b]"
    "(?:\ufe0f|\u200d.|[\U0001f3fb-\U0001f3ff])*"
)


def make(rule: ToneRule, market: Market) -> Kind:
    """``what``: a pattern, or ``emoji``; ``max``: the most that one text may have if its source has no more."""
    what, most = text(rule, "what"), int(number(rule, "max", 0))
    pattern = EMOJI if what == "emoji" else patterns.compiled(what, rule.case)

    def look(piece: Piece) -> Iterator[Hit]:
        found = list(patterns.finditer(pattern, piece.text))
        if len(found) <= most or len(found) <= len(pattern.findall(piece.source)):
            return
        name = "emoji" if what == "emoji" else repr(found[0].group())
        yield Hit(rule.message or f"{len(found)} times {name} where {most} at most are usual", found[most].span())

    chars = needles(pattern.pattern)
    if what == "emoji" or not chars or max(map(len, chars)) > 1:
        return Kind(look, mends=False)
    return Kind(look, "".join(chars), False, lambda source, target: sum(map(target.count, chars)) > most)
