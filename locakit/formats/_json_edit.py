"""Splices for JSON: additions, fillings and removals in the style of the place they are made."""

from __future__ import annotations

import re
from collections.abc import Mapping

from locakit.formats._brackets import Brackets, indent_at, lead_of
from locakit.formats._edits import Addition, Comments, Filling, Fresh, Text, Value
from locakit.formats._json_style import Style, quote
from locakit.formats._removals import Removal
from locakit.formats._tree import Node
from locakit.splice import Splice

_BRACKETS = Brackets("//", r"/\*(?:[^*]|\*(?!/))*\*/")


class Raw(Text):
    """What is no text, as it is written."""


class Writer:
    """Writes into one file."""

    def __init__(self, text: str, style: Style, tops: Mapping[int, int] | None = None) -> None:
        self.text = text
        self.style = style
        self.tops = tops or {}
        """Where the comments above an entry begin, by the place where it does itself."""

    def value(self, value: Value, indent: str | None) -> str:
        """``value`` as JSON; ``indent`` is that of the line it begins on, None for all on one line."""
        if value is None:
            return "null"
        if isinstance(value, Text):
            return value.text if isinstance(value, Raw) else quote(value.text, "", self.text)
        indent = None if value.inline else indent
        inner = None if indent is None else indent + (self.style.unit or "")
        lead = "" if inner is None else self.style.newline + inner
        said = value.comments
        entries = ((name, self.entry(name, v, inner, value.kind == "map")) for name, v in value.items())
        written = [_commented(said.get(name), entry, lead) for name, entry in entries]
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
        entries = ((name, self.entry(name, v, indent, node.kind == "map")) for name, v in change.members)
        written = [_commented(change.comments.get(name), entry, lead) for name, entry in entries]
        return _BRACKETS.add(self.text, self._with_comments(node), change.after, lead, written)

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
        cut = _BRACKETS.cut(self.text, self._with_comments(removal.node), removal.gone)
        return [*cut, *((m.vstart, m.vend, "null") for m in nulls)]

    def _with_comments(self, node: Node) -> Node:
        """The container, its members beginning with the comments above them."""
        if not self.tops:
            return node
        out = Node(node.kind, node.start, node.flow)
        out.end = node.end
        out.members = [m._replace(start=self.tops.get(m.start, m.start)) for m in node.members]
        return out


def _commented(comments: Comments | None, entry: str, lead: str) -> str:
    """An entry below its comments; there is no room for any where all stands on one line."""
    above = comments.above if comments and "\n" in lead else ()
    return "".join(line + lead for line in above) + entry
