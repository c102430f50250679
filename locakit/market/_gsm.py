"""What a text takes as SMS: septets of GSM 03.38 or UTF-16 units of UCS-2, and how many parts it is sent in."""

from __future__ import annotations

from typing import NamedTuple

_BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED = "\f^{}\\[~]|€"
BASIC, EXTENDED = frozenset(_BASIC), frozenset(_EXTENDED)
"""The characters of the default alphabet, and those that need an escape before them and so take two septets."""
ONE, PART = 160, 153
"""Septets in a message that stands alone, and in each part of a longer one (3GPP TS 23.040: a header of 6 bytes)."""
ONE_UNICODE, PART_UNICODE = 70, 67
"""The same in UTF-16 units where a character is not in GSM 03.38."""
_EQUAL = {
    "‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'", "`": "'", "´": "'", "“": '"', "”": '"', "„": '"', "‟": '"',
    "″": '"', "«": '"', "»": '"', "‹": "'", "›": "'", "–": "-", "—": "-", "‐": "-", "‑": "-", "−": "-", "…": "...",
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u200a": " ", "\u200b": "", "\u00ad": "", "\u2060": "", "\ufeff": "",
    "•": "-", "\t": " ",
}  # fmt: skip
"""Typography and what says the same in GSM 03.38."""


class Sms(NamedTuple):
    """A text as it is sent."""

    units: int
    """Septets, or UTF-16 units where ``unicode``."""
    unicode: bool
    """It is sent as UCS-2."""
    parts: int
    odd: tuple[tuple[int, str], ...]
    """``(offset, character)`` of each character outside GSM 03.38."""


def septets(text: str) -> int | None:
    """The septets of a text in GSM 03.38; None where a character is not in it."""
    basic = sum(map(BASIC.__contains__, text))
    extended = 0 if basic == len(text) else sum(map(EXTENDED.__contains__, text))
    return basic + 2 * extended if basic + extended == len(text) else None


def sms(text: str) -> Sms:
    """What a text takes. Source: 3GPP TS 23.038 (alphabets) and 23.040 (concatenation); no national shift tables."""
    taken = septets(text)
    if taken is not None:
        sizes = [2 if c in EXTENDED else 1 for c in text] if taken > ONE else []
        return Sms(taken, False, _parts(sizes, PART) if sizes else int(bool(text)), ())
    sizes = [1 if c <= "\uffff" else 2 for c in text]
    odd = tuple((at, c) for at, c in enumerate(text) if c not in BASIC and c not in EXTENDED)
    units = sum(sizes)
    return Sms(units, True, _parts(sizes, PART_UNICODE) if units > ONE_UNICODE else 1, odd)


def _parts(sizes: list[int], room: int) -> int:
    """The parts that characters of these sizes need: none is cut in two."""
    parts, taken = 1, 0
    for size in sizes:
        if taken + size > room:
            parts, taken = parts + 1, 0
        taken += size
    return parts


def plain(c: str) -> str | None:
    """What says the same as a character of typography in GSM 03.38; None where nothing does."""
    return _EQUAL.get(c)
