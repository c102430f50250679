"""A glossary file read into entries: each source term with what it is to be in each market."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from locakit import locales
from locakit.marked import Reader
from locakit.terms.words import fold
from locakit.yamlmap import LARGE, Node

_ENTRY = ("source", "dnt", "pos", "note", "case_sensitive", "forms", "except")
_USE = ("use", "also", "not", "plural", "forms", "gender", "number", "note", "inflect")
_POS = ("noun", "verb", "adjective", "adverb", "phrase")
_GENDERS = ("m", "f", "n")


@dataclass(frozen=True, slots=True)
class Use:
    """What one source term is to be in one locale."""

    use: str
    """The preferred target."""
    also: tuple[str, ...] = ()
    """Admitted targets."""
    avoid: tuple[str, ...] = ()
    """Deprecated targets (``not:`` in the file)."""
    plural: str = ""
    """The preferred target's plural, where the rule would get it wrong."""
    forms: tuple[str, ...] = ()
    """Further accepted inflections of the preferred target."""
    gender: str = ""
    number: str = ""
    """``plural`` where the target is one although the source form does not say so (devoluções for returns)."""
    note: str = ""
    inflect: bool = True
    """False: only the very words listed count, no inflections of them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One concept of a glossary."""

    source: str
    dnt: bool = False
    """Do not translate: the source term itself is the target wherever no market says otherwise."""
    pos: str = ""
    note: str = ""
    case_sensitive: bool = False
    forms: tuple[str, ...] = ()
    """Irregular inflections of the source term."""
    exceptions: tuple[str, ...] = ()
    """Phrases in which the source term means something else (``except:`` in the file)."""
    uses: Mapping[str, Use] = field(default_factory=dict)
    """By locale (BCP 47, canonical case)."""

    def use_in(self, chain: tuple[str, ...]) -> Use | None:
        """The nearest locale's use along an inheritance chain; the term itself for do-not-translate."""
        found = next((self.uses[tag] for tag in chain if tag in self.uses), None)
        return found or (Use(self.source, inflect=False) if self.dnt else None)


@dataclass(frozen=True, slots=True)
class Glossary:
    """One glossary file."""

    path: str
    source: str
    """The source locale it is written for, or empty: the project's."""
    entries: tuple[Entry, ...]


def parse(path: str, text: str) -> Glossary:
    """Read a glossary's YAML; raises ConfigError with all its faults, each with line and column."""
    reader = Reader(path, text, LARGE)
    top = reader.mapping(reader.root, ("source", "name", "terms"), "a glossary")
    source = reader.text(top.get("source"), "source")
    if source and not locales.is_tag(source):
        reader.fault(top["source"], f"{source!r} is no language tag")
    entries: list[Entry] = []
    seen: dict[tuple[str, str], Node] = {}
    for node in reader.items(top.get("terms"), "terms"):
        entry = _entry(reader, node)
        if entry is None:
            continue
        name = (entry.source if entry.case_sensitive else fold(entry.source), entry.pos)
        if name in seen:
            reader.fault(node, f"{entry.source!r} is entered twice (first in line {reader.line(seen[name])})")
        seen.setdefault(name, node)
        entries.append(entry)
    reader.done()
    return Glossary(path, locales.normalize(source) if source else "", tuple(entries))


def _entry(reader: Reader, node: Node) -> Entry | None:
    fields = reader.mapping(node, None, "a term")
    if "source" not in fields:
        reader.fault(node, "a term needs source:")
        return None
    source = reader.text(fields["source"], "source")
    dnt = reader.flag(fields.get("dnt"), "dnt")
    uses = _uses(reader, fields, dnt)
    if source and not any(c.isalnum() for c in source):
        reader.fault(fields["source"], f"{source!r} has no letter or digit to look for")
    if source and not dnt and not uses and set(fields) <= set(_ENTRY):
        reader.fault(node, f"{source!r} has neither a target for any market nor dnt: true")
    return Entry(
        source, dnt,
        pos=reader.choice(fields.get("pos"), "pos", _POS, ""),
        note=reader.text(fields.get("note"), "note"),
        case_sensitive=reader.flag(fields.get("case_sensitive"), "case_sensitive", dnt),
        forms=tuple(reader.texts(fields.get("forms"), "forms")),
        exceptions=tuple(reader.texts(fields.get("except"), "except")),
        uses=uses,
    ) if source else None  # fmt: skip


def _uses(reader: Reader, fields: Mapping[str, Node], dnt: bool) -> dict[str, Use]:
    out: dict[str, Use] = {}
    for key, node in fields.items():
        if key in _ENTRY:
            continue
        if not locales.is_tag(key) or not locales.script(key):
            reader.fault(node, f"a term has no key {key!r}; keys are {', '.join(_ENTRY)} and locales (pt-BR, es …)")
            continue
        tag = locales.normalize(key)
        if tag in out:
            reader.fault(node, f"{tag} stands in this term twice")
        use = _use(reader, node, f"the target for {tag}")
        if use is not None:
            out[tag] = use
    return out


def _use(reader: Reader, node: Node, what: str) -> Use | None:
    if node.shape != "map":
        target = reader.text(node, what)
        return Use(target) if target else None
    fields = reader.mapping(node, _USE, what)
    if "use" not in fields:
        reader.fault(node, f"{what} needs use:")
        return None
    use = Use(
        reader.text(fields["use"], f"use of {what}"),
        also=tuple(reader.texts(fields.get("also"), "also")),
        avoid=tuple(reader.texts(fields.get("not"), "not")),
        plural=reader.text(fields.get("plural"), "plural"),
        forms=tuple(reader.texts(fields.get("forms"), "forms")),
        gender=reader.choice(fields.get("gender"), "gender", _GENDERS, ""),
        number=reader.choice(fields.get("number"), "number", ("plural",), ""),
        note=reader.text(fields.get("note"), "note"),
        inflect=reader.flag(fields.get("inflect"), "inflect", True),
    )
    allowed = {fold(t) for t in (use.use, *use.also, use.plural, *use.forms)}
    for word in reader.items(fields.get("not"), "not"):
        if word.shape == "text" and fold(word.text.strip()) in allowed:
            reader.fault(word, f"{word.text!r} is both wanted and forbidden")
    return use if use.use else None
