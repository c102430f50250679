"""What is found out about a file's text, kept while the same text is worked on."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")
_LARGE = 50_000_000
"""Characters of the texts kept, from which on only the last one is."""


def by_text(find: Callable[[str], T]) -> Callable[[str], T]:
    """``find`` with its last answers kept, the text known by identity.

    A cache that hashes and compares would read a whole file again for each entry of it.
    """
    known: deque[tuple[str, T]] = deque(maxlen=4)

    def found(text: str) -> T:
        for other, answer in tuple(known):
            if other is text:
                return answer
        answer = find(text)
        known.append((text, answer))
        while len(known) > 1 and sum(len(other) for other, _ in known) > _LARGE:
            known.popleft()
        return answer

    return found
