"""What a person reads on a terminal: plain aligned text, harmless whatever the content, colour only as an extra."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Sequence
from typing import TextIO

from locakit.screen import cut, isolated, shown, width

_COLOURS = {"red": "31", "green": "32", "yellow": "33", "blue": "34", "bold": "1", "dim": "2"}

_OWN = "|".join(_COLOURS.values())
_EFFECT = "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202a-\u202e]|\r(?!\n)"
_STRANGE = re.compile(rf"{_EFFECT}|\x1b")
_STRANGE_COLOURED = re.compile(rf"{_EFFECT}|\x1b(?!\[(?:0|{_OWN})m)")
"""What a terminal obeys, and overrides of direction; line ends, tabs and our own colours are none of it."""
_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def harmless(text: str) -> str:
    """``text`` without anything that could move the cursor, ring or recolour a terminal; line ends stay."""
    return "\n".join(shown(line) for line in text.split("\n"))


def content(text: str) -> str:
    """A piece of content on one line, in its own direction whatever stands around it (UAX #9 isolates)."""
    return isolated(shown(text))


def pad(text: str, cells: int, right: bool = False) -> str:
    """``text`` filled with spaces to ``cells``; ``right`` aligns it at the right edge."""
    room = " " * max(cells - width(text), 0)
    return room + text if right else text + room


def clip(text: str, cells: int) -> str:
    """A piece of content of at most ``cells`` columns, cut with an ellipsis, in its own direction."""
    return isolated(cut(text, cells))


def some(number: int, one: str, many: str = "") -> str:
    """``1 unit``, ``2 units``: a number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def table(rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset(), gap: int = 2) -> list[str]:
    """Rows as aligned lines; the columns in ``right`` are numbers."""
    if not rows:
        return []
    widths = [max(width(row[n]) for row in rows) for n in range(len(rows[0]))]
    return [(" " * gap).join(pad(c, widths[n], n in right) for n, c in enumerate(row)).rstrip() for row in rows]


def dumped(value: object) -> str:
    """A value as JSON for machines; what a terminal obeys or nobody sees, and half of a surrogate pair, as escapes."""
    import json

    text = json.dumps(value, indent=2, ensure_ascii=False, default=str)
    return _UNSEEN.sub(lambda m: f"\\u{ord(m[0]):04x}", text)


def line(text: str = "") -> None:
    """A line of the result, from a command that paints nothing."""
    Voice(no_color=True).out(text)


class Voice:
    """Where a command speaks: results on stdout, everything else on stderr."""

    def __init__(self, *, quiet: bool = False, verbose: bool = False, no_color: bool = False) -> None:
        self.quiet = quiet
        self.verbose = verbose
        wanted = not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
        self._wanted = wanted
        self.told: set[str] = set()
        """What a command of several steps has said of files already."""

    def colour_on(self, stream: TextIO) -> bool:
        """True where ``stream`` is a terminal and colour was not refused."""
        return self._wanted and stream.isatty()

    def paint(self, text: str, colour: str, stream: TextIO | None = None) -> str:
        """``text`` in a colour, where the stream takes it."""
        return f"\x1b[{_COLOURS[colour]}m{text}\x1b[0m" if self.colour_on(stream or sys.stdout) else text

    def out(self, text: str = "") -> None:
        """A line of the result; no name or text in it that a terminal would obey has its effect."""
        strange = _STRANGE_COLOURED if self.colour_on(sys.stdout) else _STRANGE
        print(strange.sub(lambda m: shown(m[0]), text))

    def json(self, value: object) -> None:
        """A value as the result, for machines."""
        print(dumped(value))

    def fault(self, text: str) -> None:
        """Why the command does not end with 0; said with --quiet, too."""
        print(harmless(text), file=sys.stderr)

    def note(self, text: str) -> None:
        """A line about the work, for a person; silent with --quiet."""
        if not self.quiet:
            print(harmless(text), file=sys.stderr)
