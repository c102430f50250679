"""What a locale needs: plural categories, script, direction, parents and spellings (from CLDR through Babel).

A locale is a BCP 47 tag (``pt-BR``). Tags that CLDR does not know are accepted: their language's facts are used,
and a language that is wholly unknown gets left-to-right and the single category ``other``.
"""

from __future__ import annotations

import fnmatch
import re
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from babel import Locale

CATEGORIES = ("zero", "one", "two", "few", "many", "other")
"""CLDR plural categories in their canonical order."""
NO_PLURAL = "no-plural:"
"""How the flag of a message begins whose file has no place for a plural category of its locale."""

_TAG = re.compile(
    r"^[A-Za-z]{2,3}(?:[-_][A-Za-z]{4})?(?:[-_](?:[A-Za-z]{2}|\d{3}))?(?:[-_](?:[A-Za-z0-9]{5,8}|\d[A-Za-z0-9]{3}))*$"
)
_RTL_SCRIPTS = frozenset({"Arab", "Hebr", "Syrc", "Thaa", "Nkoo", "Adlm", "Rohg"})
_STYLES = ("locale", "language", "posix", "android", "apple")


def is_tag(text: str) -> bool:
    """True if ``text`` has the form of a BCP 47 tag that locakit takes (language, script, region, variants)."""
    return bool(_TAG.match(text))


def normalize(tag: str) -> str:
    """The tag in its canonical case with hyphens: ``PT_br`` gives ``pt-BR`` (RFC 5646, 2.1.1)."""
    parts = tag.replace("_", "-").split("-")
    out = [parts[0].lower()]
    for part in parts[1:]:
        if len(part) == 4 and part.isalpha():
            out.append(part.title())
        elif len(part) in (2, 3) and len(out) <= 2:
            out.append(part.upper())
        else:
            out.append(part.lower())
    return "-".join(out)


def language(tag: str) -> str:
    """The primary language subtag."""
    return normalize(tag).split("-")[0]


def region(tag: str) -> str:
    """The region subtag, or an empty string."""
    for part in normalize(tag).split("-")[1:]:
        if (len(part) == 2 and part.isalpha()) or (len(part) == 3 and part.isdigit()):
            return part
    return ""


@cache
def _babel(tag: str) -> Locale | None:
    from babel import Locale, UnknownLocaleError

    parts = normalize(tag).split("-")
    while parts:
        try:
            return Locale.parse("-".join(parts), sep="-")
        except (UnknownLocaleError, ValueError):
            parts.pop()
    return None


def known(tag: str) -> bool:
    """True where CLDR has the tag's language."""
    return _babel(tag) is not None


@cache
def script(tag: str) -> str:
    """The ISO 15924 script the locale is written in, by CLDR's likely subtags; empty when unknown."""
    from babel.core import get_global

    for part in normalize(tag).split("-")[1:]:
        if len(part) == 4 and part.isalpha():
            return part
    likely = get_global("likely_subtags")
    under = normalize(tag).replace("-", "_")
    full = likely.get(under) or likely.get(language(tag)) or ""
    return next((p for p in str(full).split("_")[1:] if len(p) == 4 and p.isalpha()), "")


@cache
def direction(tag: str) -> str:
    """``rtl`` or ``ltr``."""
    return "rtl" if script(tag) in _RTL_SCRIPTS else "ltr"


@cache
def plural_categories(tag: str) -> tuple[str, ...]:
    """The cardinal categories the locale distinguishes, in CLDR order; ``other`` is always the last."""
    known = _babel(tag)
    used = set(known.plural_form.rules) if known else set()
    return tuple(c for c in CATEGORIES if c in used or c == "other")


@cache
def ordinal_categories(tag: str) -> tuple[str, ...]:
    """The ordinal categories (``selectordinal``) the locale distinguishes, in CLDR order."""
    known = _babel(tag)
    used = set(known.ordinal_form.rules) if known else set()
    return tuple(c for c in CATEGORIES if c in used or c == "other")


@cache
def unheld(tag: str, held: tuple[str, ...]) -> frozenset[str]:
    """Flags for the categories of integers that a file whose own plural rule has the forms ``held`` cannot hold."""
    return frozenset(f"{NO_PLURAL}{c}" for c in plural_categories(tag) if c not in held and numbers_of(tag, c))


