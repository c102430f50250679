"""HTML as tokens: tags, comments and text with their places, in one pass and linear time.

Source: HTML Living Standard, 13.2.5 (tokenization). A tag that the file's end cuts off is dropped there, and here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import NamedTuple

from locakit.model import Span
from locakit.placeables.dialects import VOID_ELEMENTS

_SPACE = r"[ \t\r\n\f]"
_NAME = r"[^ \t\r\n\f/>=][^ \t\r\n\f/>=]*+"
_VALUE = r"\"[^\"]*+\"|'[^']*+'|[^ \t\r\n\f\"'>][^ \t\r\n\f>]*+"
_ATTRIBUTE = re.compile(rf"({_NAME})(?:{_SPACE}*+={_SPACE}*+({_VALUE}))?+")
_ATTRIBUTES = rf"(?:[ \t\r\n\f/=]++|{_NAME}(?:{_SPACE}*+={_SPACE}*+(?:{_VALUE}))?+)*+"
_TAG = rf"(/?)([A-Za-z][^ \t\r\n\f/>]*+){_ATTRIBUTES}(>|\Z)"
_COMMENT = r"!---?>|!--(?:[^-]|-(?!-!?>))*+(?:--!?>|\Z)|\?(?:[^?]|\?(?!>))*+(?:\?>|\Z)|[!/][^>]*+(?:>|\Z)"
_LEAF = "p|li|h[1-6]|t[dh]|d[dt]|div|figcaption|caption|option|label|button|legend|summary"
"""Block elements whose content may be translated, by their start tags without attributes."""
_TOKEN = re.compile(rf"<(?:()(?!)|{_TAG}|{_COMMENT})")
_OR_LEAF = re.compile(rf"<(?:({_LEAF})>[^<]++</\1>|{_TAG}|{_COMMENT})")
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})
"""Elements whose content holds no tags."""


class Token(NamedTuple):
    """A piece of the file."""

    kind: str
    """``text``, ``open``, ``close``, ``void``, ``comment`` or ``leaf``."""
    start: int
    end: int
    name: str = ""


class Attribute(NamedTuple):
    """``name="value"`` of a tag."""

    value: str
    span: Span
    """Of the raw value, quotes included; empty where there is none."""
    whole: Span


def tokens(text: str, leaves: bool = False) -> Iterator[Token]:
    """All of ``text``; the content of scripts and the like is one text.

    With ``leaves`` a plain element of nothing but text, ``<p>…</p>``, is one token.
    """
    at, size = 0, len(text)
    search = (_TOKEN if not leaves else _OR_LEAF).search
    while at < size:
        found = search(text, at)
        if not found:
            yield Token("text", at, size)
            return
        start, end = found.span()
        if start > at:
            yield Token("text", at, start)
        at = end
        leaf, close, name, whole = found.groups()
        if leaf:
            yield Token("leaf", start, end, leaf)
        elif not whole:
            yield Token("comment", start, end)
        elif close:
            yield Token("close", start, end, name.lower())
        else:
            name = name.lower()
            yield Token("void" if name in VOID_ELEMENTS else "open", start, end, name)
            if name in RAW:
                at = _raw_end(text, end, name)
                if at > end:
                    yield Token("text", end, at)


def _raw_end(text: str, at: int, name: str) -> int:
    found = re.compile(rf"</{re.escape(name)}(?=[ \t\r\n\f/>])", re.IGNORECASE).search(text, at)
    return found.start() if found else len(text)


def attributes(text: str, tag: Token) -> dict[str, Attribute]:
    """A tag's attributes by name in small letters; the first of two counts, as it does in browsers."""
    out: dict[str, Attribute] = {}
    for found in _ATTRIBUTE.finditer(text, tag.start + 1 + len(tag.name), tag.end - 1):
        raw, span = found[2], found.span(2)
        value = unescape(raw[1:-1] if raw[0] in "\"'" else raw) if raw else ""
        out.setdefault(found[1].lower(), Attribute(value, span if raw else (found.end(), found.end()), found.span()))
    return out
