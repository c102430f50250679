"""How many values a YAML file stands for once its aliases are followed, so that a bomb is told apart from a file."""

from __future__ import annotations

from typing import Any

import yaml

MOST_VALUES = 10_000_000
"""A file whose aliases stand for more is taken for an attack: every program that loads it would run out of memory."""


class TooHeavy(Exception):
    """Raised with the offset of the alias that goes too far."""


class Weigher:
    """Counts values event by event; nothing is copied."""

    def __init__(self) -> None:
        self.total = 0
        self.known: dict[str, int] = {}
        self.open: list[tuple[str | None, int]] = []

    def take(self, event: Any) -> None:
        """One event of libyaml; raises TooHeavy."""
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            self.total += 1
            if event.anchor:
                self.known[event.anchor] = 1
        elif kind is yaml.AliasEvent:
            self.total += self.known.get(event.anchor, 1)
            if self.total > MOST_VALUES:
                raise TooHeavy(event.start_mark.index)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self.open.append((event.anchor, self.total))
            self.total += 1
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            anchor, before = self.open.pop()
            if anchor:
                self.known[anchor] = self.total - before
