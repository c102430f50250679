"""What recurs in source texts: phrases, names told by their casing, labels that other texts mention."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from locakit.glossary.common import INNER, function_words, generic_words
from locakit.terms.inflect import plural
from locakit.terms.words import Word, words

Kind = Literal["phrase", "name", "label"]
_LONGEST = 4
_GAPS = frozenset((" ", "\u00a0", "-", "\u2011"))
EDGES = " \t\n.…:!*-–—"
"""What may stand around a label that is nothing but a term."""
_IMPERATIVE = 0.7
"""A word that begins sentences this often is a verb that tells what to do."""
_NEAR = 16
"""Characters before a word that tell whether it begins a sentence."""
_NESTED = 0.75
"""A phrase that stands inside one longer phrase this often is no term of its own."""


@dataclass(frozen=True, slots=True)
class Text:
    """One source text, placeables blanked out."""

    plain: str
    path: str
    keyed: bool = True
    """A string of a program, not a block of a document."""


@dataclass(slots=True)
class Found:
    """A phrase and where it stands."""

    at: set[int] = field(default_factory=set)
    """Numbers of texts."""
    spellings: Counter[str] = field(default_factory=Counter)
    capital: int = 0
    """Times it was capitalised inside a sentence."""
    small: int = 0
    """Times it was not."""
    whole: set[int] = field(default_factory=set)
    """Texts that are nothing else."""


@dataclass(slots=True)
class Candidate:
    """A term that a glossary may want."""

    text: str
    kind: Kind
    at: tuple[int, ...]
    """Numbers of the texts it stands in."""
    whole: tuple[int, ...]
    """Those that are nothing else."""
    files: int
    score: float


def find(texts: Sequence[Text], language: str, least: int) -> list[Candidate]:
    """Candidates in at least ``least`` different texts, best first. Time is linear in the texts."""
    found: dict[tuple[str, ...], Found] = defaultdict(Found)
    begins, all_in_all = Counter[str](), Counter[str]()
    for number, text in enumerate(texts):
        have = words(text.plain)
        all_in_all.update(w.fold for w in have)
        begins.update(w.fold for w in have if _opens(text.plain, w.start))
        for key, said, inside, whole in _grams(text.plain, language):
            one = found[key]
            one.at.add(number)
            one.spellings[said] += 1
            if inside is not None:
                one.capital, one.small = one.capital + inside, one.small + (not inside)
            if whole:
                one.whole.add(number)
    _fold_plurals(found, language)
    kept = {key: f for key, f in found.items() if len(f.at) >= least}
    longer: dict[tuple[str, ...], list[Found]] = defaultdict(list)
    for key, one in kept.items():
        if len(key) > 1:
            longer[key[1:]].append(one)
            longer[key[:-1]].append(one)
    made = {key: c for key, f in kept.items() if (c := _candidate(key, f, longer[key], texts)) is not None}
    for key, c in made.items():
        if any(k in made and len(made[k].at) >= 2 * len(c.at) for k in (key[1:], key[:-1])):
            c.score /= 2
        if c.kind == "phrase" and begins[key[0]] >= _IMPERATIVE * all_in_all[key[0]]:
            c.score *= 0.4
    out = made.values()
    return sorted(out, key=lambda c: (-c.score, c.text))


def _grams(text: str, language: str) -> Iterator[tuple[tuple[str, ...], str, bool | None, bool]]:
    """Each phrase: its folded words, as written, whether capitalised (None: that tells nothing), alone in the text."""
    have = words(text)
    titled = _titled(text, have)
    stops = function_words(language)
    for run in _runs(text, have):
        for first in range(len(run)):
            for last in range(first, min(first + _LONGEST, len(run))):
                part = run[first : last + 1]
                whole = len(part) == len(have) and text.strip(EDGES) == text[part[0].start : part[-1].end]
                if not _fits(part, whole, language):
                    continue
                said = text[part[0].start : part[-1].end]
                capital = all(text[w.start].isupper() for w in part if w.fold not in stops)
                tells = not titled and not _opens(text, part[0].start)
                yield tuple(w.fold for w in part), said, capital if tells else None, whole


def _runs(text: str, have: Sequence[Word]) -> Iterator[list[Word]]:
    """Words with nothing but a space or hyphen between them."""
    run: list[Word] = []
    for word in have:
        if run and text[run[-1].end : word.start] not in _GAPS:
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _fits(part: Sequence[Word], whole: bool, language: str) -> bool:
    common, stops = generic_words(language), function_words(language)
    inner = INNER.get(language, frozenset())
    ends = (part[0].fold, part[-1].fold)
    if any(not any(c.isalpha() for c in w) or w in stops for w in ends) or len(part[-1].fold) < 2:
        return False
    if not whole and (part[-1].fold in common or (len(part) > 1 and part[0].fold in common)):
        return False
    if not whole and language == "en" and len(part) > 1 and _is_clause(part, inner):
        return False
    return all(w.fold not in stops or w.fold in inner for w in part[1:-1]) and not any(
        "_" in w.fold or w.fold.isdigit() for w in part
    )


def _is_clause(part: Sequence[Word], inner: frozenset[str]) -> bool:
    """English: ends like a verb or adverb (``error occurred``), begins ``copied to``, or is ``text to display``."""
    first, second, last = part[0].fold, part[1].fold, part[-1].fold
    joined = {w.fold for w in part[1:-1]}
    if last.endswith(("ed", "ly")) or (first.endswith(("ed", "ing")) and second in inner):
        return True
    return "to" in joined or ("for" in joined and last.endswith("ing"))


def _titled(text: str, have: Sequence[Word]) -> bool:
    """True for a heading: its capitals tell nothing."""
    long = [w for w in have[1:] if w.end - w.start > 3]
    return len(long) < 2 or sum(text[w.start].isupper() for w in long) > 0.6 * len(long)


def _opens(text: str, start: int) -> bool:
    before = text[max(0, start - _NEAR) : start].rstrip(" \t\"'“‘«(*_[\ufffb")
    return not before or before[-1] in ".!?:;\n•–—\ufffc|/"


def _fold_plurals(found: dict[tuple[str, ...], Found], language: str) -> None:
    """Count a plural with its singular, where both are there."""
    many_of = {word: plural(word, language) for word in {key[-1] for key in found}}
    for key in list(found):
        many = (*key[:-1], many_of[key[-1]])
        if many != key and many in found and key in found:
            one, other = found[key], found.pop(many)
            one.at |= other.at
            one.whole |= other.whole
            one.capital, one.small = one.capital + other.capital, one.small + other.small
            if sum(other.spellings.values()) > 4 * sum(one.spellings.values()):
                one.spellings = other.spellings


def _candidate(key: tuple[str, ...], one: Found, longer: Sequence[Found], texts: Sequence[Text]) -> Candidate | None:
    said = one.spellings.most_common(1)[0][0]
    kind = _kind(key, one, said, texts)
    if kind is None or any(len(f.at & one.at) >= _NESTED * len(one.at) for f in longer):
        return None
    alone = len(one.at) - sum(len(f.at & one.at) for f in longer) / max(len(longer), 1)
    files = len({texts[n].path for n in one.at})
    score = math.log2(len(key) + 1) * max(alone, 0.5) * (1.5 if one.whole else 1) * (1 + 0.1 * min(files, 5))
    score *= 0.3 if said.isupper() else 1.3 if kind == "name" else 1
    return Candidate(said, kind, tuple(sorted(one.at)), tuple(sorted(one.whole)), files, score)


def _kind(key: tuple[str, ...], one: Found, said: str, texts: Sequence[Text]) -> Kind | None:
    told = one.capital + one.small
    inner = any(part[1:] != part[1:].lower() and part != part.upper() for part in said.replace("-", " ").split())
    steady = one.spellings[said] >= 0.8 * sum(one.spellings.values())
    capital = one.capital >= 2 and one.capital >= 0.5 * told
    if capital and not inner and any(texts[n].keyed and texts[n].plain[:1].isupper() for n in one.whole):
        return "label"
    if steady and (inner or (one.capital >= 2 and one.capital >= 0.9 * told)):
        return "name"
    return "phrase" if len(key) > 1 else None
