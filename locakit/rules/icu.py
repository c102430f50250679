"""ICU messages: the target parses, has the branches its language needs, and uses the source's arguments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from locakit import icu, locales
from locakit.rules._kit import ICU, Hit, Pair, ex, rule

_SYNTAX, _OTHER, _CATEGORIES, _SELECTOR, _ARGUMENT = "syntax", "other", "categories", "selector", "argument"
_SIGNS = "{}'"
_QUIET = "ignore-icu-message-format"
_LOST = re.compile(r"(\{.*\}) has no branch (\w+),")
_ONE = re.compile(r"=1\s*\{")
_ITEMS = "{n, plural, one {# item} other {# items}}"
_WHO = "{who, select, she {her cart} other {their cart}}"


def _kind(message: str) -> str:
    """Which of the rules below a fault of ``icu.faults`` belongs to."""
    if message.startswith("not ICU"):
        return _SYNTAX
    if message.endswith("has no branch other"):
        return _OTHER
    if " has no branch " in message:
        return _CATEGORIES
    return _ARGUMENT if message.startswith("argument") else _SELECTOR


@lru_cache(maxsize=64)
def _faults(source: str, target: str, market: str) -> tuple[tuple[str, Hit], ...]:
    return tuple((_kind(message), Hit(message, span)) for message, span in icu.faults(source, target, market))


def _hits(pair: Pair, kind: str) -> Iterator[Hit]:
    if kind != _SYNTAX and not pair.is_icu:
        return
    off = _off(pair.unit.flags)
    for found, hit in _faults(pair.source, pair.target, pair.unit.market):
        if found == kind and not any(part in hit.message for part in off):
            yield hit


_SWITCHES: Mapping[str, tuple[str, ...]] = {
    "-types": (" in the source, ",), "-extra": ("} is not in the source",), "-missing": ("} is missing",),
    "-require_other": ("has no branch other",), "-submessage_selectors": ("select key",),
    "-plural_selectors": ("unknown plural selector", " has no branch "), "-tags": ("<",),
}  # fmt: skip
"""What each switch of Weblate's ``icu-flags:`` silences, by what its message says."""


@cache
def _off(flags: frozenset[str]) -> tuple[str, ...]:
    """The parts of messages that ``icu-flags:`` silences."""
    said = (f[len("icu-flags:") :] for f in flags if f.startswith("icu-flags:"))
    switches = (one for text in said for one in re.split(r"[:,\s]+", text))
    return tuple(part for switch in switches for part in _SWITCHES.get(switch, ()))


@rule(
    "icu.syntax", "error", signs=_SIGNS, quiet=_QUIET, needs=ICU, blocks=True, branches=True,
    bad=[
        ex(_ITEMS, "{n, plural, one {# item} other {# itens}", "pt-BR", ICU), ex("Hi {name}", "Oi {name", "pt-BR", ICU),
    ],
    good=[
        ex(_ITEMS, "{n, plural, one {# item} other {# itens}}", "pt-BR", ICU), ex("Hi {name", "Oi {name", "pt-BR", ICU),
    ],
)  # fmt: skip
def syntax(pair: Pair) -> Iterator[Hit]:
    """The target cannot be read as an ICU message.

    Why: the program fails or shows the raw text. A source that cannot be read either is the source's fault and is not
    told of each target.

    Source: ICU User Guide, "Formatting Messages", message syntax.
    """
    if _readable(pair.source):
        yield from _hits(pair, _SYNTAX)


@lru_cache(maxsize=64)
def _readable(text: str) -> bool:
    try:
        icu.parse(text)
    except icu.IcuError:
        return False
    return True


@rule(
    "icu.missing-other", "error", signs=_SIGNS, quiet=_QUIET, needs=ICU, blocks=True, branches=True,
    bad=[ex(_ITEMS, "{n, plural, one {# item} many {# itens}}", "pt-BR", ICU)],
    good=[ex(_ITEMS, "{n, plural, other {#個}}", "ja", ICU)],
)  # fmt: skip
def missing_other(pair: Pair) -> Iterator[Hit]:
    """A plural or select has no branch ``other``.

    Why: ICU requires it and fails without it.

    Source: ICU User Guide, "Formatting Messages", complex argument types.
    """
    return _hits(pair, _OTHER)


@rule(
    "icu.categories", "warning", "linguistic-conventions", signs=_SIGNS, quiet=_QUIET, needs=ICU, branches=True,
    bad=[ex(_ITEMS, "{n, plural, one {# товар} other {# товара}}", "ru", ICU)],
    good=[
        ex(_ITEMS, "{n, plural, one {# товар} few {# товара} many {# товаров} other {# товара}}", "ru", ICU),
        ex(_ITEMS, "{n, plural, one {# artículo} other {# artículos}}", "es", ICU),
        ex(_ITEMS, "{n, plural, =0 {no hi ha cap} =1 {un article} other {# articles}}", "ca", ICU),
    ],
)  # fmt: skip
def categories(pair: Pair) -> Iterator[Hit]:
    """A plural lacks a branch that the target language needs.

    Why: its numbers are shown with the form ``other``, which is wrong grammar. Where the text does not show the number,
    "one or many" is often enough: for information.

    Source: Unicode CLDR, Language Plural Rules.
    """
    lost: dict[tuple[int, int], list[str]] = {}
    for hit in _hits(pair, _CATEGORIES):
        found = _LOST.match(hit.message)
        if found and hit.span and not _only_zero(pair, found[2]):
            lost.setdefault(hit.span, [found[1]]).append(found[2])
    for span, (name, *missing) in lost.items():
        shown = "#" in pair.target or name in pair.target
        said = f"{name} has no branch {', '.join(missing)}, which {pair.unit.market} needs"
        yield Hit(said, span, severity=None if shown else "info")


