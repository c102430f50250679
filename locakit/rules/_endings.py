"""How a text ends and begins: the sentence marks there, past closing quotes, brackets and tags."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from locakit.rules import _language

CLOSERS = frozenset(" \t\r\n\u00a0\u202f\u2009\"'”’»›)]}）】」』》\u200b\u200e\u200f\u061c\u202c\u2069\ufeff*_`~")
_INDIRECT = ("Whether ", "If ")
"""A question in English without its mark, which other languages may ask outright."""

_GAPS = " \u00a0\u202f"
_REFERENCE = re.compile(r"&#?\w+;$")
_KEY = re.compile(r"\s*[(（][&_~]\w[)）]\s*$")
"""An access key that East and South Asian texts put at the end: ``文件(&F)``."""

_TAIL = 400
_RUN = 12
_SHORTENED = re.compile(
    r"(?:^|[\s(（/\u00a0-])(?:[^\W\d_]|etc|e\.g|i\.e|vs|inc|ltd|corp|co|no|nr|st|dr|mr|mrs|ms|min|max|sec|approx|misc|"
    r"p\.ej|p\. ?ej|ej|ex|p\.ex|u\.a|usw|z\.b|bzw|évtl|ca|env|máx|mín|núm|nº|др|пр|т\.д|т\.п|тд|и т\. ?д|мин|макс|сек|"
    r"стр|руб|млн|[ap]\. ?m|u\.s|u\.k)\.$",
    re.IGNORECASE,
)
"""A word whose stop belongs to itself."""


class Ending(NamedTuple):
    """The sentence marks at the end of a text."""

    kinds: frozenset[str]
    """``stop``, ``colon`` …; empty where it ends with a word."""
    start: int
    """Where the marks begin; where the text ends without any."""
    end: int


_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=2048)
def ending(text: str, tag: str) -> Ending:
    """The marks with which ``text`` ends in a locale, in time independent of its length."""
    known = _language.marks(tag)
    cut = max(0, len(text) - _TAIL)
    tail = text[cut:]
    end = start = _inner_end(tail)
    while start and end - start < _RUN and (tail[start - 1] in known or (start < end and tail[start - 1] in _GAPS)):
        start -= 1
    while start < end and tail[start] in _GAPS:
        start += 1
    return Ending(_kinds(tail[start:end], tail[:end], known), cut + start, cut + end)


def _inner_end(tail: str) -> int:
    """The end of the text before closing marks, tags, character references and an access key."""
    key = _KEY.search(tail, max(0, len(tail) - 12))
    end = key.start() if key else len(tail)
    while end:
        last = tail[end - 1]
        if last in CLOSERS:
            end -= 1
        elif last == ">" and (at := tail.rfind("<", 0, end)) >= 0:
            end = at
        elif last == ";" and (found := _REFERENCE.search(tail, max(0, end - 10), end)):
            end = found.start()
        else:
            break
    return end


def _kinds(run: str, text: str, known: Mapping[str, str]) -> frozenset[str]:
    if not run:
        return _NONE
    if run.endswith(("...", ". .", "。。")):
        return frozenset({"ellipsis"})
    if run.endswith(".."):
        return frozenset({"ellipsis", "stop"})
    kinds = {known[c] for c in run if c in known}
    if run[-1] == "." and _SHORTENED.search(text[-24:]):
        return _NONE
    if "⁈" in run or "⁉" in run or "‽" in run:
        kinds |= {"question", "exclamation"}
    return frozenset(kinds)


def differs(source: str, target: str, source_locale: str, market: str) -> tuple[Ending, Ending] | None:
    """The two endings where they say different things by the target language's habits; else None."""
    first, last = source[-1:], target[-1:]
    plain = _language.marks(market).get(last)
    if plain == _language.marks(source_locale).get(first) and (plain or (first.isalnum() and last.isalnum())):
        return None
    want, have = ending(source, source_locale), ending(target, market)
    if want.kinds == have.kinds or not want.kinds.isdisjoint(have.kinds):
        return None
    language = _language.language(market)
    instead, inside = _language.INSTEAD.get(language, {}), _language.INSIDE.get(language, {})
    if "question" in have.kinds and source.startswith(_INDIRECT):
        return None
    for kind in want.kinds:
        if instead.get(kind) in have.kinds or (kind in inside and _inside(inside[kind], kind, source, target)):
            return None
    return want, have


def _inside(mark: str, kind: str, source: str, target: str) -> bool:
    """The target says within its sentences as many questions or exclamations as the source."""
    plain = "?" if kind == "question" else "!"
    return target.count(mark) >= max(1, source.count(plain))
