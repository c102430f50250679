"""Regional words: a word of another market, and the market's own for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from locakit import locales
from locakit.marked import Plain
from locakit.market import Market, ToneRule, patterns
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, holding, maps, regex
from locakit.rules._tone_text import Piece
from locakit.terms.agree import agree, knows

_CLAUSE = re.compile(r"[^.!?;:,\n]*")
_OLD = {
    "f": re.compile(r"\b(?!(?:como|cuando|quando|pelos?|todos|mesmo)\b)\w{3,}os?\b", re.IGNORECASE),
    "m": re.compile(r"\b(?!(?:para|hasta|contra|cada|pelas?|uma|una)\b)\w{3,}as?\b", re.IGNORECASE),
}
"""By the new gender: words after the noun that may agree with the old one."""
_REACH = 40


@dataclass(frozen=True, slots=True)
class _Word:
    use: str
    many: bool
    gender: str
    """Set where the right word has another gender than the wrong one."""
    source: re.Pattern[str] | None


def make(rule: ToneRule, market: Market) -> Kind:
    """``words``: ``not`` (a word or several), ``use``, ``forms`` (inflected wrong: right), ``gender`` of ``use`` where
    it differs, ``source`` (only where the source matches). A word with one right form is repaired."""
    table: dict[str, list[_Word]] = {}
    for wrong, word in (entry for one in maps(rule, "words") for entry in _entries(one)):
        table.setdefault(wrong, []).append(word)
    words = patterns.compiled(patterns.literal(list(table)), False)
    skip = regex(rule, "unless_source")
    language = locales.language(market.locale)

    def look(piece: Piece) -> Iterator[Hit]:
        if skip is not None and skip.search(piece.source):
            return
        for match in patterns.finditer(words, piece.text):
            said = " ".join(match.group().lower().split())
            word = next((w for w in table[said] if w.source is None or w.source.search(piece.source)), None)
            if word is None:
                continue
            span, fix = _fix(piece, match, word, language)
            instead = f"; here it is {word.use!r}" if word.use else ""
            yield Hit(f"{match.group()!r} is not the word of {market.locale}{instead}", span, fix)

    return Kind(look, grep=holding([words]))


def _entries(one: Mapping[str, Plain]) -> Iterator[tuple[str, _Word]]:
    use, forms = str(one.get("use", "")), one.get("forms", {})
    wrong = one.get("not", [])
    gender = str(one.get("gender", ""))
    source = patterns.compiled(str(one["source"]), False) if one.get("source") else None
    for word in wrong if isinstance(wrong, list) else [wrong]:
        yield str(word).lower(), _Word(use, use.endswith("s") and str(word).endswith("s"), gender, source)
    for word, right in forms.items() if isinstance(forms, dict) else ():
        yield str(word).lower(), _Word(str(right), str(right).endswith("s"), gender, source)


def _fix(piece: Piece, match: re.Match[str], word: _Word, language: str) -> tuple[tuple[int, int], str | None]:
    said = match.group()
    if not word.use or "/" in word.use:
        return match.span(), None
    new = word.use.upper() if len(said) > 1 and said.isupper() else _cap(word.use) if said[0].isupper() else word.use
    if not word.gender:
        return match.span(), new
    rest = _CLAUSE.match(piece.text, match.end())
    if not knows(language) or (rest and _OLD[word.gender].search(rest.group().split("\ufffc")[0])):
        return match.span(), None
    start = max(0, match.start() - _REACH)
    left = piece.text[start : match.start()]
    agreed = agree(left, new, word.gender, word.many, language)
    same = 0
    while same < min(len(left), len(agreed)) and left[same] == agreed[same]:
        same += 1
    return (start + same, match.end()), agreed[same:] + new


def _cap(word: str) -> str:
    return word[0].upper() + word[1:]
