"""Whether a new Fluent text chooses by what the old one chooses by: a translated selector would break the program."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.formats._ftl_pattern import BrokenSyntaxError, Placeable, placeable_at
from locakit.locales import CATEGORIES

_VARIABLE = re.compile(r"\$[\w-]+")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?\Z")
_BUILT_IN = re.compile(r"(?:NUMBER|DATETIME|PLATFORM)\s*\(")


def sound(old: str, new: str) -> bool:
    """True if every select expression of ``new`` looks at something that is there, and its variants have known keys.

    A selector of ``old`` has the keys that it has there, plural categories and numbers. Others may be an attribute of
    a term, a built-in function, or a variable that ``old`` has; their keys are the translator's own business.
    """
    if "->" not in new:
        return True
    known = dict(_selects(old))
    variables = set(_VARIABLE.findall(old))
    for selector, names in _selects(new):
        if selector in known:
            if not all(n in known[selector] or n in CATEGORIES or _NUMBER.match(n) for n in names):
                return False
        elif not (
            selector[0] == "-" or _variables_in(selector, variables) or (not known and _BUILT_IN.match(selector))
        ):
            return False
    return True


def _variables_in(selector: str, known: set[str]) -> bool:
    found = set(_VARIABLE.findall(selector))
    return bool(found) and found <= known and (selector[0] == "$" or bool(_BUILT_IN.match(selector)))


def _selects(text: str) -> Iterator[tuple[str, frozenset[str]]]:
    """Each selector of a text with the keys of its variants, inner ones too."""
    todo = list(_placeables(text))
    while todo:
        placeable = todo.pop()
        if placeable.variants:
            yield placeable.selector, frozenset(v.name for v in placeable.variants)
        todo += [p for v in placeable.variants for p in v.pattern.placeables]


def _placeables(text: str) -> Iterator[Placeable]:
    at = text.find("{")
    while at >= 0:
        end = at + 1
        try:
            found = placeable_at(text, at)
        except BrokenSyntaxError:
            pass
        else:
            yield found
            end = found.end
        at = text.find("{", end)
