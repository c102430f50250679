"""Plain JSON catalogs read by the standard library; where its texts stand is found out when somebody asks.

Plain is: maps, texts, numbers and the like, and i18next's plurals. Lists, other plurals (ICU's too), comments,
metadata, doubles and faults are not; files that have them are read by ``_json_scan`` and ``_messages``: the same
results for plain files, in more time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from itertools import count, repeat
from json.decoder import JSONDecoder
from operator import attrgetter
from typing import Any

from locakit.formats._messages import COUNT, ENDS, I18NEXT, NONE, ORDINAL, Path
from locakit.formats._plain import Plain, slot
from locakit.formats._tree import MAX_DEPTH
from locakit.model import Forms, Message, Span

_WS = r"[ \t\n\r]*+"
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_MEMBER = re.compile(rf"{_STRING}{_WS}:{_WS}({_STRING})?+")
"""A key of a sound file without lists, and its value where that is a text."""
_KEY = attrgetter("key")
_NEW: Any = object.__new__
_NO_GROUPS: dict[str, Any] = {}


Map = dict[str, Any]


class _Complicated(Exception):
    """The file is not plain."""


def _single(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A map whose names are all different."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _Complicated
    return found


_READ = JSONDecoder(object_pairs_hook=_single).decode


def messages(text: str) -> list[Message] | None:
    """The messages of a plain file; None where the file is not plain, or no JSON."""
    try:
        root = _READ(text[1:] if text[:1] == "\ufeff" else text)
        return _Reader(text, root).run() if root.__class__ is dict else None
    except (_Complicated, ValueError, RecursionError):
        return None


class _Places:
    """Where the entries of a file stand: found in one pass for all of them, once."""

    def __init__(self, text: str, root: Map) -> None:
        self._text, self._root = text, root

    @cached_property
    def found(self) -> list[tuple[int, int, int]]:
        """In the order of the file: where an entry begins, and where its value does and ends."""
        return [(m.start(), *m.span(1)) for m in _MEMBER.finditer(self._text)]

    @cached_property
    def numbers(self) -> dict[int, dict[str, int]]:
        """By a map's identity: the numbers of its entries, in the order of the file."""
        out: dict[int, dict[str, int]] = {}
        self._count(self._root, count(), out)
        return out

    def _count(self, index: Map, numbers: Iterator[int], out: dict[int, dict[str, int]]) -> None:
        if dict not in map(type, index.values()):
            out[id(index)] = dict(zip(index, numbers, strict=False))
            return
        own = out[id(index)] = {}
        for name, value in index.items():
            own[name] = next(numbers)
            if value.__class__ is dict:
                self._count(value, numbers, out)


class _Map:
    """What the entries of one map share."""

    __slots__ = ("index", "path", "places", "prefix")

    def __init__(self, places: _Places, index: Map, path: Path, prefix: str) -> None:
        self.places, self.index, self.path, self.prefix = places, index, path, prefix

    def place(self, name: str) -> tuple[int, int, int]:
        """Where an entry begins, and where its value does and ends."""
        return self.places.found[self.places.numbers[id(self.index)][name]]


class _Text(Plain):
    """``at`` is the map it stands in; ``value`` is in the room of the forms."""

    __slots__ = ()
    value = slot("forms")
    at: _Map

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        return {"other": self.value}

    @property
    def text(self) -> str:
        """See ``Message``."""
        return self.value  # type: ignore[no-any-return]  # a slot is Any

    @property
    def path(self) -> Path:
        """See ``Message``."""
        return (*self.at.path, self.key[len(self.at.prefix) :])

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self._place[1:]}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        start, _, end = self._place
        return start, end

    @property
    def _place(self) -> tuple[int, int, int]:
        return self.at.place(self.key[len(self.at.prefix) :])


class _Interpolated(_Text):
    """A text that i18next fills in."""

    __slots__ = ()
    flags = I18NEXT


