"""HTML text and attribute values decoded for people and written back so that they stay text.

Tags and the entities of ``<``, ``>`` and ``&`` stay in a text as they are written; all others are resolved.
Source: HTML Living Standard, 13.1.2.3 (attributes), 13.1.4 (character references).
"""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

from locakit.formats._html_scan import Token, tokens
from locakit.formats._html_tree import Unit, is_inline
from locakit.formats._html_words import laid

_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BLANKS = re.compile(r"[ \t\r\n\f]+")
_UNEVEN = re.compile(r"[\t\r\n\f]|  ")
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
    return _shown(raw)


def _shown(raw: str) -> str:
    return "".join(_read(raw[t.start : t.end], t) for t in tokens(raw))


def _read(piece: str, token: Token) -> str:
    return _plain(piece) if token.kind == "text" else piece


def _plain(raw: str) -> str:
    raw = _BLANKS.sub(" ", raw) if _UNEVEN.search(raw) else raw
    return _REFERENCE.sub(_resolved, raw) if "&" in raw else raw


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
    space = "&nbsp;" if "&nbsp;" in raw else "\xa0"

    def write(piece: str, token: Token) -> str:
        return _written(piece, token).replace("\xa0", space)

    plain = "".join(write(new[t.start : t.end], t) for t in tokens(new))
    out = laid(raw, new, _read, write)
    return out if _shown(out) == _shown(plain) else plain


def _written(piece: str, token: Token) -> str:
    """A piece of a new text; what is no inline tag and no whole comment becomes text."""
    if token.kind == "text":
        return piece
    whole = piece.endswith("-->") if piece.startswith("<!--") else piece.endswith("?>") if piece[1] == "?" else False
    tag = (token.name and is_inline(token.name)) or (token.kind == "comment" and whole)
    return piece if tag else piece.replace("<", "&lt;")
