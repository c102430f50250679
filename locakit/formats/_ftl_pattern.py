"""Fluent patterns and expressions: where each one ends, which placeables it holds, and what is wrong with a broken one.

Source: Fluent Syntax 1.0, fluent.ebnf and abstract.js. Text is read where it stands; nothing is copied.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

DEEPEST = 50
"""Placeables inside placeables; deeper ones are refused."""
GUARD = re.compile(r'\{[ ]*"( *|[\[*.])"[ ]*\}')
"""A literal that only keeps blanks and special characters from being read as Fluent's own."""

_IDENTIFIER = r"[A-Za-z][A-Za-z0-9_-]*+"
_TEXT = re.compile(r"(?:[^{}\r\n]++|\r(?!\n))++")
_ONE_LINE = re.compile(r" *+([^{}\r\n ][^{}\r\n]*+)(?=\n[A-Za-z#-]|\n?\Z)")
_SPACES = re.compile(r" *+")
_BLANK = re.compile(r"(?: |\r?\n)*+")
_BREAKS = re.compile(r"(?:\r?\n *+)++")
_LINE_END = re.compile(r" *+(?=\r?\n|\Z)")
_KEY = re.compile(rf"(?P<default>\*?)\[(?: |\r?\n)*+(?P<name>{_IDENTIFIER}|-?\d++(?:\.\d++)?)(?: |\r?\n)*+\]")
_SIMPLE = re.compile(
    r'(?P<string>"(?:[^"\\\r\n]|\r(?!\n)|\\["\\]|\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{6})*+")'
    rf"|(?P<number>-?\d++(?:\.\d++)?)|(?P<variable>\${_IDENTIFIER})"
    rf"|(?P<term>-{_IDENTIFIER})(?P<attribute>\.{_IDENTIFIER})?"
    rf"|(?P<message>{_IDENTIFIER})(?P<part>\.{_IDENTIFIER})?"
)
_CALL = re.compile(r"(?: |\r?\n)*+\(")
_FUNCTION = re.compile(r"[A-Z][A-Z0-9_-]*+\Z")
_NAMED = re.compile(rf"(?P<name>{_IDENTIFIER})(?: |\r?\n)*+:")
_NO_SELECTOR = {
    "message": "a message cannot be a selector",
    "part": "an attribute of a message cannot be a selector",
    "term": "a term cannot be a selector",
    "placeable": "a placeable cannot be a selector",
}


class BrokenSyntaxError(Exception):
    """Not Fluent: what is wrong, and at which offset."""

    def __init__(self, message: str, at: int) -> None:
        super().__init__(message)
        self.message = message
        self.at = at


