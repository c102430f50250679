"""Segments and terms as people read them: text is decoded, codes of the translated document stay raw and whole.

Source: TMX 1.4b specification, "Content markup" (``bpt``, ``ept``, ``ph``, ``it`` and ``ut`` hold foreign code).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.parsers import expat

from locakit.formats import _xml_text as xml

_ATTRIBUTES = r"(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*\s*"
_CODE = re.compile(rf"(<(bpt|ept|ph|it|ut){_ATTRIBUTES}(?:/>|>(?:(?!</?\2[\s/>]).)*+</\2\s*>))", re.DOTALL)
"""A code with all it holds; one that holds another of its kind (in ``sub``) is left to the ordinary tags."""

_NONE: frozenset[str] = frozenset()
_NAMES = "(?:bpt|ept|ph|it|ut)"
_HELD = rf"(?:</{_NAMES}\s*>|<sub\b[^<>]*>)"
_HOLDING = re.compile(rf"<{_NAMES}(?:\s[^<>]*)?(?<!/)>[^<]*{_HELD}|</sub\s*>[^<]*{_HELD}")
WHOLE = f'placeholders:r"{_HOLDING.pattern}"'
"""The flag (Weblate's) by which a code with all it holds is one placeable, but for the texts of its ``sub``."""
_ESCAPED_TAG = re.compile(r"&lt;/?[A-Za-z_][^<>]*>")
ESCAPED = f'placeholders:r"{_ESCAPED_TAG.pattern}"'
"""The flag by which a tag that is text, beside codes, is one placeable, as it would be where there are no codes."""
_CODED, _ESCAPED = frozenset({WHOLE}), frozenset({ESCAPED})


def decode(raw: str) -> str:
    """A segment as a person reads it; ``<bpt i="1">&lt;b&gt;</bpt>`` stays letter for letter."""
    if "<" not in raw or not xml.has_markup(raw):
        return xml.decode(raw)
    return "".join(part if tag else xml.shielded(part) for part, tag in _pieces(xml.lines(raw)))


def flags_of(text: str) -> frozenset[str]:
    """``WHOLE`` where codes hold something, ``ESCAPED`` where tags that are text stand beside tags that are none."""
    if "<" not in text:
        return _NONE
    escaped = _ESCAPED if "&lt;" in text and _ESCAPED_TAG.search(text) else _NONE
    return (_CODED if _HOLDING.search(text) else _NONE) | escaped


def encode(text: str, likes: Iterable[str], style: frozenset[str], newline: str) -> str:
    """``text`` as content: with codes and elements where one of the contents ``likes`` has some, else as plain text.

    What would not be well-formed, or names a prefix that none of them has, is written as text.
    """
    known = [raw for raw in likes if "<" in raw]
    like = next((raw for raw in known if xml.has_markup(raw)), next(iter(known), ""))
    raw = _marked(text, like, style) if like and xml.has_markup(like) else None
    if raw is None:
        raw = xml.encode(text, like if xml.in_cdata(like) else "", style)
    return raw.replace("\n", newline) if newline != "\n" else raw


def _marked(text: str, like: str, style: frozenset[str]) -> str | None:
    if not xml.TAG.search(text) or not xml.prefixes(text) <= xml.prefixes(like):
        return None
    raw = "".join(part if tag else xml.escape(xml.unshielded(part), style) for part, tag in _pieces(text))
    try:
        expat.ParserCreate("utf-8").Parse(f"<r>{raw}</r>".encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError:
        return None
    return raw


def _pieces(raw: str) -> Iterable[tuple[str, bool]]:
    """The content cut into texts (False) and whole codes, tags, comments and CDATA sections (True)."""
    at = 0
    for found in _CODE.finditer(raw):
        yield from xml.pieces(raw[at : found.start()])
        yield found[0], True
        at = found.end()
    yield from xml.pieces(raw[at:])
