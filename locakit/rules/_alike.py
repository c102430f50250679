"""Pairs that a look at their plain marks shows to be alike: what they hold need not be taken apart."""

from __future__ import annotations

import re

_TAG = re.compile(r"<[^<>]*>")
_SIMPLE = re.compile(r"\{\w+\}|<[^<>{}%$&]*>|%[sd](?![\w$])")
_PROSE = re.compile(r"(?:[\w\s.,;!?'\"()-]|[^\x00-\x7f]|[:&](?=\s|$))*+")
_last: list[tuple[str, str, bool]] = [("", "", False)]
_marked: list[tuple[str, str, bool]] = [("", "", True)]


def other_tags(source: str, target: str) -> bool:
    """Not the same tags in the same order, or an angle bracket outside of them; asked several times of one pair."""
    known = _last[0]
    if known[0] is source and known[1] is target:
        return known[2]
    tags = _TAG.findall(target)
    same = target.count("<") == len(tags) == source.count("<") and _TAG.findall(source) == tags
    _last[0] = (source, target, not same)
    return not same


def same_marks(source: str, target: str) -> bool:
    """Both hold the same ``{name}``, tags and ``%s``, and beside them nothing but words and sentence marks.

    Tags and conversions without a name stand in the same order. Asked several times of one pair.
    """
    known = _marked[0]
    if known[0] is source and known[1] is target:
        return known[2]
    same = _same_marks(source, target)
    _marked[0] = (source, target, same)
    return same


def _same_marks(source: str, target: str) -> bool:
    left, right = _SIMPLE.findall(source), _SIMPLE.findall(target)
    if left != right and (any(m[0] != "{" for m in left) or sorted(left) != sorted(right)):
        return False
    return all(_is_prose(_SIMPLE.sub(" ", text)) for text in (source, target))


def _is_prose(text: str) -> bool:
    return _PROSE.fullmatch(text) is not None and "www." not in text and "__" not in text
