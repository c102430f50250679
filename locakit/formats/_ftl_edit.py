"""Fluent entries added in the source's order and in its own layout, and entries taken out with their comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from locakit.errors import BrokenText, Fault
from locakit.formats._ftl_pattern import Pattern
from locakit.formats._ftl_plural import adapted, swapped, variants_of
from locakit.formats._ftl_scan import Attribute, Entry, Scan, entries_of, scan
from locakit.formats._ftl_sound import sound
from locakit.formats._ftl_text import column, encode
from locakit.formats._line_format import single
from locakit.formats._line_scan import blank_at, blank_before
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, apply, newline_of

NAME = "fluent"

_KEY = re.compile(r"(-?[A-Za-z][A-Za-z0-9_-]*)(?:\.([A-Za-z][A-Za-z0-9_-]*))?\Z")

Wished = Mapping[str, Forms]
"""By attribute name (empty for the value) the forms of an entry's patterns."""


def parts(entry: Entry) -> Iterator[tuple[str, Pattern]]:
    """An entry's translatable patterns by attribute name (empty for the value); a term's attributes are grammar."""
    if entry.value:
        yield "", entry.value
    if entry.name[0] != "-":
        last = {a.name: a.pattern for a in entry.attributes}
        yield from last.items()


def key_of(name: str, attribute: str) -> str:
    """``name`` or ``name.attribute``."""
    return f"{name}.{attribute}" if attribute else name


def pruned(text: str, keys: frozenset[str]) -> list[Splice]:
    """Splices that leave only the patterns of ``keys``, of plurals only ``other``, and nothing that is broken."""
    found = scan(text)
    first = entries_of(text)
    out: list[Splice] = []
    whole = [(j.span[0], blank_at(text, j.span[1])) for j in found.junk]
    for entry in found.entries:
        kept = [(n, p) for n, p in parts(entry) if key_of(entry.name, n) in keys and first[entry.name] is entry]
        if not kept:
            whole.append(entry.whole)
            continue
        out += _without(entry, {name for name, _ in parts(entry)} - {name for name, _ in kept})
        out += [s for _, p in kept for s in adapted(text, p, {"other": ""}, "")]
    return out + cuts(text, whole)


def remove(resource: Resource, gone: Sequence[Message]) -> list[Splice]:
    """Splices that take out patterns; an entry that has none left goes with the comment right above it."""
    text = resource.text
    keys = {m.key for m in gone}
    out: list[Splice] = []
    whole = []
    for entry in entries_of(text).values():
        names = {name for name, _ in parts(entry)}
        leaving = {name for name in names if key_of(entry.name, name) in keys}
        if leaving and leaving == names:
            whole.append(entry.whole)
        elif leaving:
            out += _without(entry, leaving)
    return out + cuts(text, whole)


def _without(entry: Entry, leaving: set[str]) -> Iterator[Splice]:
    if "" in leaving and entry.value:
        yield entry.equals, entry.value.end, ""
    yield from ((*a.lines, "") for a in entry.attributes if a.name in leaving)


def cuts(text: str, places: Sequence[tuple[int, int]]) -> list[Splice]:
    """Splices that take whole lines out; of the empty lines around them one stays, at the end of the file none."""
    out: list[Splice] = []
    for start, end in sorted(places):
        if start <= 1 or blank_before(text, start):
            end = blank_at(text, end)
        if out and out[-1][1] >= start:
            start = out.pop()[0]
        out.append((start, end, ""))
    if out and out[-1][1] == len(text):
        start = out.pop()[0]
        body = len(text[:start].rstrip(" \r\n"))
        kept = text.find("\n", body, start) + 1
        floor = out[-1][1] if out else 0
        out.append((max(kept or start, floor), len(text), ""))
    return out


