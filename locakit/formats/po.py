"""gettext PO and POT: entries found by one regular expression, changed by swapping their msgstr.

Source: GNU gettext manual, "The Format of PO Files"; flags beyond it as Weblate names them (``max-length:20``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from re import Match

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats import _po_edit, _po_entries, _po_header
from locakit.formats._po_plural import Plurals, plurals_of
from locakit.formats._po_scan import Rest, decode, entry_at, forms_in, header_of, junk_of, key_of, scan, start_of
from locakit.model import Forms, Junk, Message, Resource, Span
from locakit.splice import Splice, place


class Po(Format):
    """See ``locakit.doors.Format``."""

    name = "po"
    suffixes: tuple[str, ...] = (".po", ".pot")
    bilingual = True
    keyed = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """The live entries: ``source`` from msgid and msgid_plural, ``forms`` from msgstr (empty where untranslated).

        A key is the msgid (cut and hashed where it is long), with ``msgctxt|`` in front; a second equal one gets
        ``~2``. Obsolete entries are no messages; broken ones are junk. Raises BrokenText where the text has lines
        and none of them belongs to an entry.
        """
        rest = Rest()
        messages = tuple(_messages(text, locale, rest))
        if rest.junk and not (messages or rest.headers or rest.obsolete):
            raise BrokenText(Fault("not a PO file: no entry can be read", path, *place(text, rest.junk[0][0])))
        _refuse_other_charsets(path, text)
        return Resource(path, locale, text, messages, self.name, (*junk_of(text, rest), *_doubles(messages)))

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        """The entries ``keys`` with every msgstr empty under a header for ``locale``."""
        wanted = [entry_at(source.text, m.whole[0]) for m in source.messages if m.key in keys]
        return _po_header.template(source.text, wanted, locale)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """New msgstr fields, wrapped like the file's others; the entry is no longer fuzzy."""
        return _po_edit.replace(resource.text, resource.locale, entry_at(resource.text, message.whole[0]), forms)

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        """New entries with the source entry's comments, references and flags; an obsolete twin gives way."""
        return _po_entries.insert(resource, source, new)

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        """Entries with a translation become obsolete (``#~``) at the end of the file, the others go."""
        return _po_entries.remove(resource.text, gone)

    def retired(self, resource: Resource) -> tuple[Message, ...]:
        """The obsolete entries, as messages without a place: people's words that may come back into use."""
        rest = Rest()
        for _ in scan(resource.text, rest):
            pass
        if not rest.obsolete:
            return ()
        head = header_of(resource.text)
        old = [_LIVE.sub("", resource.text[slice(*block)]) for block in rest.obsolete]
        return tuple(_messages("\n\n".join([head[0] if head else "", *old, ""]), resource.locale, Rest()))


def _doubles(messages: Sequence[Message]) -> Iterator[Junk]:
    """Entries whose msgid and msgctxt stood before: ``msgfmt`` refuses the whole catalog for one of them."""
    seen: set[tuple[str, str]] = set()
    for message in messages:
        place = (message.context, message.source.get("one") or message.source.get("other", ""))
        if place in seen:
            yield Junk("this msgid stands twice; gettext refuses the catalog", message.whole)
        seen.add(place)


def _refuse_other_charsets(path: str, text: str) -> None:
    """A catalog that says it is not UTF-8 would be broken by the UTF-8 that is written into it."""
    found = _CHARSET.search(_po_edit.header_text(text))
    if found and found[1].lower().replace("-", "") not in _UTF8:
        where = place(text, max(text.find(found[0]), 0))
        told = f"the catalog declares charset {found[1]}; convert it first: msgconv --to-code=UTF-8 -o FILE FILE"
        raise BrokenText(Fault(told, path, *where))


FORMAT = Po()
_CHARSET = re.compile(r"charset=([\w.:-]+)", re.IGNORECASE)
_UTF8 = frozenset({"utf8", "ascii", "usascii", "charset"})
"""Charsets that UTF-8 may be written under: ASCII is a part of it, CHARSET is xgettext's blank."""
_LIVE = re.compile(r"^#~[ \t]?", re.MULTILINE)


def _messages(text: str, locale: str, rest: Rest) -> Iterator[Message]:
    seen: dict[str, int] = {}
    plurals: Plurals | None = None
    nothing: tuple[str, frozenset[str], int | None] = ("", frozenset(), None)
    for entry in scan(text, rest):
        raw_context, msgid = entry[2], decode(entry[3])
        context = None if raw_context is None else decode(raw_context)
        key = _unique(key_of(context, msgid), seen)
        comments = entry[1]
        note, flags, limit = _remarks(comments) if "#." in comments or "#," in comments else nothing
        if entry[4] is None:
            target = decode(entry[6])
            forms: dict[str, str] = {"other": target} if target else {}
            spans: dict[str, Span] = {"other": entry.span(6)}
            original = {"other": msgid}
        else:
            plurals = plurals or plurals_of(_po_edit.header_text(text), locale)
            forms, spans = _plural(entry, plurals)
            original = {"one": msgid, "other": decode(entry[4])}
        whole = (start_of(entry), entry.end())
        plural = entry[4] is not None
        yield Message(key, forms, spans, whole, (), plural, original, note, context or "", limit, flags)


def _unique(key: str, seen: dict[str, int]) -> str:
    times = seen[key] = seen.get(key, 0) + 1
    return key if times == 1 else _unique(f"{key}~{times}", seen)


def _plural(entry: Match[str], plurals: Plurals) -> tuple[dict[str, str], dict[str, Span]]:
    places = dict(forms_in(entry.string, entry.span(5)))
    texts = {index: decode(entry.string[slice(*span)]) for index, span in places.items()}
    return plurals.read(texts), {plurals.name(index): span for index, span in places.items()}


def _remarks(comments: str) -> tuple[str, frozenset[str], int | None]:
    """The extracted comments as one note, the flags, and the greatest length that a flag allows."""
    lines = comments.split("\n")
    flags = _flags(",".join(line[2:] for line in lines if line.startswith("#,")))
    return "\n".join(line[2:].strip() for line in lines if line.startswith("#.")), flags, _limit(flags)


@lru_cache(maxsize=256)
def _flags(line: str) -> frozenset[str]:
    return frozenset(flag.strip() for flag in line.split(",") if flag.strip())


@lru_cache(maxsize=256)
def _limit(flags: frozenset[str]) -> int | None:
    sizes = [int(f[11:]) for f in flags if f.startswith("max-length:") and f[11:].isascii() and f[11:].isdigit()]
    return min(sizes, default=None)
