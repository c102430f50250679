"""What the flags of a unit say of its room: limits, the font they are measured with, what placeholders become."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from functools import lru_cache

LENGTH, LINES, BYTES, WIDTH, SIZE = "max-length:", "max-lines:", "max-bytes:", "max-width:", "max-size:"
REPLACEMENTS = "replacements:"
FONTS = ("font-family:", "font-size:", "font-weight:", "font-spacing:")
_ONE = (LENGTH, LINES, BYTES, WIDTH, "font-size:")
_PART = re.compile(r"(?:\"((?:\\.|[^\"\\])*+)\"|'((?:\\.|[^'\\])*+)'|([^:]*+))(?::|$)")
_ESCAPED = re.compile(r"\\(.)", re.DOTALL)
_TAG = re.compile(r"</?[A-Za-z][^<>]*+>")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits that flags set; None where they set none."""

    named: dict[str, int]
    """Flag head (``max-length:``) to the smallest number given with it."""
    size: tuple[int, int] | None
    """Pixels across, and lines."""
    font: tuple[str, str, int, int]
    """Family, weight, size and spacing in pixels."""
    replacements: tuple[tuple[str, str], ...]
    xml: bool
    faults: tuple[str, ...]
    """A sentence for each flag that cannot be read."""

    def shown(self, text: str) -> str:
        """The text as its reader sees it: placeholders replaced, tags taken out where the flags say so."""
        for old, new in self.replacements:
            text = text.replace(old, new)
        return html.unescape(_TAG.sub("", text)) if self.xml else text


@lru_cache(maxsize=512)
def limits(flags: frozenset[str]) -> Limits:
    """What a set of flags says. Source: Weblate's documentation, "Customizing behavior using flags"."""
    named: dict[str, int] = {}
    faults: list[str] = []
    sizes: list[tuple[int, int]] = []
    pairs: list[tuple[str, str]] = []
    for flag in sorted(flags):
        head, _, rest = flag.partition(":")
        head += ":"
        values = _values(rest)
        good = True
        if head in _ONE:
            good = len(values) == 1 and _number(values[0]) > 0
            if good:
                named[head] = min(_number(values[0]), named.get(head, 1 << 62))
        elif head == SIZE:
            good = len(values) in (1, 2) and all(_number(v) > 0 for v in values)
            sizes += [(_number(values[0]), _number(values[1]) if values[1:] else 1)] if good else []
        elif head == REPLACEMENTS:
            good = len(values) % 2 == 0 and all(values[::2])
            pairs += zip(values[::2], values[1::2], strict=True) if good else []
        elif head in FONTS:
            good = len(values) == 1 and values[0] != "" and (head != "font-spacing:" or _number(values[0]) >= 0)
        if not good:
            faults.append(f"the flag {flag} cannot be read")
    xml = not flags.isdisjoint(("xml-text", "safe-html"))
    return Limits(named, min(sizes, default=None), _font(flags), tuple(pairs), xml, tuple(faults))


def _font(flags: frozenset[str]) -> tuple[str, str, int, int]:
    said = {head: values[0] for f in sorted(flags) for head in FONTS if f.startswith(head)
            and (values := _values(f[len(head) :]))}  # fmt: skip
    family, size, weight, spacing = (said.get(head, "") for head in FONTS)
    return family or "sans", weight, max(_number(size), 0) or 10, max(_number(spacing), 0)


def _values(text: str) -> list[str]:
    """The values of a flag, parted by colons; quotes keep colons and spaces."""
    text = text.strip()
    out: list[str] = []
    at = 0
    while found := _PART.match(text, at):
        quoted = found[1] if found[1] is not None else found[2]
        out.append(_ESCAPED.sub(r"\1", quoted) if quoted is not None else (found[3] or "").strip())
        at = found.end()
        if at == len(text):
            return [*out, ""] if found[0].endswith(":") else out
    return []


def _number(text: str) -> int:
    """A whole number; -1 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else -1
