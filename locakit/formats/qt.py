"""Qt Linguist ``.ts``: contexts, messages and plural forms in Qt's number and order; vanished entries stay untouched.

Source: Qt documentation, "Qt Linguist: TS file format" and its document type definition.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from locakit.doors import Format
from locakit.formats import _xml_place as places
from locakit.formats import _xml_text as xml
from locakit.formats._po_scan import key_of
from locakit.formats._xml_format import GONE, Entry, XmlFormat, at_path, text_of
from locakit.formats._xml_qt_read import FLAGS, OUT_OF_USE, noted, read
from locakit.formats._xml_qtplural import qt_plurals
from locakit.formats._xml_scan import Document, Element, opening
from locakit.ledger import persons
from locakit.locales import is_tag, normalize, spell
from locakit.model import Forms, Message, Record, Resource, Span
from locakit.splice import Splice, apply, newline_of

_FORMER = ("translatorcomment", "oldsource", "oldcomment")
"""What another language's translator said, and the source before that one."""
_QUOTED = frozenset(">\"'")
"""What Qt's own tools write as entities beyond ``<`` and ``&``."""

_Parts = Mapping[str, Element]


class Qt(XmlFormat):
    """A key is the message's id, or ``context|source`` as in PO; a disambiguating comment joins the context."""

    name = "qt"
    suffixes: tuple[str, ...] = (".ts",)
    roots: tuple[str, ...] = ("TS",)
    layout = "i18n/app_{posix}.ts"
    example = """\
<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Cart</name>
    <message>
        <source>&amp;Pay %1</source>
        <extracomment>%1 is the price</extracomment>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s)</source>
        <translation type="unfinished"><numerusform></numerusform><numerusform></numerusform></translation>
    </message>
</context>
</TS>
"""
    bilingual = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """See ``XmlFormat.parse``, whose result this gives without building a tree."""
        with at_path(path):
            root = opening(text)
            if root is not None and root.name in self.roots and not root.bare:
                doc, locale_ = Document(text, root), _language(root) or locale
                found = read(text, root.head, lambda element, name: _read(doc, element, name, locale_)[1])
                if found is not None:
                    return Resource(path, locale, text, tuple(found), self.name)
        return super().parse(path, text, locale)

    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """Every message; vanished and obsolete ones have no text for people."""
        if doc.root is None:
            return
        locale = _language(doc.root) or locale
        for context in (*doc.root.elements("context"), doc.root):
            name = _text(doc, context.first("name")) if context is not doc.root else ""
            for element in context.elements("message"):
                key, message = _read(doc, element, name, locale)
                yield Entry(element, key if message else GONE + key, [message] if message else [])

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """A new translation; it is no longer unfinished unless it is empty."""
        doc = self.document(resource.text, resource.path)
        return _set(doc, doc.at(message.whole[0]), forms, _locale(doc, resource.locale))

    def written(self, source: Document, entry: Entry, values: Mapping[str, Forms], target: Resource) -> str:
        """The source's message with its locations and comments, and the new translation."""
        element = entry.element
        locale = _locale(self.document(target.text, target.path), target.locale)
        out = _fresh(source, element, values[entry.messages[0].key], locale)
        return places.part(source.text, element.start, element.end, out)

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """See ``XmlFormat.insert``; a vanished twin gives way."""
        out = super().insert(resource, source, new)
        doc = self.document(resource.text, resource.path)
        wanted = {GONE + m.key for m, _ in new}
        twins = (e.element for e in self.read(doc, resource.locale) if e.ident in wanted)
        return out + places.cut(resource.text, twins)

    def mark(self, resource: Resource, message: Message, record: Record, stale: bool) -> list[Splice]:
        """Finished where a person stands for a whole translation of the source as it is now, else unfinished."""
        doc = self.document(resource.text, resource.path)
        translation = doc.at(message.whole[0]).first("translation")
        if translation is None or not any(message.forms.values()):
            return []
        whole = all(_text(doc, form) for form in translation.elements("numerusform"))
        done = whole and persons(record) and not stale
        return places.attribute(doc.text, translation, "type", None if done else "unfinished")

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole messages; contexts that they leave empty too."""
        doc = self.document(resource.text, resource.path)
        doomed = {m.whole[0] for m in gone}
        elements: dict[int, Element] = {}
        for start in doomed:
            element = doc.at(start)
            context = element.parent
            if context and context.name == "context" and all(e.start in doomed for e in context.elements("message")):
                element = context
            elements[element.start] = element
        return places.cut(resource.text, elements.values())

    def draft(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The whole source file in the new language: every message unfinished, vanished ones left out."""
        doc = self.document(source.text, source.path)
        if doc.root is None:
            return source.text
        out: list[Splice] = []
        gone: list[Element] = []
        for entry in self.read(doc, source.locale):
            if entry.messages:
                out += _fresh(doc, entry.element, {}, locale)
            else:
                gone.append(entry.element)
        old = doc.root.attrs.get("language", "_")
        tag = spell(locale, "locale" if "-" in old else "posix")
        out += places.attribute(doc.text, doc.root, "language", tag)
        return apply(doc.text, out + places.cut(doc.text, gone))

    def identity(self, doc: Document, container: Element) -> str:
        """A context's name."""
        return _text(doc, container.first("name"))


FORMAT: Format = Qt()


def _text(doc: Document, element: Element | None) -> str:
    return xml.decode(doc.raw(element)) if element is not None else ""


