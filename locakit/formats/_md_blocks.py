"""A Markdown text as blocks of translatable or verbatim text, each with its place and its own way of being written."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from locakit.formats import _md_front, _md_holes, _mdx_text
from locakit.formats._md_escape import bare, bare_end
from locakit.formats._md_quick import Leaf
from locakit.formats._md_rules import leaves
from locakit.model import Span

if TYPE_CHECKING:
    from dataclasses import dataclass as value
else:
    from locakit.model import value

MARKDOWN, MDX = "markdown", "mdx"
"""The flavours: the formats' names."""
_BREAK = re.compile(r"\r\n?|\n")
_PIPE = re.compile(r"(?<!\\)\|")
_TASK = re.compile(r"\[[ xX]\][ \t]+")
_SUBBLOCK = re.compile(r":[ \t]+|\[\^[^\]\s]{1,80}\]:[ \t]*")
_NO_WORDS = re.compile(
    r"(?<!`)(`++)(?:(?!\1).)*+\1(?!`)|<[^<>]*>|\]\([^()]*\)|https?://\S+|&\w{2,32};|\{\{[^{}]*\}\}|\{%[^%]*%\}",
    re.DOTALL,
)
_VERBATIM = {
    "fence": "code", "code": "code", "html_block": "html", "apart": "code", "reference": "def", "hr": "rule",
    "esm": "code", "jsx": "html",
}  # fmt: skip
_NAMED = re.compile(r"[ \t](?:\\?\{[#.][^{}]*\}|\{/\*[^{}]*\*/\})$")
"""A heading's own name or class; MDX writes it escaped, or as a comment."""


@value(frozen=True, slots=True)
class Block:
    """One message's worth of a document."""

    kind: str
    """``h1`` … ``h6``, ``p``, ``li``, ``bq``, ``th``, ``td``, ``attr``, ``title``; verbatim: ``code``, ``html``,
    ``def``, ``rule``."""
    text: str
    """Its text with markup: soft breaks are spaces, a hard break is ``\\n``."""
    span: Span
    """From the first character of its text to the last one in the file."""
    row: int
    """Where its first line begins in the file; for the line under a table's head, where the head's does."""
    lines: tuple[str, ...]
    """Its lines as they stand, without what is before them."""
    prefix: str
    """What stands before each line but the first."""
    inside: tuple[str, ...]
    """The containers it stands in, the outermost first."""
    single: bool = False
    """It must stay on one line: a heading with ``#``, a table cell."""
    verbatim: bool = False
    """It is copied, never translated."""
    flavour: str = MARKDOWN
    """The format's name."""
    frame: _md_holes.Frame | None = None
    """The words inside of what is copied, which are blocks of their own; its text is without them."""

    @property
    def hole(self) -> Span | None:
        """Of words inside of what is copied, all that is there for them only; they are no part of its row."""
        holes = self.frame.holes if self.frame else ()
        return next((hole.whole for hole in holes if hole.value == self.span), None)

    @property
    def heading(self) -> bool:
        """True for ``h1`` to ``h6``."""
        return self.kind[0] == "h" and self.kind != "html"


@lru_cache(maxsize=16)
def document(text: str, flavour: str) -> tuple[Block, ...]:
    """The blocks of a Markdown or MDX file (``flavour`` is the format's name) after its front matter, in order."""
    return tuple(blocks(text, flavour, _md_front.end_of(text)))


@lru_cache(maxsize=16)
def _by_place(text: str, flavour: str) -> dict[int, Block]:
    return {block.span[0]: block for block in document(text, flavour)}


def block_at(text: str, flavour: str, place: int) -> Block:
    """The block whose text begins at ``place``; raises KeyError where none does."""
    return _by_place(text, flavour)[place]


def blocks(text: str, flavour: str, start: int = 0) -> Iterator[Block]:
    """The blocks of ``text`` from ``start`` on; spans are of the whole text."""
    page = Page(text, flavour, start)
    return (block for leaf in leaves(page.source, flavour == MDX) for block in blocks_of(leaf, page))


