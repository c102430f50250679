"""What small engines add to or take from a short text, repaired where that is safe and named where it is not."""

from __future__ import annotations

import re
from collections.abc import Sequence

from locakit.ladder.edges import guarded
from locakit.locales import language
from locakit.placeables.spans import Placeable

_COMMAS = ",،、，"
_ADDED = re.compile(r" ?[(（][^()（）]*(?:[)）]|$)")
_MARK = re.compile(r"\[{1,2}\s?[xX]\s?\d|@@|VAR_|</?[xg]\b")
_DIGITS = re.compile(r"\d+(?:[.,’'\u00a0\u202f]\d+)*")
_NAME = re.compile(r"(?<!\w)[A-Za-z]{1,40}?[a-z0-9][A-Z]\w*")
_WORD = re.compile(r"[^\W_]+")
_PUNCTUATION = re.compile(r"[^\w\s]+")
_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")
_PARENTHESIS = re.compile(r"[()]")
_DOUBLED = re.compile(r"\b([^\W\d_]{3,})(?: \1\b)+", re.IGNORECASE)
_STUTTER = re.compile(r"(\w{2,4})\1\1")
_STOPS = ".。।۔։።။"
_FULL_STOP = {
    "zh": "。", "ja": "。", "hi": "।", "bn": "।", "ur": "۔", "hy": "։", "am": "።", "my": "။", "th": "", "lo": "",
}  # fmt: skip
_QUESTION = {"ar": "؟", "fa": "؟", "ur": "؟", "zh": "？", "ja": "？", "el": ";", "am": "፧"}
_EXCLAMATION = {"zh": "！", "ja": "！"}
_ENDS = frozenset(".!?。！？؟।۔։።။…:;፧")
_BRACKETS = "()[]{}（）"
_QUOTES = '"“”„«»'
_LONG, _SHORT, _SLACK = 3.0, 0.25, 25
_WORD_SIZE, _WORDS = 12, 3
"""So many blanks in the answer to a single word of up to so many letters are too many."""


def tidy(answer: str, source: str, market: str) -> tuple[str, list[str]]:
    """The answer without an added parenthesis and with the source's final mark; notes name what was taken out."""
    notes: list[str] = []
    answer = answer.strip() if "\n" not in answer or "\n" in source else " ".join(answer.split())
    if "(" in answer and "(" not in source and "（" not in source:
        kept = _ADDED.sub(lambda m: m[0] if _MARK.search(m[0]) else "", answer).strip()
        if kept and kept != answer:
            answer = kept
            notes.append("added-parenthesis")
    if _unmatched(answer) and not _unmatched(source):
        answer = _without(answer, _unmatched(answer))
        notes.append("brackets-differ")
    if ".." in answer and ".." not in source:
        answer = _DOTS.sub(".", answer)
    doubled = _DOUBLED.search(answer)
    if doubled and not _DOUBLED.search(source):
        answer = _DOUBLED.sub(r"\1", answer)
        notes.append("repeated-words")
    return final_mark(answer, source, market), notes


def _unmatched(text: str) -> list[int]:
    """The places of parentheses without a partner."""
    if "(" not in text and ")" not in text:
        return []
    stack: list[int] = []
    alone: list[int] = []
    for hit in _PARENTHESIS.finditer(text):
        if hit[0] == "(":
            stack.append(hit.start())
        elif stack:
            stack.pop()
        else:
            alone.append(hit.start())
    return [*alone, *stack]


def _without(text: str, places: Sequence[int]) -> str:
    gone = set(places)
    return "".join(c for i, c in enumerate(text) if i not in gone).strip()


