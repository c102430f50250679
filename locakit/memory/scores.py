"""How well an entry fits what is asked: the score of the text, less what speaks against the entry."""

from __future__ import annotations

from dataclasses import dataclass

from locakit import locales
from locakit.model import Entry

THRESHOLD = 75
"""Matches below this score are not offered."""
REPAIRED = 99
"""The score of a text that differs in numbers and placeables alone."""
OTHER_MARKET = 3
"""Points off for a match from another market of the same language (es-ES for es-MX)."""
MACHINE = 5
"""Points off for words that no person wrote or approved."""
OTHER_PROJECT = 1
"""Points off for words from another project that shares the memory."""
_RANKS = {"human": 3, "imported": 2, "memory": 1, "machine": 0}


@dataclass(frozen=True, slots=True)
class Match:
    """An entry and how well it fits."""

    entry: Entry
    score: int
    """101 same source and same place, 100 same source, 75-99 alike; the penalties are taken off."""
    project: str = ""
    """The project that shares the memory and gave the entry; empty where only one uses it."""

    @property
    def order(self) -> tuple[int, int, str]:
        """Greater is better: the score, then a person's words before a machine's, then the newer."""
        return self.score, _RANKS.get(self.entry.origin, 0), self.entry.at

    def fits(self, market: str) -> bool:
        """True where a person's words are meant for ``market`` or a market it inherits from."""
        return self.entry.origin != "machine" and self.entry.market in locales.chain(market)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks, and for which place."""

    market: str
    project: str
    place: tuple[str, str] = ("", "")
    """Resource and key."""

    def match(self, entry: Entry, project: str, base: int) -> Match:
        """``entry`` with its score, when its source alone is worth ``base``."""
        same = (entry.resource, entry.key) == self.place and entry.market == self.market and project == self.project
        score = base + (1 if same and self.place[1] and base == 100 else 0)
        score -= 0 if entry.market in locales.chain(self.market) else OTHER_MARKET
        score -= MACHINE if entry.origin == "machine" else 0
        score -= OTHER_PROJECT if project != self.project else 0
        return Match(entry, score, project)
