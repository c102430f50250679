"""ICU MessageFormat as a tree of slices of the author's text (parsed by pyicumessageformat)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

Token = tuple[str, int, int]
"""Kind, start and end in the text."""

_POSITION = re.compile(r"(.*?) at position (\d+)(.*)", re.DOTALL)
_ZERO_OFFSET = re.compile(r"(offset:\s*)0(?=\s*[a-z=}])")
PLURAL = ("plural", "selectordinal")


class IcuError(Exception):
    """The text is not ICU MessageFormat; ``position`` is the offset of the fault."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.message = message
        self.position = position


@dataclass(frozen=True, slots=True)
class Text:
    """Words, with their apostrophes as the author wrote them."""

    raw: str
    start: int
    counted: bool
    """It stands directly in a plural branch, where ``#`` is the number."""


@dataclass(frozen=True, slots=True)
class Argument:
    """``{name}`` or ``{name, type, style}``; for ``#`` the raw text is ``#`` and the name its plural's."""

    raw: str
    start: int
    name: str
    type: str = ""
    offset: int = 0
    """For ``#``: the offset of its plural."""


@dataclass(frozen=True, slots=True)
class Branch:
    """One branch of a choice."""

    selector: str
    start: int
    """Where the selector stands."""
    lead: str
    """Whitespace before the selector."""
    gap: str
    """Whitespace between the selector and its brace."""
    body: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """``{name, plural|select|selectordinal, …}``."""

    name: str
    type: str
    offset: int
    head: str
    """From the opening brace to the first branch's lead."""
    branches: tuple[Branch, ...]
    tail: str
    """Whitespace before the closing brace."""
    start: int
    end: int

    @property
    def explicit(self) -> frozenset[int]:
        """The numbers that ``=N`` branches take."""
        found = (b.selector[1:] for b in self.branches if b.selector.startswith("="))
        return frozenset(int(n) for n in found if n.isdecimal())


Node = Text | Argument | Choice
Tree = tuple[Node, ...]


@lru_cache(maxsize=4096)
def parse(text: str) -> Tree:
    """The message as a tree; raises IcuError. A missing ``other`` is not an error here (``faults`` tells it)."""
    from pyicumessageformat import Parser

    raw: list[dict[str, str]] = []
    shadow = _ZERO_OFFSET.sub(r"\g<1>1", text)  # the parser stumbles over "offset:0 "; the slices are of the real text
    try:
        Parser({"require_other": False}).parse(shadow, raw)
    except SyntaxError as error:
        hit = _POSITION.fullmatch(str(error))
        message = f"{hit[1]}{hit[3]}" if hit else str(error) or "Unexpected end"
        raise IcuError(message, min(int(hit[2]), len(text)) if hit else len(text)) from None
    return _Builder(text, raw).message(None)


class _Builder:
    """Reads the parser's flat tokens, which cover the whole text, back into a tree."""

    def __init__(self, text: str, raw: list[dict[str, str]]) -> None:
        self.text = text
        self.tokens = list(_placed(raw))
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at][0] if self.at < len(self.tokens) else ""

    def take(self) -> tuple[str, int, int]:
        token = self.tokens[self.at]
        self.at += 1
        return self.text[token[1] : token[2]], token[1], token[2]

    def space(self) -> str:
        return self.take()[0] if self.peek() == "space" else ""

    def message(self, parent: tuple[str, int] | None) -> Tree:
        out: list[Node] = []
        while (kind := self.peek()) in ("text", "hash") or (kind == "syntax" and self.opens()):
            if kind == "text":
                raw, start, _ = self.take()
                out.append(Text(raw, start, parent is not None))
            elif kind == "hash":
                raw, start, _ = self.take()
                out.append(Argument(raw, start, parent[0] if parent else "", "hash", parent[1] if parent else 0))
            else:
                out.append(self.placeholder())
        return tuple(out)

    def opens(self) -> bool:
        return self.text[self.tokens[self.at][1]] == "{"

    def placeholder(self) -> Node:
        start = self.take()[1]
        self.space()
        name = self.take()[0]
        kind = ""
        while self.peek() != "selector":
            step, (raw, _, end) = self.peek(), self.take()
            if step == "type":
                kind = raw
            elif step == "syntax" and raw == "}":
                return Argument(self.text[start:end], start, name, kind)
            elif step == "number":
                return self.choice(start, name, kind, int(raw))
        return self.choice(start, name, kind, 0)

    def choice(self, start: int, name: str, kind: str, offset: int) -> Choice:
        head_end = self.tokens[self.at][1]
        lead = self.space()
        if not lead:
            head = self.text[start:head_end].rstrip()
            lead = self.text[start + len(head) : head_end]
        else:
            head = self.text[start:head_end]
        branches: list[Branch] = []
        while self.peek() == "selector":
            selector, at, _ = self.take()
            gap = self.space()
            self.take()
            body = self.message((name, offset) if kind in PLURAL else None)
            self.take()
            branches.append(Branch(selector, at, lead, gap, body))
            lead = self.space()
        end = self.take()[2]
        return Choice(name, kind, offset, head, tuple(branches), lead, start, end)


def _placed(raw: list[dict[str, str]]) -> Iterator[Token]:
    at = 0
    for token in raw:
        size = len(token["text"])
        if size:
            yield token["type"], at, at + size
        at += size


def walk(nodes: Tree) -> Iterator[Node]:
    """All nodes, each before what is inside it."""
    for node in nodes:
        yield node
        if isinstance(node, Choice):
            for branch in node.branches:
                yield from walk(branch.body)