def _only_zero(pair: Pair, category: str) -> bool:
    """A branch for 0 and 1 whose 1 is said by ``=1``: most writers think of no more."""
    return set(locales.numbers_of(pair.unit.market, category)) <= {0, 1} and _ONE.search(pair.target) is not None


@rule(
    "icu.selector", "error", signs=_SIGNS, quiet=_QUIET, needs=ICU, blocks=True, branches=True,
    bad=[
        ex(_WHO, "{who, select, ela {carrinho dela} other {carrinho}}", "pt-BR", ICU),
        ex(_ITEMS, "{n, plural, um {# item} other {# itens}}", "pt-BR", ICU),
    ],
    good=[ex(_WHO, "{who, select, she {carrinho dela} other {carrinho}}", "pt-BR", ICU)],
)  # fmt: skip
def selector(pair: Pair) -> Iterator[Hit]:
    """A branch has a name that its source or ICU does not know, or stands twice, or a select key is lost.

    Why: keys of a select are code; a translated one is never chosen. An unknown plural category makes ICU fail.

    Source: ICU User Guide, "Formatting Messages", complex argument types.
    """
    return _hits(pair, _SELECTOR)


@rule(
    "icu.argument", "error", signs=_SIGNS, quiet=_QUIET, needs=ICU, blocks=True, branches=True,
    bad=[
        ex(_ITEMS, "{count, plural, one {# item} other {# itens}}", "pt-BR", ICU),
        ex("{n, plural, one {# item of {name}} other {# items of {name}}}",
           "{n, plural, one {# Teil} other {# Teile}}", "de", ICU),
    ],
    good=[
        ex(_ITEMS, "{n, plural, one {ein Artikel} other {# Artikel}}", "de", ICU),
        ex(_ITEMS, "{n, plural, zero {لا عناصر} one {عنصر} two {عنصران} few {# عناصر} many {# عنصرًا} other {# عنصر}}",
           "ar", ICU),
    ],
)  # fmt: skip
def argument(pair: Pair) -> Iterator[Hit]:
    """An argument is lost in a branch, is not in the source, or has another type.

    Why: the program has no value for it, or the value does not appear.

    Source: ICU User Guide, "Formatting Messages", argument types.
    """
    return _hits(pair, _ARGUMENT)


@rule(
    "icu.unreachable", "info", signs=_SIGNS, quiet=_QUIET, needs=ICU, branches=True,
    bad=[
        ex(_ITEMS, "{n, plural, one {# Teil} few {# Teile} other {# Teile}}", "de", ICU),
        ex(_ITEMS, "{n, plural, one {#個} other {#個}}", "ja", ICU),
    ],
    good=[ex(_ITEMS, "{n, plural, =0 {keine} one {# Teil} other {# Teile}}", "de", ICU)],
)  # fmt: skip
def unreachable(pair: Pair) -> Iterator[Hit]:
    """A plural has a branch that no number of the target language leads to.

    Why: nobody ever reads it; often it stands for a branch that is meant, as ``=1`` in Japanese.

    Source: Unicode CLDR, Language Plural Rules.
    """
    if pair.is_icu:
        for message, span in icu.unreachable(pair.target, pair.unit.market):
            yield Hit(message, span)


_TAGGED = "{n, plural, one {<b>#</b> item} other {<b>#</b> items}}"


@rule(
    "icu.tags", "error", signs="<", quiet=f"{_QUIET} ignore-xml-tags", needs=ICU, blocks=True, branches=True,
    bad=[
        ex(_TAGGED, "{n, plural, one {<b>#</b> Teil} other {# Teile}}", "de", ICU),
        ex(_TAGGED, "{n, plural, one {<b>#</b> товар} few {<b># товара} many {<b>#</b>} other {<b>#</b>}}", "ru", ICU),
    ],
    good=[
        ex(_TAGGED, "{n, plural, other {<b>#</b>個}}", "ja", ICU),
        ex(_TAGGED, "{n, plural, one {<b>ein</b> Teil} other {# Teile}}", "de", ICU, "icu-flags:-tags"),
    ],
)  # fmt: skip
def tags(pair: Pair) -> Iterator[Hit]:
    """A branch of an ICU message loses a tag, adds one or does not close it.

    Why: the tag is a component that the program puts there; some programs fail on a tag that is not closed, and only
    for the numbers of that branch. A tag that is lost or added as a whole is a warning.

    Source: FormatJS, "Message Syntax": rich text formatting.
    """
    if pair.is_icu and "<" not in _off(pair.unit.flags):
        for message, span in icu.tag_faults(pair.source, pair.target):
            yield Hit(message, span, severity=None if message.split("> ")[1].startswith("differs") else "warning")
