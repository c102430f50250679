"""Entries taken into a glossary file by splicing: what is not touched keeps every byte, comments and order too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from locakit import locales, splice
from locakit.errors import ConfigError, UsageError
from locakit.glossary import spots, yamltext
from locakit.glossary.entries import Name, name_of, over
from locakit.glossary.spots import Spot
from locakit.model import Splice
from locakit.terms.glossary import Entry, Glossary, parse
from locakit.terms.words import fold


@dataclass(slots=True)
class Absorbed:
    """What became of a file."""

    text: str
    added: list[str] = field(default_factory=list)
    """Source terms that are new."""
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)


class _Names:
    """Entries found by their names."""

    def __init__(self, entries: Sequence[Entry]) -> None:
        self.entries: list[Entry] = []
        self._by_name: dict[Name, int] = {}
        self._by_source: dict[str, list[int]] = {}
        for entry in entries:
            self.add(entry)

    def add(self, entry: Entry) -> None:
        """One more entry."""
        self._by_name.setdefault(name_of(entry), len(self.entries))
        self._by_source.setdefault(fold(entry.source), []).append(len(self.entries))
        self.entries.append(entry)

    def put(self, at: int, entry: Entry) -> None:
        """Another entry in the place of one with the same source."""
        if self._by_name.get(name_of(self.entries[at])) == at:
            del self._by_name[name_of(self.entries[at])]
        self._by_name.setdefault(name_of(entry), at)
        self.entries[at] = entry

    def same(self, entry: Entry) -> int | None:
        """The entry that means the same term: of the same name, or the only one of its source, one without a part."""
        at = self._by_name.get(name_of(entry))
        if at is not None:
            return at
        alike = self._by_source.get(fold(entry.source), [])
        loose = len(alike) == 1 and not (entry.pos and self.entries[alike[0]].pos)
        return alike[0] if loose else None


def absorb(path: str, text: str, incoming: Sequence[Entry], source: str = "") -> Absorbed:
    """The file's text with the entries in it; an empty ``text`` makes a new file for the ``source`` locale.

    An entry with a known name says its words over the old ones (see ``over``). Raises ConfigError where the file is
    no glossary, UsageError where an entry cannot be changed without harm to another (YAML anchors).
    """
    known = parse(path, text)
    out, names = Absorbed(text), _Names(known.entries)
    wanted = names.entries
    fresh: list[Entry] = []
    touched: dict[int, Entry] = {}
    for entry in incoming:
        at = names.same(entry)
        if at is None:
            names.add(entry)
            fresh.append(entry)
            out.added.append(entry.source)
            continue
        made = over(wanted[at], entry)
        (out.same if made == wanted[at] else out.changed).append(entry.source)
        if made != wanted[at]:
            names.put(at, made)
            if at < len(known.entries):
                touched[at] = made
            else:
                fresh[at - len(known.entries)] = made
    if not text.strip("\ufeff \t\r\n#"):
        out.text = text + yamltext.render(fresh, source)
    else:
        out.text = splice.apply(text, _splices(known, text, touched, fresh))
    _prove(path, out.text, wanted)
    return out


def _prove(path: str, text: str, wanted: Sequence[Entry]) -> None:
    try:
        found = parse(path, text).entries
    except ConfigError as error:
        raise UsageError(f"{path} cannot be changed by itself: {error.message}") from error
    if list(found) != list(wanted):
        odd = next((e.source for e, f in zip(wanted, found, strict=False) if e != f), "")
        raise UsageError(f"{path}: {odd!r} cannot be changed without harm to another entry", hint="edit it by hand")


def _splices(known: Glossary, text: str, touched: dict[int, Entry], fresh: Sequence[Entry]) -> list[Splice]:
    root = spots.read(text)
    terms = root.get("terms") if root else None
    items = terms.children if terms and terms.kind == "list" else [terms] if terms and terms.kind == "map" else []
    out = [s for at, made in touched.items() for s in _changes(text, items[at], known.entries[at], made)]
    return out + (_additions(text, root, terms, fresh) if fresh else [])


def _changes(text: str, item: Spot, old: Entry, new: Entry) -> list[Splice]:
    if item.kind != "map":
        return [(item.start, item.end, _flow(new))]
    there = {_key(name.text): value for name, value in item.pairs()}
    before, after = yamltext.fields(old), yamltext.fields(new)
    changed = {key: value for key, value in after.items() if before.get(key) != value}
    added = {key: value for key, value in changed.items() if key not in there}
    out = [(there[key].start, there[key].end, value) for key, value in changed.items() if key in there]
    out += [(there[key].start, there[key].end, "false") for key in before if key not in after and key in there]
    if added:
        gap = ", " if item.flow else splice.newline_of(text, item.end) + " " * item.column
        place = item.children[-1].end if item.flow else _line_end(text, item.end)
        out.append((place, place, "".join(f"{gap}{key}: {value}" for key, value in added.items())))
    return out


def _key(name: str) -> str:
    return name if name in ("source", "dnt", "pos", "note", "case_sensitive", "forms", "except") else (
        locales.normalize(name)
    )  # fmt: skip


def _flow(entry: Entry) -> str:
    return "{" + ", ".join(f"{key}: {value}" for key, value in yamltext.fields(entry).items()) + "}"


def _line_end(text: str, at: int) -> int:
    """Where the line of an offset ends: a comment behind a value stays with it."""
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if text[end - 1 : end] == "\r" else end


def _additions(text: str, root: Spot | None, terms: Spot | None, fresh: Sequence[Entry]) -> list[Splice]:
    newline = splice.newline_of(text, len(text))
    if terms and terms.children and (terms.flow or terms.kind == "map"):
        if terms.kind == "map":
            raise UsageError("`terms:` holds one entry without a list", hint="write it as a list: - source: …")
        place = terms.children[-1].end
        return [(place, place, "".join(f", {_flow(entry)}" for entry in fresh))]
    indent = " " * terms.column if terms and terms.children else "  "
    made = newline.join(yamltext.item(entry, indent, newline) for entry in fresh)
    if terms and terms.children:
        place = _line_end(text, terms.end)
        return [(place, place, newline + made)]
    if terms:
        return [(terms.start, terms.end, newline + made)]
    if root and root.flow:
        raise UsageError("the glossary is one flow mapping without terms", hint="write terms: on a line of its own")
    joint = "" if text.endswith("\n") else newline
    return [(len(text), len(text), f"{joint}terms:{newline}{made}{newline}")]
