"""Android ``strings.xml``: strings, plurals and string arrays, with the platform's escapes and inline markup.

Source: Android developer documentation, "String resources" and "App resources overview".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import replace
from operator import attrgetter

from locakit.doors import Format
from locakit.formats import _xml_place as places
from locakit.formats import _xml_text as xml
from locakit.formats._xml_android import decode, encode, is_reference
from locakit.formats._xml_android_read import joined, near, read
from locakit.formats._xml_format import Entry, XmlFormat, at_path, text_of, uniquely
from locakit.formats._xml_plural import Item, added, model_of, ordered
from locakit.formats._xml_scan import COMMENT, Document, Element, opening
from locakit.locales import spell
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, apply, newline_of

_KEY = attrgetter("key")
_XLIFF = "urn:oasis:names:tc:xliff:document:1.2"
_ARRAYS = ("string-array", "array")
_TYPED = re.compile(
    r"\s*(?:#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})|0[xX][0-9A-Fa-f]+|[Tt]rue|TRUE|[Ff]alse|FALSE"
    r"|[-+]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][-+]?\d+)?(?:px|dp|dip|sp|pt|in|mm|%p?)?)?\s*"
)
"""What an ``<array>`` holds besides texts: colours, numbers, booleans, measures."""
_QUANTITY = re.compile(r"(\squantity\s*=\s*)(\"[^\"]*\"|'[^']*')")


class Android(XmlFormat):
    """A key is the entry's name, with ``@product`` where it is for one; of an array's item ``name.0``."""

    name = "android"
    suffixes: tuple[str, ...] = ("strings.xml", "plurals.xml", "arrays.xml")
    roots: tuple[str, ...] = ("resources",)
    layout = "res/values-{android}/strings.xml"
    example = """\
<?xml version="1.0" encoding="utf-8"?>
<resources xmlns:xliff="urn:oasis:names:tc:xliff:document:1.2">
    <!-- A button -->
    <string name="pay">Don\\'t wait, pay <xliff:g id="price">%1$s</xliff:g></string>
    <string name="app" translatable="false">Shop</string>
    <plurals name="things">
        <item quantity="one">%d thing</item>
        <item quantity="other">%d things</item>
    </plurals>
    <string-array name="sizes">
        <item>Small</item>
        <item>Large</item>
    </string-array>
