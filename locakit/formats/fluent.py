"""Fluent (``.ftl``): messages, attributes and terms; select expressions over a number are plural forms.

Source: Fluent Syntax 1.0. Placeables stay in the text as they are written (``{ $name }``, ``{ -brand }``); a select
expression that is not the whole value, or not over a number, stays there too and gives the flag ``fluent``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats import _ftl_edit
from locakit.formats._bulk import bulk
from locakit.formats._ftl_pattern import Pattern
from locakit.formats._ftl_plural import is_ordinal, swapped, variants_of
from locakit.formats._ftl_scan import Entry, Scan, entries_of, scan
from locakit.formats._ftl_sound import sound
from locakit.formats._ftl_text import decode
from locakit.formats._line_notes import note_of
from locakit.model import Forms, Junk, Message, Resource, Span
from locakit.splice import Splice, apply, newline_of, place

_NONE: frozenset[str] = frozenset()
_PLACEABLES = frozenset({"fluent"})
_ORDINAL = _PLACEABLES | {"ordinal"}
_COMMENTED = re.compile(r"-?[A-Za-z][\w-]* ?= ")
_ONE_CHARACTER = frozenset({"accesskey"})


class Fluent(Format):
    """A key is ``message``, ``message.attribute`` or ``-term``; a term's attributes are grammar and no messages."""

    name = _ftl_edit.NAME
    suffixes: tuple[str, ...] = (".ftl",)
    layout = "locales/{locale}/shop.ftl"
    example = """\
### Texts of the shop.

-brand = Harbour

## Cart

# The button below the list.
order = Order from { -brand }
    .title = Order now
items =
    { $count ->
        [one] one item
       *[other] { $count } items
    }
"""
    bilingual = False
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The entries; broken ones are junk. Raises BrokenText where the text has lines and none can be read."""
        with bulk():
            found = scan(text)
            if found.junk and not (found.entries or found.comments):
                first = found.junk[0]
                raise BrokenText(Fault(f"not a Fluent file: {first.message}", path, *place(text, first.span[0])))
            known = {entry.name: entry for entry in reversed(found.entries)}
            twice = [e for e in found.entries if known[e.name] is not e]
            messages = tuple(m for e in found.entries if known[e.name] is e for m in _messages(text, found, e))
        hidden = [
            Junk(f"the key {e.name!r} stands already above, which hides this entry", e.whole, True) for e in twice
        ]
        junk = tuple(sorted([*found.junk, *hidden], key=lambda j: j.span))
        return Resource(path, locale, text, messages, self.name, junk)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone; of a plural only ``other``."""
        return apply(source.text, _ftl_edit.pruned(source.text, keys))

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New text indented as the old one; plural categories that the entry lacks become variants.

        A text whose select expressions are not the old one's changes nothing.
        """
        if not all(sound(message.text, text) for text in forms.values()):
            return []
        entry = entries_of(resource.text)[message.key.partition(".")[0]]
        pattern = dict(_ftl_edit.parts(entry))[message.key.partition(".")[2]]
        newline = newline_of(resource.text, pattern.start)
        return list(swapped(resource.text, pattern, message.forms, forms, newline))

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The source's entries with the new texts, behind the entries that they follow there, in the same group."""
        return _ftl_edit.insert(resource, source, new)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Attributes and values; an entry with none left goes with the comment right above it."""
        return _ftl_edit.remove(resource, gone)


FORMAT: Format = Fluent()


def _messages(text: str, found: Scan, entry: Entry) -> Iterator[Message]:
    group = found.groups[entry.group].text if entry.group >= 0 else ""
    lines = {a.name: a.lines for a in entry.attributes}
    note = note_of(entry.note.split("\n"), _COMMENTED) if entry.note else ""
    for name, pattern in _ftl_edit.parts(entry):
        key, limit = _ftl_edit.key_of(entry.name, name), 1 if name in _ONE_CHARACTER else None
        forms, spans, plural, flags = _read(text, pattern)
        whole = lines.get(name, entry.whole)
        yield Message(key, forms, spans, whole, (key,), plural, {}, note, group, limit, flags)


def _read(text: str, pattern: Pattern) -> tuple[Forms, Mapping[str, Span], bool, frozenset[str]]:
    """Forms, their places, whether they are a plural's, and flags."""
    variants = variants_of(pattern)
    if not variants:
        flags = _PLACEABLES if pattern.placeables else _NONE
        return {"other": decode(text, pattern)}, {"other": (pattern.start, pattern.end)}, False, flags
    forms = {c: decode(text, v.pattern) for c, v in variants.items()}
    spans = {c: (v.pattern.start, v.pattern.end) for c, v in variants.items()}
    return forms, spans, True, _ORDINAL if is_ordinal(pattern) else _PLACEABLES