def message_categories(tag: str, flags: frozenset[str]) -> tuple[str, ...]:
    """The categories that a plural message needs: the ordinal ones where its flags say ``ordinal``."""
    return ordinal_categories(tag) if "ordinal" in flags else plural_categories(tag)


def needed(tag: str, flags: frozenset[str]) -> tuple[str, ...]:
    """The categories without which a plural message is not whole: those of some integer that its file has a place for.

    Forms for fractions or very large numbers only (``many`` in Czech, ``other`` in Russian) are not among them.
    """
    if "ordinal" in flags:
        return ordinal_categories(tag)
    held = (c for c in plural_categories(tag) if f"{NO_PLURAL}{c}" not in flags)
    return tuple(c for c in held if numbers_of(tag, c))


def category(tag: str, number: int) -> str:
    """The cardinal category of an integer."""
    known = _babel(tag)
    return str(known.plural_form(number)) if known else "other"


_PROBES = (*range(0, 201), 1000, 10_000, 100_000, 1_000_000, 2_000_000)


@cache
def example(tag: str, wanted: str) -> int | None:
    """An integer of a cardinal category, small and not special where possible; None if no integer has it.

    ``other`` avoids 0 and prefers a number that reads as a plain plural (5 before 100).
    """
    fits = [n for n in _PROBES if category(tag, n) == wanted]
    plain = [n for n in fits if n > 1]
    if wanted in ("zero", "one", "two") or not plain:
        return min(fits, key=lambda n: (n == 0 and wanted != "zero", n), default=None)
    return 5 if 5 in plain else plain[0]


@cache
def numbers_of(tag: str, wanted: str) -> tuple[int, ...]:
    """The integers up to 200 in a category: a form that covers exactly one may spell its number out."""
    return tuple(n for n in range(201) if category(tag, n) == wanted)


@cache
def chain(tag: str) -> tuple[str, ...]:
    """The tag and its CLDR parents without root: ``es-MX`` gives ``es-MX, es-419, es``."""
    from babel.core import get_global

    exceptions = get_global("parent_exceptions")
    plain = normalize(tag).split("-")
    written = script(tag)
    if len(plain) == 2 and plain[0] != written and written not in ("", script(plain[0]), plain[1]):
        return (normalize(tag), *chain(f"{plain[0]}-{written}"))
    out: list[str] = []
    current = normalize(tag).replace("-", "_")
    while current and current != "root" and current.replace("_", "-") not in out:
        out.append(current.replace("_", "-"))
        parent = exceptions.get(current)
        stem, _, last = current.rpartition("_")
        current = str(parent) if parent else "" if len(last) == 4 and last != script(stem) else stem
    return tuple(out)


@cache
def likely(tag: str) -> str:
    """The tag with its most likely region if it has none: ``es`` gives ``es-ES`` (CLDR likely subtags)."""
    from babel.core import get_global

    if region(tag):
        return normalize(tag)
    found = get_global("likely_subtags").get(normalize(tag).replace("-", "_"), "")
    return f"{language(tag)}-{region(found)}" if region(found) else normalize(tag)


@cache
def spell(tag: str, style: str) -> str:
    """How a layout writes the tag: ``locale`` pt-BR, ``posix`` pt_BR, ``android`` pt-rBR, ``apple`` pt-BR.

    ``language`` is the primary subtag alone. Raises ValueError for another style.
    """
    tag = normalize(tag)
    if style == "language":
        return language(tag)
    if style == "posix":
        return tag.replace("-", "_")
    if style == "android":
        parts = tag.split("-")
        if len(parts) == 1:
            return tag
        if len(parts) == 2 and len(parts[1]) == 2:
            return f"{parts[0]}-r{parts[1]}"
        return "b+" + "+".join(parts)
    if style in ("locale", "apple"):
        return tag
    raise ValueError(f"unknown spelling {style!r}; known: {', '.join(_STYLES)}")


@cache
def name(tag: str) -> str:
    """The locale's English name (``Portuguese (Brazil)``), or the tag where CLDR has none."""
    known = _babel(tag)
    return str(known.get_display_name("en") or tag) if known else tag


def select(patterns: list[str], markets: list[str]) -> list[str]:
    """The markets that any pattern names: exact tags or globs (``es-*``); no pattern means all."""
    if not patterns:
        return list(markets)
    wanted = [p if any(c in p for c in "*?[") else normalize(p) for p in patterns]
    return [m for m in markets if any(fnmatch.fnmatchcase(m.lower(), p.lower()) for p in wanted)]
