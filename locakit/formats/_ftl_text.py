"""Fluent patterns decoded to plain text and written back: indentation, and the literals that guard special characters.

Placeables stay in the text as they are written. Source: Fluent Syntax 1.0, abstract.js (dedent) and Fluent Guide,
"Special characters".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from locakit.formats._ftl_pattern import GUARD, BrokenSyntaxError, Pattern, placeable_at

_STOP = re.compile(r"[{}\n]")
_INNER = re.compile(r"\n( *+)(?=[^ \r\n])")


def decode(text: str, pattern: Pattern) -> str:
    """What a person reads: the pattern's lines without their common indentation and without guards."""
    raw = text[pattern.start : pattern.end]
    if "\n" not in raw and "{" not in raw:
        return raw
    guards = dict(_guards(text, pattern))
    indent = _indent(raw) if pattern.indent is None else pattern.indent
    lines: list[str] = []
    at = pattern.start
    while at <= pattern.end:
        end = text.find("\n", at, pattern.end)
        end = pattern.end if end < 0 else end
        lead = 0 if at == pattern.start else _leading(text, at, end, indent)
        lines.append(_line(text, at + lead, end, guards))
        at = end + 1
    extra = column(text, pattern.start) - indent if pattern.block else 0
    return " " * extra + "\n".join(lines)


def _indent(raw: str) -> int:
    """Where only the lines inside a placeable are indented, what they have in common."""
    return min((len(m[1]) for m in _INNER.finditer(raw)), default=0)


def _leading(text: str, start: int, end: int, most: int) -> int:
    line = text[start:end]
    return len(line) if not line.strip(" \r") else min(most, len(line) - len(line.lstrip(" ")))


def _guards(text: str, pattern: Pattern) -> Iterator[tuple[int, tuple[int, str]]]:
    """The guards of the pattern itself: where each begins, where it ends, and what it stands for."""
    for placeable in pattern.placeables:
        found = GUARD.fullmatch(text, placeable.start, placeable.end)
        if found:
            yield placeable.start, (placeable.end, found[1])


def _line(text: str, start: int, end: int, guards: dict[int, tuple[int, str]]) -> str:
    """A line without the guards at its beginning and its end."""
    head, tail = "", ""
    if start in guards:
        start, head = guards[start]
    last = text.rfind("{", start, end)
    if last in guards and guards[last][0] == end and not guards[last][1].strip(" "):
        end, tail = last, guards[last][1]
    return head + text[start:end].removesuffix("\r") + tail


def encode(value: str, indent: int, newline: str, block: bool) -> str:
    """``value`` as a pattern whose lines but the first are indented by ``indent`` blanks.

    ``block``: the first line stands on a line of its own too. Braces that are no placeable become literals.
    """
    lines = list(_top_lines(value.replace("\r\n", "\n")))
    last = len(lines) - 1
    out: list[str] = []
    for number, line in enumerate(lines):
        safe = _guarded(line, special=block or number > 0, edge=number in (0, last))
        if number == last and safe.endswith(" "):
            safe += '{ "" }'
        out.append(_INNER.sub(lambda m: f"{newline}{' ' * indent}{m[1]}", safe))
    return out[0] + "".join(f"{newline}{' ' * indent}{line}" if line else newline for line in out[1:])


def _guarded(line: str, special: bool, edge: bool) -> str:
    if not line:
        return '{ "" }' if edge else ""
    if not line.strip(" "):
        return f'{{ "{line}" }}'
    if line[0] == " ":
        return '{ "" }' + line
    return f'{{ "{line[0]}" }}{line[1:]}' if special and line[0] in "[*." else line


def _top_lines(value: str) -> Iterator[str]:
    """The lines of a text; a placeable of several lines is not cut."""
    parts: list[str] = []
    at = 0
    while found := _STOP.search(value, at):
        parts.append(value[at : found.start()])
        at = found.end()
        if found[0] == "\n":
            yield "".join(parts)
            parts = []
        else:
            end = _placeable_end(value, found.start())
            parts.append(value[found.start() : end] if end else f'{{ "{found[0]}" }}')
            at = end or at
    yield "".join([*parts, value[at:]])


def _placeable_end(value: str, at: int) -> int:
    """Where the placeable at ``at`` ends; 0 where there is none."""
    if value[at] == "}":
        return 0
    try:
        return placeable_at(value, at).end
    except BrokenSyntaxError:
        return 0


def column(text: str, at: int) -> int:
    """The characters of the line before ``at``; a byte order mark is none."""
    return len(text[text.rfind("\n", 0, at) + 1 : at].removeprefix("\ufeff"))


def rewrite(text: str, old: Pattern, value: str, newline: str) -> str:
    """``value`` in the place of ``old``, in its style: on the key's line or below it, indented as it is."""
    here = column(text, old.start)
    if old.block:
        return encode(value, here, newline, block=True) if here else "    " + encode(value, 4, newline, block=True)
    line = text[old.start - here : old.start]
    indent = old.indent or len(line) - len(line.lstrip(" ")) + 4
    raw = text[old.start : old.end]
    if old.indent is None and "\n" in raw and len(list(_top_lines(value))) == 1:
        indent = _indent(raw)
    return encode(value, indent, newline, block=False)
