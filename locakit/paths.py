"""Path patterns of localized content: ``docs/{locale}/**/*.md`` filled with a locale, and read back from a path.

Wildcards as in git: ``*`` and ``?`` stay inside one folder, ``**/`` is any number of folders.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from locakit import locales, stores

IGNORED = frozenset({
    "node_modules", "bower_components", "vendor", "third_party", "build", "dist", "out", "target", "venv", "env",
    "__pycache__", "site-packages", "coverage", "tmp", "Pods", "Carthage", "DerivedData",
})  # fmt: skip
"""Folders whose files are made or fetched, never written by the team."""
MAX_WILDCARDS = 8
MAX_TREES = 3
"""Of them, how many may be ``**``: each multiplies the ways to read a path."""
_LOOK = {
    "locale": r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3}",
    "language": r"[A-Za-z]{2,3}",
    "posix": r"[A-Za-z]{2,3}(?:[_-][A-Za-z0-9]{2,8}){0,3}(?:@[A-Za-z]{2,8})?",
    "android": r"[a-z]{2,3}(?:-r(?:[A-Z]{2}|\d{3}))?|b\+[A-Za-z]{2,3}(?:\+[A-Za-z0-9]{2,8}){0,3}",
    "apple": r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}",
    "lower": r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,3}",
    **dict.fromkeys(stores.STYLES, r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,4}){0,2}"),
}
STYLES = tuple(_LOOK)
"""The placeholders: how a layout may spell a locale."""
_WILD = {"**/": r"((?:[^/]+/)*)", "**": r"(.+)", "*": r"([^/]*)", "?": r"([^/])"}
_TOKEN = re.compile(r"\{(\w+)\}|((?<![^/])\*\*/|\*+|\?)")
_ANDROID_OLD = {"iw": "he", "in": "id", "ji": "yi"}
_POSIX_SCRIPTS = {"latin": "Latn", "cyrillic": "Cyrl", "devanagari": "Deva", "arabic": "Arab"}


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a pattern."""

    kind: Literal["text", "style", "wild"]
    text: str


def spell(locale: str, style: str) -> str:
    """The locale as a placeholder writes it."""
    if style in stores.STYLES:
        return stores.spell(locale, style)
    return locales.spell(locale, "locale").lower() if style == "lower" else locales.spell(locale, style)


@lru_cache(4096)
def unspell(text: str, style: str) -> str | None:
    """The locale that a spelling means, canonical; None where it is none. Old Android codes are understood."""
    if style in stores.STYLES:
        return stores.read(text) if locales.is_tag(text) else None
    if style == "android":
        text = text.removeprefix("b+").replace("+", "-").replace("-r", "-", 1)
        head, _, rest = text.partition("-")
        text = "-".join(filter(None, (_ANDROID_OLD.get(head, head), rest)))
    if style == "posix" and "@" in text:
        head, _, modifier = text.partition("@")
        language, _, rest = head.partition("_")
        written = _POSIX_SCRIPTS.get(modifier.lower())
        text = "-".join(filter(None, (language, written, rest, "" if written else modifier)))
    return locales.normalize(text) if locales.is_tag(text) else None


@cache
def parts(pattern: str) -> tuple[Part, ...]:
    """The pattern's pieces. Raises ValueError for an unknown placeholder."""
    out: list[Part] = []
    at = 0
    for found in _TOKEN.finditer(pattern):
        out.append(Part("text", pattern[at : found.start()]))
        style = found[1]
        if style and style not in STYLES:
            raise ValueError(f"unknown placeholder {{{style}}}; known: {', '.join(STYLES)}")
        out.append(Part("style", style) if style else Part("wild", _wild(pattern, found)))
        at = found.end()
    out.append(Part("text", pattern[at:]))
    return tuple(p for p in out if p.text)


def _wild(pattern: str, found: re.Match[str]) -> str:
    before = pattern[: found.start()]
    whole = found.end() == len(pattern) and (not before or before.endswith("/"))
    return found[2] if found[2] in ("**/", "?") or (found[2] == "**" and whole) else "*"


def fill(pattern: str, locale: str) -> str:
    """The pattern with its placeholders spelled for a locale; wildcards stay. Raises ValueError as ``parts``."""
    return join(parts(pattern), locale)


