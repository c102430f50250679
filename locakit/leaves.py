"""A target opened into the texts a person reads: plural forms and ICU branches, each beside its source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from locakit import icu
from locakit.model import Forms

ICU = "icu-message-format"


@dataclass(frozen=True, slots=True)
class Leaf:
    """One text and the source text it belongs to."""

    source: str
    target: str


@dataclass(frozen=True, slots=True)
class Book:
    """The leaves of a message, and the way back."""

    leaves: tuple[Leaf, ...]
    close: Callable[[Sequence[str]], dict[str, str]]
    """The forms with the leaves' targets replaced, in order; equal leaves give the same forms back."""


def spread(source: Forms, target: Forms, flags: frozenset[str], locale: str, market: str) -> Book:
    """Open ``target`` (made from ``source``); an ICU text that does not line up with its source is one leaf."""
    spare = source.get("other", next(iter(source.values()), ""))
    parts = [(c, *_branches(source.get(c, spare), text, flags, locale, market)) for c, text in target.items()]

    def close(texts: Sequence[str]) -> dict[str, str]:
        at, out = 0, {}
        for category, found, build in parts:
            mine = texts[at : at + len(found)]
            at += len(found)
            same = list(mine) == [leaf.target for leaf in found]
            out[category] = target[category] if same else build(mine)
        return out

    return Book(tuple(leaf for _, found, _ in parts for leaf in found), close)


def _branches(
    source: str, target: str, flags: frozenset[str], locale: str, market: str
) -> tuple[list[Leaf], Callable[[Sequence[str]], str]]:
    if ICU in flags and icu.is_complex(target):
        try:
            mine = icu.expand(source, locale, market)
            theirs = icu.expand(target, market, market)
        except icu.IcuError:
            pass
        else:
            if len(mine.leaves) == len(theirs.leaves):
                pairs = zip(mine.leaves, theirs.leaves, strict=True)
                return [Leaf(a.text, b.text) for a, b in pairs], lambda texts: theirs.build(list(texts))
    return [Leaf(source, target)], lambda texts: texts[0]
