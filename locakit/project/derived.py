"""The ``derive:`` of a market in ``locakit.yaml``: what it may name, which only all markets together show."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fnmatch import fnmatchcase
from typing import Any

from locakit import locales, tags
from locakit.project.schema import Field, Placed, Text, nearest
from locakit.yamlmap import Page

DERIVE = Field(
    Text(tags.complaint, locales.normalize, {"examples": ["es-ES", "en-US"]}),
    "The market of the same language, or the source locale, whose texts are made into this market's.",
)


def check(data: Mapping[str, Any], page: Page) -> None:
    """Note a base that is no market of the project, of another language or script, or in the end the market itself."""
    source, markets = data.get("source", ""), data.get("markets", [])
    bases = _bases(data.get("market", {}), markets)
    told: set[int] = set()
    for market, base in bases.items():
        fault = _fault(market, base, source, markets) or _circle(market, bases)
        if fault and base.at not in told:
            told.add(base.at)
            page.fault(base.at, fault)


def _bases(options: Mapping[Placed, Any], markets: Sequence[str]) -> dict[str, Placed]:
    """By market: its base. A pattern does not derive the base that it names from itself."""
    out: dict[str, Placed] = {}
    for name in sorted(options, key=lambda n: ("*" not in n, len(n), n)):
        base: Placed | None = (options[name] or {}).get("derive")
        for market in markets:
            if base and fnmatchcase(market.lower(), name.lower()) and ("*" not in name or market != base):
                out[market] = base
    return out


def _fault(market: str, base: str, source: str, markets: Sequence[str]) -> str:
    if base == market:
        return f"{market} cannot be derived from itself"
    if base not in markets and base != source:
        return f"`{base}` is neither a market of this project nor its source{nearest(base, [*markets, source])}"
    if locales.language(base) != locales.language(market):
        return f"{market} cannot be derived from {base}: they are of two languages"
    if locales.language(base) != "zh" and locales.script(base) != locales.script(market):
        return f"{market} cannot be derived from {base}: they are written in two scripts"
    return ""


def _circle(market: str, bases: Mapping[str, Placed]) -> str:
    way = [market]
    while (base := bases.get(way[-1])) is not None:
        if base in way:
            return f"{market} would be derived from itself: {' from '.join([*way, base])}"
        way.append(base)
    return ""
