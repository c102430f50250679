"""A sentence around a short text that an engine gave back untouched, and the way out of it again."""

from __future__ import annotations

import re

from locakit.locales import language

LONGEST = 40
"""So many characters a label has at most."""
ARTICLES: dict[str, str] = {
    "pt": "os? |as? ", "es": "el |las? |los? ", "fr": "les? |la |l['’]", "it": "il |lo |la |i |gli |le |l['’]",
    "ca": "els? |les |la |l['’]", "gl": "os? |as? ", "de": "der |die |das ", "nl": "de |het ", "hu": "az? ",
}  # fmt: skip
"""The definite articles of languages that put them before the noun."""
_NONE = frozenset(
    {"ru", "uk", "be", "pl", "cs", "sk", "sl", "hr", "sr", "lt", "lv", "tr", "az", "fi", "et", "ja", "zh", "ko"}
)
"""Languages without articles."""
_NO_ARTICLE = re.compile(r"o que\b|a partir\b|lo que\b|la que\b", re.IGNORECASE)
_SOURCE = re.compile(r"(?:the|an?)\b", re.IGNORECASE)


def frame(text: str, source: str, market: str) -> str | None:
    """``text`` as an English sentence; None where the languages do not allow to take it out again."""
    if language(source) != "en" or not (language(market) in ARTICLES or language(market) in _NONE):
        return None
    return f"The {text}."


def unframe(answer: str, market: str) -> str | None:
    """What stands in the frame of an answer; None where the frame is not to be seen."""
    inner = answer.strip().rstrip(".。")
    articles = ARTICLES.get(language(market))
    if articles is None:
        return inner or None
    hit = re.match(articles, inner, re.IGNORECASE)
    return inner[hit.end() :] or None if hit else None


def _is_sentence(text: str) -> bool:
    return len(text) > LONGEST or text.count(" ") > 2 or not text[-1:].isalpha() or bool(_SOURCE.match(text))


def bare(answer: str, source: str, market: str) -> str:
    """A label without an article that its source has not; sentences and longer texts as they are."""
    articles = ARTICLES.get(language(market))
    if articles is None or _is_sentence(source):
        return answer
    hit = re.match(articles, answer, re.IGNORECASE)
    return answer[hit.end() :] if hit and hit.end() < len(answer) and not _NO_ARTICLE.match(answer) else answer
