"""A Fluent value that is one select expression over a number, as CLDR plural forms; and the forms written back."""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.formats._ftl_pattern import Pattern, Variant
from locakit.formats._ftl_text import column, encode, rewrite
from locakit.formats._line_format import single
from locakit.locales import CATEGORIES, numbers_of
from locakit.model import Forms
from locakit.splice import Splice

_NUMBER = re.compile(r"\$[\w-]+\Z|NUMBER\s*\(\s*\$[\w-]+\s*(?:,[^()]*)?\)\Z")
_ORDINAL = re.compile(r'\btype\s*:\s*"ordinal"')


def variants_of(pattern: Pattern) -> dict[str, Variant]:
    """The variants by CLDR category; empty where the value is no plural.

    ``[1]`` is read as ``one`` where that is missing: authors write it for texts that leave the number out.
    """
    if len(pattern.placeables) != 1:
        return {}
    (only,) = pattern.placeables
    if (only.start, only.end) != (pattern.start, pattern.end) or not _NUMBER.match(only.selector):
        return {}
    names = [v.name for v in only.variants]
    if "one" not in names:
        names = ["one" if name == "1" else name for name in names]
    other = next((v for v in only.variants if v.name == "other"), None)
    if not other or not other.default or len(set(names)) < len(names) or not set(names) <= set(CATEGORIES):
        return {}
    return dict(zip(names, only.variants, strict=True))


def is_ordinal(pattern: Pattern) -> bool:
    """``NUMBER($n, type: "ordinal")``."""
    return bool(_ORDINAL.search(pattern.placeables[0].selector))


def swapped(text: str, pattern: Pattern, old: Forms, forms: Forms, newline: str) -> Iterator[Splice]:
    """Splices that give a pattern new forms; categories that it lacks are added in CLDR order."""
    variants = variants_of(pattern)
    if not variants:
        if single(forms) != old.get("other"):
            yield pattern.start, pattern.end, rewrite(text, pattern, single(forms), newline)
        return
    for category in sorted(forms, key=CATEGORIES.index):
        if category not in variants:
            yield _added(text, variants, category, forms[category], newline)
        elif forms[category] != old.get(category):
            part = variants[category].pattern
            yield part.start, part.end, rewrite(text, part, forms[category], newline)


def _added(text: str, variants: dict[str, Variant], category: str, value: str, newline: str) -> Splice:
    later = CATEGORIES[CATEGORIES.index(category) :]
    follower = next(v for c, v in variants.items() if c in later)
    indent = column(text, follower.start)
    lead = " " if follower.default else ""
    words = encode(value, indent + len(lead) + 4, newline, block=False)
    return follower.start, follower.start, f"{lead}[{category}] {words}{newline}{' ' * indent}"


def adapted(text: str, pattern: Pattern, forms: Forms, locale: str) -> Iterator[Splice]:
    """Splices that leave only the variants that ``forms`` has, with keys that fit the locale.

    ``[1]`` becomes ``[one]`` where the locale's ``one`` is not the number 1 alone.
    """
    for category, variant in variants_of(pattern).items():
        if category not in forms and not variant.default:
            line = text.rfind("\n", 0, variant.start) + 1
            yield line, text.index("\n", variant.pattern.end) + 1, ""
        elif variant.name == "1" and numbers_of(locale, "one") != (1,):
            start = variant.start + 1
            yield start, text.index("]", start), "one"
