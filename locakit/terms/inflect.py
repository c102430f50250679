"""Inflected forms of terms: regular plurals and verb forms by rule, everything else by dictionary lemma."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Protocol

from locakit.terms.endings import by_endings

if TYPE_CHECKING:
    from simplemma import Lemmatizer

Rules = tuple[tuple[str, str], ...]

_PLURALS: dict[str, Rules] = {
    "en": (
        (r"(?<=[^aeiou])y$", "ies"), (r"(s|x|z|ch|sh)$", r"\1es"),
        (r"(?<=[lr])f$|(?<=ea)f$|(?<=[lnw]i)fe$", "ves"), (r"$", "s"),
    ),
    "pt": (
        (r"ão$", "ões"), (r"([aeou])l$", r"\1is"), (r"il$", "is"), (r"m$", "ns"), (r"([rz])$", r"\1es"),
        (r"ês$", "eses"), (r"([sx])$", r"\1"), (r"$", "s"),
    ),
    "es": (
        (r"án$", "anes"), (r"én$", "enes"), (r"ín$", "ines"), (r"ón$", "ones"), (r"ún$", "unes"),
        (r"ás$", "ases"), (r"és$", "eses"),
        (r"z$", "ces"), (r"([sx])$", r"\1"), (r"([bcdfgjlmnñpqrtvwyíú])$", r"\1es"), (r"$", "s"),
    ),
    "fr": ((r"([sxz])$", r"\1"), (r"(eau|eu)$", r"\1x"), (r"al$", "aux"), (r"$", "s")),
    "it": ((r"a$", "e"), (r"[oe]$", "i"), (r"$", "")),
}  # fmt: skip
"""Regular plural of a noun: the first ending that fits."""
WITH_RULES = frozenset(_PLURALS)
"""Languages whose terms are inflected by rule; in others a text's words are compared by ending and lemma."""

_PREPOSITION = re.compile(
    r"\s+(?:d[eiou]|d[ao]s|da|del|des|en|em|n[ao]s?|à|ao|a|al|aux?|para|pour|pelo|por|par|sin|sem|sans|con|com|avec|y|e|et|ou|o)\b"
)
_VOWELS_KEPT = {"pt": (("el", "éis"), ("ol", "óis")), "fr": (("ail", "ails"),)}
_FEMININE: dict[str, Rules] = {
    "pt": ((r"or$", "ora"), (r"ês$", "esa"), (r"o$", "a")),
    "es": ((r"or$", "ora"), (r"o$", "a")),
    "fr": ((r"([éilu])$", r"\1e"), (r"eux$", "euse"), (r"([tdsn])$", r"\1e")),
    "it": ((r"o$", "a"),),
}


def _first(word: str, rules: Rules) -> str:
    for ending, new in rules:
        pattern = _compiled(ending)
        if pattern.search(word):
            return pattern.sub(new, word, count=1)
    return word


@cache
def _compiled(ending: str) -> re.Pattern[str]:
    return re.compile(ending, re.IGNORECASE)


def _head(term: str, language: str, verb: bool = False) -> tuple[str, str, str]:
    """``term`` cut into what stands before its head word, the head, and what stands after it."""
    parts = re.split(r"(\s+)", term)
    at = 0 if verb or language != "en" else len(parts) - 1
    return "".join(parts[:at]), parts[at], "".join(parts[at + 1 :])


def plural(term: str, language: str) -> str:
    """The regular plural of a noun phrase, or the term itself where the language has no rule here.

    English inflects the last word; Romance languages the first noun and the adjective right after it.
    """
    if language not in _PLURALS:
        return term
    before, head, after = _head(term, language)
    adjective = re.match(r"(\s+)(\S+)(.*)", after, re.DOTALL)
    if language != "en" and adjective and not _PREPOSITION.match(after):
        after = adjective[1] + _plural_word(adjective[2], language) + adjective[3]
    return before + _plural_word(head, language) + after


