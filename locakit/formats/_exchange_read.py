"""TMX and TBX read without a tree: entries of nothing but languages and texts by one pattern, any other one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from locakit.formats._exchange_text import decode, flags_of
from locakit.formats._plain import OfMatch, slot
from locakit.formats._xml_format import Entry, unique
from locakit.formats._xml_scan import Element, beyond, element_at, opened
from locakit.model import Message

_ATTRIBUTES = r'(?:\s++(?!lang\s*=|{0})[\w:.-]++="[^"<]*+")*+'
_TAGGED = (
    r"<(?:{0})(?:\s+[\w:.-]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*?"
    r"\s+(xml:lang|lang)\s*=\s*(?:\"|'(?=[^'\"]*'))([^'\"]*)"
)
_NOT_TAGS = re.compile(r"<!--.*?-->|<!\[CDATA\[.*?\]\]>", re.DOTALL)
_NONE: frozenset[str] = frozenset()
_NEW: Any = object.__new__

Make = Callable[[Element, dict[str, int]], Entry]
"""An entry with its messages, given the keys that stand above it."""


class Shape:
    """What a plain entry looks like in a dialect."""

    def __init__(
        self, way: Sequence[str], records: Sequence[str], ident: str, parts: Sequence[str], inside: str, coded: bool
    ) -> None:
        """``way`` leads from the root to the entries, ``ident`` is the attribute with their key.

        ``inside`` is what stands in a language's part, ``(?P<text>…)`` and perhaps ``(?P<whole>…)`` in it. Texts that
        are ``coded`` may have codes and white space that count; others are trimmed.
        """
        self.way, self.coded = way, coded
        self.records, self._ident, self._inside = records, ident, inside
        self._parts = "|".join(parts)
        self._tagged = re.compile(_TAGGED.format(self._parts))

    def tags(self, text: str) -> frozenset[str] | None:
        """The language tags of all parts; None where they are not told plainly."""
        bare = _NOT_TAGS.sub("", text) if "<!--" in text or "<![CDATA[" in text else text
        found = set(self._tagged.findall(bare))
        plain = not any(name == "lang" or "&" in tag for name, tag in found)
        return frozenset(tag for _, tag in found if tag) if plain else None

    def pattern(self, tags: Collection[str]) -> re.Pattern[str]:
        """A whole plain entry, its key as the first group; any other ``<`` by itself."""
        wanted = "|".join(map(re.escape, sorted(tags))) or "(?!)"
        before, after = _ATTRIBUTES.format("xml:lang"), _ATTRIBUTES.format("~")
        end = rf"</(?:{self._parts})\s*+>"
        head = rf'<(?:{self._parts}){before}\s++xml:lang="(?:{wanted})"{after}\s*+>\s*+'
        other = re.sub(r"\?P<\w+>", "?:", self._inside)
        any_head = rf"<(?:{self._parts}){after}\s*+>\s*+"
        mine = rf"{head}{self._inside}\s*+{end}"
        mine = mine if "?P<whole>" in mine else f"(?P<whole>{mine})"
        rest = rf"{any_head}{other}\s*+{end}\s*+"
        ident = rf'{_ATTRIBUTES.format(self._ident)}\s++(?:{self._ident})="([^"&<\t\r\n]++)"{_ATTRIBUTES.format("~")}'
        records = "|".join(self.records)
        entry = rf"(?:{records}){ident}\s*+>\s*+(?:(?!{head}){rest})*+(?:{mine}\s*+(?:{rest})*+)?+"
        return re.compile(rf"<(?:{entry}</(?:{records})\s*+>)?")


class _Entry(OfMatch):
    """A message of a plain entry."""

    __slots__ = ()
    flags = slot("flags")


def within(text: str, root: Element, way: Sequence[str]) -> int | None:
    """Where the content begins that ``way`` leads to; elements that stand before it become the root's children."""
    at, root.children = root.head, []
    for name in way:
        element = None
        while element is None or element.name != name:
            start = text.index("<", at)
            at = beyond(text, start)
            if at:
                continue
            if text.startswith("</", start):
                return None
            element = opened(text, start)
            at = element.head
            if element.name != name:
                root.children.append(element)
                at = element_at(text, start).end
        if element.bare:
            return None
    return at


def read(text: str, at: int, pattern: re.Pattern[str], shape: Shape, make: Make) -> Iterator[Message]:
    """The messages of the entries from ``at`` on, to the end of what holds them; keys that stand twice get ``~2``."""
    seen: dict[str, int] = {}
    past = 0
    for found in pattern.finditer(text, at):
        if past:
            if found.start() < past:
                continue
            past = 0
        if found.lastindex is None:
            start = found.start()
            if text.startswith("</", start):
                return
            past = beyond(text, start)
            if not past:
                element = element_at(text, start)
                past = element.end
                if element.name in shape.records:
                    yield from make(element, seen).messages
            continue
        key, raw = found.group(1, "text")
        if key in seen:
            key = unique(key, seen)
        seen[key] = 1
        if raw is not None:
            value = decode(raw)
            plain = _NEW(_Entry)
            plain.key, plain.note, plain.at = key, "", found
            plain.forms = {"other": value if shape.coded else value.strip(" \t\n")}
            plain.flags = flags_of(value) if shape.coded else _NONE
            yield plain
