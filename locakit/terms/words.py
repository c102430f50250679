"""Words of a text by script: where they stand, how they compare, and what may be attached to them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

NO_SPACES = frozenset({"zh", "ja", "th", "km", "lo", "my", "yue", "bo", "dz"})
"""Languages written without spaces between words: a term may begin anywhere."""

ATTACHED = frozenset({"ar", "fa", "ur", "he"})
"""Languages whose words have others attached to them: see ``keys``."""

LETTERS = (
    "\\w\u0300-\u036f\u0483-\u0487\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670"
    "\u06d6-\u06ed\u0900-\u0963\u0966-\u0dff\u200c\u200d"
)
"""What words are made of, as the inside of a character class."""
WORD, NO_WORD = re.compile(f"[{LETTERS}]+"), re.compile(f"[^{LETTERS}]")
"""A word: letters, digits and the marks and joiners that belong to them; and one character that is in none."""
_GAP = re.compile(r"[\s\u00ad\u2010\u2011'’\-]{1,3}\Z")
_ARABIC_MARKS = re.compile("[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200c-\u200f]")
_ARABIC_SAME = str.maketrans("أإآٱىیک", "ااااييك")
_ARABIC_TAILS = ("هما", "كما", "كم", "هم", "هن", "ها", "نا", "كن", "ات", "ون", "ين", "ان", "ك", "ه", "ي", "ة")
_PERSIAN_TAILS = (
    "هایتان", "هایشان", "هایمان", "هایی", "های", "ها", "تان", "شان", "مان", "ات", "اش", "ام", "ان", "ی", "م", "ت", "ش"
)  # fmt: skip
_URDU_TAILS = ("یاں", "یوں", "وں", "یں", "ئیں", "ے", "ی", "ا")
_HEBREW_HEADS = "והבלמשכ"
_HEBREW_TAILS = (
    "ותיהם", "ותיכם", "ותינו", "ותיו", "ותיה", "ותיך", "ותיי", "ויות", "יות", "ות", "יהם", "יכם", "ים", "ינו", "כם",
    "נו", "יך", "יו", "יה", "ייך", "ך", "ה", "ת", "י", "ו",
)  # fmt: skip
_FINALS = str.maketrans("כמנפצ", "ךםןףץ")


@dataclass(frozen=True, slots=True)
class Word:
    """One word: its place in the text and its folded form."""

    start: int
    end: int
    fold: str


def fold(text: str) -> str:
    """Composed (NFC) and case-folded, so that equal words compare equal."""
    return unicodedata.normalize("NFC", text).casefold()


@lru_cache(maxsize=8192)
def words(text: str) -> tuple[Word, ...]:
    """The words of a text in order; combining marks and joiners stay inside their word."""
    return tuple(Word(m.start(), m.end(), fold(m.group())) for m in WORD.finditer(text))


def is_gap(between: str) -> bool:
    """True if two words with this between them read as one expression (space, hyphen, apostrophe)."""
    return bool(_GAP.match(between))


def _arabic(word: str) -> str:
    return _ARABIC_MARKS.sub("", word).translate(_ARABIC_SAME)


def _arabic_heads(word: str) -> set[str]:
    out = {word}
    for head in ("و", "ف"):
        if word.startswith(head) and len(word) > 3:
            out.add(word[1:])
    for stem in tuple(out):
        if stem[:1] in "بكلس" and len(stem) > 3:
            out.add(stem[1:])
        if stem.startswith("لل") and len(stem) > 4:
            out.add(stem[2:])
    out |= {stem[2:] for stem in tuple(out) if stem.startswith("ال") and len(stem) > 3}
    return out


@lru_cache(maxsize=16384)
def _arabic_stems(word: str) -> frozenset[str]:
    out = _arabic_heads(_arabic(word))
    for stem in tuple(out):
        for tail in _ARABIC_TAILS:
            if stem.endswith(tail) and len(stem) - len(tail) >= 3:
                bare = stem[: -len(tail)]
                out |= {bare, bare + "ة"} | ({bare[:-1] + "ة"} if bare.endswith("ت") else set())
    return frozenset(out | {stem[:-1] + "ة" for stem in out if stem.endswith("ت") and len(stem) > 3})


@lru_cache(maxsize=16384)
def _persian_stems(word: str, language: str) -> frozenset[str]:
    stem = _arabic(word)
    tails = [_arabic(tail) for tail in (_PERSIAN_TAILS if language == "fa" else _URDU_TAILS)]
    return frozenset({stem} | {stem[: -len(t)] for t in tails if stem.endswith(t) and len(stem) - len(t) >= 3})


@lru_cache(maxsize=16384)
def _hebrew_stems(word: str) -> frozenset[str]:
    cuts = [n for n in (0, 1, 2) if len(word) > n + 2 and set(word[:n]) <= set(_HEBREW_HEADS)]
    out = {word, *(word[n:] for n in cuts)}
    for stem in tuple(out):
        for tail in _HEBREW_TAILS:
            if stem.endswith(tail) and len(stem) - len(tail) >= 3:
                bare = stem[: -len(tail)]
                out |= {bare, bare + "ה", bare + "ת", bare[:-1] + bare[-1].translate(_FINALS)}
    return frozenset(out)


def keys(word: str, language: str) -> frozenset[str]:
    """What a folded word of a text may be looked up as: itself, and without what is attached to it (ar, fa, ur, he).

    Arabic: conjunction, preposition, article and possessive are taken off, ت before a possessive is ة again
    (Ryding, A Reference Grammar of Modern Standard Arabic, 2005, ch. 5 and 8). Hebrew: the letters of משה וכלב, plural
    and possessive endings. Persian and Urdu: plural, possessive and oblique endings.
    """
    if language == "ar":
        return _arabic_stems(word)
    if language in ("fa", "ur"):
        return _persian_stems(word, language)
    if language == "he":
        return _hebrew_stems(word)
    return frozenset((word,))


def bare(word: str, language: str) -> str:
    """A term's word as ``keys`` lists it: Arabic without marks and article."""
    if language in ("ar", "fa", "ur"):
        word = _arabic(word)
        return word[2:] if language == "ar" and word.startswith("ال") and len(word) > 3 else word
    return word


def ends_inside(text: str, start: int, end: int) -> bool:
    """True if ``text[start:end]`` cuts a Latin word, a number or a syllable: for scripts without spaces."""
    if end < len(text) and unicodedata.category(text[end]) in ("Mn", "Mc"):
        return True
    return any(
        0 <= outer < len(text) and text[inner] < "\u0370" and text[outer] < "\u0370" and text[inner].isalnum()
        and text[outer].isalnum() for outer, inner in ((start - 1, start), (end, end - 1))
    )  # fmt: skip


def stands_alone(text: str, start: int, end: int) -> bool:
    """True if ``text[start:end]`` is no part of a longer word of its own script."""
    return not (_joined(text, start - 1, start) or _joined(text, end, end - 1))


def _joined(text: str, outer: int, inner: int) -> bool:
    if not (0 <= outer < len(text)) or not WORD.match(text[outer]) or not WORD.match(text[inner]):
        return False
    latin = [ord(text[i]) < 0x370 or text[i].isdigit() for i in (outer, inner)]
    return latin[0] == latin[1]


@lru_cache(maxsize=2048)
def index(text: str, language: str) -> dict[str, tuple[int, ...]]:
    """For each key of the text's words, the positions (in ``words``) where it stands."""
    out: dict[str, list[int]] = {}
    for n, word in enumerate(words(text)):
        for key in keys(word.fold, language):
            out.setdefault(key, []).append(n)
    return {k: tuple(v) for k, v in out.items()}
