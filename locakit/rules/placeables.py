"""Placeholders: what a program replaces at run time must be in the target as it is in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html.entities import html5

from locakit import locales
from locakit.placeables import Difference, compare
from locakit.rules._kit import Hit, Pair, ex, rule, spans

_SIGNS = "%{}$<>&@[]`#:~\\|_*!"
_QUIET = (
    "ignore-placeholders ignore-c-format ignore-python-format ignore-python-brace-format ignore-java-printf-format "
    "ignore-php-format ignore-objc-format ignore-i18next-interpolation ignore-es-template"
)
_ELSEWHERE = frozenset({
    "url", "email", "tag", "comment", "instruction", "link", "code", "emphasis", "escape", "footnote",
})  # fmt: skip
"""Kinds that the rules of ``markup`` and ``urls`` speak about."""

_CHOICE = re.compile(r"\{\{[A-Z]+:")
_DATE = re.compile(r"%[-_0^#]?[YmBHMyIjZ]|^(?=[^%]*%[-_0]?[abde][^\n]*%)(?:[^\w%]|%[-_0]?[abdel])+$")
"""A pattern of strftime, whose directives each language orders and chooses for itself."""

_NAMED = {"one": "One file of {name}", "other": "{count} files of {name}"}


def differences(pair: Pair) -> tuple[tuple[Difference, str], ...]:
    """What ``placeables.compare`` says of the pair by the best fitting source form, each with the placeable's kind.

    A form for exactly one number may say what the source's form of the same name says; a form for several numbers
    needs all that the source's ``other`` has.
    """
    unit = pair.unit
    usual = unit.source.get("other", pair.source) if unit.plural else pair.source
    whole = _compared(usual, pair.target, unit.flags, pair.covers_one_number)
    if not whole or usual == pair.source or not pair.covers_one_number:
        return whole
    return _compared(pair.source, pair.target, unit.flags, True)


@lru_cache(maxsize=256)
def _compared(source: str, target: str, flags: frozenset[str], may_drop: bool) -> tuple[tuple[Difference, str], ...]:
    found = compare(source, target, flags, may_drop_count=may_drop)
    if not found:
        return ()
    left, right = ({p.start: p for p in spans(t, flags)} for t in (source, target))
    both = (
        (d, left.get(d.span_in_source[0]) if d.kind == "missing" else right.get(d.span_in_target[0])) for d in found
    )
    return tuple((d, p.kind) for d, p in both if p and not (p.kind == "entity" and f"{p.name};" in html5))


def _hits(pair: Pair, wanted: str, message: str) -> Iterator[Hit]:
    found = [(d, kind) for d, kind in differences(pair) if d.kind == wanted and kind not in _ELSEWHERE]
    if not found or _phrases(pair):
        return
    other = {p.text for p in spans(pair.target if wanted == "missing" else pair.source, pair.unit.flags)}
    for one, kind in found:
        if _is_free(pair, one, kind):
            continue
        repeated = kind != "printf" and one.text in other
        if repeated and "|" in pair.source:
            continue
        said = "stands more often in the source" if wanted == "missing" else "stands less often in the source"
        weak = repeated or (wanted == "missing" and _only_wrong_for_zero(pair, one))
        yield Hit(
            f"{one.text.strip()} {said if repeated else message}", one.span_in_target,
            severity="warning" if weak else None,
        )  # fmt: skip


def _only_wrong_for_zero(pair: Pair, one: Difference) -> bool:
    """The count of a form for 0 and 1 (French ``one``): leaving it out is true for 1 and odd for 0."""
    if not pair.unit.plural or locales.numbers_of(pair.unit.market, pair.form) != (0, 1):
        return False
    usual = pair.unit.source.get("other", pair.source)
    return one not in (d for d, _ in _compared(usual, pair.target, pair.unit.flags, True))


def _is_free(pair: Pair, one: Difference, kind: str) -> bool:
    """What looks like a placeholder and may change: words MediaWiki chooses among, dates, and what is inside code."""
    if kind == "mustache":
        return _CHOICE.match(one.text) is not None
    if kind == "printf" and _DATE.search(pair.source):
        return True
    if "laravel-format" in pair.unit.flags and one.text[0] == ":":
        return pair.source.lower().count(one.text.lower()) == pair.target.lower().count(one.text.lower())
    here, there = (sum(p.text.count(one.text) for p in spans(t, pair.unit.flags) if p.kind == "code")
                   for t in (pair.source, pair.target))  # fmt: skip
    return here != there and pair.source.count(one.text) == pair.target.count(one.text)


def _phrases(pair: Pair) -> bool:
    """Each side lists phrases, one a line, all with the same placeables: their number may differ."""
    sides = []
    for text in (pair.source, pair.target):
        lines = [line for line in text.split("\n") if line.strip()]
        sides.append({tuple(sorted(p.text for p in spans(line, pair.unit.flags))) for line in lines[:200]})
        if len(lines) < 2:
            return False
    return sides[0] == sides[1] and len(sides[0]) == 1


@rule(
    "placeables.missing", "error", signs=_SIGNS, quiet=_QUIET, blocks=True,
    bad=[
        ex("Hello {name}, your cart is ready", "Olá, seu carrinho está pronto"),
        ex("%1$s of %2$d", "%1$s", "pt-BR", "java-printf-format"),
        ex({"one": "One apple", "other": "{n} apples"},
           {"one": "яблоко", "few": "{n} яблока", "many": "{n} яблок", "other": "{n} яблока"}, "ru"),
    ],
    good=[
        ex("Hello {name}", "Olá, {name}"),
        ex("%1$s of %2$d", "%2$d von %1$s", "de", "java-printf-format"),
        ex({"one": "One apple", "other": "{n} apples"}, {
            "zero": "لا تفاح", "one": "تفاحة", "two": "تفاحتان",
            "few": "{n} تفاحات", "many": "{n} تفاحة", "other": "{n} تفاحة"}, "ar"),
        ex({"one": "{n} apple", "other": "{n} apples"}, {"one": "ein Apfel", "other": "{n} Äpfel"}, "de"),
        ex({"one": "{n} apple", "other": "{n} apples"}, {"other": "りんご{n}個"}, "ja"),
        ex(_NAMED, {"one": "Eine Datei von {name}", "other": "{count} Dateien von {name}"}, "de"),
    ],
)  # fmt: skip
def missing(pair: Pair) -> Iterable[Hit]:
    """A placeholder of the source is not in the target.

    Why: the program puts a value there; without it the sentence is wrong, and some programs fail. A plural form that
    stands for exactly one number may leave the number out; Russian ``one`` stands for 1, 21, 31 … and may not.

    Source: GNU gettext manual, "Special Comments preceding Keywords" (format checks); Unicode CLDR plural rules.
    """
    return _hits(pair, "missing", "is lost")


@rule(
    "placeables.extra", "error", signs=_SIGNS, quiet=_QUIET, blocks=True,
    bad=[
        ex("Hello {name}", "Olá {nome}"), ex("Saved", "%s foi salvo", "pt-BR", "c-format"),
        ex("Saved {{count}}", "Salvo {{count}} {{total}}"),
    ],
    good=[ex("Hello {name}", "Olá {name}"), ex("100% free", "100 % gratuit", "fr")],
)  # fmt: skip
def extra(pair: Pair) -> Iterable[Hit]:
    """The target has a placeholder that the source does not have.

    Why: the program has no value for it: the reader sees ``{nome}``, or the program fails.

    Source: GNU gettext manual, "Special Comments preceding Keywords" (format checks).
    """
    return _hits(pair, "extra", "is not in the source")


@rule(
    "placeables.order", "error", signs=_SIGNS, quiet=_QUIET, blocks=True,
    bad=[ex("%s has %d files", "%d arquivos de %s", "pt-BR", "c-format")],
    good=[ex("%s has %d files", "%2$d arquivos de %1$s", "pt-BR", "c-format"), ex("{a} of {b}", "{b}の{a}", "ja")],
)  # fmt: skip
def order(pair: Pair) -> Iterable[Hit]:
    """Placeholders without a name or number stand in another order than in the source.

    Why: the program fills them in order, so each gets the other's value, or one of the wrong type.

    Source: ISO C, fprintf; GNU gettext manual, "c-format" (``%2$d`` reorders).
    """
    return _hits(pair, "order", "stands in another order than in the source")


@rule(
    "placeables.unbalanced", "error", signs=_SIGNS, quiet=_QUIET, blocks=True,
    bad=[ex("Read [b]this[/b]", "Leia [b]isto[b]", "pt-BR", "bbcode-text")],
    good=[ex("Read [b]this[/b]", "Leia [b]isto[/b]", "pt-BR", "bbcode-text")],
)  # fmt: skip
def unbalanced(pair: Pair) -> Iterable[Hit]:
    """A placeable that opens is not closed, or closes what was not opened.

    Why: what comes after it is swallowed or shown wrongly.

    Source: MQM 2, design and markup: markup.
    """
    return _hits(pair, "unbalanced", "has no partner")
