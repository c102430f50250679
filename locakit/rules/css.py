"""Sizes of windows and fields that are kept among the texts."""

from __future__ import annotations

import re
from collections.abc import Iterable

from locakit.rules._calm import beside
from locakit.rules._kit import Hit, Pair, ex, rule

_SIZES = re.compile(r"(?:[a-z-]+\s*+:\s*+\d*+(?:\.\d++)?(?:ch|em|rem|ex|px|pt|pc|cm|mm|in|vw|vh|%)\s*+(?:;\s*+|$))++")
_SIZE = re.compile(r"([a-z-]+)\s*+:\s*+\d*+(?:\.\d++)?([a-z%]++)")


_SECOND = frozenset({"in", "ax", "id", "ei"})
"""How ``min-``, ``max-``, ``width`` and ``height`` go on."""


def _sized(source: str, target: str) -> bool:
    return source[1:3] in _SECOND and len(source) < 200


def is_size(text: str) -> bool:
    """The text is nothing but CSS sizes (``width: 30em; height: 20em``)."""
    return text[1:3] in _SECOND and _SIZES.fullmatch(text) is not None


@rule(
    "css.size", "error", signs=":", when=_sized, blocks=True, word_source=beside("[a-z-]:|^ :"),
    bad=[
        ex("width: 15.4em", "largura: 15.4em"), ex("min-width: 36em;", "min-width: 40 em;", "de"),
        ex("width: 30em; height: 20em", "width: 30em", "ja"), ex("width: 12em", "عرض", "ar"),
    ],
    good=[
        ex("width: 15.4em", "width: 20em"), ex("width: 30em; height: 20em", "height: 22em; width: 32em;", "de"),
        ex("width: 30 boxes", "Breite: 30 Kisten", "de"),
    ],
)  # fmt: skip
def size(pair: Pair) -> Iterable[Hit]:
    """A text that is a CSS size is none in the target, or has other properties.

    Why: the window gets no size at all. The number may differ, since words are longer; another unit is a warning.

    Source: CSS Values and Units, level 4: lengths; compare-locales' manual, CSS checks.
    """
    if not is_size(pair.source):
        return ()
    if not is_size(pair.target):
        return [Hit("no CSS size, unlike the source")]
    here, there = (dict(_SIZE.findall(text)) for text in (pair.target, pair.source))
    if here.keys() != there.keys():
        return [Hit(f"the sizes are of {', '.join(sorted(here))}, in the source of {', '.join(sorted(there))}")]
    return [
        Hit(f"{name} is in {here[name]}, in the source in {there[name]}", severity="warning")
        for name in here if here[name] != there[name]
    ]  # fmt: skip