def insert(resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
    """Splices that add patterns, and entries with the source's comments; raises BrokenText for an impossible key.

    A text whose select expressions are not the source's is left out.
    """
    desk = _Desk(resource, source)
    wished: dict[str, dict[str, Forms]] = {}
    for message, forms in new:
        found = _KEY.match(message.key)
        if not found:
            raise BrokenText(Fault(f"{message.key!r} cannot be a Fluent identifier", resource.path, 1, 1))
        if all(sound(message.text, text) for text in forms.values()):
            wished.setdefault(found[1], {})[found[2] or ""] = forms
    for name, forms_of in wished.items():
        known = desk.known.get(name)
        desk.inner += desk.grown(known, forms_of) if known else []
        if not known:
            desk.add(name, forms_of)
    return desk.splices()


def _nearest(order: Sequence[Entry], known: Mapping[str, Entry]) -> dict[str, tuple[Entry | None, Entry | None]]:
    """For each entry the last one before it in ``order`` that is known, and the last one of its own group."""
    out: dict[str, tuple[Entry | None, Entry | None]] = {}
    last: Entry | None = None
    groups: dict[int, Entry] = {}
    for entry in order:
        out[entry.name] = last, groups.get(entry.group)
        if entry.name in known:
            last = groups[entry.group] = known[entry.name]
    return out


class _Desk:
    """Source and target side by side."""

    def __init__(self, resource: Resource, source: Resource) -> None:
        self.text, self.original, self.locale = resource.text, source.text, resource.locale
        self.target = scan(resource.text)
        self.model = scan(source.text) if source.format == NAME else Scan()
        self.known = entries_of(resource.text)
        self.models = entries_of(source.text) if source.format == NAME else {}
        self.newline = newline_of(resource.text or source.text)
        self.inner: list[Splice] = []
        """What goes on with an entry that the file has: at one place it comes before whole entries."""
        self.out: list[Splice] = []
        self.fresh: dict[tuple[int, int], list[str]] = {}
        self.beside = self._neighbours()
        self.headers = {g.text: g for g in self.target.groups if g.text}

    def _neighbours(self) -> dict[str, tuple[Entry | None, Entry | None, Entry | None, Entry | None]]:
        """For each source entry the target's entries of those that come before it (any, and of its group) and after."""
        before, after = (_nearest(order, self.known) for order in (self.model.entries, self.model.entries[::-1]))
        return {name: (*before[name], *after[name]) for name in before}

    def grown(self, entry: Entry, forms_of: Wished) -> Iterator[Splice]:
        """Patterns for an entry that the file has, each attribute behind the one before it in the source."""
        model = self.models.get(entry.name)
        ends = {a.name: a.lines[1] for a in entry.attributes}
        order = [a.name for a in model.attributes] if model else []
        for name, forms in forms_of.items():
            if not name:
                value = self._filled(model.value, forms) if model and model.value else self._plain(forms)
                yield entry.equals, entry.equals, value if value.startswith(("\n", "\r")) else f" {value}"
                continue
            before = order[: order.index(name)] if name in order else order
            top = entry.value.end if entry.value else entry.equals
            at = next((ends[n] for n in reversed(before) if n in ends), top)
            yield (
                at,
                at,
                self._attribute(
                    next((a for a in model.attributes if a.name == name), None) if model else None, name, forms
                ),
            )

    def _attribute(self, model: Attribute | None, name: str, forms: Forms) -> str:
        if not model:
            return f"{self.newline}    .{name} = {self._plain(forms, 8)}"
        start, end = model.lines
        return self._changed(start, end, self._edits(model.pattern, forms)).lstrip(" ")

    def _plain(self, forms: Forms, indent: int = 4) -> str:
        return encode(single(forms), indent, self.newline, block=False)

    def _filled(self, model: Pattern, forms: Forms) -> str:
        start = model.start - column(self.original, model.start) - 1 if model.block else model.start
        return self._changed(max(start, 0), model.end, self._edits(model, forms)).lstrip("\r")

    def _edits(self, model: Pattern, forms: Forms) -> list[Splice]:
        """The source's pattern with the target's forms."""
        kept = {c: f for c, f in forms.items() if c != "other" or f} or dict(forms)
        changes = list(swapped(self.original, model, {}, kept, newline_of(self.original)))
        return changes + list(adapted(self.original, model, kept, self.locale)) if variants_of(model) else changes

    def _changed(self, start: int, end: int, edits: Sequence[Splice]) -> str:
        """A stretch of the source after edits inside it, with the target's line endings."""
        return self._relined(apply(self.original[start:end], [(a - start, b - start, new) for a, b, new in edits]))

    def _relined(self, text: str) -> str:
        return text.replace("\r\n", "\n").replace("\n", self.newline)

    def block(self, name: str, forms_of: Wished) -> str:
        """An entry's lines with the source's comment, the last line ending included."""
        model = self.models.get(name)
        if not model:
            fields = (self._attribute(None, n, forms) for n, forms in forms_of.items() if n)
            value = f" {self._plain(forms_of[''])}" if "" in forms_of else ""
            return f"{name} ={value}{''.join(fields)}{self.newline}"
        patterns = dict(parts(model))
        edits = [s for n, forms in forms_of.items() for s in self._edits(patterns[n], forms)]
        edits += _without(model, patterns.keys() - forms_of.keys())
        start, end = model.whole
        return self._changed(start, end, edits).rstrip("\r\n ") + self.newline

    def add(self, name: str, forms_of: Wished) -> None:
        """Take up an entry that the file does not have."""
        block, model = self.block(name, forms_of), self.models.get(name)
        if not model:
            self._put(len(self.text), block)
            return
        blank = self.newline if blank_before(self.original, model.whole[0]) else ""
        last, near, after, next_one = self.beside[name]
        header = self.headers.get(self.model.groups[model.group].text) if model.group >= 0 else None
        if near:
            self._put(near.whole[1], blank + block)
        elif next_one:
            gap = self.newline if blank_at(self.original, model.whole[1]) > model.whole[1] else ""
            self._put(next_one.whole[0], block + gap)
        elif header:
            self._put(blank_at(self.text, header.span[1]), block + self.newline)
        else:
            at = self._end_of_group(last) if last else self._start(after) if after else len(self.text)
            self.fresh.setdefault((at, model.group), []).append(blank + block)

    def _put(self, at: int, block: str) -> None:
        self.out.append((at, at, block))

    def _end_of_group(self, entry: Entry) -> int:
        following = self.target.groups[entry.group + 1 :]
        return following[0].span[0] if following else len(self.text)

    def _start(self, entry: Entry) -> int:
        group = self.target.groups[entry.group] if entry.group >= 0 else None
        return group.span[0] if group else entry.whole[0]

    def splices(self) -> list[Splice]:
        """All insertions; groups that the file does not have come with their comment."""
        for (at, number), blocks in self.fresh.items():
            head = ""
            if number >= 0:
                start, end = self.model.groups[number].span
                head = self._relined(self.original[start:end].rstrip("\r\n") + "\n")
            body = head + "".join(blocks)
            body = body if head else body.removeprefix(self.newline)
            inner = at < len(self.text)
            lead = self.newline if self.text[:at].strip("\ufeff") and not blank_before(self.text, at) else ""
            self._put(at, lead + body + (self.newline if inner else ""))
        end = len(self.text)
        unended = self.text.strip("\ufeff") and not self.text.endswith("\n") and any(s[0] == end for s in self.out)
        return [*self.inner, *([(end, end, self.newline)] if unended else []), *self.out]
