"""The messages of an Android file read without a tree: plain strings in one pass, other elements one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from locakit.formats._bulk import bulk
from locakit.formats._xml_android import decode, is_reference
from locakit.formats._xml_place import indent_of
from locakit.formats._xml_scan import Element, element_at
from locakit.model import Message

_CHILD = re.compile(
    r'<(?:string\s++name="([^"&<]++)"\s*+>(?:((?![@?])[^<&"\\\s]++(?: [^<&"\\\s]++)*+)|([^<]*+))</string\s*+>)?'
)
"""A string that has a name, no other attribute and no element in it; any other ``<`` by itself.

Group 2: a text without escapes or white space to collapse; group 3: any other.
"""

_PLAIN = 2

Child = Callable[[Element, str], Sequence[Message]]
"""The messages of a child of ``<resources>``, given the note above it."""


def read(text: str, head: int, child: Child) -> list[Message]:
    """The messages of a sound file whose root's start tag ends at ``head``; two keys may be equal.

    Comments right above an entry, on lines of their own, are its note.
    """
    out: list[Message] = []
    note, at = "", head
    with bulk():
        for found in _CHILD.finditer(text, head):
            start, end = found.span()
            if start < at:
                continue
            kind = found.lastindex
            if kind is None:
                if text.startswith(("<!", "<?"), start):
                    note, at = _passed(text, start, note)
                    continue
                if text.startswith("</", start):
                    break
                element = element_at(text, start)
                end = element.end
                out += child(element, near(text, note, at, start))
            else:
                name, value = found.group(1, kind)
                if kind == _PLAIN or not is_reference(value):
                    value = value if kind == _PLAIN else decode(value)
                    said = note and near(text, note, at, start)
                    out.append(Message(name, {"other": value}, {"other": found.span(kind)}, (start, end), note=said))
            note, at = "", end
    return out


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
