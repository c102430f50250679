"""A line of text between two block tags, cut down to what is to be translated."""

from __future__ import annotations

from collections.abc import Sequence
from html import unescape
from typing import NamedTuple

from locakit.formats._html_scan import Token

_BLANKS = " \t\r\n\f"
_CODE = frozenset({"code", "kbd", "samp", "var", "tt"})


class Run(NamedTuple):
    """A text with the inline tags inside it."""

    start: int
    end: int
    words: bool
    """It has letters outside of code."""


def plain(text: str, start: int, end: int) -> Run | None:
    """The run of a text without tags."""
    raw = text[start:end].lstrip(_BLANKS)
    shown = raw.rstrip(_BLANKS)
    begin = end - len(raw)
    return Run(begin, begin + len(shown), _is_word(shown)) if shown else None


def trimmed(text: str, tokens: Sequence[Token]) -> Run | None:
    """The run without blanks, pictures, comments and tags around it; None where no text is left."""
    pairs = _pairs(tokens)
    shown = [t.kind == "name" or (t.kind == "text" and bool(text[t.start : t.end].strip(_BLANKS))) for t in tokens]
    before = [0]
    for mark in shown:
        before.append(before[-1] + mark)
    first, last = 0, len(tokens) - 1
    while first <= last and not shown[first]:
        pair = pairs.get(first)
        if pair is not None and pair > first and before[pair] > before[first]:
            if pair < last and before[last + 1] > before[pair]:
                break
            last = min(last, pair - 1)
            first += 1
        else:
            first = pair + 1 if pair is not None and first < pair <= last else first + 1
    while last >= first and not shown[last]:
        pair = pairs.get(last)
        if pair is not None and first <= pair < last and before[last] > before[pair]:
            break
        last = pair - 1 if pair is not None and first <= pair < last else last - 1
    if first > last:
        return None
    start, end = tokens[first].start, tokens[last].end
    start += len(text[start : tokens[first].end]) - len(text[start : tokens[first].end].lstrip(_BLANKS))
    end -= len(text[tokens[last].start : end]) - len(text[tokens[last].start : end].rstrip(_BLANKS))
    return Run(start, end, _has_words(text, tokens, first, last))


def _pairs(tokens: Sequence[Token]) -> dict[int, int]:
    """For each inline tag the number of its other half; a tag that has none is not in it."""
    out: dict[int, int] = {}
    waiting: dict[str, list[int]] = {}
    for number, token in enumerate(tokens):
        if token.kind == "open":
            waiting.setdefault(token.name, []).append(number)
        elif token.kind == "close" and waiting.get(token.name):
            other = waiting[token.name].pop()
            out[other], out[number] = number, other
    return out


def _has_words(text: str, tokens: Sequence[Token], first: int, last: int) -> bool:
    depth = 0
    for number, token in enumerate(tokens[: last + 1]):
        if token.name in _CODE:
            depth += {"open": 1, "close": -1}.get(token.kind, 0)
        elif number >= first and depth <= 0 and token.kind == "text" and _is_word(text[token.start : token.end]):
            return True
    return False


def _is_word(text: str) -> bool:
    shown = unescape(text) if "&" in text else text
    return shown[:1].isalpha() or any(c.isalpha() for c in shown)
