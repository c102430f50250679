"""A drawing library's SVG made a part of an HTML page: known elements only, colours of the page, ids of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from xml.etree import ElementTree

_NAMESPACE = "{http://www.w3.org/2000/svg}"
_XLINK = "{http://www.w3.org/1999/xlink}"
_ELEMENTS = frozenset({"svg", "g", "defs", "path", "use", "text", "tspan", "rect", "circle", "line", "clipPath"})
_ATTRIBUTES = frozenset({
    "viewBox", "d", "x", "y", "x1", "y1", "x2", "y2", "r", "cx", "cy", "width", "height", "transform", "style",
    "clip-path", "id", "href",
})  # fmt: skip
_FONT = re.compile(r"font:\s*(?:[a-z0-9]+\s+)?([\d.]+px)[^;]*|font-family:[^;]*;?\s*")
_REFERENCE = re.compile(r"url\(#([\w.-]+)\)")
_NUMBER = re.compile(r"-?\d+\.\d+")


def inline(svg: str, name: str, title: str, colours: Mapping[str, str]) -> str:
    """The drawing for an HTML page.

    ``name`` sets its ids apart from those of other drawings, ``title`` is what a screen reader says, ``colours`` maps
    a colour as the library writes it (``#0000a1``) to one of the page (``var(--ink)``). What is no known element or
    attribute is left out. Raises ParseError (a SyntaxError) where ``svg`` is no XML.
    """
    root = ElementTree.fromstring(svg)
    root.attrib = {k: v for k, v in root.attrib.items() if k == "viewBox"}
    used = {v[1:] for e in root.iter() for k, v in e.attrib.items() if k == f"{_XLINK}href"}
    used |= {found for e in root.iter() for v in e.attrib.values() for found in _REFERENCE.findall(v)}
    inner = "".join(piece for child in root for piece in _pieces(child, name, used, colours))
    said = f'<title id="{name}-title">{escape(title)}</title>'
    head = f'<svg viewBox="{escape(root.get("viewBox", ""))}" role="img" aria-labelledby="{name}-title">'
    return f"{head}{said}{inner}</svg>"


def _pieces(element: ElementTree.Element, name: str, used: set[str], colours: Mapping[str, str]) -> Iterator[str]:
    tag = element.tag.removeprefix(_NAMESPACE) if isinstance(element.tag, str) else ""
    if tag not in _ELEMENTS:
        return
    given = ((k.removeprefix(_XLINK), v) for k, v in element.attrib.items())
    kept = ((k, _value(k, v, name, colours)) for k, v in given if k in _ATTRIBUTES and (k != "id" or v in used))
    said = "".join(f' {k}="{escape(v)}"' for k, v in kept if v)
    yield f"<{tag}{said}>"
    if tag in ("text", "tspan"):
        yield escape(element.text or "")
    for child in element:
        yield from _pieces(child, name, used, colours)
    yield f"</{tag}>"


def _value(attribute: str, value: str, name: str, colours: Mapping[str, str]) -> str:
    if attribute == "id":
        return f"{name}-{value}"
    if attribute == "href":
        return f"#{name}-{value[1:]}" if value.startswith("#") else ""
    if attribute == "style":
        value = _FONT.sub(lambda found: f"font-size: {found[1]}" if found[1] else "", value)
        for theirs, ours in colours.items():
            value = value.replace(theirs, ours)
    if attribute == "d":
        return _NUMBER.sub(lambda found: f"{float(found[0]):g}", " ".join(value.split()))
    return _REFERENCE.sub(lambda found: f"url(#{name}-{found[1]})", value)
