"""Channels: where texts are published, how much room each field has there, and what is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from functools import cache, lru_cache

from locakit import folders, heads
from locakit.marked import Reader
from locakit.market.counting import COUNTERS, PIXELS, emoji
from locakit.yamlmap import Node

FILE = "channels.yaml"
CLASSES = ("emoji", "half-width-kana")
"""Names of characters that can be refused, beside the characters themselves."""
_WHOLE = ("max", "min", "show", "best", "unicode", "size")
FIELD = (*_WHOLE, "unit", "hard", "font", "refuse", "avoid", "names")
CHANNEL = ("about", "fields", "refuse", "avoid", "source", "confidence", "note")


@dataclass(frozen=True, slots=True)
class Budget:
    """The room of one text."""

    max: int | None = None
    """None: any length."""
    unit: str = "chars"
    """One of ``counting.COUNTERS``."""
    hard: bool = False
    """The channel refuses or cuts what is longer; otherwise it is advice."""
    shows: int | None = None
    """How much is seen before a fold, in characters where the unit is bytes."""
    best: int | None = None
    least: int | None = None
    unicode: int | None = None
    """``max`` for an SMS that is sent as UCS-2, in UTF-16 units."""
    size: int = PIXELS
    """The font's size in pixels."""
    font: str = ""
    """A family or file, where it is not Arial."""


@dataclass(frozen=True, slots=True)
class Field:
    """One text of a channel."""

    name: str
    budget: Budget = field(default_factory=Budget)
    refuse: tuple[str, ...] = ()
    """Characters, and names of ``CLASSES``."""
    avoid: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    """What files and keys also call it."""


@dataclass(frozen=True, slots=True)
class Channel:
    """One place where texts are published."""

    name: str
    fields: Mapping[str, Field]
    about: str = ""
    source: tuple[str, ...] = ()
    confidence: str = ""
    note: str = ""

    def field_of(self, name: str) -> Field | None:
        """The field that a file or key names; case, blanks, ``-`` and ``_`` do not count."""
        plain = _plain(name)
        own = self.fields.get(name) or self.fields.get(plain)
        alike = (f for f in self.fields.values() if plain in f.names or _bare(f.name) == _bare(name))
        return own or next(alike, None)


Channels = Mapping[str, Channel]


@cache
def shipped() -> Channels:
    """The channels that come with locakit; the file is read once, when first something asks for a channel."""
    path = folders.shipped() / FILE
    return parse(f"glossaries/{FILE}", path.read_text(encoding="utf-8"))


def parse(path: str, text: str) -> Channels:
    """The channels of a file; raises ConfigError with every fault, its line and column."""
    reader = Reader(path, text)
    top = reader.mapping(reader.root, ("channels",), "the file")
    found = read(reader, top.get("channels", Node("map", 0)))
    reader.done()
    return found


def read(reader: Reader, node: Node) -> dict[str, Channel]:
    """The channels of a mapping; faults are noted in the reader's page."""
    return {name: _channel(reader, name, at) for name, at in reader.mapping(node, None, "channels").items()}


def over(base: Channels, own: Channels) -> Channels:
    """The base with a project's channels: of a channel that both have, the project's fields come over the base's."""
    both = {n: replace(c, fields={**base[n].fields, **c.fields}) for n, c in own.items() if n in base}
    return {**base, **own, **both}


def _channel(reader: Reader, name: str, node: Node) -> Channel:
    said = reader.mapping(node, CHANNEL, f"channel {name}")
    refuse, avoid = (_signs(reader, said.get(what), what) for what in ("refuse", "avoid"))
    fields = reader.mapping(said.get("fields", Node("map", node.at)), None, "fields")
    if not fields:
        reader.fault(node, f"channel {name} has no fields")
    return Channel(
        name, {n: _field(reader, n, at, refuse, avoid) for n, at in fields.items()},
        reader.text(said.get("about"), "about"), tuple(reader.texts(said.get("source"), "source")),
        reader.text(said.get("confidence"), "confidence"), reader.text(said.get("note"), "note"),
    )  # fmt: skip


