"""Uses held against catalogues: keys that no source file has, and keys that nothing in the code can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from functools import cached_property

from locakit.model import Severity
from locakit.usage.frameworks import TABLE, Framework, by_name
from locakit.usage.uses import CodeFile, Use

_NESTED = re.compile(
    r"\$t\(\s*([^(),{}\s]{1,200})|@(?:\.\w{1,20})?:\(?['\"]?([\w.:-]{1,200})|@(?:string|plurals)/(\w{1,200})"
)
"""Messages that name others: i18next's nesting, vue-i18n's linked messages, Android's references."""
_GROUPED = re.compile(r"[\w/-]+(?:\.[\w-]+)+")
"""Laravel's ``group.key``, which is no text."""
_LOOSE = re.compile(r"[\W_]+")


@dataclass(frozen=True, eq=False)
class Shelf:
    """One source catalogue."""

    path: str
    format: str
    """The format's registered name."""
    keys: Mapping[str, str]
    """The message's key to what code says for it: the same, and in a gettext catalogue ``context|text``."""
    name: str = ""
    """The file's name below the locale, without its suffix: i18next's namespace, Laravel's group; empty for none."""
    texts: tuple[str, ...] = ()
    """The messages, which may name others."""
    more: frozenset[str] = frozenset()
    """Keys that the file has and nobody translates."""

    def names(self, key: str, row: Framework) -> tuple[str, ...]:
        """How code of a framework may call a message: by its key, and with the file's name before it."""
        key = self.keys[key]
        if self.format == "android":
            return (re.sub(r"\.\d+$", "", key).replace(".", "_"),)
        if row.name == "laravel" and self.format == "php":
            return (f"{self.name}.{key}",) if self.name else (key,)
        if not (row.namespaces and self.name):
            return (key,)
        last = self.name.rpartition("/")[2]
        return tuple(dict.fromkeys((key, f"{self.name}:{key}", f"{last}:{key}", f"{self.name}.{key}")))


@dataclass(slots=True)
class Verdict:
    """What a comparison found."""

    undefined: list[tuple[CodeFile, Use]] = field(default_factory=list)
    """In the order of the files; the same key once for each place."""
    unused: list[tuple[Shelf, str]] = field(default_factory=list)
    """In the order of the catalogues."""


def compare(files: Sequence[CodeFile], shelves: Sequence[Shelf]) -> Verdict:
    """Hold all uses against all source catalogues.

    A framework's uses are held against the catalogues of its formats; without one of those nothing is said.
    """
    out = Verdict()
    rooms = [_Room(row, [s for s in shelves if s.format in row.formats], files) for row in TABLE]
    rooms = [room for room in rooms if room.shelves]
    by_row = {room.row.name: room for room in rooms}
    for file in files:
        told: set[tuple[str, int]] = set()
        for use in file.uses:
            room = by_row.get(use.framework)
            if room and (use.key, use.at) not in told and _undefined(use, room, by_row, file):
                told.add((use.key, use.at))
                out.undefined.append((file, use))
    out.unused = list(_unused(shelves, rooms, files))
    return out


def severity(use: Use) -> Severity:
    """How serious it is that a use's key is not defined.

    A warning where the reader still gets words (the key is the text, or the call brings one), and where the compiler
    would have found a key that is nowhere, so that it comes from outside of the catalogues.
    """
    row = by_name(use.framework)
    words = row.texts and not (row.namespaces and _GROUPED.fullmatch(use.key))
    return "warning" if words or use.default or row.checked else "error"


def _undefined(use: Use, room: _Room, rooms: dict[str, _Room], file: CodeFile) -> bool:
    if not use.sure or not use.exact or use.loose or not use.pieces[0].strip() or room.defines(use):
        return False
    # The same call may be read by several frameworks: what one of them defines is defined.
    same = (u for u in file.uses if u.at == use.at and u.framework != use.framework)
    return not any(u.framework in rooms and rooms[u.framework].defines(u) for u in same)


