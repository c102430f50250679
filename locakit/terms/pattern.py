"""Many words and phrases as one pattern, their common beginnings shared: what C finds need not be looked for here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

GAP = "[\\s\u00a0\u2010\u2011-]{1,3}"
"""What may stand between two words of a phrase."""

_Tree = dict[str, Any]
_END = ""
_SPACES = " {1,3}"


def compiled(phrases: Iterable[str], *, spaced: bool = True) -> re.Pattern[str] | None:
    """Any of the folded phrases, the longest first; None for none.

    ``spaced``: as whole words with the space before them, in a text whose every character that is in no word is a
    space; a space in a phrase stands for one to three. Else the phrases as they are, wherever they stand.
    """
    root: _Tree = {}
    for phrase in phrases:
        here = root
        for char in phrase:
            here = here.setdefault(char, {})
        here[_END] = {}
    if not root:
        return None
    return re.compile(f" (?:{_source(root, _SPACES)})(?= )" if spaced else f"(?:{_source(root, ' ')})")


def _source(tree: _Tree, space: str) -> str:
    """The tree's pattern, made from its leaves up: phrases may be long, so nothing recurses."""
    order, waiting = [], [tree]
    while waiting:
        here = waiting.pop()
        order.append(here)
        waiting += [below for char, below in here.items() if char]
    made: dict[int, str] = {}
    for here in reversed(order):
        made[id(here)] = _one({c: made.pop(id(below)) for c, below in here.items() if c}, _END in here, space)
    return made[id(tree)]


def _one(below: dict[str, str], ends: bool, space: str) -> str:
    parts = [(space if c == " " else re.escape(c)) + rest for c, rest in below.items() if rest or c == " "]
    last = [c for c, rest in below.items() if not rest and c != " "]
    if last:
        parts.append(re.escape(last[0]) if len(last) == 1 else f"[{''.join(map(re.escape, last))}]")
    if not parts:
        return ""
    if len(parts) == 1 and not ends:
        return parts[0]
    return f"(?:{'|'.join(parts)}{'|' if ends else ''})"
