"""How a JSON file is written: indent, separators, line ends and escapes, found in the file itself."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from typing import NamedTuple

from locakit.formats._brackets import indent_at, lead_of
from locakit.formats._tree import Node, walk
from locakit.splice import newline_of

_STRING = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"', re.DOTALL)
_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|.)", re.DOTALL)
_SURROGATE = re.compile("[\ud800-\udfff]")


class Style(NamedTuple):
    """The habits of one file."""

    unit: str | None
    """One step of indent; None where everything stands on one line."""
    newline: str
    colon: str
    """Between key and value, blanks included."""
    comma: str
    """The blanks between two entries on one line."""


@lru_cache(maxsize=8)
def escapes_of(text: str) -> tuple[bool, bool, bool]:
    """``(ASCII only, slashes escaped, capital hex digits)``: the habits of a whole file."""
    wide = text.isascii() and "\\u" in text
    return wide, "\\/" in text, wide and bool(re.search(r"\\u[0-9a-f]*[A-F]", text))


def style_of(root: Node | None, text: str, spare: Style | None = None) -> Style:
    """The style of a file; what it does not show comes from ``spare`` (the source's style)."""
    spare = spare or Style("  ", "\n", ": ", " ")
    unit = comma = None
    colon = ""
    filled = [n for n in walk(root) if n.members] if root else []
    for node in filled:
        colon = colon or (_colon(text, node) if node.kind == "map" else "")
        lead = next((b for m in node.members if "\n" in (b := lead_of(text, m.start))), None)
        if lead and unit is None:
            unit = _step(indent_at(text, node.start), lead.rpartition("\n")[2])
        elif not lead and comma is None and len(node.members) > 1:
            comma = lead_of(text, node.members[1].start)
        if unit is not None and colon:
            break
    colon = colon or spare.colon
    if comma is None:
        comma = " " if colon[-1:] == " " else ""
    newline = newline_of(text) if "\n" in text else spare.newline
    return Style(unit if filled else spare.unit, newline, colon, comma)


def _step(outer: str, inner: str) -> str:
    return inner[len(outer) :] if inner.startswith(outer) and len(inner) > len(outer) else inner or ""


def _colon(text: str, node: Node) -> str:
    member = node.members[0]
    key = _STRING.match(text, member.start)
    between = text[key.end() : member.vstart] if key else ""
    return between if re.fullmatch(r"[ \t]*:[ \t]*", between) else ""


def quote(value: str, old_raw: str = "", file: str = "") -> str:
    """``value`` as a JSON string with the escape habits of ``old_raw`` (the string it replaces) and of its file.

    ASCII-only files that use escapes stay ASCII; ``\\/`` and needless ``\\uXXXX`` (``\\u003c``) are kept up where the
    old string, or for ``\\/`` the whole file, has them. Lone surrogates are always escapes.
    """
    ascii_only, slashes, capital = escapes_of(file)
    out = json.dumps(value, ensure_ascii=ascii_only)
    if not ascii_only:
        out = _SURROGATE.sub(lambda m: f"\\u{ord(m[0]):04x}", out)
    if "\\/" in old_raw or (slashes and "/" not in old_raw):
        out = out.replace("/", "\\/")
    if "\\u" in old_raw:
        codes = [m[1] for m in _ESCAPE.finditer(old_raw) if m[1]]
        capital = capital or any(c != c.lower() for c in codes)
        kept = {chr(int(c, 16)) for c in codes} - set('"\\')
        out = "".join(f"\\u{ord(c):04x}" if c in kept and c >= " " else c for c in out)
    if capital:
        out = _ESCAPE.sub(lambda m: f"\\u{m[1].upper()}" if m[1] else m[0], out)
    return out
