"""One document for alignment: its messages, what each is recognised by, and which of them share their lines."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Sequence

from locakit.align.pairing import Trait, tokens_of
from locakit.ledger import digest
from locakit.model import Message

Mark = tuple[str, str]
"""A message's kind and the hash of its text."""


def kind_of(key: str) -> str:
    """The kind of a block, which begins its key; a named field is a kind of its own."""
    return key if "." in key.split("-")[0] else key.partition("-")[0]


def stem_of(key: str) -> str:
    """The key without the number that tells equal texts apart."""
    return key.partition("~")[0]


class Side:
    """One document's messages, and its rows: most have one message, a table's row has its cells."""

    def __init__(self, messages: Sequence[Message]) -> None:
        self.messages = messages
        self.kinds = [kind_of(m.key) for m in messages]
        self.hashes = [digest(m.forms) for m in messages]
        shared: dict[tuple[int, int], list[int]] = defaultdict(list)
        for at, message in enumerate(messages):
            shared[message.whole if message.whole[1] else (-1, at)].append(at)
        self.rows = [tuple(row) for row in shared.values()]
        self.row_of = {at: number for number, row in enumerate(self.rows) for at in row}

    def mark(self, at: int) -> Mark:
        """A message's kind and hash."""
        return self.kinds[at], self.hashes[at]

    def is_like(self, row: int, wanted: Sequence[tuple[str, Container[str]]]) -> bool:
        """True if the row's messages have these kinds, and each one of its hashes."""
        at = self.rows[row]
        return len(at) == len(wanted) and all(
            self.kinds[i] == kind and self.hashes[i] in own for i, (kind, own) in zip(at, wanted, strict=True)
        )

    def kind(self, row: int) -> str:
        """A row's kind: its only message's, or that of its first cell."""
        kinds = [self.kinds[at] for at in self.rows[row]]
        return kinds[0] if len(kinds) == 1 else f"row {kinds[0]}"

    def text(self, row: int) -> str:
        """A row's texts as one."""
        return "\n".join(self.messages[at].text for at in self.rows[row])

    def words(self, row: int) -> list[int]:
        """The row's messages that are translated; all where none is."""
        return [at for at in self.rows[row] if "verbatim" not in self.messages[at].flags] or list(self.rows[row])

    def trait(self, row: int) -> Trait:
        """What the row is recognised by."""
        found = [self.messages[at] for at in self.rows[row]]
        copied = all("verbatim" in m.flags for m in found)
        size = sum(len(m.text) for m in found) + 5
        tokens = frozenset(token for message in found for token in tokens_of(message))
        return Trait(self.kind(row), size, tokens, self.text(row), copied)
