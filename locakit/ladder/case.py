"""Capitals: texts in capitals or headline case are translated as sentences and get their capitals back."""

from __future__ import annotations

import re
from typing import Literal

from locakit.locales import language

Shape = Literal["", "upper", "title"]

_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_SENTENCE = re.compile(r"[.!?]\s+\S")
_KEPT = frozenset({"IT", "US", "AM", "PM", "WHO"})
_SMALL = frozenset(
    {"a", "an", "and", "as", "at", "but", "by", "for", "from", "if", "in", "into", "is", "it", "nor", "of", "off", "on"}
    | {"or", "out", "over", "per", "the", "to", "up", "via", "vs", "with", "your"}
)
"""Words that stay small in English headlines."""
_SHORT = 3
"""In other languages: words of up to so many letters."""
_LONGEST = 80
"""So many characters a headline has at most."""


def shape(text: str, locale: str) -> Shape:
    """``upper`` for capitals only, ``title`` for headline case of two words or more, else empty."""
    if text.isupper():
        words = _WORD.findall(text)
        return "" if text.strip() in _KEPT or not any(len(w) > 1 for w in words) else "upper"
    if len(text) > _LONGEST or _SENTENCE.search(text):
        return ""
    english = language(locale) == "en"
    words = [w for w in _WORD.findall(text) if not (w in _SMALL if english else len(w) <= _SHORT and w.islower())]
    if len(words) < 2 or not all(w[0].isupper() for w in words) or not any(w[1:].islower() for w in words[1:]):
        return ""
    return "title"


class Sentence:
    """Makes sentence case of a text, stretch by stretch; only its first word keeps its capital."""

    def __init__(self, shape: Shape, locale: str, begins: bool = True) -> None:
        self._all = shape == "upper"
        self._locale = locale
        self._first = begins

    def __call__(self, text: str) -> str:
        return _WORD.sub(self._word, text)

    def _word(self, match: re.Match[str]) -> str:
        word = match[0]
        first, self._first = self._first, False
        if first:
            return word[0] + lower(word[1:], self._locale) if self._all else word
        plain = self._all or word[1:].islower() or word == "A"
        return lower(word, self._locale) if plain else word


class Small:
    """Takes the capital of a text's first word away, stretch by stretch; names, abbreviations and camelCase stay."""

    def __init__(self, locale: str) -> None:
        self._locale = locale
        self._first = True

    def __call__(self, text: str) -> str:
        hit = _WORD.search(text) if self._first else None
        if hit is None:
            return text
        self._first = False
        word = lower(hit[0], self._locale) if hit[0][1:].islower() or hit[0] == "A" else hit[0]
        return text[: hit.start()] + word + text[hit.end() :]


def restore(answer: str, source: str) -> str:
    """Words of a headline that the engine left as they are (names) get their capitals back."""
    words = _WORD.findall(source)
    names = {w.lower(): w for w in words[1:] if w[0].isupper()}
    return _WORD.sub(lambda m: names.get(m[0], m[0]), answer) if names else answer


def upper(text: str, locale: str) -> str:
    """Capitals as the locale has them: Turkish and Azeri i becomes İ."""
    return text.replace("i", "İ").upper() if language(locale) in ("tr", "az") else text.upper()


def lower(text: str, locale: str) -> str:
    """Small letters as the locale has them: Turkish and Azeri I becomes ı."""
    return text.replace("I", "ı").replace("İ", "i").lower() if language(locale) in ("tr", "az") else text.lower()


def initial(answer: str, source: str, locale: str) -> str:
    """The first letter as large or small as the source's, where both begin with a letter."""
    if not (source[:1].isalpha() and answer[:1].isalpha()):
        return answer
    if source[0].isupper() and answer[0].islower():
        return upper(answer[0], locale) + answer[1:]
    word = _WORD.match(answer)
    plain = word is not None and (word[0][1:].islower() or len(word[0]) == 1) and word[0] not in source
    if source[0].islower() and answer[0].isupper() and plain and language(locale) not in ("de", "lb"):
        return lower(answer[0], locale) + answer[1:]
    return answer
