"""The texts a tone rule looks at: placeables blanked out, ICU branches one by one, offsets as in the target."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from locakit.placeables import Placeable
from locakit.rules._kit import ICU, Pair, spans

BLANK, TAG = "\ufffc", "\ufffb"
"""Stand for every character of a placeable: of a value that will be put in, and of markup."""

NBSP, NNBSP = "\u00a0", "\u202f"
_ENTITIES = {
    "&nbsp;": NBSP, "&#160;": NBSP, "&#xa0;": NBSP, "&nnbsp;": NNBSP, "&#8239;": NNBSP, "&#x202f;": NNBSP,
}  # fmt: skip
_NUMBER = "icu-plural"
_MARKUP = frozenset({"tag", "link", "emphasis", "escape"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a target that reads as one text."""

    start: int
    """Its offset in the target form."""
    text: str
    """Masked: no placeable can be read or touched in it."""
    raw: str
    """The same stretch as it stands in the target."""
    said: str
    """The whole source form as it stands."""
    flags: frozenset[str]
    market: str
    register: str
    alone: bool = True
    """It is all of the target: no ICU branches stand beside it."""
    source_locale: str = "en"

    @property
    def source(self) -> str:
        """The source form, masked, with the text of ICU branches left readable."""
        return flat(self.said, self.flags)


@lru_cache(maxsize=8192)
def masked(text: str, flags: frozenset[str]) -> str:
    """``text`` with its placeables blanked out, as long as before; entities of no-break spaces stay such spaces."""
    found = spans(text, flags)
    if not found:
        return text
    out: list[str] = []
    at = 0
    for p in found:
        out += (text[at : p.start], _stand_in(p) * (p.end - p.start))
        at = p.end
    return "".join((*out, text[at:]))


def _stand_in(p: Placeable) -> str:
    return _ENTITIES.get(p.text.lower()) or (TAG if p.role or p.kind in _MARKUP else BLANK)


def pieces(text: str, flags: frozenset[str], start: int = 0) -> list[tuple[int, str]]:
    """``text`` masked, and each branch of its ICU arguments likewise, with their offsets."""
    out = [(start, masked(text, flags))]
    if ICU in flags:
        for p in spans(text, flags):
            if p.kind == "icu":
                for a, b in bodies(p.text):
                    out += pieces(p.text[a:b], flags | {_NUMBER}, start + p.start + a)
    return out


@lru_cache(maxsize=4096)
def flat(text: str, flags: frozenset[str]) -> str:
    """``text`` masked, but with the text inside ICU branches left where it stands."""
    first, *rest = pieces(text, flags)
    if not rest:
        return first[1]
    out = list(first[1])
    for start, branch in rest:
        out[start : start + len(branch)] = branch
    return "".join(out)


def bodies(argument: str) -> list[tuple[int, int]]:
    """Where the branches of an ICU argument stand, without their braces; apostrophes quote braces."""
    out: list[tuple[int, int]] = []
    depth, opened, quoted = 0, 0, False
    for at, char in enumerate(argument):
        if char == "'" and (quoted or argument[at + 1 : at + 2] in ("{", "}", "#")):
            quoted = not quoted
        elif quoted:
            continue
        elif char == "{":
            depth += 1
            opened = at + 1 if depth == 2 else opened
        elif char == "}":
            if depth == 2:
                out.append((opened, at))
            depth -= 1
    return out


def of(pair: Pair, register: str) -> tuple[Piece, ...]:
    """The pieces of a pair's target."""
    unit = pair.unit
    return _of(pair.source, pair.target, unit.flags, unit.market, unit.source_locale, register)


@lru_cache(maxsize=1024)
def _of(
    source: str, target: str, flags: frozenset[str], market: str, source_locale: str, register: str
) -> tuple[Piece, ...]:
    """Remembered: a market's rules ask for the same pair one after the other."""
    found = pieces(target, flags)
    return tuple(
        Piece(at, text, target[at : at + len(text)], source, flags, market, register, len(found) == 1, source_locale)
        for at, text in found
    )
