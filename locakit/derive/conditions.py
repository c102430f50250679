"""The rules of a market as a conversion uses them: what the source cannot tell is asked, not changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from locakit import locales
from locakit.market import Market, ToneRule
from locakit.rules._tone_kit import maps

READ = "en"
"""The language in which the packs' conditions on the source are written."""
ASKED = ".unread"
"""What the id of the part of a rule ends in that only asks."""


def prepared(market: Market, source: str) -> Market:
    """The market for texts whose source is in the locale ``source``.

    A word that is another market's only where the English source says so cannot be decided by another source: it is
    found there whatever the source says, and never changed.
    """
    if locales.language(source) == READ:
        return market
    return replace(market, rules=tuple(part for rule in market.rules for part in _parts(rule)))


def _parts(rule: ToneRule) -> Iterator[ToneRule]:
    if rule.kind == "term":
        yield from _words(rule)
    elif rule.kind != "bilingual" and not {"if_source", "unless_source"} & set(rule.data):
        yield rule
    elif rule.kind == "forbid":
        data = {k: v for k, v in rule.data.items() if k not in ("if_source", "unless_source")}
        yield replace(rule, data=data, fix=False)


def _words(rule: ToneRule) -> Iterator[ToneRule]:
    words = maps(rule, "words")
    sure = [w for w in words if not w.get("source")]
    asked = [{k: v for k, v in w.items() if k != "source"} for w in words if w.get("source")]
    if sure:
        yield replace(rule, data={"words": list(sure)})
    if asked:
        yield replace(rule, id=rule.id + ASKED, data={"words": list(asked)}, fix=False)