class Page:
    """A file's body with its line breaks as ``\\n``, and the way back from its offsets to the file's."""

    def __init__(self, text: str, flavour: str, start: int) -> None:
        body = text[start:].replace("\0", "\ufffd")
        self.text, self.flavour, self.start = text, flavour, start
        self.source = _BREAK.sub("\n", body) if "\r" in body else body
        self.begins = [0, *(m.end() for m in re.finditer("\n", self.source))]
        longer = (len(m[0]) - 1 for m in _BREAK.finditer(body)) if "\r" in body else ()
        self.shifts = [0, *accumulate(longer)]

    def of(self, offset: int) -> int:
        """The offset in the file."""
        shift = self.shifts[bisect_right(self.begins, offset) - 1] if len(self.shifts) > 1 else 0
        return self.start + offset + shift

    def row(self, offset: int) -> int:
        """Where the offset's line begins in the body."""
        return self.begins[bisect_right(self.begins, offset) - 1]

    def before(self, offset: int) -> str:
        """What stands on the line before an offset."""
        return self.source[self.row(offset) : offset]

    def block(
        self, leaf: Leaf, kind: str, text: str, begin: int, end: int, lines: Sequence[str], second: int | None = None,
        *, single: bool = False, verbatim: bool = False,
    ) -> Block:  # fmt: skip
        """The block from ``begin`` to ``end``; ``second`` is where its second line's text begins."""
        prefix = re.sub(r"[^>\t]", " ", self.before(begin)) if second is None else self.before(second)
        span, row = (self.of(begin), self.of(end)), self.of(self.row(begin))
        return Block(kind, text, span, row, tuple(lines), prefix, leaf.inside, single, verbatim, self.flavour)

    def words(self, text: str) -> bool:
        """True if something is left to translate."""
        return has_words(text, self.flavour)


def blocks_of(leaf: Leaf, page: Page) -> Iterator[Block]:
    """The blocks that a leaf is made of; those without a text are left out."""
    return (block for block in _blocks(leaf, page) if block.text)


def _blocks(leaf: Leaf, page: Page) -> Iterator[Block]:
    if leaf.rule in _VERBATIM:
        yield from _copied(leaf, page)
    elif leaf.rule == "table":
        yield from _table(leaf, page)
    elif leaf.rule == "heading":
        yield _heading(leaf, page)
    elif leaf.rule == "lheading":
        below = page.source.find("\n", leaf.starts[-1]) + 1
        underline = page.source[below : below + 200].lstrip(" \t>")
        yield _prose("h1" if underline.startswith("=") else "h2", leaf, 0, len(leaf.lines), 0, page)
    else:
        yield from _paragraph(leaf, page)


def _copied(leaf: Leaf, page: Page) -> Iterator[Block]:
    rows = len(leaf.lines)
    while rows and not leaf.lines[rows - 1].strip(" \t"):
        rows -= 1
    if not rows:
        return
    lines = leaf.lines[:rows]
    indent = len(lines[0]) - len(lines[0].lstrip(" \t")) if leaf.rule != "code" else 0
    end = leaf.starts[rows - 1] + len(lines[-1].rstrip(" \t"))
    text = "\n".join(lines)[indent:].rstrip(" \t")
    second = leaf.starts[1] if rows > 1 else None
    block = page.block(leaf, _VERBATIM[leaf.rule], text, leaf.starts[0] + indent, end, lines, second, verbatim=True)
    frame = _md_holes.container(text) if leaf.rule == "apart" else _md_holes.jsx(text) if leaf.rule == "jsx" else None
    if frame is None:
        yield block
        return
    starts = (block.span[0], *(page.of(start) for start in leaf.starts[1:rows]))
    placed = _md_holes.moved(frame, starts, tuple(lines), indent)
    block = replace(block, text=_md_holes.without(text, frame), frame=placed)
    yield block
    for hole in placed.holes:
        raw = page.text[slice(*hole.value)]
        shown = _md_holes.words(hole.kind, raw)
        copied = not page.words(shown)
        yield replace(block, kind=hole.kind, text=shown, span=hole.value, lines=(raw,), single=True, verbatim=copied)


def _heading(leaf: Leaf, page: Page) -> Block:
    line = leaf.lines[0]
    body = line.lstrip("#")
    level = len(line) - len(body)
    shown = body.strip(" \t")
    open_end = shown.rstrip("#")
    if open_end != shown and (not open_end or open_end[-1] in " \t"):
        shown = open_end.rstrip(" \t")
    named = _NAMED.search(shown)
    if named:
        shown = shown[: named.start()].rstrip(" \t")
    begin = leaf.starts[0] + level + len(body) - len(body.lstrip(" \t"))
    end = begin + len(shown)
    text = bare_end(shown)
    return page.block(leaf, f"h{level}", text, begin, end, [shown], single=True, verbatim=not page.words(text))


