""".NET ``.resx`` and ``.resw``: the strings among a resource file's data; objects and designer entries are left alone.

Source: Microsoft .NET documentation, "Resources in .resx file format"; comments' ``{Locked}`` and ``{MaxLength=n}`` as
Microsoft's localization tools read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from locakit.doors import Format
from locakit.formats import _xml_place as places
from locakit.formats import _xml_text as xml
from locakit.formats._xml_format import Entry, XmlFormat, text_of
from locakit.formats._xml_scan import Document, Element
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, apply, newline_of

_LIMIT = re.compile(r"\{MaxLength\s*=\s*(\d{1,6})\}", re.IGNORECASE)


class Resx(XmlFormat):
    """A key is the entry's name."""

    name = "resx"
    suffixes: tuple[str, ...] = (".resx", ".resw")
    roots: tuple[str, ...] = ("root",)
    layout = "Resources/Strings.{locale}.resx"
    example = """\
<?xml version="1.0" encoding="utf-8"?>
<root>
  <resheader name="resmimetype"><value>text/microsoft-resx</value></resheader>
  <resheader name="version"><value>2.0</value></resheader>
  <data name="Pay" xml:space="preserve">
    <value>Pay {0:C} now</value>
    <comment>A button. {MaxLength=20}</comment>
  </data>
  <data name="Logo" type="System.Resources.ResXFileRef">
    <value>logo.png;System.Byte[]</value>
  </data>
</root>
"""

    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """Every ``<data>``; objects (``type``, ``mimetype``), designer and locked entries have no messages."""
        for element in doc.root.elements("data") if doc.root is not None else ():
            name = element.attrs.get("name", "")
            entry = Entry(element, name)
            comment = element.first("comment")
            note = xml.decode(doc.raw(comment)).strip(" \t\r\n") if comment else ""
            if _is_text(element) and "{Locked}" not in note:
                entry.messages = _messages(doc, element, name, note)
            yield entry

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """A new value in the manner of the old one."""
        doc = self.document(resource.text, resource.path)
        return _set(doc, doc.at(message.whole[0]), text_of(forms), resource.text)

    def written(self, source: Document, entry: Entry, values: Mapping[str, Forms], target: Resource) -> str:
        """The source's entry with a new value; without its comment where the target's entries have none."""
        element = entry.element
        out = _set(source, element, text_of(values[entry.messages[0].key]), target.text)
        comment = element.first("comment")
        if comment is not None and target.messages and "<comment" not in target.text:
            out += places.cut(source.text, [comment])
        return places.part(source.text, element.start, element.end, out)

    def draft(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The source's schema and headers with the wanted strings alone: the rest falls back to the neutral file."""
        doc = self.document(source.text, source.path)
        if doc.root is None:
            return source.text
        kept = {m.whole[0] for m in source.messages if m.key in keys}
        gone = (e for e in doc.root.elements("data", "metadata", "assembly") if e.start not in kept)
        doomed = [e for element in gone for e in (*places.comment_above(doc.text, element), element)]
        return apply(doc.text, places.cut(doc.text, doomed))


FORMAT: Format = Resx()


def _is_text(element: Element) -> bool:
    attrs = element.attrs
    named = attrs.get("name", "")
    text = attrs.get("type", "System.String").split(",")[0].strip() == "System.String"
    return bool(named) and not named.startswith(">>") and "mimetype" not in attrs and text


def _messages(doc: Document, element: Element, name: str, note: str) -> list[Message]:
    value = element.first("value")
    if value is None:
        return []
    limit = _LIMIT.search(note)
    forms, spans = {"other": xml.decode(doc.raw(value))}, {"other": value.inner}
    whole = (element.start, element.end)
    return [Message(name, forms, spans, whole, note=note, limit=int(limit[1]) if limit else None)]


def _set(doc: Document, element: Element, text: str, style: str) -> list[Splice]:
    value = element.first("value")
    if value is None:
        return []
    raw = xml.encode(text, doc.raw(value), xml.style_of(style), newline_of(style))
    return [places.filled(doc.text, value, raw)]
