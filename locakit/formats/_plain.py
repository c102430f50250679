"""Messages of little more than a key and a text, whose places in the file are worked out when somebody asks for them.

A hundred thousand of them are made at once, and hardly one is ever edited: the dictionaries and tuples that say where
each stands are most of what a message costs. They equal, hash, copy and pickle as the messages they stand for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from locakit.model import Forms, Message, Span

_FIELDS = ("key", "forms", "spans", "whole", "path", "plural", "source", "note", "context", "limit", "flags")
_NO_SOURCE: Forms = {}


class Plain(Message):
    """A message whose ``key``, ``forms`` and ``at`` are set by whoever makes it; the rest is as usual."""

    __slots__ = ("at",)
    at: Any
    plural = False
    source = _NO_SOURCE
    note = ""
    context = ""
    limit = None
    flags: frozenset[str] = frozenset()

    def __new__(cls, *args: Any, **fields: Any) -> Any:
        """A changed copy (``dataclasses.replace``) is an ordinary message."""
        return Message(*args, **fields)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Message) and _compared(self) == _compared(other)

    __hash__ = Message.__hash__

    def __reduce__(self) -> tuple[Any, ...]:
        return Message, tuple(getattr(self, name) for name in _FIELDS)


def _compared(message: Message) -> tuple[Any, ...]:
    m = message
    return (m.key, m.forms, m.plural, m.source, m.note, m.context, m.limit, m.flags)


def slot(name: str) -> Any:
    """The field ``name`` as it is in ``Message``, for a class whose messages have it one by one."""
    return vars(Message)[name]


class OfMember(Plain):
    """``at`` is a member of a tree of spans."""

    __slots__ = ()

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.at[2:4]}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at[1], self.at[3]


class OfMatch(Plain):
    """``at`` is a match that has the groups ``text``, for the form, and ``whole``; no path."""

    __slots__ = ()
    path = ()
    note = slot("note")

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.at.span("text")}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at.span("whole")  # type: ignore[no-any-return]  # `at` is of many kinds
