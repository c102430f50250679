"""Text made safe and measurable for a terminal: harmless controls, isolated right-to-left text, column widths."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_HARMFUL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)
_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_LRI, _RLI, _FSI, _PDI = "\u2066", "\u2067", "\u2068", "\u2069"
_PICTURES = {"\x7f": "␡", "\t": "  "}


def shown(text: str) -> str:
    """``text`` on one line: controls, line ends and direction marks as visible signs, so that none has effect."""
    return _HARMFUL.sub(_sign, text) if _HARMFUL.search(text) else text


def _sign(found: re.Match[str]) -> str:
    c = found[0]
    if c in _PICTURES:
        return _PICTURES[c]
    return chr(0x2400 + ord(c)) if c < " " else f"<U+{ord(c):04X}>"


def has_right(text: str) -> bool:
    """True if ``text`` holds a right-to-left letter."""
    return not text.isascii() and _RIGHT.search(text) is not None


def isolated(text: str, *, line: bool = False, right: bool = False) -> str:
    """Shown text isolated (UAX 9), so that it cannot turn its neighbours.

    A ``line`` reads from left to right, a text of a ``right``-to-left language from the right however it begins.
    """
    return f"{_LRI if line else _RLI if right else _FSI}{text}{_PDI}" if has_right(text) else text


@lru_cache(maxsize=4096)
def _char_width(c: str) -> int:
    if unicodedata.category(c) in ("Mn", "Me", "Cf") or "\u1160" <= c <= "\u11ff":
        return 0
    return 2 if unicodedata.east_asian_width(c) in "WF" else 1


def width(text: str) -> int:
    """The terminal columns of shown text (UAX 11: wide and full-width take two, combining marks none)."""
    return len(text) if text.isascii() else sum(map(_char_width, text))


def window(text: str, start: int, end: int, columns: int) -> tuple[str, int, int]:
    """A line cut to ``columns`` around the fault at ``start:end``: the shown text, and the fault's column and width.

    Both counts are terminal columns; a fault that is wider than the window is cut at its end.
    """
    start, end = max(0, min(start, len(text))), max(0, min(end, len(text)))
    left = shown(text[max(0, start - 4 * columns) : start])
    fault = shown(text[start : max(end, start)][: 4 * columns])
    right = shown(text[max(end, start) : max(end, start) + 4 * columns])
    edges = (1 if left else 0) + (1 if right else 0)
    middle = _fit(fault, columns - edges)
    room = columns - width(middle)
    before = _fit(left, max(room // 2, room - width(right)), tail=True)
    after = _fit(right, room - width(before))
    return before + middle + after, width(before), width(middle)


def _fit(text: str, columns: int, *, tail: bool = False) -> str:
    """As much of ``text`` as fits, from its start or, with ``tail``, its end; ``…`` where it was cut."""
    if width(text) <= columns:
        return text
    out: list[str] = []
    used = 1
    for c in reversed(text) if tail else text:
        used += _char_width(c)
        if used > columns:
            break
        out.append(c)
    if columns < 1:
        return ""
    return "…" + "".join(reversed(out)) if tail else "".join(out) + "…"


def cut(text: str, columns: int) -> str:
    """Shown text of at most ``columns`` columns."""
    return _fit(shown(text[: 4 * columns + 1]), columns)
