"""Plural forms: each language has its own set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from locakit import locales
from locakit.model import Severity, Unit
from locakit.rules._kit import Hit, Pair, ex, masked, rule, words

_DAYS = {"one": "{n} day", "other": "{n} days"}


@rule(
    "plurals.missing", "error", whole=True, plural=True, branches=True, blank=True, blocks=True,
    bad=[
        ex(_DAYS, {"one": "{n} день", "other": "{n} дня"}, "ru"), ex(_DAYS, {"one": "{n} dia"}),
        ex(_DAYS, {"one": "{n} Tag", "other": " "}, "de"),
    ],
    good=[
        ex(_DAYS, {"one": "{n} день", "few": "{n} дня", "many": "{n} дней", "other": "{n} дня"}, "ru"),
        ex(_DAYS, {"other": "{n} 日"}, "ja"),
        ex(_DAYS, {"one": "{n} día", "other": "{n} días"}, "es"),
    ],
)  # fmt: skip
def missing(pair: Pair) -> Iterable[Hit]:
    """A plural form that the target language distinguishes is not there, or is empty while others are not.

    Why: for the numbers of that form the program shows another language, a wrong form or nothing.
    Forms for fractions or large round numbers only (``many`` in Czech and French, ``other`` in Russian) are not
    asked for: formats treat them differently. More forms than the language has do no harm. A form that the file has
    no place for is not asked for either (PO's ``Plural-Forms``, Laravel's own rule).

    Source: Unicode CLDR, Language Plural Rules; UTS 35, part 3.
    """
    return _lost(pair.unit) if pair.unit.plural else ()


def _lost(unit: Unit) -> Iterator[Hit]:
    ordinal = "ordinal" in unit.flags
    there = {form for form, text in unit.target.items() if text and not text.isspace()}
    if not there and len(unit.target) > 1:
        return
    # A source that itself does without forms (Fluent's lone default) asks for none.
    weight: Severity | None = "warning" if list(unit.source) == ["other"] and set(there) <= {"other"} else None
    wanted_all = locales.ordinal_categories(unit.market) if ordinal else locales.needed(unit.market, unit.flags)
    for wanted in wanted_all:
        if wanted in there:
            continue
        state = "is empty" if wanted in unit.target else "is missing"
        numbers = () if ordinal else locales.numbers_of(unit.market, wanted)
        shown = ", ".join(map(str, numbers[:4])) + (" …" if len(numbers) > 4 else "")
        what = f"the ordinal form {wanted!r}" if ordinal else f"the plural form {wanted!r}"
        yield Hit(f"{what} {state}" + (f" (for {shown})" if shown else ""), (0, 0), severity=weight)


@rule(
    "plurals.shape", "error", whole=True, plural=True, branches=True, blocks=True,
    bad=[ex("Saved", {"one": "{n} dia", "other": "{n} dias"}), ex("Name", {"few": "имена", "other": "имя"}, "ru")],
    good=[ex("Saved", "Salvo"), ex(_DAYS, {"other": "{n} 日"}, "ja")],
)  # fmt: skip
def shape(pair: Pair) -> Iterable[Hit]:
    """The target has plural forms, and its source does not vary by number.

    Why: the program asks for one text and finds several, or none. In Rails' YAML each language may have forms or not.

    Source: Unicode UTS 35, part 3; the manuals of the formats (Android string resources, i18next).
    """
    unit = pair.unit
    if unit.plural or len(unit.target) < 2 or unit.resource.endswith((".yml", ".yaml")):
        return ()
    return [Hit(f"the source has no plural forms, and the target has {', '.join(unit.target)}", (0, 0))]


_UNCHANGED = words("tr az kk ky uz ug tk hu fa ka hy bn eu")
"""Languages whose nouns stay in the singular after a number."""


@rule(
    "plurals.same", "info", "linguistic-conventions", whole=True, plural=True, quiet="ignore-same-plurals",
    bad=[ex(_DAYS, {"one": "{n} dias", "other": "{n} dias"})],
    good=[
        ex(_DAYS, {"one": "{n} dia", "other": "{n} dias"}),
        ex({"one": "{n} px", "other": "{n} px"}, {"one": "{n} px", "other": "{n} px"}),
    ],
)  # fmt: skip
def same(pair: Pair) -> Iterable[Hit]:
    """All plural forms of the target are the same text, though those of the source differ.

    Why: often the first form was copied; some nouns really do not change, so it is for information.

    Source: Weblate's check of the same name; MQM 2, linguistic conventions: agreement.
    """
    return _copied(pair) if pair.unit.plural and len(pair.unit.target) > 1 else ()


def _copied(pair: Pair) -> Iterator[Hit]:
    unit = pair.unit
    if len(set(unit.target.values())) > 1:
        return
    if locales.language(unit.market) in _UNCHANGED:
        return
    needed = [c for c in locales.plural_categories(unit.market) if locales.numbers_of(unit.market, c)]
    says = any(c.isalpha() for c in masked(pair.target, unit.flags))
    if says and len(needed) > 1 and len(set(unit.source.values())) > 1:
        yield Hit("all plural forms are the same text", form="other" if "other" in unit.target else "")
