"""markdown-it rules for MDX: statements, and lines of JSX tags and expressions alone; they are copied, never prose."""

from __future__ import annotations

import re

from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock

from locakit.formats._mdx_scan import UNCLOSED, Tag, expression_end, statement_end, tag_at

STATEMENT = re.compile(r"(?:import|export) ")
_MOST_AFTER = 10
"""Lines looked at for an end where one before had none in the whole text."""


def install(parser: MarkdownIt, chains: tuple[str, ...]) -> None:
    """MDX instead of HTML and indented code (MDX 3: neither exists there)."""
    parser.disable(["code", "html_block"])
    parser.block.ruler.before("table", "jsx", _flow, {"alt": list(chains)})
    parser.block.ruler.before("table", "esm", _esm, {"alt": []})


def _esm(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Statements stand at the document's left edge, outside of all containers."""
    start = state.bMarks[first]
    if state.env["inside"] or state.tShift[first] or not STATEMENT.match(state.src, start):
        return False
    if not silent:
        stop = statement_end(state.src, start)
        line = first
        while line < end and state.bMarks[line] < stop:
            line += 1
        state.line = line
    return True


def _flow(state: StateBlock, first: int, end: int, silent: bool) -> bool:
    """Whole lines of tags, expressions and comments; prose beside them makes them part of a paragraph."""
    if state.src[state.bMarks[first] + state.tShift[first] : state.eMarks[first]][:1] not in ("<", "{"):
        return False
    most = _MOST_AFTER if "jsx" in state.env["unclosed"] else end - first
    size = 1
    while True:
        last = _bounded(state, first, min(first + min(size, most), end))
        text = state.getLines(first, last, state.blkIndent, False).lstrip(" \t")
        stop = flow_end(text)
        if stop != UNCLOSED or last < first + size:
            break
        size *= 8
    if stop == UNCLOSED:
        state.env["unclosed"].add("jsx")
    if stop <= 0:
        return False
    if not silent:
        state.line = first + text.count("\n", 0, stop) + 1
    return True


def _bounded(state: StateBlock, first: int, last: int) -> int:
    """``last``, or the line before that leaves the container."""
    for line in range(first + 1, last):
        if state.sCount[line] < state.blkIndent and state.bMarks[line] + state.tShift[line] < state.eMarks[line]:
            return line
    return last


def flow_end(text: str) -> int:
    """Where the lines of tags and expressions that ``text`` begins with end; 0 where prose follows on their line."""
    at = 0
    while at < len(text) and text[at] in "<{":
        at = item_end(text, at)
        if at == UNCLOSED or not at:
            return at
        while text[at : at + 1] in (" ", "\t"):
            at += 1
    return at if at and text[at : at + 1] in ("", "\n") else 0


def item_end(text: str, at: int) -> int:
    """One past the tag, expression or comment at ``at``; 0 where none is, UNCLOSED where the text is too short."""
    if text[at] == "{":
        return expression_end(text, at)
    if text.startswith("<!--", at):
        end = text.find("-->", at + 4)
        return end + 3 if end >= 0 else UNCLOSED
    tag = tag_at(text, at)
    return tag.end if tag else 0


def tags_of(text: str) -> list[Tag]:
    """The tags of lines that hold nothing else than tags, expressions and comments, in order."""
    out: list[Tag] = []
    at = 0
    while at < len(text):
        tag = tag_at(text, at) if text[at] == "<" else None
        end = tag.end if tag else item_end(text, at) if text[at] in "<{" else at + 1
        if tag and tag.end != UNCLOSED:
            out.append(tag)
        at = end if end > at else at + 1
    return out
