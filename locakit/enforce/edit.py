"""The edits that bring a term into a text: switch it in the source, replace a rendering, fill a hole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from locakit import locales, placeables, splice
from locakit.model import Span, Term
from locakit.terms import Concept, Termbase
from locakit.terms.agree import agree, case_like, gender_of, number
from locakit.terms.inflect import plural
from locakit.terms.search import search
from locakit.terms.words import fold, words

_SIGN_BEFORE = re.compile(r"[@$]\Z|\w-\Z|(?<![^\s(\"']):\Z")
_JOINED = re.compile(r"-\w|@")
_PLURAL = re.compile(r"[^suiSUI][sS]\Z")
"""An English word that is listed as it is, and is a plural: settings, not bus."""
_LONGEST = 5
_MOST_TOKENS = 400
_QUOTED = re.compile("(?:(?<![^\\s(])[\"']|[“‘«])\\Z")
"""A quotation begins: its first word has the capital of a label."""
_NONE_OF = re.compile(r"\bno\s+$", re.IGNORECASE)
"""English counts none in the plural; Romance languages say nenhum pedido, ningún pedido, aucune commande."""
_TAGS = re.compile(r"<[^<>]{0,200}>")


@dataclass(frozen=True, slots=True)
class Tongue:
    """What the edits need of the target language."""

    language: str

    @classmethod
    def of(cls, market: str) -> Tongue:
        """For a BCP 47 tag."""
        return cls(locales.language(market))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a term stands in the source, as it is written there, and what is to stand for it."""

    start: int
    end: int
    said: str
    one: str
    several: str
    many: bool
    term: Term

    @property
    def wanted(self) -> str:
        """The target term in the number of the source."""
        return self.several if self.many else self.one

    @property
    def shouts(self) -> bool:
        """It stands in capitals in the source, and not because it is an abbreviation."""
        return _shouts(self.said) and not _shouts(self.term.source)

    def gender(self, language: str) -> str:
        """The target's gender as the glossary says it, else as its ending tells it."""
        return self.term.gender or gender_of(self.term.target, language)

    def led(self, left: str, word: str, many: bool, tongue: Tongue) -> str:
        """``word`` after ``left``, whose determiners agree with it."""
        return agree(left, word, self.gender(tongue.language), many, tongue.language) + word


@dataclass(frozen=True, slots=True)
class Wrong:
    """A term that the target lacks or has wrongly."""

    term: Term
    kind: Literal["missing", "deprecated", "dnt"]
    span: Span
    hits: tuple[Place, ...]


def wrongs(base: Termbase, source: str, target: str, flags: frozenset[str]) -> list[Wrong]:
    """The target's term faults, each source term once, with the term's places in the source."""
    faults = {f.term.source: f for f in reversed(base.faults(source, target, flags))}
    if not faults:
        return []
    places: dict[str, list[Place]] = {}
    for hit in base.hits(source, flags):
        concept = base.concept(hit.term)
        if _in_compound(source, hit.start, hit.end):
            continue
        said, several = source[hit.start : hit.end], _several(base, concept)
        many = concept.many or (hit.number == "many" and not _NONE_OF.search(source[: hit.start]))
        many = many or (bool(_PLURAL.search(said)) and several == hit.term.target != hit.term.source)
        place = Place(hit.start, hit.end, said, hit.term.target, several, many, hit.term)
        places.setdefault(hit.term.source, []).append(place)
    found = ((f, places.get(name)) for name, f in faults.items())
    return [Wrong(base.concept(f.term).term, f.kind, f.span, tuple(there)) for f, there in found if there]


def _in_compound(text: str, start: int, end: int) -> bool:
    """The words are a part of a compound or of a value's name: ``full-color``, ``@path``, ``:field``."""
    return bool(_SIGN_BEFORE.search(text[max(0, start - 2) : start]) or _JOINED.match(text[end : end + 2]))


def _several(base: Termbase, concept: Concept) -> str:
    """The target's plural; a loanword that is spelled as in the source keeps the source's: ``shaders``."""
    own = plural(concept.term.target, locales.language(base.market))
    loaned = fold(concept.term.target) == fold(concept.source) and concept.plural == own
    return plural(concept.term.target, locales.language(base.source_locale)) if loaned else concept.plural


def is_whole(source: str, before: str, after: str, flags: frozenset[str]) -> bool:
    """True if ``after`` has no placeable fault that ``before`` did not have."""
    if "icu-message-format" in flags:
        flags |= {"icu-plural"}

    def faults(text: str) -> Counter[tuple[str, str]]:
        return Counter((d.kind, d.text) for d in placeables.compare(source, text, flags))

    return not faults(after) - faults(before)


def _opens(text: str, at: int) -> bool:
    if _QUOTED.search(text, max(0, at - 2), at):
        return True
    before = _TAGS.sub("", text[:at]).rstrip("\"'“‘«([{¿¡*_# \t")
    return not before or before[-1] in ".!?\n"


def _shouts(text: str) -> bool:
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)


def switched(source: str, wrong: Sequence[Wrong]) -> str:
    """``source`` with the target terms in place of the source terms."""
    shout = _shouts(source)
    return splice.apply(source, [
        (p.start, p.end, case_like(p.wanted, p.said[:1].isupper() and _opens(source, p.start), shout or p.shouts))
        for w in wrong if w.kind != "dnt" for p in w.hits
    ])  # fmt: skip


