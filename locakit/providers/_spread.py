"""Texts of one call in several requests: by number, by characters, and in halves where one was too large."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from locakit.doors import Segment
from locakit.errors import ProviderError
from locakit.providers._patience import TooLarge

Ask = Callable[[Sequence[Segment]], list[str]]


def spread(segments: Sequence[Segment], ask: Ask, *, count: int, characters: int, engine: str) -> list[str]:
    """One text for each segment, in order; ``ask`` gets at most ``count`` of them with ``characters`` in all.

    Raises ProviderError where a request brings another number of texts than it had, or one text alone is too large.
    """
    out: list[str] = []
    for part in parts(segments, count, characters):
        out += _asked(part, ask, engine)
    return out


def parts(segments: Sequence[Segment], count: int, characters: int) -> Iterator[list[Segment]]:
    """The segments in order, in stretches within both bounds; one that is longer than the bound stands alone."""
    part: list[Segment] = []
    size = 0
    for segment in segments:
        if part and (len(part) == count or size + len(segment.text) > characters):
            yield part
            part, size = [], 0
        part.append(segment)
        size += len(segment.text)
    if part:
        yield part


def _asked(part: Sequence[Segment], ask: Ask, engine: str) -> list[str]:
    try:
        answers = ask(part)
    except TooLarge:
        if len(part) == 1:
            raise
        middle = len(part) // 2
        return _asked(part[:middle], ask, engine) + _asked(part[middle:], ask, engine)
    if len(answers) != len(part):
        raise ProviderError(f"{engine} gave {len(answers)} texts for {len(part)}")
    return answers
