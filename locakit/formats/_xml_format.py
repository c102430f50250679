"""What all XML formats share: parse, insert in the source's order, remove; a dialect says what an entry is."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats import _xml_place as places
from locakit.formats._bulk import bulk
from locakit.formats._xml_scan import Document, Element, scan
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, apply, place

_ENCODING = re.compile(r"(\A\ufeff?<\?xml[^>]*?\sencoding\s*=\s*[\"'])(?!utf-8[\"'])[^\"'>]*([\"'])", re.IGNORECASE)
"""An encoding declared that is not UTF-8."""


GONE = "\0"
"""Begins the identity of an entry that its file keeps but that is out of use: nothing is placed beside it."""


@dataclass(slots=True)
class Entry:
    """One element that is added and removed as a whole, and the messages in it."""

    element: Element
    ident: str
    """Equal for the same entry in another language's file."""
    messages: list[Message] = field(default_factory=list)
    """Their keys are made unique by the format."""


class XmlFormat(Format):
    """See ``locakit.doors.Format``; the methods a dialect has to give come first."""

    name: str
    suffixes: tuple[str, ...]
    roots: tuple[str, ...]
    """The names that the root element may have."""
    bilingual = False
    keyed = True

    @abstractmethod
    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """The entries in the file's order, with messages where they hold text for people."""

    @abstractmethod
    def written(self, source: Document, entry: Entry, values: Mapping[str, Forms], target: Resource) -> str:
        """A new entry for the target, as the source file would indent it."""

    @abstractmethod
    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """Splices that give an existing entry new forms; forms only the target has stay."""

    @abstractmethod
    def draft(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The first text of a target file that will hold the entries ``keys``."""

    def extend(
        self, doc: Document, entry: Entry, model: Document, source: Entry, values: Mapping[str, Forms]
    ) -> list[Splice]:
        """Splices that add messages to an entry that the target has already; ``source`` is its twin in ``model``."""
        return []

    def identity(self, doc: Document, container: Element) -> str:
        """What tells a container (a file, a context) from its siblings."""
        return container.attrs.get("id", "")

    def head(self, doc: Document, container: Element, resource: Resource) -> str:
        """The start tag of a container made anew."""
        return doc.text[container.start : container.head]

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The first text of a target file that will hold the entries ``keys``; new files are UTF-8 and say so."""
        return _ENCODING.sub(r"\g<1>utf-8\g<2>", self.draft(source, path, locale, keys), count=1)

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """Read ``text``; raises BrokenText with its place where it is not well-formed or not of this dialect."""
        doc = self.document(text, path)
        with bulk():
            messages = tuple(m for entry in self.read(doc, locale) for m in entry.messages)
        return Resource(path, locale, text, messages, self.name)

    def document(self, text: str, path: str) -> Document:
        """The parsed file; raises BrokenText."""
        with at_path(path):
            doc = scan(text)
        if doc.root is not None and doc.root.name not in self.roots:
            message = f"the root element is <{doc.root.name}>, not <{self.roots[0]}>"
            raise BrokenText(Fault(message, path, *place(text, doc.root.start)))
        return doc

    def read(self, doc: Document, locale: str) -> list[Entry]:
        """The entries; a second equal key gets ``~2``, a second equal identity too."""
        if doc.root is None:
            return []
        keys: dict[str, int] = {}
        idents: dict[str, int] = {}
        out = list(self.entries(doc, locale))
        for entry in out:
            entry.ident = unique(entry.ident, idents)
            if entry.messages:
                entry.messages = uniquely(entry.messages, keys)
        return out

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """New entries beside their neighbours in the source, in the file's indentation; missing parents are made."""
        values = {m.key: forms for m, forms in new}
        doc = self.document(resource.text, resource.path)
        if doc.root is None or doc.root.bare:
            return [(0, len(resource.text), self._filled(resource, source, values))]
        if source.format != self.name:
            raise BrokenText(Fault("entries of another format cannot be added to this file", resource.path, 1, 1))
        model = self.document(source.text, source.path)
        present = {e.ident: e for e in self.read(doc, resource.locale)}
        out: list[Splice] = []
        fresh: list[Entry] = []
        order = self.read(model, source.locale)
        for entry in order:
            mine = {m.key: values[m.key] for m in entry.messages if m.key in values}
            if mine and entry.ident in present:
                out += self.extend(doc, present[entry.ident], model, entry, mine)
            elif mine:
                fresh.append(entry)
        write: Callable[[Entry], str] = partial(self._write, model, values=values, resource=resource)
        after = {e.ident: present[e.ident].element for e in order if e.ident in present and e.ident[:1] != GONE}
        return out + places.Placer(doc, model, self, resource, write).place(order, fresh, after)

    def _write(self, model: Document, entry: Entry, values: Mapping[str, Forms], resource: Resource) -> str:
        return self.written(model, entry, values, resource)

    def _filled(self, resource: Resource, source: Resource, values: Mapping[str, Forms]) -> str:
        text = self.template(source, resource.path, resource.locale, frozenset(values))
        made = self.parse(resource.path, text, resource.locale)
        known = ((m, values.get(m.key)) for m in made.messages)
        return apply(text, [s for m, forms in known if forms for s in self.replace(made, m, forms)])

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries with their lines."""
        doc = self.document(resource.text, resource.path)
        return places.cut(resource.text, [doc.at(m.whole[0]) for m in gone])


@contextmanager
def at_path(path: str) -> Iterator[None]:
    """Faults get the file's path."""
    try:
        yield
    except BrokenText as error:
        raise BrokenText(replace(error.fault, path=path)) from None


def uniquely(messages: Sequence[Message], seen: dict[str, int]) -> list[Message]:
    """The messages, each with a key that none before it has; ``seen`` remembers them."""
    out: list[Message] = []
    for message in messages:
        if message.key in seen:
            message = replace(message, key=unique(message.key, seen), path=())
        else:
            seen[message.key] = 1
        out.append(message)
    return out


def unique(key: str, seen: dict[str, int]) -> str:
    """The key, or ``key~2`` where it was seen before."""
    times = seen[key] = seen.get(key, 0) + 1
    return key if times == 1 else unique(f"{key}~{times}", seen)


def text_of(forms: Forms) -> str:
    """The text for an entry without plurals."""
    return forms.get("other", next(iter(forms.values()), ""))
