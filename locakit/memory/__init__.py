"""Translation memory on SQLite: what people wrote, offered again where the source recurs.

The database is a cache: TMX files, locale files and ledger can rebuild it, so a damaged one is put aside.
Scores are those of CAT tools: 101 same source and same place, 100 same source, 75-99 alike, less the penalties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from locakit.memory.packed import pack, unpack
from locakit.memory.scores import THRESHOLD, Match

if TYPE_CHECKING:
    from locakit.memory.store import Memory, open_memory

__all__ = ["THRESHOLD", "Match", "Memory", "open_memory", "pack", "unpack"]


def __getattr__(name: str) -> object:
    """``Memory`` and ``open_memory``: SQLite is loaded when the first of them is asked for."""
    if name in ("Memory", "open_memory"):
        from locakit.memory import store

        return getattr(store, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
