"""Placeables as inline codes of XLIFF, so that a CAT tool keeps them whole, and back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from xml.sax.saxutils import escape, quoteattr

from locakit import placeables
from locakit.formats._xml_scan import COMMENT, Document, Element
from locakit.formats._xml_text import decode

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_SHOWN = str.maketrans('<>&"', "‹›＆”")
"""How the marks of XML are shown in an attribute: some tools write them there as they are."""
_MEANT = str.maketrans("‹›＆”", '<>&"')


def writable(text: str) -> bool:
    """True where XML 1.0 can hold the text."""
    return _ILLEGAL.search(text) is None


def content(text: str) -> str:
    """Text for an element's content; a carriage return as a reference, which readers would else drop."""
    return escape(text, {"\r": "&#13;"})


def attribute(text: str) -> str:
    """A quoted attribute value."""
    return quoteattr(text, {"\r": "&#13;", "\n": "&#10;", "\t": "&#9;"})


def parts(text: str, flags: frozenset[str]) -> Iterator[tuple[bool, str]]:
    """The text in pieces: whether each is a placeable, and what it says."""
    at = 0
    for found in placeables.found(text, flags):
        if at < found.start:
            yield False, text[at : found.start]
        yield True, found.text
        at = found.end
    if at < len(text):
        yield False, text[at:]


class Numbers:
    """The same number for the same code on both sides, as CAT tools pair them."""

    def __init__(self) -> None:
        self._known: list[str] = []

    def side(self) -> Callable[[str], int]:
        """The number of each code of one text, asked for in their order; a code that stands twice has two."""
        left = list(enumerate(self._known, 1))

        def number(code: str) -> int:
            found = next((one for one in left if one[1] == code), None)
            if found:
                left.remove(found)
                return found[0]
            self._known.append(code)
            return len(self._known)

        return number


def old(text: str, flags: frozenset[str], numbers: Numbers) -> str:
    """XLIFF 1.2 content: each placeable in ``<ph id="1">``, which holds the native code."""
    number = numbers.side()
    return "".join(
        f'<ph id="{number(piece)}">{content(piece)}</ph>' if code else content(piece)
        for code, piece in parts(text, flags)
    )


def new(text: str, flags: frozenset[str], numbers: Numbers, data: dict[str, str]) -> str:
    """XLIFF 2 content: each placeable as ``<ph id="1" dataRef="d1"/>``; ``data`` gets what the codes stand for."""
    number = numbers.side()
    out = []
    for code, piece in parts(text, flags):
        if code:
            at = number(piece)
            data[f"d{at}"] = piece
            out.append(f'<ph id="{at}" dataRef="d{at}" disp={attribute(piece.translate(_SHOWN))}/>')
        else:
            out.append(content(piece))
    return "".join(out)


_INDENT = re.compile(r"\n[ \t]*\Z")


def said(doc: Document, element: Element | None, data: Mapping[str, str], *, spread: bool = False) -> str:
    """The text of a source or target, its codes put back; empty for no element.

    A code without content of its own is found in ``data`` by its reference, else in what it displays. ``spread``: a
    tool has put the codes on lines of their own, although ``xml:space`` forbids it; what it put in is not the text's.
    """
    if element is None or element.bare:
        return ""
    out: list[str] = []
    at = element.head
    held = spread and bool(element.children)
    for child in element.children:
        out.append(_between(doc, at, child.start, held))
        if child.name == COMMENT:
            pass
        elif child.bare:
            out.append(_standing(child, data))
        else:
            out.append(said(doc, child, data, spread=spread))
        at = child.end
    return "".join((*out, _between(doc, at, element.close, held)))


def _between(doc: Document, start: int, end: int, spread: bool) -> str:
    raw = doc.text[start:end]
    return decode(_INDENT.sub("", raw) if spread else raw)


def _standing(code: Element, data: Mapping[str, str]) -> str:
    attrs = code.attrs
    if code.name.rpartition(":")[2] == "cp":
        return _character(attrs.get("hex", ""))
    known = data.get(attrs.get("dataRef", "")) or data.get(f"d{attrs.get('id', '')}")
    return known or attrs.get("disp", "").translate(_MEANT) or attrs.get("equiv-text") or attrs.get("equiv") or ""


def _character(code: str) -> str:
    """What ``<cp hex="001b"/>`` stands for: a character that XML cannot hold (XLIFF 2.0, 4.2.3.1)."""
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"
