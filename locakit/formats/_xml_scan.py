"""XML into elements with character offsets, by expat; nothing is expanded, fetched or believed.

Source: XML 1.0 (fifth edition). Entities declared in a file are refused, external ones are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any
from xml.parsers import expat

from locakit.errors import BrokenText, Fault
from locakit.formats._tree import MAX_DEPTH, uncollected
from locakit.splice import place

COMMENT = "!"
"""The name under which a comment stands among an element's children; its text is the attribute ``""``."""


_TAG = re.compile(r"[^>\"']*(?:\"[^\"]*\"[^>\"']*|'[^']*'[^>\"']*)*>")
"""From the start of a well-formed start tag to its end: the first ``>`` outside its quotes."""


class Element:
    """One element (or comment) and its places in the text."""

    __slots__ = ("attrs", "children", "close", "end", "head", "name", "parent", "start")

    def __init__(self, name: str, attrs: dict[str, str], start: int, parent: Element | None) -> None:
        self.name = name
        """As written, prefix included."""
        self.attrs = attrs
        self.parent = parent
        self.children: list[Element] = []
        """Elements and comments, in order."""
        self.start = start
        self.head = start
        """Where the start tag ends."""
        self.close = start
        """Where the end tag begins; equal to ``end`` in ``<a/>``."""
        self.end = start

    @property
    def bare(self) -> bool:
        """True for ``<a/>``: there is no inside."""
        return self.close == self.end

    @property
    def inner(self) -> tuple[int, int]:
        """The place of the content; of the whole element where it is ``<a/>``."""
        return (self.start, self.end) if self.bare else (self.head, self.close)

    def elements(self, *names: str) -> Iterator[Element]:
        """The child elements with one of the names, or all."""
        return (c for c in self.children if (c.name in names if names else c.name != COMMENT))

    def first(self, *names: str) -> Element | None:
        """The first child element with one of the names."""
        return next(self.elements(*names), None)


class Document:
    """A parsed file."""

    def __init__(self, text: str, root: Element | None) -> None:
        self.text = text
        self.root = root
        """None where the file is empty."""
        self._by_start: dict[int, Element] = {}

    def raw(self, element: Element) -> str:
        """An element's content as written; empty for ``<a/>``."""
        return "" if element.bare else self.text[element.head : element.close]

    def at(self, start: int) -> Element:
        """The element that begins at ``start``; raises KeyError where none does."""
        if not self._by_start and self.root is not None:
            self._by_start = {e.start: e for e in below(self.root)}
        return self._by_start[start]


def below(root: Element) -> Iterator[Element]:
    """The element and all elements in it, in document order."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        yield element
        waiting.extend(reversed(list(element.elements())))


@lru_cache(maxsize=6)
def scan(text: str) -> Document:
    """The document; ``root`` is None for a text of nothing but white space.

    Raises BrokenText (its fault without a path) where the text is not well-formed, declares an entity, or nests
    deeper than ``MAX_DEPTH``. Time is linear in the text.
    """
    if not text.strip("\ufeff \t\r\n"):
        return Document(text, None)
    data = text.encode("utf-8", "surrogatepass")
    builder = _Builder(data, text)
    try:
        with uncollected():
            builder.parser.Parse(data, True)
    except expat.ExpatError as error:
        at = len(data[: builder.parser.ErrorByteIndex].decode("utf-8", "replace"))
        reason = expat.ErrorString(error.code) or "not well-formed"
        raise broken(text, at, f"this is not well-formed XML: {reason}") from None
    return Document(text, builder.root)


def broken(text: str, at: int, message: str) -> BrokenText:
    """A fault at an offset; the caller adds the path."""
    return BrokenText(Fault(message, "", *place(text, at)))


class _Builder:
    """Expat's events as a tree."""

    def __init__(self, data: bytes, text: str) -> None:
        self.parser = expat.ParserCreate("utf-8")
        self.root: Element | None = None
        self._data, self._text = data, text
        self._ascii = len(data) == len(text)
        self._byte = self._char = 0
        self._current: Element | None = None
        self._depth = 0
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CommentHandler = self._comment
        self.parser.EntityDeclHandler = self._entity

    def _here(self) -> int:
        byte: int = self.parser.CurrentByteIndex
        if self._ascii:
            return byte
        if byte != self._byte:
            self._char += len(self._data[self._byte : byte].decode("utf-8", "surrogatepass"))
            self._byte = byte
        return self._char

    def _start(self, name: str, attrs: dict[str, str]) -> None:
        start = self._here()
        self._depth += 1
        if self._depth > MAX_DEPTH:
            raise broken(self._text, start, f"elements are nested more than {MAX_DEPTH} deep")
        parent = self._current
        element = Element(name, attrs, start, parent)
        tag = _TAG.match(self._text, start)
        assert tag is not None
        element.head = tag.end()
        if parent is None:
            self.root = self.root or element
        else:
            parent.children.append(element)
        self._current = element

    def _end(self, name: str) -> None:
        element = self._current
        assert element is not None
        self._depth -= 1
        self._current = element.parent
        element.close = here = self._here()
        if here == element.head and self._text[here - 2] == "/":
            element.end = here
        else:
            element.end = self._text.index(">", here) + 1

    def _comment(self, data: str) -> None:
        if self._current is not None:
            comment = Element(COMMENT, {"": data}, self._here(), self._current)
            comment.head = comment.close = comment.end = self._text.index("-->", comment.start) + 3
            self._current.children.append(comment)

    def _entity(self, name: str, *rest: Any) -> None:
        raise broken(self._text, self._here(), f"the file declares the entity {name!r}; entities are not expanded")