@dataclass(frozen=True, slots=True)
class Variant:
    """One branch of a select expression."""

    name: str
    start: int
    """Of its ``[`` or ``*[``."""
    default: bool
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Placeable:
    """``{ … }``, braces included."""

    start: int
    end: int
    selector: str = ""
    """What a select expression looks at."""
    variants: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A value: text and placeables, from the first character that counts to the last."""

    start: int
    end: int
    placeables: tuple[Placeable, ...]
    block: bool
    """It begins on a line of its own."""
    indent: int | None
    """The blanks that all its own lines but an inline first one begin with; None where there is no such line."""


def pattern_at(text: str, at: int, depth: int = 0) -> Pattern | None:
    """The pattern that begins at ``at`` (behind ``=`` or ``]``); None where there is none.

    Raises BrokenSyntaxError.
    """
    simple = _ONE_LINE.match(text, at)
    if simple:
        return Pattern(simple.start(1), at + len(simple[0].rstrip(" ")), (), False, None)
    pos = start = end = _spaces(text, at)
    found: list[Placeable] = []
    indents: list[int] = []
    empty, block = True, False
    while pos < len(text):
        char = text[pos]
        if char == "{":
            found.append(placeable_at(text, pos, depth + 1))
            pos = end = found[-1].end
            empty = False
        elif char == "}":
            raise BrokenSyntaxError("a closing brace without an opening one", pos)
        elif breaks := _BREAKS.match(text, pos):
            following = breaks.end()
            indent = following - text.rfind("\n", pos, following) - 1
            if not _goes_on(text, following, indent):
                break
            indents.append(indent)
            start, block = (following, True) if empty else (start, block)
            pos, empty = following, False
        else:
            words = _TEXT.match(text, pos)
            pos = words.end() if words else pos + 1
            end, empty = pos - (len(text[end:pos]) - len(text[end:pos].rstrip(" "))), False
    if empty:
        return None
    return Pattern(start, end, tuple(found), block, min(indents, default=None))


def _goes_on(text: str, at: int, indent: int) -> bool:
    """A line belongs to the pattern if it is indented, and does not begin an attribute, a variant or an end."""
    char = text[at : at + 1]
    return char == "{" or bool(indent and char and char not in "[*.}")


def placeable_at(text: str, at: int, depth: int = 1) -> Placeable:
    """The placeable whose brace stands at ``at``; raises BrokenSyntaxError."""
    if depth > DEEPEST:
        raise BrokenSyntaxError(f"more than {DEEPEST} placeables inside each other", at)
    begin = _blank(text, at + 1)
    kind, end = _expression(text, begin, depth)
    pos = _blank(text, end)
    selector = ""
    variants: tuple[Variant, ...] = ()
    if text.startswith("->", pos):
        if kind in _NO_SELECTOR:
            raise BrokenSyntaxError(_NO_SELECTOR[kind], begin)
        selector = text[begin:end]
        variants, pos = _variants(text, pos + 2, depth)
    elif kind == "attribute":
        raise BrokenSyntaxError("an attribute of a term can only be a selector", begin)
    if not text.startswith("}", pos):
        raise BrokenSyntaxError("a placeable that does not end here with a brace", min(pos, len(text)))
    return Placeable(at, pos + 1, selector, variants)


def _variants(text: str, at: int, depth: int) -> tuple[tuple[Variant, ...], int]:
    line_end = _LINE_END.match(text, at)
    if not line_end:
        raise BrokenSyntaxError("the variants of a select expression begin on a new line", at)
    found: list[Variant] = []
    pos = _blank(text, line_end.end())
    while text[pos : pos + 1] in ("[", "*"):
        key = _KEY.match(text, pos)
        if not key:
            raise BrokenSyntaxError("a variant needs a key like [one]", pos)
        pattern = pattern_at(text, key.end(), depth)
        if pattern is None:
            raise BrokenSyntaxError("a variant without a text", pos)
        found.append(Variant(key["name"], pos, bool(key["default"]), pattern))
        pos = _blank(text, pattern.end)
    if sum(v.default for v in found) != 1:
        raise BrokenSyntaxError("a select expression needs one default variant, marked by *", pos)
    return tuple(found), pos


def _expression(text: str, at: int, depth: int) -> tuple[str, int]:
    """The kind of the inline expression at ``at`` and where it ends."""
    if text.startswith("{", at):
        return "placeable", placeable_at(text, at, depth + 1).end
    found = _SIMPLE.match(text, at)
    if not found:
        raise BrokenSyntaxError("no expression that Fluent knows", min(at, len(text)))
    kind = str(found.lastgroup)
    call = _CALL.match(text, found.end()) if kind in ("term", "attribute", "message") else None
    if not call:
        return kind, found.end()
    if kind == "message":
        if not _FUNCTION.match(found[0]):
            raise BrokenSyntaxError("a function's name has capital letters only", at)
        kind = "function"
    return kind, _arguments(text, call.end(), depth + 1)


def _arguments(text: str, at: int, depth: int) -> int:
    """Where a call's arguments end, the closing bracket included."""
    if depth > DEEPEST:
        raise BrokenSyntaxError(f"more than {DEEPEST} calls inside each other", at)
    names: set[str] = set()
    pos = _blank(text, at)
    while not text.startswith(")", pos):
        named = _NAMED.match(text, pos)
        if named:
            if named["name"] in names:
                raise BrokenSyntaxError(f"the argument {named['name']} stands twice", pos)
            names.add(named["name"])
        elif names:
            raise BrokenSyntaxError("an argument without a name after one with a name", pos)
        value = _blank(text, named.end()) if named else pos
        kind, end = _expression(text, value, depth)
        if named and kind not in ("string", "number"):
            raise BrokenSyntaxError("the value of a named argument must be a string or a number", value)
        pos = _blank(text, end)
        if text.startswith(",", pos):
            pos = _blank(text, pos + 1)
        elif not text.startswith(")", pos):
            raise BrokenSyntaxError("a call that does not end here with a bracket", min(pos, len(text)))
    return pos + 1


def _spaces(text: str, at: int) -> int:
    found = _SPACES.match(text, at)
    return found.end() if found else at


def _blank(text: str, at: int) -> int:
    found = _BLANK.match(text, at)
    return found.end() if found else at
