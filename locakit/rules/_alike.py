"""Pairs that a look at their plain marks shows to be alike: what they hold need not be taken apart."""

from __future__ import annotations

import re
from functools import wraps

from locakit.rules._kit import When

_TAG = re.compile(r"<[^<>]*>")
_SIMPLE = re.compile(r"\{\w+\}|<[^<>{}%$&]*>|%[sd](?![\w$])")
_PROSE = re.compile(r"(?:[\w\s.,;!?'\"()-]|[^\x00-\x7f]|[:&](?=\s|$))*+")


def _once(look: When) -> When:
    """``look``, which several rules ask of one pair after the other: its last answer is kept."""
    last = [("", "", look("", ""))]

    @wraps(look)
    def asked(source: str, target: str) -> bool:
        known = last[0]
        if known[0] is source and known[1] is target:
            return known[2]
        found = look(source, target)
        last[0] = (source, target, found)
        return found

    return asked


@_once
def other_tags(source: str, target: str) -> bool:
    """Not the same tags in the same order, or an angle bracket outside of them."""
    tags = _TAG.findall(target)
    return not (target.count("<") == len(tags) == source.count("<") and _TAG.findall(source) == tags)


def _is_prose(text: str) -> bool:
    return _PROSE.fullmatch(text) is not None and "www." not in text and "__" not in text


@_once
def same_marks(source: str, target: str) -> bool:
    """Both hold the same ``{name}``, tags and ``%s``, and beside them nothing but words and sentence marks.

    Tags and conversions without a name stand in the same order.
    """
    left, right = _SIMPLE.findall(source), _SIMPLE.findall(target)
    if left != right and (any(m[0] != "{" for m in left) or sorted(left) != sorted(right)):
        return False
    return all(_is_prose(_SIMPLE.sub(" ", text)) for text in (source, target))
