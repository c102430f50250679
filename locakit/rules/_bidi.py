"""The levels of a text's characters under the Unicode bidirectional algorithm: which way each of them runs."""

from __future__ import annotations

import unicodedata
from itertools import pairwise

EXPLICIT = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
"""Embeddings, overrides and isolates, which ``levels`` does not read."""
_STRONG = frozenset({"L", "R", "AL"})
_RIGHT = frozenset({"R", "EN", "AN"})
_NEUTRAL = frozenset({"ON", "S", "WS", "B"})


def first_strong(text: str, value: str = "ON") -> str:
    """``ltr`` or ``rtl`` by the first letter that has a direction (UAX #9, P2 and P3); empty without one.

    ``value`` is the direction of U+FFFC.
    """
    kinds = (value if c == "\ufffc" else unicodedata.bidirectional(c) for c in text)
    found = next((kind for kind in kinds if kind in _STRONG), "")
    return {"": "", "L": "ltr"}.get(found, "rtl")


def levels(text: str, base: str, value: str = "ON", gone: str = "") -> list[int]:
    """The embedding level of each character of one line in a paragraph whose direction is ``base``.

    ``value`` is the direction of U+FFFC; the characters in ``gone`` take no part. Brackets are neutral, and the text
    has no explicit formatting character: callers look elsewhere where it has.

    Source: Unicode Standard Annex 9, rules W1 to W7, N1, N2, I1 and I2.
    """
    kinds = ["BN" if c in gone else value if c == "\ufffc" else unicodedata.bidirectional(c) for c in text]
    at = [n for n, kind in enumerate(kinds) if kind != "BN"]
    own = "R" if base == "rtl" else "L"
    solved = _neutrals(_weak([kinds[n] for n in at], own), own)
    low = 1 if base == "rtl" else 0
    out = [low] * len(text)
    for n, kind in zip(at, solved, strict=True):
        out[n] = _level(kind, low)
    return out


def _level(kind: str, low: int) -> int:
    if low % 2:
        return low if kind == "R" else low + 1
    return low + {"L": 0, "R": 1}.get(kind, 2)


def _weak(kinds: list[str], own: str) -> list[str]:
    """W1 to W7."""
    last, before = own, own
    out: list[str] = []
    for kind in kinds:
        if kind == "NSM":
            kind = before
        elif kind == "EN" and last == "AL":
            kind = "AN"
        if kind in _STRONG:
            last = kind
        before = kind
        out.append(kind)
    out = ["R" if kind == "AL" else kind for kind in out]
    for n in range(1, len(out) - 1):
        a, b = out[n - 1], out[n + 1]
        if a == b and ((a == "EN" and out[n] in ("ES", "CS")) or (a == "AN" and out[n] == "CS")):
            out[n] = a
    _terminators(out)
    strong = own
    for n, kind in enumerate(out):
        if kind in ("ES", "ET", "CS"):
            out[n] = "ON"
        elif kind in ("L", "R"):
            strong = kind
        elif kind == "EN" and strong == "L":
            out[n] = "L"
    return out


def _terminators(kinds: list[str]) -> None:
    """W5: signs that touch a European number belong to it, from either side."""
    for steps in (range(1, len(kinds)), range(len(kinds) - 2, -1, -1)):
        back = -1 if steps.step > 0 else 1
        for n in steps:
            if kinds[n] == "ET" and kinds[n + back] == "EN":
                kinds[n] = "EN"


def _neutrals(kinds: list[str], own: str) -> list[str]:
    """N1 and N2: neutrals between two of one direction take it, others take the paragraph's."""
    fixed = [-1, *(n for n, kind in enumerate(kinds) if kind not in _NEUTRAL), len(kinds)]
    for a, b in pairwise(fixed):
        left = own if a < 0 else "R" if kinds[a] in _RIGHT else kinds[a]
        right = own if b == len(kinds) else "R" if kinds[b] in _RIGHT else kinds[b]
        kinds[a + 1 : b] = [left if left == right else own] * (b - a - 1)
    return kinds
