"""Qt's messages read without a tree: plain ones by one pattern, others (plurals, markup) one by one."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from locakit.formats._bulk import bulk
from locakit.formats._plain import Plain, slot
from locakit.formats._po_scan import key_of
from locakit.formats._xml_format import unique
from locakit.formats._xml_scan import Element, beyond, element_at
from locakit.formats._xml_text import decode
from locakit.model import Forms, Message, Span

OUT_OF_USE = ("vanished", "obsolete")
_UNFINISHED = frozenset({"fuzzy", "unreviewed"})
FLAGS = {
    (plural, open_): frozenset({"qt-plural-format" if plural else "qt-format"}) | (_UNFINISHED if open_ else set())
    for plural in (False, True)
    for open_ in (False, True)
}
"""gettext's names of Qt's placeholders (``%1``, ``%L1``, ``%n``), and the state; by plural, unfinished."""
_NEW: Any = object.__new__
_GAP = r"[ \t\r\n]*+"


def _part(name: str, group: str = "") -> str:
    return rf"(?:<{name}>({group}[^<]*+)</{name}>{_GAP})?+"


_TAG = re.compile(
    rf'<(?:message(?: id="([^"&<\t\r\n]*+)")?+>{_GAP}(?:<location[^<>]*+(?<=/)>{_GAP})*+{_part("source")}'
    rf"{_part('oldsource', '?:')}{_part('comment')}{_part('oldcomment', '?:')}{_part('extracomment')}"
    rf'{_part("translatorcomment", "?:")}<translation(?: type="([a-z]*+)")?+>([^<]*+)</translation>{_GAP}</message>'
    rf"|context>{_GAP}<name>([^<]*+)</name>)?"
)
"""A message of texts alone, its parts in the order of Qt's document type; the head of a context; any other ``<``."""
_ID, _SOURCE, _COMMENT, _EXTRA, _TYPE, _TEXT, _CONTEXT = 1, 2, 3, 4, 5, 6, 7

Child = Callable[[Element, str], Message | None]
"""The message of a ``<message>``, given its context; None where it is out of use."""


class _Message(Plain):
    """``at`` is the message's match; ``said`` is the source's text, ``known`` the translation, or None."""

    __slots__ = ()
    path = ()
    note = slot("note")
    context = slot("context")
    flags = slot("flags")
    said = slot("source")
    known = slot("forms")

    @property
    def source(self) -> Forms:  # type: ignore[override]  # others have none
        """See ``Message``."""
        return {"other": self.said}

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        text = self.known
        if text is None:
            text = self.known = decode(self.at[_TEXT])
        return {"other": text} if text else {}

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.at.span(_TEXT)}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at.span()  # type: ignore[no-any-return]  # `at` is of many kinds


def read(text: str, head: int, child: Child) -> list[Message] | None:
    """The messages of a sound file whose root's start tag ends at ``head``; None where a context is unusual."""
    contexts: list[Message] = []
    alone: list[Message] = []
    with bulk():
        try:
            for context, found in _found(text, head):
                message = _plain(found, context) if isinstance(found, re.Match) else child(found, context or "")
                if message is not None:
                    (alone if context is None else contexts).append(message)
        except _Unusual:
            return None
        return _keyed(contexts + alone)


class _Unusual(Exception):
    """A context does not begin with its name, or stands in another one."""


def _found(text: str, head: int) -> Iterator[tuple[str | None, re.Match[str] | Element]]:
    """Each message with its context; None for those beside the contexts."""
    context: str | None = None
    past = 0
    for found in _TAG.finditer(text, head):
        start = found.start()
        if start < past:
            continue
        kind = found.lastindex
        if kind == _CONTEXT:
            if context is not None:
                raise _Unusual
            context = decode(found[_CONTEXT])
        elif kind is not None:
            yield context, found
        elif text.startswith("</", start):
            if context is None:
                return
            context = None
        else:
            past = beyond(text, start)
            if not past:
                element = element_at(text, start)
                past = element.end
                if element.name == "context":
                    raise _Unusual
                if element.name == "message":
                    yield context, element


def _plain(found: re.Match[str], context: str | None) -> Message | None:
    ident, source, comment, extra, state, raw = found.group(_ID, _SOURCE, _COMMENT, _EXTRA, _TYPE, _TEXT)
    if state in OUT_OF_USE:
        return None
    message = _NEW(_Message)
    message.said = said = decode(source) if source else ""
    name, told = context or "", decode(comment) if comment else ""
    message.key = ident or key_of(f"{name}|{told}" if told else name, said)
    message.note = noted(decode(extra) if extra else "", told)
    message.context, message.at, message.known = name, found, None
    message.flags = FLAGS[False, state == "unfinished" and raw != ""]
    return message  # type: ignore[no-any-return]  # made without its class's constructor


def noted(extra: str, comment: str) -> str:
    """What the developer says, and what tells the message from others of the same text."""
    return f"{extra}\n{comment}" if extra and comment else extra or comment


def _keyed(messages: list[Any]) -> list[Message]:
    """The messages, a second equal key with ``~2``."""
    seen: dict[str, int] = {}
    for message in messages:
        if message.key in seen:
            message.key = unique(message.key, seen)
        else:
            seen[message.key] = 1
    return messages
