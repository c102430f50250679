"""TBX as concepts, languages and terms: version 3 in both styles, version 2 (``martif``) and the first TBX-Min.

A data category is an attribute (``<descrip type="definition">``, DCA) or a tag (``<basic:definition>``, DCT).
Source: ISO 30042:2019 (TBX v3); ISO 30042:2008 (TBX v2); TBX-Min and TBX-Basic dialect packages.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from locakit.formats._exchange_tags import tag_of
from locakit.formats._exchange_text import decode
from locakit.formats._xml_scan import Document, Element, scan
from locakit.model import TermStatus

CONCEPTS = ("conceptEntry", "termEntry", "entry")
LANGUAGES = ("langSec", "langSet", "langGroup")
SECTIONS = ("termSec", "tig", "ntig", "termGroup")
_SECTION = "|".join(name for name in SECTIONS if name != "ntig")
TERM = (
    rf"<(?:{_SECTION})(?:\s++[\w:.-]++=\"[^\"<]*+\")*+\s*+>\s*+(?P<whole><term\s*+>(?P<text>[^<]*+)</term\s*+>)"
    rf"\s*+</(?:{_SECTION})\s*+>"
)
"""The pattern of a section that has a term, and nothing about it."""
_GROUPS = frozenset({"termGrp", "descripGrp", "termNoteGrp", "adminGrp"})
_CATEGORIES = frozenset(
    {
        "definition", "subjectField", "note", "administrativeStatus", "normativeAuthorization", "termStatus",
        "partOfSpeech", "grammaticalGender",
    }
)  # fmt: skip
_STATUS: tuple[tuple[str, TermStatus], ...] = (
    ("preferred", "preferred"), ("admitted", "admitted"), ("deprecated", "deprecated"), ("superseded", "deprecated"),
    ("notrecommended", "deprecated"), ("obsolete", "deprecated"),
)  # fmt: skip

Facts = dict[str, list[str]]
"""Data category to its texts."""


class TermCard(NamedTuple):
    """One term of one language."""

    section: Element
    """``termSec``, ``tig``, ``ntig`` or ``termGroup``."""
    term: Element
    """Whose content is the term."""
    status: TermStatus | None
    """As the file says; None where it says nothing, or what has no counterpart."""
    facts: Facts

    def about(self, category: str) -> str:
        """The first text of a data category: ``partOfSpeech``, ``grammaticalGender`` …"""
        return next(iter(self.facts.get(category, ())), "")


class Language(NamedTuple):
    """What a concept has in one language."""

    element: Element
    tag: str
    """As written."""
    cards: list[TermCard]
    facts: Facts

    def chosen(self) -> TermCard | None:
        """The preferred term, else the first that is not deprecated."""
        good = [card for card in self.cards if card.status != "deprecated"]
        return next((card for card in good if card.status == "preferred"), good[0] if good else None)


class Concept(NamedTuple):
    """One entry of a termbase."""

    element: Element
    id: str
    languages: list[Language]
    facts: Facts


def records(doc: Document) -> Iterator[Element]:
    """The elements of all concepts, in the file's order."""
    holder = doc.root
    for name in ("text", "body"):
        holder = (holder.first(name) or holder) if holder is not None else None
    return holder.elements(*CONCEPTS) if holder is not None else iter(())


@lru_cache(maxsize=2)
def read(text: str) -> tuple[Concept, ...]:
    """The concepts of a file, read once for all its locales. Raises BrokenText."""
    return tuple(concepts(scan(text)))


def concepts(doc: Document) -> Iterator[Concept]:
    """All concepts with their languages and terms."""
    return (concept_of(doc, element) for element in records(doc))


def concept_of(doc: Document, element: Element) -> Concept:
    """A concept with its languages and terms."""
    languages = [language_of(doc, e) for e in element.elements(*LANGUAGES)]
    name = element.attrs.get("id") or element.attrs.get("xml:id", "")
    return Concept(element, name, languages, facts(doc, element))


def language_of(doc: Document, element: Element) -> Language:
    """A language section with its terms."""
    found = ((s, _term(s)) for s in element.elements(*SECTIONS))
    cards = [_card(doc, section, term) for section, term in found if term is not None]
    return Language(element, tag_of(element), cards, facts(doc, element))


def _term(section: Element) -> Element | None:
    return section.first("term") or next((t for g in section.elements("termGrp") for t in g.elements("term")), None)


def _card(doc: Document, section: Element, term: Element) -> TermCard:
    found = facts(doc, section)
    names = ("administrativeStatus", "normativeAuthorization", "termStatus")
    said = next((texts[0].lower() for name in names if (texts := found.get(name))), "")
    return TermCard(section, term, next((status for word, status in _STATUS if said.startswith(word)), None), found)


def facts(doc: Document, element: Element) -> Facts:
    """The data categories that stand right in an element, or in a group there; of either style."""
    out: Facts = {}
    for child in element.elements():
        name = child.name.rpartition(":")[2]
        if name in _GROUPS:
            for category, texts in facts(doc, child).items():
                out.setdefault(category, []).extend(texts)
            continue
        category = child.attrs.get("type", name)
        if category in _CATEGORIES and (text := decode(doc.raw(child)).strip(" \t\n")):
            out.setdefault(category, []).append(text)
    return out
