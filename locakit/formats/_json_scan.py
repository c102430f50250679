"""JSON read into spans by one regular expression; comments and trailing commas (JSONC) are passed over."""

from __future__ import annotations

import re
from dataclasses import replace
from json.decoder import JSONDecoder
from typing import NamedTuple

from locakit.errors import BrokenText, Fault
from locakit.formats._bulk import lately
from locakit.formats._tree import MAX_DEPTH, Member, Node
from locakit.model import Junk, Span
from locakit.splice import place

_STRING = r'[^"\\\n\r]*+(?:\\.[^"\\\n\r]*+)*+'
_WS = r"[ \t\n\r]*+"
_TOKEN = re.compile(
    rf'{_WS}(?:"({_STRING})"{_WS}:{_WS}(?:"({_STRING})"(?:{_WS}(,))?)?'  # 1 key, 2 its text, 3 comma
    rf'|"({_STRING})"(?:{_WS}(,))?'  # 4 text alone, 5 comma
    r"|([{\[])|([}\]])|(,)"  # 6 opening, 7 closing, 8 comma
    r"|(-?(?:[0-9][0-9.eE+-]*+|Infinity\b)|(?:true|false|null|NaN)\b)"  # 9 what is not text
    r"|(//[^\n]*+|/\*(?:[^*]|\*(?!/))*+\*/)"  # 10 comment
    r"|(\Z)|(.))",  # 11 end, 12 anything else
    re.DOTALL,
)
_DECODER = JSONDecoder(strict=False)
_KEY, _KEYED, _ALONE, _OPEN, _CLOSE, _COMMA, _LITERAL, _COMMENT, _END = 1, 3, 5, 6, 7, 8, 9, 10, 11


class Scan(NamedTuple):
    """A JSON file's tree."""

    root: Node | None
    """None where the file has no container (empty, or a lone value)."""
    empty: bool
    """Nothing but whitespace and comments."""
    junk: tuple[Junk, ...]
    """Strings with escapes that JSON does not know; their members hold no text."""
    comments: tuple[Span, ...] = ()


class _Broken(Exception):
    """Raised with a phrase and an offset."""


@lately
def scan(text: str) -> Scan:
    """The tree of ``text``; raises BrokenText (its path is empty) at the first place where it is not JSON.

    More generous than RFC 8259: a byte order mark, comments, trailing commas, NaN and raw control characters pass.
    The last few trees are kept, because replacing many entries asks for the same one again and again.
    """
    reader = _Reader(text)
    try:
        reader.run(int(text.startswith("\ufeff")), len(text))
    except _Broken as error:
        phrase, at = error.args
        raise BrokenText(Fault(f"not readable as JSON: {phrase}", "", *place(text, at))) from None
    root = reader.node.members[0].value if reader.node.members else None
    container = root if isinstance(root, Node) else None
    return Scan(container, not reader.node.members, tuple(reader.junk), tuple(reader.comments))


def value_at(text: str, start: int, end: int) -> Node | str | None:
    """The one value that stands at ``text[start:end]`` of a sound file; its places are those in ``text``.

    Raises ValueError where it is nested too deep.
    """
    reader = _Reader(text)
    try:
        reader.run(start, end)
    except _Broken as error:
        raise ValueError(error.args[0]) from None
    return reader.node.members[0].value


