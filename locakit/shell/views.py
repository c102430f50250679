"""A file's text as the messages that the work goes on with: what cannot be read is told and left alone."""

from __future__ import annotations

import re
from dataclasses import replace

from locakit import catalog, splice
from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.market.channels import Channels
from locakit.model import Junk, Message, Resource
from locakit.plan import skipped
from locakit.shell.pairs import Pair
from locakit.shell.published import placed

_BYTE = re.compile("[\udc80-\udcff]")
"""A byte that is not UTF-8 (PEP 383)."""
MOST = 200
"""Entries with such bytes, from which on the file as a whole is in another encoding."""


def fault(path: str, text: str, junk: Junk, *, binary: bool) -> Fault:
    """What cannot be read, with its place; a binary file has no lines, and the message says where it is."""
    return Fault(junk.message, path) if binary else Fault(junk.message, path, *splice.place(text, junk.span[0]))


def parse(fmt: Format, path: str, text: str, locale: str, source: bool) -> tuple[Resource, frozenset[str]]:
    """The resource, and of a ``source`` the keys of entries that hold bytes which are no text: they are left alone.

    In a target they are somebody's words and stay (the rule ``text.encoding`` finds them). Raises BrokenText where the
    format cannot read the file, and where it is no text in UTF-8 or UTF-16 at all.
    """
    if fmt.binary:
        return fmt.parse(path, text, locale), frozenset()
    if "\0" in text:
        told = "a NUL character: this is no text, or UTF-16 without a byte order mark; save the file as UTF-8"
        raise BrokenText(Fault(told, path, *splice.place(text, text.index("\0"))))
    strange = None if text.isascii() else _BYTE.search(text)
    try:
        found = fmt.parse(path, text, locale)
    except BrokenText as error:
        if strange is None or "UTF-8" in error.fault.message:
            raise
        raise BrokenText(Fault(_told(strange[0]), path, *splice.place(text, strange.start()))) from None
    return _with_bytes(found) if strange and source else (found, frozenset())


def _told(byte: str) -> str:
    return f"the byte 0x{ord(byte) - 0xDC00:02X} is not UTF-8; save the file as UTF-8"


def _with_bytes(found: Resource) -> tuple[Resource, frozenset[str]]:
    lost = [m for m in found.messages if any(_BYTE.search(text) for text in (*m.forms.values(), *m.source.values()))]
    if len(lost) > MOST:
        first = next(m for m in lost if m)
        at = _place(found, first)
        raise BrokenText(Fault(_told(found.text[at]), found.path, *splice.place(found.text, at)))
    junk = tuple(Junk(_told(found.text[at]), (at, at + 1)) for at in (_place(found, m) for m in lost))
    return replace(found, junk=(*found.junk, *junk)), frozenset(m.key for m in lost)


def _place(found: Resource, message: Message) -> int:
    """Where the entry's first such byte is; the file's first one where the format cannot tell."""
    spans = sorted(message.spans.values()) or [message.whole]
    hit = next((h for a, b in spans if (h := _BYTE.search(found.text, a, b))), None) or _BYTE.search(found.text)
    return hit.start() if hit else 0


def refuse_empty(found: Resource, translated: bool) -> None:
    """Raises BrokenText for a source that has lost its whole text: an accident, with which no target must go."""
    if translated and not found.text.strip("\ufeff \t\r\n"):
        raise BrokenText(Fault("the source is empty; its translations stay as they are", found.path, 1, 1))


def as_source(found: Resource, pair: Pair, own: Channels) -> Resource:
    """The resource as a source: with the project's flags, without what is not translated; ``own`` are its channels."""
    view = catalog.source_view(found, pair.format)
    messages = (m for m in view.messages if not skipped(m.key, pair.content.skip))
    return replace(view, messages=tuple(map(placed(pair.content, found.path, own, pair.format.keyed), messages)))
