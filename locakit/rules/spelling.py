"""Words that the market's spelling dictionary does not have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache

from locakit import locales
from locakit.rules._hunspell import Dictionary
from locakit.rules._kit import Hit, Pair, ex, rule

Find = Callable[[str], tuple[str, str] | None]
"""A market to the texts of its dictionary's ``.aff`` and ``.dic`` files; None where none is installed."""

_WORD = re.compile(r"(?<![\w@#$%<\\/.-])[^\W\d_]+(?:['’-][^\W\d_]+)*+(?![\w@\\/]|\.\w)")
_JOINT = re.compile(r"[-'’]")
_SHORT = 3
_NOUNS = frozenset({"de", "lb"})
"""Languages that write nouns with a capital: elsewhere a capital inside a sentence is a name's."""

_SAMPLE = "qaa"
"""The examples' language, which ISO 639 leaves to private use: they need no dictionary that is installed."""

_SAMPLE_FILES = ("SET UTF-8\nSFX S Y 1\nSFX S 0 s .\n", "6\narquivo/S\nnão\nfoi\nsalvo/S\no/S\nde\n")


def _nowhere(market: str) -> tuple[str, str] | None:
    return None


class _Shelf:
    """Where dictionaries come from; the shell says so, since it alone reads the disk."""

    find: Find = staticmethod(_nowhere)


def use(find: Find) -> None:
    """Take dictionaries from ``find`` from now on."""
    _Shelf.find = staticmethod(find)
    _dictionary.cache_clear()
    _known.cache_clear()


def unavailable(markets: Iterable[str] = ()) -> str:
    """What this module cannot look at in these markets, as a sentence; empty where nothing is missing."""
    without = [m for m in markets if _dictionary(m) is None]
    return f"spelling.word is not checked: no Hunspell dictionary for {', '.join(without)}" if without else ""


@rule(
    "spelling.word", "info", "linguistic-conventions", quiet="verbatim", opt_in=True,
    bad=[ex("The file was not saved", "O arquivo não foi salvvo", _SAMPLE), ex("Files", "Arqiuvos", _SAMPLE)],
    good=[
        ex("The files were not saved", "Os arquivos não foi salvos", _SAMPLE), ex("Files", "qwertz", "fr"),
        ex("The Kubernetes file", "O arquivo de Kubernetes", _SAMPLE), ex("Open {nmae}", "arquivo {nmae}", _SAMPLE),
        ex("PDF file", "arquivo de PDF", _SAMPLE),
    ],
)  # fmt: skip
def word(pair: Pair) -> Iterator[Hit]:
    """A word is not in the market's spelling dictionary.

    Why: a misspelt word costs trust. Names, acronyms, words of the source and placeholders are not looked at. The
    dictionaries are those that are installed for Hunspell; a market without one is not checked, and ``check`` says so.

    Source: hunspell(5); MQM 2, linguistic conventions: spelling.
    """
    market = pair.unit.market
    if _dictionary(market) is None:
        return
    source, target = pair.masked()
    there = {w.lower() for w in _JOINT.split(source) for w in re.findall(r"[^\W\d_]+", w)}
    nouns = locales.language(market) in _NOUNS
    for found in _WORD.finditer(target):
        if not _spelt(found[0], market, there, nouns or _begins(target, found.start())):
            yield Hit(f"{found[0]!r} is not in the dictionary", found.span())


def _begins(text: str, at: int) -> bool:
    """The word begins a sentence."""
    before = text[:at].rstrip(" \t\"'“„«»¿¡([*_–—\u200f\u200e\ufffc")
    return not before or before[-1] in ".!?:…\n。"


def _spelt(text: str, market: str, there: set[str], capital: bool) -> bool:
    if _known(text, market):
        return True
    return all(
        len(part) < _SHORT or part.lower() in there or not (part.islower() or (part.istitle() and capital))
        or _known(part, market)
        for part in _JOINT.split(text)
    )  # fmt: skip


@lru_cache(maxsize=100_000)
def _known(text: str, market: str) -> bool:
    dictionary = _dictionary(market)
    return dictionary is None or dictionary.known(text.replace("’", "'"))


@lru_cache(maxsize=16)
def _dictionary(market: str) -> Dictionary | None:
    files = _SAMPLE_FILES if market == _SAMPLE else _Shelf.find(market)
    return None if files is None else Dictionary(*files)
