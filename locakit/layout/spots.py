"""Where in a path a locale may stand: folder and file names in the styles that layouts use."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from locakit import tags
from locakit.paths import IGNORED, unspell

_TAG = r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3}(?:@[a-z]+)?"
_FOLDERS = (
    (re.compile(r"(values-)([a-z]{2,3}(?:-r[A-Z]{2})?|b\+[A-Za-z0-9+]+)()"), "android"),
    (re.compile(rf"()({_TAG})(\.(?:lproj|xcloc))"), "apple"),
    (re.compile(rf"((?:[\w-]+\.)?)({_TAG})()"), ""),
)
_WHOLE = re.compile(_TAG + r"(?=\.|$)")
_JOINT = re.compile(r"[._-]")


@dataclass(frozen=True, slots=True)
class Spot:
    """A locale inside a path."""

    start: int
    end: int
    locale: str
    """Canonical."""
    style: str
    """How it is spelled; empty for a bare language, which all styles spell alike."""
    folder: bool
    """It stands in a folder's name, not in the file's."""


def ignored(path: str) -> bool:
    """True for files in hidden folders, in folders of made or fetched files, and with names no pattern can say."""
    odd = any(c in "{}*?\\" or c < " " for c in path)
    return odd or any(s in IGNORED or s.startswith(".") for s in path.split("/")[:-1])


def spots(path: str, suffix: str) -> list[Spot]:
    """All places in a path where a locale that CLDR knows may stand; ``suffix`` is the file's ending (``.json``)."""
    out: list[Spot] = []
    at = 0
    *folders, name = path.split("/")
    for number, folder in enumerate(folders):
        store = "play" if folders[number - 1 : number] == ["android"] else "appstore"
        out += _in_folder(folder, at, store if suffix == ".txt" else "")
        at += len(folder) + 1
    if suffix == ".txt":
        return out
    return out + _in_name(name[: len(name) - len(suffix)], at)


def _in_folder(name: str, at: int, store: str) -> list[Spot]:
    """``store`` is the style of a store's folders, as fastlane has them: other names mean nothing there."""
    if store:
        spot = _spot(name, at, store, True)
        return [spot] if spot else []
    for look, style in _FOLDERS:
        found = look.fullmatch(name)
        if found:
            spot = _spot(found[2], at + found.start(2), style or _style(found[2]), True)
            return [spot] if spot else []
    return []


def _in_name(stem: str, at: int) -> list[Spot]:
    """The longest tag after each joint that ends the stem, or that a dot follows; the first that is one counts."""
    for start in _starts(stem):
        found = _WHOLE.match(stem, start)
        spot = _spot(found[0], at + start, _style(found[0]), False) if found else None
        if spot:
            return [spot]
    return []


def _starts(stem: str) -> Iterator[int]:
    yield 0
    yield from (j.end() for j in list(_JOINT.finditer(stem))[-6:])


def _spot(text: str, start: int, style: str, folder: bool) -> Spot | None:
    locale = unspell(text, style or "locale")
    return Spot(start, start + len(text), locale, style, folder) if locale and tags.known(locale) else None


def _style(text: str) -> str:
    if "_" in text or "@" in text:
        return "posix"
    if "-" not in text:
        return ""
    return "lower" if text == text.lower() and not text.split("-")[1].isdigit() else "locale"
