"""Glossaries as TBX: written as version 3 (DCA or DCT) and version 2, read in all of them.

What TBX-Basic has no data category for (inflected forms, exceptions, do-not-translate) is written as notes that begin
with ``[locakit KEY]``: every reader keeps notes. Source: ISO 30042:2019, ISO 30042:2008, TBX-Basic dialect package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from locakit.glossary.entries import GENDERS
from locakit.model import TermStatus
from locakit.terms.glossary import Entry, Use

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STATUS: dict[TermStatus, str] = {
    "preferred": "preferredTerm-admn-sts", "admitted": "admittedTerm-admn-sts",
    "deprecated": "deprecatedTerm-admn-sts",
}  # fmt: skip
_GENDER = {short: long for long, short in GENDERS.items()}
MARK = "[locakit "
"""How a note begins that carries what TBX-Basic has no category for."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a version of TBX writes things."""

    root: str
    header: str
    concept: str
    language: str
    section: str
    tags: bool = False
    """Data categories are tags (DCT), not attributes."""


_V3 = "tbxHeader", "conceptEntry", "langSec", "termSec"
_NS = 'xmlns="urn:iso:std:iso:30042:ed-2"'
_MODULES = 'xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'
STYLES = {
    "tbx": Style(f'tbx type="TBX-Basic" style="dca" {_NS}', *_V3),
    "tbx-dct": Style(f'tbx type="TBX-Basic" style="dct" {_NS} {_MODULES}', *_V3, tags=True),
    "tbx2": Style('martif type="TBX-Basic"', "martifHeader", "termEntry", "langSet", "tig"),
}
_MODULE = {"grammaticalGender": "basic"}


def escape(text: str) -> str:
    """``text`` as XML character data; characters that XML has no place for are U+FFFD."""
    text = _NOT_XML.sub("\ufffd", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;").replace('"', "&quot;")


def packed(texts: Iterable[str]) -> str:
    """Texts as one, with `` | `` between them."""
    return " | ".join(t.replace("\\", "\\\\").replace("|", "\\|") for t in texts)


def unpacked(text: str) -> tuple[str, ...]:
    """The inverse of ``packed``; empty texts fall out."""
    parts = re.findall(r"(?:\\.|[^|\\]|\\\Z)+", text, re.DOTALL)
    return tuple(p for p in (re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL).strip() for part in parts) if p)


def render(entries: Sequence[Entry], source: str, style: str = "tbx") -> str:
    """A TBX file; ``style`` is one of ``STYLES``."""
    how = STYLES[style]
    tag = how.root.split()[0]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f'<{how.root} xml:lang="{escape(source)}">']
    title = "<titleStmt><title>Glossary</title></titleStmt>"
    lines.append(f"  <{how.header}><fileDesc>{title}<sourceDesc><p>locakit</p></sourceDesc></fileDesc></{how.header}>")
    lines += ["  <text>", "    <body>"]
    for number, entry in enumerate(entries, 1):
        lines += (f"      {line}" for line in _concept(entry, number, source, how))
    return "\n".join([*lines, "    </body>", "  </text>", f"</{tag}>", ""])


def _concept(entry: Entry, number: int, source: str, how: Style) -> Iterator[str]:
    yield f'<{how.concept} id="c{number}">'
    notes = _notes(entry.note, dnt="yes" if entry.dnt else "", **{"except": packed(entry.exceptions)})
    yield from (f"  {line}" for line in notes)
    case = "" if entry.case_sensitive == entry.dnt else "yes" if entry.case_sensitive else "no"
    told = _notes("", forms=packed(entry.forms), case=case, pos="phrase" if entry.pos == "phrase" else "")
    pos = "other" if entry.pos == "phrase" else entry.pos
    yield from _language(source, [_section(entry.source, {"partOfSpeech": pos}, told, how)], how)
    for tag, use in entry.uses.items():
        yield from _language(tag, _sections(use, how), how)
    yield f"</{how.concept}>"


def _sections(use: Use, how: Style) -> Iterator[list[str]]:
    notes = _notes(
        use.note, plural=packed([use.plural]), forms=packed(use.forms), number=use.number,
        inflect="" if use.inflect else "no",
    )  # fmt: skip
    facts = {"administrativeStatus": _STATUS["preferred"], "grammaticalGender": _GENDER.get(use.gender, "")}
    yield _section(use.use, facts, notes, how)
    for status, terms in (("admitted", use.also), ("deprecated", use.avoid)):
        for term in terms:
            said = _STATUS["admitted" if status == "admitted" else "deprecated"]
            yield _section(term, {"administrativeStatus": said}, [], how)


def _language(tag: str, sections: Iterable[list[str]], how: Style) -> Iterator[str]:
    yield f'  <{how.language} xml:lang="{escape(tag)}">'
    yield from (f"    {line}" for section in sections for line in section)
    yield f"  </{how.language}>"


def _section(term: str, facts: dict[str, str], notes: Sequence[str], how: Style) -> list[str]:
    inner = [f"<term>{escape(term)}</term>"]
    for category, text in facts.items():
        if text and how.tags:
            name = f"{_MODULE.get(category, 'min')}:{category}"
            inner.append(f"<{name}>{text}</{name}>")
        elif text:
            inner.append(f'<termNote type="{category}">{text}</termNote>')
    return [f"<{how.section}>", *(f"  {line}" for line in (*inner, *notes)), f"</{how.section}>"]


def _notes(note: str, **extra: str) -> list[str]:
    said = [f"{MARK}note] {note}" if note.startswith(MARK) else note] if note else []
    said += [f"{MARK}{key}] {text}" for key, text in extra.items() if text]
    return [f"<note>{escape(text)}</note>" for text in said]
