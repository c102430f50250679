"""Words inside of what is copied: the titles of ``:::`` containers and the attributes of JSX tags that readers see.

What is around them is one verbatim block, its text without them, so that each can change, come and go by itself.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from locakit.model import Span
from locakit.splice import Splice, newline_of

if TYPE_CHECKING:
    from locakit.formats._md_blocks import Block

ATTRIBUTES = frozenset({"title", "alt", "label", "placeholder", "description", "aria-label"})
"""Attributes whose strings readers see or hear."""
_CONTAINER = re.compile(r":{3,}[ \t]*[\w-]+")
_BARE = re.compile(_CONTAINER.pattern + r"[ \t]*(?:\{[^{}]*\})?")
_TITLE = re.compile(
    _CONTAINER.pattern
    + r"(?P<whole>\[(?P<a>[^\]\n]*[^\]\s][^\]\n]*)\]|[ \t]+(?P<b>[^\s\[{][^{]*?))[ \t]*(?:\{[^{}]*\})?"
)
_LONGEST = 500
CONTAINER = "container"
_ENTITY = re.compile(r"&(?=#?\w{1,32};)")


class Hole(NamedTuple):
    """One stretch of words; places are of the block's own text with its lines joined, until ``moved``."""

    kind: str
    """``attr`` or ``title``."""
    whole: Span
    """All that is there for the words only: an attribute with its name, a title with its brackets."""
    value: Span
    """The words."""
    owner: int
    """The number of the joint they belong to."""


class Frame(NamedTuple):
    """The holes of one block, and where another one may be put in."""

    holes: tuple[Hole, ...]
    joints: tuple[int, ...]
    """Where each tag's or container's name ends."""
    shape: str
    """What it opens and closes: a frame is never made one of another shape."""
    starts: tuple[int, ...] = ()
    """Where each line's own text begins in the file."""


def container(line: str) -> Frame | None:
    """The title in the opening line of a container; None for other lines."""
    found = _TITLE.fullmatch(line) if len(line) <= _LONGEST else None
    if found:
        name = "a" if found["a"] else "b"
        return Frame((Hole("title", found.span("whole"), found.span(name), 0),), (found.start("whole"),), CONTAINER)
    bare = _CONTAINER.match(line) if _BARE.fullmatch(line) else None
    return Frame((), (bare.end(),), CONTAINER) if bare else None


def jsx(text: str) -> Frame:
    """The attributes in lines of JSX tags."""
    from locakit.formats._mdx_rules import tags_of

    every = tags_of(text)
    shape = " ".join(f"{tag.role} {tag.name}" for tag in every)
    tags = [tag for tag in every if tag.role != "close" and tag.name]
    holes = (
        Hole("attr", a.whole, a.value, number)
        for number, tag in enumerate(tags)
        for a in tag.attributes
        if a.name in ATTRIBUTES and text[slice(*a.value)].strip()
    )
    return Frame(tuple(holes), tuple(tag.joint for tag in tags), shape)


def moved(frame: Frame, starts: tuple[int, ...], lines: tuple[str, ...], indent: int) -> Frame:
    """The frame in the file's places; ``starts`` are those of the lines, ``indent`` is cut from the first one."""
    begins = [0, *accumulate(len(line) + 1 for line in lines[:-1])]
    begins[1:] = [begin - indent for begin in begins[1:]]

    def place(offset: int) -> int:
        row = bisect_right(begins, offset) - 1
        return starts[row] + offset - begins[row]

    def span(old: Span) -> Span:
        return place(old[0]), place(old[1] - 1) + 1

    holes = (h._replace(whole=span(h.whole), value=span(h.value)) for h in frame.holes)
    return Frame(tuple(holes), tuple(place(j - 1) + 1 for j in frame.joints), frame.shape, starts)


def without(text: str, frame: Frame) -> str:
    """The block's text without its holes."""
    return "".join(text[a:b] for a, b in _between(0, len(text), frame))


def _between(start: int, end: int, frame: Frame) -> Iterator[Span]:
    for hole in frame.holes:
        yield start, hole.whole[0]
        start = hole.whole[1]
    yield start, end


def words(kind: str, raw: str) -> str:
    """The words of a hole as people read them; a title keeps its markup."""
    return " ".join((html.unescape(raw) if kind == "attr" else raw).split())


def written(kind: str, new: str, before: str) -> str:
    """Words as they stand in a hole; ``before`` is the character before them: the quote, or a title's bracket."""
    line = " ".join(new.split())
    if kind == "title":
        whole = before != "[" or line.count("[") == line.count("]")
        return line if whole else re.sub(r"(?<!\\)([\[\]])", r"\\\1", line)
    safe = _ENTITY.sub("&amp;", line)
    return safe.replace("'", "&#39;") if before == "'" else safe.replace('"', "&quot;")


def reframed(text: str, block: Block, new: str) -> list[Splice]:
    """Splices that give a block with holes another frame of its shape and leave its words alone."""
    if block.frame is None or new == block.text or not new.strip():
        return []
    meant = container(new) if block.frame.shape == CONTAINER else jsx(new)
    if meant is None or meant.shape != block.frame.shape:
        return []
    shared = _common(block.text, new)
    tail = _common(block.text[shared:][::-1], new[shared:][::-1])
    lines = new[shared : len(new) - tail].split("\n")
    blank = block.prefix.rstrip(" \t")
    last = len(lines) - 1
    further = [block.prefix + line if line or n == last else blank for n, line in enumerate(lines[1:], 1)]
    middle = newline_of(text, block.span[0]).join([lines[0], *further])
    return list(_cut(text, block.span, block.frame, (shared, len(block.text) - tail), middle))


def _common(one: str, other: str) -> int:
    """How many characters both begin with."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _cut(text: str, whole: Span, frame: Frame, wanted: Span, middle: str) -> Iterator[Splice]:
    """Splices for the wanted characters of a frame, which holes may part; the first one brings the new text."""
    at, (start, end), put = 0, wanted, False
    for left, right in _between(*whole, frame):
        there = list(_characters(text, left, right, frame.starts))
        mine = there[max(0, start - at) : max(0, end - at)]
        if not put and start - at <= len(there):
            put = True
            begin = there[start - at][0] if start - at < len(there) else right
            yield begin, mine[-1][1] if mine else begin, middle
        elif mine:
            yield mine[0][0], mine[-1][1], ""
        at += len(there)


def _characters(text: str, at: int, end: int, starts: Sequence[int]) -> Iterator[Span]:
    """The places of a stretch's characters as the block's text has them; a line break goes up to the next text."""
    while at < end:
        row = bisect_right(starts, at)
        broken = text.startswith(("\r", "\n"), at)
        after = starts[row] if broken and row < len(starts) else at + 1
        yield at, after
        at = after


def added(source: Block, target: Block, original: str, word: Block, new: str) -> list[Splice]:
    """Splices that put a source's attribute or title into the target's frame; none where the frames differ."""
    hole = next((h for h in source.frame.holes if h.value[0] == word.span[0]), None) if source.frame else None
    if hole is None or not target.frame or target.text != source.text or hole.owner >= len(target.frame.joints):
        return []
    at = target.frame.joints[hole.owner]
    value = written(hole.kind, new, original[hole.value[0] - 1])
    lead = original[hole.whole[0] : hole.value[0]]
    lead = f" {lead.lstrip()}" if hole.kind == "attr" else lead
    return [(at, at, lead + value + original[hole.value[1] : hole.whole[1]])]
