"""XML into elements with character offsets, by expat; nothing is expanded, fetched or believed.

Source: XML 1.0 (fifth edition). Entities declared in a file are refused, external ones are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
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
    parser = expat.ParserCreate("utf-8")
    roots = _listen(parser, data, text)
    try:
        with uncollected():
            parser.Parse(data, True)
    except expat.ExpatError as error:
        at = len(data[: parser.ErrorByteIndex].decode("utf-8", "replace"))
        reason = expat.ErrorString(error.code) or "not well-formed"
        raise broken(text, at, f"this is not well-formed XML: {reason}") from None
    return Document(text, roots[0])


def broken(text: str, at: int, message: str) -> BrokenText:
    """A fault at an offset; the caller adds the path."""
    return BrokenText(Fault(message, "", *place(text, at)))


def _listen(parser: expat.XMLParserType, data: bytes, text: str) -> list[Element]:
    """Let the parser's events build a tree; the list that comes back will hold its root.

    Closures, not methods: this is called for every tag of every file.
    """
    roots: list[Element] = []
    stack: list[Element] = []
    here = _counter(parser, data, text)
    tag_end = _TAG.match

    def start(name: str, attrs: dict[str, str]) -> None:
        at = here()
        parent = stack[-1] if stack else None
        element = Element(name, attrs, at, parent)
        tag = tag_end(text, at)
        assert tag is not None
        element.head = tag.end()
        if parent is not None:
            parent.children.append(element)
        else:
            roots.append(element)
        stack.append(element)
        if len(stack) > MAX_DEPTH:
            raise broken(text, at, f"elements are nested more than {MAX_DEPTH} deep")

    def end(name: str) -> None:
        element = stack.pop()
        element.close = at = here()
        bare = at == element.head and text[at - 2] == "/"
        element.end = at if bare else text.index(">", at) + 1

    def comment(words: str) -> None:
        if stack:
            found = Element(COMMENT, {"": words}, here(), stack[-1])
            found.head = found.close = found.end = text.index("-->", found.start) + 3
            stack[-1].children.append(found)

    def entity(name: str, *rest: Any) -> None:
        raise broken(text, here(), f"the file declares the entity {name!r}; entities are not expanded")

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CommentHandler, parser.EntityDeclHandler = comment, entity
    return roots


def _counter(parser: expat.XMLParserType, data: bytes, text: str) -> Callable[[], int]:
    """Tells how many characters lie before the event: counted on from the last one, so linear in all."""
    if len(data) == len(text):
        return lambda: parser.CurrentByteIndex
    byte = char = 0

    def here() -> int:
        nonlocal byte, char
        at = parser.CurrentByteIndex
        if at != byte:
            char += len(data[byte:at].decode("utf-8", "surrogatepass"))
            byte = at
        return char

    return here
