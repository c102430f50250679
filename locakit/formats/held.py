"""Which locales a file that holds every locale has texts in; asked by ``locakit init``, which finds no other sign."""

from __future__ import annotations

import re

from locakit import locales, tags
from locakit.errors import LocakitError
from locakit.formats import registry
from locakit.formats._table import Columns

_LANGUAGE = re.compile(r'"sourceLanguage"\s*:\s*"([A-Za-z0-9_-]{2,35})"')
_LOCALE = re.compile(r'"([A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8}){0,3})"\s*:\s*\{\s*"(?:stringUnit|variations)"')


_SEVERAL = ("xcstrings", "csv", "xlsx")


def may_hold(path: str) -> bool:
    """True for files that must be read to know."""
    return registry.name_of(path) in _SEVERAL


def held(path: str, text: str) -> tuple[str, ...]:
    """The file's locales, the source's first where the file says it; empty for files that do not hold several.

    A table counts where its header names two languages, or one beside the source's column. Of a column that is only
    called ``source`` nobody knows the language: it is an empty text.
    """
    name = registry.name_of(path)
    try:
        if name == "xcstrings":
            return _catalog(text)
        if name == "csv":
            from locakit.formats._csv_scan import scan

            return _columns([scan(text).columns])
        if name == "xlsx":
            from locakit.formats._xlsx_read import scan as opened

            return _columns([sheet.columns for sheet in opened(text).sheets])
    except LocakitError:
        pass
    return ()


def _catalog(text: str) -> tuple[str, ...]:
    source = _LANGUAGE.search(text)
    if not source:
        return ()
    found = sorted({locales.normalize(m[1]) for m in _LOCALE.finditer(text)})
    return tuple(dict.fromkeys([locales.normalize(source[1]), *filter(tags.known, found)]))


def _columns(tables: list[Columns]) -> tuple[str, ...]:
    found = dict.fromkeys(tag for one in tables for tag in one.locales or ())
    sourced = any("source" in one.names for one in tables)
    if found and sourced:
        return ("", *found)
    return tuple(found) if len(found) > 1 else ()
