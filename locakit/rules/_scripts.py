"""Which letters a market is written with, and which letters of other scripts look like them."""

from __future__ import annotations

import re
from functools import cache

from locakit import locales

_RANGES = {
    "Latn": "A-Za-zªºÀ-ÖØ-öø-ʯ\u1e00-\u1eff\ua720-\ua7ff\uff21-\uff3a\uff41-\uff5a",
    "Grek": "\u0370-\u0373\u0376-\u0377\u037b-\u037d\u0386\u0388-\u03ff\u1f00-\u1fff",
    "Cyrl": "\u0400-\u0481\u048a-\u052f\u1c80-\u1c8f\u2de0-\u2dff\ua640-\ua69f",
    "Armn": "\u0531-\u0588",
    "Hebr": "\u05d0-\u05f4\ufb1d-\ufb4f",
    "Arab": "\u0620-\u063f\u0641-\u065f\u066e-\u06d3\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdfb\ufe70-\ufefc",
    "Syrc": "\u0700-\u074f",
    "Thaa": "\u0780-\u07bf",
    "Nkoo": "\u07ca-\u07f5",
    "Deva": "\u0900-\u0963\u0971-\u097f",
    "Beng": "\u0980-\u09e3\u09f0-\u09f1",
    "Guru": "\u0a00-\u0a63\u0a70-\u0a76",
    "Gujr": "\u0a80-\u0ae3",
    "Orya": "\u0b00-\u0b63",
    "Taml": "\u0b80-\u0bd7",
    "Telu": "\u0c00-\u0c63",
    "Knda": "\u0c80-\u0ce3",
    "Mlym": "\u0d00-\u0d63\u0d7a-\u0d7f",
    "Sinh": "\u0d80-\u0ddf",
    "Thai": "\u0e01-\u0e3a\u0e40-\u0e4e",
    "Laoo": "\u0e80-\u0ecd\u0edc-\u0edf",
    "Tibt": "\u0f40-\u0fbc",
    "Mymr": "\u1000-\u103f\u1050-\u108f",
    "Geor": "\u10a0-\u10fa\u10fc-\u10ff\u1c90-\u1cbf",
    "Ethi": "\u1200-\u135f",
    "Khmr": "\u1780-\u17d3",
    "Mong": "\u1820-\u18aa",
    "Mtei": "\uabc0-\uabea",
    "Hang": "\u1100-\u11ff\u3131-\u318e\uac00-\ud7af",
    "Kana": "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\uff66-\uff9d",
    "Bopo": "\u3105-\u312f",
    "Hani": "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0002fa1f",
}
"""ISO 15924 code to the letters (and their marks) of the script, as the inside of a character class."""

_PARTS = {
    "Jpan": ("Kana", "Hani"), "Kore": ("Hang", "Hani"), "Hans": ("Hani", "Bopo"), "Hant": ("Hani", "Bopo"),
}  # fmt: skip
_TWO = {
    "sr": "Cyrl Latn", "bs": "Latn Cyrl", "uz": "Latn Cyrl", "az": "Latn Cyrl Arab", "kk": "Cyrl Latn Arab",
    "ky": "Cyrl Arab", "tg": "Cyrl Arab", "tk": "Latn Cyrl", "tt": "Cyrl Latn", "mn": "Cyrl Mong", "ku": "Latn Arab",
    "pa": "Guru Arab", "ms": "Latn Arab", "ha": "Latn Arab", "crh": "Latn Cyrl", "ks": "Arab Deva", "sd": "Arab Deva",
    "ug": "Arab Latn Cyrl", "mni": "Mtei Beng", "sh": "Latn Cyrl", "kab": "Latn Grek", "pi": "Deva Latn Sinh Thai Mymr",
    "mo": "Latn Cyrl", "sat": "Olck Deva Beng Latn",
}  # fmt: skip
"""Languages that are written in more than one script; a tag that names its script has that one."""

