"""Texts that do not fit their place when they are drawn in its font."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib.util import find_spec
from typing import TYPE_CHECKING

from locakit.rules._kit import Hit, Pair, ex, rule
from locakit.rules._limits import SIZE, limits

if TYPE_CHECKING:
    from collections.abc import Callable

_GENERIC = {
    "sans": "DejaVuSans LiberationSans-Regular Arial", "sans-serif": "DejaVuSans LiberationSans-Regular Arial",
    "serif": "DejaVuSerif LiberationSerif-Regular Times", "monospace": "DejaVuSansMono LiberationMono-Regular Courier",
}  # fmt: skip
_ENDINGS = (".ttf", ".otf", ".ttc", "-Regular.ttf", "-Regular.otf")
_MOST = 2000
"""Longer texts fit no place that has a size in pixels; nothing is drawn for them."""


def unavailable(markets: Iterable[str] = ()) -> str:
    """What this module cannot look at here, as a sentence; empty where nothing is missing."""
    return "" if find_spec("PIL") else "length.size is not checked: Pillow is not installed (extra: fonts)"


@rule(
    "length.size", "error", "design-and-markup", quiet="ignore-max-size", needs=SIZE,
    bad=[
        ex("Save", "Enregistrer toutes les modifications de ce document", "fr", "max-size:60", "font-size:12"),
        ex("Save", "保存" * 40, "ja", "max-size:100:2", "font-size:12"),
    ],
    good=[
        ex("Save", "OK", "fr", "max-size:200", "font-size:12"), ex("Save", "حفظ", "ar", "max-size:200:2"),
        ex("Save the file now", "Guardar el archivo ahora", "es", "max-size:140:3", "font-size:12"),
    ],
)  # fmt: skip
def size(pair: Pair) -> Iterator[Hit]:
    """The target, drawn in its font, is wider than its place or takes more lines.

    Why: it is cut off or pushes its neighbours away; letters differ too much in width to count characters. The flag
    ``max-size:500:2`` gives pixels and lines (one without), ``font-family:``, ``font-size:``, ``font-weight:`` and
    ``font-spacing:`` the font: a family that is installed, or the path of a font file.

    Source: Weblate's documentation, "Maximum size of translation".
    """
    said = limits(pair.unit.flags)
    if said.size is None or unavailable():
        return
    pixels, allowed = said.size
    measure = drawn_in(*said.font)
    if measure is None:
        yield Hit(f"the size is not checked: there is no font {said.font[0]!r} here", severity="info")
        return
    text = said.shown(pair.target)
    if len(text) > _MOST:
        yield Hit(f"{len(text)} characters where {pixels} pixels are allowed")
        return
    widest, count = _wrapped(text, pixels, measure, allowed == 1)
    if widest > pixels:
        yield Hit(f"{widest} pixels where {pixels} are allowed")
    elif count > allowed:
        yield Hit(f"{count} lines of {pixels} pixels where {allowed} are allowed")


def _wrapped(text: str, pixels: int, measure: Callable[[str], int], one: bool) -> tuple[int, int]:
    """The widest line and the number of lines when the text is broken at spaces and between wide letters."""
    widest = count = 0
    for line in text.splitlines() or [""]:
        count += 1
        now = ""
        for piece in [line] if one else _pieces(line):
            if now and measure((now + piece).rstrip()) > pixels:
                widest, count, now = max(widest, measure(now.rstrip())), count + 1, piece
            else:
                now += piece
        widest = max(widest, measure(now.rstrip()))
    return widest, count


def _pieces(line: str) -> Iterator[str]:
    """What a line may be broken between."""
    start = 0
    for at, c in enumerate(line):
        if c == " " or unicodedata.east_asian_width(c) in "WF":
            yield line[start : at + 1]
            start = at + 1
    if start < len(line):
        yield line[start:]


@lru_cache(maxsize=64)
def drawn_in(family: str, weight: str, points: int, spacing: int) -> Callable[[str], int] | None:
    """What tells the width of a text in pixels; None where the font is not installed."""
    from PIL import ImageFont

    generic = _GENERIC.get(family.lower(), "").split()
    for name in generic or [family]:
        heavy = [f"{name}-{weight.title()}.ttf"] if weight and weight.lower() != "normal" else []
        for file in (*heavy, name, *(name + ending for ending in _ENDINGS)):
            try:
                font: ImageFont.FreeTypeFont | ImageFont.ImageFont = ImageFont.truetype(file, points)
            except OSError:
                continue
            return lambda text: round(font.getlength(text)) + spacing * len(text)
    if not generic:
        return None
    spare = ImageFont.load_default(points)
    return lambda text: round(spare.getlength(text)) + spacing * len(text)
