"""Whole PO entries in and out of a file: in the source's order, out to the obsolete ones at the end."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence

from locakit.formats._po_edit import Entry, Style, header_text, texts_of, translated, written
from locakit.formats._po_header import header
from locakit.formats._po_plural import plurals_of, usual
from locakit.formats._po_scan import Rest, decode, entry_at, header_of, key_of, obsolete_entries, scan
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, newline_of

_EMPTY_LINE = re.compile(r"[ \t]*\r?(?:\n|\Z)")
_EMPTY_LINES = re.compile(r"(?:[ \t]*\r?\n)*")
_GAP_AT_END = re.compile(r"\n[ \t]*\r?\n\Z")
_SOMETHING = re.compile(r"[^\s\ufeff]")
_CONFLICT = re.compile(r"^([<>])\1{6}(?: [^\n]*)?\r?(?:\n|\Z)", re.MULTILINE)
_REFERENCE = re.compile(r"^#[.:][^\n]*(?:\n|\Z)", re.MULTILINE)


def insert(resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
    """Splices that add entries, each after the nearest source entry before it that the file has.

    An obsolete entry of the same msgid gives way: gettext refuses a file that holds both.
    """
    text = resource.text
    style = Style(text if resource.messages else source.text, newline_of(text or source.text))
    head = header_of(text)
    empty = not head and not _SOMETHING.search(text)
    plurals = plurals_of(header_text(text) if head else f"Plural-Forms: {usual(resource.locale)}", resource.locale)
    conflicts = list(_conflicts(text))
    wanted, present = {m.key: forms for m, forms in new}, resource.by_key()
    place = head.end() if head else resource.messages[0].whole[0] if resource.messages else len(text)
    added: dict[int, list[str]] = {place: [header(source.text, resource.locale, style)]} if empty and new else {}
    for message in source.messages:
        if message.key in present:
            place = present[message.key].whole[1]
        elif message.key in wanted:
            entry = entry_at(source.text, message.whole[0])
            place = next((end for start, end in conflicts if start < place < end), place)
            added.setdefault(place, []).append(written(entry, texts_of(entry, wanted[message.key], plurals), style))
    twins = _cut(text, _twins(text, frozenset(wanted)))
    return [*(_addition(text, *item, style.newline) for item in added.items()), *twins]


def _conflicts(text: str) -> Iterator[Span]:
    """Where a merge left both sides: what is added in there would go with the side that is not taken."""
    start = -1
    for found in _CONFLICT.finditer(text) if "<<<<<<<" in text else ():
        if found[1] == "<":
            start = found.start()
        elif start >= 0:
            yield start, found.end()
            start = -1


def _addition(text: str, place: int, entries: list[str], newline: str) -> Splice:
    first = _SOMETHING.search(text)
    follows = first is not None and first.start() < place
    broken = newline if follows and text[place - 1] != "\n" else ""
    more = bool(_SOMETHING.search(text, place)) and not _EMPTY_LINE.match(text, place)
    lead = broken + newline if follows else ""
    return place, place, lead + newline.join(entries) + (newline if more else "")


def _twins(text: str, keys: frozenset[str]) -> list[Span]:
    """The places of the obsolete entries with these keys."""
    if "#~" not in text:
        return []
    rest = Rest()
    deque(scan(text, rest), maxlen=0)
    found = (entry for block in rest.obsolete for entry in obsolete_entries(text, block))
    return [place for place, key in found if key in keys]


def remove(text: str, gone: Sequence[Message]) -> list[Splice]:
    """Splices that take entries out; translated ones become obsolete at the end of the file."""
    entries = sorted((entry_at(text, m.whole[0]) for m in gone), key=lambda e: e.start(3))
    kept = [entry for entry in entries if translated(entry)]
    out = _cut(text, [m.whole for m in gone] + _twins(text, frozenset(map(_key, kept))))
    if not kept:
        return out
    newline = newline_of(text)
    cut = bool(out) and out[-1][1] == len(text)
    lead = newline if cut or text.endswith("\n") else newline * 2
    if not cut and _GAP_AT_END.search(text, max(0, len(text) - 200)):
        lead = ""
    old = newline.join(_obsolete(entry, newline_of(text, entry.start(3))) for entry in kept)
    return [*out, (len(text), len(text), lead + old)]


def _cut(text: str, places: Sequence[Span]) -> list[Splice]:
    """Take whole entries out with the empty lines after them; before them where the file ends there."""
    runs: list[Span] = []
    for start, end in sorted(places):
        after = _EMPTY_LINES.match(text, end)
        if runs and runs[-1][1] == start:
            start = runs.pop()[0]
        runs.append((start, after.end() if after else end))
    if runs and runs[-1][1] >= len(text):
        start, end = runs.pop()
        kept = len(text[:start].rstrip(" \t\r\n"))
        runs.append(((text.find("\n", kept, start) + 1) or start, end))
    return [(start, end, "") for start, end in runs]


def _key(entry: Entry) -> str:
    return key_of(None if entry[2] is None else decode(entry[2]), decode(entry[3]))


def _obsolete(entry: Entry, newline: str) -> str:
    """The entry as msgmerge sets it aside: translator's comments and flags stay, references go."""
    comments = _REFERENCE.sub("", entry[1]).replace("#|", "#~|")
    keywords = entry.string[entry.end(1) : entry.end()].strip("\ufeff \t\r\n")
    lines = [f"#~ {line.lstrip()}" for line in keywords.replace("\r\n", "\n").split("\n")]
    return comments + "".join(line.rstrip() + newline for line in lines)