</resources>
"""

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """See ``XmlFormat.parse``, whose result this gives without building a tree."""
        with at_path(path):
            root = opening(text)
        if root is None or root.bare or root.name not in self.roots:
            return super().parse(path, text, locale)
        doc = Document(text, None)

        def child(element: Element, note: str) -> Sequence[Message]:
            entry = _entry(doc, element, note)
            return entry.messages if entry is not None else ()

        with at_path(path):
            found = read(text, root.head, child)
        if len(set(map(_KEY, found))) < len(found):
            taken = {m.key for m in found if not m.plural}
            found = uniquely([_apart(m, taken) for m in found], {})
        return Resource(path, locale, text, tuple(found), self.name)

    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """Strings before plurals have the right to a key that both have: they are different resources to Android."""
        out: list[Entry] = []
        note = ""
        at = doc.root.head if doc.root is not None else 0
        for element in doc.root.children if doc.root is not None else ():
            if element.name == COMMENT:
                alone = places.indent_of(doc.text, element.start) is not None
                note = joined(note, element.attrs[""]) if alone else ""
                at = element.end
                continue
            entry = _entry(doc, element, near(doc.text, note, at, element.start))
            if entry is not None:
                out.append(entry)
            note, at = "", element.end
        taken = {m.key for e in out for m in e.messages if not m.plural}
        for entry in out:
            entry.messages = [_apart(m, taken) for m in entry.messages]
        return iter(out)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New text in the old one's manner; quantities the file lacks are added; a string may become a plural."""
        doc = self.document(resource.text, resource.path)
        element = doc.at(message.whole[0])
        if message.plural:
            return _replaced_plural(doc, element, forms)
        if len(forms) > 1 and element.name == "string":
            return [(element.start, element.end, _as_plural(doc, element, forms))]
        return _written(doc, element, text_of(forms), xml.style_of(doc.text))

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """See ``XmlFormat.insert``; namespaces that the new entries use are declared."""
        out = super().insert(resource, source, new)
        root = self.document(resource.text, resource.path).root
        model = self.document(source.text, source.path).root if source.format == self.name else None
        if root is None or model is None or root.bare:
            return out
        added_text = "".join(raw for _, _, raw in out)
        for name, uri in model.attrs.items():
            prefix = name.removeprefix("xmlns:")
            if prefix != name and name not in root.attrs and f"{prefix}:" in added_text:
                out += places.attribute(resource.text, root, name, uri)
        return out

    def written(self, source: Document, entry: Entry, values: Mapping[str, Forms], target: Resource) -> str:
        """The source's element with the new texts; items of an array that are not known yet stay empty."""
        element, text = entry.element, source.text
        style = xml.style_of(target.text)
        splices: list[Splice] = []
        if element.name == "plurals":
            return _plural_raw(source, element, values[entry.messages[0].key], style)
        for message in entry.messages:
            item = source.at(message.whole[0])
            new = values.get(message.key, {})
            if len(new) > 1:
                return _as_plural(source, element, new)
            splices += _written(source, item, text_of(new), style)
        return places.part(text, element.start, element.end, splices)

    def extend(
        self, doc: Document, entry: Entry, model: Document, source: Entry, values: Mapping[str, Forms]
    ) -> list[Splice]:
        """An array's items that are wanting at its end."""
        items = list(entry.element.elements("item")) if entry.element.name in _ARRAYS else []
        if not items:
            return []
        places_wanted = {int(key.rsplit(".", 1)[1].split("~")[0]): forms for key, forms in values.items()}
        fresh = range(len(items), max(places_wanted, default=-1) + 1)
        if not fresh:
            return []
        texts = (next(iter(places_wanted.get(i, {"": ""}).values()), "") for i in fresh)
        style = xml.style_of(doc.text)
        indent = places.indent_of(doc.text, items[-1].start)
        lead = "" if indent is None else newline_of(doc.text, items[-1].start) + indent
        raw = "".join(f"{lead}<item>{encode(text, '', style)}</item>" for text in texts)
        return [(items[-1].end, items[-1].end, raw)]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries; inner items of an array are emptied so that the others keep their places."""
        doc = self.document(resource.text, resource.path)
        elements = [doc.at(m.whole[0]) for m in gone]
        doomed = {e.start for e in elements}
        arrays = {id(e.parent): e.parent for e in elements if e.parent is not None and e.parent.name in _ARRAYS}
        out: list[Splice] = []
        whole = [e for e in elements if e.parent is None or e.parent.name not in _ARRAYS]
        for array in arrays.values():
            items = list(array.elements("item"))
            last = max((i for i, e in enumerate(items) if e.start not in doomed), default=-1)
            whole += [array] if last < 0 else items[last + 1 :]
            inner = (e for e in items[: last + 1] if e.start in doomed)
            out += [places.filled(doc.text, e, "") for e in inner]
        return out + places.cut(doc.text, whole)

    def draft(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source without what is not translated; of a plural only ``other`` stays."""
        doc = self.document(source.text, source.path)
        if doc.root is None:
            return '<?xml version="1.0" encoding="utf-8"?>\n<resources>\n</resources>\n'
        wanted = {m.whole[0] for m in source.messages if m.key in keys}
        kept = {e.start for e in (doc.at(start) for start in wanted)}
        splices: list[Splice] = []
        gone: list[Element] = []
        for element in doc.root.elements():
            items = list(element.elements("item")) if element.name in _ARRAYS else [element]
            if not any(e.start in kept for e in items):
                gone += [*places.comment_above(doc.text, element), element]
            elif element.name in _ARRAYS:
                blank = (e for e in items if e.start not in kept and _is_text(doc, e) and not is_reference(doc.raw(e)))
                splices += [places.filled(doc.text, e, "") for e in blank]
            elif element.name == "plurals":
                found = _items(element)
                gone += [i.first for c, i in found.items() if c != model_of(found)]
        if "tools:locale" in doc.root.attrs:
            splices += places.attribute(doc.text, doc.root, "tools:locale", spell(locale, "locale"))
        return apply(doc.text, [*splices, *places.cut(doc.text, gone)])


FORMAT: Format = Android()


def _apart(message: Message, taken: Container[str]) -> Message:
    return replace(message, key=f"{message.key}~2") if message.plural and message.key in taken else message


def _name(element: Element) -> str:
    name, product = element.attrs.get("name", ""), element.attrs.get("product", "default")
    return name if product == "default" else f"{name}@{product}"


