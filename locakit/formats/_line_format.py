"""Formats of lines and sections: what is read, replaced, added and removed is the same in all of them."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats._bulk import bulk
from locakit.formats._line_insert import Insertion
from locakit.formats._line_scan import Scan, beginning, blank_at, blank_before, messages
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, apply, newline_of

_LINE_END = re.compile(r"\r?\n")


class LineFormat(Format):
    """See ``locakit.doors.Format``; a format says how it is scanned and how a value is written."""

    name = ""
    suffixes: tuple[str, ...] = ()
    bilingual = False
    keyed = True
    headed = False
    """An empty file must first get the headers that its source has."""

    spaced = False
    """An empty line has to stand between entries."""

    @abstractmethod
    def scan(self, text: str) -> Scan:
        """The entries of ``text``; may raise BrokenText (without a path) where nothing of it can be read."""

    @abstractmethod
    def encode(self, value: str, raw: str, text: str) -> str:
        """``value`` as it stands in the file ``text``, in the style of the ``raw`` value it replaces."""

    @abstractmethod
    def fresh(self, name: str, value: str) -> str:
        """An entry that no source file shows, on a line of its own; ``value`` is encoded."""

    def model_of(self, text: str, source: str) -> str:
        """The text whose habits new entries of ``text`` follow: its own, or the source file's where it shows none."""
        return text if text.strip("\ufeff \t\r\n") else source

    def header(self, home: tuple[str, ...]) -> str:
        """A section's header that no source file shows."""
        return f"[{'.'.join(home)}]"

    def scanned(self, text: str) -> Scan:
        """``scan`` with a memory of the last few texts; the result must not be changed."""
        return _scanned(self, text)

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Read ``text``. A key that stands twice counts once, the last time; the other entry is junk."""
        try:
            with bulk():
                found = self.scan(text)
                read = messages(found.entries, found)
        except BrokenText as error:
            raise BrokenText(replace(error.fault, path=path)) from None
        junk = tuple(sorted(found.junk, key=lambda j: j.span))
        return Resource(path, locale, text, tuple(read), self.name, junk)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's text with the entries ``keys`` alone."""
        kept = {place for m in source.messages if m.key in keys for place in self.places(source, m)}
        gone = [e.whole for e in self.scanned(source.text).entries if e.whole not in kept]
        return apply(source.text, cuts(source.text, gone))

    def places(self, resource: Resource, message: Message) -> list[Span]:
        """The lines that make up a message, and those of entries of the same key that it hides."""
        return self.scanned(resource.text).places(message.path) or [message.whole]

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text in the old value's style."""
        ((start, end),) = message.spans.values()
        return [(start, end, self.encode(single(forms), resource.text[start:end], resource.text))]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The source's lines with the new text, each behind the nearest entry before it that the file has."""
        model = self.scanned(source.text) if source.format == self.name else Scan()
        if self.headed and model.entries and not resource.text.strip("\ufeff \t\r\n"):
            base = replace(resource, text=self.template(source, resource.path, resource.locale, frozenset()))
            if base.text.strip("\ufeff \t\r\n"):
                whole = apply(base.text, self.insert(base, source, new)).lstrip("\ufeff")
                return [(beginning(resource.text), len(resource.text), whole)]
        plan = Insertion(resource, self.scanned(resource.text), source, model, self.spaced)
        for message, block in self.blocks(resource, source, new, plan.raw):
            plan.add(message, block)
        return plan.splices(self.header)

    def blocks(
        self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]], raw: Callable[[Message], str]
    ) -> Iterator[tuple[Message, str]]:
        """The lines of new entries; ``raw`` gives the source's value, whose style is copied."""
        for message, forms in new:
            yield message, self.block(resource, source, message, forms, raw(message))

    def block(self, resource: Resource, source: Resource, message: Message, forms: Forms, raw: str) -> str:
        """An entry's lines without the last line ending, in the file's own line ending."""
        newline = newline_of(resource.text or source.text)
        encoded = self.encode(single(forms), raw, self.model_of(resource.text, source.text))
        if not raw and source.format != self.name:
            return self.fresh((message.path or (message.key,))[-1], encoded)
        (start, end), ((vstart, vend),) = message.whole, message.spans.values()
        lead = _LINE_END.sub(newline, source.text[start:vstart])
        return lead + encoded + _LINE_END.sub(newline, source.text[vend:end].rstrip("\r\n"))

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries with the comments right above them; of the empty lines around one, one stays."""
        return cuts(resource.text, [place for m in gone for place in self.places(resource, m)])


@lru_cache(maxsize=4)
def _scanned(fmt: LineFormat, text: str) -> Scan:
    return fmt.scan(text)


def single(forms: Forms) -> str:
    """The one text that a format without plurals can hold: ``other``, or the last there is."""
    return forms["other"] if "other" in forms else list(forms.values())[-1]


def cuts(text: str, places: Sequence[tuple[int, int]]) -> list[Splice]:
    """Splices that take whole lines out; of the empty lines around them one stays."""
    out: list[Splice] = []
    for start, end in sorted(set(places)):
        if out and out[-1][1] == start:
            start = out.pop()[0]
        lone = start == 0 or blank_before(text, start)
        out.append((start, blank_at(text, end) if lone else end, ""))
    if out and out[-1][1] == len(text) and text[-1:] not in ("\n", "\r"):
        start = out[-1][0]
        out[-1] = (len(text[:start].removesuffix("\n").removesuffix("\r")), len(text), "")
    return out
