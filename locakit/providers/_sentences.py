"""A text cut into what the embedded engine translates well, one sentence at a time, with every gap kept.

Sentences one by one score chrF 73.5 on texts of several sentences, whole texts 70.9, and a whole text loses its
tail beyond some 85 words; the time grows with the square of the length.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

CAP = 60
"""The most a unit weighs: words of ordinary length."""

_WORD = re.compile(r"(\S+)(\s*)")
_WIDE = re.compile(r"[^。！？｡]*[。！？｡]+[」』”’）)]*|[^。！？｡]+")
_END = re.compile(r"[.!?…؟۔।॥։።]+[\"'”’»)\]]*\Z|[。！？｡][」』”’）)]*\Z")
_DOTTED = re.compile(r"[(\[\"'“‘«]*((?:\w+\.)*\w+)\.\Z")
_NUMBER = re.compile(r"\d{1,3}[.)]\Z")
_PAUSES = (";", ":", ",", "—", "–", "،", "；", "，", "、", "：")
_LINE = re.compile(r"[\n\r\t\v\f\x85\u2028\u2029]")
_SOFT = re.compile(r"\r?\n(?:[ \t]{2,})?\Z")

_BEFORE_A_NAME = frozenset(
    {
        "mr", "mrs", "ms", "mx", "dr", "dra", "prof", "profa", "st", "ste", "sr", "sra", "srta", "jr", "rev", "gen",
        "col", "capt", "lt", "sgt", "hon", "gov", "sen", "rep", "pres", "mme", "mlle", "mgr", "ud", "uds", "vd",
        "vds", "hr", "fr", "d", "dn", "sto", "sta", "ing", "lic", "arq",
    }
)  # fmt: skip
_INSIDE = frozenset(
    {
        "e.g", "i.e", "eg", "ie", "cf", "vs", "viz", "approx", "ca", "resp", "incl", "z.b", "u.a", "d.h", "o.ä",
        "bzw", "vgl", "evtl", "ggf", "inkl", "p.ej", "p.ex", "av", "bd",
    }
)  # fmt: skip
_BEFORE_A_NUMBER = frozenset(
    {
        "no", "nos", "nr", "núm", "num", "nº", "vol", "fig", "p", "pp", "pág", "págs", "pag", "art", "sec", "ch",
        "cap", "abs", "ex", "eq", "ver", "v",
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Piece:
    """One unit and the whitespace behind it."""

    text: str
    """What is translated; empty when the text begins with whitespace."""
    gap: str
    """What stands behind it, exactly."""
    wraps: tuple[tuple[float, str], ...] = ()
    """Line breaks inside the sentence: how far in (0 to 1), and the break itself."""


def pieces(text: str) -> list[Piece]:
    """``text`` in order as units; ``"".join(p.text + p.gap)`` differs from it only in whitespace inside units."""
    lead = len(text) - len(text.lstrip())
    out = [Piece("", text[:lead])] if lead else []
    for sentence in _sentences(list(_words(text[lead:]))):
        out += [_piece(part) for part in _capped(sentence)]
    return out


def rejoin(parts: Iterable[tuple[Piece, str]]) -> str:
    """The translated units with the gaps and the line breaks of their sources."""
    return "".join(_wrapped(answer, piece.wraps) + piece.gap for piece, answer in parts)


Word = tuple[str, str]


def _words(text: str) -> Iterator[Word]:
    for match in _WORD.finditer(text):
        word, gap = match.groups()
        parts = _WIDE.findall(word)
        for part in parts[:-1]:
            yield part, ""
        yield parts[-1], gap


def _sentences(words: list[Word]) -> Iterator[list[Word]]:
    unit: list[Word] = []
    line = 0
    for index, (word, gap) in enumerate(words):
        unit.append((word, gap))
        line += len(word) + 1
        following = words[index + 1][0] if index + 1 < len(words) else ""
        if not following or _breaks(unit, gap, following, line):
            yield unit
            unit = []
        if _LINE.search(gap):
            line = 0


def _breaks(unit: list[Word], gap: str, following: str, line: int) -> bool:
    word = unit[-1][0]
    ended = bool(_END.search(word[-20:]))
    if _LINE.search(gap):
        return ended or word.endswith(_PAUSES) or not _is_wrap(gap, following, line)
    if not ended or (gap and following[0].islower()):
        return False
    return not _is_abbreviation(word, following, first=len(unit) == 1)


def _is_wrap(gap: str, following: str, line: int) -> bool:
    if not _SOFT.match(gap):
        return False
    needed = 40 if following[0].islower() else 60
    return line >= needed and (following[0].isalpha() or following[0] == "[")


def _is_abbreviation(word: str, following: str, *, first: bool) -> bool:
    if first and _NUMBER.match(word):
        return True
    dotted = _DOTTED.match(word) if len(word) <= 20 else None
    if not dotted:
        return False
    stem = dotted[1].lower()
    if stem in _BEFORE_A_NUMBER and following[0].isdigit():
        return True
    initial = len(dotted[1]) == 1 and dotted[1].isalpha()
    return initial or stem in _BEFORE_A_NAME or stem in _INSIDE


def _weight(word: str) -> int:
    wide = sum(1 for c in word if c >= "\u0e00") if not word.isascii() else 0
    narrow = len(word) - wide
    return max(1, -(-narrow // (12 if narrow <= 36 else 4)) + -(-wide * 3 // 5))


def _capped(unit: list[Word]) -> Iterator[list[Word]]:
    part: list[Word] = []
    weight = pause = 0
    for word, gap in _short(unit):
        cost = _weight(word)
        if part and weight + cost > CAP:
            cut = pause if pause * 2 >= len(part) else len(part)
            yield part[:cut]
            part = part[cut:]
            weight, pause = sum(_weight(w) for w, _ in part), 0
        part.append((word, gap))
        weight += cost
        if word.endswith(_PAUSES):
            pause = len(part)
    if part:
        yield part


def _short(unit: list[Word]) -> Iterator[Word]:
    for word, gap in unit:
        size = 12 * CAP // 2 if word.isascii() else CAP
        for at in range(0, len(word) - size, size):
            yield word[at : at + size], ""
        rest = (len(word) - 1) // size * size
        yield word[rest:], gap


def _piece(part: list[Word]) -> Piece:
    chunks: list[str] = []
    breaks: list[tuple[int, str]] = []
    size = 0
    for word, gap in part[:-1]:
        chunks += [word, " " if gap else ""]
        size += len(word)
        if _LINE.search(gap):
            breaks.append((size, gap))
        size += bool(gap)
    last, gap = part[-1]
    size += len(last)
    return Piece("".join(chunks) + last, gap, tuple((at / size, wrap) for at, wrap in breaks))


def _wrapped(answer: str, wraps: tuple[tuple[float, str], ...]) -> str:
    spaces = [i for i, c in enumerate(answer) if c == " "] if wraps else []
    size = len(answer)
    for share, gap in reversed(wraps):
        if not spaces:
            break
        at = min(spaces, key=lambda i: abs(i - share * size))
        answer = answer[:at] + gap + answer[at + 1 :]
        spaces = [i for i in spaces if i < at]
    return answer
