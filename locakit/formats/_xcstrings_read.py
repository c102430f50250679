"""An Apple String Catalog read entry by entry with the standard library; only what varies is made a tree of spans."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from json.decoder import JSONDecoder
from json.scanner import make_scanner
from typing import Any

from locakit.formats import _xcstrings as xc
from locakit.formats._json_scan import value_at
from locakit.formats._plain import Plain, slot
from locakit.formats._tree import MAX_DEPTH, Member
from locakit.locales import normalize
from locakit.model import Message, Span

_STRING = r'"([^"\\\n\r]*+(?:\\.[^"\\\n\r]*+)*+)"'
_WS = r"[ \t\n\r]*+"
_MEMBER = re.compile(rf"{_WS}(?:(,){_WS})?{_STRING}{_WS}:{_WS}")
_END = re.compile(rf"{_WS}\}}")
_ROOT = re.compile(rf"\ufeff?{_WS}\{{")
_LAST = re.compile(rf"{_WS}\Z")
_MAKE: Any = make_scanner
_SCAN: Callable[[str, int], tuple[Any, int]] = _MAKE(JSONDecoder())
"""The value that begins at a place, and where it ends; raises ValueError or StopIteration where there is none."""
_DEEP = MAX_DEPTH - 2
"""So many brackets in an entry may be deeper than is allowed."""

Marks = Callable[[str, object], frozenset[str]]
"""The flags of a text and its state."""
Varied = Callable[[Member, str, str, set[str], bool], Iterable[Message]]
"""The messages of an entry, given the text, the locale, the keys of all entries, and whether it is the source's."""


class _Unusual(Exception):
    """The file is read as a tree."""


class _Unit(Plain):
    """``at`` is the text, the locale, and where the entry begins, its value does and ends."""

    __slots__ = ()
    path = ()
    note = slot("note")
    flags = slot("flags")

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        text, locale, *places = self.at
        unit = xc.groups(_entry(text, self.key, *places), locale, set())[0].units["other"][1]
        value = unit.get(xc.VALUE)
        return {"other": (value.vstart, value.vend)} if value else {}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at[2], self.at[4]


class _Itself(_Unit):
    """A key that is its own text."""

    __slots__ = ()

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        text, _, start, vstart, vend = self.at
        return {"other": xc.key_span(Member(self.key, start, vstart, vend, None), text)}


def messages(text: str, locale: str, marks: Marks, varied: Varied) -> list[Message] | None:
    """The messages of a catalog in ``locale``; None where the file is to be read as a tree."""
    try:
        return _Reader(text, locale, marks, varied).run()
    except (_Unusual, ValueError, RecursionError, StopIteration):
        return None


class _Reader:
    """One pass over the entries; the loop is long because a hundred thousand of them go through it."""

    def __init__(self, text: str, locale: str, marks: Marks, varied: Varied) -> None:
        self.text, self.locale, self.marks, self.varied = text, locale, marks, varied
        self.wanted = normalize(locale)
        self.alike: dict[str, bool] = {}
        """Whether a tag of the file is another spelling of the wanted one."""
        self.out: list[Any] = []
        self.names: set[str] = set()
        self.source = self.unusual = False

    def run(self) -> list[Message]:
        """All messages; raises _Unusual, and ValueError and StopIteration as the standard library does."""
        opening, text = _ROOT.match(self.text), self.text
        at, top, strings = opening.end() if opening else 0, dict[str, Any](), 0
        while found := _MEMBER.match(text, at):
            name = found[2]
            if bool(found[1]) != bool(top) or name in top:
                raise _Unusual
            if name == "strings":
                strings = found.end()
                top[name], at = None, self._entries(strings, top.get("sourceLanguage"))
            else:
                top[name], at = _SCAN(text, found.end())
                if isinstance(top[name], dict | list):
                    raise _Unusual
        end = _END.match(text, at)
        if not strings or not end or not _LAST.match(text, end.end()) or "\\" in "".join(top):
            raise _Unusual
        if not self.unusual:
            return self.out
        rest = (text, self.locale, self.names, self.source)
        return [m for one in self.out for m in (self.varied(one, *rest) if one.__class__ is Member else (one,))]

    def _entries(self, at: int, language: object) -> int:
        """Read what begins at ``at``; returns where it ends."""
        text, names, add, step, new = self.text, self.names, self.out.append, _MEMBER.match, object.__new__
        if text[at : at + 1] != "{" or not isinstance(language, str):
            raise _Unusual
        source = self.source = normalize(language) == self.wanted
        at += 1
        while found := step(text, at):
            comma, key = found.group(1, 2)
            start, vstart = found.start(2) - 1, found.end()
            if "\\" in key:
                key = _SCAN(text, start)[0]
            entry, at = _SCAN(text, vstart)
            if entry.__class__ is not dict or (comma is None) == bool(names) or key in names:
                raise _Unusual
            names.add(key)
            if at - vstart > MAX_DEPTH and text.count("{", vstart, at) + text.count("[", vstart, at) >= _DEEP:
                value_at(text, vstart, at)
            if entry.get("shouldTranslate") is False:
                continue
            said = entry.get("localizations")
            said = self._said(said) if said else None
            value, flags = key, None
            if said is not None:
                unit = said.get(xc.UNIT) if said.__class__ is dict and len(said) == 1 else None
                value = unit.get(xc.VALUE) if isinstance(unit, dict) else None
                if not isinstance(unit, dict) or not isinstance(value, str):
                    self.unusual = True
                    add(_entry(text, key, start, vstart, at))
                    continue
                flags = self.marks(value, "" if source else unit.get(xc.STATE))
            elif not source or not key:
                continue
            plain: Any = new(_Itself if flags is None else _Unit)
            note = entry.get("comment", "")
            plain.key, plain.forms, plain.flags = key, {"other": value}, flags or frozenset()
            plain.note = note if note.__class__ is str else ""
            plain.at = (text, self.locale, start, vstart, at)
            add(plain)
        end = _END.match(text, at)
        if end is None:
            raise _Unusual
        return end.end()

    def _said(self, locales: Any) -> Any:
        """What stands there in the wanted locale."""
        if locales.__class__ is not dict:
            return {}
        if self.wanted in locales:
            return locales[self.wanted]
        alike = self.alike
        for tag in locales:
            if tag not in alike:
                alike[tag] = normalize(tag) == self.wanted
            if alike[tag]:
                return {}
        return None


def _entry(text: str, key: str, start: int, vstart: int, vend: int) -> Member:
    return Member(key, start, vstart, vend, value_at(text, vstart, vend))
