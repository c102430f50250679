"""A market pack to fill in: what CLDR says of a locale as comments, what it inherits, and rules to uncomment."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from locakit import locales
from locakit.market import Pack, layers
from locakit.market.sketches import SKETCHES

if TYPE_CHECKING:
    from babel import Locale

_DAY, _HOUR = date(2026, 9, 27), time(14, 5)
_NUMBER, _SHARE, _AMOUNT = 1234567.89, 0.256, 1234.5
_VISIBLE = {"\u00a0": "U+00A0", "\u202f": "U+202F", "\u2019": "U+2019", "\u066c": "U+066C", "\u066b": "U+066B"}
_MARKS = {"\u200e": "U+200E", "\u200f": "U+200F", "\u061c": "U+061C"}
"""Invisible signs of CLDR's patterns, which would turn a comment around."""


def complaint(tag: str) -> str:
    """Why there can be no pack for a tag, in a sentence; empty where there can."""
    from babel import Locale

    english = Locale.parse("en")
    if not locales.is_tag(tag) or not locales.known(tag):
        return f"{tag!r} is no locale that CLDR knows"
    parts = locales.normalize(tag).split("-")[1:]
    scripts = [part for part in parts if len(part) == 4 and part.isalpha()]
    if scripts and scripts[0] not in english.scripts:
        return f"{tag!r}: CLDR knows no script {scripts[0]}"
    region = locales.region(tag)
    return f"{tag!r}: CLDR knows no region {region}" if region and region not in english.territories else ""


def draft(tag: str, packs: Sequence[Pack], today: date) -> str:
    """The text of a pack for a locale; ``packs`` are those that apply to it so far, the nearest last.

    All figures come from CLDR through Babel; ``today`` says which currency is in use. The text is a valid pack without
    rules, and its sketches are valid rules without their ``#``.
    """
    tag = locales.normalize(tag)
    facts = "\n".join(f"#   {name:<11} {said}".rstrip() for name, said in _facts(tag, packs, today))
    return _TEXT.format(
        tag=tag, name=locales.name(tag), facts=facts, version=_version(), inherited=_inherited(packs),
        parent=layers(tag)[-2], register=_register(packs), some=_some(packs),
        sketches="\n".join(f"  # {line}".rstrip() for line in SKETCHES.format(tag=tag).splitlines()),
    )  # fmt: skip


def _version() -> str:
    import babel

    return babel.__version__


def _inherited(packs: Sequence[Pack]) -> str:
    counts = [(pack.path, sum(not rule.template for rule in pack.rules)) for pack in packs]
    return "\n".join(f"#   {path}  {count} rules" for path, count in counts) or "#   nothing"


def _register(packs: Sequence[Pack]) -> str:
    pack = next((p for p in reversed(packs) if p.register), None)
    words = next((p.registers for p in reversed(packs) if p.registers), ("informal", "formal"))
    said = f"inherited from {pack.path}: {pack.register}" if pack else "no pack above names one, and none is assumed"
    chosen = pack.register if pack else words[0]
    return f"# How people are addressed; {said}.\n# register: {chosen}\n# registers: [{', '.join(words)}]"


def _some(packs: Sequence[Pack]) -> str:
    """A rule that is inherited, for the lines that show how one is overridden."""
    return next((rule.id for pack in reversed(packs) for rule in pack.rules), "root.ellipsis")


def _facts(tag: str, packs: Sequence[Pack], today: date) -> Iterator[tuple[str, str]]:
    from babel import Locale

    locale = Locale.parse(_nearest(tag), sep="-")
    yield "name", f"{locales.name(tag)}; {locale.get_display_name()}"
    yield "script", f"{locales.script(tag) or 'not known'}, {locales.direction(tag)}"
    for name, categories, of in (("plurals", locales.plural_categories(tag), locale.plural_form),
                                 ("ordinals", locales.ordinal_categories(tag), locale.ordinal_form)):  # fmt: skip
        yield name, "; ".join(f"{c}: {_samples(of, c)}" for c in categories)
    for name, said in (*_numbers(locale, tag, today), *_times(locale)):
        yield name, _plain(said)
    yield "quotes", _quotes(packs)


