"""Strings inside TOML's arrays and inline tables: changed, added and taken out within their statement."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from locakit.formats._brackets import Brackets, lead_of, runs
from locakit.formats._edits import Addition, Clash, Filling, Fresh, Value, additions, clash, grow, plural_additions
from locakit.formats._line_scan import Scan
from locakit.formats._removals import removals
from locakit.formats._tree import Member, Node, leaves
from locakit.model import Forms, Message, Resource, Span
from locakit.splice import Splice

Tree = tuple[tuple[str, ...], Member]
"""The path of a statement's key, and its value."""
New = Sequence[tuple[Message, Forms]]

_BRACKETS = Brackets("#")


def tree_of(scan: Scan, message: Message) -> Tree | None:
    """The statement that holds a message inside; None where the message has lines of its own."""
    return scan.trees.get(message.whole)


def home_of(scan: Scan, path: tuple[str, ...]) -> Tree | None:
    """The array or inline table that the entry ``path`` belongs into, if the file has one."""
    return next((tree for tree in scan.trees.values() if path[: len(tree[0])] == tree[0] != path), None)


def pruned(text: str, scan: Scan, gone: Iterable[Span]) -> tuple[list[Span], list[Splice]]:
    """For the values at ``gone``: the whole statements that hold nothing else, and splices inside the others."""
    starts = {start for start, _ in gone}
    wholes, out = [], []
    for whole, (_, member) in scan.trees.items():
        assert isinstance(member.value, Node)
        held = [m.vstart in starts for _, m in leaves(member.value)]
        if not any(held):
            continue
        if all(held):
            wholes.append(whole)
            continue
        for removal in removals(member.value, starts):
            out += _cut(text, removal.node, removal.gone)
            out += [(m.vstart, m.vend, _nothing(m)) for m in (removal.node.members[i] for i in removal.nulls)]
    return wholes, out


def _nothing(member: Member) -> str:
    """What keeps a place in an array without a text, in the member's own kind."""
    return '""' if not isinstance(member.value, Node) else "{}" if member.value.kind == "map" else "[]"


def _cut(text: str, node: Node, gone: list[int]) -> list[Splice]:
    """Members with their commas; the first ones on a line up to the next one, whose place they leave."""
    first, last = runs(gone)[0] if gone else (1, 0)
    if first == 0 and last + 1 < len(node.members):
        start, end = node.members[0].start, node.members[last + 1].start
        if "\n" not in text[start:end]:
            return [(start, end, ""), *_BRACKETS.cut(text, node, [i for i in gone if i > last])]
    return _BRACKETS.cut(text, node, gone)


class Writer:
    """Writes into one file; ``encode`` gives a string in the style of a raw one, ``named`` a key."""

    def __init__(self, text: str, encode: Callable[[str, str, str], str], named: Callable[[str], str]) -> None:
        self.text = text
        self.encode = encode
        self.named = named

    def forms(self, tree: Tree, message: Message, forms: Forms) -> Iterator[Splice]:
        """The plural forms that the message lacks."""
        assert isinstance(tree[1].value, Node)
        for addition in plural_additions(tree[1].value, message, forms):
            yield from self._add(addition)

    def insert(self, resource: Resource, tree: Tree, source: Resource, model: Tree | None, new: New) -> list[Splice]:
        """New entries beside their neighbours in the source's statement; raises BrokenText on a clash."""
        path, member = tree
        inside = [(replace(m, path=m.path[len(path) :]), f) for m, f in new]
        shape = model[1].value if model and isinstance(model[1].value, Node) else None
        if shape is None:
            inside = [(replace(m, spans={}), f) for m, f in inside]
        fresh = grow(inside, shape, source.text, nested=True)
        fresh.kind = member.value.kind if isinstance(member.value, Node) else fresh.kind
        try:
            changes = list(additions(member, fresh, shape))
        except Clash as error:
            raise clash(resource.path, self.text, error.args[0].start, error.args[0].name) from None
        return [s for c in changes for s in (self._add(c) if isinstance(c, Addition) else self._fill(c))]

    def _add(self, change: Addition) -> list[Splice]:
        node = change.node
        lead = lead_of(self.text, node.members[-1].start) if len(node.members) > 1 else " "
        near = node.members[max(change.after, 0)]
        raw = self.text[near.vstart : near.vend] if isinstance(near.value, str) else ""
        written = [self._member(node.kind, name, value, raw) for name, value in change.members]
        return _BRACKETS.add(self.text, node, change.after, lead, written)

    def _fill(self, change: Filling) -> list[Splice]:
        member = change.member
        return [(member.vstart, member.vend, self._value(change.value, self.text[member.vstart : member.vend]))]

    def _member(self, kind: str, name: str, value: Value, raw: str) -> str:
        written = self._value(value, raw)
        return f"{self.named(name)} = {written}" if kind == "map" else written

    def _value(self, value: Value, raw: str) -> str:
        if not isinstance(value, Fresh):
            return (
                self.encode(value.text, value.hint or (raw if raw[:1] in "\"'" else ""), self.text) if value else '""'
            )
        members = ", ".join(self._member(value.kind, n, v, raw) for n, v in value.items())
        return f"{{ {members} }}" if value.kind == "map" else f"[{members}]"
