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
_TOKEN = re.compile(
    rf"<(?P<close>/?)(?P<name>[A-Za-z][^ \t\r\n\f/>]*+)(?P<attributes>{_ATTRIBUTES})(?P<end>>|\Z)"
    r"|(?P<comment><!---?>|<!--(?:[^-]|-(?!-!?>))*+(?:--!?>|\Z)|<\?(?:[^?]|\?(?!>))*+(?:\?>|\Z)|<[!/][^>]*+(?:>|\Z))"
)
RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noembed", "noframes"})
"""Elements whose content holds no tags."""


class Token(NamedTuple):
    """A piece of the file."""

    kind: str
    """``text``, ``open``, ``close``, ``void`` or ``comment``."""
    start: int
    end: int
    name: str = ""


class Attribute(NamedTuple):
    """``name="value"`` of a tag."""

    value: str
    span: Span
    """Of the raw value, quotes included; empty where there is none."""
    whole: Span


def tokens(text: str) -> Iterator[Token]:
    """All of ``text``; the content of scripts and the like is one text."""
    at = 0
    while at < len(text):
        found = _TOKEN.search(text, at)
        if not found:
            yield Token("text", at, len(text))
            return
        if found.start() > at:
            yield Token("text", at, found.start())
        at = found.end()
        name = (found["name"] or "").lower()
        if found["comment"] or not found["end"]:
            yield Token("comment", found.start(), at)
        elif found["close"]:
            yield Token("close", found.start(), at, name)
        else:
            yield Token("void" if name in VOID_ELEMENTS else "open", found.start(), at, name)
            if name in RAW:
                end = _raw_end(text, at, name)
                if end > at:
                    yield Token("text", at, end)
                at = end


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
