"""TMX 1.4 (Translation Memory eXchange) in and out, a piece at a time, so that the size of a file does not matter.

Entities are not expanded and no document type is read, so a hostile file cannot reach out or blow up.
Source: TMX 1.4b Specification (LISA OSCAR; ETSI GS LIS 002).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from locakit import locales
from locakit.errors import BrokenText, Fault
from locakit.model import ORIGINS, Entry, Forms, Origin

MAX_UNIT = 10_000_000
"""The most characters that the texts of one unit may have."""
MAX_DEPTH = 64
_PLURAL, _RESOURCE, _KEY, _ORIGIN = "x-plural-category", "x-resource", "x-key", "x-origin"
_PROPS = {_PLURAL: _PLURAL, _RESOURCE: _RESOURCE, _KEY: _KEY, "file": _RESOURCE, "id": _KEY} | {
    name: _ORIGIN for name in (_ORIGIN, "origin", "x-mt", "mt", "x-translation-origin")
}
"""Properties that are read, as locakit and other tools (OmegaT: ``file``, ``id``) call them."""
_MACHINE = re.compile(r"\b(?:n?mt|machine)\b", re.IGNORECASE)
_DATE = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)T(\d\d):?(\d\d):?(\d\d)(?:\.\d+)?Z?")
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot carry (section 2.2)."""


@dataclass(slots=True)
class _Variant:
    tag: str
    at: str
    by: str
    text: list[str] = field(default_factory=list)
    props: dict[str, str] = field(default_factory=dict)

    @property
    def origin(self) -> Origin | None:
        told = self.props.get(_ORIGIN, "").strip().lower()
        if told in ORIGINS:
            return told
        return "machine" if _MACHINE.search(told) or self.by in ("MT", "MT!") else None


@dataclass(slots=True)
class _Reader:
    """Collects translation units; inline codes (``<ph>``, ``<bpt>`` …) keep their text, as the author wrote it."""

    source: str
    entries: list[Entry] = field(default_factory=list)
    main: str = ""
    unit: _Variant = field(default_factory=lambda: _Variant("", "", ""))
    ident: str = ""
    variants: list[_Variant] = field(default_factory=list)
    open: _Variant | None = None
    into: str = ""
    """The property that text goes into; ``seg`` for the segment, empty for none."""
    depth: int = 0
    size: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        if not self.depth and name != "tmx":
            raise ValueError(f"the root element is {name}")
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise ValueError(f"elements are nested more than {MAX_DEPTH} deep")
        if name == "header":
            self.main = attributes.get("srclang", "")
        elif name == "tu":
            self.unit, self.variants = self._variant(attributes.get("srclang") or self.main, attributes), []
            self.ident, self.size = attributes.get("tuid", ""), 0
        elif name == "tuv":
            self.open = self._variant(attributes.get("xml:lang") or attributes.get("lang", ""), attributes)
            self.variants.append(self.open)
        elif name == "seg":
            self.into = "seg" if self.open else ""
        elif name == "prop":
            self.into = _PROPS.get(attributes.get("type", "").lower(), "")

    @staticmethod
    def _variant(tag: str, attributes: dict[str, str]) -> _Variant:
        at = attributes.get("changedate") or attributes.get("creationdate", "")
        return _Variant(tag, at, attributes.get("changeid") or attributes.get("creationid", ""))

    def text(self, data: str) -> None:
        """Text of a segment or a property."""
        if not self.into:
            return
        self.size += len(data)
        if self.size > MAX_UNIT:
            raise ValueError(f"a unit has more than {MAX_UNIT:,} characters")
        place = self.open or self.unit
        if self.into == "seg":
            place.text.append(data)
        else:
            place.props[self.into] = place.props.get(self.into, "") + data

    def skipped(self, name: str, _: bool) -> None:
        """An entity that only the file's document type, which is not read, could declare."""
        if name + ";" not in html5:
            raise ValueError(f"the entity &{name}; is not declared")
        self.text(html5[name + ";"])

    def end(self, name: str) -> None:
        """An element ends."""
        self.depth -= 1
        if name in ("seg", "prop"):
            self.into = ""
        elif name == "tuv":
            self.open = None
        elif name == "tu":
            self._finish()

    def _finish(self) -> None:
        found: dict[str, list[_Variant]] = {}
        for variant in self.variants:
            if locales.is_tag(variant.tag):
                found.setdefault(locales.normalize(variant.tag), []).append(variant)
        mine = self._mine(list(found))
        props = self.unit.props
        key = props.get(_KEY) or self.ident
        for market in found if mine else ():
            if market != mine:
                variant = found[market][0]
                self.entries.append(Entry(
                    _forms(found[mine]), _forms(found[market]), self.source, market,
                    variant.origin or self.unit.origin or "human", props.get(_RESOURCE, ""), key,
                    max(_iso(v.at or self.unit.at) for v in found[market]),
                ))  # fmt: skip

    def _mine(self, tags: list[str]) -> str:
        """The tag that the wanted source language has in this unit; empty where it has none."""
        wanted, own = locales.normalize(self.source), locales.normalize(self.unit.tag or "")
        same = [tag for tag in tags if locales.language(tag) == locales.language(wanted)]
        return next((tag for tag in (wanted, own) if tag in same), next(iter(same), ""))


