"""XLIFF 1.2 and 2.x: targets beside their sources, inline codes kept as they are, states brought up to date.

Source: OASIS XLIFF 1.2 specification; OASIS XLIFF 2.1 (ISO 21720).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from locakit.doors import Format
from locakit.formats import _xml_place as places
from locakit.formats import _xml_text as xml
from locakit.formats._exchange_text import flags_of
from locakit.formats._xml_format import Entry, XmlFormat, at_path, text_of
from locakit.formats._xml_scan import Document, Element, below, opening
from locakit.formats._xml_xliff import Unit, may_be_icu, pair, speaks_icu, units
from locakit.formats._xml_xliff_read import read
from locakit.formats._xml_xliff_state import marked, states_of
from locakit.locales import spell
from locakit.model import Forms, Message, Record, Resource
from locakit.splice import Splice, apply, newline_of

_NONE: frozenset[str] = frozenset()


class Xliff(XmlFormat):
    """A key is the unit's id; for a unit's second segment and those after it ``unit.segment``.

    ``file|id`` where an id stands in several files of one document.
    """

    name = "xliff"
    suffixes: tuple[str, ...] = (".xliff", ".xlf")
    roots: tuple[str, ...] = ("xliff",)
    layout = "translations/messages.{locale}.xlf"
    example = """\
<?xml version="1.0" encoding="utf-8"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
  <file original="cart.html" source-language="en" datatype="html">
    <body>
      <trans-unit id="cart.pay" maxwidth="20" size-unit="char">
        <source>Pay now</source>
        <note from="developer">A button, at most 20 characters</note>
      </trans-unit>
      <trans-unit id="cart.hello">
        <source>Hello, <x id="NAME" equiv-text="{{ name }}"/>!</source>
      </trans-unit>
    </body>
  </file>
