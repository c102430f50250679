"""Is this tag a locale that exists? Complaints with a suggestion, from CLDR's names (through Babel)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from locakit import locales

if TYPE_CHECKING:
    from babel import Locale


@cache
def _english() -> Locale:
    from babel import Locale

    return Locale.parse("en")


@cache
def _has_data(tag: str) -> bool:
    from babel import localedata

    return bool(localedata.exists(locales.spell(tag, "posix")))


def _subtag(tag: str, length: int) -> str:
    return next((p for p in locales.normalize(tag).split("-")[1:] if len(p) == length and p.isalpha()), "")


def known(tag: str) -> bool:
    """True if CLDR knows language, script and region; three-letter languages only where CLDR has data for them.

    Stricter than ``complaint``: it tells a locale's folder from a word (``app``, ``bin``).
    """
    if not locales.is_tag(tag):
        return False
    if _has_data(tag):
        return True
    language, region, script = locales.language(tag), locales.region(tag), _subtag(tag, 4)
    spoken = _has_data(language) or (len(language) == 2 and language in _english().languages)
    return (
        spoken
        and (not region or region in _english().territories)
        and (not script or script in _english().scripts)
        and all(p.upper() in _english().variants for p in tag.replace("_", "-").split("-") if len(p) > 4)
    )


def complaint(tag: str) -> str:
    """What is wrong with a BCP 47 tag, in a sentence with a suggestion; empty when nothing is.

    Languages CLDR does not know are taken, unless the subtag is a country's (``jp``); unknown regions are not.
    """
    if not locales.is_tag(tag):
        return f"`{tag[:80]}` is not a locale; write a tag such as pt-BR" + _by_name(tag)
    if _has_data(tag):
        return ""
    return _bad_language(tag) or _bad_script(tag) or _bad_region(tag)


def _bad_language(tag: str) -> str:
    language = locales.language(tag)
    if language in _english().languages or language.upper() not in _english().territories:
        return ""
    spoken = _spoken_in(language.upper())
    tip = f"; did you mean `{spoken}` or `{spoken}-{language.upper()}`?" if spoken else ""
    return f"`{tag}`: {language} is a country ({_english().territories[language.upper()]}), not a language{tip}"


def _bad_script(tag: str) -> str:
    script = _subtag(tag, 4)
    if not script or script in _english().scripts:
        return ""
    import difflib

    close = difflib.get_close_matches(script, list(_english().scripts), 1)
    return f"`{tag}`: {script} is not a script" + (f"; did you mean {close[0]}?" if close else "")


def _bad_region(tag: str) -> str:
    from babel.core import get_global

    region = locales.region(tag)
    if not region or region.isdigit() or region in _english().territories:
        return ""
    alias = next(iter(get_global("territory_aliases").get(region, ())), "")
    tip = f"; did you mean `{locales.language(tag)}-{alias}`?" if alias else ""
    return f"`{tag}`: {region} is not a region{tip}"


def _spoken_in(territory: str) -> str:
    from babel.core import get_global

    likely = str(get_global("likely_subtags").get(f"und_{territory}", ""))
    return likely.split("_")[0]


def _by_name(text: str) -> str:
    names = {str(name).lower(): code for code, name in _english().languages.items()}
    import difflib

    close = difflib.get_close_matches(text.lower(), list(names), 1, 0.8) if len(text) <= 40 else []
    return f"; did you mean `{names[close[0]].replace('_', '-')}`?" if close else ""
