"""Finding one target term in a text, in any inflection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from locakit.model import Span
from locakit.terms.inflect import WITH_RULES, related, target_forms
from locakit.terms.quick import folded, laid_out
from locakit.terms.words import (
    ATTACHED,
    NO_SPACES,
    Word,
    bare,
    ends_inside,
    fold,
    index,
    is_gap,
    keys,
    stands_alone,
    words,
)  # fmt: skip

_SURU = re.compile("(?<=..)する\\Z")
"""A Japanese verb made of a noun: its noun stays, する changes (し, した, でき …)."""


def search(
    text: str, term: str, forms: Sequence[str], language: str, inflect: bool = True, exact: bool = False
) -> list[Span]:
    """Where a target term stands: as it is, in a form that is listed, by rule, or by its words' lemmas.

    ``exact`` compares letter by letter, case included (do-not-translate).
    """
    if exact or not words(term):
        return list(_literal(text, term))
    if language in NO_SPACES:
        return sorted({span for form in (term, *forms) for span in _anywhere(text, form, language, inflect)})
    found: list[Span] = []
    for form in dict.fromkeys((term, *forms, *(target_forms(term, language) if inflect else ()))):
        found += _sequence(text, form, language)
    if not found and inflect:
        found = list(_by_lemma(text, term, language))
    if not found and inflect and language == "ko" and " " in term:
        found = list(_by_lemma(text, term.replace(" ", ""), language))
    return sorted(set(found))


def plainly(text: str, term: str, language: str) -> bool:
    """True where a term stands as it is, as whole words: quick, and never true where ``search`` finds nothing."""
    laid, same = _laid(text), _simple(term, language)
    if laid is None or not same:
        return False
    at = laid.find(same)
    while at >= 0:
        if " " not in same[1:-1] or text[at : at + len(same) - 2].split() == term.split():
            return True
        at = laid.find(same, at + 1)
    return False


def excluded(text: str, term: str, language: str) -> bool:
    """True where no word of a text begins as any form of a term does: quick, and ``search`` finds nothing then."""
    laid, begins = _laid(text), _begins(term, language)
    return laid is not None and bool(begins) and not any(begin in laid for begin in begins)


@lru_cache(maxsize=256)
def _laid(text: str) -> str | None:
    low = folded(text)
    return None if low is None or "\0" in low else f" {laid_out(low)} "


@lru_cache(maxsize=65536)
def _simple(term: str, language: str) -> str:
    """The term between spaces as ``_laid`` has it; empty where its words are compared in another way."""
    parts = words(term)
    plain = " ".join(part.fold for part in parts)
    simple = language not in NO_SPACES and language not in ATTACHED and plain == fold(term)
    return f" {plain} " if parts and simple else ""


@lru_cache(maxsize=65536)
def _begins(term: str, language: str) -> tuple[str, ...]:
    """How the words must begin that a form of the term begins with (see ``related``); none where that is not known."""
    if language not in WITH_RULES:
        return ()
    firsts = [next(iter(words(form)), None) for form in (term, *target_forms(term, language))]
    heads = [first.fold if first else "" for first in firsts]
    if "" in heads:
        return ()
    return tuple(dict.fromkeys(f" {head[:3]}" if len(head) > 2 else f" {head} " for head in heads))


def _anywhere(text: str, term: str, language: str, inflect: bool) -> Iterator[Span]:
    pattern = re.escape(term)
    if language == "ja" and inflect and (verb := _SURU.search(term)):
        pattern = re.escape(term[: verb.start()]) + "(?:す|し|さ|せ|でき)"
    for found in re.finditer(pattern, text, re.IGNORECASE):
        if not ends_inside(text, *found.span()):
            yield found.span()


def _literal(text: str, term: str) -> Iterator[Span]:
    for match in re.finditer(r"\s+".join(map(re.escape, term.split())), text):
        if stands_alone(text, match.start(), match.end()):
            yield match.start(), match.end()


def _sequence(text: str, form: str, language: str) -> Iterator[Span]:
    wanted = [bare(w.fold, language) for w in words(form)]
    have = words(text)
    table = index(text, language)
    for at in table.get(wanted[0], ()) if wanted else ():
        run = have[at : at + len(wanted)]
        if (
            len(run) == len(wanted)
            and all(key in keys(word.fold, language) for word, key in zip(run, wanted, strict=True))
            and _close(text, run, form)
        ):
            yield run[0].start, run[-1].end


def _by_lemma(text: str, term: str, language: str) -> Iterator[Span]:
    wanted = [w.fold for w in words(term)]
    have = words(text)
    for at in range(len(have) - len(wanted) + 1):
        run = have[at : at + len(wanted)]
        if all(related(w.fold, t, language) for w, t in zip(run, wanted, strict=True)) and _close(text, run, term):
            yield run[0].start, run[-1].end


def _close(text: str, run: Sequence[Word], form: str) -> bool:
    if len(run) == 1:
        return True
    own = [form[a.end : b.start] for a, b in pairwise(words(form))]
    gaps = [text[a.end : b.start] for a, b in pairwise(run)]
    return all(is_gap(gap) or gap == mine for gap, mine in zip(gaps, own, strict=True))
