"""One PO entry changed or written: msgstr fields as splices, fuzzy marks cleared, comments carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache, partial
from typing import NamedTuple

from locakit.formats._po_plural import Plurals, plurals_of
from locakit.formats._po_scan import decode, forms_in, header_of, start_of
from locakit.formats._po_wrap import habit_of, quote
from locakit.model import Forms
from locakit.splice import Splice, newline_of

Entry = re.Match[str]
"""A match of ``_po_scan.ENTRY``."""

_REMARK = re.compile(r"^#([,|])([^\n]*)(?:\n|\Z)", re.MULTILINE)


class Style(NamedTuple):
    """How a file writes its strings."""

    example: str
    """A file's text: its line wrapping is copied."""
    newline: str

    def field(self, name: str, text: str) -> str:
        """The keyword and its string, on one line or several."""
        return f"{name} {self.value(text, len(name) + 1)}"

    def value(self, text: str, column: int) -> str:
        """The string that stands ``column`` columns from the left."""
        return quote(text, column, partial(habit_of, self.example), self.newline)


@lru_cache(maxsize=8)
def header_text(text: str) -> str:
    """The header's fields, one a line; empty where the file has no header."""
    found = header_of(text)
    return decode(found[6]) if found else ""


def single(forms: Forms) -> str:
    """The text for an entry without plurals."""
    return forms.get("other", next(iter(forms.values()), ""))


def replace(text: str, locale: str, entry: Entry, forms: Forms) -> list[Splice]:
    """Splices that give ``entry`` the texts of ``forms`` and clear its fuzzy mark and previous msgid."""
    style = Style(text, newline_of(text, entry.start(3)))
    if entry[4] is not None:
        plurals = plurals_of(header_text(text), locale)
        return settled(entry) + _replace_plural(entry, plurals, forms, style)
    new = single(forms)
    return settled(entry) + ([(*entry.span(6), style.value(new, 7))] if new != decode(entry[6]) else [])


def _replace_plural(entry: Entry, plurals: Plurals, forms: Forms, style: Style) -> list[Splice]:
    places = forms_in(entry.string, entry.span(5))
    old = {index: decode(entry.string[slice(*span)]) for index, span in places}
    new = plurals.write(forms, old)
    out: list[Splice] = []
    before = entry.start(5)
    for index, span in places:
        if index >= len(plurals.names) and not old[index] and before > entry.start(5):
            out.append((before, span[1], ""))
        elif new[index] != old[index]:
            out.append((*span, style.value(new[index], 10)))
        before = span[1]
    lacking = [style.newline + style.field(f"msgstr[{i}]", new[i]) for i in sorted(new) if i not in old]
    return [*out, (before, before, "".join(lacking))] if lacking else out


def settled(entry: Entry) -> list[Splice]:
    """Take the fuzzy mark and the previous msgid out of an entry's comments."""
    out: list[Splice] = []
    shift = entry.start(1)
    for line in _REMARK.finditer(entry[1]):
        start, end = line.start() + shift, line.end() + shift
        flags = [flag.strip() for flag in line[2].split(",")]
        if line[1] == "|":
            out.append((start, end, ""))
        elif "fuzzy" in flags:
            rest = ", ".join(flag for flag in flags if flag and flag != "fuzzy")
            ending = "\r" if line[2].endswith("\r") else ""
            out.append((start + 2, line.end(2) + shift, f" {rest}{ending}") if rest else (start, end, ""))
    return out


def written(entry: Entry, texts: Sequence[str], style: Style) -> str:
    """A live entry with the comments and the msgid of ``entry`` and new texts by index; ends in a line break."""
    start = start_of(entry)
    kept = entry.string[start : entry.end(3) if entry[4] is None else entry.end(4)]
    for a, b, new in reversed(settled(entry)):
        kept = kept[: a - start] + new + kept[b - start :]
    names = ["msgstr"] if entry[4] is None else [f"msgstr[{i}]" for i in range(len(texts))]
    fields = [style.field(name, text) for name, text in zip(names, texts, strict=True)]
    lines = kept.replace("\r\n", "\n").split("\n")
    return style.newline.join([*lines, *fields, ""])


def texts_of(entry: Entry, forms: Forms, plurals: Plurals) -> list[str]:
    """The texts by index that an entry gets from ``forms``."""
    if entry[4] is None:
        return [single(forms)]
    new = plurals.write(forms, {})
    return [new[i] for i in range(len(plurals.names))]
