"""The messages of a Markdown text: as its blocks say, but plain prose is read without making blocks of it."""

from __future__ import annotations

from typing import Any

from locakit.formats._bulk import bulk
from locakit.formats._md_blocks import MDX, Block, Page, blocks_of, has_words, joined
from locakit.formats._md_escape import bare_end
from locakit.formats._md_quick import Leaf
from locakit.formats._md_rules import leaves
from locakit.formats._text_keys import Text, hashed, named
from locakit.model import Message, Span

_PROSE = frozenset({"md-text"})
_COPIED = frozenset({"verbatim"})
_PLAIN: frozenset[str] = frozenset()
_NEW: Any = object.__new__


def messages(text: str, flavour: str, start: int) -> list[Message]:
    """The messages of the blocks from ``start`` on; ``flavour`` is the format's name."""
    reader = _Reader(Page(text, flavour, start))
    with bulk():
        for leaf in leaves(reader.page.source, flavour == MDX):
            if leaf.row >= 0:
                reader.plain(leaf)
            else:
                for block in blocks_of(leaf, reader.page):
                    reader.block(block)
        reader.begin(len(text))
    return reader.out


class _Reader:
    """What stands above the next block."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.out: list[Message] = []
        self.heading, self.seen = "", dict[str, int]()
        self.row, self.open = -1, list[Any]()
        """The line that the last messages begin on, and those of them that go on up to the next block's."""

    def begin(self, row: int) -> None:
        """Another block begins at ``row``."""
        if row != self.row:
            whole = self.row, row
            for message in self.open:
                message.whole = whole
            self.open.clear()
            self.row = row

    def plain(self, leaf: Leaf) -> None:
        """Prose that ``_md_quick`` found."""
        lines, page = leaf.lines, self.page
        last = lines[-1].rstrip(" \t")
        begin, end = leaf.starts[0], leaf.starts[-1] + len(last)
        kind = "li" if leaf.inside else "p"
        shown = last if len(lines) == 1 else joined((*lines[:-1], last))
        if leaf.rule == "heading":
            level = last.index(" ")
            kind, begin, shown = f"h{level}", begin + level + 1, bare_end(last[level + 1 :])
        self.begin(page.of(leaf.row))
        words = has_words(shown, page.flavour)
        self._add(kind, shown, (page.of(begin), page.of(end)), _PROSE if words else _COPIED)
        if leaf.rule == "heading":
            self.heading = shown

    def block(self, block: Block) -> None:
        """Any block."""
        self.begin(block.row)
        flags = _COPIED if block.verbatim else _PLAIN if block.kind == "attr" else _PROSE
        told = block.kind if block.hole or not block.frame else f"{block.kind}{hashed(block.frame.shape, 2)}"
        self._add(told, block.text, block.span, flags)
        if block.hole:
            self.open.pop().whole = block.hole
        if block.heading:
            self.heading = block.text

    def _add(self, kind: str, value: str, span: Span, flags: frozenset[str]) -> None:
        message = _NEW(Text)
        message.key = named(kind, value, self.seen)
        message.value, message.at, message.context, message.flags = value, span, self.heading, flags
        self.out.append(message)
        self.open.append(message)
