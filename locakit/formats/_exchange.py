"""What TMX and TBX share: entries with one part for each language, so that one file holds all locales."""

from __future__ import annotations

import re
from abc import abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from locakit.formats import _xml_place as places
from locakit.formats import _xml_text as xml
from locakit.formats._bulk import bulk
from locakit.formats._exchange_read import Shape, read, within
from locakit.formats._exchange_tags import NAMES, matching, spelled, tag_of
from locakit.formats._exchange_text import encode
from locakit.formats._xml_format import Entry, XmlFormat, at_path
from locakit.formats._xml_scan import Document, Element, opening, scan
from locakit.locales import normalize
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, apply, newline_of

_QUOTE = re.compile(r"\blang\s*=\s*(['\"])")


class Exchange(XmlFormat):
    """An entry's key is its ``ident`` in every language; the methods a dialect has to give come first."""

    multilingual = True
    parts: tuple[str, ...]
    """The names of an entry's element for one language."""
    shape: Shape
    """What most entries look like."""

    @abstractmethod
    def records(self, doc: Document) -> Iterable[Element]:
        """The elements of all entries, in the file's order."""

    @abstractmethod
    def main(self, doc: Document) -> str:
        """The language tag that the file calls its source, as written; empty where it calls none."""

    @abstractmethod
    def entry(self, doc: Document, record: Element, names: frozenset[str], seen: dict[str, int]) -> Entry:
        """One entry, with a message where it has a text in the language ``names``; ``seen`` has the keys above it."""

    @abstractmethod
    def added(self, doc: Document, record: Element, after: Element | None, tag: str, forms: Forms) -> list[Splice]:
        """Splices that give an entry a text in the language ``tag``, behind its part ``after``."""

    @abstractmethod
    def blank(self) -> str:
        """A file of this dialect without entries."""

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """See ``XmlFormat.parse``, whose result this gives without building a tree."""
        with at_path(path):
            root = opening(text)
            if root is not None and not root.bare and root.name in self.roots:
                doc = Document(text, root)
                at, tags = within(text, root, self.shape.way), self.shape.tags(text)
                if at is not None and tags is not None:
                    names = matching(tags, locale, self.main(doc))
                    pattern = self.shape.pattern(names)
                    with bulk():
                        found = read(text, at, pattern, self.shape, lambda e, seen: self.entry(doc, e, names, seen))
                        return Resource(path, locale, text, tuple(found), self.name)
        return super().parse(path, text, locale)

    def names(self, doc: Document, locale: str) -> frozenset[str]:
        """The tags in this file that mean ``locale``."""
        return matching(self.tags(doc), locale, self.main(doc))

    def tags(self, doc: Document) -> frozenset[str]:
        """All language tags of the file's parts, as written."""
        return _indexed(self, doc.text).tags

    def index(self, doc: Document) -> list[tuple[Element, list[tuple[str, Element]]]]:
        """Each entry's element with its language tags and parts; known after the first locale was read."""
        return _indexed(self, doc.text).records

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """The locale's part in entries that are there; whole entries, of the source's language and it, beside them."""
        doc = self.document(resource.text, resource.path)
        if doc.root is None or doc.root.bare:
            text = self.template(source, resource.path, resource.locale, frozenset(m.key for m, _ in new))
            made = self.parse(resource.path, text, resource.locale)
            return [(0, len(resource.text), apply(text, self.insert(made, source, new)))]
        present = {e.ident: e.element for e in self.read(doc, resource.locale)}
        tag = spelled(self.tags(doc), resource.locale)
        out: list[Splice] = []
        for message, forms in new:
            record = present.get(message.key)
            if record is not None:
                last = list(record.elements(*self.parts))[-1:]
                out += self.added(doc, record, last[0] if last else None, tag, forms)
        rest = [(m, forms) for m, forms in new if m.key not in present]
        # An entry without an id is named by its source text: when just that was changed, it is there under a new name.
        same = normalize(resource.locale) == normalize(source.locale)
        return out + (super().insert(resource, source, rest) if rest and not same else [])

    def written(self, source: Document, entry: Entry, values: Mapping[str, Forms], target: Resource) -> str:
        """The source's entry with its own language and the new one alone."""
        message = entry.messages[0]
        own = self.part_of(source, message)
        tag = spelled(self.tags(self.document(target.text, target.path)), target.locale)
        others = (p for p in entry.element.elements(*self.parts) if tag_of(p) != tag_of(own))
        out = places.cut(source.text, others)
        out += self.added(source, entry.element, own, tag, values[message.key])
        return places.part(source.text, entry.element.start, entry.element.end, out).replace("\r\n", "\n")

    def draft(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's file with the wanted entries, in the source's language alone.

        Entries without an id that have the same text stay together: they are told apart by their order.
        """
        doc = self.document(source.text, source.path)
        if doc.root is None:
            return self.blank()
        names = self.names(doc, source.locale)
        bases = {_base(key) for key in keys}
        wanted = {e.element.start for e in self.read(doc, source.locale) if e.messages and _base(e.ident) in bases}
        gone: list[Element] = []
        for record in self.records(doc):
            if record.start in wanted:
                gone += [p for p in record.elements(*self.parts) if tag_of(p) not in names]
            else:
                gone += [*places.comment_above(doc.text, record), record]
        return apply(doc.text, places.cut(doc.text, gone))

    def part_of(self, doc: Document, message: Message) -> Element:
        """The language part that a message stands in."""
        element = doc.at(message.whole[0])
        while element.name not in self.parts and element.parent is not None:
            element = element.parent
        return element


class _Index(NamedTuple):
    records: list[tuple[Element, list[tuple[str, Element]]]]
    tags: frozenset[str]


@lru_cache(maxsize=2)
def _indexed(fmt: Exchange, text: str) -> _Index:
    names = fmt.parts
    records = [(r, [(tag_of(p), p) for p in r.children if p.name in names]) for r in fmt.records(scan(text))]
    return _Index(records, frozenset(tag for _, parts in records for tag, _ in parts if tag))


def hashed(kind: str, words: str) -> str:
    """A key for an entry that has no id: its kind and a hash of its text in the source's language."""
    return f"{kind}-{blake2b(words.encode('utf-8', 'surrogatepass'), digest_size=6).hexdigest()}"


def _base(key: str) -> str:
    return key.rpartition("~")[0] or key


def content(doc: Document, likes: Iterable[str], text: str) -> str:
    """``text`` as the file would write it, with the markup of the contents ``likes``."""
    return encode(text, likes, xml.style_of(doc.text), newline_of(doc.text))


def cast(doc: Document, top: Element, leaf: Element, tag: str, lead: str, raw: str) -> str:
    """An element like ``top``, with nothing in it but the way down to an element like ``leaf`` that holds ``raw``.

    ``tag`` becomes its language (none where it is empty), ``lead`` stands before the leaf; lines break as in ``top``.
    """
    head, tail, element = raw, "", leaf
    while True:
        head = f"<{element.name}{_language(doc, top, tag) if element is top else ''}>{head}"
        tail += f"</{element.name}>"
        if element is top or element.parent is None:
            return head + tail
        gap = places.gap(doc.text, element)
        head = gap + (lead + gap if lead and element is leaf else "") + head
        element = element.parent
        indent = places.indent_of(doc.text, element.close)
        tail += "" if indent is None else newline_of(doc.text, element.close - len(indent) - 1) + indent


def _language(doc: Document, top: Element, tag: str) -> str:
    name = next((n for n in NAMES if n in top.attrs), NAMES[0])
    quote = _QUOTE.search(doc.text, top.start, top.head)
    mark = quote[1] if quote else '"'
    return f" {name}={mark}{tag}{mark}" if tag else ""
