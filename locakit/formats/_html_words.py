"""A new HTML text laid out like the old one: what stays keeps its blanks, line breaks and entities."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from locakit.formats._html_scan import Token, tokens

_WORD = re.compile(r"([ \t\r\n\f]*+)([^ \t\r\n\f]*+)")
_COMPARED = 100_000
"""The most pairs of words that are compared; of longer texts only the beginning and the end."""
_Label = tuple[bool, str]
_Stretch = tuple[int, int, int, int]

Turned = Callable[[str, Token], str]
"""A stretch of a token as it is read, or as it is to be written."""


class _Word(NamedTuple):
    """A word, or a tag."""

    gap: str
    """The blanks before it."""
    raw: str
    """As it stands in the file."""
    label: _Label
    """What is compared: whether there are blanks before it, and how it is read."""


def laid(old: str, new: str, read: Turned, write: Turned) -> str:
    """``new`` as it stands in the place of the raw text ``old``."""
    before = [_Word(gap, raw, (gap != "", read(raw, token))) for gap, raw, token in _pieces(old)]
    after = [_Word(gap, write(word, token), (gap != "", word)) for gap, word, token in _pieces(new)]
    labels = [w.label for w in before], [w.label for w in after]
    for same, (i, end, j, stop) in _stretches(*labels):
        if same:
            after[j:stop] = before[i:end]
        elif i < end and j < stop and before[i].gap and after[j].gap:
            after[j] = after[j]._replace(gap=before[i].gap)
    return "".join(word.gap + word.raw for word in after)


def _pieces(text: str) -> Iterator[tuple[str, str, Token]]:
    """The words and tags of a text, each with the blanks before it; blanks at its end come with an empty word."""
    gap, token = "", Token("text", 0, 0)
    for token in tokens(text):
        piece = text[token.start : token.end]
        for blanks, word in _WORD.findall(piece) if token.kind == "text" else [("", piece)]:
            gap += blanks
            if word:
                yield gap, word, token
                gap = ""
    if gap:
        yield gap, "", token


def _stretches(a: Sequence[_Label], b: Sequence[_Label]) -> Iterator[tuple[bool, _Stretch]]:
    """Stretches of both that are the same, or stand in one another's place."""
    least = min(len(a), len(b))
    head = next((n for n in range(least) if a[n] != b[n]), least)
    tail = next((n for n in range(least - head) if a[-1 - n] != b[-1 - n]), least - head)
    yield True, (0, head, 0, head)
    left, right = a[head : len(a) - tail], b[head : len(b) - tail]
    if 0 < len(left) * len(right) <= _COMPARED:
        from difflib import SequenceMatcher

        for kind, i, end, j, stop in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
            yield kind == "equal", (head + i, head + end, head + j, head + stop)
    else:
        yield False, (head, len(a) - tail, head, len(b) - tail)
    yield True, (len(a) - tail, len(a), len(b) - tail, len(b))
