"""A text with its numbers and placeables taken out: what two texts have in common that differ in these alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import blake2b

from locakit import placeables

NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_DIGIT = re.compile(r"\d")
HOLE = "\ufffc"
"""Stands for a number or placeable."""
_WORTH = re.compile(r"[\d{}<>%$@`\[\]&]|://|www\.")
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Part:
    """A number or placeable of a text."""

    kind: str
    """``number``, or the placeable's kind and role."""
    start: int
    end: int
    text: str


def parts(text: str, flags: frozenset[str] = _NONE) -> list[Part]:
    """The numbers and placeables of a text, in their order and without overlap."""
    found = placeables.find(text, flags)
    out = [Part(f"{p.kind} {p.role}", p.start, p.end, p.text) for p in found]
    if _DIGIT.search(text):
        at = 0
        for start, end in [*((p.start, p.end) for p in found), (len(text), len(text))]:
            out += [Part("number", m.start(), m.end(), m[0]) for m in NUMBER.finditer(text, at, max(at, start))]
            at = max(at, end)
        out.sort(key=lambda p: p.start)
    return out


def between(text: str, found: list[Part]) -> list[str]:
    """The stretches of a text around its parts: one more than there are parts."""
    out, at = [], 0
    for part in found:
        out.append(text[at : part.start])
        at = part.end
    return [*out, text[at:]]


def frame_hash(text: str) -> int | None:
    """A hash (64 bits, signed) of the text around its numbers and placeables; None where it has none of them."""
    if not _WORTH.search(text):
        return None
    found = parts(text)
    if not found:
        return None
    framed = HOLE.join(between(text, found)).encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(framed, digest_size=8).digest(), "big", signed=True)
