"""A project's own contrasts: where its glossaries want one word in the base and another in the market."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from locakit import locales
from locakit.marked import Plain
from locakit.market import ToneRule
from locakit.terms import Concept, Termbase
from locakit.terms.agree import gender_of
from locakit.terms.words import NO_SPACES

ID = "glossary.contrast"
"""How the ids of these rules begin."""
_WHY = "the project's glossaries want this word in the market"
_AT_ONCE = 40


def rules(base: Termbase, market: Termbase, script: Callable[[str], str] | None) -> Iterator[ToneRule]:
    """Rules of the kinds ``term`` and, for languages without spaces, ``forbid``; only where the source has the term.

    ``script`` is what the base's texts go through before the rules see them.
    """
    mine = {c.source: c for c in market.concepts}
    pairs = [(c, mine[c.source]) for c in base.concepts if c.source in mine and _differ(c, mine[c.source])]
    language = locales.language(market.market)
    if language in NO_SPACES:
        for number, (old, new) in enumerate(pairs):
            said = script(old.term.target) if script else old.term.target
            if said != new.term.target:
                pattern: dict[str, Plain] = {"match": re.escape(said), "fix": new.term.target.replace("\\", r"\\")}
                yield _rule("forbid", number, market, {"patterns": [pattern], "if_source": _source(old)})
        return
    words = [_word(old, new, language) for old, new in pairs]
    for number in range(0, len(words), _AT_ONCE):
        yield _rule("term", number, market, {"words": list(words[number : number + _AT_ONCE])})


def _differ(old: Concept, new: Concept) -> bool:
    known = (old.term.status, new.term.status)
    return "dnt" not in known and all(old.term.target != t.target for t in new.permitted)


def _rule(kind: str, number: int, market: Termbase, data: dict[str, Plain]) -> ToneRule:
    return ToneRule(f"{ID}-{number}", kind, _WHY, source=("the project's glossaries",), data=data, layer=market.market)


def _word(old: Concept, new: Concept, language: str) -> dict[str, Plain]:
    genders: Sequence[str] = [c.term.gender or gender_of(c.term.target, language) for c in (old, new)]
    word: dict[str, Plain] = {"not": old.term.target, "use": new.term.target, "source": _source(old)}
    if old.plural != old.term.target:
        word["forms"] = {old.plural: new.plural}
    elif new.plural != new.term.target:
        word |= {"plural": new.plural, "one": _source(old, "one"), "more": _source(old, "many")}
    return word | {"gender": genders[1]} if genders[1] and genders[0] != genders[1] else word


def _source(concept: Concept, number: str = "") -> str:
    """What the source must hold: a form of the term, of one number where one is named."""
    every = {concept.source, *(form for form, _ in concept.source_forms)}
    named = {form for form, of in concept.source_forms if of == number}
    forms = sorted(named if number else every, key=lambda f: (-len(f), f))
    if not forms:
        return r"(?!)"
    return r"(?<!\w)(?:" + "|".join(map(re.escape, forms)) + r")(?!\w)"
