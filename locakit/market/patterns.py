"""Regular expressions that people write: compiled once, refused where they could take exponential time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

MAX_LENGTH = 4000
_WINDOW, _OVERLAP = 1500, 300
_MANY = 16
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")


class PatternError(ValueError):
    """The pattern cannot be used; the message says why."""


@lru_cache(maxsize=4096)
def compiled(pattern: str, case: bool = False) -> re.Pattern[str]:
    """The pattern, case ignored unless ``case``; raises PatternError for broken and for dangerous ones.

    A repeat that has no bound and holds another repeat or a choice whose branches begin alike (``(a+)+``,
    ``(a|ab)*``) backtracks exponentially on hostile text, so it is refused (Davis et al., The Impact of Regular
    Expression Denial of Service in Practice, ESEC/FSE 2018).
    """
    if len(pattern) > MAX_LENGTH:
        raise PatternError(f"longer than {MAX_LENGTH:,} characters")
    try:
        found = re.compile(pattern, 0 if case else re.IGNORECASE)
    except (re.error, RecursionError, OverflowError) as error:
        raise PatternError(f"not a regular expression: {error}") from error
    parser = import_module("re._parser")
    if _dangerous(parser.parse(pattern), False):
        raise PatternError("a repeat inside a repeat without bound can take exponential time")
    return found


def _dangerous(node: Any, inside: bool) -> bool:
    """``node`` is a parsed pattern (a sequence of operator and argument); ``inside``: within an unbounded repeat."""
    for operator, argument in node:
        name = str(operator)
        if name in _REPEATS:
            low, high, body = argument
            if (inside and low != high) or _dangerous(body, inside or int(high) > _MANY):
                return True
        elif name == "BRANCH":
            if (inside and not _distinct(argument[1])) or any(_dangerous(branch, inside) for branch in argument[1]):
                return True
        elif name in ("SUBPATTERN", "ATOMIC_GROUP", "ASSERT", "ASSERT_NOT"):
            body = argument if name == "ATOMIC_GROUP" else argument[-1]
            if _dangerous(body, inside):
                return True
    return False


def _distinct(branches: Any) -> bool:
    heads = [str(branch[0]) for branch in branches if len(branch)]
    return len(set(heads)) == len(branches) and all(head.startswith("(LITERAL,") for head in heads)


def finditer(pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Matches in order; a long text is searched in overlapping windows, so that time stays linear.

    A match is found whole if it is no longer than 300 characters and needs no more context than that.
    """
    if len(text) <= 2 * _WINDOW:
        yield from pattern.finditer(text)
        return
    last = -1
    for start in range(0, len(text), _WINDOW):
        for match in pattern.finditer(text, max(0, start - _OVERLAP), min(len(text), start + _WINDOW + _OVERLAP)):
            if match.start() > last and start <= match.start() < start + _WINDOW:
                last = match.start()
                yield match


def literal(words: Iterator[str] | list[str]) -> str:
    """A pattern for any of several words or phrases, whole words only, any white space inside."""
    parts = sorted({r"\s+".join(map(re.escape, w.split())) for w in words}, key=lambda p: (-len(p), p))
    return r"(?<!\w)(?:" + "|".join(parts) + r")(?!\w)"
