"""TMX 1.1 to 1.4: a translation memory as content, a message a unit, all languages in one file.

Source: TMX 1.4b specification (LISA OSCAR; ETSI GS LIS 002). Several ``tuv`` of one language that carry the property
``x-plural-category`` are the forms of one plural message; this is also how ``locakit memory`` writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from locakit.doors import Format
from locakit.formats import _xml_place as places
from locakit.formats._exchange import Exchange, cast, content, hashed
from locakit.formats._exchange_read import Shape
from locakit.formats._exchange_tags import tag_of
from locakit.formats._exchange_text import decode, flags_of
from locakit.formats._xml_format import Entry, text_of, unique
from locakit.formats._xml_plural import ordered
from locakit.formats._xml_scan import Document, Element
from locakit.locales import CATEGORIES, normalize
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice

_CATEGORY = "x-plural-category"
_CONTEXT = re.compile(r"(?:x-)?(?:context|file|document|domain|section|screen)", re.IGNORECASE)
_LIMIT = re.compile(r"(?:x-)?(?:max-?length|limit|char-?limit)", re.IGNORECASE)
_LAYOUT = ("note", "prop")
_BLANK = """\
<?xml version="1.0" encoding="utf-8"?>
<tmx version="1.4">
  <header creationtool="locakit" creationtoolversion="1" segtype="block" o-tmf="tmx" adminlang="en"\
 srclang="*all*" datatype="plaintext"/>
  <body>
  </body>
</tmx>
"""


class Tmx(Exchange):
    """A key is the unit's ``tuid``; without one ``tu-`` and a hash of its segment in the source language."""

    name = "tmx"
    suffixes: tuple[str, ...] = (".tmx",)
    roots: tuple[str, ...] = ("tmx",)
    parts: tuple[str, ...] = ("tuv",)
    shape = Shape(("body",), ("tu",), "tuid", parts, r"<seg\s*+>(?P<text>[^<]*+)</seg\s*+>", coded=True)
    layout = "l10n/app.tmx"
    example = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header creationtool="editor" creationtoolversion="2.1" segtype="sentence" o-tmf="editor"
          adminlang="en" srclang="en" datatype="html"/>
  <body>
    <tu tuid="cart.checkout">
      <note>Button below the list of articles</note>
      <prop type="x-context">Cart</prop>
      <tuv xml:lang="en"><seg>Go to <bpt i="1">&lt;b&gt;</bpt>checkout<ept i="1">&lt;/b&gt;</ept></seg></tuv>
      <tuv xml:lang="pt-BR"><seg>Ir para o <bpt i="1">&lt;b&gt;</bpt>pagamento<ept i="1">&lt;/b&gt;</ept></seg></tuv>
    </tu>
  </body>
