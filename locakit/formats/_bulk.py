"""Many small values made at once: no collector looks through them, and few trees of large files are kept."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import update_wrapper
from typing import TypeVar

T = TypeVar("T")

_KEPT, _LEAST = 6, 2
"""How many files' trees are kept, and how many even of large files: a source's and a target's."""
_LARGE = 4_000_000
"""Characters of all files kept, from which on they count as large; a tree takes twenty times their memory."""


@contextmanager
def bulk() -> Iterator[None]:
    """Put off cyclic garbage collection: of values that all stay it finds none, at a third of a parser's time.

    What was made counts as old afterwards (``freeze`` and ``unfreeze`` move it there without a look at it), so that
    the next collection does not begin with it.
    """
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            if not gc.get_freeze_count():
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def lately(find: Callable[[str], T]) -> Callable[[str], T]:
    """``find`` with the answers for the last texts kept: six, and of large ones two."""
    known: dict[str, T] = {}

    def found(text: str) -> T:
        try:
            answer = known.pop(text)
        except KeyError:
            answer = find(text)
        known[text] = answer
        texts = list(known)
        while len(texts) > _KEPT or (len(texts) > _LEAST and sum(map(len, texts)) > _LARGE):
            known.pop(texts.pop(0), None)
        return answer

    return update_wrapper(found, find)
