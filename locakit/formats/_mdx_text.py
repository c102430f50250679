"""MDX inside a paragraph: where its expressions and tags are, and a text in which all of them can be compiled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from locakit.formats._mdx_js import is_expression, is_known_tag
from locakit.formats._mdx_scan import UNCLOSED, Tag, expression_end, tag_at
from locakit.formats._placeholders import unknown
from locakit.placeables import find

_STOP = re.compile(r"\\.|`+|\]\(|[{<]", re.DOTALL)
_TARGET = re.compile(
    r"\]\(\s*(?:<[^<>\n]*+>|(?:[^\s()<{\\]|\\.|\([^\s()]*+\))*+)(?:\s++(?:\"[^\"]*+\"|'[^']*+'))?\s*\)"
)
_FLAT = re.compile(r"\{[^{}]{0,200}\}")
_FAR = 500
"""Characters looked at for a tag's end where one before had none in the whole text."""
_MARKED = frozenset({"md-text"})


class Item(NamedTuple):
    """An expression or a tag, or a sign that would begin one and does not."""

    start: int
    end: int
    tag: Tag | None = None
    broken: bool = False


def items(text: str, refused: frozenset[int] = frozenset()) -> Iterator[Item]:
    """What MDX reads in a text outside of code, escapes and link targets; ``refused`` are places taken as broken."""
    absent: set[str] = set()
    at = 0
    while stop := _STOP.search(text, at):
        at = stop.end()
        sign = stop[0]
        if sign[0] == "`":
            at = _after_code(text, sign, at, absent)
        elif sign == "](":
            target = _TARGET.match(text, stop.start())
            at = target.end() if target else at
        elif sign in "{<":
            item = _item(text, stop.start(), absent, refused)
            at = item.end if item and not item.broken else at
            if item:
                yield item


def _after_code(text: str, ticks: str, at: int, absent: set[str]) -> int:
    closing = None if ticks in absent else re.compile(rf"(?<!`){ticks}(?!`)").search(text, at)
    if not closing:
        absent.add(ticks)
    return closing.end() if closing else at


def _item(text: str, at: int, absent: set[str], refused: frozenset[int]) -> Item | None:
    if text[at] == "<" and text[at + 1 : at + 2] in (" ", "\t"):
        return None
    tag = None
    if text[at] == "{":
        end = expression_end(text, at) if "{" not in absent else _flat_end(text, at)
    elif "<" not in absent:
        tag = tag_at(text, at)
        end = tag.end if tag else UNCLOSED
    else:
        tag = tag_at(text[at : at + _FAR], 0)
        end = tag.end + at if tag and tag.end != UNCLOSED else UNCLOSED
    if end == UNCLOSED and (tag or text[at] == "{"):
        absent.add(text[at])
    broken = end == UNCLOSED or at in refused
    return Item(at, at + 1 if broken else end, tag, broken)


def _flat_end(text: str, at: int) -> int:
    found = _FLAT.match(text, at)
    return found.end() if found else UNCLOSED


@lru_cache(maxsize=512)
def known(text: str) -> frozenset[str]:
    """The expressions and tags of a text that stands in a page already."""
    return frozenset(text[i.start : i.end] for i in items(text) if not i.broken)


def blanked(text: str) -> str:
    """The text without its expressions and tags."""
    out, at = [], 0
    for item in items(text):
        out.append(text[at : item.start])
        at = item.end
    return " ".join([*out, text[at:]])


def literals(text: str) -> list[str]:
    """The expressions and tags of a text that no placeable pattern takes as a whole."""
    found = [text[i.start : i.end] for i in items(text) if not i.broken and i.end - i.start > 1]
    return unknown(text, found, _MARKED)


def compilable(text: str, there: frozenset[str]) -> str:
    """The text with a backslash before each brace and ``<`` that MDX could not compile.

    ``there`` are expressions and tags known to compile; others must be expressions of the common kind, and tags nest.
    """
    if "{" not in text and "<" not in text:
        return text
    refused: frozenset[int] = frozenset()
    for _ in range(2):
        found = list(items(text, refused))
        wrong = {i.start for i in found if not i.broken and not _sound(text, i, there)}
        wrong |= _unpaired([i for i in found if i.start not in wrong])
        if not wrong:
            break
        refused |= wrong
    found = list(items(text, refused))
    made = _escaped(text, [i.start for i in found if i.broken])
    if any(i.tag and not i.broken for i in found) and (_unpaired(found) or _crossing(made)):
        refused |= {m.start() for m in re.finditer("<", text)}
        made = _escaped(text, [i.start for i in items(text, refused) if i.broken])
    return made


def _escaped(text: str, places: list[int]) -> str:
    bounds = [0, *places, len(text)]
    return "\\".join(text[a:b] for a, b in pairwise(bounds))


def _sound(text: str, item: Item, there: frozenset[str]) -> bool:
    own = text[item.start : item.end]
    if "\n" in own:  # a hard break, which is written as a backslash
        return False
    return own in there or (is_known_tag(own) if item.tag else is_expression(own[1:-1]))


def _unpaired(found: list[Item]) -> set[int]:
    """The tags that do not nest."""
    out: set[int] = set()
    stack: list[Item] = []
    for item in found:
        if item.tag and item.tag.role == "open" and not item.broken:
            stack.append(item)
        elif item.tag and item.tag.role == "close" and not item.broken:
            names = [i.tag.name for i in stack[-20:] if i.tag]
            if item.tag.name not in names:
                out.add(item.start)
                continue
            while (last := stack.pop()).tag and last.tag is not None and last.tag.name != item.tag.name:
                out.add(last.start)
    return out | {i.start for i in stack}


def _crossing(text: str) -> bool:
    """True if a tag, a link or an emphasis ends inside of another one: MDX wants them nested."""
    stack: list[tuple[str, str]] = []
    for one in find(text, _MARKED):
        if one.role == "open":
            stack.append((one.kind, one.name))
        elif one.role == "close" and (not stack or stack.pop() != (one.kind, one.name)):
            return True
    return bool(stack)
