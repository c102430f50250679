"""HTML text and attribute values decoded for people and written back so that they stay text.

Tags and the entities of ``<``, ``>`` and ``&`` stay in a text as they are written; all others are resolved.
Source: HTML Living Standard, 13.1.2.3 (attributes), 13.1.4 (character references).
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from locakit.formats._html_scan import tokens
from locakit.formats._html_tree import Unit, is_inline

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_AMBIGUOUS = re.compile(r"&(?=#|[A-Za-z])")


def decode(text: str, unit: Unit) -> str:
    """What a person reads: blanks as one space, tags as they are."""
    start, end = unit.span
    raw = text[start:end]
    if unit.attribute:
        return unescape(raw[1:-1] if raw[0] in "\"'" else raw)
    if unit.raw:
        return raw
    if "<" not in raw:
        return _plain(raw)
    return "".join(_plain(raw[t.start : t.end]) if t.kind == "text" else raw[t.start : t.end] for t in tokens(raw))


def _plain(raw: str) -> str:
    return _REFERENCE.sub(_resolved, _BLANKS.sub(" ", raw))


def _resolved(found: re.Match[str]) -> str:
    if found[0][1] != "#" and found[0][1:] not in html5:
        return found[0]
    char = unescape(found[0])
    return found[0] if char in "<>& \t\r\n\f" or (not char.isprintable() and char != "\xa0") else char


def encode(text: str, unit: Unit, new: str) -> str:
    """``new`` as it stands in the file in the place of ``unit``."""
    start, end = unit.span
    raw = text[start:end]
    if unit.attribute:
        quote = "'" if raw[0] == "'" else '"'
        return quote + _AMBIGUOUS.sub("&amp;", new).replace(quote, "&#39;" if quote == "'" else "&quot;") + quote
    if unit.raw:
        return new
    new = new.replace("\xa0", "&nbsp;") if "&nbsp;" in raw else new
    return "".join(_written(new, t.kind, t.name, t.start, t.end) for t in tokens(new)) if "<" in new else new


def _written(new: str, kind: str, name: str, start: int, end: int) -> str:
    """A token of a new text; what is no inline tag and no whole comment becomes text."""
    piece = new[start:end]
    if kind == "text":
        return piece
    whole = piece.endswith("-->") if piece.startswith("<!--") else piece.endswith("?>") if piece[1] == "?" else False
    return piece if (name and is_inline(name)) or (kind == "comment" and whole) else piece.replace("<", "&lt;")