def join(pieces: Sequence[Part], locale: str) -> str:
    """The pieces as a path, placeholders spelled for a locale."""
    return "".join(spell(locale, p.text) if p.kind == "style" else p.text for p in pieces)


def match(pattern: str, path: str) -> str | None:
    """The locale for which the pattern gives ``path``, in canonical case; None where it gives it for none.

    Upper and lower case in a tag do not matter: folders named ``pt-br`` are common.
    """
    found = locate(pattern, path)
    return found[0] if found else None


def locate(pattern: str, path: str) -> tuple[str, tuple[str, ...]] | None:
    """``(locale, what each wildcard stands for)``; the locale is empty for a pattern without placeholder."""
    found = _regex(parts(pattern)).fullmatch(path)
    if not found:
        return None
    pieces = [p for p in parts(pattern) if p.kind != "text"]
    values = list(zip(pieces, found.groups(), strict=True))
    spelled = [(p.text, value) for p, value in values if p.kind == "style"]
    wild = tuple(value for p, value in values if p.kind == "wild")
    if not spelled:
        return "", wild
    locale = _agree(spelled)
    return (locale, wild) if locale else None


def _agree(spelled: list[tuple[str, str]]) -> str | None:
    """The one locale that all spellings mean: the most precise one, if it gives the others."""
    read = [unspell(text, style) for style, text in spelled]
    best = max((r for r in read if r), key=len, default=None)
    if best is None or None in read:
        return None
    fits = all(r in (best, locales.language(best)) for r in read)
    whole = all(r == best for r, (style, _) in zip(read, spelled, strict=True) if style != "language")
    return best if fits and whole else None


@cache
def _regex(pieces: tuple[Part, ...]) -> re.Pattern[str]:
    write: dict[str, Callable[[str], str]] = {
        "text": re.escape,
        "style": lambda text: f"({_LOOK[text]})",
        "wild": _WILD.__getitem__,
    }
    return re.compile("".join(write[p.kind](p.text) for p in pieces), re.DOTALL)


def concrete(pattern: str, wild: Sequence[str]) -> tuple[Part, ...]:
    """The pattern's pieces with each wildcard, in order, replaced by what it stands for."""
    values = iter(wild)
    return tuple(Part("text", next(values)) if p.kind == "wild" else p for p in parts(pattern))


def base(pattern: str) -> str:
    """The folder under which all the pattern's paths lie, without a closing slash; empty for the project's root."""
    head: list[str] = []
    for piece in parts(pattern):
        if piece.kind != "text":
            break
        head.append(piece.text)
    return "".join(head).rpartition("/")[0]


def beside(pattern: str) -> str:
    """The pattern of files named alike without the locale and the sign before it: ``docs/**/*.md``."""
    head, _, tail = pattern.partition("{")
    return head[:-1] + tail.partition("}")[2]


def wildcards(pattern: str) -> tuple[str, ...]:
    """The pattern's wildcards in order. Raises ValueError as ``parts``."""
    return tuple(p.text for p in parts(pattern) if p.kind == "wild")


def complaint(pattern: str) -> str:
    """Why a pattern may not stand in a project file, in a sentence; empty when it may."""
    if "\\" in pattern:
        return f"`{pattern}`: write folders with `/`"
    if pattern.startswith(("/", "~")) or re.match(r"[A-Za-z]:", pattern):
        return f"`{pattern}` is not inside the project; write it relative to locakit.yaml"
    if ".." in pattern.split("/"):
        return f"`{pattern}` leaves the project; content must lie inside it"
    if {".git", ".locakit", ".hg", ".svn"} & set(pattern.casefold().split("/")):
        return f"`{pattern}` lies in a folder that belongs to git or to locakit itself"
    if any(ord(c) < 32 for c in pattern) or pattern.endswith("/") or "//" in pattern:
        return f"`{pattern.strip()}` is not the path of a file"
    return _bad_pieces(pattern)


def _bad_pieces(pattern: str) -> str:
    left = _TOKEN.sub("", pattern)
    if "{" in left or "}" in left:
        return f"`{pattern}`: a brace without its partner; placeholders look like {{locale}}"
    try:
        wild = wildcards(pattern)
    except ValueError as error:
        return str(error)
    many = len(wild) > MAX_WILDCARDS or sum(w.startswith("**") for w in wild) > MAX_TREES
    return f"`{pattern}` has too many wildcards" if many else ""