</tmx>
"""

    def records(self, doc: Document) -> Iterable[Element]:
        """All ``tu`` of the body."""
        body = doc.root.first("body") if doc.root is not None else None
        return body.elements("tu") if body is not None else ()

    def main(self, doc: Document) -> str:
        """The header's ``srclang``; empty for ``*all*``."""
        header = doc.root.first("header") if doc.root is not None else None
        return (header.attrs.get("srclang", "") if header is not None else "").replace("*all*", "")

    def blank(self) -> str:
        """TMX 1.4 without units."""
        return _BLANK

    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """Every unit; those without a ``tuv`` of the locale have no message."""
        names, seen = self.names(doc, locale), dict[str, int]()
        for unit, _ in self.index(doc):
            yield self.entry(doc, unit, names, seen)

    def entry(self, doc: Document, record: Element, names: frozenset[str], seen: dict[str, int]) -> Entry:
        """A unit."""
        tuid = record.attrs.get("tuid")
        key = unique(tuid or hashed("tu", _source(doc, record, normalize(self.main(doc)))), seen)
        found = [v for v in record.children if v.name == "tuv" and tag_of(v) in names and v.first("seg") is not None]
        return Entry(record, key, [_message(doc, record, key, found)] if found else [])

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New segments, the languages' codes kept; forms that the unit lacks become ``tuv`` of their own."""
        doc = self.document(resource.text, resource.path)
        first = doc.at(message.whole[0])
        unit, tag = first.parent or first, tag_of(first)
        found = _forms(doc, [v for v in unit.elements("tuv") if tag_of(v) == tag and v.first("seg") is not None])
        wanted = forms if message.plural or len(forms) > 1 else {"other": text_of(forms)}
        out: list[Splice] = []
        for category, variant in found.items():
            seg = variant.first("seg")
            if seg is not None and category in wanted and decode(doc.raw(seg)) != wanted[category]:
                out.append(places.filled(doc.text, seg, content(doc, _likes(doc, unit), wanted[category])))
        last = max(found.values(), key=lambda v: v.start, default=first)
        return out + self.added(doc, unit, last, tag, {c: t for c, t in wanted.items() if c not in found})

    def added(self, doc: Document, record: Element, after: Element | None, tag: str, forms: Forms) -> list[Splice]:
        """A ``tuv`` for each form, as the one before it is laid out."""
        if not forms:
            return []
        raws: list[str] = []
        seg = after.first("seg") if after is not None else None
        plain = forms.keys() == {"other"} and not any(_category(doc, v) for v in record.elements("tuv"))
        for category in ordered(forms):
            prop = "" if plain else f'<prop type="{_CATEGORY}">{category}</prop>'
            raw = content(doc, _likes(doc, record), forms[category])
            if after is None or seg is None:
                raws.append(f'<tuv xml:lang="{tag}">{prop}<seg>{raw}</seg></tuv>')
            else:
                raws.append(places.gap(doc.text, after) + cast(doc, after, seg, tag, prop, raw))
        if after is not None:
            return [(after.end, after.end, "".join(raws))]
        return [places.filled(doc.text, record, doc.raw(record) + "".join(raws))]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """The locale's ``tuv``; a unit that then has none goes as a whole."""
        doc = self.document(resource.text, resource.path)
        out: list[Element] = []
        for first in (doc.at(m.whole[0]) for m in gone):
            unit = first.parent or first
            variants = list(unit.elements("tuv"))
            mine = [v for v in variants if tag_of(v) == tag_of(first)]
            out += mine if len(mine) < len(variants) else [unit]
        return places.cut(resource.text, out)


FORMAT: Format = Tmx()


def _source(doc: Document, unit: Element, main: str) -> str:
    """The unit's text in its source language; in its first one where the file names none."""
    own = unit.attrs.get("srclang", "")
    wanted = normalize(own) if own and own != "*all*" else main
    variants = [v for v in unit.elements("tuv") if v.first("seg") is not None]
    same = (v for v in variants if normalize(tag_of(v)) == wanted)
    seg = next((v.first("seg") for v in (*same, *variants)), None)
    return decode(doc.raw(seg)) if seg is not None else ""


def _forms(doc: Document, variants: Sequence[Element]) -> dict[str, Element]:
    """The ``tuv`` of one language by plural category; one without a category is ``other``. The first of two counts."""
    out: dict[str, Element] = {}
    for variant in variants:
        out.setdefault(_category(doc, variant) or "other", variant)
    return out


def _category(doc: Document, variant: Element) -> str:
    if len(variant.children) == 1:
        return ""
    props = (doc.raw(p).strip() for p in variant.elements("prop") if p.attrs.get("type") == _CATEGORY)
    return next((c for c in props if c in CATEGORIES), "")


def _message(doc: Document, unit: Element, key: str, variants: Sequence[Element]) -> Message:
    found = {c: (v, v.first("seg") or v) for c, v in _forms(doc, variants).items()}
    first = variants[0]
    told = [e for parent in (unit, first) for e in parent.children if e.name in _LAYOUT]
    props = [(e.attrs.get("type", ""), decode(doc.raw(e)).strip(" \t\n")) for e in told if e.name == "prop"]
    limits = [t for name, t in props if _LIMIT.fullmatch(name) and t.isascii() and t.isdigit()]
    forms = {c: decode(doc.raw(seg)) for c, (_, seg) in found.items()}
    return Message(
        key,
        forms,
        {c: seg.inner for c, (_, seg) in found.items()},
        (first.start, first.end),
        plural=any(_category(doc, v) for v, _ in found.values()),
        note="\n".join(filter(None, (decode(doc.raw(e)).strip(" \t\n") for e in told if e.name == "note"))),
        context=" / ".join(dict.fromkeys(t for name, t in props if t and _CONTEXT.match(name))),
        limit=int(limits[0]) if limits else None,
        flags=flags_of(" ".join(forms.values())),
    )


def _likes(doc: Document, unit: Element) -> Iterator[str]:
    """The unit's segments."""
    return (doc.raw(seg) for v in unit.elements("tuv") for seg in v.elements("seg"))