def _field(reader: Reader, name: str, node: Node, refuse: tuple[str, ...], avoid: tuple[str, ...]) -> Field:
    said = reader.mapping(node, FIELD, f"field {name}")
    number = {what: _number(reader, said.get(what), what) for what in _WHOLE}
    least, most = number["min"], number["max"]
    if least and most and least > most:
        reader.fault(said["min"], f"min {least} is more than max {most}")
    unit = reader.choice(said.get("unit"), "unit", COUNTERS, "chars")
    if number["unicode"] and unit != "gsm-septets":
        reader.fault(said["unicode"], "unicode is for gsm-septets")
    budget = Budget(
        most, unit, reader.flag(said.get("hard"), "hard"), number["show"], number["best"], least, number["unicode"],
        number["size"] or PIXELS, reader.text(said.get("font"), "font"),
    )  # fmt: skip
    names = tuple(map(_plain, reader.texts(said.get("names"), "names")))
    own_refuse, own_avoid = (_signs(reader, said.get(what), what) for what in ("refuse", "avoid"))
    return Field(name, budget, refuse + own_refuse, avoid + own_avoid, names)


def _number(reader: Reader, node: Node | None, what: str) -> int | None:
    text = reader.text(node, what)
    if text and not (text.isascii() and text.isdigit() and int(text[:10]) > 0 and len(text) < 10):
        if node is not None:
            reader.fault(node, f"{what} must be a whole number above 0")
        return None
    return int(text) if text else None


def _signs(reader: Reader, node: Node | None, what: str) -> tuple[str, ...]:
    for item in reader.items(node, what):
        if item.shape == "text" and len(item.text) != 1 and item.text not in CLASSES:
            known = ", ".join(CLASSES)
            reader.fault(item, f"{what} takes single characters and {known}, not {item.text!r}")
    return tuple(reader.texts(node, what))


def _plain(name: str) -> str:
    return name.strip().lower().replace("-", "_").replace(" ", "_")


def _bare(name: str) -> str:
    return re.sub(r"[\s_-]+", "", name).casefold()


def canonical(name: str, table: Channels) -> str:
    """The channel as the table calls it, where case, blanks, ``-`` and ``_`` do not count; one it lacks as it is."""
    if name in table:
        return name
    bare = _bare(name)
    return next((known for known in table if _bare(known) == bare), name)


def of(flags: frozenset[str], table: Channels) -> Field | None:
    """The field that a unit's flags name; None where they name none, or one that nobody knows."""
    channel, name = named(flags)
    known = table.get(canonical(channel, table)) if channel else None
    return known.field_of(name) if known else None


@lru_cache(maxsize=4096)
def named(flags: frozenset[str]) -> tuple[str, str]:
    """The channel and the field that a unit's flags name; empty where they name none."""
    return heads.value(flags, heads.CHANNEL), heads.value(flags, heads.FIELD)


def unknown(channel: str, name: str, table: Channels) -> str:
    """What is wrong with the names of a channel and its field, as a sentence; empty where both are known.

    A channel without a field is no fault: rules of packs ask for the channel alone.
    """
    channel = canonical(channel, table)
    if channel not in table:
        return f"there is no channel {channel!r}{_near(channel, table)}"
    if name and table[channel].field_of(name) is None:
        return f"the channel {channel} has no field {name!r}{_near(name, table[channel].fields)}"
    return ""


def undisclosed(flags: frozenset[str]) -> str:
    """What is wrong with what a sheet says of disclosure, as a sentence; empty where all of it is known."""
    said = heads.values(flags, heads.DISCLOSURE)
    return f"there is no disclosure {said[0]!r}{_near(said[0], heads.DISCLOSURES)}" if said else ""


def _near(word: str, names: Iterable[str]) -> str:
    known = list(names)
    begin = [name for name in known if len(word) > 2 and name.startswith(word.lower())]
    close = begin or get_close_matches(word.lower()[:80], known, 1, 0.5)
    return f"; did you mean {close[0]!r}?" if close else f"; it has {', '.join(known)}" if len(known) < 9 else ""


def found(sign: str, text: str) -> Iterator[tuple[int, int]]:
    """Where a refused character, or one of a refused class, stands."""
    if sign == "emoji":
        yield from emoji(text)
        return
    kana = sign == "half-width-kana"
    for at, c in enumerate(text):
        if ("\uff61" <= c <= "\uff9f") if kana else c == sign:
            yield at, at + 1
