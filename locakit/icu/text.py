"""ICU text as a person reads it, and back: apostrophes and braces unescaped and escaped (ICU's default mode)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_PIECES = re.compile(r"''|'(?=[{}#])(?:[^']|'')*(?:'|$)|'|[^']+")
_SPECIAL = re.compile(r"[{}]+")
_HASHES = re.compile(r"#+")


@dataclass(frozen=True, slots=True)
class Spelling:
    """What must be known to write a leaf's text as ICU again."""

    arguments: tuple[str, ...] = ()
    """The arguments as the author wrote them; everything else with braces is text."""
    quoted: tuple[str, ...] = ()
    """Stretches that stand quoted in the leaf: ``'{'``."""
    counted: bool = False
    """``#`` stands for the number."""
    doubled: bool = False
    """The author doubles every apostrophe."""


def read(raw: str, was_counted: bool, counted: bool) -> tuple[str, list[str]]:
    """The text with its apostrophes read, and the quoted stretches that stay as they are.

    ``was_counted`` is the place the text was written at, ``counted`` the one it will stand at.
    """
    out: list[str] = []
    quoted: list[str] = []
    for hit in _PIECES.finditer(raw):
        piece = hit[0]
        if piece == "''":
            piece = "'"
        elif piece.startswith("'") and len(piece) > 1:
            piece = _quoted(piece, was_counted, counted, quoted)
        elif counted and not was_counted and "#" in piece:
            quoted.extend(f"'{h}'" for h in _HASHES.findall(piece))
            piece = _HASHES.sub(r"'\g<0>'", piece)
        out.append(piece)
    return "".join(out), quoted


def _quoted(piece: str, was_counted: bool, counted: bool, quoted: list[str]) -> str:
    if piece[1] == "#" and not was_counted:
        return piece.replace("''", "'")
    if not counted and not _SPECIAL.search(piece):
        return piece[1:-1].replace("''", "'")
    piece = piece if piece.endswith("'") and len(piece) > 1 else piece + "'"
    quoted.append(piece)
    return piece


def write(text: str, spelling: Spelling) -> str:
    """``text`` as ICU: known arguments and quoted stretches stay, apostrophes follow the author, braces are quoted."""
    out: list[str] = []
    inside = False
    for hit in _pattern(spelling.arguments, spelling.quoted).finditer(text):
        piece = hit[0]
        literal = piece == "'"
        quoted = bool(hit["brace"]) or piece in spelling.quoted
        if literal and not inside:
            after = text[hit.end() : hit.end() + 1]
            special = not after or after in "{}'" or (after == "#" and spelling.counted)
            piece = "''" if spelling.doubled or special else piece
        elif inside and (literal or quoted):
            content = "''" if literal else piece if hit["brace"] else piece[1:-1]
            out[-1] = f"{out[-1][:-1]}{content}'"
            continue
        elif hit["brace"]:
            piece = f"'{piece}'"
        inside = quoted
        out.append(piece)
    return "".join(out)


@lru_cache(maxsize=1024)
def _pattern(arguments: tuple[str, ...], quoted: tuple[str, ...]) -> re.Pattern[str]:
    known = "|".join(re.escape(k) for k in sorted({*arguments, *quoted}, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"{known}|'|(?P<brace>(?:(?!{known})[{{}}])+)|(?:(?!{known})[^'{{}}])+")
