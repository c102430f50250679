"""A project's own placeholders: what ``placeholders:`` and ``regex:`` flags say, matched within a time limit.

A flag lists literals and regular expressions, parted by colons, as in Weblate: ``placeholders:$URL$:r"%[a-z]+%"``.
Literals cost linear time; expressions are a stranger's, so the ``regex`` package runs them with a time limit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from locakit.placeables.spans import Span

PLACEHOLDERS, REGEX, FOLDED = "placeholders:", "regex:", "case-insensitive"
_SECONDS = 0.25
"""What all expressions of a flag may take over one text."""

_LONGEST = 20_000
"""Expressions are not asked about longer texts."""

_ITEM = re.compile(
    r"(?P<raw>r)?(?P<quote>[\"'])(?P<quoted>(?:\\.|(?!(?P=quote))[^\\])*)(?P=quote)(?::|$)|(?P<bare>[^:]+)"
)
_ESCAPED = re.compile(r"\\([\"'\\])")


class Custom(NamedTuple):
    """What a set of flags says of a project's own placeholders."""

    literals: re.Pattern[str] | None
    expressions: Any
    """A compiled pattern of the ``regex`` package, or None."""
    faults: tuple[str, ...]
    """A sentence for each expression that cannot be read."""

    def spans(self, text: str) -> list[Span]:
        """Where placeholders stand, sorted, apart; none for an expression that takes too long."""
        found = [hit.span() for hit in self.literals.finditer(text)] if self.literals else []
        if self.expressions and len(text) <= _LONGEST:
            try:
                found += [hit.span() for hit in self.expressions.finditer(text, timeout=_SECONDS)]
            except TimeoutError:
                return found
        return list(_apart(found))


@cache
def custom(flags: frozenset[str]) -> Custom | None:
    """The placeholders that ``placeholders:`` flags list; None where there is no such flag."""
    lists = [flag[len(PLACEHOLDERS) :] for flag in sorted(flags) if flag.startswith(PLACEHOLDERS)]
    if not lists:
        return None
    literals: list[str] = []
    expressions: list[str] = []
    for listed in lists:
        for hit in _ITEM.finditer(listed):
            if hit["raw"]:
                expressions.append(hit["quoted"])
            else:
                literals.append(hit["bare"] or _ESCAPED.sub(r"\1", hit["quoted"] or ""))
    folded = FOLDED in flags
    good, faults = _readable(expressions)
    joined = "|".join(f"(?:{one})" for one in good)
    return Custom(_literals(literals, folded), _compiled(joined, folded) if joined else None, tuple(faults))


@cache
def wanted(flags: frozenset[str]) -> tuple[str, ...]:
    """The expressions of ``regex:`` flags, one of which a target must match."""
    return tuple(flag[len(REGEX) :].strip("\"'") for flag in sorted(flags) if flag.startswith(REGEX))


def matches(expression: str, text: str) -> bool:
    """True if the expression is found in the text; raises ValueError where it cannot be read or takes too long."""
    try:
        return _compiled(expression, False).search(text, timeout=_SECONDS) is not None
    except TimeoutError:
        raise ValueError("takes too long") from None


def _literals(found: list[str], folded: bool) -> re.Pattern[str] | None:
    words = sorted({one for one in found if one}, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)), re.IGNORECASE if folded else 0) if words else None


def _readable(expressions: list[str]) -> tuple[list[str], list[str]]:
    good: list[str] = []
    faults: list[str] = []
    for one in expressions:
        try:
            _compiled(one, False)
            good.append(one)
        except ValueError as error:
            faults.append(f"the expression {one!r} cannot be read: {error}")
    return good, faults


@cache
def _compiled(expression: str, folded: bool) -> Any:
    """The pattern; raises ValueError where it is none."""
    regex: Any = import_module("regex")
    try:
        return regex.compile(expression, regex.IGNORECASE if folded else 0)
    except regex.error as error:
        raise ValueError(str(error)) from None


def _apart(found: list[Span]) -> Iterator[Span]:
    at = 0
    for start, end in sorted(found, key=lambda s: (s[0], -s[1])):
        if start >= at and end > start:
            yield start, end
            at = end
