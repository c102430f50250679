"""Entries between brackets and commas (JSON, YAML flow): where new ones go and how old ones are cut out."""

from __future__ import annotations

import re

from locakit.formats._tree import Node
from locakit.splice import Splice

_BREAK = re.compile(r"\r?\n[ \t]*")
_LINE_ENDS = re.compile(r"[ \t]*(?:\r?\n|\Z)")


class Brackets:
    """The comma rules of one syntax; ``line`` is how a comment to the end of the line begins."""

    def __init__(self, line: str, block: str = "(?!)") -> None:
        rest = rf"{line}[^\n\r]*"
        self._gap = re.compile(rf"(?:[\s]|{rest}|{block})*")
        self._beside = re.compile(rf"(?:[ \t]*(?:{rest}|{block}(?=[ \t]*\r?\n)))?")
        self._is_line = re.compile(rf"[ \t]*{line}")

    def comma(self, text: str, at: int) -> int:
        """The offset of the comma that follows the value ending at ``at``; -1 where there is none."""
        match = self._gap.match(text, at)
        end = match.end() if match else at
        return end if text.startswith(",", end) else -1

    def beside(self, text: str, at: int) -> int:
        """The end of the comment that stands on the same line after ``at``, or ``at``."""
        match = self._beside.match(text, at)
        return match.end() if match else at

    def add(self, text: str, node: Node, after: int, lead: str, written: list[str]) -> list[Splice]:
        """Splices that put ``written`` behind the member at ``after`` (-1: in front); ``lead`` precedes each."""
        if after < 0:
            start = node.members[0].start
            return [(start, start, "".join(f"{entry},{lead}" for entry in written))]
        end = node.members[after].vend
        comma = self.comma(text, end)
        if comma >= 0:
            tail = self._tail(text, comma + 1, lead)
            return [(tail, tail, "".join(f"{lead}{entry}," for entry in written))]
        tail = self._tail(text, end, lead)
        if tail == end:
            return [(end, end, "".join(f",{lead}{entry}" for entry in written))]
        return [(end, end, ","), (tail, tail, ",".join(f"{lead}{entry}" for entry in written))]

    def _tail(self, text: str, at: int, lead: str) -> int:
        """Behind the comment beside ``at``, unless it would swallow what is added on its line."""
        tail = self.beside(text, at)
        return at if "\n" not in lead and self._is_line.match(text, at, tail) else tail

    def cut(self, text: str, node: Node, gone: list[int]) -> list[Splice]:
        """Splices that take the members at ``gone`` out, each with its comma and the comment beside it."""
        out: list[Splice] = []
        for first, last in runs(gone):
            end = node.members[last].vend
            comma = self.comma(text, end)
            begin = line_break_before(text, node.members[first].start)
            tail = self.beside(text, comma + 1 if comma >= 0 else end)
            if comma < 0 and first > 0:
                before = self.comma(text, node.members[first - 1].vend)
                out.append((before, before + 1, ""))
                begin = max(begin, before + 1)
            elif comma >= 0 and begin == node.start + 1:
                while text[tail : tail + 1] in (" ", "\t") and text[tail : tail + 1]:
                    tail += 1
            out.append((*_within_line(text, begin, tail), ""))
        return out


def _within_line(text: str, begin: int, end: int) -> tuple[int, int]:
    """A cut that leaves the line break before it where its line goes on: a comment above may end there."""
    lead = _BREAK.match(text, begin)
    if not lead or _LINE_ENDS.match(text, end):
        return begin, end
    while text[end : end + 1] in (" ", "\t") and end < len(text):
        end += 1
    return lead.end(), end


def runs(places: list[int]) -> list[tuple[int, int]]:
    """Neighbouring numbers joined: ``[1, 2, 5]`` gives ``[(1, 2), (5, 5)]``."""
    out: list[tuple[int, int]] = []
    for i in sorted(places):
        if out and out[-1][1] == i - 1:
            out[-1] = (out[-1][0], i)
        else:
            out.append((i, i))
    return out


def line_break_before(text: str, start: int) -> int:
    """Where the whitespace before ``start`` begins, but not before its last line break."""
    at = start
    while at > 0 and text[at - 1] in " \t":
        at -= 1
    if at > 0 and text[at - 1] == "\n":
        at -= 2 if text[at - 2 : at] == "\r\n" else 1
    return at


def lead_of(text: str, start: int) -> str:
    """The whitespace before ``start``: from the last line break on, or just the blanks."""
    begin = line_break_before(text, start)
    return text[begin:start]


def indent_at(text: str, at: int) -> str:
    """The whitespace that the line at ``at`` begins with."""
    line = text.rfind("\n", 0, at) + 1
    end = line
    while end < len(text) and text[end] in " \t":
        end += 1
    return text[line:end]
