"""Plural forms by index and by CLDR category: the file's own ``Plural-Forms`` says which is which.

The header's expression is evaluated (stdlib ``gettext.c2py``) and held against the locale's CLDR rules; it is never
normalised, so a file whose indexes stand in an unusual order is read and written in that order.
"""

from __future__ import annotations

import gettext
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from locakit import locales
from locakit.model import Forms

_HEADER = re.compile(r"nplurals\s*=\s*(\d{1,2})\s*;\s*plural\s*=\s*([^;\n]{1,999})")
_MOST = 16
_PROBES = (1, *range(1001), 10_000, 100_000, 1_000_000, 2_000_000, 3_000_000)
"""Integers that show what an index is for; 1 counts twice, so that a form of its own keeps the name ``one``."""


@dataclass(frozen=True, slots=True)
class Plurals:
    """The plural forms of one file."""

    names: tuple[str, ...]
    """For each index the form it is read as. Where a category is split over two indexes, the lesser one is
    named ``category~index``: nothing is lost."""
    covers: tuple[tuple[str, ...], ...]
    """For each index the categories of the numbers it is used for, the commonest first; empty for an unused index."""

    def read(self, texts: Mapping[int, str]) -> dict[str, str]:
        """The forms of an entry from its texts by index; empty where all are empty.

        A split category's lesser form that repeats the main one is not listed.
        """
        if not any(texts.values()):
            return {}
        named = {self.name(index): text for index, text in texts.items()}
        ordered = {c: named[c] for c in locales.CATEGORIES if c in named}
        if len(ordered) == len(named):
            return ordered
        lesser = {n: t for n, t in named.items() if n not in locales.CATEGORIES and t and t != named.get(self._main(n))}
        return ordered | lesser

    def write(self, forms: Forms, old: Mapping[int, str]) -> dict[int, str]:
        """The text for each index of the file; ``old`` texts that ``forms`` does not speak of stay."""
        held = self.read(old)
        out = {index: text for index, text in old.items() if index >= len(self.names)}
        for index, name in enumerate(self.names):
            if name in forms or name not in held or not held[name]:
                out[index] = self._pick(index, forms)
            else:
                out[index] = held[name]
        return out

    def name(self, index: int) -> str:
        """The form an index is read as, also beyond the header's count."""
        return self.names[index] if index < len(self.names) else f"other~{index}"

    def _main(self, name: str) -> str:
        index = next((i for i, n in enumerate(self.names) if n == name), -1)
        return self.covers[index][0] if index >= 0 and self.covers[index] else "other"

    def _pick(self, index: int, forms: Forms) -> str:
        for name in (self.names[index], *self.covers[index], "other", "many", "few"):
            if name in forms:
                return forms[name]
        return next(iter(forms.values()), "")


@lru_cache(maxsize=64)
def plurals_of(header: str, locale: str) -> Plurals:
    """The plural forms of a file with this header text; the locale's usual ones where it has none that works."""
    counts = _served(header, locale) or _served(usual(locale), locale) or _served("nplurals=1; plural=0;", locale)
    return _named(counts or [Counter()], locale)


def _served(line: str, locale: str) -> list[Counter[str]] | None:
    found = _HEADER.search(line)
    return _counts(int(found[1]), found[2], locale) if found else None


def _counts(number: int, expression: str, locale: str) -> list[Counter[str]] | None:
    """How often each index serves each category; None where the expression is broken."""
    if not 0 < number <= _MOST:
        return None
    try:
        choose: Callable[[int], int] = gettext.c2py(expression.strip())
        counts: list[Counter[str]] = [Counter() for _ in range(number)]
        for n, category in zip(_PROBES, _categories(locale), strict=True):
            index = choose(n)
            if not 0 <= index < number:
                return None
            counts[index][category] += 1
    except (ValueError, ArithmeticError, RecursionError, MemoryError):
        return None
    return counts


@lru_cache(maxsize=64)
def _categories(locale: str) -> tuple[str, ...]:
    """The category of each probe."""
    return tuple(locales.category(locale, n) for n in _PROBES)


def _named(counts: Sequence[Counter[str]], locale: str) -> Plurals:
    """Give each index the category it serves most, each category once; unused indexes take the spare categories."""
    served = sorted(((n, -i, c) for i, count in enumerate(counts) for c, n in count.items()), reverse=True)
    names = [""] * len(counts)
    for _, index, category in served:
        if not names[-index] and category not in names:
            names[-index] = category
    spare = [c for c in reversed(locales.plural_categories(locale)) if not any(count[c] for count in counts)]
    covers = tuple(tuple(c for c, _ in count.most_common()) for count in counts)
    for index, categories in enumerate(covers):
        if not names[index] and not categories and spare:
            names[index] = spare.pop(0)
        names[index] = names[index] or f"{categories[0] if categories else 'other'}~{index}"
    return Plurals(tuple(names), covers)


def usual(locale: str) -> str:
    """The ``Plural-Forms`` value that files of the locale usually carry.

    Babel's table of gettext's classical headers where it tells apart what CLDR tells apart for integers below a
    thousand (so French has two forms, not a third one for whole millions); CLDR's own rules otherwise.
    """
    from babel.core import Locale, UnknownLocaleError
    from babel.messages.plurals import PLURALS, get_plural
    from babel.plural import to_gettext

    needed = len({locales.category(locale, n) for n in range(1001)})
    for tag in (locales.normalize(locale), locales.language(locale)):
        try:
            known = Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
        table = get_plural(known)
        if known.language in PLURALS and table.num_plurals >= needed:
            return f"nplurals={table.num_plurals}; plural={table.plural_expr};"
        return str(to_gettext(known.plural_form))
    return "nplurals=2; plural=(n != 1);"
