"""A new HTML text laid out like the old one: words and tags that stay keep the blanks, line breaks and entities there."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from locakit.formats._html_scan import Token, tokens

_WORD = re.compile(r"([ \t\r\n\f]*+)([^ \t\r\n\f]*+)")
_COMPARED = 100_000
"""The most pairs of words that are compared; of longer texts only the beginning and the end."""

Written = Callable[[str, Token], str]
"""How a stretch of a token is read, or is to be written."""


class _Word(NamedTuple):
    """A word or a tag."""

    gap: str
    """The blanks before it."""
    shown: str
    """As people read it."""
    raw: str
    """As it stands in the file."""

    def label(self) -> tuple[bool, str]:
        """What is compared: any blanks are alike."""
        return bool(self.gap), self.shown


def laid(old: str, new: str, read: Written, write: Written) -> str:
    """``new`` written in the place of the raw text ``old``; ``read`` decodes a stretch of it, ``write`` encodes one."""
    before = list(_words(old, read))
    after = list(_words(new, lambda piece, token: piece))
    wanted = [w._replace(raw=write(w.raw, token)) for w, token in zip(after, _kinds(new), strict=True)]
    out = list(wanted)
    for i, j, count in _shared([w.label() for w in before], [w.label() for w in after]):
        out[j : j + count] = before[i : i + count]
        if count == 0 and before[i].gap and out[j].gap:
            out[j] = out[j]._replace(gap=before[i].gap)
    return "".join(w.gap + w.raw for w in out)
