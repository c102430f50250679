"""A text of one market made into its sibling's: words, numbers and typography of another market of one language.

Only what a table, a number format or a typographic rule knows is changed. What a person must decide (a word with two
right ones, a word whose sense the source does not tell, the other market's form of address) stays and is marked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from locakit import locales, placeables
from locakit.derive.holes import HOLE, cut, fill, names
from locakit.derive.marks import marks
from locakit.derive.nested import Inner, branches
from locakit.market import Market
from locakit.model import Forms, Unit
from locakit.placeables.spans import is_count
from locakit.rules import tone
from locakit.rules._kit import Pair

Rewrite = Callable[[str, str, str, frozenset[str]], str]
"""``(text, from_locale, to_locale, flags)``: the numbers of a text written another market's way."""
UNCONVERTED = "derive.unconverted"
"""The mark of a text that is the base's, because converting it would have harmed a placeable."""


@dataclass(frozen=True, slots=True)
class Route:
    """How one market's texts become another's."""

    source: str
    """BCP 47 of the source."""
    base: str
    """BCP 47 of the market that the texts are from."""
    market: Market
    """The market they are for, with the rules of the contrast tables."""
    script: Callable[[str], str] | None = None
    """Converts Chinese between its scripts; None where both markets write alike."""
    numbers: Rewrite | None = None
    """None leaves numbers as they are."""


@dataclass(frozen=True, slots=True)
class Derived:
    """A text for the other market."""

    forms: Forms
    notes: tuple[str, ...] = ()
    """Why a person should look, each one without commas: ``ambiguous: piso -> departamento?``, ``register: podéis``."""


def derive(
    base: Forms, source: Forms, route: Route, flags: frozenset[str] = frozenset(), keep: tuple[str, ...] = (),
    *, plural: bool = False,
) -> Derived:  # fmt: skip
    """``base``, a translation of ``source``, for the route's market; words in ``keep`` stay as they are.

    A plural message gets the market's CLDR categories: one that the base does not have is its ``other``; a form whose
    numbers are not those of the base's form, and that does not show the number, is marked.
    """
    spare = source.get("other", next(iter(source.values()), ""))
    wanted = _categories(base, route, flags) if plural else {c: c for c in base}
    notes: dict[str, None] = {}
    forms: dict[str, str] = {}
    for category, of in wanted.items():
        said = source.get(category, spare)
        forms[category], found = _whole(base[of], said, route, flags, keep)
        notes |= dict.fromkeys(found)
        if plural and _hides_number(category, of, base, route, flags):
            notes[f"plural: {category}"] = None
    return Derived(forms, tuple(notes))


def _categories(base: Forms, route: Route, flags: frozenset[str]) -> Mapping[str, str]:
    """The market's categories, each with the base's one that its text comes from."""
    spare = "other" if "other" in base else next(iter(base))
    wanted = locales.message_categories(route.market.locale, flags)
    return {c: c if base.get(c) else spare for c in wanted if f"{locales.NO_PLURAL}{c}" not in flags}


def _hides_number(category: str, of: str, base: Forms, route: Route, flags: frozenset[str]) -> bool:
    """The form is for other numbers than the base's, does not show them, and another form of the base does."""
    shown = {c: _counts(text, flags) for c, text in base.items()}
    return not shown[of] and any(shown.values()) and _covers_more(category, of, route)


def _covers_more(category: str, of: str, route: Route) -> bool:
    """The market's category is for integers that the base's is not for: ``one`` is 0 and 1 in pt-BR, 1 in pt-PT."""
    mine, theirs = locales.numbers_of(route.market.locale, category), locales.numbers_of(route.base, of)
    return not set(mine) <= set(theirs)


def _counts(text: str, flags: frozenset[str]) -> bool:
    return any(is_count(p) for p in placeables.find(text, flags))


def _whole(
    text: str, source: str, route: Route, flags: frozenset[str], keep: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """One form; what stands there as in a source of another language is no text of the base's yet, and stays."""
    foreign = locales.language(route.source) != locales.language(route.base)
    return (text, ()) if foreign and text == source else _text(text, source, route, flags, keep)


def _text(
    text: str, source: str, route: Route, flags: frozenset[str], keep: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """One text and its marks; the branches of its ICU arguments first, each as a text of its own."""
    if not text.strip() or HOLE in text:
        return text, ()
    done, notes = [], list[str]()
    for (start, end), inner in branches(text, flags):
        said, found = _argument(inner, source, route, flags, keep)
        done.append((start, end, said))
        notes += found
    foreign = locales.language(route.source) != locales.language(route.base)
    kept = names(text, source, keep, quoted=foreign)
    held = cut(text, [*done, *((a, b, text[a:b]) for a, b in kept)])
    new = _plain(held.text, source, route, flags)
    if new is None:
        return fill(held.text, held.parts) or text, (*notes, UNCONVERTED)
    return fill(new, held.parts) or text, (*notes, *_marks(new, held.text, source, route, flags))


def _argument(
    inner: Inner, source: str, route: Route, flags: frozenset[str], keep: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """An ICU argument with its branches converted, and their marks."""
    pieces = list(inner.pieces(flags))
    made = [_text(piece, source, route, more, keep) for piece, more in pieces]
    notes = [note for _, found in made for note in found]
    shown = [_counts(piece, more) for piece, more in pieces]
    for number, shows in enumerate(shown):
        category = inner.category(number)
        if category and not shows and any(shown) and _covers_more(category, category, route):
            notes.append(f"plural: {category}")
    return inner.build([text for text, _ in made]), tuple(notes)


def _marks(text: str, before: str, source: str, route: Route, flags: frozenset[str]) -> tuple[str, ...]:
    unit = Unit("", "", {"other": source}, {"other": text}, route.market.locale, route.source, flags=flags)
    return marks(Pair(unit, "other", source, text), route.market, route.base, before)


def _plain(text: str, source: str, route: Route, flags: frozenset[str]) -> str | None:
    """A text without branches; None where its placeables or holes would suffer."""
    new = _between(text, flags, route.script) if route.script else text
    if route.numbers:
        new = route.numbers(new, route.base, route.market.locale, flags)
    new = tone.polish(new, source, route.market, flags, route.source)[0]
    same = _fixed(new, flags) == _fixed(text, flags)
    return new if same and new.count(HOLE) == text.count(HOLE) else None


def _between(text: str, flags: frozenset[str], change: Callable[[str], str]) -> str:
    """``text`` with what stands between its placeables changed."""
    out: list[str] = []
    at = 0
    for p in placeables.find(text, flags):
        if p.start >= at:
            out += (change(text[at : p.start]), text[p.start : p.end])
            at = p.end
    return "".join((*out, change(text[at:])))


def _fixed(text: str, flags: frozenset[str]) -> list[str]:
    return [p.text for p in placeables.find(text, flags)]
