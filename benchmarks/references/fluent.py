"""Fluent through fluent.syntax: each pattern, comment and broken stretch as it serializes them."""

from __future__ import annotations

import re
from typing import Any

from benchmarks.references import Leaf, text_of

_LITERAL = re.compile(r'\{ "([^"\\])" \}')


def fluent_view(data: bytes) -> list[Leaf]:
    """Each entry's value and attributes, in the order of the file."""
    from fluent.syntax import FluentParser

    out: list[Leaf] = []
    body: list[Any] = FluentParser(with_spans=False).parse(text_of(data)).body
    for at, entry in enumerate(body):
        name = f"{at} {type(entry).__name__}"
        if not hasattr(entry, "id"):
            out.append((name, entry.content or ""))
            continue
        out.append((f"{name} {entry.id.name} comment", entry.comment.content if entry.comment else ""))
        out.append((f"{name} {entry.id.name}", _shown(entry.value) if entry.value else ""))
        for attribute in entry.attributes:
            out.append((f"{name} .{attribute.id.name}", _shown(attribute.value)))
    return out


def _shown(pattern: Any) -> str:
    """The pattern as it is written; a single character in quotes as that character."""
    from fluent.syntax import serializer

    return _LITERAL.sub(r"\1", serializer.serialize_pattern(pattern))
