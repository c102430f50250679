"""Addresses: URLs, e-mail addresses and link targets stay as they are, apart from their language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from locakit import locales
from locakit.model import Span, Unit
from locakit.rules._kit import Hit, Pair, ex, rule, spans
from locakit.rules._tags import tags

_JOINT = re.compile(r"[/?&=#.:]+")
_LINK = re.compile(r"\]\(\s*+<?([^\s<>]*+)>?(?:\s++[\"'])?")
_PARTICLE = re.compile("[»”’\u1100-\u11ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$")
"""Words that follow an address without a space."""

_SAMPLE = re.compile(r"(?:^|[/@.])example\.(?:com|org|net)\b")
"""Names that RFC 2606 sets aside for examples."""

_ATTRIBUTES = ("href", "src")


@rule(
    "urls.changed", "warning", "accuracy", signs=":@</.(", quiet="ignore-urls",
    bad=[
        ex("See https://shop.example/help", "Veja https://loja.example/ajuda"),
        ex("Write to help@shop.example", "Escreva para nós"),
        ex('<a href="https://shop.example/a">A</a>', '<a href="https://shop.example/b">A</a>'),
    ],
    good=[
        ex("See https://shop.example/en/help.", "Veja https://shop.example/pt-br/help."),
        ex("See https://en.wikipedia.org/wiki/X", "Veja https://pt.wikipedia.org/wiki/X"),
        ex("See www.shop.example", "Veja www.shop.example"),
    ],
)  # fmt: skip
def changed(pair: Pair) -> Iterator[Hit]:
    """An address of the source is not in the target, or another one is.

    Why: readers land on a page that is not there, or on somebody else's. The part that names a language or a locale
    (``/en/`` and ``/pt/``, ``en.`` and ``pt.``, ``?hl=en``) may change.

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
        if number < len(new):
            yield Hit(f"{address} became {new[number][0]}", new[number][1])
        elif address not in pair.target:
            yield Hit(f"the address {address} is lost")
    for address, span in new[len(lost) :]:
        if address not in pair.source:
            yield Hit(f"the address {address} is not in the source", span)


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
            if not address.endswith("://") and not _SAMPLE.search(address):
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
    return "/".join(p for p in _JOINT.split(text) if p and p not in tags_)