def _language(root: Element) -> str:
    tag = root.attrs.get("language", "")
    return normalize(tag) if is_tag(tag) else ""


def _locale(doc: Document, locale: str) -> str:
    return (_language(doc.root) if doc.root is not None else "") or locale


def _parts(element: Element) -> _Parts:
    """The first child element of each name."""
    return {c.name: c for c in reversed(element.children)}


def _key(doc: Document, element: Element, parts: _Parts, context: str) -> str:
    if element.attrs.get("id"):
        return element.attrs["id"]
    comment = _text(doc, parts.get("comment"))
    return key_of(f"{context}|{comment}" if comment else context, _text(doc, parts.get("source")))


def _read(doc: Document, element: Element, context: str, locale: str) -> tuple[str, Message | None]:
    """The key of a ``<message>``, and its message where it is in use."""
    parts = _parts(element)
    key, translation = _key(doc, element, parts, context), parts.get("translation")
    if translation is not None and translation.attrs.get("type") in OUT_OF_USE:
        return key, None
    return key, _message(doc, element, parts, key, context, locale)


def _message(doc: Document, element: Element, parts: _Parts, key: str, context: str, locale: str) -> Message:
    translation = parts.get("translation")
    plural = element.attrs.get("numerus") == "yes"
    forms, spans = _forms(doc, translation, plural, locale) if translation is not None else ({}, {})
    comment, extra = _text(doc, parts.get("comment")), _text(doc, parts.get("extracomment"))
    unfinished = translation is not None and translation.attrs.get("type") == "unfinished"
    return Message(
        key,
        forms,
        spans,
        (element.start, element.end),
        plural=plural,
        source={"other": _text(doc, parts.get("source"))},
        note=noted(extra, comment),
        context=context,
        flags=FLAGS[plural, unfinished and any(forms.values())],
    )


def _forms(doc: Document, translation: Element, plural: bool, locale: str) -> tuple[dict[str, str], dict[str, Span]]:
    if not plural:
        text = _text(doc, translation)
        return ({"other": text} if text else {}), {"other": translation.inner}
    plurals = qt_plurals(locale)
    found = list(translation.elements("numerusform"))
    texts = {i: _text(doc, e) for i, e in enumerate(found)}
    return plurals.read(texts), {plurals.name(i): e.inner for i, e in enumerate(found)}


def _fresh(doc: Document, element: Element, forms: Forms, locale: str) -> list[Splice]:
    """Splices that give a message a translation into another language, and take the old one's remarks out."""
    gone = places.cut(doc.text, element.elements(*_FORMER))
    return gone + _set(doc, element, forms, locale, fresh=True)


def _set(doc: Document, element: Element, forms: Forms, locale: str, fresh: bool = False) -> list[Splice]:
    """Splices that give a message its translation; ``fresh`` forgets the old one."""
    translation = element.first("translation")
    if element.attrs.get("numerus") == "yes":
        return _set_plural(doc, element, translation, forms, locale, fresh)
    text = text_of(forms)
    if translation is None:
        return _appended(doc, element, _raw(doc, element, text), bool(text))
    state = {"type": None if text else "unfinished"}
    return places.changed(doc.text, translation, _raw(doc, element, text, None if fresh else translation), state)


def _raw(doc: Document, element: Element, text: str, old: Element | None = None) -> str:
    """Content in the manner of the source: markup where that has some (``<byte/>``), and in length variants."""
    like = old if old is not None and old.attrs.get("variants") == "yes" else element.first("source")
    return xml.encode(text, doc.raw(like) if like else "", _QUOTED, newline_of(doc.text))


def _appended(doc: Document, element: Element, inside: str, finished: bool) -> list[Splice]:
    last = [e for e in element.elements() if e.name not in _FORMER][-1:]
    if not last:
        return []
    state = "" if finished else ' type="unfinished"'
    return [(last[0].end, last[0].end, f"{places.gap(doc.text, last[0])}<translation{state}>{inside}</translation>")]


def _set_plural(
    doc: Document, element: Element, translation: Element | None, forms: Forms, locale: str, fresh: bool
) -> list[Splice]:
    plurals = qt_plurals(locale)
    found = list(translation.elements("numerusform")) if translation is not None else []
    old = {} if fresh else {i: _text(doc, e) for i, e in enumerate(found)}
    new = plurals.write(forms, old)
    texts = [new[i] for i in range(len(plurals.names))]
    whole = all(texts)
    if translation is not None and len(found) == len(texts) and not translation.bare:
        out = places.attribute(doc.text, translation, "type", None if whole else "unfinished")
        for item, text in zip(found, texts, strict=True):
            if text != _text(doc, item):
                out.append(places.filled(doc.text, item, _raw(doc, element, text, None if fresh else item)))
        return out
    inside = _forms_raw(doc, element, translation, found, texts)
    if translation is None:
        return _appended(doc, element, inside, whole)
    return places.changed(doc.text, translation, inside, {"type": None if whole else "unfinished"})


def _forms_raw(
    doc: Document, element: Element, translation: Element | None, found: Sequence[Element], texts: Sequence[str]
) -> str:
    """All ``<numerusform>`` elements, on lines of their own as Qt writes them."""
    beside = translation or next(element.elements(), None)
    outer = places.gap(doc.text, beside) if beside else ""
    inner = places.gap(doc.text, found[0]) if found else outer + "    " if outer else ""
    forms = (f"{inner}<numerusform>{_raw(doc, element, text)}</numerusform>" for text in texts)
    return "".join(forms) + outer
