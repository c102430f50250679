"""The width of text on a terminal or in an editor."""

from __future__ import annotations

import unicodedata


def columns(text: str) -> int:
    """Terminal columns: East Asian wide characters take two, combining and format marks none (UAX #11)."""
    if text.isascii():
        return len(text)
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.category(c) in ("Mn", "Me", "Cf") for c in text)
