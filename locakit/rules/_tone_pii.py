"""Personal data in the source: what should not leave the machine, or stand in a product at all."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.placeables import personal
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, texts
from locakit.rules._tone_text import Piece

_MAY = re.compile(r"@|\d[^\0]{6}|:[0-9A-Fa-f:]{2}|[:=]\s?\S{6}|(?:sk-|xox|eyJ|AIza|gh._|glpat|github_pat|-----BEGIN)")
"""What a text must hold for any personal data to be in it."""
_SECRET = re.compile(r"(?i)^(?:sk-|A[KS]IA|gh[pousr]_|github_pat_|xox|AIza|glpat-|[srp]k_|eyJ|-----|\w+\s?[=:])")
_IP = re.compile(r"[0-9A-Fa-f:]*:[0-9A-Fa-f:]*|\d{1,3}(?:\.\d{1,3}){3}")
_PHONE = re.compile(r"[+(0]|\d{3}[-.]\d{3}[-.]\d{4}$")
_NAMES = {
    "email": "e-mail address", "phone": "telephone number", "number": "number of a card, an account or a person",
    "ip": "IP address", "secret": "secret",
}  # fmt: skip


def make(rule: ToneRule, market: Market) -> Kind:
    """``kinds``: what is looked for (all where none is named). A message says what was found, never the text of it."""
    wanted = frozenset(texts(rule, "kinds") or _NAMES)

    def look(piece: Piece) -> Iterator[Hit]:
        if piece.start:
            return
        spans = personal.spans(piece.said, piece.flags)
        for kind, count in sorted(Counter(kind_of(piece.said[a:b]) for a, b in spans).items()):
            if kind in wanted:
                more = f" ({count})" if count > 1 else ""
                yield Hit(f"the source holds personal data: {_NAMES[kind]}{more}", (0, len(piece.raw)))

    return Kind(look, mends=False, grep_source=_MAY, folded=False)


def kind_of(found: str) -> str:
    """What a stretch is that ``personal.spans`` found: one of ``market.kinds.PERSONAL``."""
    if "@" in found:
        return "email"
    if _SECRET.match(found):
        return "secret"
    if _IP.fullmatch(found):
        return "ip"
    return "phone" if _PHONE.match(found) else "number"
