"""What a conversion leaves to a person: the other market's words and address that no table decides."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from locakit import locales
from locakit.market import Market, ToneRule
from locakit.rules import tone
from locakit.rules._kit import PageRule, Pair
from locakit.rules._tone_kit import maps
from locakit.rules._tone_term import entries

_KINDS = ("term", "register", "forbid", "bilingual")
_LONGEST = 60
_MOST = 6
"""So many marks one text gets."""


def marks(pair: Pair, market: Market, base: str) -> tuple[str, ...]:
    """A note for each place of a converted text that the market's rules find, and that those of the base do not.

    Words: ``ambiguous: piso -> departamento / apartamento?``; forms of address: ``register: podéis``. Laws and what is
    only information about style are the rules' own business.
    """
    out: dict[str, None] = {}
    for page, rule in _doubtful(market, base):
        if page.for_units(pair.unit.flags, market.locale) and page.fits(pair):
            for hit in page.look(pair):
                start, end = hit.span or (0, len(pair.target))
                out[_note(rule, pair.target[start:end][:_LONGEST])] = None
    return tuple(out)[:_MOST]


@lru_cache(maxsize=32)
def _doubtful(market: Market, base: str) -> tuple[tuple[PageRule, ToneRule], ...]:
    shared = {"root", locales.language(base), *locales.chain(base)}
    by_id = {rule.id: rule for rule in market.rules if rule.layer not in shared and _counts(rule)}
    pages = (page for page in tone.rules(market) if isinstance(page, PageRule))
    return tuple((page, by_id[page.id]) for page in pages if page.id in by_id)


def _counts(rule: ToneRule) -> bool:
    if rule.kind in ("term", "register"):
        return True
    return rule.kind in _KINDS and rule.severity != "info" and not rule.law


def _note(rule: ToneRule, said: str) -> str:
    if rule.kind == "term":
        use = _uses(rule).get(" ".join(said.lower().split()), "")
        return _plain(f"ambiguous: {said} -> {use}?" if use else f"ambiguous: {said}")
    if rule.kind == "register" or rule.category in ("", "style", "audience"):
        return _plain(f"register: {said}")
    return _plain(f"ambiguous: {said}" + (f" ({rule.message})" if rule.message else ""))


def _uses(rule: ToneRule) -> Mapping[str, str]:
    return {wrong: word.use for one in maps(rule, "words") for wrong, word in entries(one)}


def _plain(note: str) -> str:
    """On one line and without commas, which part the notes of a record."""
    return " ".join(note.replace(",", ";").split())
