"""Addresses that are not as the project's ``links:`` writes them for the market."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from locakit.links import MARKED
from locakit.links.address import find
from locakit.model import Unit
from locakit.rules._kit import Hit, Pair, ex, rule


def _stray(source: str, target: str, have: str, want: str, market: str) -> Unit:
    return replace(ex(source, target, market, MARKED), links=((have, want),))


@rule(
    "links.market", "warning", "locale-conventions", needs=MARKED, quiet="ignore-urls", branches=True,
    bad=[
        _stray("See https://shop.example/a", "Veja https://shop.example/a",
               "https://shop.example/a", "https://shop.example/pt-BR/a", "pt-BR"),
        _stray("https://shop.example/?utm_campaign=spring-fr", "زوروا https://shop.example/?utm_campaign=spring-fr.",
               "https://shop.example/?utm_campaign=spring-fr", "https://shop.example/?utm_campaign=spring-ar", "ar"),
        _stray("www.shop.example", "www.shop.exampleをご覧ください", "www.shop.example", "www.shop.example.jp", "ja"),
    ],
    good=[
        ex("See https://shop.example/pt-BR/a", "Veja https://shop.example/pt-BR/a"),
        _stray("https://shop.example/a", "https://shop.example/ab",
               "https://shop.example/a", "https://shop.example/pt-BR/a", "pt-BR"),
        _stray("https://shop.example/a", "https://shop.example/pl/a",
               "https://shop.example/pl/a", "https://shop.example/pl/a", "pl"),
    ],
)  # fmt: skip
def strays(pair: Pair) -> Iterator[Hit]:
    """An address has another market's host or path, or its campaign parameters are lost or another's.

    Why: readers land in another country's shop, and a campaign is counted for a market it did not run in. The project
    says under ``links:`` how an address is written in each market; an address that is another page is a matter of
    ``urls.changed`` and ``placeables.missing``.

    Source: Google Analytics Help, "URL builders: Collect campaign data with custom URLs"; Google Search Central,
    "Managing multi-regional and multilingual sites".
    """
    wanted = dict(pair.unit.links)
    for one in find(pair.target, pair.unit.flags):
        want = wanted.get(one.text, one.text)
        if want != one.text:
            yield Hit(f"{one.text} is {want} in this market", (one.start, one.end), fix=want)
