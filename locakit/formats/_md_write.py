"""A block's new text as it goes into the file: prefix and line style kept, and never read as another kind of block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from locakit.formats._columns import columns
from locakit.formats._md_blocks import MDX, Block, blocks, document, hard, joined, pieces
from locakit.formats._md_escape import NUMBER, START, guarded, guarded_end
from locakit.formats._md_holes import reframed, written
from locakit.formats._mdx_rules import STATEMENT
from locakit.formats._mdx_text import compilable, known
from locakit.splice import Splice, newline_of

_ATOM = re.compile(r"(?:`[^`]*`|\{\{[^{}]*\}\}|<[^<> ][^<>]*>|[^ ])+")
_MDX_ATOM = re.compile(r"(?:`[^`]*`|\{[^{}]*\}|<[^<> ][^<>]*>|[^ ])+")
_COPIED = frozenset({"code", "html", "def", "rule"})
WORDS = frozenset({"attr", "title"})
_SENTENCE = re.compile(r"[.!?…؟।]+[\"'»”’)\]*_]*[ ]+|[。！？]+[」』”）]*[ ]*(?=[^ ])")
_NARROWEST, _WIDEST = 30, 120
"""Columns; a text whose lines are longer was not broken to fit a width."""


def rewritten(text: str, block: Block, new: str) -> list[Splice]:
    """Splices that put ``new`` in the place of a block's text; none where ``new`` is empty or the same."""
    new = new.replace("\r\n", "\n").replace("\r", "\n")
    if block.frame and block.kind not in WORDS:
        return reframed(text, block, new)
    if block.flavour == MDX and block.kind not in _COPIED and block.kind != "attr":
        new = compilable(new, known(block.text))
    if not new.strip() or new == block.text:
        return []
    if block.kind in ("td", "th"):
        return [_cell(text, block, new)]
    if block.kind in WORDS:
        return [(*block.span, written(block.kind, new, text[block.span[0] - 1]))]
    lines = new.split("\n") if block.kind in _COPIED else _prose(text, block, new)
    if _is_statement(text, block, lines[0]):
        lines[0] = f" {lines[0]}"
    blank = block.prefix.rstrip(" \t")
    further = [block.prefix + line if line else blank for line in lines[1:]]
    return [(*block.span, newline_of(text, block.span[0]).join([lines[0], *further]))]


def cell_of(text: str) -> str:
    """A text as it stands in a table's cell: on one line, its pipes escaped (GFM, tables extension)."""
    return " ".join(line.strip(" \t") for line in text.split("\n") if line.strip(" \t")).replace("|", "\\|")


def _cell(text: str, block: Block, new: str) -> Splice:
    start, end = block.span
    cell = cell_of(new)
    if not text[block.row : start].strip(" \t>"):
        cell = guarded(cell)
        cell = f" {cell}" if _is_statement(text, block, cell) else cell
    after = re.compile(r"[ \t]*").match(text, end)
    gap = after[0] if after else ""
    closed = text[end + len(gap) : end + len(gap) + 1] == "|"
    if len(gap) > 1 and closed:
        return start, end + len(gap), cell + " " * max(1, columns(block.text) + len(gap) - columns(cell))
    return start, end, cell + (" " if closed and not gap and cell.endswith("\\") else "")


def _prose(text: str, block: Block, new: str) -> list[str]:
    """The lines of a paragraph or heading; the first way of writing them that reads back as prose."""
    parts = [part.strip(" \t") for part in new.split("\n") if part.strip(" \t")]
    if block.single:
        line = " ".join(parts)
        return [guarded_end(line)]
    mark = "\\" if any(line.endswith("\\") for line in block.lines[:-1]) else "  "
    plain = list(_marked([[part] for part in parts], mark))
    meant = joined(plain)
    ways = (_kept(text, block, parts, mark), list(_marked([_laid(text, block, part) for part in parts], mark)), plain)
    for lines in filter(None, ways):
        if joined(lines) == meant and _reads_as(lines, meant, block.flavour):
            return lines
    if block.flavour == MDX and plain[0][0] in "<{":
        return plain
    return [f"\\{plain[0]}", *plain[1:]] if plain[0][0] in "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~" else plain


def _reads_as(lines: Sequence[str], text: str, flavour: str) -> bool:
    """True if the lines are one paragraph with that text; indented, as none of MDX's statements is."""
    found = list(blocks("".join(f" {line}\n" for line in lines) if flavour == MDX else "\n".join(lines), flavour))
    return len(found) == 1 and found[0].kind == "p" and found[0].text == text


def _is_statement(text: str, block: Block, line: str) -> bool:
    """True if a line at the left edge of an MDX file would be taken for an import or export."""
    return (
        block.flavour == MDX
        and block.kind not in _COPIED
        and STATEMENT.match(line) is not None
        and (text[block.span[0] - 1 : block.span[0]] in ("", "\n", "\ufeff"))
    )


