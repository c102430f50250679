"""Typography that small engines do not know, made plain for them and put back after; strange characters guarded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from locakit.ladder.edges import guarded, rebuilt
from locakit.placeables.spans import Placeable

_FANCY = re.compile("[“”„‟‘’‚‛—–…\u00ad\u00a0\u202f]")
_BLANKS = {"\u00ad": "", "\u00a0": " ", "\u202f": " "}
_PAIRS = str.maketrans({c: '"' for c in "“”„‟"} | {c: "'" for c in "‘’‚‛"} | _BLANKS)
_DASH = re.compile(r"[ \u00a0][—–][ \u00a0]|(?<=[^\s\d])[—–](?=[^\s\d])")
_RANGE = re.compile(r"(?<=\d)–(?=\d)")
_HYPHEN = re.compile(r"(?<=\d)-(?=\d)")
_LOOSE = frozenset("<>™®©—–→←↑↓•·…“”„‘’«»")
_SIGNED = re.compile(r"(?<![^\s(\"'])(?::[a-z_]{2}|[$@][A-Za-z_])\w*(?![\w:]|[.@]\w)")
_SPACED = re.compile(r" - ")
_EITHER = re.compile(r"(?<=[a-z])\((e?s)\)")
_SINGLE = re.compile(r"(?<!\w)'[^'\"]+'(?!\w)")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")


def plain(text: str, placeables: Sequence[Placeable]) -> tuple[str, list[Placeable]]:
    """The text with ASCII quotes, hyphens for dashes, three dots for an ellipsis and plain plurals for ``(s)``."""
    if "s)" in text:
        text, placeables = rebuilt(text, placeables, lambda gap: _EITHER.sub(r"\1", gap))
    if text.isascii() or not _FANCY.search(text):
        return text, list(placeables)
    return rebuilt(text, placeables, _plain)


def _plain(text: str) -> str:
    text = _DASH.sub(" - ", text.translate(_PAIRS))
    return _RANGE.sub("-", text).replace("…", "...")


def fancy(answer: str, source: str) -> str:
    """The answer with the typography of ``source`` where the two line up; quotation marks only in equal number."""
    if "'" in source and '"' not in source and answer.count('"') == 2 * len(_SINGLE.findall(source)):
        answer = answer.replace('"', "'")
    if "'" in source and '"' not in source and answer.count('"') + answer.count("'") == source.count("'"):
        answer = answer.replace('"', "'")
    if source.isascii():
        return answer
    if "’" in source:
        answer = _APOSTROPHE.sub("’", answer)
    curly = sum(source.count(c) for c in "“”„‟")
    if curly and '"' not in source and answer.count('"') == curly and curly % 2 == 0:
        opening, closing = ("„", "“") if "„" in source else ("“", "”")
        halves = answer.split('"')
        answer = "".join(h + (opening if i % 2 == 0 else closing) for i, h in enumerate(halves[:-1])) + halves[-1]
    dashes = _DASH.findall(source)
    if dashes and " - " not in source and len(_SPACED.findall(answer)) == len(dashes):
        found = iter(dashes)
        answer = _SPACED.sub(lambda m: next(found), answer)
    if _RANGE.search(source) and not _HYPHEN.search(source):
        answer = _HYPHEN.sub("–", answer)
    if "…" in source and "..." not in source:
        answer = answer.replace("...", "…")
    return answer


@lru_cache(maxsize=64)
def _strange(alphabet: frozenset[str]) -> re.Pattern[str]:
    known = "".join(re.escape(c) for c in sorted(alphabet))
    return re.compile(rf"[^\s{known}]+")


def named(text: str, placeables: Sequence[Placeable]) -> list[Placeable]:
    """``placeables`` and, as placeables too, words that look like names of values: ``:min``, ``$name``, ``@path``.

    In some formats they are; an engine would take the sign off, or translate the name.
    """
    return guarded(text, placeables, _SIGNED) if _SIGNED.search(text) else list(placeables)


def guard(text: str, placeables: Sequence[Placeable], alphabet: frozenset[str]) -> list[Placeable]:
    """``placeables`` and, as placeables too, what an engine of this alphabet would lose.

    Those are words with a strange letter, symbols with the word or number they touch (``C#``, ``€50``), and others.
    """
    if alphabet.issuperset(text):
        return list(placeables)
    out: list[Placeable] = []
    at = 0
    for placeable in [*placeables, None]:
        end = placeable.start if placeable else len(text)
        search = _strange(alphabet).search
        while hit := search(text, at, end):
            start, stop = _grown(text, hit.start(), hit.end(), at, end)
            out.append(Placeable("guard", start, stop, text[start:stop]))
            at = stop
        if placeable:
            out.append(placeable)
            at = placeable.end
    return out


def _grown(text: str, start: int, end: int, low: int, high: int) -> tuple[int, int]:
    """The stretch with the letters and digits it touches, where it belongs to them."""
    if text[start] in _LOOSE:
        return start, end
    while start > low and text[start - 1].isalnum():
        start -= 1
    while end < high and text[end].isalnum():
        end += 1
    return start, end
