"""Plural forms: each language has its own set."""

from __future__ import annotations

from collections.abc import Iterator

from locakit import locales
from locakit.rules._kit import Hit, Pair, ex, masked, rule, words

_DAYS = {"one": "{n} day", "other": "{n} days"}


@rule(
    "plurals.missing", "error", whole=True, branches=True, blank=True, blocks=True,
    bad=[ex(_DAYS, {"one": "{n} день", "other": "{n} дня"}, "ru"), ex(_DAYS, {"one": "{n} dia"})],
    good=[
        ex(_DAYS, {"one": "{n} день", "few": "{n} дня", "many": "{n} дней", "other": "{n} дня"}, "ru"),
        ex(_DAYS, {"other": "{n} 日"}, "ja"),
        ex(_DAYS, {"one": "{n} día", "other": "{n} días"}, "es"),
    ],
)  # fmt: skip
def missing(pair: Pair) -> Iterator[Hit]:
    """A plural form that the target language distinguishes is not there.

    Why: for the numbers of that form the program shows another language, a wrong form or nothing.
    Forms for fractions or large round numbers only (``many`` in Czech and French, ``other`` in Russian) are not
    asked for: formats treat them differently. More forms than the language has do no harm. A form that the file has
    no place for is not asked for either (PO's ``Plural-Forms``, Laravel's own rule).

    Source: Unicode CLDR, Language Plural Rules; UTS 35, part 3.
    """
    unit = pair.unit
    if not unit.plural:
        return
    if "ordinal" in unit.flags:
        for wanted in locales.ordinal_categories(unit.market):
            if wanted not in unit.target:
                yield Hit(f"the ordinal form {wanted!r} is missing", (0, 0))
        return
    for wanted in locales.needed(unit.market, unit.flags):
        numbers = locales.numbers_of(unit.market, wanted)
        if wanted not in unit.target:
            shown = ", ".join(map(str, numbers[:4])) + (" …" if len(numbers) > 4 else "")
            yield Hit(f"the plural form {wanted!r} is missing (for {shown})", (0, 0))


_UNCHANGED = words("tr az kk ky uz ug tk hu fa ka hy bn eu")
"""Languages whose nouns stay in the singular after a number."""


@rule(
    "plurals.same", "info", "linguistic-conventions", whole=True, quiet="ignore-same-plurals",
    bad=[ex(_DAYS, {"one": "{n} dias", "other": "{n} dias"})],
    good=[
        ex(_DAYS, {"one": "{n} dia", "other": "{n} dias"}),
        ex({"one": "{n} px", "other": "{n} px"}, {"one": "{n} px", "other": "{n} px"}),
    ],
)  # fmt: skip
def same(pair: Pair) -> Iterator[Hit]:
    """All plural forms of the target are the same text, though those of the source differ.

    Why: often the first form was copied; some nouns really do not change, so it is for information.

    Source: Weblate's check of the same name; MQM 2, linguistic conventions: agreement.
    """
    unit = pair.unit
    if not unit.plural or len(unit.target) < 2 or len(set(unit.target.values())) > 1:
        return
    if locales.language(unit.market) in _UNCHANGED:
        return
    needed = [c for c in locales.plural_categories(unit.market) if locales.numbers_of(unit.market, c)]
    says = any(c.isalpha() for c in masked(pair.target, unit.flags))
    if says and len(needed) > 1 and len(set(unit.source.values())) > 1:
        yield Hit("all plural forms are the same text", form="other" if "other" in unit.target else "")
