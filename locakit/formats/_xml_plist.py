"""Dictionaries of an XML property list as pairs of elements.

Source: Apple's property list document type definition.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from locakit.formats._xml_scan import COMMENT, Document, Element
from locakit.formats._xml_text import decode


class Pair(NamedTuple):
    """A ``<key>`` and the element behind it."""

    key: Element
    value: Element
    name: str
    """The key's text."""


def pairs(doc: Document, dictionary: Element | None) -> Iterator[Pair]:
    """The pairs of a ``<dict>``; a key without a value is passed over."""
    key: Element | None = None
    for element in dictionary.elements() if dictionary is not None else ():
        if element.name == "key":
            key = element
        elif key is not None:
            yield Pair(key, element, decode(doc.raw(key)))
            key = None


def named(doc: Document, dictionary: Element, name: str) -> Element | None:
    """The value of a key; None where the dictionary lacks it or the element is none."""
    return next((p.value for p in pairs(doc, dictionary) if p.name == name), None)


def pair_at(doc: Document, start: int) -> Pair:
    """The pair whose key begins at ``start``; raises KeyError where none does."""
    key = doc.at(start)
    siblings = key.parent.children if key.parent is not None else []
    at = bisect_left(siblings, start, key=lambda e: e.start) + 1
    while at < len(siblings) and siblings[at].name == COMMENT:
        at += 1
    if at >= len(siblings):
        raise KeyError(start)
    return Pair(key, siblings[at], decode(doc.raw(key)))


def pair_of(doc: Document, value: Element) -> Pair:
    """The pair that an element is the value of; raises KeyError where it is none."""
    siblings = value.parent.children if value.parent is not None else []
    at = bisect_left(siblings, value.start, key=lambda e: e.start) - 1
    while at >= 0 and siblings[at].name == COMMENT:
        at -= 1
    if at < 0:
        raise KeyError(value.start)
    return Pair(siblings[at], value, decode(doc.raw(siblings[at])))


def above(element: Element) -> Iterator[Element]:
    """The elements around an element, from the inside out."""
    while element.parent is not None:
        element = element.parent
        yield element


def extent(pair: Pair) -> Element:
    """One element that stands for key and value, to be cut out together."""
    whole = Element("", {}, pair.key.start, pair.key.parent)
    whole.end = pair.value.end
    return whole
