"""Headings, paragraphs and list items at the left edge that can be nothing else: found without asking any rule.

What a line begins with decides which rule of CommonMark, or of ``_md_rules``, may take it. A line that begins with a
letter is a paragraph wherever a block may begin, and so are those under it that do, if an empty one follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_PROSE = r"(?:(?!(?:import|export) )[^\s\d`~>*_+\[<#{:$\\!?|=-]|`(?!``)|\*\*?(?=[^\W\d_])|\d++(?![.)\\]))[^\n]*+"
"""A line that no rule takes but the paragraph's; MDX's statements are none."""
_END = r"[ \t]*+(?:\n|\Z)"
_UNINDENTED = r"(?=\Z|\n[ \t]*+(?:\Z|(?:\n[ \t]*+)++(?:\Z|(?<=\n)\S)))"
"""Behind a list: an item goes on in lines that are indented, even after empty ones."""
QUICK = re.compile(
    rf"(?:[ \t]*+\n)*+(?:(#{{1,6}}+ [^\s#{{][^\n#{{]*+)(?=\n|\Z)|({_PROSE})(?=\Z|\n{_END})"
    rf"|({_PROSE}(?:\n{_PROSE})++)(?=\Z|\n{_END})|(([-*+]) {_PROSE}(?:\n\5 {_PROSE})*+){_UNINDENTED}|[ \t]*+\Z)\n?"
)
"""A heading; a paragraph of one line; one of several; a list of items of one line, and its mark; empty lines alone."""
_HEADING, _LINE, _LINES = 1, 2, 3


class Leaf(NamedTuple):
    """A block without blocks in it, in the line-normalised text."""

    rule: str
    starts: tuple[int, ...]
    """For each line, where its own text begins: behind quote marks, list markers and indentation."""
    lines: tuple[str, ...]
    """Each line from there to its end; code and HTML keep the indentation that is theirs."""
    inside: tuple[str, ...]
    """The containers it stands in, ``list`` or ``blockquote``, the outermost first."""
    row: int = -1
    """Where its line begins, if it was found here; else -1."""


def found_in(hit: re.Match[str]) -> Iterator[Leaf]:
    """The leaves of a match of ``QUICK``."""
    kind = hit.lastindex
    if kind is None:
        return
    start, text = hit.start(kind), hit[kind]
    if kind <= _LINE:
        yield Leaf("heading" if kind == _HEADING else "paragraph", (start,), (text,), (), start)
        return
    lines, starts = text.split("\n"), [start]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line) + 1)
    if kind == _LINES:
        yield Leaf("paragraph", tuple(starts), tuple(lines), (), start)
        return
    for row, line in zip(starts, lines, strict=True):
        yield Leaf("paragraph", (row + 2,), (line[2:],), ("list",), row)
