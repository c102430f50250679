"""A tree of spans: what JSON and YAML have in common once the brackets and indents are found."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

MAX_DEPTH = 200
"""Nesting beyond this is taken for an attack, not for content."""


class Member(NamedTuple):
    """One entry of a container."""

    name: str
    """The decoded key, or the position in a list."""
    start: int
    """Where the entry begins: its key, or a list item's dash or value."""
    vstart: int
    """Where the value begins; no two values of a tree begin at one place."""
    vend: int
    """Where the value ends, delimiters included."""
    value: Node | str | None
    """The decoded text, a container, or None for what is not text (numbers, aliases, …)."""


class Node:
    """A container: a ``map``, a ``list`` (named by position) or a ``keyed`` list (of maps, named by their ``id``)."""

    __slots__ = ("_index", "_places", "end", "flow", "kind", "members", "start")

    def __init__(self, kind: str, start: int, flow: bool = True) -> None:
        self.kind = kind
        self.start = start
        self.end = start
        self.flow = flow
        self.members: list[Member] = []
        self._index: dict[str, int] | None = None
        self._places: dict[int, tuple[Node, int]] | None = None

    def index(self) -> dict[str, int]:
        """Each name's place among the members; the last one where a name stands twice."""
        if self._index is None:
            self._index = {m.name: i for i, m in enumerate(self.members)}
        return self._index

    def get(self, name: str) -> Member | None:
        """The member of that name that counts."""
        at = self.index().get(name)
        return None if at is None else self.members[at]

    def child(self, name: str) -> Node | None:
        """The container of that name."""
        member = self.get(name)
        return member.value if member and isinstance(member.value, Node) else None

    def locate(self, vstart: int) -> tuple[Node, int]:
        """The container below this one that holds the value beginning at ``vstart``, and its place there."""
        if self._places is None:
            self._places = {m.vstart: (node, i) for node in walk(self) for i, m in enumerate(node.members)}
        return self._places[vstart]

    def close(self, end: int) -> None:
        """The container is complete; a list whose items all have their own ``id`` is named by it."""
        self.end = end
        if self.kind == "list" and self.members:
            names = [_id_of(m) for m in self.members]
            if all(names) and len(set(names)) == len(names):
                self.kind = "keyed"
                self.members = [m._replace(name=n) for m, n in zip(self.members, names, strict=True) if n]


def _id_of(member: Member) -> str | None:
    if not isinstance(member.value, Node) or member.value.kind != "map":
        return None
    named = member.value.get("id")
    return named.value if named and isinstance(named.value, str) else None


def walk(node: Node) -> Iterator[Node]:
    """The container and all containers below it, outer ones first."""
    todo = [node]
    while todo:
        node = todo.pop()
        yield node
        todo += [m.value for m in reversed(node.members) if isinstance(m.value, Node)]


def leaves(node: Node, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Member]]:
    """All members that are not containers, with their paths, in the order of the file."""
    for member in node.members:
        here = (*path, member.name)
        if isinstance(member.value, Node):
            yield from leaves(member.value, here)
        else:
            yield here, member
