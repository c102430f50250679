"""Nouns that stand in for terms: an engine orders and inflects around a word it knows, and the term takes its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from locakit import splice
from locakit.enforce.edit import Place, Tongue, Wrong, hole_names
from locakit.terms.search import search
from locakit.terms.words import words


class Noun(NamedTuple):
    """An English noun that every engine knows and hardly any program speaks of."""

    one: str
    many: str
    gender: str
    """Of its translation into Romance languages."""


_NOUNS = (
    Noun("horse", "horses", "m"), Noun("house", "houses", "f"), Noun("lion", "lions", "m"),
    Noun("door", "doors", "f"), Noun("elephant", "elephants", "m"), Noun("bicycle", "bicycles", "f"),
)  # fmt: skip
_NAMES = ("Google", "Microsoft", "Toyota")
"""Names for names: they stay as they are, and stand with the articles and prepositions of names."""
WORDS = tuple(word for noun in _NOUNS for word in (noun.one, noun.many))
"""What must be known in translation beforehand."""


class Posed(NamedTuple):
    """A source text with nouns in the place of its terms."""

    text: str
    holes: Mapping[str, Place]
    """By the name that a hole will have in the answer."""
    said: Mapping[str, tuple[str, ...]]
    """For each hole the words to look for in the answer."""


def posed(source: str, wrong: Sequence[Wrong], own: Mapping[str, str | None], tongue: Tongue) -> Posed | None:
    """``source`` with a noun for each place of a wrong term; None where there are not enough of them.

    ``own`` has the engine's translations of ``WORDS``.
    """
    places = sorted((p for w in wrong for p in w.hits), key=lambda p: p.start)
    low = source.lower()
    names = [name for name in _NAMES if name.lower() not in low]
    nouns = [noun for noun in _NOUNS if noun.one not in low and _known(noun, own)]
    cuts: list[tuple[int, int, str]] = []
    said: dict[str, tuple[str, ...]] = {}
    holes = dict(zip(hole_names(source, len(places)), places, strict=True))
    for hole, place in holes.items():
        if place.term.status == "dnt":
            word = names.pop(0) if names else ""
            said[hole] = (word,)
        else:
            gender = place.gender(tongue.language)
            noun = next((n for n in nouns if gender in ("", n.gender)), None)
            word = (noun.many if place.many else noun.one) if noun else ""
            if noun:
                nouns.remove(noun)
                said[hole] = (own[noun.one] or "", own[noun.many] or "")
        if not word:
            return None
        cuts.append((place.start, place.end, word.capitalize() if place.said[:1].isupper() else word))
    return Posed(splice.apply(source, cuts), holes, said)


def _known(noun: Noun, own: Mapping[str, str | None]) -> bool:
    one, many = own.get(noun.one), own.get(noun.many)
    return bool(one and many and len(words(one)) == len(words(many)) == 1)


def with_holes(answer: str, posed: Posed, tongue: Tongue) -> str | None:
    """The answer with holes where the nouns are; None unless each is there exactly once."""
    cuts: list[tuple[int, int, str]] = []
    for hole, wanted in posed.said.items():
        spans = {s for word in wanted for s in search(answer, word, (), tongue.language, inflect=False)}
        if len(spans) != 1:
            return None
        cuts.append((*spans.pop(), hole))
    cuts.sort()
    return None if any(a[1] > b[0] for a, b in pairwise(cuts)) else splice.apply(answer, cuts)
