"""A project's own patterns: placeholders and expressions that flags name."""

from __future__ import annotations

from collections.abc import Iterable

from locakit.placeables.custom import PLACEHOLDERS, REGEX, custom, matches, wanted
from locakit.rules._differences import differences
from locakit.rules._kit import Hit, Pair, ex, rule

_SAID = {
    "missing": "{} is lost", "extra": "{} is not in the source", "order": "{} stands in another order",
    "unbalanced": "{} has no partner", "type": "{} is another in the source",
}  # fmt: skip


@rule(
    "placeables.custom", "error", quiet="ignore-placeholders", blocks=True, needs=PLACEHOLDERS,
    bad=[
        ex("Open $URL$", "Abra URL", "pt-BR", "placeholders:$URL$"),
        ex("Ask @bot", "@bot2 にきく", "ja", 'placeholders:r"@[a-z]+\\d*"'),
        ex("Dear NAME", "Уважаемый", "ru", "placeholders:NAME:CITY", "case-insensitive"),
    ],
    good=[
        ex("Open $URL$", "Abra $URL$", "pt-BR", "placeholders:$URL$"),
        ex("Ask @bot", "@bot にきく", "ja", 'placeholders:r"@[a-z]+"'),
        ex("Dear NAME", "Дорогой Name", "ru", "placeholders:NAME:CITY", "case-insensitive"),
    ],
)  # fmt: skip
def placeholders(pair: Pair) -> Iterable[Hit]:
    """A placeholder that the project lists in a flag is lost or added.

    Why: the program puts something in its place. The list is literal, or holds regular expressions
    (``placeholders:$URL$:r"@[a-z]+"``).

    Source: Weblate's documentation, "Customizing behavior using flags": placeholders, case-insensitive.
    """
    return [
        Hit(_SAID[odd.what].format(odd.one.text), odd.one.span_in_target)
        for odd in differences(pair) if odd.kind == "custom"
    ]  # fmt: skip


@rule(
    "placeables.pattern", "warning", needs=f"{PLACEHOLDERS} {REGEX}", whole=True,
    bad=[ex("Open X", "Abra X", "pt-BR", 'placeholders:r"(X"'), ex("Open X", "Abra X", "pt-BR", "regex:(")],
    good=[ex("Open X", "Abra X", "pt-BR", 'placeholders:r"(X)"'), ex("Open X", "Abra X", "pt-BR", "regex:X")],
)  # fmt: skip
def pattern(pair: Pair) -> Iterable[Hit]:
    """A regular expression in a flag cannot be read, or takes too long.

    Why: what cannot be looked for is not checked, and nobody would know.

    Source: Weblate's documentation, "Customizing behavior using flags": placeholders, regex.
    """
    flags = pair.unit.flags
    own = custom(flags)
    faults = [*(own.faults if own else ())]
    for expression in wanted(flags):
        try:
            matches(expression, pair.target)
        except ValueError as error:
            faults.append(f"the expression {expression!r} cannot be used: {error}")
    return [Hit(fault) for fault in faults]


@rule(
    "placeables.regex", "error", quiet="ignore-regex", needs=REGEX,
    bad=[ex("en_US", "português", "pt-BR", "regex:^[a-z]{2}_[A-Z]{2}$")],
    good=[ex("en_US", "pt_BR", "pt-BR", "regex:^[a-z]{2}_[A-Z]{2}$"), ex("a", "b", "de", "regex:(")],
)  # fmt: skip
def regex(pair: Pair) -> Iterable[Hit]:
    """The target does not match the regular expression that a flag demands.

    Why: the program reads the text, a date pattern or a code for example, and fails on another shape.

    Source: Weblate's documentation, "Customizing behavior using flags": regex.
    """
    return [Hit(f"the text does not match {one}") for one in wanted(pair.unit.flags) if not _matches(one, pair.target)]


def _matches(expression: str, text: str) -> bool:
    """False only where the expression could be tried; ``placeables.pattern`` speaks of the others."""
    try:
        return matches(expression, text)
    except ValueError:
        return True