class _Forms(Plain):
    """``at`` is the map its forms' entries stand in; None until the first of them is met."""

    __slots__ = ()
    plural = True
    forms = slot("forms")
    path = slot("path")
    flags = slot("flags")
    at: _Map | None

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {category: place[1:] for category, place in self._places.items()}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        places = sorted(self._places.values())
        return places[0][0], places[-1][2]

    @property
    def _places(self) -> dict[str, tuple[int, int, int]]:
        home: Any = self.at
        return {category: home.place(f"{self.path[-1]}_{category}") for category in self.forms}


def _flags(value: str) -> frozenset[str]:
    """Those of a text with a brace or a dollar; raises _Complicated for what may be an ICU message."""
    if "," in value and ("plural" in value or "select" in value):
        raise _Complicated
    return I18NEXT if "{{" in value or "$t(" in value else NONE


class _Reader:
    """One walk over the values; the loop is long because a hundred thousand entries go through it."""

    def __init__(self, text: str, root: Map) -> None:
        self.places, self.root = _Places(text, root), root
        self.blank: Iterator[Any] = map(_NEW, repeat(_Text))
        self.out: list[Message] = []
        self.nested = self.dotted = False

    def run(self) -> list[Message]:
        """All messages; raises _Complicated."""
        self._walk(self.root, (), "")
        if self.nested and self.dotted and len(set(map(_KEY, self.out))) < len(self.out):
            raise _Complicated
        return self.out

    def _walk(self, index: Map, path: Path, prefix: str) -> None:
        if len(path) >= MAX_DEPTH:
            raise _Complicated
        if "other" in index or "_comment" in index or "defaultMessage" in index:
            raise _Complicated
        names = "\n".join(index)
        if names.count("\n") >= max(len(index), 1):
            raise _Complicated
        self.dotted = self.dotted or "." in names
        if not path and "@" in names and any(name[:1] == "@" for name in index):
            raise _Complicated
        append, home = self.out.append, _Map(self.places, index, path, prefix)
        groups = self._groups(index, names, home) if "_other" in names else _NO_GROUPS
        for name, value, plain in zip(index, index.values(), self.blank, strict=False):
            if value.__class__ is str:
                if name in groups:
                    plural = groups[name]
                    if plural.at is None:  # the message comes where its first form stands
                        plural.at = home
                        append(plural)
                    continue
                if "{" in value:
                    if "," in value and ("plural" in value or "select" in value):
                        raise _Complicated
                    if "{{" in value or "$t(" in value:
                        plain = _NEW(_Interpolated)
                elif "$" in value and "$t(" in value:
                    plain = _NEW(_Interpolated)
                plain.key = prefix + name
                plain.value = value
                plain.at = home
                append(plain)
            elif value.__class__ is dict:
                self.nested = True
                self._walk(value, (*path, name), f"{prefix}{name}.")
            elif value.__class__ is list:
                raise _Complicated

    def _groups(self, index: Map, names: str, home: _Map) -> dict[str, Any]:
        """For each ``item_one``, ``item_other`` … the message that it is a form of."""
        found: dict[str, Any] = {}
        ends = [(c, end) for c, end in ENDS if end in names and c != "other"]
        for part in f"{names}\n".split("_other\n")[:-1]:
            base = part[part.rfind("\n") + 1 :]
            name = f"{base}_other"
            other = index[name]
            if other.__class__ is not str or not base:
                continue
            forms, marks = {}, _flags(other) if "{" in other or "$" in other else NONE
            plural = _NEW(_Forms)
            for category, end in ends:
                value = index.get(base + end)
                if value.__class__ is str:
                    forms[category] = value
                    found[base + end] = plural
                    if "{" in value:
                        _flags(value)
            if not forms and not COUNT.search(other):
                continue
            forms["other"] = other
            found[name] = plural
            plural.key = home.prefix + (name if base in index else base)
            plural.forms, plural.path, plural.at = forms, (*home.path, base), None
            plural.flags = marks | ORDINAL if base.endswith("_ordinal") else marks
        return found
