"""What the kinds of tone rules share: reading a rule's data, sentence starts, letters."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from locakit.marked import Plain
from locakit.market import ToneRule, patterns
from locakit.market.needles import finder, needles
from locakit.rules._kit import Hit, When
from locakit.rules._tone_text import BLANK, TAG, Piece
from locakit.rules._wide import Begin

Look = Callable[[Piece], Iterable[Hit]]
"""The hits of a piece, with spans relative to it."""

LETTER = re.compile(r"[^\W\d_]")
_AFTER_END = re.compile(r"(?<![.!?…؟。])[.!?…؟。]+[\"'”’»)\]\ufffc\ufffb]*\s+|\n\s*")


@dataclass(frozen=True, slots=True)
class Kind:
    """How one rule looks, and the characters without which it cannot fire (empty: anywhere)."""

    look: Look
    signs: str = ""
    mends: bool = True
    """It can offer repairs."""
    when: When | None = None
    """What source and target must show, not yet masked, before anything dearer is done."""
    grep: re.Pattern[str] | None = None
    """What the target must hold, in lower case where the rule ignores case."""
    grep_source: re.Pattern[str] | None = None
    """The same for the source."""
    folded: bool = True
    """Case is ignored."""
    word: re.Pattern[str] | None = None
    """What a word of the target, not lowered and with a space before and after it, must hold."""
    holds: Callable[[frozenset[str]], bool] | None = None
    """Whether the rule is for units with given flags, besides what every rule may ask of them."""
    aside: Kind | None = None
    """How the rule looks at units that have none of the flags it is for (``when``)."""


@dataclass(frozen=True, slots=True)
class Wide:
    """How a rule looks at all units of a market, one after the other."""

    begin: Begin


def holding(found: Iterable[re.Pattern[str]]) -> re.Pattern[str] | None:
    """The cheap test before patterns: what their texts must hold, lowered if the first of them ignores case.

    None where one of them may match any text.
    """
    all_: set[str] = set()
    for pattern in found:
        known = needles(pattern.pattern)
        if not known:
            return None
        all_ |= {s.lower() for s in known} if pattern.flags & re.IGNORECASE else known
    return finder(all_) if all_ else None


def texts(rule: ToneRule, name: str) -> list[str]:
    """A field that is a list of texts, or one text."""
    return as_list(rule.data.get(name, []))


def text(rule: ToneRule, name: str, default: str = "") -> str:
    """A field that is a text."""
    value = rule.data.get(name, default)
    return value if isinstance(value, str) else default


def number(rule: ToneRule, name: str, default: float) -> float:
    """A field that is a number."""
    return float(text(rule, name) or default)


def mapping(rule: ToneRule, name: str) -> dict[str, str]:
    """A field that is a mapping from text to text."""
    value = rule.data.get(name, {})
    return {k: v for k, v in value.items() if isinstance(v, str)} if isinstance(value, dict) else {}


def maps(rule: ToneRule, name: str) -> list[dict[str, Plain]]:
    """A field that is a list of mappings."""
    value = rule.data.get(name, [])
    return [v for v in value if isinstance(v, dict)] if isinstance(value, list) else []


def as_list(value: Plain) -> list[str]:
    """A list of texts, or one text, as a list."""
    items = value if isinstance(value, list) else [value]
    return [v for v in items if isinstance(v, str)]


def regex(rule: ToneRule, name: str) -> re.Pattern[str] | None:
    """A field that is a pattern."""
    pattern = text(rule, name)
    return patterns.compiled(pattern, rule.case) if pattern else None


def allowed(rule: ToneRule, piece: Piece) -> bool:
    """False where ``if_source`` / ``unless_source`` / ``if`` / ``unless`` keep the rule from this piece."""
    for name, wanted in (("if_source", True), ("unless_source", False)):
        pattern = regex(rule, name)
        if pattern is not None and bool(pattern.search(piece.source)) != wanted:
            return False
    for name, wanted in (("if", True), ("unless", False)):
        pattern = regex(rule, name)
        if pattern is not None and bool(pattern.search(piece.text)) != wanted:
            return False
    return True


def sentence_starts(text: str) -> Iterator[int]:
    """Where the sentences of a masked text begin: after white space, tags and opening marks."""
    yield _skip(text, 0)
    for match in _AFTER_END.finditer(text):
        yield _skip(text, match.end())


def _skip(text: str, at: int) -> int:
    while at < len(text) and (text[at].isspace() or text[at] in BLANK + TAG + "\"'“‘«([{*#>-–—•"):
        at += 1
    return at
