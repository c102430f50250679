"""PO messages that are little more than two strings and a place: a million of them and their file fit into 1 GB."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from re import Match
from typing import Any

from locakit.formats._plain import Plain, slot
from locakit.formats._po_edit import header_text
from locakit.formats._po_plural import Plurals, plurals_of
from locakit.formats._po_scan import decode, entry_at, forms_in, start_of, strings_at
from locakit.model import Forms, Message, Span

NEW: Any = object.__new__
"""Makes one without a call of Python code; every slot of its class that stands for a field is set then."""


LARGE = 50_000_000
"""Characters of a file from which on no strings but the keys are kept beside it."""


class File:
    """What all entries of a file share."""

    def __init__(self, text: str, locale: str) -> None:
        self.text, self.locale = text, locale
        self.large = len(text) >= LARGE
        self._last: Match[str] | None = None

    @cached_property
    def plurals(self) -> Plurals:
        """The names of the forms, by the header or else the locale."""
        return plurals_of(header_text(self.text), self.locale)

    def entry(self, start: int) -> Match[str]:
        """The entry behind ``start``; whoever asks for one of its places soon asks for the other."""
        last = self._last
        if last is None or last.pos != start:
            last = self._last = entry_at(self.text, start)
        return last

    def forms(self, entry: Match[str]) -> dict[str, str]:
        """The texts of an entry that varies by number."""
        places = forms_in(self.text, entry.span(5))
        return self.plurals.read({index: decode(self.text[start:end]) for index, (start, end) in places})


class Entry(Plain):
    """``at`` is where the entry before ends; ``msgid`` and ``target`` are in the room of what is made from them."""

    __slots__ = ()
    path = ()
    msgid = slot("source")
    target = slot("forms")
    file = slot("spans")

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        target = self.target
        return {"other": target} if target else {}

    @property
    def source(self) -> Forms:  # type: ignore[override]  # in Plain a constant of the class
        """See ``Message``."""
        return {"other": self.msgid}

    @property
    def text(self) -> str:
        """See ``Message``."""
        return self.target  # type: ignore[no-any-return]  # a slot is Any

    @property
    def blank(self) -> bool:
        """See ``Message``."""
        return not self.target

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.file.entry(self.at).span(6)}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        entry = self.file.entry(self.at)
        return start_of(entry), entry.end()


class Noted(Entry):
    """It has what most have not."""

    __slots__ = ()
    note = slot("note")
    context = slot("context")
    limit = slot("limit")
    flags = slot("flags")


class FarEntry(Entry):
    """Its strings are read where they stand whenever they are asked for: in a microsecond, from no memory."""

    __slots__ = ()
    known = slot("source")
    """The msgid where it is the key too, else None."""
    opens = slot("forms")
    """How far behind ``at`` the translation's first quote stands; 0 where it is empty."""

    @property
    def msgid(self) -> str:
        """The source text."""
        known: str | None = self.known
        return decode(self.file.entry(self.at)[3]) if known is None else known

    @property
    def target(self) -> str:
        """The translation."""
        opens: int = self.opens
        return strings_at(self.file.text, self.at + opens) if opens else ""

    @property
    def blank(self) -> bool:
        """See ``Message``."""
        return not self.opens

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        opens: int = self.opens
        return {"other": strings_at(self.file.text, self.at + opens)} if opens else {}


class FarNoted(FarEntry, Noted):
    """It has what most have not, in a large file."""

    __slots__ = ()


class Several(Noted):
    """It varies by number; ``msgid`` is both of them."""

    __slots__ = ()
    plural = True
    forms = slot("forms")
    text = Message.text
    blank = Message.blank

    @property
    def source(self) -> Forms:  # type: ignore[override]  # in Plain a constant of the class
        """See ``Message``."""
        one, other = self.msgid
        return {"one": one, "other": other}

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        file = self.file
        places = forms_in(file.text, file.entry(self.at).span(5))
        return {file.plurals.name(index): span for index, span in places}


class FarSeveral(Several):
    """It varies by number, in a large file."""

    __slots__ = ()
    filled = slot("source")
    """None of its strings is empty, also none that goes on below."""

    @property
    def blank(self) -> bool:
        """See ``Message``."""
        return not self.filled and not any(self.forms.values())

    @property
    def msgid(self) -> tuple[str, str]:
        """The source texts."""
        entry = self.file.entry(self.at)
        return decode(entry[3]), decode(entry[4])

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        file: File = self.file
        return file.forms(file.entry(self.at))
