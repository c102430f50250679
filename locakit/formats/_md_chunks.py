"""A Markdown file as chunks of whole lines, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, takewhile

from locakit.formats._md_blocks import Block, document
from locakit.model import Message, Resource

_TIGHT = frozenset({("li", "li"), ("rule", "td"), ("td", "td")})
"""Kinds that follow each other without an empty line."""


@dataclass(frozen=True, slots=True)
class Chunk:
    """The lines from a block's first one up to the next block's; the cells of a table's row share theirs."""

    start: int
    body: int
    """Where its own lines end and the empty ones after them begin."""
    end: int
    blocks: tuple[Block, ...]


@lru_cache(maxsize=8)
def chunks(text: str, flavour: str) -> tuple[Chunk, ...]:
    """The chunks of a Markdown or MDX file; they cover it from the first block after the front matter to its end."""
    rows = [tuple(group) for _, group in groupby(document(text, flavour), key=lambda block: block.row)]
    ends = [*(row[0].row for row in rows[1:]), len(text)] if rows else []
    bodies = (_body(text, row[-1].span[1], end) for row, end in zip(rows, ends, strict=True))
    return tuple(Chunk(row[0].row, body, end, row) for row, body, end in zip(rows, bodies, ends, strict=True))


def _body(text: str, start: int, end: int) -> int:
    """Where the empty lines before ``end`` begin; a line of quote marks alone is empty."""
    at = end
    while at > start:
        line = text.rfind("\n", start, at - 1) + 1
        if line <= start or text[line:at].strip(" \t\r\n>"):
            break
        at = line
    return at


def tail(text: str, chunk: Chunk) -> str:
    """The empty lines after a chunk."""
    return text[chunk.body : chunk.end]


def place_of(message: Message) -> int:
    """Where a message's text begins, which names its block; -1 for a message that is in no file."""
    return next(iter(message.spans.values()), (-1, -1))[0]


def keys_of(resource: Resource) -> dict[int, str]:
    """The key of the block that begins at each place."""
    return {place_of(m): m.key for m in resource.messages}


def numbers_of(resource: Resource) -> dict[str, int]:
    """For each key the number of the chunk it is in."""
    keys = keys_of(resource)
    placed = ((keys.get(b.span[0]), n) for n, c in enumerate(chunks(resource.text, resource.format)) for b in c.blocks)
    return {key: number for key, number in placed if key is not None}


def gap(before: Chunk, after: Chunk, newline: str) -> str:
    """The least that must stand between two chunks, so that the second is not read as part of the first."""
    left, right = before.blocks[-1], after.blocks[0]
    if (left.kind, right.kind) in _TIGHT or left.heading:
        return ""
    quotes = takewhile(lambda pair: set(pair) == {"blockquote"}, zip(left.inside, right.inside, strict=False))
    return " ".join(">" for _ in quotes) + newline


def longest(texts: Iterable[str]) -> str:
    """The one with the most lines."""
    return max(texts, key=lambda text: text.count("\n"), default="")


def relined(text: str, newline: str) -> str:
    """``text`` with another line ending."""
    return text.replace("\r\n", "\n").replace("\n", newline)


def places(keys: Mapping[str, int], chunk: Chunk, names: Mapping[int, str]) -> list[int]:
    """The numbers that ``keys`` knows for the messages of a chunk."""
    return [keys[names[b.span[0]]] for b in chunk.blocks if names.get(b.span[0]) in keys]
