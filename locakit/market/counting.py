"""Text counted as channels count it: code points, UTF-16, width, X's weights, GSM septets, bytes, pixels, words."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping

from locakit.market import _gsm, _weighted
from locakit.market._arial import advance

PIXELS = 16
"""The size of the font in pixels, where nobody says."""
_WIDE = frozenset("WF")
_TAG = re.compile(r"[#＃]\w+")
LOOSE = re.compile(r"(?<!\s)\s+,\s*|,\s+")
"""A comma with blanks about it."""
_ITEMS = re.compile(r"[,;،、，；\n]+")


def chars(text: str) -> int:
    """Code points, which is what stores and most ad systems count; a line break is one."""
    return len(text)


def utf16(text: str) -> int:
    """UTF-16 code units: an emoji beyond the first plane takes two."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def width(text: str) -> int:
    """Code points after NFC, wide and full-width ones (UAX 11) twice: so Google Ads and TikTok count.

    Unlike columns on a terminal, marks that combine (Thai vowels, Hindi signs) take one.
    """
    if text.isascii():
        return len(text)
    text = unicodedata.normalize("NFC", text)
    return len(text) + sum(unicodedata.east_asian_width(c) in _WIDE for c in text)


def utf8_bytes(text: str) -> int:
    """Bytes in UTF-8."""
    return len(text.encode("utf-8", "surrogatepass"))


def words(text: str) -> int:
    """Stretches without white space that hold a letter or digit; each wide character is a word of its own."""
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(c) in _WIDE and c.isalnum() for c in text)
    parts = text.split()
    return wide + sum(any(c.isalnum() and (c < "\u1100" or not _is_wide(c)) for c in part) for part in parts)


def items(text: str) -> int:
    """Hashtags where there are some, else the parts between commas, semicolons and line breaks."""
    tags = len(_TAG.findall(text))
    return tags or sum(1 for part in _ITEMS.split(text) if part.strip())


def pixels(text: str, size: int = PIXELS) -> int:
    """The width in Arial at ``size`` pixels, of the widest line, rounded up.

    Latin, Greek and Cyrillic have their own advance widths; wide characters and emoji take a whole em, marks that
    combine nothing, letters of other scripts the width of a digit.
    """
    return max((math.ceil(sum(map(advance, line)) * size / 2048) for line in text.splitlines()), default=0)


def _is_wide(c: str) -> bool:
    return unicodedata.east_asian_width(c) in _WIDE


septets = _gsm.septets
sms = _gsm.sms
Sms = _gsm.Sms
plain_sms = _gsm.plain
weighted = _weighted.weighted
emoji = _weighted.emoji

COUNTERS: Mapping[str, Callable[[str], int]] = {
    "chars": chars, "utf16": utf16, "width": width, "x-weighted": weighted, "utf8-bytes": utf8_bytes,
    "gsm-septets": lambda text: sms(text).units, "pixels": pixels, "words": words, "count": items,
}  # fmt: skip
"""Every unit that a budget may have."""
