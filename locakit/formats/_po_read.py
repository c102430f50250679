"""PO entries into messages: the loop that a file of a hundred thousand entries goes through."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from operator import attrgetter
from re import Match
from typing import Any

from locakit.formats._bulk import bulk
from locakit.formats._po_message import NEW, Entry, FarEntry, FarNoted, FarSeveral, File, Noted, Several
from locakit.formats._po_scan import LONGEST, PLAIN, Rest, decode, joined, key_of, step, unescaped
from locakit.locales import unheld
from locakit.model import Junk, Message

_Remarks = tuple[str, frozenset[str], int | None]
_NOTHING: _Remarks = ("", frozenset(), None)
_KEY = attrgetter("key")


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
        self.file = File(text, locale)
        self.messages: list[Any] = []
        self.repeated = False
        self.unheld: frozenset[str] | None = None

    def read(self) -> None:
        """Fill ``messages``: a plain entry here, with no call that can be spared, any other in ``_step``."""
        text, add, match, file = self.text, self.messages.append, PLAIN.match, self.file
        near, usual, noted = (False, FarEntry, FarNoted) if file.large else (True, Entry, Noted)
        returns = "\r" in text
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
            hashed = context is not None or len(msgid) > LONGEST
            if "\\" in msgid:
                msgid = unescaped(msgid)
                hashed = hashed or "\n" in msgid or "\r" in msgid or len(msgid) > LONGEST
            if hashed or (returns and "\r" in msgid):
                context = context and unescaped(joined(context))
                key = key_of(context, msgid)
            else:
                key = msgid
            if context or (comments and ("#." in comments or "#," in comments)):
                message = NEW(noted)
                message.note, message.flags, message.limit = _remarks(comments)
                message.context = context or ""
            else:
                message = NEW(usual)
            if near:
                if '"' in target:
                    target = joined(target)
                message.target = unescaped(target) if "\\" in target else target
                message.msgid = msgid
            else:
                message.known = msgid if key is msgid else None
                blank = target[3:4] in '"' and not joined(target)  # most need one look
                message.opens = 0 if blank else found.start(4) - 1 - at
            message.key = key
            message.file = file
            message.at = at
            add(message)
            at = found.end()
        self._distinguish()

    def _step(self, at: int) -> int:
        entry, after = step(self.text, at, self.rest)
        if entry is None:
            return after
        msgid, context = decode(entry[3]), None if entry[2] is None else decode(entry[2])
        message = NEW(self._class(entry))
        message.key, message.file, message.at = key_of(context, msgid), self.file, at
        message.note, message.flags, message.limit = _remarks(entry[1])
        message.context = context or ""
        if entry[4] is not None:
            message.flags = message.flags | self._unheld()
        if self.file.large:
            if entry[4] is not None:
                message.filled = '""' not in entry[5]
            else:
                message.known, message.opens = None, entry.start(6) - at if decode(entry[6]) else 0
        elif entry[4] is None:
            message.msgid, message.target = msgid, decode(entry[6])
        else:
            message.msgid, message.forms = (msgid, decode(entry[4])), self.file.forms(entry)
        self.messages.append(message)
        return after

    def _class(self, entry: Match[str]) -> type[Noted]:
        if entry[4] is None:
            return FarNoted if self.file.large else Noted
        return FarSeveral if self.file.large else Several

    def _unheld(self) -> frozenset[str]:
        """Flags for the forms that the file's ``Plural-Forms`` has no place for."""
        if self.unheld is None:
            self.unheld = unheld(self.locale, self.file.plurals.names)
        return self.unheld

    def _distinguish(self) -> None:
        """Give a key that stood before the next number: to few files there is anything to do."""
        if len(set(map(_KEY, self.messages))) == len(self.messages):
            return
        self.repeated = True
        seen: dict[str, int] = {}
        for message in self.messages:
            key = message.key
            while key in seen:
                seen[key] += 1
                key = f"{key}~{seen[key]}"
            seen[key] = 1
            message.key = key


def _doubles(messages: Sequence[Message]) -> Iterator[Junk]:
    seen: set[tuple[str, str]] = set()
    for message in messages:
        place = (message.context, message.source.get("one") or message.source.get("other", ""))
        if place in seen:
            yield Junk("this msgid stands twice; gettext refuses the catalog", message.whole, True)
        seen.add(place)


def _remarks(comments: str) -> _Remarks:
    """The extracted comments as one note, the flags, and the greatest length that a flag allows."""
    notes: list[str] = []
    flagged: list[str] = []
    for line in comments.split("\n"):
        kind = line[:2]
        if kind == "#.":
            notes.append(line[2:].strip())
        elif kind == "#,":
            flagged.append(line[2:])
    note = "\n".join(notes)
    return (note, *_flags(",".join(flagged))) if flagged else (note, *_NOTHING[1:])


@lru_cache(maxsize=256)
def _flags(line: str) -> tuple[frozenset[str], int | None]:
    flags = frozenset(flag.strip() for flag in line.split(",") if flag.strip())
    sizes = [int(f[11:]) for f in flags if f.startswith("max-length:") and f[11:].isascii() and f[11:].isdigit()]
    return flags, min(sizes, default=None)