class _Room:
    """One framework's catalogues and what the code says of them."""

    def __init__(self, row: Framework, shelves: list[Shelf], files: Sequence[CodeFile]) -> None:
        self.row = row
        self.shelves = shelves
        self.files = files
        self.uses = [use for file in files for use in file.uses if use.framework == row.name] if shelves else []

    @cached_property
    def names(self) -> frozenset[str]:
        """Every way to call every key, and the trees above nested ones."""
        plain = {name for s in self.shelves for key in s.keys for name in s.names(key, self.row)}
        plain |= {key for s in self.shelves for key in s.more}
        plain |= {key for file in self.files for key in file.definitions}
        return frozenset(plain.union(*map(_above, plain)) if self.row.trees else plain)

    @cached_property
    def bases(self) -> frozenset[str]:
        """Keys without the endings that they get at run time."""
        return frozenset(base for name in self.names for base in _bases(name)) if self.row.suffixed else frozenset()

    def defines(self, use: Use) -> bool:
        """The key is there under one of the names that the use may mean."""
        key = use.key
        if "*" in "".join(use.prefixes) or any(fnmatchcase(key, own) for own in self.row.own):
            return True
        wanted = candidates(use)
        if self.row.namespaces == ":" and ":" in key and not self._space(key):
            wanted = [key, key.partition(":")[2]]
        if self.row.namespaces == "." and "::" in key:
            return True
        return any(name in self.names or name in self.bases for name in wanted)

    def _space(self, key: str) -> bool:
        space = key.partition(":")[0]
        return any(space in (s.name, s.name.rpartition("/")[2]) for s in self.shelves)

    @cached_property
    def said(self) -> frozenset[str]:
        """All keys that uses name wholly, with and without their scopes."""
        return frozenset(name for use in self.uses if use.exact and not use.loose for name in candidates(use))

    @cached_property
    def loose(self) -> frozenset[str]:
        """Names that a generator made of keys, without case and separators."""
        return frozenset(_LOOSE.sub("", use.key).lower() for use in self.uses if use.loose)

    @cached_property
    def patterns(self) -> list[tuple[str, ...]]:
        """The keys that uses build at run time, and texts that were put together for them."""
        built = {(p + use.pieces[0], *use.pieces[1:]) for use in self.uses for p in ("", *use.prefixes)
                 if not use.exact and "*" not in p}  # fmt: skip
        starred = {("", p[1:] + use.key) for use in self.uses for p in use.prefixes if p.startswith("*") and use.exact}
        joined = {pieces for file in self.files for pieces in file.joins}
        return sorted(p for p in built | starred | joined if any(p))

    @cached_property
    def starts(self) -> tuple[str, ...]:
        """The patterns that are a beginning only."""
        return tuple(p[0] for p in self.patterns if p[0] and not any(p[1:]))

    @cached_property
    def others(self) -> list[tuple[str, ...]]:
        """The other patterns."""
        return [p for p in self.patterns if not p[0] or any(p[1:])]

    @cached_property
    def scopes(self) -> frozenset[str]:
        """The prefixes that calls give to keys."""
        return frozenset(p for use in self.uses for p in use.prefixes)

    def uses_key(self, shelf: Shelf, key: str) -> bool:
        """A use names the key, or may build it."""
        names = shelf.names(key, self.row)
        plain = {*names, *(tree for name in names for tree in (_above(name) if self.row.trees else ()))}
        plain |= {base for name in plain for base in _bases(name)} if self.row.suffixed else set()
        if not plain.isdisjoint(self.said) or any(fnmatchcase(key, own) for own in self.row.own):
            return True
        if self.loose and _LOOSE.sub("", key).lower() in self.loose:
            return True
        return any(name.startswith(self.starts) or any(_fits(p, name) for p in self.others) for name in names)


def candidates(use: Use) -> list[str]:
    """The names that an exact use may mean: its key, and its key behind each scope."""
    key = f"{use.context}|{use.key}" if use.context else use.key
    return [key, *(f"{p}{key}" for p in use.prefixes)]


def _unused(shelves: Sequence[Shelf], rooms: Sequence[_Room], files: Sequence[CodeFile]) -> Iterator[tuple[Shelf, str]]:
    words = set().union(*(file.words for file in files)) if files else set()
    words |= {found for shelf in shelves for text in shelf.texts for found in _nested(text)}
    for shelf in shelves:
        mine = [room for room in rooms if shelf in room.shelves and room.uses]
        left = [key for key in shelf.keys if not any(room.uses_key(shelf, key) for room in mine)]
        # A file of which no key is used is used by something that is not in this code.
        if mine and len(left) < len(shelf.keys):
            yield from ((shelf, key) for key in left if not _stands(shelf, key, mine, words))


def _stands(shelf: Shelf, key: str, rooms: Sequence[_Room], words: set[str]) -> bool:
    """The key, or what a scope leaves of it, stands in quotes somewhere in the code."""
    scopes = frozenset().union(*(room.scopes for room in rooms))
    trees = (tree for tree in _above(shelf.keys[key]) if "." in tree) if any(room.row.trees for room in rooms) else ()
    if any(tree in words and f"{tree}." not in scopes for tree in trees):
        return True
    for room in rooms:
        for name in shelf.names(key, room.row):
            tails = (name[len(p) :] for p in scopes if name.startswith(p))
            if name in words or any(t in words for t in tails):
                return True
            if room.row.suffixed and not words.isdisjoint(_bases(name)):
                return True
    return False


def _nested(text: str) -> Iterator[str]:
    if "$t(" in text or "@" in text:
        for found in _NESTED.finditer(text):
            yield (found[1] or found[2] or found[3]).strip("'\"")


def _above(name: str) -> list[str]:
    """The trees that a nested key stands in: ``a.b.c`` in ``a.b`` and ``a``; at most 10."""
    parts = name.split(".", 10)
    return [".".join(parts[:n]) for n in range(1, len(parts))]


def _bases(name: str) -> list[str]:
    """A key without one or more endings: ``friend_male_one``, ``friend_male``, ``friend``; at most 10."""
    parts = name.split("_", 10)
    return ["_".join(parts[:n]) for n in range(1, len(parts))]


def _fits(pattern: Sequence[str], name: str) -> bool:
    """The name is the pattern with something in each hole; read from left to right once."""
    if not name.startswith(pattern[0]) or not name.endswith(pattern[-1]):
        return False
    at, end = len(pattern[0]), len(name) - len(pattern[-1])
    for piece in pattern[1:-1]:
        found = name.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return at <= end
