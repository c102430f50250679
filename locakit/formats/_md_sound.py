"""Only changes that leave every other block what it is; one that would make a neighbour another kind is left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

from locakit.formats._md_blocks import MDX, Block, blocks, document
from locakit.formats._md_front import end_of
from locakit.formats._mdx_rules import tags_of
from locakit.splice import Splice, apply

_DEEP = 1000
_EMPTY = re.compile(r"\n[ \t]*\r?\n")


class Change(NamedTuple):
    """Splices, and what they are to make of the document's blocks."""

    splices: Sequence[Splice]
    first: int
    """The number of the first block that goes, or before which new ones come."""
    gone: int = 0
    """How many blocks go."""
    kinds: Sequence[str] = ()
    """The kinds of the new blocks."""


def sound(text: str, flavour: str, changes: Sequence[Change]) -> list[Splice]:
    """The splices of those changes (sorted by ``first``) after which the document reads as it is meant to."""
    if not changes:
        return []
    if reads_as_meant(text, flavour, changes):
        return [splice for change in changes for splice in change.splices]
    half = len(changes) // 2
    return sound(text, flavour, changes[:half]) + sound(text, flavour, changes[half:]) if half else []


def same_blocks(before: str, after: str, flavour: str) -> bool:
    """True if both texts hold the same blocks, in whatever order and depth."""
    found = [list(blocks(text, flavour, end_of(text))) for text in (before, after)]
    kinds = [Counter((block.kind, block.text) for block in side) for side in found]
    return kinds[0] == kinds[1] and (nested(after, found[1]) or not nested(before, found[0]))


def reads_as_meant(text: str, flavour: str, changes: Sequence[Change]) -> bool:
    """True if the changes (sorted by ``first``) make of the document's blocks what they say, in kind and order."""
    there = document(text, flavour)
    old: list[tuple[str, str | None]] = [(block.kind, block.text) for block in there]
    meant: list[tuple[str, str | None]] = []
    at = 0
    for change in changes:
        meant += old[at : change.first] + [(kind, None) for kind in change.kinds]
        at = change.first + change.gone
    after = apply(text, [splice for change in changes for splice in change.splices])
    found = list(blocks(after, flavour, end_of(after)))
    if nested(text, there) and not nested(after, found):
        return False
    return all(
        block is not None and meaning is not None and block.kind == meaning[0] and meaning[1] in (None, block.text)
        for block, meaning in zip_longest(found, meant + old[at:])
    )


def nested(text: str, found: Iterable[Block]) -> bool:
    """True if the JSX tags that stand on lines of their own open and close in order, each inside one container."""
    stack: list[tuple[str, tuple[str, ...]]] = []
    end = 0
    for block in found:
        if any(len(inside) >= _left(text, block, end) for _, inside in stack):
            return False
        end = max(end, block.span[1])
        if block.flavour != MDX or block.kind != "html":
            continue
        for tag in tags_of(block.text):
            if tag.role == "open":
                stack.append((tag.name, block.inside))
            elif tag.role == "close" and (not stack or stack.pop() != (tag.name, block.inside)):
                return False
    return not stack


def _left(text: str, block: Block, end: int) -> int:
    """How deep the outermost container lies that another one of its kind begins with ``block``; large for none."""
    if not block.inside:
        return _DEEP
    item = text[block.row : block.span[0]].strip(" \t>") and end <= block.row
    quote = "blockquote" in block.inside and _EMPTY.search(text, end, block.row)
    depths = [len(block.inside)] if item and block.inside[-1] == "list" else []
    return min([*depths, *([block.inside.index("blockquote") + 1] if quote else [])], default=_DEEP)
