"""PO through polib, MO through the standard library."""

from __future__ import annotations

import io
from gettext import GNUTranslations
from typing import Any

from benchmarks.references import Leaf, text_of


def po_view(data: bytes) -> list[Leaf]:
    """The header, then every entry's fields: identity, comments, references, flags, translations."""
    import polib

    file: Any = polib.pofile(text_of(data), wrapwidth=0, check_for_duplicates=False)
    out = [("header", repr((file.header, sorted(file.metadata.items()))))]
    for at, entry in enumerate(file):
        same = (entry.msgctxt, entry.msgid, entry.msgid_plural, entry.obsolete, entry.encoding)
        out.append((f"{at}", repr(same)))
        marks = (entry.comment, entry.tcomment, entry.occurrences, [f for f in entry.flags if f != "fuzzy"])
        out.append((f"{at} remarks", repr(marks)))
        out.append((f"{at} state", repr((entry.fuzzy, entry.previous_msgid, entry.previous_msgctxt))))
        texts = entry.msgstr_plural if entry.msgid_plural else {0: entry.msgstr}
        out += [(f"{at} msgstr {n}", text) for n, text in sorted(texts.items())]
    return out


def mo_view(data: bytes) -> list[Leaf]:
    """Every pair that ``gettext`` would look up."""
    catalog: dict[Any, str] = vars(GNUTranslations(io.BytesIO(data)))["_catalog"]
    return [(repr(key), text) for key, text in catalog.items()]
