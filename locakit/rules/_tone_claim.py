"""Claims: wording that may stand only where somebody can prove it."""

from __future__ import annotations

from collections.abc import Iterator

from locakit import heads
from locakit.market import Market, ToneRule, patterns
from locakit.rules._kit import Hit
from locakit.rules._tone_forbid import wordings
from locakit.rules._tone_kit import Kind, allowed, holding, texts
from locakit.rules._tone_text import Piece


def make(rule: ToneRule, market: Market) -> Kind:
    """``patterns``, ``words`` and conditions as in ``forbid``; ``in_source``: patterns of what the source claims.

    A unit that says where the proof stands (``evidence:``) is let be.
    """
    found = [(pattern, message) for pattern, _, message in wordings(rule)]
    said = [patterns.compiled(p, rule.case) for p in texts(rule, "in_source")]

    def look(piece: Piece) -> Iterator[Hit]:
        if not allowed(rule, piece):
            return
        seen: set[str] = set()
        for pattern, message in found:
            for match in patterns.finditer(pattern, piece.text):
                claim = match.group().strip()
                if claim.casefold() not in seen:
                    seen.add(claim.casefold())
                    yield Hit(f"{claim!r}: {message or 'a claim that needs proof'}", match.span())
        if not seen and piece.start == 0:
            for claim in (m.group().strip() for p in said if (m := p.search(piece.source))):
                yield Hit(f"the source says {claim!r}: {rule.message or 'a claim that needs proof'}")
                return

    here, there = holding([p for p, _ in found]), holding(said)
    quick = (here or not found) and (there or not said)
    return Kind(
        look, mends=False, grep=here if quick else None, grep_source=there if quick else None, folded=not rule.case,
        holds=_unproved,
    )  # fmt: skip


def _unproved(flags: frozenset[str]) -> bool:
    return not heads.value(flags, heads.EVIDENCE).strip()