</xliff>
"""
    bilingual = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """See ``XmlFormat.parse``, whose result this gives without building a tree."""
        with at_path(path):
            root = opening(text)
        if root is not None and not root.bare and root.name in self.roots:
            doc = Document(text, None)
            with at_path(path):
                found = read(text, root, lambda unit: [_message(doc, unit, k, h) for k, h in unit.holders()])
            if found is not None:
                return Resource(path, locale, text, tuple(found), self.name)
        return super().parse(path, text, locale)

    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """Every unit; those with ``translate="no"`` have no messages."""
        out: list[Entry] = []
        for unit in units(doc):
            out.append(Entry(unit.element, f"{unit.context} {_id(unit.element)}"))
            if unit.translate:
                out[-1].messages = [_message(doc, unit, key, holder) for key, holder in unit.holders()]
        texts = (t for e in out for m in e.messages for t in (m.source.get("other", ""), m.text))
        if speaks_icu(doc, texts):
            for entry in out:
                entry.messages = [_as_icu(m) for m in entry.messages]
        return iter(out)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """A new target in the manner of the old one or of the source; its state becomes ``translated``.

        A ``<source>`` that says something else than the message's follows it: the two must be a pair.
        """
        doc = self.document(resource.text, resource.path)
        holder = doc.at(message.whole[0])
        return _followed(doc, holder, message.source) + _set(doc, holder, text_of(forms), resource.text)

    def written(self, source: Document, entry: Entry, values: Mapping[str, Forms], target: Resource) -> str:
        """The source's unit with the new targets, and nothing of those that it has."""
        out: list[Splice] = []
        for message in entry.messages:
            holder = source.at(message.whole[0])
            if message.key in values:
                out += _fresh(source, holder, text_of(values[message.key]), target.text)
            else:
                out += _bare(source, holder)
        return _raw(source, entry.element, out)

    def extend(
        self, doc: Document, entry: Entry, model: Document, source: Entry, values: Mapping[str, Forms]
    ) -> list[Splice]:
        """Segments that a unit lacks, after its last one."""
        last = list(entry.element.elements("segment"))[-1:]
        new = [model.at(m.whole[0]) for m in source.messages if m.key in values]
        texts = [text_of(values[m.key]) for m in source.messages if m.key in values]
        raws = (_raw(model, e, _fresh(model, e, t, doc.text)) for e, t in zip(new, texts, strict=True))
        lead = places.gap(doc.text, last[0]) if last else ""
        return [(last[0].end, last[0].end, "".join(lead + raw for raw in raws))] if last else []

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole units, or segments of a unit that keeps others.

        Where another one's key hangs on it (the first segment, an id that another file has too), only the target goes.
        """
        doc = self.document(resource.text, resource.path)
        doomed = {m.whole[0] for m in gone}
        twins = _twins(doc, resource, doomed)
        elements: dict[int, Element] = {}
        out: list[Splice] = []
        for start in sorted(doomed):
            element = doc.at(start)
            unit = element.parent if element.name == "segment" else element
            if unit is not None and element is not unit:
                if all(e.start in doomed for e in unit.elements("segment")):
                    element = unit
                elif element is unit.first("segment"):
                    unit = None
            if unit is None or _id(unit) in twins:
                out += _bare(doc, doc.at(start))
            else:
                elements[element.start] = element
        return out + places.cut(resource.text, elements.values())

    def draft(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The whole source file without targets, in the new target language."""
        doc = self.document(source.text, source.path)
        if doc.root is None:
            return source.text
        out = [s for unit in units(doc) for _, holder in unit.holders() for s in _bare(doc, holder)]
        return apply(doc.text, out + _languages(doc, doc.root, locale))

    def mark(self, resource: Resource, message: Message, record: Record, stale: bool) -> list[Splice]:
        """The ``state`` of a target that has text, and the unit's ``approved``."""
        doc = self.document(resource.text, resource.path)
        holder = doc.at(message.whole[0])
        target = pair(holder)[1]
        return marked(doc, holder, target, record, stale) if target is not None and message.text else []

    def identity(self, doc: Document, container: Element) -> str:
        """A file's ``original``, else the ``id`` or name."""
        attrs = container.attrs
        return attrs.get("original") or attrs.get("id") or attrs.get("resname") or attrs.get("name") or ""

    def head(self, doc: Document, container: Element, resource: Resource) -> str:
        """A file's start tag with the target's language."""
        if container.name != "file" or doc.root is None or "version" not in doc.root.attrs:
            return super().head(doc, container, resource)
        if doc.root.attrs["version"].startswith("2"):
            return super().head(doc, container, resource)
        splices = places.attribute(doc.text, container, "target-language", _tag(container, resource.locale))
        return places.part(doc.text, container.start, container.head, splices)


FORMAT: Format = Xliff()


def _id(unit: Element) -> str:
    return unit.attrs.get("id", "")


def _twins(doc: Document, resource: Resource, doomed: Container[int]) -> set[str]:
    """The ids that stand in several files and of whose units some stay."""
    if not any("|" in m.key for m in resource.messages):
        return set()
    kept = ((m.key, doc.at(m.whole[0])) for m in resource.messages if m.whole[0] not in doomed)
    ids = ((key, _id(e if e.name != "segment" or e.parent is None else e.parent)) for key, e in kept)
    return {name for key, name in ids if key.partition(f"|{name}")[1]}


def _as_icu(message: Message) -> Message:
    if not (may_be_icu(message.source.get("other", "")) or may_be_icu(message.text)):
        return message
    return replace(message, flags=message.flags | {"icu-message-format"})


def _message(doc: Document, unit: Unit, key: str, holder: Element) -> Message:
    source, target = pair(holder)
    original = {"other": xml.decode(doc.raw(source))} if source is not None else {}
    forms, spans, flags = {}, {}, _NONE
    if target is not None:
        text = xml.decode(doc.raw(target))
        spans = {"other": target.inner}
        if text:
            forms, flags = {"other": text}, states_of(unit.element, holder, target)
    flags |= flags_of(original.get("other", ""))
    whole = (holder.start, holder.end)
    return Message(key, forms, spans, whole, (), False, original, unit.note, unit.context, unit.limit, flags)


