"""What a conversion leaves to a person: the other market's words and address that no table decides."""

from __future__ import annotations

from functools import lru_cache

from locakit import locales
from locakit.derive.glossary import ID
from locakit.market import Market, ToneRule
from locakit.rules import tone
from locakit.rules._kit import PageRule, Pair
from locakit.rules._tone_kit import maps
from locakit.rules._tone_term import entries

_KINDS = ("term", "register", "forbid", "bilingual")
_LONGEST = 60
_MOST = 6
"""So many marks one text gets."""


def marks(pair: Pair, market: Market, base: str, before: str = "") -> tuple[str, ...]:
    """A note for each place of a converted text that the market's rules find, and that those of the base do not.

    A term of the project's glossaries is looked for in the text as it was ``before``: other rules may have changed a
    part of one that had to stay.
    Words: ``ambiguous: piso -> departamento / apartamento?``; forms of address: ``register: podéis``. Laws and what is
    only information about style are the rules' own business.
    """
    out: dict[str, None] = {}
    for page, rule in _doubtful(market, base):
        mine = rule.kind == "term" and rule.id.startswith(ID) and bool(before)
        seen = Pair(pair.unit, pair.form, pair.source, before) if mine else pair
        if page.for_units(pair.unit.flags, market.locale) and page.fits(seen):
            for hit in page.look(seen):
                start, end = hit.span or (0, len(seen.target))
                if not (mine and hit.fix):
                    out[_note(rule, seen.target[start:end][:_LONGEST], pair.source, hit.message)] = None
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


def _note(rule: ToneRule, said: str, source: str, message: str) -> str:
    if rule.kind == "term":
        use = _use(rule, " ".join(said.lower().split()), source)
        return _plain(f"ambiguous: {said} -> {use}?" if use else f"ambiguous: {said}")
    if rule.kind == "register" or rule.category in ("", "style", "audience"):
        return _plain(f"register: {said}")
    return _plain(f"ambiguous: {said}" + (f" ({message})" if rule.message else ""))


def _use(rule: ToneRule, said: str, source: str) -> str:
    """What the rule wants instead, where the source has this; both numbers of what is alike in both."""
    found = (word for one in maps(rule, "words") for wrong, word in entries(one) if wrong == said)
    word = next((w for w in found if w.source is None or w.source.search(source)), None)
    return "" if word is None else f"{word.use} / {word.plural}" if word.plural else word.use


def _plain(note: str) -> str:
    """On one line and without commas, which part the notes of a record."""
    return " ".join(note.replace(",", ";").split())