def _forms(variants: Iterable[_Variant]) -> Forms:
    """Texts by plural category; of two with one category the first counts."""
    out: dict[str, str] = {}
    for variant in variants:
        out.setdefault(variant.props.get(_PLURAL, "").strip() or "other", "".join(variant.text))
    return out


def _iso(stamp: str) -> str:
    """A TMX date (``20260301T101500Z``) as ISO 8601; empty for what is no such date."""
    found = _DATE.fullmatch(stamp.strip())
    return "{}-{}-{}T{}:{}:{}Z".format(*found.groups()) if found else ""


def _parser(reader: _Reader) -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    handlers: Any = parser
    handlers.SkippedEntityHandler = reader.skipped

    def refuse(*_: object) -> None:
        raise ValueError("entity declarations are refused")

    parser.EntityDeclHandler = refuse
    return parser


def read(path: str, chunks: Iterable[bytes], source: str) -> Iterator[Entry]:
    """The entries of a TMX file, as its bytes come, whose source is ``source`` or another locale of its language.

    Raises BrokenText with the place where the file is not well-formed, is no TMX, or declares entities.
    """
    reader = _Reader(source)
    parser = _parser(reader)
    try:
        for chunk in chunks:
            parser.Parse(chunk, False)
            yield from reader.entries
            reader.entries.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        raise BrokenText(Fault(f"not a TMX file: {error}", path, line, column)) from error
    yield from reader.entries


def parse(path: str, data: bytes, source: str) -> list[Entry]:
    """All entries of a TMX file; as ``read``."""
    return list(read(path, [data], source))


def writable(entry: Entry) -> bool:
    """False where XML cannot carry a character of the entry."""
    texts = (*entry.source.values(), *entry.target.values(), entry.resource, entry.key)
    return not any(_FORBIDDEN.search(text) for text in texts)


def write(entries: Iterable[Entry], source: str, version: str) -> Iterator[str]:
    """A TMX 1.4 document in pieces: a unit for each source and place, with all markets that follow one another.

    Plural forms carry an ``x-plural-category`` property; ``tuid`` is unique. Entries not ``writable`` are left out.
    """
    yield (
        '<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4">\n'
        f'  <header creationtool="locakit" creationtoolversion={quoteattr(version)} segtype="block" o-tmf="locakit"'
        f' adminlang="en" srclang={quoteattr(source)} datatype="plaintext"/>\n  <body>\n'
    )
    seen: set[int] = set()
    for unit in _units(e for e in entries if writable(e)):
        yield from _unit(unit, source, seen)
    yield "  </body>\n</tmx>\n"


def render(entries: Iterable[Entry], source: str, version: str) -> str:
    """A whole TMX 1.4 document; as ``write``."""
    return "".join(write(entries, source, version))


def _units(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    unit: list[Entry] = []
    for entry in entries:
        last = unit[-1] if unit else entry
        same = (entry.locale, entry.resource, entry.key) == (last.locale, last.resource, last.key)
        taken = {locales.normalize(tag) for e in unit for tag in (e.market, e.locale)}
        if unit and (not same or entry.source != last.source or locales.normalize(entry.market) in taken):
            yield unit
            unit = []
        unit.append(entry)
    if unit:
        yield unit


def _unit(unit: list[Entry], source: str, seen: set[int]) -> Iterator[str]:
    first = unit[0]
    tuid = _unique(f"{first.resource}:{first.key}", seen) if first.resource or first.key else ""
    ident = f" tuid={quoteattr(tuid)}" if tuid else ""
    own = f" srclang={quoteattr(first.locale)}" if first.locale != source else ""
    yield f"    <tu{ident}{own}>\n"
    for name, text in ((_RESOURCE, first.resource), (_KEY, first.key)):
        if text:
            yield f'      <prop type="{name}">{_escaped(text)}</prop>\n'
    yield from _variants(first.locale, first.source, "", "")
    for entry in unit:
        yield from _variants(entry.market, entry.target, entry.at, entry.origin)
    yield "    </tu>\n"


def _unique(tuid: str, seen: set[int]) -> str:
    out, number = tuid, 1
    while hash(out) in seen:
        number += 1
        out = f"{tuid}~{number}"
    seen.add(hash(out))
    return out


def _variants(market: str, forms: Forms, at: str, origin: str) -> Iterator[str]:
    date = at.replace("-", "").replace(":", "") if _DATE.fullmatch(at) else ""
    stamp = f' changedate="{date}"' if date else ""
    told = f'<prop type="{_ORIGIN}">{origin}</prop>' if origin else ""
    for category, text in forms.items():
        prop = told + (f'<prop type="{_PLURAL}">{category}</prop>' if set(forms) != {"other"} else "")
        yield f"      <tuv xml:lang={quoteattr(market)}{stamp}>{prop}<seg>{_escaped(text)}</seg></tuv>\n"


def _escaped(text: str) -> str:
    return escape(text, {"\r": "&#13;"})
