"""YAML as nodes that know their place: nothing is executed, nothing is expanded beyond bounds, faults are collected."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from locakit.errors import Fault

if TYPE_CHECKING:
    from yaml.events import Event

MAX_DEPTH = 32
MAX_FAULTS = 50
_UNSEEN = re.compile("[\x00-\x08\n-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_CORE = "tag:yaml.org,2002:"
_HARMLESS = frozenset({"!", *(_CORE + name for name in ("str", "int", "float", "bool", "null", "seq", "map"))})


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be; what lies beyond is refused before it costs time and memory."""

    characters: int
    nodes: int
    """Values written in the file."""
    repeated: int = 50_000
    """Values that aliases repeat, all written out."""


SMALL = Limits(1_000_000, 50_000)
"""For what a person writes by hand: a project, a market pack."""
LARGE = Limits(64_000_000, 3_000_000)
"""For what programs write, too: a termbase."""


class Node(NamedTuple):
    """A YAML value as it was written: scalars keep their characters, so ``no`` and ``5.00`` stay what they are.

    A named tuple, because a termbase has a million of them.
    """

    shape: Literal["text", "list", "map"]
    at: int
    """Offset of the value's first character."""
    text: str = ""
    """A scalar's characters, unquoted and unescaped."""
    plain: bool = False
    """The scalar stands without quotes."""
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()
    """Keys (always scalars, unique) and values."""
    size: int = 1
    """Values inside, itself included, aliases written out."""
    depth: int = 1

    @property
    def empty(self) -> bool:
        """Nothing was written, or null."""
        return self.shape == "text" and self.plain and self.text in ("", "~", "null", "Null", "NULL")


@dataclass(slots=True)
class Page:
    """A text a person wrote, and the faults found in it so far."""

    path: str
    text: str
    faults: list[Fault] = field(default_factory=list)

    def fault(self, at: int, message: str) -> None:
        """Note a fault at an offset; after ``MAX_FAULTS`` the rest is left out."""
        if len(self.faults) < MAX_FAULTS:
            line, column, shown = self.place(at)
            self.faults.append(Fault(_UNSEEN.sub("\ufffd", message)[:400], self.path, line, column, shown))

    def place(self, at: int) -> tuple[int, int, str]:
        """``(line, column, the line)``; both count from 1, lines end at LF.

        The line is cut at 200 characters, and what would steer a terminal is replaced by U+FFFD.
        """
        at = min(at, len(self.text))
        if at == len(self.text) and at and self.text[-1] == "\n":
            at -= 1
        start = self.text.rfind("\n", 0, at) + 1
        line = self.text[start : start + 200].split("\n", 1)[0].rstrip("\r")
        return self.text.count("\n", 0, at) + 1, at - start + 1, _UNSEEN.sub("\ufffd", line)


class _Refused(Exception):
    def __init__(self, at: int, message: str) -> None:
        self.at = at
        self.message = message


@dataclass(slots=True)
class _Open:
    """A list or mapping whose end has not come yet."""

    shape: Literal["list", "map"]
    at: int
    anchor: str | None
    children: list[Node] = field(default_factory=list)


def read(path: str, text: str, limits: Limits = SMALL) -> tuple[Node | None, Page]:
    """The document's root and its page; the root is None where the text is empty or no YAML (a fault says why).

    ``text`` may hold surrogate escapes (bytes that are not UTF-8): they are a fault with their place.
    """
    page = Page(path, text.removeprefix("\ufeff"))
    try:
        _refuse_bytes(page, limits.characters)
        return _built(page, limits), page
    except _Refused as no:
        page.fault(no.at, no.message)
        return None, page


def _refuse_bytes(page: Page, most: int) -> None:
    if len(page.text) > most:
        raise _Refused(0, f"the file is too large ({len(page.text):,} characters; at most {most:,})")
    try:
        page.text.encode()
    except UnicodeEncodeError as error:
        raise _Refused(error.start, "this byte is not UTF-8; save the file as UTF-8") from None


def _built(page: Page, limits: Limits) -> Node | None:
    """From libyaml's events, ten times as fast; what it refuses is read again in Python, which says what is wrong."""
    import yaml

    quick: Any = getattr(yaml, "CSafeLoader", None)
    if quick is not None:
        try:
            return _Builder(page, limits).build(yaml.parse(page.text, Loader=quick))
        except (yaml.YAMLError, UnicodeError):
            page.faults.clear()
    return _Builder(page, limits).build(_plain_events(page))