def _paragraph(leaf: Leaf, page: Page) -> Iterator[Block]:
    kind = {"list": "li", "blockquote": "bq"}.get(leaf.inside[-1] if leaf.inside else "", "p")
    cuts = [0, *(i for i, line in enumerate(leaf.lines) if i and _SUBBLOCK.match(line)), len(leaf.lines)]
    for first, last in pairwise(cuts):
        mark = _SUBBLOCK.match(leaf.lines[first])
        if not mark and kind == "li" and not first:
            mark = _TASK.match(leaf.lines[first])
        own = "li" if mark and mark[0].startswith(":") else kind
        yield _prose(own, leaf, first, last, mark.end() if mark else 0, page)


def _prose(kind: str, leaf: Leaf, first: int, last: int, skip: int, page: Page) -> Block:
    lines = [leaf.lines[first][skip:], *leaf.lines[first + 1 : last]]
    shown = lines[-1].rstrip(" \t")
    end = leaf.starts[last - 1] + len(shown) + (skip if last == first + 1 else 0)
    text = joined([*lines[:-1], shown])
    second = leaf.starts[first + 1] if last > first + 1 else None
    return page.block(leaf, kind, text, leaf.starts[first] + skip, end, lines, second, verbatim=not page.words(text))


def joined(lines: Sequence[str]) -> str:
    """The lines of a paragraph as one text; between two East Asian characters a soft break is nothing.

    A backslash that only keeps a line from beginning another kind of block is not part of the text.
    """
    return "".join([part for piece in pieces(lines) for part in piece])


def pieces(lines: Sequence[str]) -> list[tuple[str, str]]:
    """For each line of a paragraph what joins it to the one before, and its part of the text."""
    out = [("", bare(lines[0]))]
    for before, line in pairwise(lines):
        gap, text = out[-1]
        text = text.rstrip(" \t")
        if hard(before):
            out[-1] = gap, text.removesuffix("\\")
            out.append(("\n", bare(line)))
        else:
            out[-1] = gap, text
            out.append(("" if _wide(text[-1:]) and _wide(line[:1]) else " ", line))
    return out


def hard(line: str) -> bool:
    """True if a line that is followed by another one ends in a hard break."""
    return line.endswith("  ") or (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _wide(char: str) -> bool:
    return bool(char) and unicodedata.east_asian_width(char) in "WF" and not "가" <= char <= "힣"


def has_words(text: str, flavour: str) -> bool:
    """True if something is left to translate beside code, links' targets, tags, entities, numbers and signs."""
    if flavour == MDX and ("{" in text or "<" in text):
        text = _mdx_text.blanked(text)
    if "`" in text or "<" in text or "]" in text or "&" in text or "{" in text or "/" in text:
        text = _NO_WORDS.sub(" ", text)
    return text[:1].isalpha() or any(char.isalpha() for char in text)


def _table(leaf: Leaf, page: Page) -> Iterator[Block]:
    columns = 0
    for row, (start, line) in enumerate(zip(leaf.starts, leaf.lines, strict=True)):
        shown = line.rstrip(" \t")
        if row == 1:
            rule = page.block(leaf, "rule", shown, start, start + len(shown), [shown], single=True, verbatim=True)
            yield replace(rule, row=page.of(page.row(leaf.starts[0])))
            continue
        cells = list(_cells(shown))
        columns = columns or len(cells)
        for begin, end in cells[:columns]:
            text = shown[begin:end].replace("\\|", "|")
            kind = "td" if row else "th"
            copied = not page.words(text)
            yield page.block(leaf, kind, text, start + begin, start + end, [text], single=True, verbatim=copied)


def _cells(line: str) -> Iterator[Span]:
    """Where each cell's text stands in a table's row (GFM, tables extension)."""
    borders = [-1, *(m.start() for m in _PIPE.finditer(line)), len(line)]
    for number, (left, right) in enumerate(pairwise(borders)):
        cell = line[left + 1 : right]
        if not cell.strip(" \t") and number in (0, len(borders) - 2):
            continue
        begin = left + 1 + len(cell) - len(cell.lstrip(" \t"))
        yield begin, max(begin, right - len(cell) + len(cell.rstrip(" \t")))
