"""Apple ``.stringsdict``: a property list of format strings and the plural forms of their variables.

Source: Apple developer documentation, "Localizing strings that contain plurals".
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from locakit.doors import Format
from locakit.formats import _xml_place as places
from locakit.formats import _xml_stringsdict as plain
from locakit.formats import _xml_text as xml
from locakit.formats._xml_format import Entry, XmlFormat, at_path, text_of
from locakit.formats._xml_plist import Pair, above, extent, named, pair_at, pair_of, pairs
from locakit.formats._xml_plural import Item, added, model_of, ordered
from locakit.formats._xml_scan import Document, Element
from locakit.locales import CATEGORIES
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice, apply, newline_of


class Stringsdict(XmlFormat):
    """The format string's key is the entry's name, a variable's ``name.variable``, a device's ``name.iphone``.

    A format string of nothing but variables is marked ``verbatim``: there is nothing in it to translate.
    """

    name = "stringsdict"
    suffixes: tuple[str, ...] = (".stringsdict",)
    roots: tuple[str, ...] = ("plist",)
    layout = "App/{apple}.lproj/Localizable.stringsdict"
    example = """\
<?xml version="1.0" encoding="UTF-8"?>
<plist version="1.0">
<dict>
    <!-- In the title of the cart -->
    <key>things</key>
    <dict>
        <key>NSStringLocalizedFormatKey</key>
        <string>You have %#@count@.</string>
        <key>count</key>
        <dict>
            <key>NSStringFormatSpecTypeKey</key>
            <string>NSStringPluralRuleType</string>
            <key>NSStringFormatValueTypeKey</key>
            <string>d</string>
            <key>one</key>
            <string>%d thing</string>
            <key>other</key>
            <string>%d things</string>
        </dict>
    </dict>
</dict>
</plist>
"""

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """See ``XmlFormat.parse``, whose result this gives without building a tree where all entries are plain."""
        with at_path(path):
            found = plain.read(text)
        if found is None:
            return super().parse(path, text, locale)
        return Resource(path, locale, text, tuple(found), self.name)

    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """Every key of the outer dictionary."""
        for pair in pairs(doc, doc.root.first("dict") if doc.root is not None else None):
            entry = Entry(pair.value, pair.name)
            if pair.value.name == "dict":
                entry.messages = _messages(doc, pair)
            yield entry

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New texts; categories that the file lacks are added beside their neighbours."""
        doc = self.document(resource.text, resource.path)
        return _set(doc, pair_at(doc, message.whole[0]), message.plural, forms, resource.text)

    def written(self, source: Document, entry: Entry, values: Mapping[str, Forms], target: Resource) -> str:
        """The source's key and dictionary with exactly the new forms; what is not known yet is empty."""
        pair = pair_of(source, entry.element)
        out: list[Splice] = []
        for message in entry.messages:
            forms = values.get(message.key, {"other": ""})
            out += _fresh(source, message, forms, target.text)
        return places.part(source.text, pair.key.start, pair.value.end, out)

    def extend(
        self, doc: Document, entry: Entry, model: Document, source: Entry, values: Mapping[str, Forms]
    ) -> list[Splice]:
        """Variables and choices that the target's entry lacks, each behind the last one of its dictionary."""
        added_at: dict[int, str] = {}
        for message in source.messages:
            pair = pair_at(model, message.whole[0])
            home = _home(doc, entry.element, model, pair) if message.key in values else None
            last = list(pairs(doc, home))[-1:]
            if last:
                fresh = _fresh(model, message, values[message.key], doc.text)
                raw = places.part(model.text, pair.key.start, pair.value.end, fresh)
                moved = places.gap(doc.text, last[0].key) + _moved(raw, model, pair.key, doc, last[0].key)
                added_at[last[0].value.end] = added_at.get(last[0].value.end, "") + moved
        return [(at, at, raw) for at, raw in added_at.items()]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Whole entries; single variables where the format string stays, as it does while one of its variables does."""
        doc = self.document(resource.text, resource.path)
        starts = {m.whole[0] for m in gone}
        pairs_gone = (pair_at(doc, at) for at in sorted(starts))
        found = {p.value.start: p for p in pairs_gone if all(m.whole[0] in starts for m in _below(doc, p))}
        for _ in range(2):
            for parent in {id(p.value.parent): p.value.parent for p in found.values()}.values():
                if parent is not None and parent.name == "dict" and _emptied(doc, parent, found):
                    found[parent.start] = pair_of(doc, parent)
        kept = (p for p in found.values() if not any(e.start in found for e in above(p.value)))
        return places.cut(resource.text, [extent(p) for p in kept])

    def draft(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source with the wanted entries alone; of a variable's forms only ``other``."""
        doc = self.document(source.text, source.path)
        if doc.root is None:
            return source.text
        out: list[Splice] = []
        gone: list[Element] = []
        for pair, entry in zip(pairs(doc, doc.root.first("dict")), self.read(doc, locale), strict=True):
            if not any(m.key in keys for m in entry.messages):
                gone += [*places.comment_above(doc.text, pair.key), extent(pair)]
                continue
            for message in entry.messages:
                other = message.forms if not message.plural else {"other": message.text}
                out += _fresh(doc, message, other if message.key in keys else {"other": ""}, doc.text)
        return apply(doc.text, out + places.cut(doc.text, gone))


FORMAT: Format = Stringsdict()