def _marked(parts: Sequence[Sequence[str]], mark: str) -> Iterator[str]:
    for number, lines in enumerate(parts, 1):
        for row, line in enumerate(lines, 1):
            safe = guarded(line)
            broken = row == len(lines) and number < len(parts)
            yield safe + ("  " if hard(safe) else mark) if broken else safe


def _kept(text: str, block: Block, parts: Sequence[str], mark: str) -> list[str]:
    """The old lines at the beginning and the end whose text stays, and between them the new text; none where none does.

    Of prose broken to fit a width those at the end flow along where the new text needs more lines than stood there.
    """
    old, new, last = pieces(block.lines), "\n".join(parts), len(block.lines)
    flows = all(gap == " " for gap, _ in old[1:]) and not _is_by_sentence(text, block) and _width(text, block.flavour)
    tail, end = last, len(new)
    while tail > 1 and new.endswith("".join(old[tail - 1]), 0, end):
        tail -= 1
        end -= len("".join(old[tail]))
    head = start = 0
    while head < tail - 1 and new.startswith("".join((*old[head], old[head + 1][0])), start, end):
        start += len("".join(old[head]))
        head += 1
    like = block if flows else replace(block, lines=block.lines[head:tail])
    laid = [_laid(text, like, part) for part in new[start:end].removeprefix(old[head][0]).split("\n")]
    if flows and sum(map(len, laid)) > tail - head:
        tail = last
        laid = [_laid(text, like, part) for part in new[start:].removeprefix(old[head][0]).split("\n")]
    if (not head and tail == last) or not any(map(any, laid)):
        return []
    broken = tail < last and old[tail][0] == "\n"
    return [*block.lines[:head], *_marked([*laid, []] if broken else laid, mark), *block.lines[tail:]]


def _laid(text: str, block: Block, part: str) -> list[str]:
    """A text without hard breaks as lines, broken the way the block's old lines are."""
    if not _soft(block):
        return [part]
    if _is_by_sentence(text, block):
        return _by_sentence(part, block.lines)
    width = _width(text, block.flavour)
    return _fill(part, width - columns(block.prefix), _MDX_ATOM if block.flavour == MDX else _ATOM) if width else [part]


def _is_by_sentence(text: str, block: Block) -> bool:
    """True if lines end where sentences do, and not because they are full."""
    width = _width(text, block.flavour)
    return all(map(_ends_sentence, _soft(block))) and not (width and _filled(block, width))


def _soft(block: Block) -> list[str]:
    """The lines of a block that end in a soft break."""
    return [line.rstrip(" \t") for line in block.lines[:-1] if not hard(line)]


def _ends_sentence(line: str) -> bool:
    return bool(re.search(r"[.!?…؟।:。！？：][\"'»”’)\]*_」』）]*$", line))


@lru_cache(maxsize=8)
def _width(text: str, flavour: str) -> int:
    """The columns that the file's prose is broken at; 0 where it is not broken to fit."""
    broken = (
        columns(block.prefix) + columns(line)
        for block in document(text, flavour)
        if not block.verbatim and not block.single
        for line in _soft(block)
        if not _ends_sentence(line)
    )
    return max((n for n in broken if _NARROWEST <= n <= _WIDEST), default=0)


def _filled(block: Block, width: int) -> bool:
    """True if no line of the block has room for the first word of the next one."""
    room = width - columns(block.prefix)
    words = (line.split(" ", 1)[0] for line in block.lines[1:])
    return all(columns(f"{a.rstrip()} {b}") > room for a, b in zip(block.lines, words, strict=False))


def _fill(part: str, room: int, atoms: re.Pattern[str]) -> list[str]:
    """``part`` broken at spaces so that lines fit; a word that would begin another kind of block stays where it is."""
    lines: list[list[str]] = []
    used = 0
    for atom in atoms.findall(part):
        size = columns(atom)
        if lines and (used + 1 + size <= room or not _may_break(lines[-1][-1], atom)):
            lines[-1].append(atom)
            used += 1 + size
        else:
            lines.append([atom])
            used = size
    return [" ".join(line) for line in lines] or [part]


def _may_break(before: str, after: str) -> bool:
    """True if a line break between two words is read as the space it stands for, and begins no other kind of block."""
    if START.match(after) or NUMBER.match(after):
        return False
    return joined([before, after]) == f"{before} {after}"


def _sentences(text: str) -> list[str]:
    ends = [m.end() for m in _SENTENCE.finditer(text)]
    found = [text[a:b] for a, b in zip([0, *ends], [*ends, len(text)], strict=True)]
    return [sentence for sentence in found if sentence.strip(" ")]


def _by_sentence(part: str, old: Sequence[str]) -> list[str]:
    """As many sentences a line as the old lines have; what is more goes on the first one."""
    rest = _sentences(part)
    counts = [max(1, len(_sentences(line))) for line in old]
    counts[0] += max(0, len(rest) - sum(counts))
    lines: list[str] = []
    for count in counts:
        lines.append("".join(rest[:count]).strip(" "))
        rest = rest[count:]
    return [line for line in lines if line]
