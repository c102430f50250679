"""JSON through the standard library, YAML through PyYAML's composer, TOML through tomllib."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from typing import Any

from benchmarks.references import Leaf, text_of

_STRING = r'"(?:[^"\\]|\\.)*"'
_REMARK = re.compile(rf"({_STRING})|//[^\n]*|/\*.*?\*/", re.DOTALL)
_TRAILING = re.compile(rf"({_STRING})|,(?=\s*[}}\]])", re.DOTALL)


class _Pairs(list[tuple[str, Any]]):
    """An object's members, doubles included."""


def json_view(data: bytes) -> list[Leaf]:
    """Every scalar below its path; comments and trailing commas are taken out first, doubles stay."""
    text = text_of(data)
    if "//" in text or "/*" in text:
        text = _REMARK.sub(lambda m: m[1] or " ", text)
    text = _TRAILING.sub(lambda m: m[1] or "", text)
    if not text.strip():
        return []
    return list(_leaves(json.loads(text, object_pairs_hook=_Pairs, strict=False), ""))


def toml_view(data: bytes) -> list[Leaf]:
    """Every scalar below its path."""
    return list(_leaves(tomllib.loads(text_of(data).replace("\r\n", "\n")), ""))


def _leaves(value: Any, path: str) -> Iterator[Leaf]:
    if isinstance(value, _Pairs | dict):
        yield path, "{}"
        for name, inner in value.items() if isinstance(value, dict) else value:
            yield from _leaves(inner, f"{path}/{name}")
    elif isinstance(value, list):
        yield path, "[]"
        for at, inner in enumerate(value):
            yield from _leaves(inner, f"{path}/{at}")
    else:
        yield path, value if isinstance(value, str) else repr(value)


def yaml_view(data: bytes) -> list[Leaf]:
    """Every node with its tag below its path, each anchored node once."""
    import yaml

    out: list[Leaf] = []
    seen: set[int] = set()
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    for number, document in enumerate(yaml.compose_all(text_of(data), Loader=loader)):
        _nodes(document, f"{number}:", out, seen)
    return out


def _nodes(node: Any, path: str, out: list[Leaf], seen: set[int]) -> None:
    if node is None or id(node) in seen:
        out.append((path, "*"))
        return
    seen.add(id(node))
    if isinstance(node.value, str):
        out.append((f"{path} {node.tag}", node.value))
        return
    out.append((path, node.tag))
    for at, inner in enumerate(node.value):
        if isinstance(inner, tuple):
            _nodes(inner[0], f"{path}/{at}?", out, seen)
            _nodes(inner[1], f"{path}/{at}", out, seen)
        else:
            _nodes(inner, f"{path}/{at}", out, seen)
