"""Regional words: a word of another market, and the market's own for it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from locakit import locales
from locakit.marked import Plain
from locakit.market import Market, ToneRule, patterns
from locakit.rules._kit import Hit
from locakit.rules._tone_kit import Kind, holding, maps, regex
from locakit.rules._tone_text import Piece
from locakit.terms.agree import agree, knows, number

_CLAUSE = re.compile(r"[^.!?;:,\n]*")
_OLD = {
    "f": re.compile(r"\b(?!(?:como|cuando|quando|pelos?|todos|mesmo)\b)\w{3,}os?\b", re.IGNORECASE),
    "m": re.compile(r"\b(?!(?:para|hasta|contra|cada|pelas?|uma|una)\b)\w{3,}as?\b", re.IGNORECASE),
}
"""By the new gender: words after the noun that may agree with the old one."""
_LED = re.compile(
    r"(?<!\w)(?:el|los|unos?|las?|unas?|tus?|sus?|mis?|est[eo]s?|nuestros?|del?|al|en|con|por|para|sin|sobre|hasta|desde|cada"
    r"|os?|as?|um|uma|d[oa]s?|n[oa]s?|num|numa|ao|aos|à|às|em|com|pel[oa]s?|seus?|suas?|até|sem"
    r"|les?|une?|des|du|aux?|ce|ces|cette|votre|vos|dans|avec|par|pour|sans|sur)\s+\Z",
    re.IGNORECASE,
)
_VERB = re.compile(
    r"\s+(?:(?P<many>são|estão|eram|foram|têm|ficam|son|están|eran|fueron|tienen|quedan|sont|étaient|ont)"
    r"|é|está|era|foi|tem|fica|es|fue|tiene|queda|est|était)(?!\w)",
    re.IGNORECASE,
)
"""The verb after a noun, as it tells the noun's number."""
_REACH, _CLAUSE_REACH = 40, 300


@dataclass(frozen=True, slots=True)
class Word:
    """The right word for a wrong one."""

    use: str
    many: bool
    gender: str
    """Set where the right word has another gender than the wrong one."""
    source: re.Pattern[str] | None
    acronym: bool = False
    """The wrong word is always written in capitals: they say nothing of how the right one is written."""
    plural: str = ""
    """The right word for several, where the wrong one is alike for one and several."""
    one: re.Pattern[str] | None = None
    """The source speaks of one, or of several."""
    more: re.Pattern[str] | None = None

    def numbered(self, left: str, right: str, source: str, language: str) -> Word:
        """The word in the number that determiner, verb or source tell; with both spellings where nothing does."""
        many = number(left, language)
        verb = _VERB.match(right) if many is None else None
        if verb:
            many = bool(verb["many"])
        if many is None and self.one and self.more:
            one, more = self.one.search(source), self.more.search(source)
            # What an English noun in the singular describes may be several: "the trail shoe sale".
            told = more or (one and not re.match(r"\s+\w", source[one.end() :]))
            many = bool(more) if told and not (one and more) else None
        use = f"{self.use} / {self.plural}" if many is None else self.plural if many else self.use
        return replace(self, use=use, many=bool(many))


def make(rule: ToneRule, market: Market) -> Kind:
    """``words``: ``not`` (a word or several), ``use``, ``forms`` (inflected wrong: right), ``gender`` of ``use`` where
    it differs, ``source`` (only where the source matches). A word with one right form is repaired. ``plural`` is the
    right word for several where ``not`` is alike for one and several, ``one`` and ``more`` what the source has then."""
    table: dict[str, list[Word]] = {}
    for wrong, word in (entry for one in maps(rule, "words") for entry in entries(one)):
        table.setdefault(wrong, []).append(word)
    words = patterns.compiled(patterns.literal(list(table)), False)
    skip = regex(rule, "unless_source")
    language = locales.language(market.locale)

    def look(piece: Piece) -> Iterator[Hit]:
        if skip is not None and skip.search(piece.source):
            return
        for match in patterns.finditer(words, piece.text):
            said = " ".join(match.group().lower().split())
            word = next((w for w in table.get(said, ()) if w.source is None or w.source.search(piece.source)), None)
            if word is None:
                continue
            if word.plural:
                left = piece.text[max(0, match.start() - _REACH) : match.start()]
                word = word.numbered(left, piece.text[match.end() : match.end() + _REACH], piece.source, language)
            span, fix = _fix(piece, match, word, language)
            instead = f"; here it is {word.use!r}" if word.use else ""
            yield Hit(f"{match.group()!r} is not the word of {market.locale}{instead}", span, fix)

    return Kind(look, grep=holding([words]))


def entries(one: Mapping[str, Plain]) -> Iterator[tuple[str, Word]]:
    """The wrong words of one item of ``words``, in lower case, each with what is right here."""
    use, forms = str(one.get("use", "")), one.get("forms", {})
    wrong = one.get("not", [])
    gender = str(one.get("gender", ""))
    source, single, more = (_compiled(one, name) for name in ("source", "one", "more"))
    for word in wrong if isinstance(wrong, list) else [wrong]:
        many, plural = _several(use) and _several(str(word)), str(one.get("plural", ""))
        yield str(word).lower(), Word(use, many, gender, source, str(word).isupper(), plural, single, more)
    for word, right in forms.items() if isinstance(forms, dict) else ():
        many, acronym = _several(str(right)), str(word).isupper()
        yield str(word).lower(), Word(str(right), many, gender, source, acronym)


def _compiled(one: Mapping[str, Plain], name: str) -> re.Pattern[str] | None:
    return patterns.compiled(str(one[name]), False) if one.get(name) else None


def _fix(piece: Piece, match: re.Match[str], word: Word, language: str) -> tuple[tuple[int, int], str | None]:
    said = match.group()
    if not word.use or "/" in word.use:
        return match.span(), None
    new = _cased(word, said)
    if not word.gender:
        return match.span(), new
    rest = _CLAUSE.match(piece.text, match.end(), match.end() + _CLAUSE_REACH)
    if not knows(language) or (rest and _agreeing(rest.group().split("\ufffc")[0], word.gender)):
        return match.span(), None
    start = max(0, match.start() - _REACH)
    left = piece.text[start : match.start()]
    agreed = agree(left, new, word.gender, word.many, language)
    same = 0
    while same < min(len(left), len(agreed)) and left[same] == agreed[same]:
        same += 1
    return (start + same, match.end()), agreed[same:] + new


def _several(words: str) -> bool:
    """The head of a noun phrase, which stands first, looks like a plural."""
    return words.partition(" ")[0].endswith("s")


def _agreeing(rest: str, gender: str) -> bool:
    """A word after the noun may agree with its old gender; what a determiner or preposition leads is a noun itself."""
    return any(not _LED.search(rest, max(0, m.start() - _REACH), m.start()) for m in _OLD[gender].finditer(rest))


def _cased(word: Word, said: str) -> str:
    """The right word in the case of the wrong one; the capitals of an acronym are its own."""
    if word.acronym:
        return word.use
    if len(said) > 1 and said.isupper():
        return word.use.upper()
    old, new = said.split(), word.use.split()
    if len(old) == len(new):
        return " ".join(_cap(b) if a[0].isupper() else b for a, b in zip(old, new, strict=True))
    return _cap(word.use) if said[0].isupper() else word.use


def _cap(word: str) -> str:
    return word[0].upper() + word[1:]