def _entry(doc: Document, element: Element, note: str) -> Entry | None:
    name = _name(element)
    kind = "string" if element.name == "item" and element.attrs.get("type") == "string" else element.name
    if not name or kind not in ("string", "plurals", *_ARRAYS):
        return None
    entry = Entry(element, f"{kind} {name}")
    if element.attrs.get("translatable") == "false":
        return entry
    if kind == "string":
        entry.messages = _text(doc, name, element, note)
    elif kind == "plurals":
        entry.messages = [_plural(doc, element, name, note)] if _items(element) else []
    else:
        items = ((i, e) for i, e in enumerate(element.elements("item")) if _is_text(doc, e))
        entry.messages = [m for i, e in items for m in _text(doc, f"{name}.{i}", e, note)]
    return entry


def _text(doc: Document, key: str, element: Element, note: str) -> list[Message]:
    """The message of a string or an item; none where it only names another resource."""
    start, end = span = element.inner
    raw = "" if element.bare else doc.text[start:end]
    if is_reference(raw):
        return []
    return [Message(key, {"other": decode(raw)}, {"other": span}, (element.start, element.end), note=note)]


def _is_text(doc: Document, item: Element) -> bool:
    """False for an item of an ``<array>`` that is no string to Android."""
    return item.parent is None or item.parent.name != "array" or not _TYPED.fullmatch(doc.raw(item))


def _items(plurals: Element) -> dict[str, Item]:
    return {e.attrs["quantity"]: Item(e, e) for e in plurals.elements("item") if "quantity" in e.attrs}


def _plural(doc: Document, element: Element, key: str, note: str) -> Message:
    items = _items(element)
    forms = {c: decode(doc.raw(i.first)) for c, i in items.items()}
    spans: dict[str, Span] = {c: i.first.inner for c, i in items.items()}
    return Message(key, forms, spans, (element.start, element.end), (_name(element),), True, note=note)


def _written(doc: Document, element: Element, text: str, style: frozenset[str]) -> list[Splice]:
    """The splices for new content; an undeclared ``xliff:`` prefix is declared on the element."""
    raw = encode(text, doc.raw(element), style)
    if "<xliff:" in raw and not _declares(doc, element):
        return places.changed(doc.text, element, raw, {"xmlns:xliff": _XLIFF})
    return [places.filled(doc.text, element, raw)]


def _declares(doc: Document, element: Element) -> bool:
    return any("xmlns:xliff" in e.attrs for e in (doc.root, element.parent, element) if e is not None)


def _replaced_plural(doc: Document, element: Element, forms: Forms) -> list[Splice]:
    items, style = _items(element), xml.style_of(doc.text)
    out: list[Splice] = []
    for category, item in items.items():
        if category in forms and decode(doc.raw(item.first)) != forms[category]:
            out += _written(doc, item.first, forms[category], style)
    model = items[model_of(items)].first
    return out + added(doc.text, items, forms, lambda c, t: _item(doc, model, c, t, style))


def _item(doc: Document, model: Element, category: str, text: str, style: frozenset[str]) -> str:
    raw = places.part(doc.text, model.start, model.end, _written(doc, model, text, style))
    return _QUANTITY.sub(lambda m: f"{m[1]}{m[2][0]}{category}{m[2][0]}", raw, count=1)


def _plural_raw(doc: Document, element: Element, forms: Forms, style: frozenset[str]) -> str:
    """The plural with exactly these forms, the source's line breaks between them."""
    items = _items(element)
    model, ends = items[model_of(items)].first, list(element.elements("item"))
    lead = doc.text[element.head : ends[0].start]
    raws = (_item(doc, items[c].first if c in items else model, c, forms[c], style) for c in ordered(forms))
    gap = lead if lead.strip(" \t\r\n") == "" else doc.text[ends[0].end : ends[1].start] if len(ends) > 1 else ""
    return doc.text[element.start : element.head] + gap + gap.join(raws) + doc.text[ends[-1].end : element.end]


def _as_plural(doc: Document, element: Element, forms: Forms) -> str:
    """A ``<plurals>`` in the place of a ``<string>``."""
    style, like = xml.style_of(doc.text), doc.raw(element)
    indent = places.indent_of(doc.text, element.start)
    unit = places.unit_of(doc) or "    "
    newline = "" if indent is None else newline_of(doc.text, element.start) + indent
    lead = newline + unit if newline else ""
    head = doc.text[element.start : element.head].removesuffix("/>").removesuffix(">").rstrip(" \t\r\n")
    items = (f'<item quantity="{c}">{encode(forms[c], like, style)}</item>' for c in ordered(forms))
    body = lead + lead.join(items) + newline
    return f"<plurals{head.removeprefix('<' + element.name)}>{body}</plurals>"
