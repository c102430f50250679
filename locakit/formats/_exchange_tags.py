"""Language tags as files spell them: ``pt-BR``, ``pt_BR`` and ``PT-BR`` are one locale, and a new one looks alike."""

from __future__ import annotations

from collections.abc import Collection

from locakit.formats._xml_scan import Element
from locakit.locales import language, normalize, spell

NAMES = ("xml:lang", "lang")
"""The attributes that tell a language; TMX 1.1 to 1.3 has the second."""


def tag_of(element: Element) -> str:
    """The language tag of an element as it is written; empty where there is none."""
    attrs = element.attrs
    return attrs.get("xml:lang") or attrs.get("lang", "")


def matching(tags: Collection[str], locale: str, main: str) -> frozenset[str]:
    """Those of a file's tags that mean ``locale``.

    A bare language (``en``) also takes the file's main language of another region (``EN-US``) where the file has no
    tag of its own for it.
    """
    wanted = normalize(locale)
    exact = frozenset(tag for tag in tags if normalize(tag) == wanted)
    if exact or wanted != language(wanted) or not main or language(main) != wanted:
        return exact
    return frozenset(tag for tag in tags if normalize(tag) == normalize(main))


def spelled(tags: Collection[str], locale: str) -> str:
    """``locale`` as the file spells it, or as it spells the others: underscores, all capitals, all small letters."""
    known = sorted(tag for tag in tags if normalize(tag) == normalize(locale))
    if known:
        return known[0]
    tag = spell(locale, "posix" if any("_" in tag for tag in tags) else "locale")
    if tags and all(tag.isupper() for tag in tags):
        return tag.upper()
    long = [tag for tag in tags if len(tag) > 3]
    return tag.lower() if long and all(tag.islower() for tag in long) else tag
