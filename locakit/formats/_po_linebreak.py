"""Where a line may break: the part of Unicode's line breaking algorithm (UAX #14) that shows in PO files."""

from __future__ import annotations

import re
import unicodedata

_CLASSES = {
    "OP": "([{¡¿‚„", "CL": ")]}、。，．」』】）", "QU": "\"'«»‘’“”‹›", "EX": "!?！？", "SY": "/", "IS": ",.:;",
    "PR": "$+\\№±€£¥", "PO": "%°‰¢℃", "BA": "|\t‐‒–\u00ad।॥", "GL": "\u00a0\u202f\u2011\u2060", "IN": "…‥",
    "NS": "・：；々ー〜゠ゝゞヽヾ", "ZW": "\u200b", "B2": "—", "SP": " ", "HY": "-",
}  # fmt: skip
_CLASS = {char: name for name, chars in _CLASSES.items() for char in chars}
_SMALL_KANA = frozenset("ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ")
_NEVER_BEFORE = frozenset({"CL", "EX", "SY", "IS", "GL", "CM", "ZW"})
_EVEN_APART = frozenset({("QU", "OP"), ("B2", "B2"), ("CL", "NS"), ("CP", "NS")})
_GLUED_BEFORE = frozenset({"QU", "BA", "HY", "NS"})
_TOGETHER = {
    "AL": "AL NU OP PR PO IN", "NU": "AL NU OP PR PO IN", "PR": "AL NU OP ID", "PO": "AL NU OP", "CP": "AL NU",
    "CL": "PR PO", "HY": "NU", "IS": "NU", "SY": "NU", "ID": "PO IN", "IN": "IN", "EX": "IN", "B2": "B2",
}  # fmt: skip
"""What follows a class without a break, beside the general rules."""
_PAIRS = frozenset((before, after) for before, row in _TOGETHER.items() for after in row.split())
_AFTER = {")": "CP", "]": "CP", '\\"': "QU"}
"""What a token is for the next one, where that differs: an escape begins like a prefix and ends like its character."""
_TOKEN = re.compile(r"[A-Za-z]+|[0-9]+| +|\\.|.", re.DOTALL)


def _class(token: str) -> str:
    char = token[0]
    if token == "\\n":
        return "CM"
    if char in _CLASS:
        return _CLASS[char]
    if char.isascii():
        return "NU" if char.isdigit() else "AL"
    kind = unicodedata.category(char)
    if kind in ("Mn", "Me", "Mc", "Cf"):
        return "CM"
    if kind == "Nd":
        return "NU"
    if kind in ("Ps", "Pe"):
        return "OP" if kind == "Ps" else "CL"
    if unicodedata.east_asian_width(char) in "WF":
        return "NS" if char in _SMALL_KANA else "ID"
    return "AL"


def _breaks(before: str, spaces: bool, after: str) -> bool:
    if after in _NEVER_BEFORE and not (spaces and after in ("GL", "CM")):
        return False
    if before == "OP" or (before, after) in _EVEN_APART:
        return False
    if spaces:
        return True
    if before in ("QU", "GL") or after in _GLUED_BEFORE:
        return False
    return before == "ZW" or (before, after) not in _PAIRS


def pieces(line: str) -> list[str]:
    """``line`` cut wherever it may be broken; spaces belong to the piece before, together they are ``line``."""
    out: list[str] = []
    begin, before, spaces = 0, "", False
    for found in _TOKEN.finditer(line):
        after = _class(found[0])
        if after == "SP":
            spaces = True
            continue
        if before and _breaks(before, spaces, after):
            out.append(line[begin : found.start()])
            begin = found.start()
        if after != "CM" or spaces or not before:
            before = _AFTER.get(found[0], after)
        spaces = False
    return [*out, line[begin:]]
