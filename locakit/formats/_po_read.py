"""PO entries into messages: the loop that a file of a hundred thousand entries goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import Match

from locakit.formats._bulk import bulk
from locakit.formats._po_edit import header_text
from locakit.formats._po_plural import Plurals, plurals_of
from locakit.formats._po_scan import LONGEST, PLAIN, Rest, decode, forms_in, joined, key_of, start_of, step, unescaped
from locakit.locales import unheld
from locakit.model import Junk, Message, Span

_Remarks = tuple[str, frozenset[str], int | None]
_NOTHING: _Remarks = ("", frozenset(), None)


def messages_of(text: str, locale: str, rest: Rest) -> tuple[tuple[Message, ...], list[Junk]]:
    """The live entries, and those whose msgid and msgctxt stood before: ``msgfmt`` refuses a catalog for one of them.

    ``rest`` fills with what else the file holds.
    """
    reader = _Reader(text, locale, rest)
    with bulk():
        reader.read()
        return tuple(reader.messages), list(_doubles(reader.messages)) if reader.repeated else []


class _Reader:
    """One pass over a file."""

    def __init__(self, text: str, locale: str, rest: Rest) -> None:
        self.text, self.locale, self.rest = text, locale, rest
        self.messages: list[Message] = []
        self.seen: dict[str, int] = {}
        self.repeated = False
        self.plurals: Plurals | None = None
        self.unheld: frozenset[str] = frozenset()
        """Flags for the forms that the file's ``Plural-Forms`` has no place for."""

    def read(self) -> None:
        """Fill ``messages``: a plain entry here, with no call that can be spared, any other in ``_step``."""
        text, seen, add, match = self.text, self.seen, self.messages.append, PLAIN.match
        at, end = 0, len(text)
        while at < end:
            found = match(text, at)
            if found is None:
                at = self._step(at)
                continue
            comments, context, msgid, target = found.groups()
            if not msgid:
                at = self._step(at)
                continue
            if '"' in msgid:
                msgid = joined(msgid)
            if "\\" in msgid:
                msgid = unescaped(msgid)
            if '"' in target:
                target = joined(target)
            if "\\" in target:
                target = unescaped(target)
            if context:
                context = unescaped(joined(context))
            key = msgid
            if context is not None or len(msgid) > LONGEST or "\n" in msgid or "\r" in msgid:
                key = key_of(context, msgid)
            if key in seen:
                key = self._unique(key)
            seen[key] = 1
            note, flags, limit = _remarks(comments) if "#." in comments or "#," in comments else _NOTHING
            forms = {"other": target} if target else {}
            whole = (found.start(1) if comments else text.index("msg", at), at := found.end())
            opening, closing = found.span(4)
            spans = {"other": (opening - 1, closing + 1)}
            add(Message(key, forms, spans, whole, (), False, {"other": msgid}, note, context or "", limit, flags))

    def _step(self, at: int) -> int:
        entry, after = step(self.text, at, self.rest)
        if entry is None:
            return after
        msgid, context = decode(entry[3]), None if entry[2] is None else decode(entry[2])
        key = key_of(context, msgid)
        if key in self.seen:
            key = self._unique(key)
        self.seen[key] = 1
        if entry[4] is None:
            target, spans, source = decode(entry[6]), {"other": entry.span(6)}, {"other": msgid}
            forms = {"other": target} if target else {}
        else:
            forms, spans = self._plural(entry)
            source = {"one": msgid, "other": decode(entry[4])}
        whole, plural = (start_of(entry), after), entry[4] is not None
        note, flags, limit = _remarks(entry[1])
        flags = flags | self.unheld if plural and self.unheld else flags
        message = Message(key, forms, spans, whole, (), plural, source, note, context or "", limit, flags)
        self.messages.append(message)
        return after

    def _plural(self, entry: Match[str]) -> tuple[dict[str, str], dict[str, Span]]:
        text, plurals = self.text, self.plurals or plurals_of(header_text(self.text), self.locale)
        if plurals is not self.plurals:
            self.plurals, self.unheld = plurals, unheld(self.locale, plurals.names)
        places = forms_in(text, entry.span(5))
        forms = plurals.read({index: decode(text[start:end]) for index, (start, end) in places})
        return forms, {plurals.name(index): span for index, span in places}

    def _unique(self, key: str) -> str:
        self.repeated = True
        while key in self.seen:
            self.seen[key] += 1
            key = f"{key}~{self.seen[key]}"
        return key


def _doubles(messages: Sequence[Message]) -> Iterator[Junk]:
    seen: set[tuple[str, str]] = set()
    for message in messages:
        place = (message.context, message.source.get("one") or message.source.get("other", ""))
        if place in seen:
            yield Junk("this msgid stands twice; gettext refuses the catalog", message.whole)
        seen.add(place)


def _remarks(comments: str) -> _Remarks:
    """The extracted comments as one note, the flags, and the greatest length that a flag allows."""
    lines = comments.split("\n")
    note = "\n".join([line[2:].strip() for line in lines if line.startswith("#.")]) if "#." in comments else ""
    if "#," not in comments:
        return note, _NOTHING[1], None
    flags, limit = _flags(",".join([line[2:] for line in lines if line.startswith("#,")]))
    return note, flags, limit


@lru_cache(maxsize=256)
def _flags(line: str) -> tuple[frozenset[str], int | None]:
    flags = frozenset(flag.strip() for flag in line.split(",") if flag.strip())
    sizes = [int(f[11:]) for f in flags if f.startswith("max-length:") and f[11:].isascii() and f[11:].isdigit()]
    return flags, min(sizes, default=None)
