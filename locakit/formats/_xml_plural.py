"""Plural forms that are elements of their own: categories added beside their neighbours in the file's manner."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from locakit.formats._xml_place import gap
from locakit.formats._xml_scan import Element
from locakit.locales import CATEGORIES
from locakit.splice import Splice

_ORDER = {c: i for i, c in enumerate(CATEGORIES)}

Write = Callable[[str, str], str]
"""Makes the raw text of one form from its category and its text."""


class Item(NamedTuple):
    """The elements of one form: one ``<item>``, or a plist's key and string."""

    first: Element
    last: Element


def ordered(forms: Mapping[str, str]) -> list[str]:
    """The categories in CLDR's order."""
    return sorted(forms, key=lambda c: _ORDER.get(c, len(_ORDER)))


def model_of(items: Mapping[str, Item]) -> str:
    """The category whose raw text new forms are modelled on; raises IndexError where there is none."""
    return "other" if "other" in items else list(items)[-1]


def added(text: str, items: Mapping[str, Item], forms: Mapping[str, str], write: Write) -> list[Splice]:
    """Splices for the forms that ``items`` lack, each behind the category before it in CLDR's order."""
    out: list[Splice] = []
    for category in ordered(forms):
        if category in items:
            continue
        before = [c for c in items if _ORDER.get(c, 9) < _ORDER.get(category, 9)]
        raw = write(category, forms[category])
        if before:
            item = items[max(before, key=lambda c: _ORDER.get(c, 9))]
            out.append((item.last.end, item.last.end, gap(text, item.first) + raw))
        else:
            first = min((i.first for i in items.values()), key=lambda e: e.start)
            out.append((first.start, first.start, raw + gap(text, first)))
    return out
