"""Finding terms: many source forms in one pass over a text, and one target term in any inflection."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from locakit.model import Span
from locakit.terms.inflect import related, target_forms
from locakit.terms.words import NO_SPACES, Word, bare, fold, index, is_gap, keys, stands_alone, words


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a source term."""

    text: str
    number: str
    owner: str
    """The term it belongs to."""
    exact: bool
    """Case counts."""


class Finder:
    """Finds any of many forms in a text: a dictionary from first word to forms, longest first.

    Linear in the text; the number of forms does not slow it down. Where a language writes no spaces, a form may
    begin at any character, and one alternation of all forms is used.
    """

    def __init__(self, forms: Sequence[Form], language: str) -> None:
        self._language = language
        self._loose: re.Pattern[str] | None = None
        self._by_text = {fold(f.text): f for f in reversed(forms)}
        self._by_first: dict[str, list[tuple[Form, re.Pattern[str] | None, int]]] = {}
        ordered = sorted(forms, key=lambda f: -len(f.text))
        if language in NO_SPACES:
            parts = "|".join(re.escape(f.text) for f in ordered)
            self._loose = re.compile(parts, re.IGNORECASE) if parts else None
            return
        for form in ordered:
            found = words(form.text)
            if found:
                pattern = None if len(form.text) == found[0].end and len(found) == 1 else _pattern(form.text)
                entry = (form, pattern, found[0].start)
                self._by_first.setdefault(bare(found[0].fold, language), []).append(entry)

    def candidates(self, text: str) -> list[tuple[int, int, Form]]:
        """Every match as start, end and form; by start, then longest first."""
        if self._language in NO_SPACES:
            loose = [(m, self._by_text.get(fold(m.group()))) for m in self._loose.finditer(text)] if self._loose else []
            return [(m.start(), m.end(), form) for m, form in loose if form is not None]
        starts = ((word, key) for word in words(text) for key in keys(word.fold, self._language))
        found = [hit for word, key in starts for hit in self._at(text, word, key)]
        return sorted(found, key=lambda h: (h[0], -h[1], not h[2].exact))

    def _at(self, text: str, word: Word, key: str) -> Iterator[tuple[int, int, Form]]:
        for form, pattern, lead in self._by_first.get(key, ()):
            start, end = word.start - lead, word.end
            if pattern is not None:
                match = pattern.match(text, start) if start >= 0 else None
                if match is None or not stands_alone(text, start, match.end()):
                    continue
                end = match.end()
            if not form.exact or " ".join(text[start:end].split()) == form.text:
                yield start, end, form


@cache
def _pattern(form: str) -> re.Pattern[str]:
    parts = [r"[\s\u00a0\u2010\u2011-]{1,3}" if gap.isspace() else re.escape(gap) for gap in re.split(r"(\s+)", form)]
    return re.compile("".join(parts), re.IGNORECASE)


def search(
    text: str, term: str, forms: Sequence[str], language: str, inflect: bool = True, exact: bool = False
) -> list[Span]:
    """Where a target term stands: as it is, in a form that is listed, by rule, or by its words' lemmas.

    ``exact`` compares letter by letter, case included (do-not-translate).
    """
    if exact or not words(term):
        return list(_literal(text, term))
    if language in NO_SPACES:
        return [m.span() for m in re.finditer(re.escape(term), text, re.IGNORECASE)]
    found: list[Span] = []
    for form in dict.fromkeys((term, *forms, *(target_forms(term, language) if inflect else ()))):
        found += _sequence(text, form, language)
    if not found and inflect:
        found = list(_by_lemma(text, term, language))
    return sorted(set(found))


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
