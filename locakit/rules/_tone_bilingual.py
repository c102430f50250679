"""Bilingual: a target word that must not, or must, stand where the source has a certain word (false friends)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from locakit.marked import Plain
from locakit.market import Market, ToneRule, patterns
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, holding, maps
from locakit.rules._tone_text import Piece


@dataclass(frozen=True, slots=True)
class _Friend:
    source: re.Pattern[str]
    avoid: re.Pattern[str] | None
    must: re.Pattern[str] | None
    held: re.Pattern[str] | None
    """What the source must hold for its pattern to be asked."""
    use: str


def make(rule: ToneRule, market: Market) -> Kind:
    """``pairs`` of ``source`` (pattern), ``not`` (words) and/or ``must`` (pattern), and ``use`` for the message."""
    friends = [_friend(one, rule.case) for one in maps(rule, "pairs")]
    folded = not rule.case

    def look(piece: Piece) -> Iterator[Hit]:
        said = piece.source.lower() if folded else piece.source
        for friend in friends:
            if friend.held is not None and not friend.held.search(said):
                continue
            if not friend.source.search(piece.source):
                continue
            if friend.avoid is not None:
                for match in patterns.finditer(friend.avoid, piece.text):
                    yield Hit(f"{match.group()!r} means something else than the source word", match.span())
            if friend.must is not None and piece.start == 0 and not friend.must.search(piece.text):
                yield Hit(rule.message or f"the source calls for {friend.use!r}", (0, len(piece.text)))

    return Kind(look, mends=False, grep_source=holding([friend.source for friend in friends]), folded=folded)


def _friend(one: Mapping[str, Plain], case: bool) -> _Friend:
    avoid, must = one.get("not"), one.get("must")
    words = [w for w in (avoid if isinstance(avoid, list) else [avoid]) if isinstance(w, str)]
    source = patterns.compiled(str(one["source"]), case)
    return _Friend(
        source,
        patterns.compiled(patterns.literal(words), case) if words else None,
        patterns.compiled(str(must), case) if must else None,
        holding([source]),
        str(one.get("use", "")),
    )
