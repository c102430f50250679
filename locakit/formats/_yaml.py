"""YAML read into spans through libyaml's events: nothing is constructed, aliases are not followed."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from locakit.errors import BrokenText, Fault
from locakit.formats._tree import MAX_DEPTH, Member, Node, leaves
from locakit.formats._yaml_fast import scan_plain
from locakit.formats._yaml_quote import is_text, quote_scalar
from locakit.formats._yaml_weight import MOST_VALUES, TooHeavy, Weigher
from locakit.splice import place

__all__ = ["Scalar", "quote_scalar", "scan", "scan_scalars"]

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_CORE = "tag:yaml.org,2002:"
_STR = (f"{_CORE}str", "!")
_PLAIN = frozenset({f"{_CORE}{name}" for name in ("map", "seq", "omap", "pairs", "set")} | {"!"})
"""Collections with any other tag are objects of a program, and nothing in them is content."""
_PROPERTIES = re.compile(r"(?:[&!]\S*(?:\s+(?:#[^\n]*\s+)*|$))*")
_BREAKS = "\r\n\x85\u2028\u2029"
_LAST_BREAK = re.compile(rf"(?:\r\n|[{_BREAKS}]) *\Z")
_DASH = re.compile(r"(?:\s|#[^\n]*)*(?=-)")


class Scalar(NamedTuple):
    """A string in YAML."""

    path: tuple[str, ...]
    """Keys and list positions from the root; items of a list of maps with ``id`` are named by it."""
    span: tuple[int, int]
    """The raw value in the whole text, quotes and block header included, final line break not."""
    value: str
    """The decoded text."""
    style: str
    """Empty for plain, else ``'``, ``"``, ``|`` or ``>``."""


def scan_scalars(text: str, start: int = 0, end: int | None = None, path: str = "") -> list[Scalar]:
    """The strings in ``text[start:end]`` (front matter without its ``---`` lines, or a whole file), in order.

    Numbers, truth values, null, dates, aliases and values with a tag of their own are not strings. To change one,
    replace its span by ``quote_scalar(value, text[span[0]:span[1]])``. Raises BrokenText with the place in ``text``;
    ``path`` is the file's name for that.
    """
    found = leaves(scan(text, start, len(text) if end is None else end, path))
    return [
        Scalar(p[1:], (m.vstart, m.vend), m.value, text[m.vstart] if text[m.vstart] in "'\"|>" else "")
        for p, m in found
        if isinstance(m.value, str)
    ]


def scan(text: str, start: int = 0, end: int | None = None, path: str = "") -> Node:
    """The documents of ``text[start:end]`` as a list node with one member a document; spans are of ``text``.

    Raises BrokenText where it is not YAML 1.1 or nests deeper than ``MAX_DEPTH``.
    """
    end = len(text) if end is None else end
    if text.startswith("\ufeff", start, end):
        start += 1
    return scan_plain(text, start, end) or scan_events(text, start, end, path)


def scan_events(text: str, start: int, end: int, path: str = "") -> Node:
    """As ``scan``, through libyaml, whatever stands there."""
    builder = _Builder(text, start)
    weigh = Weigher().take if "*" in text else None
    try:
        loader = _LOADER(text[start:end])
        try:
            while (event := loader.get_event()).__class__ is not yaml.StreamEndEvent:
                builder.take(event)
                if weigh:
                    weigh(event)
        finally:
            loader.dispose()
    except yaml.YAMLError as error:
        raise BrokenText(_fault(error, text, start, path)) from None
    except UnicodeEncodeError as error:
        fault = Fault("half of a surrogate pair is no character", path, *place(text, start + error.start))
        raise BrokenText(fault) from None
    except _TooDeep as error:
        raise BrokenText(Fault(f"nested deeper than {MAX_DEPTH} levels", path, *place(text, error.args[0]))) from None
    except TooHeavy as error:
        told = f"aliases that stand for more than {MOST_VALUES:,} values"
        raise BrokenText(Fault(told, path, *place(text, start + error.args[0]))) from None
    builder.root.end = end
    return builder.root


class _TooDeep(Exception):
    """Raised with the offset where the nesting goes too far."""


def _fault(error: yaml.YAMLError, text: str, shift: int, path: str) -> Fault:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    at = mark.index if mark else getattr(error, "position", 0)
    problem = getattr(error, "problem", None) or getattr(error, "reason", None) or str(error)
    return Fault(f"not readable as YAML: {problem}", path, *place(text, shift + (at or 0)))


