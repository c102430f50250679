"""Many words and phrases as one pattern, their common beginnings shared: what C finds need not be looked for here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from locakit.terms.words import LETTERS

GAP = "[\\s\u00a0\u2010\u2011-]{1,3}"
"""What may stand between two words of a phrase."""

_Tree = dict[str, Any]
_END = ""


def compiled(phrases: Iterable[str]) -> re.Pattern[str] | None:
    """Any of the folded phrases, as whole words, the longest first; None for none. A space stands for any ``GAP``."""
    root: _Tree = {}
    for phrase in phrases:
        here = root
        for char in phrase:
            here = here.setdefault(char, {})
        here[_END] = {}
    if not root:
        return None
    return re.compile(f"(?<![{LETTERS}])(?:{_source(root)})(?![{LETTERS}])")


def _source(tree: _Tree) -> str:
    """The tree's pattern, made from its leaves up: phrases may be long, so nothing recurses."""
    order, waiting = [], [tree]
    while waiting:
        here = waiting.pop()
        order.append(here)
        waiting += [below for char, below in here.items() if char]
    made: dict[int, str] = {}
    for here in reversed(order):
        made[id(here)] = _one({c: made.pop(id(below)) for c, below in here.items() if c}, _END in here)
    return made[id(tree)]


def _one(below: dict[str, str], ends: bool) -> str:
    parts = [_char(c) + rest for c, rest in below.items() if rest or c == " "]
    last = [c for c, rest in below.items() if not rest and c != " "]
    if last:
        parts.append(re.escape(last[0]) if len(last) == 1 else f"[{''.join(map(re.escape, last))}]")
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)})" + ("?" if ends else "")


def _char(char: str) -> str:
    return GAP if char == " " else re.escape(char)
