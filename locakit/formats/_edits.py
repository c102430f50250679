"""What to add to and take from a tree of spans, as values; how it is written is the format's own business."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from locakit.errors import BrokenText, Fault
from locakit.formats._messages import split_suffix
from locakit.formats._tree import Member, Node
from locakit.locales import CATEGORIES
from locakit.model import Forms, Message
from locakit.splice import place

_ORDER = {c: i for i, c in enumerate(CATEGORIES)}


class Comments(NamedTuple):
    """An author's comments on one member, their signs included."""

    above: list[str]
    """Lines of their own, without indent."""
    beside: str
    """Behind the value, on its line."""


class Text(NamedTuple):
    """A text to be written."""

    text: str
    hint: str = ""
    """The raw text whose style is to be copied, where there is one."""


class Fresh:
    """A container to be written."""

    __slots__ = ("comments", "hints", "inline", "kind", "members")

    def __init__(self, kind: str = "map", inline: bool = False) -> None:
        self.kind = kind
        self.inline = inline
        """On one line, as in a source that has other things on lines of their own."""
        self.members: dict[str, Value] = {}
        self.hints: dict[str, str] = {}
        """How the source writes a name, where that may matter."""
        self.comments: dict[str, Comments] = {}
        """What the source says of a member, in formats where comments go with an entry."""

    def items(self) -> list[tuple[str, Value]]:
        """The members; the holes of a list are None."""
        if self.kind != "list":
            return list(self.members.items())
        last = max((int(n) for n in self.members), default=-1)
        return [(str(i), self.members.get(str(i))) for i in range(last + 1)]


Value = Text | Fresh | None
"""None is written as null: a place in a list that is not translated yet."""


class Addition(NamedTuple):
    """New members of one container at one place."""

    node: Node
    after: int
    """The place of the member they follow; -1 for the front."""
    members: list[tuple[str, Value]]
    hints: Mapping[str, str]
    """How the source writes a name, where that may matter."""
    comments: Mapping[str, Comments] = {}
    """What the source says of a member."""


class Filling(NamedTuple):
    """A member that holds nothing worth keeping gets a value."""

    member: Member
    value: Value
    parent: Node | None
    """What the member stands in; None for the root."""


class Clash(Exception):
    """A text stands where entries are to be, or the other way round; the argument is the member."""


def clash(path: str, text: str, at: int, name: str) -> BrokenText:
    """The fault of a file whose structure contradicts the source's."""
    message = f"the entry {name!r} has another structure here than in the source"
    return BrokenText(Fault(message, path, *place(text, at)))


def entries(message: Message, forms: Forms, nested: bool) -> list[tuple[tuple[str, ...], str, str]]:
    """``(path, text, category)`` of each value that ``forms`` needs: below the key, or beside it with a suffix."""
    path = message.path or (message.key,)
    if not message.plural and len(forms) == 1:
        return [(path, text, category) for category, text in forms.items()]
    ordered = sorted(forms, key=lambda c: _ORDER.get(c, len(_ORDER)))
    return [((*path, c) if nested else (*path[:-1], f"{path[-1]}_{c}"), forms[c], c) for c in ordered]


def grow(
    new: Sequence[tuple[Message, Forms]],
    source: Node | None,
    text: str,
    nested: bool,
    raw: Callable[[Member], str] | None = None,
    comments: Callable[[Member], Comments] | None = None,
) -> Fresh:
    """The entries as one tree in the shape of ``source``, whose file is ``text``.

    ``nested`` tells where plural forms stand if the source does not. ``raw`` gives a source key as it is written, for
    formats where that may matter; ``comments`` gives what is said of it, where that is to be copied.
    """
    root = Fresh(source.kind if source else "map")
    lines = text if source and "\n" in text[source.start : source.end] else ""
    for message, forms in new:
        below = nested if not source or not message.spans else _is_nested(source, message)
        for path, value, category in entries(message, forms, below):
            span = message.spans.get(category) or message.spans.get("other") or (0, 0)
            _put(root, source, path, Text(value, text[span[0] : span[1]] if source else ""), raw, lines)
            if comments and source:
                _comment(root, source, path, comments)
    return root


def _comment(fresh: Fresh, source: Node, path: tuple[str, ...], comments: Callable[[Member], Comments]) -> None:
    """Note the comments on each member of ``path`` that is in the source, in the order of the tree."""
    known: Node | None = source
    for name in path:
        member = known.get(name) if known else None
        if member is None:
            return
        fresh.comments[name] = comments(member)
        known = member.value if isinstance(member.value, Node) else None
        below = fresh.members.get(name)
        fresh = below if isinstance(below, Fresh) else Fresh()


def _is_nested(source: Node, message: Message) -> bool:
    category, span = next(iter(message.spans.items()))
    node, at = source.locate(span[0])
    return node.members[at].name == category