_NAMES = {"Kana": "Kana", "Hani": "Chinese"}
_ALIKE = {
    "Cyrl": ("АВСЕНІЈКМОРЅТХаеосрхуіјѕһԁԛԝ", "ABCEHIJKMOPSTXaeocpxyijshdqw"),
    "Grek": ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧοιανρυ", "ABEZHIKMNOPTYXoiavpu"),
}
"""Letters that cannot be told from Latin ones by eye: of the script, and the Latin ones in the same order."""

CONFUSED = tuple(_ALIKE)
"""The scripts that have such letters."""

CONFUSING = "".join(letters for letters, _ in _ALIKE.values())
"""The letters without which no word is mixed: none in most texts in Latin letters."""


@cache
def own(market: str) -> frozenset[str]:
    """The scripts of the market's language beside Latin names; empty where CLDR does not know the language."""
    script = locales.script(market)
    both = _TWO.get(locales.language(market), "").split()
    named = script and script in locales.normalize(market).split("-")
    codes = both if both and not named else [script]
    return frozenset(part for code in codes if code for part in _PARTS.get(code, (code,)))


@cache
def letters(market: str) -> re.Pattern[str] | None:
    """One letter of the market's own scripts; None where they are not known or Latin is among them."""
    scripts = own(market)
    if not scripts or "Latn" in scripts or not scripts <= _RANGES.keys():
        return None
    return _one(scripts)


@cache
def foreign(market: str) -> re.Pattern[str] | None:
    """Letters in a row that are neither Latin nor of the market's scripts; None where those are not known."""
    scripts = own(market)
    if not scripts or not scripts <= _RANGES.keys():
        return None
    return re.compile("[" + "".join(_RANGES[s] for s in _RANGES if s not in scripts and s != "Latn") + "]+")


@cache
def strange(market: str) -> tuple[re.Pattern[str], re.Pattern[str]] | None:
    """A quick search for what may be a letter of another script, and ``foreign``, which is sure of it."""
    sure = foreign(market)
    if sure is None:
        return None
    usual = "\\x00-\u036f\u1e00-\u1eff\u2000-\u2bff\u3000-\u303f\ufe00-\ufe0f\uff00-\uff20"
    return re.compile(f"[^{usual}{''.join(_bmp(_RANGES[s]) for s in own(market))}]"), sure


def _bmp(ranges: str) -> str:
    """The ranges below U+10000: a class without others is searched three times as fast."""
    return "".join(part for part in re.findall(r".-.|.", ranges) if part <= "\uffff")


def name(letter: str) -> str:
    """What the letter's script is called; empty for no letter of a known script."""
    for script in _RANGES:
        if _one(frozenset({script})).match(letter):
            from babel import Locale

            return _NAMES.get(script) or str(Locale.parse("en").scripts.get(script, script))
    return ""


@cache
def mixed(script: str) -> re.Pattern[str]:
    """A word that holds both Latin letters and letters of ``script``."""
    there, latin = _RANGES[script], _RANGES["Latn"]
    return re.compile(f"(?<![^\\W\\d_])(?:[{latin}]++[{there}]|[{there}]++[{latin}])[{latin}{there}]*+(?![^\\W\\d_])")


def repaired(word: str, script: str, market: str) -> str | None:
    """The mixed word all in one script, or None where its strange letters have no look-alike.

    A letter that only one script has tells which script is meant; without one it is the market's.
    """
    there, latin = _ALIKE[script]
    to_latin, to_script = dict(zip(there, latin, strict=True)), dict(zip(latin, there, strict=True))
    of_script = [c for c in word if _one(frozenset({script})).match(c)]
    of_latin = [c for c in word if _one(frozenset({"Latn"})).match(c)]
    can_latin, can_script = all(c in to_latin for c in of_script), all(c in to_script for c in of_latin)
    if can_latin and (not can_script or script not in own(market)):
        return "".join(to_latin.get(c, c) for c in word)
    if can_script:
        return "".join(to_script.get(c, c) for c in word)
    return None


@cache
def _one(scripts: frozenset[str]) -> re.Pattern[str]:
    return re.compile("[" + "".join(_RANGES[s] for s in sorted(scripts)) + "]")
