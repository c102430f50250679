"""Which source form and which example number a plural category of a market is translated from."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache

from locakit import locales

_RARE = 1_000_000
"""From here on a category (``many`` of es, fr, it, pt) is about compact notation, and reads as ``other``."""


def source_category(market: str, category: str, available: Collection[str], counted: Collection[str]) -> str:
    """The source category whose text serves the market's ``category``: its namesake, or else ``other``.

    A namesake that leaves the number out (``one`` saying "an item") does not serve a category that covers several
    numbers (Russian ``one`` is 1, 21, 31 …) where ``other`` shows the number. ``counted`` are the source categories
    that show it; ``available`` all there are.
    """
    spare = "other" if "other" in available else next(iter(available), "other")
    if category not in available:
        return spare
    several = len([n for n in locales.numbers_of(market, category) if n]) > 1
    return spare if several and category not in counted and spare in counted else category


@cache
def sample(market: str, category: str, taken: frozenset[int] = frozenset()) -> int:
    """A number of the category that is not ``taken`` by an explicit branch; a plain plural where there is none.

    A category that no small integer has (``many`` of Czech or French) gets the number of ``other``, so that its text
    comes out as that of ``other``.
    """
    first = locales.example(market, category)
    if first is not None and first < _RARE and first not in taken:
        return first
    free = [n for n in locales.numbers_of(market, category) if n not in taken and n]
    if free:
        return free[0]
    return sample(market, "other") if category != "other" else 5


@cache
def ordinal_sample(source: str, market: str, category: str, branch: str) -> int | None:
    """A number that is ``category`` as the market's ordinal and ``branch`` as the source's, or only the former."""
    fits = [n for n in range(1, 201) if _ordinal(market, n) == category]
    return next((n for n in (*fits[3:], *fits[:3]) if _ordinal(source, n) == branch), fits[0] if fits else None)


@cache
def _ordinal(tag: str, number: int) -> str:
    from babel import Locale, UnknownLocaleError

    for name in locales.chain(tag):
        try:
            return str(Locale.parse(name, sep="-").ordinal_form(number))
        except (UnknownLocaleError, ValueError):
            continue
    return "other"
