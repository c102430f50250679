"""Judges of a translation that share nothing with locakit: placeables by plain patterns, terms by Snowball stems, chrF.

Needs ``sacrebleu`` and ``snowballstemmer`` (``pip install sacrebleu snowballstemmer``).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

TOKEN = re.compile(
    r"""https?://[^\s<>"'\\()\[\]{}]*[\w/]
    | [\w.+-]+@[\w-]+\.[a-z]{2,}
    | </?[A-Za-z][\w:.-]*(?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'|[^\s<>]+))*\s*/?>
    | \{\{[^{}]*\}\} | [$%]\{[^{}]*\} | \{\s*[\w.$-]*\s*\} | \[\w+=[^\[\]\s]*\] | \[/\w+\]
    | %\(\w+\)[a-z] | %(?:\d+\$)?[-+0\#]?\d*(?:\.\d+)?(?:l{1,2}|h)?[sdifuxXcgeGn@](?![\w])
    | (?<!\S)[:$@][a-z_]{2,}\b(?!:)
    | &(?:[a-zA-Z]+|\#\d+);""",
    re.VERBOSE,
)
"""What a program or browser reads: addresses, tags, variables, printf directives, entities."""
_LONE = re.compile(r"<[A-Za-z][\w:.-]*>")
_HTML = re.compile("a|b|br|button|code|div|em|h[1-6r]|i|img|kbd|li|mark|[ou]l|p|pre|s|small|span|strong|su[bp]|u")
_ICU = re.compile(r"\{\s*\w+\s*,\s*(?:plural|select|selectordinal)\s*,")
_ARGUMENT = re.compile(r"\{\s*([\w.]+)\s*[,}]")
_MANY = (("ões", "ão"), ("ães", "ão"), ("ais", "al"), ("eis", "el"), ("óis", "ol"), ("ns", "m"), ("s", ""))
_WORD = re.compile(r"[^\W_]+")
_CHOSEN = re.compile(r"[^{},\s]+\s*\{")


def tokens(text: str) -> Counter[str]:
    """How often each token stands there; of an ICU message with choices only which arguments and tags it has."""
    if _ICU.search(text):
        names = {"{" + name for name in _ARGUMENT.findall(_CHOSEN.sub(lambda m: "{ ,", text))}
        return Counter(names | {t for t in TOKEN.findall(text) if t.startswith("<")})
    found = (re.sub(r"\s+", " ", t) for t in TOKEN.findall(text))
    return Counter(t for t in found if not _LONE.fullmatch(t) or _is_tag(t, text))


def _is_tag(token: str, text: str) -> bool:
    """``<empty>`` is a word for readers, ``<b>`` and ``<link>…</link>`` are not."""
    name = token[1:-1].lower()
    return bool(_HTML.fullmatch(name)) or f"</{name}>" in text.lower()


def is_intact(source: str, target: str) -> bool:
    """The same tokens as often, and unnumbered printf directives in the same order."""
    orders = [[t for t in TOKEN.findall(text) if re.fullmatch(r"%[^($]*", t)] for text in (source, target)]
    return tokens(source) == tokens(target) and (bool(_ICU.search(source)) or orders[0] == orders[1])


def collapsed(text: str) -> str:
    """The text with one symbol for each token: chrF is to judge words."""
    return TOKEN.sub("¤", text)


@dataclass(frozen=True)
class Wanted:
    """A term and what it may be in the target."""

    source: str
    targets: tuple[str, ...]
    kept: bool
    """It stays letter by letter."""
    case_sensitive: bool


@lru_cache(maxsize=4096)
def _pattern(source: str, case_sensitive: bool) -> re.Pattern[str]:
    base = r"[\s-]+".join(re.escape(w) for w in source.split())
    many = base[:-1] + "(?:y|ies)" if base.endswith("y") else base + "(?:s|es)?"
    found = base if case_sensitive else many
    return re.compile(rf"(?<![\w@-]){found}(?![\w@]|-\w)", 0 if case_sensitive else re.IGNORECASE)


def occurring(terms: Sequence[Wanted], source: str) -> Iterator[Wanted]:
    """The terms that stand in the source, tokens left out, and no parts of longer ones or compounds."""
    text = TOKEN.sub("\0", source)
    found = [(m.start(), -m.end(), t) for t in terms for m in _pattern(t.source, t.case_sensitive).finditer(text)]
    last, out = 0, dict[Wanted, None]()
    for start, end, term in sorted(found, key=lambda f: f[:2]):
        if start >= last:
            last = -end
            out[term] = None
    yield from out


def has(term: Wanted, target: str) -> bool:
    """A permitted target stands there: stem by stem in its order, or letter by letter where it is to be kept."""
    if term.kept:
        return any(re.search(rf"(?<!\w){re.escape(t)}(?!\w)", target) for t in term.targets)
    have = _stems(target)
    wanted = [_stems(t) for t in term.targets]
    return any(
        all(not a.isdisjoint(b) for a, b in zip(have[n : n + len(w)], w, strict=True))
        for w in wanted
        for n in range(len(have) - len(w) + 1)
    )


def _stems(text: str) -> list[frozenset[str]]:
    return [_keys(w) for w in _WORD.findall(text.lower())]


@cache
def _keys(word: str) -> frozenset[str]:
    """What forms of a word have in common: Snowball's stem, and the singular (Cunha & Cintra, plural of nouns)."""
    one = next((word.removesuffix(many) + single for many, single in _MANY if word.endswith(many)), word)
    return frozenset((_stem(word), one))


@cache
def _stem(word: str) -> str:
    return str(_stemmer().stemWord(word))


@cache
def _stemmer() -> Any:
    import snowballstemmer  # type: ignore[import-untyped]  # it has no types

    return snowballstemmer.stemmer("portuguese")


def chrf(targets: Sequence[str], references: Sequence[str], words: int = 0) -> float:
    """sacrebleu's chrF2 of the whole; with ``words=2`` chrF++."""
    from sacrebleu.metrics.chrf import CHRF

    if not targets:
        return 0.0
    pairs = [collapsed(t) for t in targets], [[collapsed(r) for r in references]]
    return float(CHRF(word_order=words).corpus_score(*pairs).score)
