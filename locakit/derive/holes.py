"""Stretches of a text that no conversion may touch, taken out and put back: names, and arguments done already."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from locakit.model import Span, Splice
from locakit.terms.words import stands_alone

HOLE = "\ufffc"
"""Stands for what was taken out: the rules know it as a placeable."""
_QUOTED = re.compile('["“«„‚‘「『]([^"“”«»„‚‘’「」『』\n]{2,80})["”»“’」』]')
_SLOT = re.compile(r"\$\d{1,2}(?![\d.,]?\d)")
"""A slot of MediaWiki's and Java's, or a price that nobody has adapted: both stand there as in the source."""


@dataclass(frozen=True, slots=True)
class Held:
    """A text with holes, and what belongs into them in order."""

    text: str
    parts: tuple[str, ...]


def cut(text: str, holes: Iterable[Splice]) -> Held:
    """``text`` with a hole for each span; where two overlap the first one counts. The third item goes into the hole."""
    out, parts, at = list[str](), list[str](), 0
    for start, end, part in sorted(holes):
        if start >= at:
            out += (text[at:start], HOLE)
            parts.append(part)
            at = end
    return Held("".join((*out, text[at:])), tuple(parts))


def fill(text: str, parts: Sequence[str]) -> str | None:
    """The text with its parts back; None where it has not as many holes."""
    pieces = text.split(HOLE)
    if len(pieces) != len(parts) + 1:
        return None
    return "".join(a + b for a, b in zip(pieces, (*parts, ""), strict=True))


def names(text: str, source: str, keep: Iterable[str], *, quoted: bool) -> list[Span]:
    """Where words of ``keep`` and slots stand; with ``quoted``, also what is quoted in the text and in the source."""
    there = (m.span() for word in keep if word for m in re.finditer(re.escape(word), text))
    found = [span for span in there if stands_alone(text, *span)]
    found += [m.span() for m in _SLOT.finditer(text) if m[0] in source]
    if quoted:
        found += [m.span(1) for m in _QUOTED.finditer(text) if m[1] in source]
    return found
