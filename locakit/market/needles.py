"""What a text must hold for a regular expression to match it: plain strings, found before the expression is asked."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib import import_module
from itertools import product
from typing import Any

_MOST = 24
"""More alternatives than this are not spelled out."""
_REPEATS = ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT")
_GROUPS = ("SUBPATTERN", "ATOMIC_GROUP")
_EMPTY = frozenset([""])

Strings = frozenset[str]


@lru_cache(maxsize=4096)
def needles(pattern: str) -> Strings:
    """Strings, one of which every match's text holds; empty where none can be named.

    Where case is ignored they are to be lowered, and so is the text.
    """
    parsed = import_module("re._parser").parse(pattern)
    return _required(list(parsed), {}) or frozenset()


def _required(sequence: list[Any], groups: dict[int, Strings]) -> Strings | None:
    """The best of the runs of a sequence that are known: long strings, then few of them."""
    found: list[Strings] = []
    run: Strings = _EMPTY
    for operator, argument in sequence:
        name = str(operator)
        if name == "ASSERT" and argument[0] > 0:
            found.append(_joined(run, _edge(argument[1], groups)))
        elif name == "ASSERT" and run == _EMPTY:
            run = _edge(argument[1], groups, last=True)
            continue
        exact = _exact(name, argument, groups)
        if exact is not None and len(run) * len(exact) <= _MOST:
            run = _joined(run, exact)
            continue
        found.append(run)
        run = exact or _EMPTY
        if exact is None and (inner := _inside(name, argument, groups)):
            found.append(inner)
    good = [strings for strings in (*found, run) if strings and "" not in strings]
    return max(good, key=lambda strings: (min(map(len, strings)), -len(strings)), default=None)


def _edge(sequence: Any, groups: dict[int, Strings], *, last: bool = False) -> Strings:
    """What the known parts match with which a sequence begins, or with ``last`` those with which it ends."""
    run: Strings = _EMPTY
    for operator, argument in reversed(list(sequence)) if last else sequence:
        exact = _exact(str(operator), argument, groups)
        if exact is None or len(run) * len(exact) > _MOST:
            break
        run = _joined(exact, run) if last else _joined(run, exact)
    return run


def _exact(name: str, argument: Any, groups: dict[int, Strings]) -> Strings | None:
    """All strings that a part matches, where they are few; what takes no room is the empty string."""
    if name == "LITERAL":
        return frozenset([chr(argument)])
    if name in ("AT", "ASSERT", "ASSERT_NOT"):
        return _EMPTY
    if name == "GROUPREF":
        return groups.get(argument)
    if name == "IN":
        return _members(argument)
    if name == "BRANCH":
        return _union(_all(list(branch), groups) for branch in argument[1])
    if name in _GROUPS:
        found = _all(list(argument if name == "ATOMIC_GROUP" else argument[-1]), groups)
        if name == "SUBPATTERN" and argument[0] is not None and found is not None:
            groups[argument[0]] = found
        return found
    if name in _REPEATS:
        low, high, body = argument
        inner = _all(list(body), groups) if int(high) <= 2 else None
        times = (
            [frozenset("".join(p) for p in product(inner, repeat=n)) for n in range(low, high + 1)] if inner else None
        )
        return _union(iter(times)) if times else None
    return None


def _all(sequence: list[Any], groups: dict[int, Strings]) -> Strings | None:
    run: Strings = _EMPTY
    for operator, argument in sequence:
        exact = _exact(str(operator), argument, groups)
        if exact is None or len(run) * len(exact) > _MOST:
            return None
        run = _joined(run, exact)
    return run


def _joined(run: Strings, more: Strings) -> Strings:
    return frozenset(a + b for a, b in product(run, more))


def _inside(name: str, argument: Any, groups: dict[int, Strings]) -> Strings | None:
    """What a part must hold that matches more strings than can be named."""
    if name == "BRANCH":
        return _union(_required(list(branch), groups) for branch in argument[1])
    if name in _GROUPS:
        return _required(list(argument if name == "ATOMIC_GROUP" else argument[-1]), groups)
    if name in _REPEATS and argument[0]:
        return _required(list(argument[2]), groups)
    return None


def _members(items: Any) -> Strings | None:
    """The characters of a class of literals."""
    out: set[str] = set()
    for operator, argument in items:
        name = str(operator)
        if name == "LITERAL":
            out.add(chr(argument))
        elif name == "RANGE" and argument[1] - argument[0] < _MOST:
            out |= {chr(code) for code in range(argument[0], argument[1] + 1)}
        else:
            return None
    return frozenset(out) if len(out) <= _MOST else None


def _union(parts: Iterable[Strings | None]) -> Strings | None:
    out: Strings = frozenset()
    for part in parts:
        if part is None:
            return None
        out |= part
    return out


def finder(strings: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of several strings."""
    return re.compile("|".join(map(re.escape, _shortest(strings))))


def _shortest(strings: Iterable[str]) -> list[str]:
    """Without those that hold another one."""
    out: list[str] = []
    for string in sorted(set(strings), key=lambda s: (len(s), s)):
        if not any(other in string for other in out):
            out.append(string)
    return out
