"""A budget said to people and engines: in characters of a market's script, in words, and what a source grows to."""

from __future__ import annotations

from typing import NamedTuple

from locakit import locales
from locakit.market.channels import Budget

_SCRIPTS: dict[str, tuple[float, float, float]] = {
    "Latn": (1, 1.05, 0.5), "Cyrl": (1, 1.9, 0.55), "Grek": (1, 1.9, 0.52), "Arab": (1, 1.9, 0.5),
    "Hebr": (1, 1.9, 0.52), "Thai": (1, 3, 0.5), "Deva": (1, 2.8, 0.5), "Hans": (2, 3, 1), "Hant": (2, 3, 1),
    "Jpan": (2, 3, 1), "Kore": (2, 2.8, 1),
}  # fmt: skip
"""Script to the width, bytes in UTF-8 and ems in Arial that a character of running text takes."""
_OTHER = (1.0, 2.8, 0.5)
_WORD, _WIDE_WORD = 6, 1
"""Characters of a word with the space behind it."""
_GSM = frozenset({"da", "de", "en", "fi", "fil", "id", "it", "ms", "nb", "nl", "nn", "no", "sv", "sw"})
"""Languages whose usual letters are all in GSM 03.38; other texts are mostly sent as UCS-2."""

_GROWTH = {
    "es": (1.14, 1.88, 1.2, 1.66, 1.16, 1.34), "fr": (1.4, 2.78, 1.36, 1.86, 1.27, 1.53),
    "ar": (1.0, 2.6, 0.96, 1.41, 0.95, 1.16), "de": (1.25, 2.2, 1.21, 1.63, 1.2, 1.36),
    "pt": (1.2, 2.17, 1.21, 1.65, 1.15, 1.33), "it": (1.2, 2.38, 1.23, 1.81, 1.21, 1.44),
    "ja": (0.71, 1.12, 0.56, 0.85, 0.53, 0.66), "ko": (0.57, 1.0, 0.52, 0.74, 0.53, 0.64),
    "zh": (0.5, 0.83, 0.37, 0.6, 0.34, 0.45), "ru": (1.22, 2.0, 1.19, 1.59, 1.13, 1.34),
    "pl": (1.22, 2.17, 1.15, 1.52, 1.12, 1.33), "tr": (1.14, 1.9, 1.07, 1.48, 1.07, 1.25),
    "id": (1.14, 2.0, 1.14, 1.52, 1.13, 1.32), "vi": (1.14, 1.9, 1.15, 1.5, 1.13, 1.32),
    "th": (1.14, 1.83, 1.09, 1.43, 0.99, 1.18), "hi": (1.14, 1.83, 1.1, 1.48, 1.13, 1.33),
    "nl": (1.14, 2.2, 1.05, 1.42, 1.12, 1.27), "sv": (1.0, 1.6, 1.04, 1.32, 1.04, 1.18),
    "he": (1.0, 1.43, 0.84, 1.1, 0.85, 0.97), "en": (1.0, 1.0, 1.0, 1.0, 1.0, 1.0),
}  # fmt: skip
"""Characters of a translation for one of English, measured on marketing texts: median and 90th percentile of sources
of up to 10 characters, of 11 to 70, and of more."""
_UNMEASURED = (1.14, 1.9, 1.14, 1.5, 1.1, 1.32)


class Growth(NamedTuple):
    """What a translation is likely to take, in the budget's unit."""

    median: int
    most: int
    """One translation in ten takes more."""


def factor(budget: Budget, locale: str) -> float:
    """What one character of running text in the locale takes of the budget's unit; 0 where that cannot be said."""
    wide, size, em = _SCRIPTS.get(locales.script(locale), _OTHER)
    return {
        "chars": 1.0, "utf16": 1.0, "width": wide, "x-weighted": wide, "utf8-bytes": size, "gsm-septets": 1.0,
        "pixels": em * budget.size, "words": 1 / (_WIDE_WORD if wide == 2 else _WORD),
    }.get(budget.unit, 0.0)  # fmt: skip


def allowed(budget: Budget, locale: str) -> int | None:
    """The most of its unit that a text of the locale may take: an SMS with letters outside of GSM 03.38 holds less."""
    return budget.unicode if budget.unicode and locales.language(locale) not in _GSM else budget.max


def characters(budget: Budget, locale: str) -> int | None:
    """The budget in characters of the locale's script, rounded down; None where it sets no bound."""
    most, one = allowed(budget, locale), factor(budget, locale)
    return max(int(most / one), 1) if most and one else None


def growth(source: int, budget: Budget, source_locale: str, locale: str) -> Growth | None:
    """What a source of so many characters becomes; None where the unit says nothing of length."""
    one = factor(budget, locale)
    if not one:
        return None
    band = 0 if source <= 10 else 2 if source <= 70 else 4
    there, here = (_GROWTH.get(locales.language(tag), _UNMEASURED) for tag in (locale, source_locale))
    return Growth(*(round(source * there[band + n] / here[band] * one) for n in (0, 1)))


_SAID = {
    "chars": "characters", "utf16": "UTF-16 units", "width": "columns (Chinese, Japanese and Korean letters take two)",
    "x-weighted": "characters as X counts (Chinese, Japanese, Korean letters and emoji take two, a URL 23)",
    "utf8-bytes": "bytes in UTF-8", "gsm-septets": "characters of an SMS", "pixels": "pixels in Arial",
    "words": "words", "count": "items",
}  # fmt: skip


def said(budget: Budget, locale: str) -> str:
    """The budget in words, for engines that read them: ``at most 30 columns (…)``."""
    return f"at most {allowed(budget, locale)} {_SAID[budget.unit]}"