class _Builder:
    """Events in, a tree of spans out."""

    def __init__(self, text: str, shift: int) -> None:
        self.text = text
        self.shift = shift
        self.root = Node("docs", shift)
        self.stack: list[tuple[Node, str | None, int, int]] = []
        self.node = self.root
        self.key: str | None = None
        self.key_start = shift
        self.skip = 0
        self.skip_start = shift
        self.opaque = False

    def take(self, event: Any) -> None:
        """One event; marks count characters from ``shift``."""
        kind = event.__class__
        if kind is yaml.ScalarEvent:
            self._scalar(event)
        elif kind is yaml.AliasEvent:
            self._leaf(event.start_mark.index + self.shift, event.end_mark.index + self.shift, None)
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            self._open(event, "map" if kind is yaml.MappingStartEvent else "list")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            self._close(event)

    def _scalar(self, event: Any) -> None:
        start, end = event.start_mark.index + self.shift, event.end_mark.index + self.shift
        style, tag, value = event.style, event.tag, event.value
        if self.node.kind == "map" and self.key is None and not self.skip:
            self.key, self.key_start = value, start
            return
        begin = self._past_properties(start, end) if tag or event.anchor else start
        if style in ("|", ">"):
            end = _trim(self.text, begin, end, value)
        text = tag in _STR if tag else bool(style) or is_text(value)
        self._leaf(start, end, value if text else None, begin)

    def _past_properties(self, start: int, end: int) -> int:
        match = _PROPERTIES.match(self.text, start, end)
        return match.end() if match else start

    def _leaf(self, start: int, end: int, value: str | None, begin: int | None = None) -> None:
        if self.skip:
            return
        if self.node.kind == "map" and self.key is None:
            self.key, self.key_start = self.text[start:end], start
            return
        self._add(start, start if begin is None else begin, end, value)

    def _add(self, start: int, vstart: int, vend: int, value: Node | str | None) -> None:
        node = self.node
        if node.kind == "map":
            name, start = self.key or "", self.key_start
            self.key = None
        else:
            name = str(len(node.members))
            if node.kind == "list" and not node.flow:
                after = node.members[-1].vend if node.members else node.start
                dash = _DASH.match(self.text, after, start)
                start = dash.end() if dash else start
        node.members.append(Member(name, start, vstart, vend, value))

    def _open(self, event: Any, kind: str) -> None:
        start, end = event.start_mark.index + self.shift, event.end_mark.index + self.shift
        if len(self.stack) + self.skip >= MAX_DEPTH:
            raise _TooDeep(start)
        if self.skip:
            self.skip += 1
            return
        as_key = self.node.kind == "map" and self.key is None
        if as_key or (event.tag and event.tag not in _PLAIN):
            self.skip, self.skip_start, self.opaque = 1, start, not as_key
            return
        begin = self._past_properties(start, end) if event.tag or event.anchor else start
        self.stack.append((self.node, self.key, self.key_start, start))
        self.node, self.key = Node(kind, begin, bool(event.flow_style)), None

    def _close(self, event: Any) -> None:
        end = event.end_mark.index + self.shift
        if self.skip:
            self.skip -= 1
            raw = "" if self.skip else self.text[self.skip_start : end].rstrip()
            if raw and self.opaque:
                self._add(self.skip_start, self.skip_start, self.skip_start + len(raw), None)
            elif raw:
                self.key, self.key_start = raw, self.skip_start
            return
        done = self.node
        if not done.flow:
            end = done.members[-1].vend if done.members else done.start
        done.close(end)
        self.node, self.key, self.key_start, start = self.stack.pop()
        self._add(start, done.start, end, done)


def _trim(text: str, start: int, end: int, value: str) -> int:
    """Where a block scalar's raw text ends: libyaml counts the blank lines and comments after it in."""
    header_end = text.find("\n", start, end)
    if header_end < 0:
        return end
    keep = "+" in text[start:header_end].split("#")[0]
    if keep:
        return start + len(_LAST_BREAK.sub("", text[start:end]))
    blank = _BREAKS if value.rstrip("\n")[-1:] in (" ", "\t") else _BREAKS + " \t"
    return start + len(text[start:end].rstrip(blank))
