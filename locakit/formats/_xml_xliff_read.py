"""XLIFF read without a tree: plain units of 1.2 by one pattern, any other element one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Generator, Iterator, Mapping
from typing import Any

from locakit.formats._bulk import bulk
from locakit.formats._exchange_text import flags_of
from locakit.formats._flags import BRANCHES
from locakit.formats._plain import Plain, slot
from locakit.formats._xml_scan import Document, Element, beyond, element_at, opened
from locakit.formats._xml_text import decode
from locakit.formats._xml_xliff import Unit, within
from locakit.formats._xml_xliff_state import states_of
from locakit.model import Message, Span

_ANY = r"(?:\s++[\w:.-]++=\"[^\"<]*+\")*+\s*+"
_UNIT = re.compile(
    r"<(?:trans-unit\s++id=\"([^\"&<\t\r\n]*+)\"(?:\s++(?:datatype|restype|resname|xml:space)=\"[^\"<]*+\")*+\s*+>\s*+"
    rf"<source{_ANY}>([^<]*+)</source\s*+>\s*+"
    rf"(?:<target({_ANY})>([^<]*+)</target\s*+>\s*+)?+"
    r"(?:<note(?:\s++(?!category)[\w:.-]++=\"[^\"<]*+\")*+\s*+>([^<]*+)</note\s*+>\s*+)?+</trans-unit\s*+>)?"
)
"""A unit with an id: 1; its source: 2; its target's attributes: 3, and text: 4; its note: 5. Any other ``<``."""
_TARGET = 4
_NONE: frozenset[str] = frozenset()
_NEW: Any = object.__new__

Units = Callable[[Unit], list[Message]]
"""The messages of a unit."""


class _Unit(Plain):
    """``at`` is the match of a plain unit."""

    __slots__ = ()
    path = ()
    source = slot("source")
    note = slot("note")
    context = slot("context")
    flags = slot("flags")

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {} if self.at[_TARGET] is None else {"other": self.at.span(_TARGET)}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at.span()  # type: ignore[no-any-return]  # `at` is of many kinds


def read(text: str, root: Element, messages: Units) -> list[Message] | None:
    """The messages of a sound file; None where its units hang together: by equal ids, or by ICU's syntax."""
    if ("plural" in text or "select" in text) and BRANCHES.search(text):
        return None
    reader = _Reader(text, messages)
    with bulk():
        found = list(reader.run(root.head))
        keys = reader.keys
        return found if len(set(keys)) == len(keys) and len({m.key for m in found}) == len(found) else None


class _Reader:
    """One pass over a file."""

    def __init__(self, text: str, messages: Units) -> None:
        self.doc = Document(text, None)
        self.messages = messages
        self.context = ""
        self.inside = self.translate = False
        """In a ``<file>``, and in one that is to be translated."""
        self.keys: list[str] = []
        self.states: dict[str, frozenset[str]] = {}

    def run(self, at: int) -> Iterator[Message]:
        """All messages in order; ``keys`` are the units'."""
        past = 0
        for found in _UNIT.finditer(self.doc.text, at):
            if past:
                if found.start() < past:
                    continue
                past = 0
            if found.lastindex is None:
                past = yield from self._other(found.start())
            else:
                key, source, attrs, target, note = found.groups()
                self.keys.append(key)
                if self.translate:
                    plain = _NEW(_Unit)
                    plain.key, plain.at, plain.context = key, found, self.context
                    plain.source = {"other": decode(source)}
                    plain.forms = {"other": decode(target)} if target else {}
                    plain.note = decode(note).strip(" \t\n") if note else ""
                    plain.flags = self._state(attrs) if target else _NONE
                    if "<" in plain.source["other"]:
                        plain.flags |= flags_of(plain.source["other"])
                    yield plain

    def _state(self, attrs: str) -> frozenset[str]:
        if attrs not in self.states:
            target = Element("target", attrs, 0, None)
            self.states[attrs] = states_of(Element("trans-unit", "", 0, None), target, target)
        return self.states[attrs]

    def _other(self, start: int) -> Generator[Message, None, int]:
        """What is no plain unit; returns where it ends."""
        text = self.doc.text
        past = beyond(text, start)
        if past:
            return past
        if text.startswith("</", start):
            self.inside = self.inside and not text.startswith("</file", start)
            self.translate = self.translate and self.inside
            return 0
        element = opened(text, start)
        if element.name == "file":
            attrs = element.attrs
            self.context = attrs.get("original") or attrs.get("id", "")
            self.inside = not element.bare
            self.translate = self.inside and attrs.get("translate") != "no"
        if element.name == "file" or (self.inside and element.name == "body" and "translate" not in element.attrs):
            return element.head
        element = element_at(text, start)
        around = Element("", "", start, None)
        around.children = [element]
        for unit in within(self.doc, around, self.context, self.translate, "") if self.inside else ():
            self.keys.append(unit.key)
            if unit.translate:
                yield from self.messages(unit)
        return element.end
