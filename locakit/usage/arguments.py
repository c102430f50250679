"""The arguments of a call: a key in quotes, joined texts, and what only the running program knows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from locakit.usage.scan import Scan

_SPACE = re.compile(r"\s*+")
_VALUE = re.compile(r"[\w$.!?]{1,80}+(?:\([^()\x01]{0,80}\))?\s*+\+\s*+")
_COMMA = re.compile(r"[^(),\x01;]{0,200}+(?:\([^()]{0,200}\)[^(),\x01;]{0,100}+)?,\s*+@?")


@dataclass(frozen=True, slots=True)
class Argument:
    """One argument that is a text, wholly or in part."""

    pieces: tuple[str, ...]
    """Two pieces have something unknown between them."""
    at: int
    """Where it begins."""
    end: int
    """Behind what was read of it."""


def read(scan: Scan, at: int) -> Argument | None:
    """The text that begins at an offset; None where no text stands there. Reads at most 50 joined texts."""
    pieces: list[str] = []
    start = at
    if value := _VALUE.match(scan.code, at):
        at = value.end()
        pieces += ["", ""]
    for _ in range(50):
        literal = scan.literal(at)
        if literal is None:
            break
        first, *more = scan.says(literal)
        pieces = [*pieces[:-1], pieces[-1] + first, *more] if pieces else [first, *more]
        at = literal.end
        after = _skip(scan, at)
        if scan.language.adjacent and scan.literal(after):
            at = after
        elif not scan.code.startswith(scan.language.joins, after):
            return Argument((*pieces, "") if _goes_on(scan, after) else tuple(pieces), start, at)
        elif scan.literal(following := _skip(scan, after + 1)):
            at = following
        elif value := _VALUE.match(scan.code, following):
            pieces.append("")
            at = value.end()
        else:
            break
    return Argument((*pieces, "") if pieces and pieces[-1] else tuple(pieces), start, at) if any(pieces) else None


def listed(scan: Scan, at: int) -> list[Argument]:
    """The texts of an argument that may be a list of them (``t(['a', 'b'])``), at most 50."""
    if scan.code[at : at + 1] != "[":
        found = read(scan, at)
        return [found] if found else []
    out: list[Argument] = []
    at = _skip(scan, at + 1)
    while len(out) < 50 and (found := read(scan, at)):
        out.append(found)
        after = _skip(scan, found.end)
        if scan.code[after : after + 1] != ",":
            break
        at = _skip(scan, after + 1)
    return out


def behind(scan: Scan, found: Argument | None, at: int) -> int:
    """Where the next argument begins, -1 where there is none; ``at`` is where this one begins."""
    if found is not None:
        after = _skip(scan, found.end)
        return _skip(scan, after + 1) if scan.code[after : after + 1] == "," else -1
    comma = _COMMA.match(scan.code, at)
    return comma.end() if comma else -1


def _skip(scan: Scan, at: int) -> int:
    found = _SPACE.match(scan.code, at)
    return found.end() if found else at


def _goes_on(scan: Scan, at: int) -> bool:
    """An operator follows that makes another text of this one."""
    sign = scan.code[at : at + 1]
    return sign != "" and sign in "+.%*[" and not scan.code.startswith(("%>", "%}"), at)
