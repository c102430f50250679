"""Plain JSON catalogs read by the standard library; where its texts stand is found out when somebody asks.

Plain is: maps, texts, numbers and the like, and i18next's plurals. Lists, other plurals (ICU's too), comments,
metadata, doubles and faults are not; files that have them are read by ``_json_scan`` and ``_messages``: the same
results for plain files, in more time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import repeat
from json.decoder import JSONDecoder
from operator import attrgetter
from typing import Any

from locakit.formats._messages import COUNT, ENDS, I18NEXT, NONE, ORDINAL, Path
from locakit.formats._plain import Plain, slot
from locakit.formats._tree import MAX_DEPTH
from locakit.model import Message, Span

_WS = r"[ \t\n\r]*+"
_STRING = r'"[^"\\]*+(?:\\.[^"\\]*+)*+"'
_MEMBER = re.compile(rf"{_STRING}{_WS}:{_WS}({_STRING})?+")
"""A key of a sound file without lists, and its value where that is a text."""
_READ = JSONDecoder(object_pairs_hook=tuple).decode
_KEY = attrgetter("key")
_NEW: Any = object.__new__

Pairs = tuple[tuple[str, Any], ...]
"""A map; a list is a list."""


class _Complicated(Exception):
    """The file is not plain."""


def messages(text: str) -> list[Message] | None:
    """The messages of a plain file; None where the file is not plain, or no JSON."""
    try:
        root = _READ(text[1:] if text[:1] == "\ufeff" else text)
        return _Reader(text).run(root) if root.__class__ is tuple else None
    except (_Complicated, ValueError, RecursionError):
        return None


class _Places:
    """Where the texts of a file stand, in its order: found in one pass for all of them, once."""

    __slots__ = ("_found", "_text")

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[tuple[int, int, int]] = []

    def __getitem__(self, number: int) -> tuple[int, int, int]:
        """Where an entry begins, and where its value does and ends."""
        if not self._found:
            found = _MEMBER.finditer(self._text)
            self._found = [(m.start(), *m.span(1)) for m in found if m.lastindex]
        return self._found[number]


class _Text(Plain):
    """``at`` is the number of its text among those of the file."""

    __slots__ = ("home",)
    home: _Places

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.home[self.at][1:]}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        start, _, end = self.home[self.at]
        return start, end


class _Interpolated(_Text):
    """A text that i18next fills in."""

    __slots__ = ()
    flags = I18NEXT


class _Forms(_Text):
    """``at`` has the number of each category's text."""

    __slots__ = ()
    plural = True
    flags = slot("flags")

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {c: self.home[self.at[c]][1:] for c in self.forms}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.home[min(self.at.values())][0], self.home[max(self.at.values())][2]


def _flags(value: str) -> frozenset[str]:
    """Those of a text with a brace or a dollar; raises _Complicated for what may be an ICU message."""
    if "," in value and ("plural" in value or "select" in value):
        raise _Complicated
    return I18NEXT if "{{" in value or "$t(" in value else NONE


class _Reader:
    """One walk over the values; the loop is long because a hundred thousand entries go through it."""

    def __init__(self, text: str) -> None:
        self.places = _Places(text)
        self.blank: Iterator[Any] = map(_NEW, repeat(_Text))
        self.out: list[Message] = []
        self.number = 0
        self.nested = self.dotted = False

    def run(self, root: Pairs) -> list[Message]:
        """All messages; raises _Complicated."""
        self._walk(root, (), "")
        if self.nested and self.dotted and len(set(map(_KEY, self.out))) < len(self.out):
            raise _Complicated
        return self.out

    def _walk(self, pairs: Pairs, path: Path, prefix: str) -> None:
        index = dict(pairs)
        if len(index) < len(pairs) or len(path) >= MAX_DEPTH:
            raise _Complicated
        if "other" in index or "_comment" in index or "defaultMessage" in index:
            raise _Complicated
        names = "\n".join(index)
        self.dotted = self.dotted or "." in names
        if not path and "@" in names and any(name[:1] == "@" for name in index):
            raise _Complicated
        groups = self._groups(index, path, prefix) if "_other" in names else None
        append, number, places = self.out.append, self.number, self.places
        for (name, value), plain in zip(pairs, self.blank, strict=False):
            kind = value.__class__
            if kind is str:
                if groups and name in groups:
                    self._form(*groups[name], number)
                else:
                    if ("{" in value or "$" in value) and _flags(value):
                        plain = _NEW(_Interpolated)
                    plain.key = prefix + name
                    plain.forms = {"other": value}
                    plain.path = (*path, name) if path else (name,)
                    plain.at = number
                    plain.home = places
                    append(plain)
                number += 1
            elif kind is tuple:
                self.number, self.nested = number, True
                self._walk(value, (*path, name), f"{prefix}{name}.")
                number = self.number
            elif kind is list:
                raise _Complicated
        self.number = number

    def _groups(self, index: dict[str, Any], path: Path, prefix: str) -> dict[str, tuple[Any, str]]:
        """For each ``item_one``, ``item_other`` … the message that it is a form of, and its category."""
        found: dict[str, tuple[Any, str]] = {}
        for base in [name[:-6] for name in index if name.endswith("_other") and len(name) > 6]:
            forms = {c: value for c, end in ENDS if (value := index.get(base + end)).__class__ is str}
            other = forms.get("other")
            if other is None or (len(forms) == 1 and not COUNT.search(other)):
                continue
            plural = _NEW(_Forms)
            plural.key = f"{prefix}{base}_other" if base in index else prefix + base
            plural.forms, plural.path, plural.home, plural.at = forms, (*path, base), self.places, {}
            plural.flags = NONE
            for category, value in forms.items():
                found[f"{base}_{category}"] = plural, category
                marks = _flags(value) if "{" in value or "$" in value else NONE
                plural.flags = marks if category == "other" else NONE
            if base.endswith("_ordinal"):
                plural.flags |= ORDINAL
        return found

    def _form(self, plural: Any, category: str, number: int) -> None:
        """The message comes where its first form stands."""
        if not plural.at:
            self.out.append(plural)
        plural.at[category] = number
