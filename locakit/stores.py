"""How the app stores spell locales: ``iw-IL`` and ``no-NO`` at Google Play, ``de-DE`` but ``ja`` in the App Store.

Source: Google Play Console Help, "Translate and localize your app"; App Store Connect Help, "App Store
localizations"; fastlane's documentation of supply and deliver.
"""

from __future__ import annotations

from functools import cache

from locakit import locales

_CODES = {
    "play": """
        af am ar az-AZ be bg bn-BD ca cs-CZ da-DK de-DE el-GR en-AU en-CA en-GB en-IN en-SG en-US en-ZA es-419 es-ES
        es-US et eu-ES fa fa-AE fa-AF fa-IR fi-FI fil fr-CA fr-FR gl-ES gu hi-IN hr hu-HU hy-AM id is-IS it-IT iw-IL
        ja-JP ka-GE kk km-KH kn-IN ko-KR ky-KG lo-LA lt lv mk-MK ml-IN mn-MN mr-IN ms ms-MY my-MM ne-NP nl-NL no-NO pa
        pl-PL pt-BR pt-PT rm ro ru-RU si-LK sk sl sq sr sv-SE sw ta-IN te-IN th tr-TR uk ur vi zh-CN zh-HK zh-TW zu
        """,
    "appstore": """
        ar-SA ca cs da de-DE el en-AU en-CA en-GB en-US es-ES es-MX fi fr-CA fr-FR he hi hr hu id it ja ko ms nl-NL no
        pl pt-BR pt-PT ro ru sk sv th tr uk vi zh-Hans zh-Hant
        """,
}
STYLES = tuple(_CODES)
"""The stores: placeholders of path patterns."""
NAMES = {"play": "Google Play", "appstore": "the App Store"}
_OTHER_NAMES = {"iw": "he", "in": "id", "ji": "yi"}
"""Codes that ISO 639 has withdrawn."""
_SAME = {"nb": "no", "nn": "no", "tl": "fil"}


@cache
def _codes(style: str) -> dict[str, str]:
    """The store's codes by the tag they mean; Mexico's Spanish stands for Latin America's where the store has none."""
    out = {read(code): code for code in _CODES[style].split()}
    return {"es-419": out["es-MX"], **out} if "es-MX" in out else out


def read(code: str) -> str:
    """The BCP 47 tag that a store's code means."""
    head, dash, rest = code.replace("_", "-").partition("-")
    return locales.normalize(_OTHER_NAMES.get(head.lower(), head) + dash + rest)


def spell(tag: str, style: str) -> str:
    """The store's code for a locale; the tag itself where the store has none."""
    return code(tag, style) or locales.normalize(tag)


@cache
def code(tag: str, style: str) -> str:
    """The store's code for a locale, by its parents and its likely region; empty where the store has none."""
    codes = _codes(style)
    tag = locales.normalize(tag)
    language = locales.language(tag)
    if language in _SAME:
        tag = "-".join((_SAME[language], *tag.split("-")[1:]))
    for one in locales.chain(tag):
        for name in (one, _with_region(one), f"{locales.language(one)}-{locales.script(one)}"):
            if name in codes:
                return codes[name]
    alone = [name for name in codes if locales.language(name) == locales.language(tag)]
    return codes[alone[0]] if len(alone) == 1 and locales.script(alone[0]) == locales.script(tag) else ""


def _with_region(tag: str) -> str:
    """The language with the region that the tag says or CLDR thinks likely."""
    from babel.core import get_global

    known = get_global("likely_subtags").get(tag.replace("-", "_"))
    region = locales.region(tag) or (str(known).split("_")[-1] if known else "")
    return f"{locales.language(tag)}-{region}" if region else tag
