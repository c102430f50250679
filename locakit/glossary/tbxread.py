"""TBX of any style into glossary entries; what has no place in a glossary is told, not dropped in silence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from locakit import locales
from locakit.errors import BrokenText
from locakit.formats._exchange_tbx import Concept, Facts, Language, TermCard, concepts
from locakit.formats._exchange_text import decode
from locakit.formats._xml_scan import Document, Element, scan
from locakit.glossary.entries import GENDERS, POS, joined, one_line
from locakit.glossary.tbx import MARK, unpacked
from locakit.terms.glossary import Entry, Use
from locakit.terms.words import fold

_PROPER = "propernoun"
_UNTRANSLATED = ("translation needed", "translationnote", "translationneeded")


def parse(path: str, text: str, source: str) -> tuple[list[Entry], list[str]]:
    """``(entries, what was left out and why)`` for a source locale.

    Raises BrokenText for text that is not sound XML or that declares entities.
    """
    try:
        doc = scan(text)
    except BrokenText as error:
        raise BrokenText(replace(error.fault, path=path)) from error
    if doc.root is None or doc.root.name not in ("tbx", "martif", "TBX"):
        return [], [f"{path} is no TBX file"]
    out: list[Entry] = []
    left: list[str] = []
    for concept in concepts(doc):
        own, others = _languages(concept, source)
        if not own:
            left.append(f"concept {concept.id or '?'} has no {source} term")
            continue
        uses = dict(_uses(doc, others, left))
        for card in _source_cards(own):
            entry = _entry(doc, concept, card, uses)
            if entry and (entry.dnt or entry.uses):
                out.append(entry)
            elif entry:
                left.append(f"{entry.source!r} has no target and is not marked as do-not-translate")
    return joined(out), left


def _languages(concept: Concept, source: str) -> tuple[list[Language], list[Language]]:
    """The sections of the source language, the exact locale before a bare or other one; and all others."""
    wanted = locales.normalize(source)
    tags = [locales.normalize(x.tag) for x in concept.languages if x.cards]
    same = [t for t in tags if locales.language(t) == locales.language(wanted)]
    chosen = wanted if wanted in same else next((t for t in same if "-" not in t), same[0] if same else "")
    own = [x for x in concept.languages if x.cards and locales.normalize(x.tag) == chosen]
    return own, [x for x in concept.languages if x.cards and x not in own]


def _source_cards(own: Sequence[Language]) -> list[TermCard]:
    """Every name of the concept, the one to use first."""
    cards = [card for x in own for card in x.cards]
    return sorted(cards, key=lambda c: ("preferred", None, "admitted", "deprecated", "dnt").index(c.status))


def _text(doc: Document, card: TermCard) -> str:
    return one_line(decode(doc.raw(card.term)))


def _notes(facts: Facts) -> tuple[str, dict[str, str]]:
    """The note for people, and what our own notes carry."""
    plain: list[str] = []
    extra: dict[str, str] = {}
    for note in facts.get("note", ()):
        key, mark, rest = note.removeprefix(MARK).partition("] ")
        if not note.startswith(MARK) or not mark:
            plain.append(note)
        elif key == "note":
            plain.append(rest)
        else:
            extra[key] = rest
    return "\n".join(plain), extra


def _untranslated(doc: Document, elements: Iterable[Element]) -> bool:
    """True where other tools' marks say that the term stays as it is."""
    found = (c for e in elements for c in e.elements() if c.attrs.get("type", "").lower() in _UNTRANSLATED)
    return any(doc.raw(c).strip().lower() in ("no", "false") for c in found)


def _entry(doc: Document, concept: Concept, card: TermCard, uses: dict[str, Use]) -> Entry | None:
    note, extra = _notes(concept.facts)
    own_note, own = _notes(card.facts)
    source, pos = _text(doc, card), card.about("partOfSpeech")
    if not any(c.isalnum() for c in source):
        return None
    dnt = extra.get("dnt") == "yes" or _untranslated(doc, (concept.element, card.section))
    shown = {t: u for t, u in uses.items() if not (dnt and u == Use(source, inflect=u.inflect))}
    case = {"yes": True, "no": False}.get(own.get("case", ""), dnt or pos.lower() == _PROPER)
    said = own.get("pos", "noun" if pos.lower() == _PROPER else pos)
    about = "; ".join(filter(None, (note or concept.facts.get("definition", [""])[0], own_note)))
    return Entry(
        source, dnt, said if said in POS else "", about.strip(), case, unpacked(own.get("forms", "")),
        unpacked(extra.get("except", "")), shown,
    )  # fmt: skip


def _uses(doc: Document, others: Iterable[Language], left: list[str]) -> Iterator[tuple[str, Use]]:
    for one in others:
        tag = locales.normalize(one.tag)
        chosen = one.chosen()
        if not locales.is_tag(one.tag) or not locales.script(tag):
            left.append(f"{one.tag!r} is no locale")
        elif chosen is None or not _text(doc, chosen):
            bad = ", ".join(_text(doc, c) for c in one.cards)
            left.append(f"{tag} has only terms that must not be used ({bad})")
        else:
            yield tag, _use(doc, one, chosen)


def _use(doc: Document, one: Language, chosen: TermCard) -> Use:
    note, extra = _notes(chosen.facts)
    terms = {s: [_text(doc, c) for c in one.cards if c is not chosen and _bad(c) == s] for s in (False, True)}
    word = _text(doc, chosen)
    gender = chosen.about("grammaticalGender").lower()
    allowed = {fold(t) for t in (word, *terms[False])}
    about = [note or _notes(one.facts)[0] or one.facts.get("definition", [""])[0]]
    about += [f"{_text(doc, c)}: {n}" for c in one.cards if c is not chosen and (n := _notes(c.facts)[0])]
    plural = unpacked(extra.get("plural", ""))
    return Use(
        word, tuple(dict.fromkeys(t for t in terms[False] if t and t != word)),
        tuple(dict.fromkeys(t for t in terms[True] if t and fold(t) not in allowed)),
        plural[0] if plural else "", unpacked(extra.get("forms", "")),
        GENDERS.get(gender, gender if gender in GENDERS.values() else ""),
        "plural" if extra.get("number") == "plural" else "", "; ".join(filter(None, about)).strip(),
        extra.get("inflect") != "no",
    )  # fmt: skip


def _bad(card: TermCard) -> bool:
    return card.status == "deprecated"
