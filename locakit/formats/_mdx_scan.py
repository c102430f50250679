"""Where MDX's JavaScript ends: expressions in braces, JSX tags with their attributes, import and export statements.

No JavaScript is parsed: strings, comments, templates and brackets are followed as far as their ends need it.
Source: MDX 3, "What is MDX? MDX syntax"; the JSX specification's draft, "Syntax".
"""

from __future__ import annotations

import re
from typing import Literal, NamedTuple

from locakit.model import Span

UNCLOSED = -1
"""The end of something that the text ends in the middle of."""

_TOKEN = re.compile(
    r"(?<!:)//[^\n]*|/\*(?:(?!\*/).)*+(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*+\"|'(?:[^'\\\n]|\\.)*+'|[`{}()\[\]]"
    r"|(?<=[({\[,=:!&|?;])[ \t]*/(?![*/])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*+\])++/",
    re.DOTALL,
)
_TEMPLATE = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*+(?P<end>`|\$\{)", re.DOTALL)
_OPENING = {"}": "{", ")": "(", "]": "["}
_BLANK = re.compile(r"\n[ \t]*(?=\n)")
_IDENT = r"[A-Za-z_$][\w$-]*+"
_HEAD = re.compile(rf"<(?!\s)(?P<close>/\s*+)?(?P<name>{_IDENT}(?:(?:\.{_IDENT})++|:{_IDENT})?)?")
_ATTRIBUTE = re.compile(rf"\s*+(?P<name>{_IDENT}(?::{_IDENT})?)(?:\s*+(?P<equals>=)\s*+)?")
_STRING = re.compile(r"\"[^\"]*+\"|'[^']*+'")
_SPACE = re.compile(r"\s*")


class Attribute(NamedTuple):
    """One attribute of a tag whose value is a string."""

    name: str
    whole: Span
    """The blank before it, its name and its value."""
    value: Span
    """Between the quotes."""


class Tag(NamedTuple):
    """One JSX tag; a fragment's has an empty name."""

    name: str
    role: Literal["open", "close", "void"]
    joint: int
    """Where its name ends."""
    end: int
    """One past its ``>``; UNCLOSED where the text ends before."""
    attributes: tuple[Attribute, ...] = ()


def expression_end(text: str, at: int) -> int:
    """One past the brace that closes the one at ``at``; UNCLOSED where none does."""
    stack: list[str] = []
    pos = at
    while True:
        hit = _next(text, pos, stack)
        if hit is None:
            return UNCLOSED
        pos = hit.end()
        if not _followed(hit, stack, "{}"):
            return UNCLOSED
        if not stack:
            return pos


def statement_end(text: str, at: int) -> int:
    """Where the statements that begin at ``at`` end: at the first empty line outside of brackets and templates.

    Where a bracket stays open to the end of the text, the first empty line of all ends them.
    """
    stack: list[str] = []
    first, pos = UNCLOSED, at
    while True:
        hit = _next(text, pos, stack)
        blank = _BLANK.search(text, pos, hit.start() if hit and stack[-1:] != ["`"] else len(text))
        if blank and not stack:
            return blank.start()
        first = blank.start() if blank and first < 0 else first
        if hit is None:
            return first if stack and first >= 0 else len(text)
        _followed(hit, stack, "{}()[]")
        pos = hit.end()


def _next(text: str, pos: int, stack: list[str]) -> re.Match[str] | None:
    return _TEMPLATE.match(text, pos) if stack[-1:] == ["`"] else _TOKEN.search(text, pos)


def _followed(hit: re.Match[str], stack: list[str], brackets: str) -> bool:
    """Keep the stack of what is open; False for a bracket that closes another one."""
    sign = hit["end"] if hit.re is _TEMPLATE else hit[0]
    if sign == "`" and stack[-1:] == ["`"]:
        stack.pop()
    elif sign == "${":
        stack.append("{")
    elif sign == "`" or (sign in _OPENING.values() and sign in brackets):
        stack.append(sign)
    elif sign in _OPENING and sign in brackets:
        if stack[-1:] != [_OPENING[sign]]:
            return False
        stack.pop()
    return True


def tag_at(text: str, at: int) -> Tag | None:
    """The JSX tag that begins at ``at``; None where none does, ``end`` UNCLOSED where the text is too short to tell."""
    head = _HEAD.match(text, at)
    if not head:
        return None
    name, closes, pos = head["name"] or "", bool(head["close"]), head.end()
    found: list[Attribute] = []
    while True:
        ahead = _SPACE.match(text, pos)
        next_at = ahead.end() if ahead else pos
        if next_at >= len(text) - (text[-1] == "/"):
            return Tag(name, "open", head.end(), UNCLOSED)
        if text[next_at] == ">":
            return Tag(name, "close" if closes else "open", head.end(), next_at + 1, tuple(found))
        if text.startswith("/>", next_at) and not closes and name:
            return Tag(name, "void", head.end(), next_at + 2, tuple(found))
        end = _attribute(text, pos, next_at, found) if name and not closes else None
        if end is None:
            return None
        if end == UNCLOSED:
            return Tag(name, "open", head.end(), UNCLOSED)
        pos = end


def _attribute(text: str, pos: int, start: int, found: list[Attribute]) -> int | None:
    """The end of the attribute after ``pos``, noted where it is a string; None where there is none."""
    if text[start] == "{":
        spread = text[start + 1 : start + 200].lstrip().startswith(("...", "/*"))
        return expression_end(text, start) if spread else None
    hit = _ATTRIBUTE.match(text, pos)
    if not hit or (start == pos and text[pos - 1] not in "\"'}"):
        return None
    if not hit["equals"]:
        return len(hit[0].rstrip()) + pos
    if hit.end() >= len(text):
        return UNCLOSED
    if text[hit.end()] == "{":
        return expression_end(text, hit.end())
    string = _STRING.match(text, hit.end())
    if not string:
        return UNCLOSED if text[hit.end()] in "\"'" else None
    found.append(Attribute(hit["name"], (pos, string.end()), (string.start() + 1, string.end() - 1)))
    return string.end()
