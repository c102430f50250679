"""Spacing: which space stands before or after which mark."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, mapping, text
from locakit.rules._tone_text import BLANK, NBSP, NNBSP, TAG, Piece

_SPACES = {"nbsp": NBSP, "nnbsp": NNBSP}
SPACES = {" ": "a plain space", NBSP: "U+00A0", NNBSP: "U+202F", "\u2009": "U+2009"}
_NAMES = {"": "no space", **SPACES}
_GAP = " \t\u00a0\u202f\u2009"
_ENDS = frozenset(" \t\n\r\u00a0\u202f\"'”’»)]}…" + TAG)
_SHORTCODE = re.compile(r":[a-z0-9_+-]{2,40}:")


def make(rule: ToneRule, market: Market) -> Kind:
    """``before`` and ``after``: nbsp or nnbsp to marks (either counts); ``none_before``, ``none_after``: marks."""
    before = {mark: _SPACES[name] for name, marks in mapping(rule, "before").items() for mark in marks}
    after = {mark: _SPACES[name] for name, marks in mapping(rule, "after").items() for mark in marks}
    tight, open_ = text(rule, "none_before"), text(rule, "none_after")
    signs = "".join([*before, *after, tight, open_])
    marks = re.compile("[" + re.escape(signs) + "]")

    def look(piece: Piece) -> Iterator[Hit]:
        codes = {at for m in _SHORTCODE.finditer(piece.text) for at in (m.start(), m.end() - 1)}
        for match in marks.finditer(piece.text):
            at, mark = match.start(), match.group()
            if at in codes:
                continue
            if mark in before:
                yield from _wide(piece.text, at, before[mark], before)
            if mark in after:
                yield from _wide_after(piece.text, at, after[mark])
            if mark in tight:
                yield from _tight(piece, at)
            if mark in open_:
                yield from _tight_after(piece.text, at)

    # A mark that only wants no space before it is no matter inside of a word.
    word = re.compile(f"[{_GAP};][{re.escape(tight)}]") if tight and not (before or after or open_) else None
    return Kind(look, signs, word=word)


def _name(gap: str) -> str:
    return _NAMES.get(gap, "several spaces")


def _gap_before(text: str, at: int) -> tuple[int, str]:
    start = at
    while start and text[start - 1] in _GAP:
        start -= 1
    return start, text[start:at]


def _is_hard(gap: str) -> bool:
    return bool(gap) and not gap.strip(NBSP + NNBSP)


def _closes(text: str, at: int) -> bool:
    """The mark ends something: what follows is the end, a space or a closing mark, not a letter or a value."""
    return at + 1 >= len(text) or text[at + 1] in _ENDS


def _word_before(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M" or char in "»)”\"'’%€$…]" + BLANK + TAG


def _wide(text: str, at: int, wanted: str, marks: dict[str, str]) -> Iterator[Hit]:
    start, gap = _gap_before(text, at)
    nxt = text[at + 1 : at + 2]
    if not start or _is_hard(gap) or not _word_before(text[start - 1]) or text[start - 1] == text[at]:
        return
    if text[start - 1] == "…" and not gap and text[at] in "!?":
        return
    if text[at] != "»" and not (_closes(text, at) or (nxt in "!?" and nxt in marks)):
        return
    yield Hit(f"{_name(gap)} before {text[at]!r}, not a no-break space", (start, at + 1), wanted + text[at])


def _wide_after(text: str, at: int, wanted: str) -> Iterator[Hit]:
    end = at + 1
    while end < len(text) and text[end] in _GAP:
        end += 1
    gap = text[at + 1 : end]
    if not _is_hard(gap) and end < len(text) and text[end] != "\n":
        yield Hit(f"{_name(gap)} after {text[at]!r}, not a no-break space", (at, end), text[at] + wanted)


def _tight(piece: Piece, at: int) -> Iterator[Hit]:
    text = piece.text
    start, gap = _gap_before(text, at)
    if not gap or not start or not _word_before(text[start - 1]) or not (at + 1 == len(text) or text[at + 1] in _ENDS):
        return
    if text[at + 1 : at + 2] == "…" or re.search(rf"[{_GAP}]" + re.escape(text[at]), piece.source):
        return
    yield Hit(f"a space before {text[at]!r}", (start, at + 1), text[at])


def _tight_after(text: str, at: int) -> Iterator[Hit]:
    end = at + 1
    while end < len(text) and text[end] in _GAP:
        end += 1
    if end > at + 1 and end < len(text):
        yield Hit(f"a space after {text[at]!r}", (at, end), text[at])
