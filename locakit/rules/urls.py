"""Addresses: URLs, e-mail addresses and link targets stay as they are, apart from their language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from locakit import locales
from locakit.model import Span, Unit
from locakit.rules._calm import beside
from locakit.rules._kit import Hit, Pair, ex, rule, spans
from locakit.rules._tags import tags

_JOINT = re.compile(r"[/?&=#.:]+")
_LINK = re.compile(r"\]\(\s*+<?([^\s<>]*+)>?(?:\s++[\"'])?")
_PARTICLE = re.compile("[»”’\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$")
"""Words that follow an address without a space."""

_SAMPLE = re.compile(r"(?:^|[/@.])example\.(?:com|org|net)\b|\*")
"""Names that RFC 2606 sets aside for examples, and patterns for many paths."""

_CODE = 2
"""Letters of a language or a region."""

_ATTRIBUTES = ("href", "src")
_DAMAGED = re.compile(r"(?<![A-Za-z])(https?|ftps?)(?: ?[:：] ?/ ?/|[:：]/|//)(?=\w)")
_WHOLE_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*+:(?://)?[^\s<>\"{}|\\^`]++")
_FREE = frozenset({"www", "special", "mylanguage"})
"""Parts that make no other page: MediaWiki's ``Special:MyLanguage`` leads to the reader's language."""

_NO_HOST = re.compile(r"https?://[^./:]*+$")
"""A scheme with a word of the sentence after it."""


_ADDRESSED = beside(r"//|@|www\.|\]\(|ref=|src=")


def _addressed(source: str, target: str) -> bool:
    both = source + target
    return "//" in both or "@" in both or "www." in both or "](" in both or "ref=" in both or "src=" in both


@rule(
    "urls.changed", "warning", "accuracy", signs="/@.(<", quiet="ignore-urls", when=_addressed,
    word=_ADDRESSED, word_source=_ADDRESSED,
    bad=[
        ex("See https://shop.example/help", "Veja https://loja.example/ajuda"),
        ex("Write to help@shop.example", "Escreva para nós"),
        ex('<a href="https://shop.example/a">A</a>', '<a href="https://shop.example/b">A</a>'),
    ],
    good=[
        ex("See https://shop.example/en/help.", "Veja https://shop.example/pt-br/help."),
        ex("See https://en.wikipedia.org/wiki/X", "Veja https://pt.wikipedia.org/wiki/X"),
        ex("See www.shop.example", "Veja www.shop.example"),
        ex("See https://shop.example/help/a", "Vea https://shop.example/la/help/a", "es"),
        ex("See https://shop.example/help#Top", "দেখুন https://shop.example/help#শীর্ষ", "bn"),
        ex("Begins with https://", "Empieza por http://o https://", "es"),
        ex("A full URL, e.g. https://example.org", "Un URL completo, p. ej. https://ejemplo.org", "es"),
    ],
)  # fmt: skip
def changed(pair: Pair) -> Iterator[Hit]:
    """An address of the source is not in the target, or another one is.

    Why: readers land on a page that is not there, or on somebody else's. The part that names a language or a locale
    (``/en/`` and ``/pt/``, ``en.`` and ``pt.``, ``?hl=en``) may change or be added, and an anchor be in words.

    Source: MQM 2, accuracy: mistranslation; OWASP, unvalidated redirects.
    """
    source, target = (_addresses(t, pair.unit.flags) for t in (pair.source, pair.target))
    if not source and not target:
        return
    there = [(_bare(a, _tags_of(pair.unit)), a, s) for a, s in target]
    wanted = [(_bare(a, _tags_of(pair.unit)), a) for a, _ in source]
    if pair.is_icu:
        have = {b for b, _, _ in there}
        lost = [a for b, a in wanted if b not in have]
    else:
        lost = _left(wanted, Counter(b for b, _, _ in there))
    known = {b for b, _ in wanted}
    new = [(a, s) for b, a, s in there if b not in known]
    for number, address in enumerate(lost):
        if number < len(new) and _localised(address, new[number][0], _tags_of(pair.unit)):
            continue
        if number < len(new):
            yield Hit(f"{address} became {new[number][0]}", new[number][1])
        elif address not in pair.target:
            yield Hit(f"the address {address} is lost")
    for address, span in new[len(lost) :]:
        if address not in pair.source and not _SAMPLE.search(pair.source):
            yield Hit(f"the address {address} is not in the source", span)


@rule(
    "urls.damaged", "error", "accuracy", signs=":/", quiet="ignore-urls", when=lambda source, target: "://" in source,
    word_source=beside("://"),
    bad=[
        ex("See https://shop.example", "Veja https: //shop.example"),
        ex("See https://a.example", "Vea https:/a.example", "es"),
        ex("See https://a.example", "https：//a.exampleを見る", "ja"),
        ex("See https://a.example", "انظر https//a.example", "ar"),
    ],
    good=[
        ex("See https://shop.example", "Veja https://shop.example"),
        ex("Not http:// but https://", "https:// statt http://", "de"),
        ex("See https://shop.example", "Veja o site http"),
    ],
)  # fmt: skip
def damaged(pair: Pair) -> Iterator[Hit]:
    """The beginning of an address has lost a mark or got a space.

    Why: it is no link any more; engines and keyboards of other scripts do this.

    Source: RFC 3986, 3.
    """
    usual = {found[0] for found in _DAMAGED.finditer(pair.source)}
    for found in _DAMAGED.finditer(pair.target):
        if found[0] != found[1] + "://" and found[0] not in usual:
            yield Hit(f"{found[0]!r} does not begin an address", found.span(), fix=found[1] + "://")


@rule(
    "urls.url", "error", "accuracy", needs="url", quiet="ignore-url",
    bad=[
        ex("https://shop.example/help", "Ajuda", "pt-BR", "url"),
        ex("https://shop.example", "shop.example", "ar", "url"),
        ex("https://shop.example/a", "https://shop.example/a b", "ja", "url"),
    ],
    good=[
        ex("https://shop.example/help", "https://shop.example/pt/ajuda", "pt-BR", "url"),
        ex("https://shop.example", "https://магазин.example/каталог", "ru", "url"),
    ],
)  # fmt: skip
def url(pair: Pair) -> Iterator[Hit]:
    """The unit is to be an address and is none.

    Why: the program opens it as a link.

    Source: Weblate's documentation, "URL"; RFC 3986 and 3987.
    """
    if not _WHOLE_URL.fullmatch(pair.target.strip()):
        yield Hit("the target is no address")


def _localised(address: str, other: str, tags_: frozenset[str]) -> bool:
    """The other address is the page in another language: it has one more short part, or an anchor in words."""
    here, there = (_bare(text.partition("#")[0], tags_).split("/") for text in (address, other))
    more = [part for part in there if part not in here]
    anchored = here == there and not other.partition("#")[2].isascii()
    return anchored or (len(more) == 1 and len(more[0]) == _CODE and [p for p in there if p != more[0]] == here)


def _left(wanted: list[tuple[str, str]], have: Counter[str]) -> list[str]:
    out: list[str] = []
    for bare, address in wanted:
        have[bare] -= 1
        if have[bare] < 0:
            out.append(address)
    return out


@lru_cache(maxsize=1024)
def _addresses(text: str, flags: frozenset[str]) -> tuple[tuple[str, Span], ...]:
    out: list[tuple[str, Span]] = []
    for p in spans(text, flags):
        if p.kind in ("url", "email"):
            address = _PARTICLE.sub("", p.text.strip("<>"))
            if not address.endswith("://") and not _SAMPLE.search(address) and not _NO_HOST.match(address):
                out.append((address, (p.start, p.end)))
        elif p.kind == "link" and (found := _LINK.match(p.text)):
            out.append((found[1].removesuffix(")"), (p.start, p.end)))
    for tag in tags(text, flags):
        values = tag.attributes()
        out += [(values[name], tag.span) for name in _ATTRIBUTES if values.get(name)]
    return tuple(out)


def _tags_of(unit: Unit) -> frozenset[str]:
    return _spellings(unit.source_locale) | _spellings(unit.market)


@lru_cache(maxsize=256)
def _spellings(locale: str) -> frozenset[str]:
    tag, language = locales.normalize(locale).lower(), locales.language(locale)
    usual = {"en-us", "en_us"} if tag == "en" else set()
    return frozenset({tag, tag.replace("-", "_"), language, f"{language}-{language}"} | usual)


def _bare(address: str, tags_: frozenset[str]) -> str:
    """The address without scheme, end slash and the parts that name a language."""
    text = address.lower().removeprefix("https://").removeprefix("http://")
    return "/".join(p for p in _JOINT.split(text) if p and p not in tags_ and p not in _FREE)
