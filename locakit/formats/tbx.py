"""TBX 2 and 3: a termbase as content, a message a concept, all languages in one file.

A locale's text is its preferred term; deprecated terms are never the message. Source: ISO 30042:2019, ISO 30042:2008.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from locakit.doors import Format
from locakit.formats import _xml_place as places
from locakit.formats._exchange import Exchange, cast, content, hashed
from locakit.formats._exchange_read import Shape
from locakit.formats._exchange_tags import tag_of
from locakit.formats._exchange_tbx import (
    CONCEPTS,
    LANGUAGES,
    TERM,
    Concept,
    Language,
    TermCard,
    concept_of,
    language_of,
    read,
    records,
)
from locakit.formats._exchange_text import decode
from locakit.formats._xml_format import Entry, text_of, unique
from locakit.formats._xml_scan import Document, Element
from locakit.locales import normalize
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice

_BLANK = """\
<?xml version="1.0" encoding="utf-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader>
    <fileDesc>
      <sourceDesc>
        <p>locakit</p>
      </sourceDesc>
    </fileDesc>
  </tbxHeader>
  <text>
    <body>
    </body>
  </text>
</tbx>
"""


class Tbx(Exchange):
    """A key is the concept's ``id``; without one ``concept-`` and a hash of its first term."""

    name = "tbx"
    suffixes: tuple[str, ...] = (".tbx",)
    roots: tuple[str, ...] = ("tbx", "martif", "TBX")
    parts: tuple[str, ...] = LANGUAGES
    shape = Shape(("text", "body"), CONCEPTS, "id", parts, TERM, coded=False)
    layout = "terms/product.tbx"
    example = """\
<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-Basic" style="dca" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2">
  <tbxHeader><fileDesc><sourceDesc><p>Product terms</p></sourceDesc></fileDesc></tbxHeader>
  <text><body>
    <conceptEntry id="c12">
      <descrip type="subjectField">payments</descrip>
      <descrip type="definition">amount that is given back to a customer</descrip>
      <langSec xml:lang="en">
        <termSec><term>refund</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></termSec>
        <termSec><term>payback</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
      </langSec>
    </conceptEntry>
  </body></text>
</tbx>
"""

    def records(self, doc: Document) -> Iterable[Element]:
        """All concept entries."""
        return records(doc)

    def main(self, doc: Document) -> str:
        """The root's ``xml:lang``."""
        return tag_of(doc.root) if doc.root is not None else ""

    def blank(self) -> str:
        """TBX-Basic without concepts."""
        return _BLANK

    def entries(self, doc: Document, locale: str) -> Iterator[Entry]:
        """Every concept; those without a usable term of the locale have no message."""
        names, seen = self.names(doc, locale), dict[str, int]()
        for concept in read(doc.text):
            yield _entry(doc, concept, names, seen)

    def entry(self, doc: Document, record: Element, names: frozenset[str], seen: dict[str, int]) -> Entry:
        """A concept."""
        return _entry(doc, concept_of(doc, record), names, seen)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """A new term in the old one's place; what is told of it stays."""
        doc = self.document(resource.text, resource.path)
        term = doc.at(message.whole[0])
        raw = content(doc, (doc.raw(term),), text_of(forms))
        return [places.filled(doc.text, term, raw)]

    def added(self, doc: Document, record: Element, after: Element | None, tag: str, forms: Forms) -> list[Splice]:
        """A language with its term, laid out as the one before it; in a language of deprecated terms a term more."""
        languages = [language_of(doc, e) for e in record.elements(*LANGUAGES)]
        same = [x for x in languages if normalize(x.tag) == normalize(tag) and x.cards]
        raw = content(doc, (doc.raw(card.term) for x in languages for card in x.cards), text_of(forms))
        if same:
            card = same[0].cards[-1]
            new = cast(doc, card.section, card.term, "", "", raw)
            return [(card.section.end, card.section.end, places.gap(doc.text, card.section) + new)]
        model = next((x for x in languages if x.element is after and x.cards), None)
        if after is None or model is None:
            return self._plain(doc, record, after, tag, raw)
        new = cast(doc, after, model.cards[0].term, tag, "", raw)
        return [(after.end, after.end, places.gap(doc.text, after) + new)]

    def _plain(self, doc: Document, record: Element, after: Element | None, tag: str, raw: str) -> list[Splice]:
        """A language in a concept that shows no manner of writing one."""
        level = {"conceptEntry": ("langSec", "termSec"), "termEntry": ("langSet", "tig")}
        language, section = level.get(record.name, ("langGroup", "termGroup"))
        new = f'<{language} xml:lang="{tag}"><{section}><term>{raw}</term></{section}></{language}>'
        if after is not None:
            return [(after.end, after.end, places.gap(doc.text, after) + new)]
        return [places.filled(doc.text, record, doc.raw(record) + new)]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """The locale's terms but the deprecated ones; a language, and a concept, that has nothing left goes whole."""
        doc = self.document(resource.text, resource.path)
        out: list[Element] = []
        for message in gone:
            part = self.part_of(doc, message)
            cards = language_of(doc, part).cards
            usable = [card.section for card in cards if card.status != "deprecated"]
            alone = part.parent if part.parent and len(list(part.parent.elements(*LANGUAGES))) == 1 else None
            out += usable if len(usable) < len(cards) else [alone or part]
        return places.cut(resource.text, out)


FORMAT: Format = Tbx()


def _entry(doc: Document, concept: Concept, names: frozenset[str], seen: dict[str, int]) -> Entry:
    key = unique(concept.id or hashed("concept", _first(doc, concept)), seen)
    found = ((x, x.chosen()) for x in concept.languages if x.tag in names)
    entry = Entry(concept.element, key)
    for language, card in found:
        if card is not None and not entry.messages:
            entry.messages = [_message(doc, key, concept, language, card)]
    return entry


def _first(doc: Document, concept: Concept) -> str:
    cards = (card for language in concept.languages for card in language.cards)
    return next((decode(doc.raw(card.term)) for card in cards), "")


def _message(doc: Document, key: str, concept: Concept, language: Language, card: TermCard) -> Message:
    facts = (concept.facts, language.facts, card.facts)
    notes = [text for name in ("definition", "note") for found in facts for text in found.get(name, ())]
    return Message(
        key,
        {"other": decode(doc.raw(card.term)).strip(" \t\n")},
        {"other": card.term.inner},
        (card.term.start, card.term.end),
        note="\n".join(dict.fromkeys(notes)),
        context=" / ".join(dict.fromkeys(t for found in facts for t in found.get("subjectField", ()))),
    )
