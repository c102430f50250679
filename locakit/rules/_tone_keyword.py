"""Keywords: what people of the market search for stands in the text that is to be found, and not too often."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from locakit import heads, locales
from locakit.market import Market, ToneRule
from locakit.model import Severity, Unit
from locakit.rules._kit import Hit, Pair
from locakit.rules._tone_kit import Kind, Wide, number, text
from locakit.rules._tone_text import Piece, flat
from locakit.rules._wide import See
from locakit.terms.search import search
from locakit.terms.words import NO_SPACES, words

_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")
"""What is written above or below Latin, Greek, Cyrillic, Hebrew and Arabic letters, and left out by who searches."""
_SPACE = re.compile(r"\s+")
_ABOVE = 50
_SENTENCE = re.compile(r"[!?…。！？؟।\n]+|\.(?=\s|$)")
_SHORT, _LONG = 2, 60
_BETWEEN = {"ja": "[ぁ-ゖ]{0,2}", "zh": "的?"}
"""Where no spaces part words: what may stand between a keyword's characters (``ボートをレンタル``)."""
_JOINING = frozenset({"da", "de", "et", "fi", "hu", "is", "nb", "nl", "nn", "no", "sv"})
"""Languages that write ``Damenlaufschuhe``."""


def make(rule: ToneRule, market: Market) -> Kind | Wide:
    """One of the unit's ``keyword:`` flags must stand in it: in any inflection, all its words in one sentence, in any
    order, and in its first ``within`` characters.

    In texts of more than ``above`` words (50) it may take up at most ``density`` percent of them. ``unset``: instead,
    a source's keyword for which the market has none is named once. What the source lacks too is only an info.
    """
    if text(rule, "unset") in ("true", "yes"):
        return Wide(lambda: _unset(locales.language(market.locale)))
    language = locales.language(market.locale)
    within, density = int(number(rule, "within", 0)), number(rule, "density", 0)
    above = number(rule, "above", _ABOVE)

    def look(piece: Piece) -> Iterator[Hit]:
        wanted = heads.values(piece.flags, heads.KEYWORD)
        if piece.start or not piece.text.strip() or not wanted:
            return
        said = piece.text if piece.alone else flat(piece.raw, piece.flags)
        region = said[:within] if within else said
        if not any(_stands(region, keyword, language) for keyword in wanted):
            shown = " or ".join(map(repr, wanted))
            where = f" in the first {within} characters" if within < len(said) and within else ""
            weight: Severity | None = "info" if _is_without(piece) else None
            yield Hit(f"the keyword {shown} does not stand here{where}", (0, len(piece.text)), severity=weight)
        for keyword in wanted if density else ():
            share = _share(said, keyword, language, above)
            if share > density:
                yield Hit(f"the keyword {keyword!r} takes up {share:.0f} % of the words", (0, len(piece.text)))

    return Kind(look, mends=False)


def _is_without(piece: Piece) -> bool:
    """The source does not have the keyword of its own language either."""
    own, language = heads.values(piece.flags, heads.SOURCE_KEYWORD), locales.language(piece.source_locale)
    return bool(own) and not any(_stands(piece.source, keyword, language) for keyword in own)


def times(said: str, keyword: str, language: str) -> int:
    """How often a keyword stands in a text: in any inflection and case, with or without accents."""
    found = search(said, keyword, (), language) or search(_plain(said), _plain(keyword), (), language)
    if not found and (language in NO_SPACES or language == "ko"):
        found = search(_SPACE.sub("", said), _SPACE.sub("", keyword), (), language)
    return len(found)


def _stands(said: str, keyword: str, language: str) -> bool:
    """A keyword stands in a text, as it is or all its words in one sentence, in any order."""
    if times(said, keyword, language):
        return True
    if language in _BETWEEN:
        loose = _BETWEEN[language].join(map(re.escape, _SPACE.sub("", keyword)[:_LONG]))
        return re.search(loose, _SPACE.sub("", said), re.IGNORECASE) is not None
    parts = [keyword[word.start : word.end] for word in words(keyword)]
    parts = [p for p in parts if len(p) > _SHORT] if sum(len(p) > _SHORT for p in parts) > 1 else parts
    return len(parts) > 1 and any(
        all(_has(sentence, part, language) for part in parts) for sentence in _SENTENCE.split(said)
    )


def _has(sentence: str, part: str, language: str) -> bool:
    joined = language in _JOINING and len(part) > _SHORT + 1
    return bool(times(sentence, part, language)) or (joined and part.casefold() in sentence.casefold())


def _plain(said: str) -> str:
    return unicodedata.normalize("NFC", _MARKS.sub("", unicodedata.normalize("NFD", said)))


def _share(said: str, keyword: str, language: str, above: float) -> float:
    """The percentage of a text's words (of its characters where no spaces part words) that a keyword takes up."""
    if language in NO_SPACES:
        size, all_ = len(_SPACE.sub("", keyword)), len(_SPACE.sub("", said))
        above *= 2
    else:
        size, all_ = len(words(keyword)), len(words(said))
    return 100 * size * times(said, keyword, language) / all_ if all_ > above else 0


def _unset(language: str) -> See:
    told: set[str] = set()

    def see(unit: Unit) -> Iterator[tuple[Pair, Hit]]:
        own = locales.language(unit.source_locale)
        if heads.value(unit.flags, heads.KEYWORD) or not unit.target or own == language:
            return
        source = "\n".join(unit.source.values())
        for keyword in heads.values(unit.flags, heads.SOURCE_KEYWORD):
            known = keyword.casefold() in told
            if not known and times(source, keyword, own):
                told.add(keyword.casefold())
                yield Pair(unit, *unit.pairs()[0]), Hit(f"no keyword of this market is known for {keyword!r}")

    return see
