"""Texts in another language than the market's."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from importlib import import_module
from importlib.util import find_spec

from locakit import locales
from locakit.rules import _function_words, _scripts
from locakit.rules._kit import Hit, Pair, ex, rule

_LONG = 40
_CERTAIN = 3
_SUSPECT = 2
_FOREIGN = 6
_MARGIN = 1.0
"""How much likelier another language must be: difference of log likelihoods over the root of the text's bytes."""

_PLAIN = re.compile(r"(?<![^\s(«»\"“„'’¿¡])[^\W\d_]++(?:['’-][^\W\d_]++)*+(?=[\s.,;:!?)»”\"“…،؟।]|$)")
_QUOTED = re.compile(r"“[^“”]*+”|«[^«»]*+»|„[^„“”]*+[“”]|\"[^\"]*+\"|「[^「」]*+」")
_SPACED = re.compile(r"[^\s.,;:!?()«»\"“”…،؟।]+")


def unavailable(markets: Iterable[str] = ()) -> str:
    """What this module cannot look at here, as a sentence; empty where nothing is missing."""
    if find_spec("py3langid"):
        return ""
    return "language.wrong looks at clear cases only: py3langid is not installed (extra: language)"


def _long(source: str, target: str) -> bool:
    return len(target) >= _LONG and source != target


def _foreign(market: str) -> Callable[[str], bool]:
    """Whether a word is one of those that tell another language."""
    known = _function_words.foreign(locales.language(market)).keys()
    return lambda word: not known.isdisjoint(word.lower().split())


@rule(
    "language.wrong", "warning", "accuracy", quiet="ignore-same verbatim", when=_long, word=_foreign,
    bad=[
        ex("You can change this in your settings.", "Sie können das in den Einstellungen ändern, wenn es nicht passt.",
           "fr"),
        ex("Delete the file", "The file has been deleted from your device and you cannot restore it", "de"),
        ex("Delete the file", "The file has been deleted from your device and you cannot restore it", "ja"),
        ex("Your order", "Чтобы оплатить заказ, войдите в аккаунт, если вы ещё не вошли", "ar"),
    ],
    good=[
        ex("You can change this in your settings.", "Vous pouvez modifier cela à tout moment dans vos paramètres.",
           "fr"),
        ex("Run the command", "git commit --message --amend --no-verify --allow-empty --signoff", "de"),
        ex("See the page", "Veja a página “How to change the language of your phone and tablet”"),
        ex("Delete", "Elimina il file dal dispositivo senza possibilità di recupero", "es"),
        ex("Delete", "デバイスからファイルを完全に削除します。この操作は元に戻せませんのでご注意ください。", "ja"),
    ],
)  # fmt: skip
def wrong(pair: Pair) -> Iterable[Hit]:
    """The target is in another language than the market's: the source's, or that of a neighbouring file.

    Why: a paragraph that was never translated, or was copied from the wrong file, passes every other check. Only
    texts of 40 letters and more are looked at; close relatives (Czech and Slovak, Danish and Norwegian) are not told
    apart. Words like "the" and "und" tell the language; where they are too few, a statistical detector is asked.

    Source: MQM 2, accuracy: untranslated.
    """
    if _own(pair.target, pair.unit.market):
        return ()
    market = locales.language(pair.unit.market)
    if _function_words.foreign(market).keys().isdisjoint(pair.target.lower().split()):
        return ()
    text = _QUOTED.sub(" ", pair.masked()[1])
    plain = _PLAIN.findall(text) if text.isascii() else _PLAIN.findall(text) or _SPACED.findall(text)
    if market == locales.language(pair.unit.source_locale) or sum(map(len, plain)) < _LONG:
        return ()
    there = {w.lower() for w in plain}
    if not _function_words.own(market)[1].isdisjoint(there):
        return ()
    other, count = _other(there, market)
    if count and sum(map(str.islower, plain)) >= _FOREIGN and _unwritten(pair):
        count = _CERTAIN
    if count >= _CERTAIN or (count == _SUSPECT and (other := _detected(" ".join(plain), market))):
        return (Hit(f"the text is in {locales.name(other)}, not in {locales.name(market)}"),)
    return ()


def _unwritten(pair: Pair) -> bool:
    """The market has a script of its own, and no letter of it stands there."""
    letter = _scripts.letters(pair.unit.market)
    return letter is not None and letter.search(pair.target) is None


def _own(target: str, market: str) -> bool:
    """The market's language shows at a glance, or nothing is known of it."""
    words, letter = _marks(market)
    for word in words:
        if word in target:
            return True
    return not words and (letter is None or letter.search(target) is not None)


@cache
def _marks(market: str) -> tuple[tuple[str, ...], re.Pattern[str] | None]:
    """The words that show the market's language, or where there are none the letters of its script."""
    return _function_words.own(locales.language(market))[0], _scripts.letters(market)


def _other(there: set[str], language: str) -> tuple[str, int]:
    """The unrelated language that most of the words speak for, and how many do."""
    signs = _function_words.foreign(language)
    found = Counter(other for word in there for other in signs.get(word, ()))
    return found.most_common(1)[0] if found else ("", 0)


def _detected(text: str, language: str) -> str:
    """The unrelated language that the detector is sure of; empty where there is none or no detector."""
    if not _detector():
        return ""
    ranked: list[tuple[str, float]] = import_module("py3langid").rank(text)
    own = max((score for code, score in ranked if _function_words.related(code, language)), default=None)
    code, score = next(((c, s) for c, s in ranked if not _function_words.related(c, language)), ("", 0.0))
    if not code or own is None or not _function_words.known(code):
        return ""
    return code if (score - own) / len(text.encode(errors="replace")) ** 0.5 > _MARGIN else ""


@cache
def _detector() -> bool:
    return find_spec("py3langid") is not None
