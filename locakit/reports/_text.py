"""Text for reports that other programs read: nothing in it has an effect, and all of it is valid there."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterable

from locakit.screen import cut, shown

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff\ufffe\uffff]")
_NO_TEXT = re.compile("[\ufffe\uffff]")
"""Noncharacters, which XML forbids."""

_LONE = re.compile("[\ud800-\udfff]")


def brief(text: str, most: int = 300) -> str:
    """Shown text of at most ``most`` columns."""
    return _seen(shown(text) if len(text) * 2 <= most else cut(text, most))


def escaped(text: str) -> str:
    """Shown text for XML and HTML, in content and in attributes."""
    return html.escape(_seen(shown(text)))


def _seen(text: str) -> str:
    return text if text.isascii() else _NO_TEXT.sub(lambda found: f"<U+{ord(found[0]):04X}>", text)


def dumped(value: object, *, indent: int | None = None, lone: bool = False) -> str:
    """``value`` as JSON; controls and direction marks stand in it as escapes, so that none has an effect in a terminal.

    Half of a surrogate pair is an escape too with ``lone``, else U+FFFD: many programs refuse it (RFC 8259, 8.2).
    """
    text = json.dumps(value, ensure_ascii=False, indent=indent)
    if text.isascii():
        return text.replace("\x7f", "\\u007f")
    text = text if lone else _LONE.sub("\ufffd", text)
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def rows(values: Iterable[object]) -> str:
    """A JSON array, one line for each value."""
    lines = [dumped(v) for v in values]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"
