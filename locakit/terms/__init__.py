"""The termbase: where a source's terms stand, whether the target uses them, and what is wrong where it does not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Literal, NamedTuple

from locakit import locales, placeables
from locakit.model import Span, Term, TermStatus
from locakit.terms.finder import Finder, Form
from locakit.terms.glossary import Entry, Glossary, Use
from locakit.terms.glossary import parse as parse_glossary
from locakit.terms.inflect import WITH_RULES, plural, source_forms
from locakit.terms.quick import Found
from locakit.terms.search import excluded, plainly, search
from locakit.terms.words import fold

__all__ = ["Concept", "Glossary", "Hit", "TermFault", "Termbase", "parse_glossary"]

Kind = Literal["missing", "deprecated", "dnt"]


@dataclass(frozen=True, slots=True)
class Concept:
    """One source term and all that one market says about it."""

    source: str
    permitted: tuple[Term, ...]
    """The preferred term (or do-not-translate), then the admitted ones; never empty."""
    deprecated: tuple[Term, ...]
    plural: str
    """The preferred target in the plural."""
    inflect: bool
    many: bool
    """The target is a plural whatever the source form is."""
    source_forms: tuple[tuple[str, str], ...]
    """Each form of the source term with its number: ``one``, ``many`` or empty."""

    @property
    def term(self) -> Term:
        """The term to use."""
        return self.permitted[0]


class Hit(NamedTuple):
    """A term in a source text."""

    term: Term
    start: int
    end: int
    number: str = "one"
    """``many`` where a plural stands there, empty where the form does not tell."""


@dataclass(frozen=True, slots=True)
class TermFault:
    """What is wrong with one term of a pair."""

    term: Term
    message: str
    """A sentence that names the fault."""
    span: Span
    """Where in the target; empty where something is missing."""
    kind: Kind


class Termbase:
    """The terms of several glossaries for one market; earlier glossaries win over later ones.

    Args: the glossaries; the source's and the market's BCP 47 locales. A market inherits along its CLDR parents:
    the nearest locale's statement counts alone.
    """

    def __init__(self, glossaries: Iterable[Glossary], source_locale: str, market: str) -> None:
        self.source_locale = locales.normalize(source_locale)
        self.market = locales.normalize(market)
        self._from = locales.language(source_locale)
        self._to = locales.language(market)
        self._exceptions: list[str] = []
        self._last: tuple[str, list[Found] | None] = ("", [])
        self.concepts = tuple(self._concepts(list(glossaries)))

    @property
    def terms(self) -> tuple[Term, ...]:
        """Every term of the market: preferred, admitted, deprecated and do-not-translate."""
        return tuple(t for c in self.concepts for t in (*c.permitted, *c.deprecated))

    def hits(self, source_text: str, flags: frozenset[str] = frozenset()) -> list[Hit]:
        """The terms in a source text, in order; of overlapping ones the longest; none inside a placeable."""
        found = self._longest(source_text)
        return self._open(source_text, flags, found) if found or found is None else []

    def may_hit(self, source_text: str) -> bool:
        """False where a text has no ``hits``; quick, and remembered for the text asked for last."""
        found = self._longest(source_text)
        return found is None or bool(found)

    def _longest(self, text: str) -> list[Found] | None:
        if text != self._last[0]:
            self._last = (text, self._finder.longest(text))
        return self._last[1]

    def hits_in(self, texts: Sequence[str], flags: frozenset[str] = frozenset()) -> Iterator[tuple[int, list[Hit]]]:
        """``(number, hits)`` of the texts that have any, in no order: much quicker than one by one."""
        for number, found in self._finder.each(texts):
            if hits := self._open(texts[number], flags, found):
                yield number, hits

    def sift(self, texts: Sequence[str]) -> frozenset[int]:
        """The numbers of the texts in which a term may stand: all others have no ``hits``. Quick for many texts."""
        return frozenset(number for number, _ in self._finder.each(texts))

    def _open(self, text: str, flags: frozenset[str], quick: list[Found] | None) -> list[Hit]:
        """The hits of what was found, without those in placeables; ``None`` is looked for in every way."""
        found = self._finder.candidates(text) if quick is None else quick
        closed = [(p.start, p.end) for p in placeables.found(text, flags)] if found else []
        if quick and closed and any(a < end and start < b for start, end, _ in quick for a, b in closed):
            found = self._finder.candidates(text)
        terms = self._terms
        if quick and not closed:
            return [Hit(terms[form.owner], start, end, form.number) for start, end, form in quick if form.owner]
        out, last = list[Hit](), 0
        for start, end, form in found:
            if start < last or any(a < end and start < b for a, b in closed):
                continue
            last = end
            if form.owner:
                out.append(Hit(terms[form.owner], start, end, form.number))
        return out

    def mentioned(self, source_text: str, flags: frozenset[str] = frozenset()) -> list[Hit]:
        """Every term in a source text, those inside longer ones too, by place; none inside a placeable."""
        found = [f for f in self._finder.candidates(source_text) if f[2].owner]
        closed = [(p.start, p.end) for p in placeables.found(source_text, flags)] if found else []
        return [
            Hit(self._by_source[form.owner].term, start, end, form.number)
            for start, end, form in found
            if not any(a < end and start < b for a, b in closed)
        ]

    def concept(self, term: Term) -> Concept:
        """The concept a hit's term belongs to; raises KeyError for a term of another termbase."""
        return self._by_source[term.source]

    def present(self, term: Term, target: str) -> Span | None:
        """Where a permitted target of the term's concept stands, in any inflection; None where none does."""
        return next(self._permitted(self.concept(term), target), None)

    def faults(self, source: str, target: str, flags: frozenset[str] = frozenset()) -> list[TermFault]:
        """What is wrong with the target's terms, each source term once."""
        out: list[TermFault] = []
        for name in dict.fromkeys(h.term.source for h in self.hits(source, flags)):
            out += self.faults_of(self._by_source[name], target)
        return out

    def faults_of(self, concept: Concept, target: str) -> list[TermFault]:
        """What is wrong with a target whose source has the concept's term."""
        term = concept.term
        told = [old for old in concept.deprecated if not excluded(target, old.target, self._to)]
        if not told and term.status != "dnt" and plainly(target, term.target, self._to):
            return []
        good = list(self._permitted(concept, target))
        found = {
            span: old
            for old in reversed(told)
            for span in search(target, old.target, old.forms, self._to, concept.inflect)
            if not any(a <= span[0] and span[1] <= b for a, b in good)
        }
        bad = [
            TermFault(old, f"{target[a:b]!r} is not used for {term.source!r}{_because(old.note)}", (a, b), "deprecated")
            for (a, b), old in sorted(found.items(), key=lambda item: item[0])
        ]
        if bad or good:
            return bad
        if term.status == "dnt":
            wrong = next(iter(search(target, term.target, (), self._to, False)), (0, 0))
            said = f", not {target[slice(*wrong)]!r}" if wrong != (0, 0) else ""
            return [TermFault(term, f"{term.target!r} must stay as it is{said}", wrong, "dnt")]
        wanted = " or ".join(repr(t.target) for t in concept.permitted)
        return [TermFault(term, f"{term.source!r} is not given as {wanted}", (0, 0), "missing")]

    def _permitted(self, concept: Concept, target: str) -> Iterator[Span]:
        for term in concept.permitted:
            yield from search(target, term.target, term.forms, self._to, concept.inflect, term.status == "dnt")

    @cached_property
    def _by_source(self) -> dict[str, Concept]:
        return {c.source: c for c in self.concepts}

    @cached_property
    def _terms(self) -> dict[str, Term]:
        return {c.source: c.term for c in self.concepts}

    @cached_property
    def _finder(self) -> Finder:
        cased = {c.source for c in self.concepts if c.term.case_sensitive}
        forms = [Form(f, n, c.source, c.source in cased) for c in self.concepts for f, n in c.source_forms]
        forms += [Form(phrase, "", "", False) for phrase in self._exceptions]
        return Finder(forms, self._from, inflected=self._from not in WITH_RULES)

    def _concepts(self, glossaries: Sequence[Glossary]) -> Iterable[Concept]:
        chain = locales.chain(self.market)
        merged: dict[str, list[tuple[Entry, Use]]] = {}
        taken: set[tuple[str, str]] = set()
        for glossary in glossaries:
            if glossary.source and locales.language(glossary.source) != self._from:
                continue
            for entry in glossary.entries:
                name = entry.source if entry.case_sensitive else fold(entry.source)
                use = entry.use_in(chain)
                if use is not None and (name, entry.pos) not in taken:
                    taken.add((name, entry.pos))
                    merged.setdefault(name, []).append((entry, use))
        return (self._concept(group) for group in merged.values())

    def _concept(self, group: list[tuple[Entry, Use]]) -> Concept:
        entry, use = group[0]
        self._exceptions += [phrase for e, _ in group for phrase in e.exceptions]
        permitted = [t for e, u in group for t in _terms(e, u, self._to)[0]]
        allowed = {fold(t.target) for t in permitted}
        deprecated = [t for e, u in group for t in _terms(e, u, self._to)[1] if fold(t.target) not in allowed]
        forms: dict[str, str] = {}
        for e, _ in group:
            forms |= {k: v for k, v in source_forms(e.source, self._from, e.pos).items() if k not in forms}
            forms |= {f: "" for f in e.forms if f not in forms}
        own = {entry.source: "one"} if entry.dnt else forms
        fixed = use.number == "plural" or not use.inflect
        many = use.plural or (use.use if fixed else plural(use.use, self._to))
        return Concept(
            entry.source, tuple(permitted), tuple(deprecated), many, use.inflect, use.number == "plural",
            tuple(own.items()),
        )  # fmt: skip


def _terms(entry: Entry, use: Use, language: str) -> tuple[list[Term], list[Term]]:
    def term(target: str, status: TermStatus, forms: tuple[str, ...] = ()) -> Term:
        kind: TermStatus = "dnt" if entry.dnt and target == entry.source else status
        note, case = use.note or entry.note, entry.case_sensitive
        return Term(entry.source, target, kind, note, forms, case, entry.pos, use.gender)

    first = tuple(f for f in (use.plural, *use.forms) if f)
    return (
        [term(use.use, "preferred", first)] + [term(t, "admitted") for t in use.also],
        [term(t, "deprecated") for t in use.avoid],
    )


def _because(note: str) -> str:
    return f" ({note})" if note else ""
