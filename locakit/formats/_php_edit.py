"""Splices for PHP arrays: literals in the quotes of their neighbours, entries in the file's own brackets."""

from __future__ import annotations

import re

from locakit.formats._brackets import Brackets, indent_at, lead_of
from locakit.formats._edits import Addition, Filling, Text, Value
from locakit.formats._json_style import Style
from locakit.formats._php_text import quote
from locakit.formats._removals import Removal
from locakit.formats._tree import Node
from locakit.splice import Splice

_BRACKETS = Brackets(r"(?://|\#(?!\[))", r"/\*(?:[^*]|\*(?!/))*\*/")
_LINE_BREAK = re.compile(r"\r?\n[ \t]*")
_GOES_ON = re.compile(r"[ \t]*(?=[^\s\])])")


class Writer:
    """Writes into one file."""

    def __init__(self, text: str, style: Style, root: Node) -> None:
        self.text = text
        self.style = style
        word = text[: root.start].rstrip()[-5:].lower() == "array"
        self.brackets = ("array(", ")") if word and text[root.start] == "(" else ("[", "]")

    def value(self, value: Value, indent: str | None) -> str:
        """``value`` as PHP; ``indent`` is that of the line it begins on, None for all on one line."""
        if value is None:
            return "null"
        if isinstance(value, Text):
            return quote(value.text, value.hint)
        indent = None if value.inline else indent
        inner = None if indent is None else indent + (self.style.unit or "    ")
        opening, closing = self.brackets
        written = [self.entry(n, v, inner, value.kind != "list", value.hints.get(n)) for n, v in value.items()]
        if not written:
            return opening + closing
        if inner is None:
            return opening + ", ".join(written) + closing
        lead = self.style.newline + inner
        return opening + "".join(f"{lead}{entry}," for entry in written) + self.style.newline + (indent or "") + closing

    def entry(self, name: str, value: Value, indent: str | None, keyed: bool, raw: str | None = None) -> str:
        """One member; ``raw`` is its key as the source writes it."""
        written = self.value(value, indent)
        return f"{raw or quote(name)} => {written}" if keyed else written

    def add(self, change: Addition) -> list[Splice]:
        """New members beside old ones."""
        node = change.node
        lead = self._lead(node, max(change.after, 0))
        indent = lead.rpartition("\n")[2] if "\n" in lead else None
        keyed = node.kind != "list"
        written = [self.entry(name, v, indent, keyed, change.hints.get(name)) for name, v in change.members]
        return _BRACKETS.add(self.text, node, change.after, lead, written)

    def _lead(self, node: Node, near: int) -> str:
        for member in (node.members[near], *node.members[:50]):
            lead = lead_of(self.text, member.start)
            if "\n" in lead:
                return lead
        return " "

    def fill(self, change: Filling) -> list[Splice]:
        """A value in place of null, an empty text or an empty array."""
        member = change.member
        indent = None if self.style.unit is None else indent_at(self.text, member.vstart)
        raw = self.text[member.vstart : member.vend]
        value = change.value
        if isinstance(value, Text) and raw[:1] in ("'", '"'):
            return [(member.vstart, member.vend, quote(value.text, raw))]
        return [(member.vstart, member.vend, self.value(value, indent))]

    def remove(self, removal: Removal) -> list[Splice]:
        """Members cut out; places of a list made null."""
        nulls = [removal.node.members[i] for i in removal.nulls]
        found = _BRACKETS.cut(self.text, removal.node, removal.gone)
        cuts = (self._within_lines(*cut) for cut in found if cut[0] >= 0)
        return [*cuts, *((m.vstart, m.vend, "null") for m in nulls)]

    def _within_lines(self, start: int, end: int, new: str) -> Splice:
        """A cut that leaves the line break before it where the line goes on: a comment above may end there."""
        lead = _LINE_BREAK.match(self.text, start)
        goes_on = _GOES_ON.match(self.text, end)
        return (lead.end(), goes_on.end(), new) if lead and goes_on else (start, end, new)