def _put(
    fresh: Fresh,
    source: Node | None,
    path: tuple[str, ...],
    value: Value,
    raw: Callable[[Member], str] | None,
    lines: str,
) -> None:
    for i, name in enumerate(path):
        member = source.get(name) if source else None
        if raw and member and source and source.kind == "map":
            fresh.hints[name] = raw(member)
        if i + 1 == len(path):
            fresh.members[name] = value
            return
        source = member.value if member and isinstance(member.value, Node) else None
        inline = bool(source and lines and source.flow and "\n" not in lines[source.start : source.end])
        below = fresh.members.setdefault(name, Fresh(source.kind if source else "map", inline))
        if not isinstance(below, Fresh):
            raise ValueError(f"{name!r} is a text and a container at once")
        if fresh.kind == "keyed" and not below.members:
            below.members["id"] = Text(name)
        fresh = below


def additions(
    target: Member, fresh: Fresh, source: Node | None, parent: Node | None = None
) -> Iterator[Addition | Filling]:
    """What brings ``fresh`` into the container ``target``, each new entry beside its neighbour in ``source``.

    Raises Clash where a text stands in the way of entries, or entries in the way of a text.
    """
    node = target.value
    if not isinstance(node, Node) or not node.members:
        if isinstance(node, str) and node:
            raise Clash(target)
        yield Filling(target, fresh, parent)
        return
    if (node.kind == "map") != (fresh.kind == "map"):
        raise Clash(target)
    missing: dict[str, Value] = {}
    for name, value in fresh.items():
        member = node.get(name)
        if member is None:
            missing[name] = value
        elif isinstance(value, Fresh):
            if node.kind == "keyed":
                value.members.pop("id", None)
            yield from additions(member, value, source.child(name) if source else None, node)
        elif value is not None:
            if member.value is not None and member.value != "" and not _empty(member.value):
                raise Clash(member)
            yield Filling(member, value, node)
    if missing:
        yield from _anchored(node, missing, source, fresh)


_NOTHING = frozenset({"", "~", "null", "Null", "NULL"})


def free(changes: Iterable[Addition | Filling], text: str) -> list[Addition | Filling]:
    """The changes, once it is sure that none is written over a number, a truth value or an alias.

    Raises Clash: such a value is no text, but a person put it there.
    """
    out = list(changes)
    for change in out:
        if isinstance(change, Filling) and change.member.value is None:
            raw = text[change.member.vstart : change.member.vend].split()
            if raw and raw[-1].strip("\"'") not in _NOTHING:
                raise Clash(change.member)
    return out


def _empty(value: Node | str) -> bool:
    return isinstance(value, Node) and not value.members


def _anchored(node: Node, missing: dict[str, Value], source: Node | None, fresh: Fresh) -> Iterator[Addition]:
    hints, said = fresh.hints, fresh.comments
    if node.kind == "list" or source is None or source.kind == "list":
        yield Addition(node, len(node.members) - 1, list(missing.items()), hints, said)
        return
    rank = _ranks(source)
    known = sorted((r, i) for i, m in enumerate(node.members) if (r := _rank(rank, m.name)) is not None)
    end = (len(source.members), 0)
    places: dict[int, list[tuple[str, Value]]] = {}
    for name in sorted(missing, key=lambda n: _rank(rank, n) or end):
        at = bisect_left(known, (_rank(rank, name) or end, -1))
        after = known[at - 1][1] if at else known[0][1] - 1 if known else len(node.members) - 1
        places.setdefault(after, []).append((name, missing[name]))
    for after, members in places.items():
        yield Addition(node, after, members, hints, said)


def _ranks(source: Node) -> dict[str, int]:
    """Each name's place in the source; a plural's suffixed names share the place of the first, under its base."""
    rank: dict[str, int] = {}
    for i, member in enumerate(source.members):
        split = split_suffix(member.name)
        rank.setdefault(member.name, i)
        if split:
            rank.setdefault(f"{split[0]}_*", i)
    return rank


def _rank(rank: dict[str, int], name: str) -> tuple[int, int] | None:
    split = split_suffix(name)
    group = rank.get(f"{split[0]}_*") if split else None
    if split and group is not None:
        return group, _ORDER[split[1]]
    return (rank[name], 0) if name in rank else None


def plural_additions(root: Node, message: Message, forms: Forms) -> Iterator[Addition]:
    """The forms that the file's plural lacks, each after the category that comes before it in CLDR's order."""
    wanted = [c for c in CATEGORIES if c in forms and c not in message.spans]
    if not wanted or not message.spans:
        return
    places = {c: root.locate(span[0]) for c, span in message.spans.items()}
    category, (node, at) = next(iter(places.items()))
    name = node.members[at].name
    base = "" if name == category else name[: -len(category)]
    grouped: dict[int, list[tuple[str, Value]]] = {}
    for c in wanted:
        before = [i for known, (_, i) in places.items() if _ORDER[known] < _ORDER[c]]
        after = max(before) if before else min(i for _, i in places.values()) - 1
        grouped.setdefault(after, []).append((base + c, Text(forms[c])))
    for after, members in grouped.items():
        yield Addition(node, after, members, {})
