"""A first PO file for a locale: the header it needs and the source's entries, untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from locakit import locales
from locakit.formats._po_edit import Entry, Style, comments, header_text, texts_of, written
from locakit.formats._po_plural import plurals_of, usual
from locakit.formats._po_scan import header_of
from locakit.splice import newline_of

_FIELD = re.compile(r"([A-Za-z-]+)[ \t]*:(.*)")
_NOBODY = {
    "PO-Revision-Date": "YEAR-MO-DA HO:MI+ZONE",
    "Last-Translator": "FULL NAME <EMAIL@ADDRESS>",
    "Language-Team": "LANGUAGE <LL@li.org>",
}
"""What xgettext writes where no translator has been yet."""
_LICENCE = re.compile(r"^#[ \t]*(?:SPDX-|Copyright\b|©|This file is )[^\n]*(?:\n|\Z)", re.IGNORECASE | re.MULTILINE)


def template(text: str, entries: Iterable[Entry], locale: str) -> str:
    """A file for ``locale`` with the given entries of ``text``, their msgstr empty; no mark: msgfmt refuses it."""
    style = Style(text, newline_of(text))
    plurals = plurals_of(fields_for(header_text(text), locale), locale)
    blank = [written(entry, texts_of(entry, {}, plurals), style) for entry in entries]
    return style.newline.join([header(text, locale, style), *blank])


def header(text: str, locale: str, style: Style) -> str:
    """The header entry of ``text`` for another locale; see ``fields_for``.

    The comment above stays if the file is a template. Above a translation it tells who made it: of that only the lines
    about copyright and licence stay.
    """
    fields = fields_for(header_text(text), locale)
    found = header_of(text)
    if found:
        said = comments(found)
        kept = said if _untouched(header_text(text)) else "".join(_LICENCE.findall(said))
        return written(found, [fields], style, kept)
    return style.newline.join(['msgid ""', style.field("msgstr", fields), ""])


def fields_for(old: str, locale: str) -> str:
    """The header's fields ``old`` for another locale, in UTF-8, and for a translator who is not known yet.

    What is not about language, encoding and the old file's translators stays.
    """
    new = {
        "Language": locales.spell(locale, "posix"),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": usual(locale),
    }
    lines = (old or "Project-Id-Version: \n").rstrip("\n").split("\n")
    named = {found[1]: at for at, line in enumerate(lines) if (found := _FIELD.fullmatch(line))}
    for name, value in new.items():
        if name in named:
            lines[named[name]] = f"{name}: {value}"
        else:
            lines.append(f"{name}: {value}")
    for name in _NOBODY.keys() & named.keys():
        if lines[named[name]].partition(":")[2].strip():
            lines[named[name]] = f"{name}: {_NOBODY[name]}"
    return "\n".join([*lines, ""])


def _untouched(fields: str) -> bool:
    """The header of a template: it names neither a language nor a translator."""
    said = {found[1]: found[2].strip() for found in map(_FIELD.fullmatch, fields.split("\n")) if found}
    return not said.get("Language") and said.get("Last-Translator") in (None, "", _NOBODY["Last-Translator"])
