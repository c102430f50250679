"""The rows of a table as messages, whose places in the file are worked out when somebody asks for them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from locakit.formats._flags import is_icu
from locakit.formats._line_scan import marks
from locakit.formats._messages import ICU
from locakit.formats._plain import Plain, slot
from locakit.model import Forms, Message, Span

_NEW: Any = object.__new__


class Place(Protocol):
    """A row of a text file."""

    start: int
    end: int

    def span(self, column: int) -> Span:
        """Where a cell stands."""


class _Nowhere:
    start = end = 0

    def span(self, column: int) -> Span:
        """See ``Place``."""
        return 0, 0


NOWHERE: Place = _Nowhere()
"""The row of a file that is no text."""


class _Cell(Plain):
    """``at`` is its row, ``column`` is in the room of the spans, ``value`` in that of the forms."""

    __slots__ = ()
    at: Place
    value = slot("forms")
    column = slot("spans")
    note = slot("note")
    context = slot("context")
    limit = slot("limit")
    flags = slot("flags")

    @property
    def text(self) -> str:
        """See ``Message``."""
        return self.value  # type: ignore[no-any-return]  # a slot is Any

    @property
    def forms(self) -> Forms:
        """See ``Message``."""
        return {"other": self.value}

    @property
    def path(self) -> tuple[str, ...]:
        """See ``Message``."""
        return (self.key,)

    @property
    def spans(self) -> Mapping[str, Span]:
        """See ``Message``."""
        return {"other": self.at.span(self.column)}

    @property
    def whole(self) -> Span:
        """See ``Message``."""
        return self.at.start, self.at.end


class Rows:
    """The messages of a file; of several with one key the last counts."""

    def __init__(self) -> None:
        self._found: dict[str, Any] = {}
        self._braced: list[Any] = []

    def add(
        self, key: str, text: str, row: Place, column: int, note: str, context: str, limit: int | None,
        flags: frozenset[str],
    ) -> Any:  # fmt: skip
        """One more; the message that it hides, or None."""
        hidden = self._found.pop(key, None)
        self._found[key] = message = _NEW(_Cell)
        message.key, message.value, message.at, message.column = key, text, row, column
        message.note, message.context, message.limit = note, context, limit
        message.flags = marks(text) | flags if flags else marks(text)
        if "{" in text:
            self._braced.append(message)
        return hidden

    def messages(self) -> tuple[Message, ...]:
        """All of them; where one is an ICU message, all that have a brace are."""
        if any(is_icu(message.value) for message in self._braced):
            for message in self._braced:
                message.flags |= ICU
        return tuple(self._found.values())
