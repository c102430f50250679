"""Chinese between its scripts and regions, by OpenCC: characters and the phrases that differ."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from locakit import locales
from locakit.errors import UsageError

EXTRA = "chinese"
_SIMPLIFIED, _TRADITIONAL = "Hans", "Hant"
_HONG_KONG = ("HK", "MO")
_TO = {"TW": "s2twp", "HK": "s2hkp", "": "s2t"}
"""From simplified script to traditional, by region; phrases included."""
_FROM = {"TW": "tw2sp", "HK": "hk2sp", "": "t2s"}
_OUT = {"TW": ("tw2t",), "HK": ("hk2t",), "": ()}
_IN = {"TW": ("t2tw",), "HK": ("t2hk",), "": ()}


def steps(base: str, market: str) -> tuple[str, ...]:
    """The OpenCC configurations, one after the other, that make one locale's Chinese another's; none for one script."""
    if locales.language(base) != "zh" or locales.language(market) != "zh":
        return ()
    scripts = locales.script(base), locales.script(market)
    mine, theirs = _region(base), _region(market)
    if scripts == (_SIMPLIFIED, _TRADITIONAL):
        return (_TO[theirs],)
    if scripts == (_TRADITIONAL, _SIMPLIFIED):
        return (_FROM[mine],)
    if scripts == (_TRADITIONAL, _TRADITIONAL) and mine != theirs:
        return (*_OUT[mine], *_IN[theirs])
    return ()


def _region(tag: str) -> str:
    region = locales.region(tag)
    return "HK" if region in _HONG_KONG else region if region == "TW" else ""


def converter(base: str, market: str) -> Callable[[str], str] | None:
    """What converts one locale's Chinese into the other's; None where there is nothing to convert.

    Raises UsageError that names the extra where OpenCC is not installed.
    """
    wanted = steps(base, market)
    if not wanted:
        return None
    try:
        chain = [_opencc(name) for name in wanted]
    except ImportError:
        told = f"{market} is made from {base} with OpenCC, which is not installed"
        raise UsageError(told, hint=f"pip install 'locakit[{EXTRA}]'") from None

    def convert(text: str) -> str:
        if not text.isascii():
            for one in chain:
                text = one(text)
        return text

    return convert


@cache
def _opencc(name: str) -> Callable[[str], str]:
    from opencc import OpenCC

    made: Callable[[str], str] = OpenCC(name).convert
    return made