def _home(doc: Document, entry: Element, model: Document, pair: Pair) -> Element | None:
    """The target's dictionary that takes a pair of the source; None for a format string, which is never alone."""
    above_it = pair.value.parent
    if pair.value.name == "dict" and named(model, pair.value, plain.RULE) is not None:
        return entry
    return named(doc, entry, pair_of(model, above_it).name) if above_it and pair.value.name == "string" else None


def _moved(raw: str, model: Document, key: Element, doc: Document, beside: Element) -> str:
    old, new = places.indent_of(model.text, key.start) or "", places.indent_of(doc.text, beside.start) or ""
    return places.reindent(raw, old, new, places.unit_of(model), places.unit_of(doc), newline_of(doc.text))


def _messages(doc: Document, pair: Pair) -> list[Message]:
    note = "\n".join(" ".join(c.attrs[""].split()) for c in places.comment_above(doc.text, pair.key))
    out: list[Message] = []
    first = {inner.name: inner for inner in reversed(list(pairs(doc, pair.value)))}
    for inner in reversed(first.values()):
        if inner.name == plain.FORMAT and inner.value.name == "string":
            text = xml.decode(doc.raw(inner.value))
            flags = plain.VERBATIM if plain.bare(text) else frozenset[str]()
            whole = (pair.key.start, pair.value.end)
            out.insert(
                0, Message(pair.name, {"other": text}, {"other": inner.value.inner}, whole, note=note, flags=flags)
            )
        elif inner.name in plain.CHOICES and inner.value.name == "dict":
            out += _choices(doc, pair.name, inner.value, note)
        elif inner.value.name == "dict" and named(doc, inner.value, plain.RULE) is not None:
            forms, spans = _forms(doc, inner.value)
            whole = (inner.key.start, inner.value.end)
            key = f"{pair.name}.{inner.name}"
            out.append(Message(key, forms, spans, whole, (pair.name, inner.name), True, note=note, context=pair.name))
    return out


def _below(doc: Document, pair: Pair) -> list[Message]:
    """All messages of an entry; none of a variable's or a choice's pair."""
    entry = pair.value.parent is not None and pair.value.parent.parent is doc.root and pair.value.name == "dict"
    return _messages(doc, pair) if entry else []


def _choices(doc: Document, name: str, choices: Element, note: str) -> list[Message]:
    found = [p for p in pairs(doc, choices) if p.value.name == "string"]
    texts = [(p, xml.decode(doc.raw(p.value))) for p in found]
    return [
        Message(f"{name}.{p.name}", {"other": t}, {"other": p.value.inner}, (p.key.start, p.value.end), note=note)
        for p, t in texts
    ]


def _emptied(doc: Document, dictionary: Element, gone: Container[int]) -> bool:
    """Nothing of a dictionary of choices is left, or of an entry that holds nothing else."""
    inner = list(pairs(doc, dictionary))
    entry = dictionary.parent is not None and dictionary.parent.parent is not None
    choices = entry and pair_of(doc, dictionary).name in plain.CHOICES
    alone = len(inner) == 1 and inner[0].name in plain.CHOICES
    return (choices or alone) and all(p.value.start in gone for p in inner)


def _items(doc: Document, variable: Element) -> dict[str, Item]:
    return {p.name: Item(p.key, p.value) for p in pairs(doc, variable) if p.name in CATEGORIES}


def _forms(doc: Document, variable: Element) -> tuple[dict[str, str], dict[str, Span]]:
    items = _items(doc, variable)
    return {c: xml.decode(doc.raw(i.last)) for c, i in items.items()}, {c: i.last.inner for c, i in items.items()}


def _set(doc: Document, pair: Pair, plural: bool, forms: Forms, style: str) -> list[Splice]:
    """Splices for a format string, or for a variable's forms; forms that ``forms`` does not name stay."""
    look = xml.style_of(style)
    if not plural:
        value = pair.value if pair.value.name == "string" else named(doc, pair.value, plain.FORMAT)
        return [places.filled(doc.text, value, xml.encode(text_of(forms), doc.raw(value), look))] if value else []
    items = _items(doc, pair.value)
    if not items:
        return []
    out = [
        places.filled(doc.text, item.last, xml.encode(forms[c], doc.raw(item.last), look))
        for c, item in items.items()
        if c in forms and forms[c] != xml.decode(doc.raw(item.last))
    ]
    model = items[model_of(items)]
    return out + added(doc.text, items, forms, lambda c, t: _raw(doc, model, c, t, look))


def _raw(doc: Document, model: Item, category: str, text: str, style: frozenset[str]) -> str:
    between = doc.text[model.first.end : model.last.start]
    return f"<key>{category}</key>{between}<string>{xml.encode(text, doc.raw(model.last), style)}</string>"


def _fresh(doc: Document, message: Message, forms: Forms, style: str) -> list[Splice]:
    """Splices that leave exactly ``forms`` of a message of the source."""
    pair = pair_at(doc, message.whole[0])
    items = _items(doc, pair.value) if message.plural else {}
    if not items:
        return _set(doc, pair, message.plural, forms, style)
    kept = model_of(items)
    model, look = items[kept], xml.style_of(style)
    raws = [_raw(doc, items.get(c, model), c, forms[c], look) for c in ordered(forms)]
    spare = (Pair(i.first, i.last, c) for c, i in items.items() if c != kept)
    raw = places.gap(doc.text, model.first).join(raws)
    return [(model.first.start, model.last.end, raw), *places.cut(doc.text, [extent(p) for p in spare])]
