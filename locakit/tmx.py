"""TMX 1.4 (Translation Memory eXchange) in and out.

Entities are not expanded and no document type is read, so a hostile file cannot reach out or blow up.
Source: TMX 1.4b Specification (LISA/GALA OSCAR).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from locakit import locales
from locakit.errors import BrokenText, Fault
from locakit.model import Entry, Forms

_PLURAL = "x-plural-category"


@dataclass(slots=True)
class _Variant:
    market: str
    text: list[str] = field(default_factory=list)
    category: str = ""
    at: str = ""


@dataclass(slots=True)
class _Reader:
    """Collects translation units; inline codes (``<ph>``, ``<bpt>`` …) keep their text, as the author wrote it."""

    source: str
    entries: list[Entry] = field(default_factory=list)
    header_source: str = ""
    tuid: str = ""
    variants: list[_Variant] = field(default_factory=list)
    inside: str = ""
    depth: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 64:
            raise ValueError("elements are nested more than 64 deep")
        if name == "header":
            self.header_source = attributes.get("srclang", "")
        elif name == "tu":
            self.variants, self.tuid = [], attributes.get("tuid", "")
        elif name == "tuv":
            market = attributes.get("xml:lang") or attributes.get("lang", "")
            at = attributes.get("changedate") or attributes.get("creationdate", "")
            self.variants.append(_Variant(market, at=at))
        elif name == "seg":
            self.inside = "seg"
        elif name == "prop" and attributes.get("type") == _PLURAL and self.variants:
            self.inside = "prop"

    def text(self, data: str) -> None:
        if self.inside == "seg" and self.variants:
            self.variants[-1].text.append(data)
        elif self.inside == "prop":
            self.variants[-1].category += data.strip()

    def end(self, name: str) -> None:
        self.depth -= 1
        if name in ("seg", "prop"):
            self.inside = ""
        elif name == "tu":
            self._unit()

    def _unit(self) -> None:
        language = locales.language(self.source)
        by_market: dict[str, dict[str, str]] = {}
        dates: dict[str, str] = {}
        for variant in self.variants:
            if locales.is_tag(variant.market):
                market = locales.normalize(variant.market)
                by_market.setdefault(market, {})[variant.category or "other"] = "".join(variant.text)
                dates[market] = max(dates.get(market, ""), _iso(variant.at))
        wanted = locales.normalize(self.source)
        mine = wanted if wanted in by_market else next((m for m in by_market if locales.language(m) == language), "")
        for market, forms in by_market.items():
            if mine and market != mine:
                self.entries.append(
                    Entry(by_market[mine], forms, self.source, market, "human", key=self.tuid, at=dates[market])
                )


def _iso(stamp: str) -> str:
    """A TMX date (``20260301T101500Z``) as ISO 8601."""
    if len(stamp) < 15 or stamp[8:9] != "T":
        return stamp
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}T{stamp[9:11]}:{stamp[11:13]}:{stamp[13:15]}Z"


def parse(path: str, data: bytes, source: str) -> list[Entry]:
    """The entries of a TMX file whose source is ``source`` or another locale of its language.

    Raises BrokenText with the place where the file is not well-formed or holds a document type with entities.
    """
    reader = _Reader(source)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text

    def refuse(*_: object) -> None:
        raise ValueError("entity declarations are refused")

    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError) as error:
        line, column = parser.CurrentLineNumber, parser.CurrentColumnNumber + 1
        raise BrokenText(Fault(f"not a TMX file: {error}", path, line, column)) from error
    return reader.entries


def render(entries: Iterable[Entry], source: str, version: str) -> str:
    """A TMX 1.4 document; plural forms carry an ``x-plural-category`` property."""
    out = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tmx version="1.4">',
        f'  <header creationtool="locakit" creationtoolversion={quoteattr(version)} segtype="block" o-tmf="locakit"'
        f' adminlang="en" srclang={quoteattr(source)} datatype="plaintext"/>',
        "  <body>",
    ]
    for entry in entries:
        out.append(f"    <tu tuid={quoteattr(entry.resource + ':' + entry.key)}>")
        for market, forms in ((entry.locale, entry.source), (entry.market, entry.target)):
            out.extend(_variants(market, forms, entry.at if market == entry.market else ""))
        out.append("    </tu>")
    return "\n".join([*out, "  </body>", "</tmx>", ""])


def _variants(market: str, forms: Forms, at: str) -> list[str]:
    stamp = f' changedate="{at.replace("-", "").replace(":", "")}"' if at else ""
    prop = f'<prop type="{_PLURAL}">{{}}</prop>' if set(forms) != {"other"} else ""
    return [
        f"      <tuv xml:lang={quoteattr(market)}{stamp}>{prop.format(category)}<seg>{escape(text)}</seg></tuv>"
        for category, text in forms.items()
    ]
