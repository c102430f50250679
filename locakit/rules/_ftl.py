"""Fluent patterns as rules need them: references, and the variants of select expressions.

Source: Fluent Syntax 1.0. One pass with a stack, linear on any text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

_HEAD = re.compile(r"\{\s*+((?:[^{}\"\n-]|-(?!>)|\"[^\"\n]*+\")*+)->\s*+(?=\*?\[)")
_KEY = re.compile(r"\s*+(\*)?\[\s*+([^\s\[\]]++)\s*+\][ ]?")
_PLAIN = re.compile(r"\{\s*+((?:[^{}\"]|\"(?:\\.|[^\"\\\n])*+\")*+)\}")
_VARIABLE = re.compile(r"\$[A-Za-z][\w-]*+")
_TERM = re.compile(r"-[A-Za-z][\w-]*+(?:\.[A-Za-z][\w-]*+)?")
_MESSAGE = re.compile(r"[a-z][\w-]*+(?:\.[A-Za-z][\w-]*+)?$")
_NEXT = re.compile(r"[{}]|\n\s*+\*?\[|\n\s*+\}")
_DEEP = 20


class FtlError(Exception):
    """The text is no Fluent pattern; ``position`` is the offset of the fault."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(slots=True)
class Variant:
    """One variant of a select expression."""

    key: str
    default: bool
    start: int
    body: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Select:
    """A select expression."""

    selector: str
    """As it is written, without spaces."""
    start: int
    variants: list[Variant] = field(default_factory=list)

    def named(self, key: str) -> Variant | None:
        """The variant of that key."""
        return next((v for v in self.variants if v.key == key), None)

    @property
    def default(self) -> Variant:
        """The variant for everything else."""
        return next((v for v in self.variants if v.default), self.variants[-1])


Node = str | Select
"""A reference as ``$name``, ``-term`` or ``message.attribute``; or a select expression."""


@lru_cache(maxsize=256)
def parse(text: str) -> tuple[Node, ...]:
    """The pattern's references and selects; raises FtlError."""
    top: list[Node] = []
    bodies: list[list[Node]] = [top]
    open_: list[Select] = []
    at = 0
    while (hit := _NEXT.search(text, at)) is not None:
        at, sign = hit.start(), text[hit.end() - 1]
        if sign == "{":
            at = _opened(text, at, bodies, open_)
        elif not open_:
            if sign == "}":
                raise FtlError("a closing brace stands alone", hit.end() - 1)
            at = hit.end()
        elif sign == "[":
            at = _variant(text, at, bodies, open_[-1])
        else:
            _closed(open_.pop(), hit.end() - 1)
            bodies.pop()
            at = hit.end()
    if open_:
        raise FtlError("a select expression is not closed", open_[-1].start)
    return tuple(top)


def _opened(text: str, at: int, bodies: list[list[Node]], open_: list[Select]) -> int:
    head = _HEAD.match(text, at)
    if head:
        if len(open_) >= _DEEP:
            raise FtlError("select expressions are nested too deep", at)
        select = Select("".join(head[1].split()), at)
        bodies[-1].append(select)
        open_.append(select)
        bodies.append([])
        return _variant(text, head.end(), bodies, select)
    plain = _PLAIN.match(text, at)
    if not plain:
        raise FtlError("a placeable is not closed", at)
    if not plain[1].strip():
        raise FtlError("a placeable is empty", at)
    bodies[-1] += references(plain[1])
    return plain.end()


def _variant(text: str, at: int, bodies: list[list[Node]], select: Select) -> int:
    key = _KEY.match(text, at)
    if not key:
        raise FtlError("a variant's key cannot be read", at)
    variant = Variant(key[2], key[1] is not None, key.start(2))
    if select.named(key[2]):
        raise FtlError(f"the variant [{key[2]}] stands twice", key.start(2))
    select.variants.append(variant)
    bodies[-1] = variant.body
    return key.end()


def _closed(select: Select, at: int) -> None:
    if sum(v.default for v in select.variants) != 1:
        raise FtlError("a select expression needs one variant with a star", at)


def references(expression: str) -> list[str]:
    """The variables, terms and messages that an inline expression speaks of, strings left out."""
    bare = re.sub(r"\"[^\"]*+\"", "", expression).strip()
    if bare.startswith("-"):
        term = _TERM.match(bare)
        return [term[0]] if term else []
    found = _VARIABLE.findall(bare)
    return found or ([bare] if _MESSAGE.fullmatch(bare) else [])


def selects(nodes: tuple[Node, ...] | list[Node]) -> Iterator[Select]:
    """All select expressions, each before those inside it."""
    for node in nodes:
        if isinstance(node, Select):
            yield node
            for variant in node.variants:
                yield from selects(variant.body)


def shown(nodes: tuple[Node, ...] | list[Node], way: dict[str, str]) -> set[str]:
    """The references that are shown when each selector takes the way's variant, or else its default."""
    out: set[str] = set()
    for node in nodes:
        if isinstance(node, Select):
            variant = node.named(way.get(node.selector, "")) or node.default
            out |= shown(variant.body, way)
        else:
            out.add(node)
    return out