def _plural_word(word: str, language: str) -> str:
    for ending, new in _VOWELS_KEPT.get(language, ()):
        if word.endswith(ending):
            return word[: -len(ending)] + new
    return _first(word, _PLURALS[language])


def target_forms(term: str, language: str) -> tuple[str, ...]:
    """The forms of a target term that follow from rules: plural, and feminine of a single word.

    Loanwords have a plain ``s`` (shaders, emails), so that is a form of every term.
    """
    out = [plural(term, language)]
    if language in _FEMININE:
        before, head, after = _head(term, language)
        out += [f"{term}s", f"{before}{head}s{after}"]
    if language in _FEMININE and " " not in term:
        feminine = _first(term, _FEMININE[language])
        out += [feminine, plural(feminine, language)]
    return tuple(dict.fromkeys(f for f in out if f != term))


@cache
def source_forms(term: str, language: str, pos: str) -> dict[str, str]:
    """Each inflected form of a source term with its number: ``one``, ``many``, or empty for verb forms."""
    if language != "en":
        return {form: "many" for form in target_forms(term, language)} | {term: "one"}
    out = {term: "one"}
    if pos in ("", "noun"):
        out[plural(term, "en")] = "many"
        before, head, after = _head(term, "en")
        out.setdefault(before + head + "s" + after, "many")
    if pos == "verb":
        before, head, after = _head(term, "en", verb=True)
        out |= {before + form + after: "" for form in _verb_forms(head)}
    return out


def _verb_forms(verb: str) -> list[str]:
    third = _first(verb, _PLURALS["en"][:2]) if re.search(r"([^aeiou]y|s|x|z|ch|sh)$", verb) else verb + "s"
    if verb.endswith("e"):
        return [third, verb + "d", verb[:-1] + "ing"]
    if re.search(r"[^aeiou]y$", verb):
        return [third, verb[:-1] + "ied", verb + "ing"]
    stem = verb + verb[-1] if re.fullmatch(r"[^aeiou]*[aeiou][^aeiouwxy]", verb) else verb
    return [third, stem + "ed", stem + "ing"]


class Keeper(Protocol):
    """Where dictionary forms are kept from run to run."""

    def get(self, language: str, word: str) -> str | None:
        """A word's dictionary form, if it was looked up before."""

    def put(self, language: str, word: str, lemma: str) -> None:
        """Keep what was looked up."""


_kept: list[Keeper] = []


def keep(keeper: Keeper | None) -> None:
    """Dictionary forms are asked for there first, and kept there, from now on; None ends that."""
    _kept[:] = [keeper] if keeper else []
    lemma.cache_clear()


def kept() -> Keeper | None:
    """What ``keep`` was last told."""
    return _kept[0] if _kept else None


@lru_cache(maxsize=65536)
def lemma(word: str, language: str) -> str:
    """The dictionary form of a folded word (simplemma), or the word where the language has no dictionary."""
    keeper = kept()
    found = keeper.get(language, word) if keeper else None
    if found is None:
        found = _looked_up(word, language)
        if keeper:
            keeper.put(language, word, found)
    return found


def _looked_up(word: str, language: str) -> str:
    try:
        return str(_lemmatizer().lemmatize(word, lang=language)).casefold()
    except ValueError:
        return word


@cache
def _lemmatizer() -> Lemmatizer:
    """simplemma over its packed dictionaries: they are ready in half the time of the unpacked ones."""
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(dictionary_factory=LOW_MEMORY_DICTIONARY_FACTORY))


def related(word: str, other: str, language: str) -> bool:
    """True if two folded words are forms of one word: equal, apart in endings alone, or their lemmas meet.

    Words that part before their third letter, or before half of the shorter one, are not looked up: a dictionary
    takes a third of a second to load. (A term whose inflection changes more than that lists its ``forms``.)
    """
    if word == other or by_endings(word, other, language):
        return True
    shared = max(3, min(len(word), len(other)) // 2)
    if word[:shared] != other[:shared] or min(len(word), len(other)) < 3:
        return False
    return bool({word, lemma(word, language)} & {other, lemma(other, language)})