def alone(source: str, wrong: Sequence[Wrong]) -> str | None:
    """Where the source is nothing but one term (and marks around it): the target term in its place."""
    places = [p for w in wrong for p in w.hits]
    if len(places) != 1 or words(source[: places[0].start]) or words(source[places[0].end :]):
        return None
    place = places[0]
    first = place.said[:1].isupper() and place.term.status != "dnt"
    return source[: place.start] + case_like(place.wanted, first, _shouts(source)) + source[place.end :]


def settled(answer: str, wrong: Sequence[Wrong], tongue: Tongue) -> str | None:
    """The engine's answer to a switched source, determiners and case mended; None where it doubled a term."""
    for place in (p for w in wrong for p in w.hits):
        spans = search(answer, place.wanted, (place.one, place.several), tongue.language, inflect=False)
        if len(spans) > sum(p.term == place.term for w in wrong for p in w.hits):
            return None
        for start, end in reversed(spans):
            said = answer[start:end]
            lowered = said[0].lower() + said[1:]
            word = said if lowered not in (place.one, place.several) or _opens(answer, start) else lowered
            many = place.many if place.one == place.several else word == place.several
            answer = place.led(answer[:start], word, many, tongue) + answer[end:]
    return answer


def is_copied(asked: str, answer: str, before: str) -> bool:
    """True if the engine gave source words back that the first translation did not have."""
    own = {w.fold for w in words(asked)} & {w.fold for w in words(answer)} - {w.fold for w in words(before)}
    return answer.strip() == asked.strip() or len(own) > max(2, len(words(answer)) // 2)


def _put(text: str, span: Span, place: Place, tongue: Tongue) -> str:
    """``text`` with the term at ``span``, the determiners before it agreeing, its first letter as the text has it."""
    start, end = span
    found = number(text[:start], tongue.language)
    many = place.many if found is None or place.one == place.several else found
    first = text[start : start + 1].isupper() and _opens(text, start)
    word = case_like(place.several if many else place.one, first, place.shouts or _shouts(text))
    return place.led(text[:start], word, many, tongue) + text[end:]


def replaced(text: str, wrong: Wrong, renderings: Sequence[str], tongue: Tongue) -> str | None:
    """``text`` with the deprecated word, or the engine's own rendering of the term, replaced; None if not found."""
    if wrong.kind == "deprecated":
        return _put(text, wrong.span, wrong.hits[0], tongue)
    for place, rendering in zip(wrong.hits, renderings, strict=True):
        spans = search(text, rendering, (), tongue.language) if words(rendering) else []
        if spans:
            return _put(text, spans[0], place, tongue)
    return None


def masked(source: str, wrong: Sequence[Wrong]) -> tuple[str, dict[str, Place]]:
    """``source`` with a placeholder for each place of a wrong term, and which placeholder is which place."""
    places = sorted((p for w in wrong for p in w.hits), key=lambda p: p.start)
    holes = dict(zip(hole_names(source, len(places)), places, strict=True))
    return splice.apply(source, [(p.start, p.end, hole) for hole, p in holes.items()]), holes


def hole_names(source: str, count: int) -> list[str]:
    """So many placeholders that ``source`` does not have."""
    free = (f"{{term{n}}}" for n in range(len(source) + count + 1) if f"{{term{n}}}" not in source)
    return [next(free) for _ in range(count)]


def filled(answer: str, holes: Mapping[str, Place], tongue: Tongue) -> str | None:
    """The masked run with the terms in their holes; None where a hole is lost."""
    for hole, place in holes.items():
        at = answer.find(hole)
        if at < 0:
            return None
        found = number(answer[:at], tongue.language)
        many = place.many if found is None or place.one == place.several else found
        first = _opens(answer, at) and place.term.status != "dnt"
        word = case_like(place.several if many else place.one, first, place.shouts or _shouts(answer.replace(hole, "")))
        answer = place.led(answer[:at], word, many, tongue) + answer[at + len(hole) :]
    return answer


def aligned(text: str, answer: str, holes: Mapping[str, Place], tongue: Tongue) -> str | None:
    """``text`` with the terms where the masked run has its holes; None where the two do not line up there."""
    for hole, place in holes.items():
        span = _facing(text, answer, hole)
        if span is None:
            return None
        text = _put(text, span, place, tongue)
    return text


def _facing(text: str, answer: str, hole: str) -> Span | None:
    mine, theirs = _tokens(text), _tokens(answer)
    if len(mine) > _MOST_TOKENS or len(theirs) > _MOST_TOKENS:
        return None
    at = next((n for n, (a, b) in enumerate(theirs) if answer[a:b] == hole), None)
    if at is None:
        return None
    matcher = SequenceMatcher(None, [text[a:b] for a, b in mine], [answer[a:b] for a, b in theirs], autojunk=False)
    for tag, a, b, c, d in matcher.get_opcodes():
        if tag == "replace" and c <= at < d and d - c == 1 and b - a <= _LONGEST:
            return mine[a][0], mine[b - 1][1]
    return None


def _tokens(text: str) -> list[Span]:
    return [m.span() for m in re.finditer(r"\{\w+\}|[\w'’-]+|[^\w\s]", text)]