def final_mark(answer: str, source: str, market: str) -> str:
    """The answer ending as the source does: no added full stop, none lost; marks as the market writes them."""
    last, have = source[-1:], answer[-1:]
    if last not in _ENDS and not (last in "\"'”’)" and source[-2:-1] in _ENDS):
        added = have and (have in _STOPS or (have in _COMMAS and last not in _COMMAS))
        return answer[:-1].rstrip() if added and not answer.endswith("..") else answer
    tongue = language(market)
    wanted = {
        ".": _FULL_STOP.get(tongue, "."), "?": _QUESTION.get(tongue, "?"), "!": _EXCLAMATION.get(tongue, "!"),
    }.get(last, "")  # fmt: skip
    if not wanted or not answer or have == wanted or source.endswith(".."):
        return answer
    if have in '"”»' and answer[-2:-1] in _ENDS:
        return answer if last == "." and source[-2:-1] not in _QUOTES else answer[:-2] + have + wanted
    return (answer[:-1].rstrip() if have in _ENDS else answer) + wanted


def suspicions(answer: str, source: str) -> list[str]:
    """Why a person should look at the answer (both without their placeables)."""
    out: list[str] = []
    if digits(answer) != digits(source):
        out.append("digits-changed")
    if not set(_NAME.findall(source)) <= set(_NAME.findall(answer)):
        out.append("name-changed")
    if repeats(answer) and not repeats(source):
        out.append("repeated-words")
    if any(answer.count(c) != source.count(c) for c in _BRACKETS):
        out.append("brackets-differ")
    if sum(map(answer.count, _QUOTES)) != sum(map(source.count, _QUOTES)):
        out.append("quotes-differ")
    size, was = len(answer), len(source)
    if size > was * _LONG + _SLACK or _is_sentence_for_word(answer, source) or (was > _SLACK and size < was * _SHORT):
        out.append("length")
    return out


def _is_sentence_for_word(answer: str, source: str) -> bool:
    """A short word of a script with capitals became a whole clause."""
    word = " " not in source and len(source) <= _WORD_SIZE and source.lower() != source.upper()
    return word and answer.count(" ") >= _WORDS


def mixed_up(number: str) -> bool:
    """True for an amount that no locale writes: ``1.234.50`` has one mark for thousands and for the fraction."""
    parts = re.split(r"[.,]", number)
    alike = len(set(re.findall(r"[.,]", number))) == 1 and len(parts) > 2
    return alike and all(len(p) == 3 for p in parts[1:-1]) and len(parts[-1]) in (1, 2) and len(parts[0]) <= 3


def digits(text: str) -> list[str]:
    """The numbers of a text in ASCII digits without separators, sorted; one with mixed-up separators stays as it is."""
    whole = _DIGITS.findall(text)
    found = (m if mixed_up(m) else "".join(c for c in m if c.isdigit()) for m in whole)
    return sorted("".join(str(int(c)) if c.isdecimal() else c for c in n) for n in found)


def guarded_digits(text: str, placeables: Sequence[Placeable]) -> list[Placeable]:
    """``placeables`` and the numbers between them as placeables too."""
    return guarded(text, placeables, _DIGITS)


def guarded_names(text: str, placeables: Sequence[Placeable]) -> list[Placeable]:
    """``placeables`` and the names with capitals inside (``AnimationPlayer``) as placeables too."""
    return guarded(text, placeables, _NAME)


def repeats(text: str) -> bool:
    """Whether a word, or a phrase of up to four words, stands twice in a row with nothing but blanks between."""
    if _STUTTER.search(text):
        return True
    for clause in _PUNCTUATION.split(text.lower()):
        words = clause.split()
        for n in range(1, min(4, len(words) // 2) + 1):
            for i in range(len(words) - 2 * n + 1):
                if words[i : i + n] == words[i + n : i + 2 * n] and not words[i].isdigit():
                    return True
    return False


def copied(answer: str, source: str, spoken: str) -> bool:
    """Whether the engine gave the source back although it has words to translate; ``spoken`` is it in its own case."""
    if answer.strip().casefold() != source.strip().casefold():
        return False
    words = [w for w in _WORD.findall(spoken) if not w.isdigit()]
    return len(words) >= 2 or any(_ordinary(w) for w in words)


def _ordinary(word: str) -> bool:
    """A word as dictionaries have it: no capitals inside, no digits, no abbreviation."""
    if word.isupper():
        return len(word) > 4
    return len(word) > 2 and word.isalpha() and (word.islower() or word[1:].islower())
