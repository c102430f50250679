"""A first PO file for a locale: the header it needs and the source's entries, untranslated."""

from __future__ import annotations

import re
from collections.abc import Iterable

from locakit import locales
from locakit.formats._po_edit import Entry, Style, header_text, texts_of, written
from locakit.formats._po_plural import plurals_of, usual
from locakit.formats._po_scan import header_of
from locakit.splice import newline_of

_FIELD = re.compile(r"([A-Za-z-]+)[ \t]*:.*")


def template(text: str, entries: Iterable[Entry], locale: str) -> str:
    """A file for ``locale`` with the given entries of ``text``, their msgstr empty; no mark: msgfmt refuses it."""
    style = Style(text, newline_of(text))
    plurals = plurals_of(fields_for(header_text(text), locale), locale)
    blank = [written(entry, texts_of(entry, {}, plurals), style) for entry in entries]
    return style.newline.join([header(text, locale, style), *blank])


def header(text: str, locale: str, style: Style) -> str:
    """The header entry of ``text`` for another locale: what is not about language or encoding stays as it is."""
    fields = fields_for(header_text(text), locale)
    found = header_of(text)
    if found:
        return written(found, [fields], style)
    return style.newline.join(['msgid ""', style.field("msgstr", fields), ""])


def fields_for(old: str, locale: str) -> str:
    """The header's fields ``old`` for another locale, in UTF-8; what is not about language or encoding stays."""
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
    return "\n".join([*lines, ""])
