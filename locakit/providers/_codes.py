"""How models name languages, against BCP 47."""

from __future__ import annotations

from locakit import locales

_ALIASES = {"nb": ("no",), "no": ("nb",), "he": ("iw",), "iw": ("he",), "fil": ("tl",), "id": ("in",), "in": ("id",)}


def codes(tag: str) -> tuple[str, ...]:
    """The codes a model of this locale may go by, the closest first: ``zh-TW`` gives ``zh-TW, zh-Hant``.

    The bare language serves only where it is written in the locale's script.
    """
    own, language, script = locales.normalize(tag), locales.language(tag), locales.script(tag)
    found = [own, f"{language}-{script}"] if script else [own]
    if script == locales.script(language):
        found += [language, *_ALIASES.get(language, ())]
    return tuple(dict.fromkeys(found))


def short(tag: str) -> str:
    """How a person names the model's language: ``pt`` for pt-BR, ``zh-Hant`` for zh-TW."""
    language, script = locales.language(tag), locales.script(tag)
    return language if script == locales.script(language) else f"{language}-{script}"


def pair_of(name: str) -> tuple[str, str] | None:
    """The two codes in a folder's name: ``en-zh-Hant`` gives ``en`` and ``zh-Hant``."""
    parts = name.split("-")
    for cut in range(1, len(parts)):
        pair = "-".join(parts[:cut]), "-".join(parts[cut:])
        if all(locales.is_tag(code) and locales.normalize(code) == code for code in pair):
            return pair
    return None
