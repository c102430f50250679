"""What an advertisement or a letter puts in: the text that stands there where there is nothing to put in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from locakit import locales
from locakit.model import Severity, Span
from locakit.rules._kit import Hit, Pair, ex, rule, spans

_WORD = re.compile(r"[^\W\d_]{3,}")
_HELD = r"[Dd]efault|[Kk][Ee][Yy][Ww][Oo][Rr][Dd]:|\):|[Cc][Uu][Ss][Tt][Oo][Mm][Ii][Zz][Ee][Rr]\."
_MOST = 50
"""So many insertions of a text are looked at."""


class _Default(NamedTuple):
    """The default of one insertion."""

    name: str
    text: str
    span: Span


@rule(
    "placeables.default", "warning", "accuracy", quiet="ignore-placeholders", grep_source=_HELD,
    bad=[
        ex("Rent {KeyWord:Cheap Boats} now", "Jetzt {KeyWord:Cheap Boats} mieten", "de"),
        ex("Boats in {LOCATION(City):your city}", "قوارب في {LOCATION(City):your city}", "ar"),
        ex('Hi {{ first_name | default: "dear guest" }}!', 'Olá, {{ first_name | default: "dear guest" }}!', "pt-BR"),
    ],
    good=[
        ex("Rent {KeyWord:Cheap Boats} now", "Jetzt {KeyWord:Billige Boote} mieten", "de"),
        ex("Boats in {LOCATION(City):your city}", "{LOCATION(City):お近くの街}のボート", "ja"),
        ex("Only {CUSTOMIZER.Price:49}", "Nur {CUSTOMIZER.Price:49}", "de"),
        ex('Hi {{ name | default: "you" }}!', 'Hallo {{ name | default: "du" }}!', "de"),
        ex("{KeyWord:Cheap Boats}", "{KeyWord:Cheap Boats}", "en-GB"),
    ],
)  # fmt: skip
def default(pair: Pair) -> Iterator[Hit]:
    """The default text of an insertion is the source's.

    Why: where the search, the place or the name is not known, readers see the default: a word of another language in
    the middle of a sentence. A single word may be the same in both languages; it is told for information.

    Source: Google Ads Help, "Set up keyword insertion for your ad text" and "Set up location insertion for responsive
    search ads"; Shopify, Liquid reference, "default".
    """
    unit = pair.unit
    if locales.language(unit.market) == locales.language(unit.source_locale):
        return
    said = {(one.name, one.text) for one in _defaults(pair.source, unit.flags)}
    for one in _defaults(pair.target, unit.flags) if said else ():
        words = _WORD.findall(one.text)
        if words and (one.name, one.text) in said:
            level: Severity | None = None if len(words) > 1 else "info"
            yield Hit(f"the default text {one.text!r} is the source's", one.span, severity=level)


def _defaults(text: str, flags: frozenset[str]) -> Iterator[_Default]:
    found = [p for p in spans(text, flags) if p.kind == "insertion"][: 2 * _MOST]
    for opened, closed in zip(found[::2], found[1::2], strict=False):
        yield _Default(opened.name, text[opened.end : closed.start].strip(), (opened.end, closed.start))