def _nearest(tag: str) -> str:
    """The nearest locale that CLDR has data of: the tag itself, or without its last parts."""
    from babel import Locale, UnknownLocaleError

    parts = tag.split("-")
    while len(parts) > 1:
        try:
            Locale.parse("-".join(parts), sep="-")
            break
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return "-".join(parts)


def _samples(of: Callable[[int], str], category: str) -> str:
    found = [n for n in (*range(0, 121), 1_000_000) if of(n) == category]
    if not found:
        return "no integer"
    return ", ".join(map(str, found[:3])) + (" …" if len(found) > 3 else "")


def _numbers(locale: Locale, tag: str, today: date) -> Iterator[tuple[str, str]]:
    from babel import numbers

    system = locale.default_numbering_system
    yield "digits", system + ("" if system == "latn" else " (the samples below are in Latin digits)")
    symbols = [numbers.get_decimal_symbol(locale, numbering_system="default"),
               numbers.get_group_symbol(locale, numbering_system="default")]  # fmt: skip
    shown = [_VISIBLE.get(s, s) for s in symbols]
    sample = numbers.format_decimal(_NUMBER, locale=locale, numbering_system="default")
    yield "number", f'{sample}   decimal "{shown[0]}", groups "{shown[1]}"'
    yield "percent", numbers.format_percent(_SHARE, locale=locale, numbering_system="default")
    for code in numbers.get_territory_currencies(_territory(tag), today, today)[:2]:
        sample = numbers.format_currency(_AMOUNT, code, locale=locale, numbering_system="default")
        yield "currency", f"{sample}   {code}"


def _territory(tag: str) -> str:
    """The region, or the likeliest one of the language."""
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(tag.replace("-", "_"), ""))
    return locales.region(tag) or locales.region(likely.replace("_", "-"))


def _times(locale: Locale) -> Iterator[tuple[str, str]]:
    from babel import Locale, dates, lists

    for length in ("short", "medium", "long", "full"):
        yield f"date {length}", dates.format_date(_DAY, length, locale=locale)
    yield "time", dates.format_time(_HOUR, "short", locale=locale)
    days = Locale.parse("en").days["format"]["wide"]
    yield "week", f"begins with {days[locale.first_week_day]}"
    yield "list", lists.format_list(["A", "B", "C"], locale=locale)


def _plain(text: str) -> str:
    """On one line, with the signs that nobody sees written out."""
    for mark, told in _MARKS.items():
        text = text.replace(mark, f"<{told}>")
    hidden = [told for sign, told in list(_VISIBLE.items())[:2] if sign in text]
    return text + (f"   (holds {', '.join(hidden)})" if hidden else "")


def _quotes(packs: Sequence[Pack]) -> str:
    for pack in reversed(packs):
        for rule in pack.rules:
            if rule.kind == "quotes" and isinstance(said := rule.data.get("primary"), str):
                nested = rule.data.get("nested")
                inner = f", inside them {nested}" if isinstance(nested, str) else ""
                return f"{said}{inner}   ({rule.id} in {pack.path})"
    return "not known: Babel leaves CLDR's delimiters out, and no pack above names them"


_TEXT = """\
# {name}: a draft, to be filled in by people who write for this market.
#
# From CLDR through Babel {version}, not written by hand:
{facts}
#
# Inherited, the nearest last (`locakit market show {tag}` lists every rule):
{inherited}
#
# `locakit market test` runs the examples of this file.
locale: {tag}
name: {name}
# extends: {parent}   # a locale whose packs apply instead of those of CLDR's parents

{register}

# Inherited rules that do not hold here, and those that weigh otherwise:
# disable: [{some}]
# severity: {{{some}: info}}

# Each rule says why, and what it rests on. These are sketches of the common kinds, to be uncommented and rewritten.
rules:
{sketches}
"""
