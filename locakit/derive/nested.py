"""The branches of ICU arguments with choices: each is a text of its own, and the way back keeps the syntax."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from locakit import placeables
from locakit.leaves import ICU
from locakit.model import Span
from locakit.rules._tone_text import bodies

_NUMBER = "icu-plural"
_PLURAL = re.compile(r"\{[^{},]*,\s*plural\s*,")
_SELECTOR = re.compile(r"(?<![\w=])(zero|one|two|few|many|other)\s*\{\Z")


@dataclass(frozen=True, slots=True)
class Inner:
    """One argument."""

    text: str
    spans: tuple[Span, ...]
    """Where its branches stand in it, without their braces."""

    def category(self, number: int) -> str:
        """The plural category of a branch; empty where its argument is no cardinal plural, and for ``=1``."""
        found = _SELECTOR.search(self.text, 0, self.spans[number][0])
        return found[1] if found and _PLURAL.match(self.text) else ""

    def pieces(self, flags: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
        """Each branch with the flags it is read with."""
        for start, end in self.spans:
            yield self.text[start:end], flags | {_NUMBER}

    def build(self, texts: Sequence[str]) -> str:
        """The argument with other branches."""
        out, at = list[str](), 0
        for (start, end), new in zip(self.spans, texts, strict=True):
            out += (self.text[at:start], new)
            at = end
        return "".join((*out, self.text[at:]))


def branches(text: str, flags: frozenset[str]) -> Iterator[tuple[Span, Inner]]:
    """The arguments of a text that have branches; none where it is no ICU message."""
    if ICU not in flags or "{" not in text:
        return
    for p in placeables.find(text, flags):
        if p.kind == "icu" and (found := bodies(p.text)):
            yield (p.start, p.end), Inner(p.text, tuple(found))