def _plain_events(page: Page) -> Iterator[Event]:
    import yaml
    from yaml.reader import ReaderError

    try:
        yield from yaml.parse(page.text, Loader=yaml.SafeLoader)
    except ReaderError as error:
        character = f"U+{ord(page.text[error.position]):04X}"
        raise _Refused(error.position, f"the character {character} may not stand in YAML") from None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        if page.text[at : at + 1] == "\t":
            raise _Refused(at, "a tab; YAML is indented with spaces") from None
        tip = "; put a text with braces in quotes" if page.text[at : at + 1] in "{}" else ""
        said = ", ".join(filter(None, (error.context, error.problem)))
        raise _Refused(at, f"not valid YAML: {said}{tip}") from None


class _Builder:
    """Nodes from parser events, without recursion."""

    def __init__(self, page: Page, limits: Limits) -> None:
        self.page = page
        self.limits = limits
        self.root: Node | None = None
        self.stack: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.total = self.repeated = 0

    def build(self, events: Iterator[Event]) -> Node | None:
        from yaml import events as kinds

        for event in events:
            at = event.start_mark.index if event.start_mark else 0
            if isinstance(event, kinds.ScalarEvent):
                if event.tag:
                    self._tag(event.tag, at)
                self._add(Node("text", at, event.value, not event.style), event.anchor)
            elif isinstance(event, kinds.CollectionEndEvent):
                self._close()
            elif isinstance(event, kinds.CollectionStartEvent):
                self._tag(event.tag, at)
                self._open("list" if isinstance(event, kinds.SequenceStartEvent) else "map", at, event.anchor)
            elif isinstance(event, kinds.AliasEvent):
                self._alias(event.anchor or "", at)
            elif isinstance(event, kinds.DocumentStartEvent) and self.root:
                raise _Refused(at, "a second document; the file must hold one")
        return self.root

    def _tag(self, tag: str | None, at: int) -> None:
        if tag and tag not in _HARMLESS:
            self.page.fault(at, f"the tag {tag.replace(_CORE, '!!')} has no meaning here; take it out")

    def _alias(self, name: str, at: int) -> None:
        if name not in self.anchors:
            raise _Refused(at, f"*{name} names no value above it")
        node = self.anchors[name]
        self.repeated += node.size
        if self.repeated > self.limits.repeated:
            raise _Refused(at, f"more than {self.limits.repeated:,} values, aliases written out")
        self._add(node._replace(at=at), None)

    def _open(self, shape: Literal["list", "map"], at: int, anchor: str | None) -> None:
        self.stack.append(_Open(shape, at, anchor))
        self._bound(at, len(self.stack), 1)

    def _bound(self, at: int, depth: int, size: int) -> None:
        self.total += size
        if depth > MAX_DEPTH:
            raise _Refused(at, f"nested more than {MAX_DEPTH} levels deep")
        if self.total > self.limits.nodes:
            raise _Refused(at, f"more than {self.limits.nodes:,} values, aliases written out")

    def _close(self) -> None:
        done = self.stack.pop()
        size = 1 + sum(n.size for n in done.children)
        depth = 1 + max((n.depth for n in done.children), default=0)
        self.total -= size
        if done.shape == "list":
            node = Node("list", done.at, items=tuple(done.children), size=size, depth=depth)
        else:
            node = Node("map", done.at, pairs=self._pairs(done.children), size=size, depth=depth)
        self._add(node, done.anchor)

    def _pairs(self, flat: list[Node]) -> tuple[tuple[Node, Node], ...]:
        seen: dict[str, tuple[Node, Node]] = {}
        for key, value in zip(flat[::2], flat[1::2], strict=True):
            if key.shape != "text":
                self.page.fault(key.at, "a key must be a word, not a list or a mapping")
            elif key.text in seen:
                first = self.page.place(seen[key.text][0].at)[0]
                self.page.fault(key.at, f"`{key.text}` stands twice (first in line {first})")
            else:
                seen[key.text] = (key, value)
        return tuple(seen.values())

    def _add(self, node: Node, anchor: str | None) -> None:
        self.total += node.size
        if self.total > self.limits.nodes or len(self.stack) + node.depth > MAX_DEPTH:
            self._bound(node.at, len(self.stack) + node.depth, 0)
        if anchor:
            self.anchors[anchor] = node
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.root = node
