"""XML into elements with character offsets: expat says whether it is sound, one pattern finds the tags.

Source: XML 1.0 (fifth edition). Entities declared in a file are refused, external ones are never looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.parsers import expat

from locakit.errors import BrokenText, Fault
from locakit.formats._bulk import bulk, lately
from locakit.formats._tree import MAX_DEPTH
from locakit.formats._xml_text import lines, unescape
from locakit.splice import place

COMMENT = "!"
"""The name under which a comment stands among an element's children; its text is the attribute ``""``."""

_TOKEN = re.compile(
    r"<(?:([^\s<>/!?]++)((?:[^>\"']++|\"[^\"]*+\"|'[^']*+')*+)>(?:(?<!/>)([^<]*+)</[^>]*+>)?"
    r"|(/)[^>]*+>|!--(.*?)-->|!\[CDATA\[.*?\]\]>|\?.*?\?>)",
    re.DOTALL,
)
"""A start tag (to the end tag where only text stands between them), an end tag, a comment, CDATA, an instruction.

It is exact in text that is well-formed, and only there.
"""
_ATTRIBUTE = re.compile(r"([^\s=]++)\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)')")
_OPEN, _LEAF, _CLOSE, _COMMENT = 2, 3, 4, 5
"""The last group of ``_TOKEN`` that matched tells what was found."""
_EMPTY = re.compile(r"[\ufeff \t\r\n]*+\Z")
_ODD = re.compile(r"[&\t\n\r]")
_SPACES = str.maketrans("\t\n\r", "   ")
_CONTINUED = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""
_DECLARED = re.compile(r"\A\ufeff?<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)")
_NONE: list[Element] = []
"""The children of all elements without any: a list of its own for each would cost a third of the reading."""


class Element:
    """One element (or comment) and its places in the text."""

    __slots__ = ("_attrs", "children", "close", "end", "head", "name", "parent", "start")

    def __init__(self, name: str, attrs: dict[str, str] | str, start: int, parent: Element | None) -> None:
        """``attrs`` are the attributes, or what stands behind the name in the start tag."""
        self.name = name
        """As written, prefix included."""
        self._attrs = attrs
        self.parent = parent
        self.children: list[Element] = _NONE
        """Elements and comments, in order."""
        self.start = start
        self.head = start
        """Where the start tag ends."""
        self.close = start
        """Where the end tag begins; equal to ``end`` in ``<a/>``."""
        self.end = start

    @property
    def attrs(self) -> dict[str, str]:
        """The attributes' values, decoded."""
        raw = self._attrs
        if isinstance(raw, str):
            raw = self._attrs = _attributes(raw) if raw else {}
        return raw

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
        for child in self.children:
            if child.name in names:
                return child
        return None


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


def _attributes(raw: str) -> dict[str, str]:
    """The attributes of a start tag, their values as XML normalizes them (XML 1.0, 3.3.3)."""
    found = _ATTRIBUTE.findall(raw)
    if not _ODD.search(raw):
        return {name: double or single for name, double, single in found}
    return {name: unescape(lines(double or single).translate(_SPACES)) for name, double, single in found}


@lately
def scan(text: str) -> Document:
    """The document; ``root`` is None for a text of nothing but white space.

    Raises BrokenText (its fault without a path) where the text is not well-formed, declares an entity, or nests
    deeper than ``MAX_DEPTH``. Time is linear in the text.
    """
    start = sound(text)
    with bulk():
        return Document(text, None if start is None else element_at(text, start))


def opening(text: str) -> Element | None:
    """The root element with its start tag alone; None for a text of nothing but white space. Raises as ``scan``."""
    start = sound(text)
    return None if start is None else opened(text, start)


def opened(text: str, start: int) -> Element:
    """The element whose start tag begins at ``start`` of a sound text, without what is in it."""
    token = _TOKEN.match(text, start)
    if token is None:
        raise ValueError("no start tag begins here")
    root = Element(token[1], token[2], start, None)
    root.head = root.close = root.end = token.end(2) + 1
    root.close += text[root.head - 2] != "/"
    return root


def beyond(text: str, start: int) -> int:
    """Where a comment, a CDATA section or an instruction that begins at ``start`` is over; 0 for anything else."""
    for opening, ending in (("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")):
        if text.startswith(opening, start):
            return text.index(ending, start + len(opening))
    return 0


def sound(text: str) -> int | None:
    """Where the root element begins; None for a text of nothing but white space.

    Raises BrokenText where the text is not well-formed or declares an entity.
    """
    if _EMPTY.match(text):
        return None
    data = text.encode("utf-8", "surrogatepass")
    parser = expat.ParserCreate("utf-8")
    roots: list[int] = []

    def start(name: str, attrs: dict[str, str]) -> None:
        roots.append(parser.CurrentByteIndex)
        parser.StartElementHandler = None

    def entity(name: str, *rest: Any) -> None:
        at = _characters(data, parser.CurrentByteIndex)
        raise broken(text, at, f"the file declares the entity {name!r}; entities are not expanded")

    parser.StartElementHandler, parser.EntityDeclHandler = start, entity
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise _unsound(text, _characters(data, parser.ErrorByteIndex), error.code) from None
    return _characters(data, roots[0])


def _characters(data: bytes, at: int) -> int:
    """How many characters of UTF-8 begin before a byte."""
    return len(data[:at].translate(None, _CONTINUED))


def _unsound(text: str, at: int, code: int) -> BrokenText:
    """The fault of a text that expat refuses; bytes that are no UTF-8 are told by what the file says of itself."""
    if "\ud800" <= text[at : at + 1] < "\ue000":
        declared = _DECLARED.match(text)
        said = f"the file declares {declared[1]}, and " if declared and declared[1].lower() != "utf-8" else ""
        return broken(text, at, f"{said}this byte is not UTF-8; XML is read as UTF-8 or UTF-16")
    return broken(text, at, f"this is not well-formed XML: {expat.ErrorString(code) or 'not well-formed'}")


def broken(text: str, at: int, message: str) -> BrokenText:
    """A fault at an offset; the caller adds the path."""
    return BrokenText(Fault(message, "", *place(text, at)))


def element_at(text: str, start: int) -> Element:
    """The element whose start tag begins at ``start`` of a sound text, with all that is in it.

    Raises BrokenText where elements are nested deeper than ``MAX_DEPTH``.
    """
    found: list[Element] = []
    inside, parent, depth = found, None, 0
    for token in _TOKEN.finditer(text, start):
        kind = token.lastindex
        if kind == _LEAF:
            name, attrs = token.group(1, 2)
            start, end = token.span()
            element = Element(name, attrs, start, parent)
            element.head, element.close = token.span(3)
            element.end = end
            inside.append(element)
        elif kind == _OPEN:
            element = Element(token[1], token[2], token.start(), parent)
            element.head = element.close = element.end = token.end()
            inside.append(element)
            if text[element.head - 2] != "/":
                inside, parent, depth = [], element, depth + 1
                element.children = inside
                if depth > MAX_DEPTH:
                    raise broken(text, element.start, f"elements are nested more than {MAX_DEPTH} deep")
        elif kind == _CLOSE and parent is not None:
            parent.close, parent.end = token.span()
            parent, depth = parent.parent, depth - 1
            inside = parent.children if parent is not None else found
        elif kind == _COMMENT:
            inside.append(_comment(token, parent))
        if parent is None:
            break
    return found[0]


def _comment(token: re.Match[str], parent: Element | None) -> Element:
    element = Element(COMMENT, {"": lines(token[5])}, token.start(), parent)
    element.head = element.close = element.end = token.end()
    return element
