"""Paired marks: a question or exclamation that is closed must have been opened (Spanish ¿ ? ¡ !)."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from locakit.market import Market, ToneRule
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import LETTER, Kind, sentence_starts, texts
from locakit.rules._tone_text import BLANK, TAG, Piece

_REACH = 400
_CLAUSE = re.compile(r"[,;:()—–]|\s-\s")


def make(rule: ToneRule, market: Market) -> Kind:
    """``pairs``: opening and closing mark together, ``¿?``."""
    opening = {pair[1]: pair[0] for pair in texts(rule, "pairs") if len(pair) == 2}
    openers = "".join(opening.values())
    runs = re.compile("[" + re.escape("".join(opening)) + "]+")
    lone = re.compile("[" + re.escape(openers) + "]")

    def look(piece: Piece) -> Iterator[Hit]:
        text, done = piece.text, 0
        if piece.raw == piece.said and " " in piece.raw.strip():
            return  # English left in: ``text.same-as-source`` speaks of it.
        starts = list(sentence_starts(text))
        for run in runs.finditer(text):
            start = starts[max(bisect_right(starts, run.start()) - 1, 0)]
            near = text[max(start, run.start() - _REACH) : run.start()]
            if not _is_end(text, run) or not (BLANK in near or LETTER.search(near)):
                continue
            opened = any(char in openers for char in piece.raw[done : run.start()])
            done = run.end()
            if not opened:
                yield _missing(text, start, run, opening)
        yield from _unclosed(text, lone, runs)

    return Kind(look, openers + "".join(opening))


def _is_end(text: str, run: re.Match[str]) -> bool:
    before, after = text[run.start() - 1 : run.start()], text[run.end() : run.end() + 1]
    follows = not after or after.isspace() or after in ".,;:…\"'”’»)]*_" + TAG
    return follows and bool(before) and (before.isalnum() or before in BLANK + TAG + "\"'”’»).…*%")


def _missing(text: str, start: int, run: re.Match[str], opening: dict[str, str]) -> Hit:
    mark = opening[run.group()[0]]
    head = text[start : min(run.start(), start + _REACH)]
    plain = head[:1].isupper() and not _CLAUSE.search(head) and "." not in head
    certain = plain and run.start() - start < _REACH and len(set(run.group())) == 1
    fix = mark + text[start] if certain and text[start] not in BLANK + TAG else None
    if fix is None:
        return Hit(f"{run.group()!r} closes what no {mark!r} opens", run.span())
    return Hit(f"{run.group()!r} closes what no {mark!r} opens", (start, start + 1), fix)


def _unclosed(text: str, lone: re.Pattern[str], runs: re.Pattern[str]) -> Iterator[Hit]:
    last = None
    for match in lone.finditer(text):
        last = match
    if last is not None and not runs.search(text, last.end()) and LETTER.search(text, last.end()):
        yield Hit(f"{last.group()!r} opens what nothing closes", last.span())
