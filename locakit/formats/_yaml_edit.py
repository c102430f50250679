"""Splices for YAML: whole lines in block style, commas in flow style, each in the manner of its neighbours."""

from __future__ import annotations

import re

from locakit.formats._brackets import Brackets, lead_of, runs
from locakit.formats._edits import Addition, Comments, Filling, Fresh, Text, Value
from locakit.formats._removals import Removal
from locakit.formats._tree import Member, Node
from locakit.formats._yaml_notes import above, is_note
from locakit.formats._yaml_style import Style, column, key_like, line_end, line_start, raw_key, value_like
from locakit.splice import Splice

_BRACKETS = Brackets(r"(?<=[\s,\[{])#")
_COMMENT_LINE = re.compile(r"(?:[ \t]*[\r\n\x85\u2028\u2029])*( *)#")
_TAG_BEFORE = re.compile(r"(?<=[\s\[,{])!(?:\S*[^\s:])?[ \t]+\Z")
_OPEN_END = re.compile(r"[|>]\d?\+?\d?(?!-)")


class Writer:
    """Writes into one file."""

    def __init__(self, text: str, style: Style) -> None:
        self.text = text
        self.style = style
        self.blocks = True

    def block(self, name: str, value: Value, hint: str, indent: int, near: tuple[str, str] = ("", "")) -> str:
        """``name: value`` whose key stands at column ``indent``; ``near`` is a neighbour's raw key and value."""
        key = key_like(name, hint, near[0], False)
        return f"{key}:{self._after_colon(value, indent, near[1])}"

    def document(self, value: Fresh) -> str:
        """The lines of a document's root, without the last line break."""
        return self.style.newline.join(self._members(value, 0))

    def _members(self, value: Fresh, indent: int) -> list[str]:
        """The members at column ``indent``, each with what the source says of it."""
        if value.kind != "map":
            written = [(n, v, self.item(v, indent)) for n, v in value.items()]
        else:
            written = [(n, v, self.block(n, v, value.hints.get(n, ""), indent)) for n, v in value.items()]
        return [self._said(line, v, value.comments.get(n), indent) for n, v, line in written]

    def _said(self, line: str, value: Value, comments: Comments | None, indent: int) -> str:
        """``line`` with the comments above and beside it."""
        if not comments:
            return line
        nl = self.style.newline
        if comments.beside and isinstance(value, Text):
            head, cut, rest = line.partition(nl)
            block = re.search(r"(?:: |- )[|>][-+\d]*\Z", head)
            line = f"{head} {comments.beside}{cut}{rest}" if block or not cut else f"{line} {comments.beside}"
        return "".join(f"{comment}{nl}{' ' * indent}" for comment in comments.above) + line

    def _after_colon(self, value: Value, indent: int, near: str) -> str:
        if not isinstance(value, Fresh):
            return " " + self._scalar(value, " " * (indent + self.style.unit), near)
        if value.inline or not value.members:
            return " " + self.flow(value)
        inner = indent + (self.style.unit if value.kind == "map" else self.style.dash)
        return "".join(f"{self.style.newline}{' ' * inner}{line}" for line in self._members(value, inner))

    def item(self, value: Value, indent: int, near: str = "") -> str:
        """``- value`` whose dash stands at column ``indent``."""
        if not isinstance(value, Fresh):
            return "- " + self._scalar(value, " " * (indent + 2), near)
        if value.inline or not value.members:
            return "- " + self.flow(value)
        first = next(iter(value.comments), None)
        if first is not None:
            value.comments[first] = value.comments[first]._replace(above=[])
        return "- " + f"{self.style.newline}{' ' * (indent + 2)}".join(self._members(value, indent + 2))

    def flow(self, value: Value, near: str = "") -> str:
        """``value`` on one line."""
        if not isinstance(value, Fresh):
            return self._scalar(value, "", near, flow=True)
        if value.kind != "map":
            return "[" + ", ".join(self.flow(v) for _, v in value.items()) + "]"
        return "{" + ", ".join(self._pair(n, v, value.hints.get(n, "")) for n, v in value.items()) + "}"

    def _pair(self, name: str, value: Value, hint: str, near: tuple[str, str] = ("", "")) -> str:
        return f"{key_like(name, hint, near[0], True)}: {self.flow(value, near[1])}"

    def _scalar(self, value: Text | None, indent: str, near: str, flow: bool = False) -> str:
        if value is None:
            return "null"
        return value_like(value.text, value.hint, near, indent, self.style.newline, flow or not self.blocks)

    def _look_ahead(self, at: int, indent: int) -> None:
        """No block scalars where they would swallow a comment indented deeper, or lack their last line break."""
        before, behind = line_end(self.text, at)
        comment = _COMMENT_LINE.match(self.text, behind)
        self.blocks = before < behind and (comment is None or len(comment[1]) <= indent)

    def _near(self, member: Member) -> str:
        raw = self.text[member.vstart : member.vend]
        return raw if isinstance(member.value, str) and "\n" not in raw and raw[:1] not in ("|", ">") else ""

    def add(self, change: Addition) -> list[Splice]:
        """New members beside old ones."""
        node, text = change.node, self.text
        beside = node.members[max(change.after, 0)]
        near = (raw_key(text, beside) if node.kind == "map" else "", self._near(beside))
        if node.flow:
            lead = lead_of(text, node.members[-1].start) if len(node.members) > 1 else " "
            pairs = [self._pair(n, v, change.hints.get(n, ""), near) for n, v in change.members]
            written = pairs if node.kind == "map" else [self.flow(v, near[1]) for _, v in change.members]
            return _BRACKETS.add(text, node, change.after, lead, written)
        indent = column(text, beside.start) - 2 * text.endswith("? ", 0, beside.start)
        self._look_ahead(beside.vend, indent)
        entries = [(n, v, self._line(node, n, v, change.hints.get(n, ""), indent, near)) for n, v in change.members]
        lines = [self._said(line, v, change.comments.get(n), indent) for n, v, line in entries]
        gap = self.style.newline + " " * indent
        if change.after < 0:
            comment = above(text).get(beside.start)
            if comment and node.kind == "map":
                whole = "".join(" " * indent + line + self.style.newline for line in lines)
                return [(comment[0], comment[0], whole)]
            return [(beside.start, beside.start, "".join(line + gap for line in lines))]
        return self._below(beside, "".join(gap + line for line in lines))

    def _line(self, node: Node, name: str, value: Value, hint: str, indent: int, near: tuple[str, str]) -> str:
        return self.block(name, value, hint, indent, near) if node.kind == "map" else self.item(value, indent, near[1])

    def _below(self, member: Member, written: str) -> list[Splice]:
        """``written`` (which begins with a line break) behind the last line of ``member``."""
        end = line_end(self.text, member.vend)[0]
        return [*self._closed(member, end), (end, end, written)]

    def _closed(self, member: Member, end: int) -> list[Splice]:
        """A block scalar at the very end of a file without final line break must not gain one."""
        while isinstance(member.value, Node) and member.value.members:
            member = member.value.members[-1]
        header = _OPEN_END.match(self.text, member.vstart)
        if end < len(self.text) or not header or not isinstance(member.value, str):
            return []
        return [(member.vstart, header.end(), header[0].replace("+", "") + "-")]

    def fill(self, change: Filling) -> list[Splice]:
        """A value in place of null, a number, or an empty container."""
        member, parent, value = self._untagged(change.member), change.parent, change.value
        gap = "" if self.text[member.vstart - 1 : member.vstart] in tuple(" \t\r\n[{,") else " "
        if parent is not None and parent.flow:
            return [(member.vstart, member.vend, gap + self.flow(value))]
        indent = column(self.text, member.start)
        self._look_ahead(member.vend, indent)
        if not isinstance(value, Fresh):
            return self._beside(member, gap + self._scalar(value, " " * (indent + self.style.unit), ""))
        if parent is not None and parent.kind == "map":
            return self._under(member, self._after_colon(value, indent, ""))
        if parent is None:
            below = self.style.newline + self.document(value)
            alone = not self.text[line_start(self.text, member.vstart) : member.vstart].strip(" ")
            return self._beside(member, below.lstrip(), below) if alone else self._under(member, below)
        item = self.item(value, indent)[2:]
        return self._beside(member, gap + item, f"{self.style.newline}{' ' * (indent + 2)}{item}")

    def _beside(self, member: Member, written: str, below: str = "") -> list[Splice]:
        """``written`` in the value's place; its further lines, or ``below`` for all, under a comment that follows."""
        at, end = member.vstart, line_end(self.text, member.vend)[0]
        if not self.text[member.vend : end].strip() or self.style.newline not in written:
            return [(at, member.vend, written)]
        if below:
            return self._under(member, below)
        if written.lstrip()[:1] not in ("|", ">"):
            return [(at, member.vend, written)]
        header, _, rest = written.partition(self.style.newline)
        return [(at, member.vend, header), (end, end, self.style.newline + rest)]

    def _under(self, member: Member, written: str) -> list[Splice]:
        """``written`` (which begins with a line break) below the line of a value that goes."""
        at, end = member.vstart, line_end(self.text, member.vend)[0]
        while at > member.start and self.text[at - 1].isspace():
            at -= 1
        return [(at, member.vend, ""), (end, end, written)]

    def _untagged(self, member: Member) -> Member:
        """The member with its tag counted to its value: ``!!null ~`` is replaced as a whole."""
        tag = _TAG_BEFORE.search(self.text, max(member.start, member.vstart - 200), member.vstart)
        return member._replace(vstart=tag.start()) if tag else member

    def remove(self, removal: Removal) -> list[Splice]:
        """Members cut out, list items made null."""
        node = removal.node
        if not node.flow and len(removal.gone) == len(node.members):
            return [(node.members[0].start, node.members[-1].vend, "{}" if node.kind == "map" else "[]")]
        nulls = [(m.vstart, m.vend, "null") for i in removal.nulls for m in [node.members[i]]]
        if node.flow:
            return [*_BRACKETS.cut(self.text, node, removal.gone), *nulls]
        return [*(self._lines(node, *run) for run in runs(removal.gone)), *nulls]

    def _lines(self, node: Node, first: int, last: int) -> Splice:
        text, start = self.text, node.members[first].start
        line = line_start(text, start)
        comment = above(text).get(start)
        top = comment[0] if comment and is_note(text, comment) else line
        alone = not text[line:start].strip(" ")
        if not alone and last + 1 < len(node.members):
            return start, node.members[last + 1].start, ""
        return top if alone else start, line_end(text, node.members[last].vend)[1], ""
