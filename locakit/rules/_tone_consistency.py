"""Consistency: one spelling of a thing in all texts of a market."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from locakit.market import Market, ToneRule, patterns
from locakit.model import Unit
from locakit.rules import _tone_text
from locakit.rules._kit import Hit, Pair
from locakit.rules._tone_kit import Wide, as_list, holding
from locakit.rules._wide import See

_UNSPACED = "\u0e00"
"""From here on, scripts do not part words with spaces."""
_KATAKANA, _NO_KATAKANA = re.compile("[\u30a1-\u30fc]"), "(?![\u30a1-\u30fc])"

_LONG = 60
"""Characters of a key that a message shows."""


def make(rule: ToneRule, market: Market) -> Wide:
    """``spellings``: lists of spellings of one thing. The first that stands in the market is the norm for the rest.

    What one source is called in two places is the matter of ``consistency.sentence`` and ``consistency.words``.
    """
    given = rule.data.get("spellings", [])
    groups = [as_list(group) for group in (given if isinstance(given, list) else [])]
    owner = {_key(word, rule.case): n for n, group in enumerate(groups) for word in group}
    pattern = patterns.compiled(_literal(list(owner)), rule.case)
    held = holding([pattern])

    def may_hold(text: str) -> bool:
        return held is None or held.search(text if rule.case else text.lower()) is not None

    def begin() -> See:
        first: dict[int, tuple[str, str]] = {}

        def see(unit: Unit) -> Iterable[tuple[Pair, Hit]]:
            for text in unit.target.values():
                if may_hold(text):
                    return among(unit, first)
            return ()

        return see

    def among(unit: Unit, first: dict[int, tuple[str, str]]) -> Iterator[tuple[Pair, Hit]]:
        for form, source, target in unit.pairs():
            pair = Pair(unit, form, source, target)
            for piece in _tone_text.of(pair, market.register) if source != target else ():
                for match in patterns.finditer(pattern, piece.text):
                    yield from told(pair, piece.start, match, first)

    def told(
        pair: Pair, start: int, match: re.Match[str], first: dict[int, tuple[str, str]]
    ) -> Iterator[tuple[Pair, Hit]]:
        said = match.group()
        key = _key(said, rule.case)
        if key not in owner:
            return
        norm, place = first.setdefault(owner[key], (said, pair.unit.key))
        if _key(norm, rule.case) != key:
            span = (start + match.start(), start + match.end())
            shown = place.replace("\x04", "|")[:_LONG]
            yield pair, Hit(f"{said!r} here, {norm!r} in {shown}", span)

    return Wide(begin)


def _key(word: str, case: bool) -> str:
    word = " ".join(word.split())
    return word if case else word.lower()


def _literal(words: list[str]) -> str:
    """Any of the words, whole where the script parts words with spaces; the longest first."""
    return "|".join(map(_whole, sorted(words, key=lambda w: (-len(w), w)))) or r"\Z\w"


def _whole(word: str) -> str:
    escaped = r"\s+".join(map(re.escape, word.split()))
    if word[0] < _UNSPACED:
        return rf"(?<![\w)]){escaped}(?!\w)"
    return escaped + _NO_KATAKANA if _KATAKANA.match(word[-1]) else escaped
