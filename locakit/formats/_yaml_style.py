"""How a YAML file is written: indent of maps and lists, line ends, quoting of neighbours, found in the file itself."""

from __future__ import annotations

import re
from typing import NamedTuple

from locakit.formats._tree import Member, Node, walk
from locakit.formats._yaml_quote import quote_key, quote_scalar
from locakit.splice import newline_of

_BREAKS = "\r\x85\u2028\u2029"
_BREAK = re.compile(rf"\r\n|[\n{_BREAKS}]")
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"(?:[^\"\\]|\\.)*\"")


class Style(NamedTuple):
    """The habits of one file."""

    unit: int
    """Columns from a map to a map in it."""
    dash: int
    """Columns from a map to the dashes of a list in it."""
    newline: str


def style_of(root: Node | None, text: str, spare: Style | None = None) -> Style:
    """The style of a file; what it does not show comes from ``spare`` (the source's style)."""
    spare = spare or Style(2, 2, "\n")
    unit = dash = None
    for node in walk(root) if root else ():
        if node.flow or node.kind != "map":
            continue
        for member in node.members:
            below = member.value
            if not isinstance(below, Node) or below.flow or not below.members:
                continue
            step = column(text, below.members[0].start) - column(text, member.start)
            if below.kind == "map":
                unit = step if unit is None else unit
            else:
                dash = step if dash is None else dash
        if unit is not None and dash is not None:
            break
    unit = spare.unit if unit is None else unit
    return Style(unit, spare.dash if dash is None else dash, newline_of(text) if "\n" in text else spare.newline)


def line_start(text: str, at: int) -> int:
    """Where the line at ``at`` begins, behind a byte order mark; YAML 1.1 knows more line breaks than LF."""
    line = text.rfind("\n", 0, at) + 1
    line = max(line, *(text.rfind(c, line, at) + 1 for c in _BREAKS))
    return line + (line == 0 and text.startswith("\ufeff"))


def line_end(text: str, at: int) -> tuple[int, int]:
    """Where the line at ``at`` ends, before its line break and behind it."""
    match = _BREAK.search(text, at)
    return (match.start(), match.end()) if match else (len(text), len(text))


def column(text: str, at: int) -> int:
    """Characters before ``at`` on its line."""
    return at - line_start(text, at)


def raw_key(text: str, member: Member) -> str:
    """The key of a map's member as it is written; quoted anew where it is neither plain nor simply quoted."""
    if text.startswith(member.name, member.start) and member.name:
        return member.name
    match = _QUOTED.match(text, member.start)
    return match[0] if match else quote_key(member.name, '"')


def key_like(name: str, hint: str, neighbour: str, flow: bool) -> str:
    """A new key: as the source writes it (``hint``) where that is plain, else in the quotes of its ``neighbour``."""
    if hint == name and not (flow and any(c in name for c in ",[]{}")) and neighbour[:1] not in ("'", '"'):
        return name
    return quote_key(name, neighbour or hint, flow=flow)


def value_like(text: str, hint: str, neighbour: str, indent: str, newline: str, flow: bool) -> str:
    """A new scalar: in the source's block or many-line style, else in the quotes of its ``neighbour``."""
    if hint[:1] in ("|", ">") or "\n" in hint:
        model = hint
    elif "\n" in text and not flow:
        model = hint if hint[:1] == '"' else "|"
    else:
        model = neighbour or hint
    return quote_scalar(text, model, indent=indent, newline=newline, flow=flow)
