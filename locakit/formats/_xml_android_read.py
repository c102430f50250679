"""The messages of an Android file read without a tree: plain strings in one pass, other elements one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from locakit.formats._bulk import bulk
from locakit.formats._plain import Plain, slot
from locakit.formats._xml_android import MAY_REFER, decode, is_reference
from locakit.formats._xml_place import indent_of
from locakit.formats._xml_scan import Element, element_at
from locakit.model import Forms, Message, Span

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
    """``at`` is where the string begins, ``file`` the file's text, in the room of the places that are found in it.

    Escapes are undone when somebody asks for the text: ``raw`` has it as it is written until then.
    """

    __slots__ = ()
    path = ()
    note = slot("note")
    file = slot("spans")
    raw = slot("source")
    known = slot("forms")
    """The text, or None."""

    @property
    def text(self) -> str:
        """See ``Message``."""
        text: str | None = self.known
        if text is None:
            text = self.known = decode(self.raw)
        return text

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        text = self.known
        return {"other": self.text if text is None else text}

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        found = _child_at(self.file, self.at)
        return {"other": found.span(found.lastindex or 0)}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return _child_at(self.file, self.at).span()


class _Plural(_String):
    """A plural; ``raw`` is all that is in the element."""

    __slots__ = ()
    plural = True
    text = Message.text

    @property
    def path(self) -> tuple[str, ...]:  # type: ignore[override]  # a string has none
        """See ``Message``."""
        return (self.key,)

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        forms: Forms | None = self.known
        if forms is None:
            forms = self.known = {quantity: decode(raw) for quantity, raw in _ITEM.findall(self.raw)}
        return forms

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        inside = _child_at(self.file, self.at).span(_PLURAL)
        return {item[1]: item.span(2) for item in _ITEM.finditer(self.file, *inside)}


def _child_at(text: str, start: int) -> re.Match[str]:
    found = _CHILD.match(text, start)
    if found is None:
        raise ValueError(f"no element begins at {start}")
    return found


def read(text: str, head: int, child: Child) -> list[Message]:
    """The messages of a sound file whose root's start tag ends at ``head``; two keys may be equal.

    Comments right above an entry, on lines of their own, are its note.
    """
    out: list[Message] = []
    note, at, past = "", head, 0
    add = out.append
    with bulk():
        for found in _CHILD.finditer(text, head):
            start = found.start()
            if start < past:
                continue
            kind = found.lastindex
            if kind is None:
                if text.startswith(("<!", "<?"), start):
                    note, past = _passed(text, start, note)
                    at = past
                    continue
                if text.startswith("</", start):
                    break
                element = element_at(text, start)
                past = element.end
                out += child(element, near(text, note, at, start))
            else:
                plain = _NEW(_String if kind != _PLURAL else _Plural)
                if kind == _PLAIN:
                    plain.key, value = found.group(1, _PLAIN)
                    if "  " in value:
                        plain.raw, value = value, None
                    plain.known = value
                elif kind == _PLURAL:
                    plain.key, plain.raw = found.group(_PLURAL - 1, _PLURAL)
                    plain.known = None
                else:
                    plain.key, value = found.group(1, kind)
                    if value[:1] in MAY_REFER and is_reference(value):
                        note = ""
                        continue
                    plain.raw, plain.known = value, None
                plain.note = note and near(text, note, at, start)
                plain.file = text
                plain.at = start
                add(plain)
            note = ""
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