def _followed(doc: Document, holder: Element, wanted: Forms) -> list[Splice]:
    source = holder.first("source")
    text = text_of(wanted) if wanted else ""
    if source is None or not text or holder.first("seg-source") or xml.decode(doc.raw(source)) == text:
        return []
    raw = xml.encode(text, doc.raw(source), xml.style_of(doc.text), newline_of(doc.text))
    return places.changed(doc.text, source, raw, {})


def _set(doc: Document, holder: Element, text: str, style: str) -> list[Splice]:
    """Splices that give a unit or segment its target and bring its state up to date."""
    source, target = pair(holder)
    out: list[Splice] = []
    if target is None:
        out += _added(doc, holder, text, style)
    else:
        like = _like(doc.raw(source) if source else "", doc.raw(target))
        raw = xml.encode(text, like, xml.style_of(style), newline_of(style))
        new: dict[str, str | None] = {"state": "translated" if text else "needs-translation", "state-qualifier": None}
        out += places.changed(doc.text, target, raw, {n: v for n, v in new.items() if n in target.attrs})
    return out + _unit_state(doc, holder, text, target is None)


def _added(doc: Document, holder: Element, text: str, style: str) -> list[Splice]:
    """The splice that puts a target behind the source; none for an empty text."""
    source = holder.first("source")
    after = holder.first("seg-source") or source
    if after is None or not text:
        return []
    raw = xml.encode(text, doc.raw(source) if source else "", xml.style_of(style), newline_of(style))
    state = ' state="translated"' if _has_states(style) else ""
    return [(after.end, after.end, f"{places.gap(doc.text, after)}<target{state}>{raw}</target>")]


def _fresh(doc: Document, holder: Element, text: str, style: str) -> list[Splice]:
    """Splices that give a unit or segment of the list its first target: what the list says of its own one goes."""
    # In 2.x a segment without a state is "initial": a tool would take its target for untranslated.
    state = "translated" if text and (holder.name == "segment" or "state" in holder.attrs) else None
    return _bare(doc, holder, state) + _added(doc, holder, text, style)


@lru_cache(maxsize=8)
def _has_states(text: str) -> bool:
    """The file's targets say how far they are."""
    return "<target state=" in text


def _unit_state(doc: Document, holder: Element, text: str, first: bool) -> list[Splice]:
    out: list[Splice] = []
    if holder.attrs.get("approved") == "yes":
        out += places.attribute(doc.text, holder, "approved", "no")
    if holder.name == "segment" and ("state" in holder.attrs or (first and text)):
        out += places.attribute(doc.text, holder, "state", "translated" if text else "initial")
    if holder.name == "segment" and "subState" in holder.attrs:
        out += places.attribute(doc.text, holder, "subState", None)
    return out


def _like(source: str, target: str) -> str:
    """Inline codes as the source has them, CDATA as the old target had it."""
    if not target.strip(" \t\r\n") or (xml.has_markup(source) and not xml.in_cdata(target)):
        return source
    return target


def _bare(doc: Document, holder: Element, state: str | None = None) -> list[Splice]:
    """Splices that take a target, its state (or give another one) and other tools' proposals out."""
    out = places.cut(doc.text, [*holder.elements("target", "alt-trans")])
    for name, value in {"approved": None, "state": state, "subState": None}.items():
        out += places.attribute(doc.text, holder, name, value)
    return out


def _languages(doc: Document, root: Element, locale: str) -> list[Splice]:
    if root.attrs.get("version", "").startswith("2"):
        return places.attribute(doc.text, root, "trgLang", _tag(root, locale))
    files = (e for e in below(root) if e.name == "file")
    return [s for f in files for s in places.attribute(doc.text, f, "target-language", _tag(f, locale))]


def _tag(element: Element, locale: str) -> str:
    """The locale in the spelling of the tags that stand there."""
    old = element.attrs.get("target-language", element.attrs.get("source-language", ""))
    return spell(locale, "posix" if "_" in old else "locale")


def _raw(doc: Document, element: Element, splices: Sequence[Splice]) -> str:
    """An element with splices inside of it done."""
    return places.part(doc.text, element.start, element.end, splices).replace("\r\n", "\n")
