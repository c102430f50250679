"""The YAML that nearly all catalogs are made of, read line by line without libyaml: maps and lists of one-line texts.

Whatever is not surely of that kind (blocks, flow, anchors, tags, escapes, further lines, faults) makes the reader give
up, and libyaml reads the whole file. Both give the same tree; ``tests/test_yaml.py`` holds them against each other.
"""

from __future__ import annotations

import re

from locakit.formats._tree import MAX_DEPTH, Member, Node
from locakit.formats._yaml_quote import HOSTILE, is_text

_QUOTED = r"\"[^\"\\\n]*+\"|'[^'\n]*+'"
_PLAIN = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`=<]|:(?=\w))(?:[^ \t\n:]++|:(?=[^ \t\n])|[ ]++(?=[^ \t\n#]))*+"
_TAIL = r"[ ]*+(?:(?<=[ ])#[^\n]*+)?(?:\n|\Z)"
_KEY = r"\w[\w.\-/]{0,200}+|\"[^\"\\\n]{0,200}+\"|'[^'\n]{0,200}+'"
_LINE = re.compile(
    rf"( *+)(?:({_KEY}):(?:[ ]++({_QUOTED}|{_PLAIN})|(?=[ \n]|\Z))"
    rf"|-(?: ++({_QUOTED}|{_PLAIN})|(?=[ \n]|\Z))){_TAIL}"
)
_NOTHING = re.compile(r"(?:[ ]*+(?:#[^\n]*+)?(?:\n|(?<=.)\Z))++")
_COMMENTS = r"(?:[ ]*+(?:#[^\n]*+)?\n)*+"
_HEAD = re.compile(rf"{_COMMENTS}(?:--- *+\n{_COMMENTS})?")
_Open = tuple[Node, int, str, int, int]
"""A container, its indent, and of its own entry in the one around it the name, the start and where a value would be."""


def scan_plain(text: str, start: int, end: int) -> Node | None:
    """The tree of ``text[start:end]`` as libyaml would give it; None where libyaml has to be asked."""
    if HOSTILE.search(text, start, end):
        return None
    head = _HEAD.match(text, start, end)
    at = head.end() if head else start
    first = _LINE.match(text, at, end)
    if not first or first[2] is None:
        return None
    top = Node("map", first.end(1), False)
    reader = _Reader(text, top, len(first[1]))
    while at < end:
        line = _LINE.match(text, at, end)
        if line is None:
            line = _NOTHING.match(text, at, end)
        elif not reader.take(line):
            return None
        if line is None or line.end() == at:
            return None
        at = line.end()
    reader.finish()
    root = Node("docs", start)
    root.end = end
    root.members.append(Member("0", top.start, top.start, top.end, top))
    return root


class _Reader:
    """The open containers; ``name`` waits for its value."""

    def __init__(self, text: str, top: Node, indent: int) -> None:
        self.text = text
        self.node = top
        self.indent = indent
        self.open: list[_Open] = []
        self.name: str | None = None
        self.start = 0
        self.colon = 0

    def take(self, line: re.Match[str]) -> bool:
        """One entry; False where it is not surely what it looks like."""
        lead, key, value, item = line.groups()
        indent = len(lead)
        if key is None:
            return self._item(line, indent, item)
        if self.name is not None and indent > self.indent:
            if not self._descend("map", indent, line.end(1)):
                return False
        elif (indent != self.indent or self.name is not None or self.node.kind == "list") and not self._ascend(indent):
            return False
        start = line.end(1)
        name = key[1:-1] if key[0] in "\"'" else key
        if value is None:
            self.name, self.start, self.colon = name, start, line.end(2) + 1
        else:
            vstart, vend = line.span(3)
            text = value[1:-1] if value[0] in "\"'" else value if is_text(value) else None
            self.node.members.append(Member(name, start, vstart, vend, text))
        return True

    def _item(self, line: re.Match[str], indent: int, value: str | None) -> bool:
        node = self.node
        if self.name is not None and indent >= self.indent:
            if not self._descend("list", indent, line.end(1)):
                return False
        elif node.kind != "list" or indent != self.indent:
            return False
        start, members = line.end(1), self.node.members
        vstart, vend = (start + 1, start + 1) if value is None else line.span(4)
        members.append(Member(str(len(members)), start, vstart, vend, None if value is None else _text(value)))
        return True

    def _descend(self, kind: str, indent: int, start: int) -> bool:
        if len(self.open) >= MAX_DEPTH - 1 or self.name is None:
            return False
        self.open.append((self.node, self.indent, self.name, self.start, self.colon))
        self.node, self.indent, self.name = Node(kind, start, False), indent, None
        return True

    def _ascend(self, indent: int) -> bool:
        """Close what is indented deeper; an entry without a value is null."""
        self._null()
        while indent < self.indent or (self.node.kind == "list" and indent == self.indent):
            if not self.open:
                return False
            self._close()
        return indent == self.indent and self.node.kind == "map"

    def _null(self) -> None:
        if self.name is not None:
            self.node.members.append(Member(self.name, self.start, self.colon, self.colon, None))
            self.name = None

    def _close(self) -> None:
        done = self.node
        done.end = done.members[-1].vend
        self.node, self.indent, name, start, _ = self.open.pop()
        self.node.members.append(Member(name, start, done.start, done.end, done))

    def finish(self) -> None:
        """The end of the file."""
        self._null()
        while self.open:
            self._close()
        self.node.end = self.node.members[-1].vend


def _text(raw: str) -> str | None:
    if raw[0] in "\"'":
        return raw[1:-1]
    return raw if is_text(raw) else None
