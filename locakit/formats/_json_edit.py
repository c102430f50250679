"""Splices for JSON: additions, fillings and removals in the style of the place they are made."""

from __future__ import annotations

import re

from locakit.formats._brackets import Brackets, indent_at, lead_of
from locakit.formats._edits import Addition, Filling, Fresh, Text, Value
from locakit.formats._json_style import Style, quote
from locakit.formats._removals import Removal
from locakit.formats._tree import Node
from locakit.splice import Splice

_BRACKETS = Brackets("//", r"/\*(?:[^*]|\*(?!/))*\*/")


class Writer:
    """Writes into one file."""

    def __init__(self, text: str, style: Style) -> None:
        self.text = text
        self.style = style

    def value(self, value: Value, indent: str | None) -> str:
        """``value`` as JSON; ``indent`` is that of the line it begins on, None for all on one line."""
        if value is None:
            return "null"
        if isinstance(value, Text):
            return quote(value.text, "", self.text)
        indent = None if value.inline else indent
        inner = None if indent is None else indent + (self.style.unit or "")
        written = [self.entry(name, v, inner, value.kind == "map") for name, v in value.items()]
        lead = "" if inner is None else self.style.newline + inner
        tail = "" if indent is None else self.style.newline + indent
        comma = "," + (lead or self.style.comma)
        opening, closing = "{}" if value.kind == "map" else "[]"
        return opening + lead + comma.join(written) + tail + closing if written else opening + closing

    def entry(self, name: str, value: Value, indent: str | None, keyed: bool) -> str:
        """One member: ``"name": value`` in a map, the bare value in a list."""
        written = self.value(value, indent)
        return f"{quote(name, '', self.text)}{self.style.colon}{written}" if keyed else written

    def add(self, change: Addition) -> list[Splice]:
        """New members beside old ones."""
        node = change.node
        lead = self._lead(node, max(change.after, 0))
        indent = lead.rpartition("\n")[2] if "\n" in lead else None
        written = [self.entry(name, v, indent, node.kind == "map") for name, v in change.members]
        return _BRACKETS.add(self.text, node, change.after, lead, written)

    def _lead(self, node: Node, near: int) -> str:
        """What stands before an entry of ``node``: a line break and an indent, or blanks."""
        members = node.members
        for member in (members[near], *members[:50]):
            lead = lead_of(self.text, member.start)
            if "\n" in lead:
                return lead
        return lead_of(self.text, members[max(near, 1)].start) if len(members) > 1 else self.style.comma

    def fill(self, change: Filling) -> list[Splice]:
        """A value in place of null, a number, or an empty container."""
        member, text = change.member, self.text
        indent = None if self.style.unit is None else indent_at(text, member.vstart)
        written = self.value(change.value, indent)
        node = member.value
        inside = text[member.vstart + 1 : member.vend - 1] if isinstance(node, Node) else ""
        if not inside.strip() or not isinstance(change.value, Fresh):
            return [(member.vstart, member.vend, written)]
        at = member.vstart + 1 + len(inside.rstrip())
        return [(at, member.vend, re.sub(r"\A.", "", written, count=1))]

    def remove(self, removal: Removal) -> list[Splice]:
        """Members cut out, list items made null."""
        nulls = [removal.node.members[i] for i in removal.nulls]
        return [*_BRACKETS.cut(self.text, removal.node, removal.gone), *((m.vstart, m.vend, "null") for m in nulls)]
