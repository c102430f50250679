"""Many source terms found in one pass: a tree of words, or of letters where a language writes no spaces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from locakit.model import Span
from locakit.terms.inflect import related
from locakit.terms.pattern import GAP
from locakit.terms.quick import Found, Quick, folded, laid_out
from locakit.terms.words import ATTACHED, NO_SPACES, bare, ends_inside, fold, keys, words

_SPACES, _GAP = re.compile(r"\s+\Z"), re.compile(f"{GAP}\\Z")
_MANY = 200
"""Texts asked for, after which a pattern of all forms is worth making."""
_KNOWN = 200_000
"""Words remembered with the forms that begin with them."""
_WIDEST = 20
"""Characters between two words of one term, at most."""
_PREFIX = 3
"""Letters that two forms of one word share at least (see ``related``)."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a source term."""

    text: str
    number: str
    owner: str
    """The term it belongs to."""
    exact: bool
    """Case counts."""


@dataclass(slots=True)
class _Node:
    """What may follow: the next word (or a gap and the next word), and the forms that end here."""

    next: dict[str | tuple[str, str], _Node] = field(default_factory=dict)
    ends: list[tuple[Form, str, str]] = field(default_factory=list)
    """A form with what stands before its first and behind its last word (``.NET``, ``C++``)."""
    alike: dict[str, list[tuple[str, _Node]]] = field(default_factory=dict)
    """The next words by their first letters, where words are inflected beyond the forms that are listed."""
    literal: bool = False
    """Something else than white space stands before one of the next words."""


