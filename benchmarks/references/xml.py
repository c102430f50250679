"""XML through libxml2 (lxml), property lists through the standard library's plistlib."""

from __future__ import annotations

import plistlib
import re
from collections.abc import Iterator
from typing import Any

from benchmarks.references import Leaf

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\(.)|\"", re.DOTALL)
_NAMED = {"n": "\n", "t": "\t"}


def xml_view(data: bytes) -> list[Leaf]:
    """Every element, attribute, text and tail in the order of the document; entities are not expanded."""
    from lxml import etree  # type: ignore[import-untyped]  # has no stubs

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    return list(_nodes(etree.fromstring(data, parser)))


def _nodes(root: Any) -> Iterator[Leaf]:
    waiting = [(root, "", False)]
    while waiting:
        node, path, done = waiting.pop()
        if done:
            yield f"{path} tail", node.tail or ""
            continue
        name = node.tag if isinstance(node.tag, str) else getattr(node.tag, "__name__", "?")
        here = f"{path}/{name}"
        yield here, ""
        yield from ((f"{here} @{a}", v) for a, v in node.attrib.items())
        yield f"{here} text", node.text or ""
        waiting.append((node, here, True))
        waiting += [(child, f"{here}/{at}", False) for at, child in reversed(list(enumerate(node)))]


def android_view(data: bytes) -> list[Leaf]:
    """As ``xml_view``, escapes resolved and quotes taken off as aapt2 does; white space is not told apart."""
    return [(place, _ESCAPE.sub(_resolved, value) if value else value) for place, value in xml_view(data)]


def _resolved(found: re.Match[str]) -> str:
    if found[1]:
        return chr(int(found[1], 16))
    return _NAMED.get(found[2], found[2]) if found[2] else ""


def plist_view(data: bytes) -> list[Leaf]:
    """Every string below its path."""
    return list(_values(plistlib.loads(data), ""))


def _values(value: Any, path: str) -> Iterator[Leaf]:
    if isinstance(value, dict):
        yield path, "{}"
        for name, inner in value.items():
            yield from _values(inner, f"{path}/{name}")
    elif isinstance(value, list):
        yield path, "[]"
        for at, inner in enumerate(value):
            yield from _values(inner, f"{path}/{at}")
    else:
        yield path, value if isinstance(value, str) else repr(value)
