"""The locale that a column's header names: a tag, an English name, or both; from CLDR through Babel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from locakit import locales
from locakit.tags import known

_PAIR = re.compile(r"(?P<one>[^()\[\]]+?)\s*[(\[]\s*(?P<two>[^()\[\]]+?)\s*[)\]]")
_SOURCE = re.compile(r"source(?:\s+(?:text|language|string))?\s*[\s_:/-]\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=1024)
def locale_of(header: str) -> str:
    """The BCP 47 tag that a header names; empty where it names none, or two that differ.

    ``pt-BR``, ``pt_BR``, ``Portuguese (Brazil)``, ``Brazilian Portuguese``, ``German (de)``, ``de [German]``,
    ``Français (fr)``, ``source (en)``, ``source_en``.
    """
    header = " ".join(header.split())
    if not 1 < len(header) <= 80:
        return ""
    plain = _plain(header)
    if plain:
        return plain
    after = _SOURCE.fullmatch(header)
    if after and _plain(after["rest"]):
        return _plain(after["rest"])
    pair = _PAIR.fullmatch(header)
    return _paired(pair["one"], pair["two"]) if pair else ""


def _paired(one: str, two: str) -> str:
    if one.lower() == "source" or two.lower() == "source":
        return _plain(two if one.lower() == "source" else one)
    first, second = _plain(one), _plain(two)
    if first and second and (first == second or second.startswith(f"{first}-") or first.startswith(f"{second}-")):
        return max(first, second, key=len)
    tag, name = (one, two) if locales.is_tag(one) else (two, one)
    if locales.is_tag(tag) and known(tag) and name.lower() in _own_names(tag):
        return locales.normalize(tag)
    return _placed(first, two) if first and not locales.is_tag(one) else ""


def _placed(language: str, places: str) -> str:
    """A language with what stands in brackets behind its name: a script, a territory, or both."""
    tags = [language]
    for kind in (_names("scripts"), _names("territories")):
        found = [kind[p] for p in (places.lower(), *map(str.strip, places.lower().split(","))) if p in kind]
        tags += found[:1]
    told = len(tags) - 1
    return "-".join(tags) if told and (told == 2 or places.lower() in _either() or "," not in places) else ""


def _either() -> frozenset[str]:
    return frozenset(_names("scripts")) | frozenset(_names("territories"))


def _plain(text: str) -> str:
    if locales.is_tag(text) and known(text):
        return locales.normalize(text)
    found = _names("languages").get(text.lower(), "")
    return locales.normalize(found) if found else ""


def _own_names(tag: str) -> frozenset[str]:
    """What the language calls itself, alone and with script and region."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(locales.normalize(tag), sep="-")
    except (UnknownLocaleError, ValueError):
        return frozenset()
    return frozenset(str(n).lower() for n in (locale.language_name, locale.display_name) if n)


@cache
def _names(kind: str) -> Mapping[str, str]:
    """English name in small letters to subtag; a name that two subtags have is left out."""
    from babel import Locale

    english = Locale.parse("en")
    table: Mapping[str, str] = getattr(english, kind)
    out: dict[str, str] = {}
    twice: set[str] = set()
    for subtag, name in table.items():
        low = name.lower()
        twice |= {low} if low in out else set()
        out[low] = subtag
    more = {"us": "US", "uk": "GB", "usa": "US"} if kind == "territories" else {}
    return {name: subtag for name, subtag in (out | more).items() if name not in twice}


@cache
def full(tag: str) -> str:
    """The tag with script and region that CLDR finds likeliest: ``en`` and ``en-US`` are both ``en-Latn-US``."""
    from babel.core import get_global

    likely: Mapping[str, str] = get_global("likely_subtags")
    plain = locales.normalize(tag)
    language, script, region = locales.language(plain), locales.script(plain), locales.region(plain)
    tries = (f"{language}_{region}", f"{language}_{script}", language)
    found = next((likely[t] for t in tries if t in likely), "").split("_")
    region = region or (found[-1] if len(found) > 1 else "")
    rest = [p for p in plain.split("-")[1:] if len(p) > 4 or (len(p) == 4 and p[0].isdigit())]
    return "-".join(p for p in (language, script, region, *rest) if p)


def spelled(locale: str, others: list[str]) -> str:
    """How a new column is called: as the other columns of texts are, by tag (``pt-BR``, ``pt_BR``) or English name."""
    named = [o for o in others if o.strip() and not locales.is_tag(o.strip())]
    name = locales.name(locale)
    if others and len(named) == len(others) and locale_of(name) == locales.normalize(locale):
        return name
    return locales.spell(locale, "posix" if any("_" in o for o in others) else "locale")