class _Reader:
    """One pass over the tokens; the outermost node holds the one value a file has."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.junk: list[Junk] = []
        self.comments: list[Span] = []
        self.stack: list[tuple[Node, str, int]] = []
        self.node = Node("top", 0)
        self.key: str | None = None
        self.key_start = 0

    def run(self, begin: int, end: int) -> None:
        """Read it all; ``may`` is True where an entry may begin: after an opening bracket or a comma."""
        may, is_map = True, False
        add, new = self.node.members.append, tuple.__new__
        for m in _TOKEN.finditer(self.text, begin, end):
            kind = m.lastindex or _END
            if kind <= _KEYED:
                if not (is_map and may) or self.key is not None:
                    raise self._astray(m, kind, may)
                name, start = m[1], m.start(1) - 1
                if "\\" in name:
                    name = self._decode(start) or name
                if kind == _KEY:
                    self.key, self.key_start = name, start
                    continue
                value: str | None = m[2]
                at, after = m.span(2)
            elif kind <= _ALONE:
                if not (may if self.key is None and not is_map else self.key is not None):
                    raise self._astray(m, 4, may)
                value = m[4]
                at, after = m.span(4)
                name, start = self._name(at - 1)
            elif kind == _COMMENT:
                self.comments.append(m.span(_COMMENT))
                continue
            else:
                may = self._mark(m, kind, may)
                is_map, add = self.node.kind == "map", self.node.members.append
                continue
            if value and "\\" in value:
                value = self._decode(at - 1)
            add(new(Member, (name, start, at - 1, after + 1, value)))
            may = kind in (_KEYED, _ALONE)
        if self.stack:
            raise _Broken("this bracket is not closed", self.node.start)

    def _name(self, start: int) -> tuple[str, int]:
        """The name and start of the entry whose value begins at ``start``."""
        if self.key is None:
            return str(len(self.node.members)), start
        name, self.key = self.key, None
        return name, self.key_start

    def _decode(self, start: int) -> str | None:
        try:
            text: str = _DECODER.raw_decode(self.text, start)[0]
            return text
        except ValueError as error:
            at: int = getattr(error, "pos", start)
            self.junk.append(Junk("The string holds an escape that JSON does not know.", (at, at + 2)))
            return None

    def _mark(self, m: re.Match[str], kind: int, may: bool) -> bool:
        """A bracket, a comma, a literal or the end; returns whether an entry may begin after it."""
        at = m.start(kind)
        if kind == _END:
            return may
        if kind == _CLOSE:
            self._leave("map" if self.text[at] == "}" else "list", at)
            return False
        if kind == _COMMA:
            if may or self.key is not None or not self.stack:
                raise _Broken("there is no value before this comma", at)
            return True
        if kind > _COMMENT or not (may if self.key is None and self.node.kind != "map" else self.key is not None):
            raise self._astray(m, kind, may)
        if kind == _OPEN:
            self._enter("map" if self.text[at] == "{" else "list", at)
            return True
        name, start = self._name(at)
        self.node.members.append(Member(name, start, at, m.end(kind), None))
        return False

    def _enter(self, kind: str, at: int) -> None:
        if len(self.stack) >= MAX_DEPTH:
            raise _Broken(f"nested deeper than {MAX_DEPTH} levels", at)
        self.stack.append((self.node, *self._name(at)))
        self.node = Node(kind, at)

    def _leave(self, kind: str, at: int) -> None:
        done = self.node
        if done.kind != kind or self.key is not None:
            raise _Broken("there is no value for this key" if self.key else "this bracket closes nothing", at)
        done.close(at + 1)
        self.node, name, start = self.stack.pop()
        self.node.members.append(Member(name, start, done.start, at + 1, done))

    def _astray(self, m: re.Match[str], kind: int, may: bool) -> _Broken:
        """What to say of a token that stands in the wrong place."""
        at = m.start(_KEY if kind <= _KEYED else kind) - (kind <= _ALONE)
        if kind > _COMMENT:
            char = self.text[at]
            return _Broken("this string is not closed on its line" if char == '"' else f"what is {char!r} to mean?", at)
        if may and kind <= _KEYED and self.node.kind == "list":
            return _Broken("a list takes no keys", at)
        if self.key is not None or may:
            return _Broken("a value is expected here" if self.key else "a key and a colon are expected here", at)
        return _Broken("a comma is missing before this" if self.stack else "there is more after the end", at)


def scan_file(text: str, path: str) -> Scan:
    """``scan``, with the file named in what it raises."""
    try:
        return scan(text)
    except BrokenText as error:
        raise BrokenText(replace(error.fault, path=path)) from None
