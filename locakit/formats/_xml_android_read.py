"""The messages of an Android file read without a tree: plain strings in one pass, other elements one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from locakit.formats._bulk import bulk
from locakit.formats._plain import Plain, slot
from locakit.formats._xml_android import decode, is_reference
from locakit.formats._xml_place import indent_of
from locakit.formats._xml_scan import Element, element_at
from locakit.model import Message, Span

_NAME = r'\s++name="([^"&<]++)"\s*+>'
_CHILD = re.compile(
    rf"<(?:string{_NAME}(?:((?![@? ])[^<&\"\\\t\r\n]++(?<! ))|([^<]*+)"
    r"|((?:[^<]++|<(?!/?string[\s/>]|[!?]))*+))</string\s*+>"
    rf"|plurals{_NAME}(\s*+(?:<item\s++quantity=\"[^\"&<]++\"\s*+>[^<]*+</item\s*+>\s*+)++)</plurals\s*+>)?"
)
"""A string or plural that has a name and no other attribute; any other ``<`` by itself.

Group 2: a text without escapes, whose white space is spaces between words; group 3: any other;
group 4: one with elements in it; group 6: a plural's items, none with an element in it.
"""
_ITEM = re.compile(r'<item\s++quantity="([^"]++)"\s*+>([^<]*+)')
_PLAIN, _PLURAL = 2, 6
_NEW: Any = object.__new__

Child = Callable[[Element, str], Sequence[Message]]
"""The messages of a child of ``<resources>``, given the note above it."""


class _String(Plain):
    """``at`` is the match of the whole string, whose last group is its text."""

    __slots__ = ()
    path = ()
    note = slot("note")

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.at.span(self.at.lastindex)}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at.span()  # type: ignore[no-any-return]  # `at` is of many kinds


class _Plural(_String):
    """``at`` is the match of the whole plural, whose last group has its items."""

    __slots__ = ()
    plural = True
    path = slot("path")

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {item[1]: item.span(2) for item in _ITEM.finditer(self.at.string, *self.at.span(_PLURAL))}


def read(text: str, head: int, child: Child) -> list[Message]:
    """The messages of a sound file whose root's start tag ends at ``head``; two keys may be equal.

    Comments right above an entry, on lines of their own, are its note.
    """
    out: list[Message] = []
    note, at, past = "", head, 0
    add = out.append
    with bulk():
        for found in _CHILD.finditer(text, head):
            if past:
                if found.start() < past:
                    continue
                past = 0
            kind = found.lastindex
            if kind is None:
                start = found.start()
                if text.startswith(("<!", "<?"), start):
                    note, past = _passed(text, start, note)
                    at = past
                    continue
                if text.startswith("</", start):
                    break
                element = element_at(text, start)
                past = element.end
                out += child(element, near(text, note, at, start))
            elif kind == _PLURAL:
                add(_plural(found, note and near(text, note, at, found.start())))
            else:
                name, value = found.group(1, kind)
                easy = kind == _PLAIN and "  " not in value
                if easy or not is_reference(value):
                    plain = _NEW(_String)
                    plain.key = name
                    plain.forms = {"other": value if easy else decode(value)}
                    plain.note = note and near(text, note, at, found.start())
                    plain.at = found
                    add(plain)
            note = ""
    return out


def _plural(found: re.Match[str], note: str) -> Message:
    plural = _NEW(_Plural)
    plural.key, plural.at, plural.note = found[_PLURAL - 1], found, note
    plural.path = (plural.key,)
    plural.forms = {quantity: decode(raw) for quantity, raw in _ITEM.findall(found[_PLURAL])}
    return plural  # type: ignore[no-any-return]  # made without a call


def near(text: str, note: str, at: int, start: int) -> str:
    """The note, if no empty line is between the comment that ends at ``at`` and the element at ``start``."""
    return note if text.count("\n", at, start) <= 1 else ""


def _passed(text: str, start: int, note: str) -> tuple[str, int]:
    """The note after a comment or an instruction that begins at ``start``, and where that ends."""
    if not text.startswith("<!--", start):
        return note, text.index("]]>" if text[start + 1] == "!" else "?>", start)
    end = text.index("-->", start)
    return joined(note, text[start + 4 : end]) if indent_of(text, start) is not None else "", end + 3


def joined(note: str, comment: str) -> str:
    """The note with one more comment, on a line of its own."""
    words = " ".join(comment.split())
    return f"{note}\n{words}" if note else words
