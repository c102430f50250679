"""One PO entry changed or written: msgstr fields as splices, fuzzy marks cleared, comments carried over."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from locakit.formats._by_text import by_text
from locakit.formats._po_plural import Plurals, plurals_of
from locakit.formats._po_scan import decode, forms_in, header_of, start_of
from locakit.formats._po_wrap import habit_of, quote
from locakit.model import Forms
from locakit.splice import Splice, apply, newline_of

Entry = re.Match[str]
"""A match of ``_po_scan.ENTRY``."""

_REMARK = re.compile(r"^#([,|])([^\r\n]*)\r?(?:\n|\Z)", re.MULTILINE)
_TRANSLATORS = re.compile(r"^#(?![.:,|=~])[^\n]*(?:\n|\Z)", re.MULTILINE)
"""A comment that a translator wrote: it speaks of one language's words."""


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


@by_text
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
    return [s for line in _remarks(entry) for s in ([(line.start, line.end, "")] if line.kind == "|" else line.clear())]


def is_fuzzy(entry: Entry) -> bool:
    """True where a flag says so."""
    return "fuzzy" in entry[1] and any(line.fuzzy for line in _remarks(entry) if line.kind == ",")


def mark(entry: Entry, stale: bool) -> list[Splice]:
    """Set the fuzzy flag where the entry is stale and has a text, take it out where not; previous msgids stay."""
    flagged = [line for line in _remarks(entry) if line.kind == ","]
    if not stale:
        return [s for line in flagged for s in line.clear()]
    if is_fuzzy(entry) or not translated(entry):
        return []
    if flagged:
        return [flagged[0].set()]
    previous = next((line.start for line in _remarks(entry) if line.kind == "|"), None)
    place = entry.end(1) if entry[1] else start_of(entry)
    return [(previous or place, previous or place, "#, fuzzy" + newline_of(entry.string, place))]


class _Remark(NamedTuple):
    """A line of flags or of the previous msgid."""

    kind: str
    body: str
    """What follows ``#,``, without the line break."""
    start: int
    end: int

    @property
    def fuzzy(self) -> bool:
        return any(flag.strip() == "fuzzy" for flag in self.body.split(","))

    def clear(self) -> list[Splice]:
        """Take the fuzzy flag out, with its line where it has no other."""
        kept = ",".join(flag for flag in self.body.split(",") if flag.strip() != "fuzzy")
        if not self.fuzzy:
            return []
        return [(self.start + 2, self.start + 2 + len(self.body), kept) if kept.strip() else (self.start, self.end, "")]

    def set(self) -> Splice:
        """Put the fuzzy flag first, as msgmerge does."""
        return self.start + 2, self.start + 2, " fuzzy" + ("," if self.body.strip() else "")


def _remarks(entry: Entry) -> list[_Remark]:
    shift = entry.start(1)
    return [_Remark(m[1], m[2], m.start() + shift, m.end() + shift) for m in _REMARK.finditer(entry[1])]


def translated(entry: Entry) -> bool:
    """True where any msgstr has a text."""
    if entry[4] is None:
        return bool(decode(entry[6]))
    return any(decode(entry.string[slice(*span)]) for _, span in forms_in(entry.string, entry.span(5)))


def written(entry: Entry, texts: Sequence[str], style: Style, said: str | None = None) -> str:
    """A live entry with the msgid of ``entry`` and new texts by index; ends in a line break.

    Its comments are ``said``, else those of ``entry`` but for the translator's own, as msgmerge has it.
    """
    body = entry.string[entry.end(1) if entry[1] else start_of(entry) : entry.end(3 if entry[4] is None else 4)]
    kept = (_TRANSLATORS.sub("", comments(entry)) if said is None else said) + body
    names = ["msgstr"] if entry[4] is None else [f"msgstr[{i}]" for i in range(len(texts))]
    fields = [style.field(name, text) for name, text in zip(names, texts, strict=True)]
    lines = kept.replace("\r\n", "\n").split("\n")
    return style.newline.join([*lines, *fields, ""])


def comments(entry: Entry) -> str:
    """The comment lines without the fuzzy mark and the previous msgid."""
    start = entry.start(1)
    return apply(entry[1], [(a - start, b - start, new) for a, b, new in settled(entry)])


def texts_of(entry: Entry, forms: Forms, plurals: Plurals) -> list[str]:
    """The texts by index that an entry gets from ``forms``."""
    if entry[4] is None:
        return [single(forms)]
    new = plurals.write(forms, {})
    return [new[i] for i in range(len(plurals.names))]