class Finder:
    """Finds any of many forms in a text. Linear in the text; the number of forms hardly slows it down.

    ``inflected``: the source language's words are also matched by lemma, for languages without rules for their forms.
    """

    def __init__(self, forms: Sequence[Form], language: str, inflected: bool = False) -> None:
        self._language = language
        self._inflected = inflected
        self._many = language in ATTACHED
        self._slow = (self._many or inflected) and language not in NO_SPACES
        self._root = _Node()
        self._letters: dict[str, tuple[int, ...]] = {}
        self._by_text: dict[str, list[Form]] = {}
        if language in NO_SPACES:
            self._spell(forms)
        else:
            for form in dict.fromkeys(forms):
                self._plant(form)
        self._firsts: dict[str, tuple[_Node, ...]] = {}
        self._heads = frozenset(key for key in self._root.next if isinstance(key, str))
        self._asked = 0
        self._forms = forms

    def candidates(self, text: str) -> list[Found]:
        """Every match as start, end and form; by start, then longest first."""
        if self._language in NO_SPACES:
            found = list(self._by_letters(text))
        else:
            low = None if self._slow else folded(text)
            found = list(self._by_words(text)) if low is None else self._by_heads(text, low)
        return sorted(found, key=lambda h: (h[0], -h[1], not h[2].exact)) if len(found) > 1 else found

    def longest(self, text: str) -> list[Found] | None:
        """The leftmost matches that do not overlap, of those at one place the longest; None where that is not plain.

        (A form with marks or capitals that count stands there: ``candidates`` tells.) Quicker than ``candidates`` once
        some texts were asked for: one pattern of all forms is made then.
        """
        if self._slow:
            return None if self._may_hold(text) else []
        self._asked += 1
        return None if self._asked < _MANY else self._quick.one(text)

    def each(self, texts: Sequence[str]) -> Iterator[tuple[int, list[Found] | None]]:
        """``(number, longest(text))`` of the texts where that is not empty, in no order: the quickest for many."""
        if not self._slow:
            yield from self._quick.each(texts)
        else:
            yield from ((number, None) for number, text in enumerate(texts) if self._may_hold(text))

    @cached_property
    def _quick(self) -> Quick:
        return Quick(self._forms, spaced=self._language not in NO_SPACES)

    def _may_hold(self, text: str) -> bool:
        """False where no word of the text begins a form."""
        low = folded(text)
        return low is None or any(self._first(word) for word in laid_out(low).replace("\0", " ").split())

    def _first(self, word: str) -> Sequence[_Node]:
        """What a word may be the first one of; texts repeat their words, so it is remembered."""
        found = self._firsts.get(word)
        if found is None:
            if len(self._firsts) > _KNOWN:
                self._firsts.clear()
            found = self._firsts[word] = tuple(self._step(self._root, word))
        return found

    def _by_heads(self, text: str, low: str) -> list[Found]:
        """The quick way: which of the text's words begin a form, and where; only there anything is compared."""
        plain = laid_out(low).replace("\0", " ")
        heads = self._heads.intersection(plain.split())
        if not heads:
            return []
        padded = f" {plain} "
        found: list[Found] = []
        for word in heads:
            node, probe = self._root.next[word], f" {word} "
            start = padded.find(probe)
            while start >= 0:
                end = start + len(word)
                if node.next:
                    self._grow(text, padded, (start, end), node, found)
                else:
                    found += _ending(text, start, end, node)
                start = padded.find(probe, end)
        return found

    def _grow(self, text: str, padded: str, head: Span, node: _Node, found: list[Found]) -> None:
        """The forms that begin at a place where their first word stands; ``padded`` is one character ahead."""
        start, end = head
        waiting = [(node, end)]
        while waiting:
            node, end = waiting.pop()
            if node.ends:
                found += _ending(text, start, end, node)
            at = end + 2
            while padded[at : at + 1] == " " and at < end + _WIDEST:
                at += 1
            stop = padded.find(" ", at)
            if not node.next or stop < 0:
                continue
            word, gap = padded[at:stop], text[end : at - 1]
            following = node.next.get(word)
            if following is not None and (gap == " " or _GAP.match(gap)):
                waiting.append((following, stop - 1))
            if node.literal and (following := node.next.get((gap, word))) is not None:
                waiting.append((following, stop - 1))

    def _by_words(self, text: str) -> Iterator[Found]:
        """The thorough way: every word by all that it may be a form of."""
        tokens = [(w.start, w.end, w.fold) for w in words(text)]
        return (hit for n in range(len(tokens)) for hit in self._from(text, tokens, n))

    def _plant(self, form: Form) -> None:
        parts = words(form.text)
        if not parts:
            return
        node, last = self._root, 0
        for n, part in enumerate(parts):
            gap = form.text[last : part.start] if n else ""
            name = bare(part.fold, self._language)
            key = (gap, name) if gap and not _SPACES.match(gap) else name
            node.literal = node.literal or not isinstance(key, str)
            if key not in node.next:
                node.next[key] = _Node()
                if self._inflected and isinstance(key, str):
                    node.alike.setdefault(key[:_PREFIX], []).append((key, node.next[key]))
            node, last = node.next[key], part.end
        node.ends.append((form, form.text[: parts[0].start], form.text[last:]))

    def _from(self, text: str, tokens: Sequence[tuple[int, int, str]], first: int) -> Iterator[Found]:
        """The forms that begin at a word."""
        start, end, word = tokens[first]
        waiting = [(n, first) for n in self._first(word)]
        while waiting:
            node, at = waiting.pop()
            end = tokens[at][1]
            if node.ends:
                yield from _ending(text, start, end, node)
            if node.next and at + 1 < len(tokens):
                gap, word = text[end : tokens[at + 1][0]], tokens[at + 1][2]
                if gap == " " or _GAP.match(gap):
                    waiting += [(n, at + 1) for n in self._step(node, word)]
                if gap != " " and (literal := node.next.get((gap, bare(word, self._language)))) is not None:
                    waiting.append((literal, at + 1))

    def _step(self, node: _Node, word: str) -> Iterable[_Node]:
        if self._many:
            return [node.next[k] for k in keys(word, self._language) if k in node.next]
        exact = node.next.get(word)
        if not self._inflected:
            return () if exact is None else (exact,)
        near = node.alike.get(word[:_PREFIX], ())
        out = [n for name, n in near if n is not exact and related(word, name, self._language)]
        return out if exact is None else [exact, *out]

    def _spell(self, forms: Sequence[Form]) -> None:
        sizes: dict[str, set[int]] = {}
        for form in forms:
            text = fold(form.text)
            if text:
                self._by_text.setdefault(text, []).append(form)
                sizes.setdefault(text[0], set()).add(len(text))
        self._letters = {first: tuple(sorted(found, reverse=True)) for first, found in sizes.items()}

    def _by_letters(self, text: str) -> Iterator[Found]:
        low = folded(text)
        if low is None:
            low = text
        for start, first in enumerate(low):
            for size in self._letters.get(first, ()):
                forms = self._by_text.get(low[start : start + size])
                if forms and not ends_inside(text, start, start + size):
                    said = text[start : start + size]
                    yield from ((start, start + size, f) for f in forms if not f.exact or f.text == said)


def _ending(text: str, start: int, end: int, node: _Node) -> list[Found]:
    out: list[Found] = []
    for form, lead, tail in node.ends:
        a, b = start - len(lead), end + len(tail)
        if (lead or tail) and not _framed(text, a, start, end, b, lead, tail):
            continue
        if not form.exact or " ".join(text[a:b].split()) == form.text:
            out.append((a, b, form))
    return out


def _framed(text: str, a: int, start: int, end: int, b: int, lead: str, tail: str) -> bool:
    """True where the marks of a term stand around its words, and no other mark of that kind beside them."""
    if a < 0 or text[a:start] != lead or text[end:b] != tail:
        return False
    return not (lead and text[a - 1 : a] == lead[0]) and not (tail and text[b : b + 1] == tail[-1])
