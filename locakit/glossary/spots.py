"""A glossary file's YAML with places: where each entry, key and value begins and ends, so that one can be swapped."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

    from yaml.events import Event


@dataclass(slots=True)
class Spot:
    """A value and its place; offsets count from the text's first character, a byte order mark included."""

    kind: str
    """``text``, ``list``, ``map`` or ``alias``."""
    start: int
    end: int
    text: str = ""
    flow: bool = False
    column: int = 0
    """Where the value begins in its line, from 0."""
    children: list[Spot] = field(default_factory=list)
    """Items; keys and values in turn."""

    def pairs(self) -> list[tuple[Spot, Spot]]:
        """A mapping's keys and values; empty for all else."""
        return list(zip(self.children[::2], self.children[1::2], strict=True)) if self.kind == "map" else []

    def get(self, key: str) -> Spot | None:
        """The value of a key."""
        return next((value for name, value in self.pairs() if name.text == key), None)


def read(text: str) -> Spot | None:
    """The document's root; None for an empty one. The text must be YAML that ``parse`` took."""
    import yaml

    shift = text.startswith("\ufeff")
    loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return _built(yaml.parse(text.removeprefix("\ufeff"), Loader=loader), int(shift), text)


def _built(events: Iterator[Event], shift: int, text: str) -> Spot | None:
    from yaml import events as kinds

    root: Spot | None = None
    stack: list[Spot] = []
    for event in events:
        if isinstance(event, kinds.CollectionEndEvent):
            _close(stack.pop(), _at(event.end_mark) + shift)
            continue
        made = _spot(event, shift, text)
        if made is None:
            continue
        if stack:
            stack[-1].children.append(made)
        root = root or made
        if made.kind in ("list", "map"):
            stack.append(made)
    return root


def _spot(event: Event, shift: int, text: str) -> Spot | None:
    from yaml import events as kinds

    if not isinstance(event, kinds.NodeEvent):
        return None
    start, end = _at(event.start_mark) + shift, _at(event.end_mark) + shift
    kind, said, flow = "alias", "", False
    if isinstance(event, kinds.ScalarEvent):
        kind, said, end = "text", event.value, start + len(text[start:end].rstrip())
    elif isinstance(event, kinds.CollectionStartEvent):
        kind, flow = "list" if isinstance(event, kinds.SequenceStartEvent) else "map", bool(event.flow_style)
    return Spot(kind, start, end, said, flow, start - text.rfind("\n", 0, start) - 1)


def _at(mark: Any) -> int:
    """A mark's offset; the fast and the plain parser have marks of their own."""
    return int(mark.index)


def _close(spot: Spot, end: int) -> None:
    """A block's end mark stands behind the comments that follow it: its own end is that of its last value."""
    spot.end = end if spot.flow else max((child.end for child in spot.children), default=spot.start)
