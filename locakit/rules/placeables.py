"""Placeholders: what a program replaces at run time must be in the target as it is in the source."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from locakit import locales
from locakit.model import Severity
from locakit.placeables import Difference
from locakit.placeables.dialects import flags_known
from locakit.rules._alike import same_marks
from locakit.rules._differences import Odd, compared, differences, plain
from locakit.rules._kit import Hit, Pair, ex, rule, spans, words

_SIGNS = "%{}$&@[:~|"
QUIET = " ".join(["ignore-placeholders", *(f"ignore-{flag}" for flag in sorted(flags_known()))])
"""The flags that silence all rules about placeholders."""

_ELSEWHERE = frozenset({
    "url", "email", "tag", "comment", "instruction", "link", "code", "emphasis", "escape", "footnote", "custom",
    "bbcode", "role",
})  # fmt: skip
"""Kinds that other rules speak about."""

_CHOICE = re.compile(r"\{\{[A-Z]+:")
_DATE = re.compile(r"%[-_0^#]?[YmBHMyIZ]|^(?=[^%]*%[-_0]?[abde][^\n]*%)(?:[^\w%]|%[-_0]?[abdel])+$")
"""A pattern of strftime, whose directives each language orders and chooses for itself."""

_TERM = re.compile(r"\{\s*+-[a-z]")
"""A name of a product in Fluent: how often a sentence says it is a matter of style."""

_ALWAYS_GIVEN = frozenset({"%{attribute}", "%{model}", "%{value}"})
"""What Rails has for every message below ``errors`` (Rails Guides, I18n, "Error Message Interpolation")."""

_HOLDERS = ("code", "link")
"""Kinds that hold placeholders; the rules for Markdown speak of what becomes of them."""

_ENOUGH = 200
"""So many differences are looked at."""

_NAMED = {"one": "One file of {name}", "other": "{count} files of {name}"}


_USUAL = words("python-format python-brace-format c-format icu-message-format fuzzy unreviewed")
"""Flags under which a plain ``{name}``, tag or ``%s`` is what it is without."""


def _odd(pair: Pair, wanted: str) -> list[Odd]:
    """The differences of one sort that are for the rules below."""
    if not pair.unit.plural and _reads_plainly(pair) and same_marks(pair.source, pair.target):
        return []
    found = [odd for odd in differences(pair) if odd.what == wanted and odd.kind not in _ELSEWHERE]
    return [] if not found or _branching(pair) or _phrases(pair) else found[:_ENOUGH]


def _reads_plainly(pair: Pair) -> bool:
    """Nothing but what stands there says what its placeables are: no dialect, no apostrophes that quote."""
    flags = pair.unit.flags
    return not flags or (flags <= _USUAL and "'" not in pair.source and "'" not in pair.target)


def _branching(pair: Pair) -> bool:
    """A Fluent text with variants: each of them is a text of its own."""
    return "fluent" in pair.unit.flags and ("->" in pair.source or "->" in pair.target)


def _hits(pair: Pair, wanted: str, message: str) -> Iterable[Hit]:
    found = _odd(pair, wanted)
    return _told(pair, found, wanted, message) if found else ()


def _told(pair: Pair, found: list[Odd], wanted: str, message: str) -> Iterable[Hit]:
    other = {plain(p.text) for p in spans(pair.target if wanted == "missing" else pair.source, pair.unit.flags)}
    for _, one, kind, _ in found:
        if _is_free(pair, one, kind):
            continue
        repeated = kind != "printf" and plain(one.text) in other
        if repeated and ("|" in pair.source or _TERM.match(one.text)):
            continue
        said = "stands more often in the source" if wanted == "missing" else "stands less often in the source"
        severity: Severity | None = "warning" if repeated or _TERM.match(one.text) else None
        if wanted == "missing" and _only_wrong_for_zero(pair, one):
            severity = "info"
        yield Hit(f"{one.text.strip()} {said if repeated else message}", one.span_in_target, severity=severity)


def _only_wrong_for_zero(pair: Pair, one: Difference) -> bool:
    """The count of a form for 0 and 1 (French ``one``): leaving it out is true for 1 and odd for 0.

    A form for 0 alone may say "none" and nothing else.
    """
    if pair.unit.plural and locales.numbers_of(pair.unit.market, pair.form) == (0,):
        return True
    if not pair.unit.plural or locales.numbers_of(pair.unit.market, pair.form) != (0, 1):
        return False
    usual = pair.unit.source.get("other", pair.source)
    return all(one != odd.one for odd in compared(usual, pair.target, pair.unit.flags, True))


def _is_free(pair: Pair, one: Difference, kind: str) -> bool:
    """What looks like a placeholder and may change: words MediaWiki chooses among, dates, and what is inside code."""
    if kind == "mustache":
        return _CHOICE.match(one.text) is not None
    if kind == "printf" and _DATE.search(pair.source):
        return True
    if kind == "ruby" and one.text in _ALWAYS_GIVEN and "errors" in pair.unit.key.split("."):
        return True
    if kind == "quoted" or (kind == "brace" and "'" in pair.target and _quoted(pair, one.text)):
        return True
    if "laravel-format" in pair.unit.flags and one.text[0] == ":":
        return pair.source.lower().count(one.text.lower()) == pair.target.lower().count(one.text.lower())
    here, there = (sum(p.text.count(one.text) for p in spans(t, pair.unit.flags) if p.kind in _HOLDERS)
                   for t in (pair.source, pair.target))  # fmt: skip
    return here != there and pair.source.count(one.text) == pair.target.count(one.text)


def _quoted(pair: Pair, text: str) -> bool:
    """It stands in the target between ICU's apostrophes, of which ``placeables.quoted`` speaks."""
    return any(p.kind == "quoted" and text in p.text for p in spans(pair.target, pair.unit.flags))


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
    "placeables.missing", "error", signs=_SIGNS, quiet=QUIET, blocks=True, calm="held",
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
    stands for exactly one number may leave the number out; Russian ``one`` stands for 1, 21, 31 … and may not. A form
    for 0 and 1 that leaves it out (French "une pomme") is only wrong for 0: for information. A name that Fluent keeps
    as a term may be written out: that is a warning.

    Source: GNU gettext manual, "Special Comments preceding Keywords" (format checks); Unicode CLDR plural rules.
    """
    return _hits(pair, "missing", "is lost")


@rule(
    "placeables.extra", "error", signs=_SIGNS, quiet=QUIET, blocks=True, calm="held",
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
    "placeables.order", "error", signs=_SIGNS, quiet=QUIET, blocks=True, calm="held",
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
    "placeables.unbalanced", "error", signs=_SIGNS, quiet=QUIET, blocks=True, calm="held",
    bad=[
        ex("{{a}}Read{{/a}} this", "{{/a}}Leia{{a}} isto", "pt-BR", "automattic-components-format"),
        ex("<![CDATA[Read]]> this", "]]>これ<![CDATA[を読む", "ja"),
    ],
    good=[
        ex("{{a}}Read{{/a}} this", "{{a}}Leia{{/a}} isto", "pt-BR", "automattic-components-format"),
        ex("<![CDATA[Read]]> this", "<![CDATA[これを]]>読む", "ja"),
    ],
)  # fmt: skip
def unbalanced(pair: Pair) -> Iterable[Hit]:
    """A placeable that opens is not closed, or closes what was not opened.

    Why: what comes after it is swallowed or shown wrongly.

    Source: MQM 2, design and markup: markup.
    """
    return _hits(pair, "unbalanced", "has no partner")


_NUMBER, _TEXT = frozenset("diuxXobB"), frozenset("scq@SCaA")
_LAST_LETTER = re.compile(r"([A-Za-z@])[^A-Za-z@]*$")
_CONVERTS = frozenset({"printf", "numbered", "named", "ruby"})


@rule(
    "placeables.type", "error", signs="%{$", quiet=QUIET, blocks=True, calm="held",
    bad=[
        ex("%s has %d files", "%s hat %s Dateien", "de", "c-format"),
        ex("%(count)d files", "%(count)s ファイル", "ja", "python-format"), ex("%1$s: %2$d", "%1$s: %2$s", "ar"),
        ex("Due {when, date, short}", "Fällig {when, date}", "de"),
    ],
    good=[
        ex("%d files", "%i Dateien", "de", "c-format"), ex("%d files", "%'d Dateien", "de", "c-format"),
        ex("{{ name }} came", "{{name}} جاء", "ar", "i18next-interpolation"),
    ],
)  # fmt: skip
def type_(pair: Pair) -> Iterable[Hit]:
    """A placeholder has another type or format than in the source.

    Why: a program that gets a number where it is told of a text fails or shows something else. Another width or
    another date pattern may be meant, so that is a warning.

    Source: ISO C, fprintf; Python documentation, "Format String Syntax"; GNU gettext manual (format checks).
    """
    return [
        Hit(f"{odd.one.text} is {odd.was} in the source", odd.one.span_in_target, severity=_weight(odd))
        for odd in _odd(pair, "type") if not _is_free(pair, odd.one, odd.kind)
    ]  # fmt: skip


def _weight(odd: Odd) -> Literal["warning"] | None:
    if odd.kind not in _CONVERTS:
        return "warning"
    here, there = (_sort(text) for text in (odd.one.text, odd.was))
    return "warning" if here == there else None


def _sort(text: str) -> str:
    """What a conversion wants: a number, a text, or its own letter."""
    hit = _LAST_LETTER.search(text)
    letter = hit[1] if hit else ""
    return "number" if letter in _NUMBER else "text" if letter in _TEXT else letter.lower()
