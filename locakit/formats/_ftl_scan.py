"""A Fluent file as entries with their comments, and what cannot be read; a broken entry costs itself only.

Source: Fluent Syntax 1.0. Broken text ends where the next line begins with a letter, ``-`` or ``#``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from locakit.formats._ftl_pattern import BrokenSyntaxError, Pattern, pattern_at
from locakit.model import Junk, Span
from locakit.splice import place

_ENTRY = re.compile(r"(?P<id>-?[A-Za-z][A-Za-z0-9_-]*+) *+=")
_ATTRIBUTE = re.compile(r" *+(?:\r?\n *+)++\.(?P<id>[A-Za-z][A-Za-z0-9_-]*+) *+=")
_COMMENT = re.compile(r"(?P<mark>#{1,3})(?: (?P<text>[^\n]*+))?(?:(?<=\r)\n|(?=\r?\n|\Z))")
_EMPTY = re.compile(r" *+(?:\r?\n|\Z)")
_LINE_END = re.compile(r" *+(?:\r?\n|\Z)")
_RECOVERY = re.compile(r"\n(?=[A-Za-z#-])")


@dataclass(frozen=True, slots=True)
class Attribute:
    """``.name = pattern`` of a message or a term."""

    name: str
    lines: Span
    """From the end of the line before it to its own end."""
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Entry:
    """A message or a term."""

    name: str
    """The identifier; a term's begins with ``-``."""
    start: int
    """Of the identifier; comments stand before it."""
    equals: int
    """Behind the ``=``."""
    whole: Span
    """With the comment right above it and the last line ending."""
    value: Pattern | None
    attributes: tuple[Attribute, ...]
    note: str
    group: int
    """Which of the file's groups it stands in; -1 before the first one."""

    @property
    def end(self) -> int:
        """Behind its last pattern."""
        last = self.attributes[-1].pattern if self.attributes else self.value
        return last.end if last else self.equals


@dataclass(frozen=True, slots=True)
class Group:
    """A comment of two number signs: it speaks of all entries up to the next one."""

    span: Span
    text: str


@dataclass(slots=True)
class Scan:
    """All that was found in a file; do not change it."""

    entries: list[Entry] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    junk: list[Junk] = field(default_factory=list)
    comments: int = 0


@lru_cache(maxsize=4)
def scan(text: str) -> Scan:
    """The entries of a Fluent file in linear time; nothing is raised."""
    out = Scan()
    at = 1 if text.startswith("\ufeff") else 0
    note: tuple[int, str] | None = None
    while at < len(text):
        if empty := _EMPTY.match(text, at):
            at, note = empty.end(), None
        elif text[at] == "#":
            at, note = _comment(text, at, out)
        else:
            at = _entry(text, at, note, out)
            note = None
    return out


def _comment(text: str, at: int, out: Scan) -> tuple[int, tuple[int, str] | None]:
    """Where the comment of several lines at ``at`` ends; its place and text if an entry may follow it."""
    begin, mark, lines = at, "", []
    while (found := _COMMENT.match(text, at)) and mark in ("", found["mark"]):
        mark = found["mark"]
        lines.append((found["text"] or "").rstrip("\r"))
        end = _LINE_END.match(text, found.end())
        at = end.end() if end and found[0][-1:] != "\n" else found.end()
        if at >= len(text):
            break
    if not mark:
        return _broken(text, begin, begin, "a comment needs a blank behind its number signs", out), None
    out.comments += 1
    written = "\n".join(lines).strip()
    if mark == "##":
        out.groups.append(Group((begin, at), written))
    return at, (begin, written) if mark == "#" else None


def _entry(text: str, at: int, note: tuple[int, str] | None, out: Scan) -> int:
    """Take up the entry at ``at``, or as much junk as there is; where to go on."""
    found = _ENTRY.match(text, at)
    if not found:
        return _broken(text, at, at, "no entry and no comment begins here", out)
    try:
        value = pattern_at(text, found.end())
        pos = value.end if value else found.end()
        attributes = _attributes(text, pos)
        pos = attributes[-1].pattern.end if attributes else pos
        end = _LINE_END.match(text, pos)
        if not end:
            raise BrokenSyntaxError("nothing may follow here", pos)
        if value is None and (found["id"][0] == "-" or not attributes):
            raise BrokenSyntaxError(f"{found['id']} has no value", found.end())
    except BrokenSyntaxError as error:
        return _broken(text, at, error.at, error.message, out)
    start, words = note or (at, "")
    whole = start, end.end()
    out.entries.append(Entry(found["id"], at, found.end(), whole, value, attributes, words, len(out.groups) - 1))
    return end.end()


def _attributes(text: str, at: int) -> tuple[Attribute, ...]:
    out: list[Attribute] = []
    while found := _ATTRIBUTE.match(text, at):
        pattern = pattern_at(text, found.end())
        if pattern is None:
            raise BrokenSyntaxError(f"the attribute {found['id']} has no value", found.end())
        out.append(Attribute(found["id"], (at, pattern.end), pattern))
        at = pattern.end
    return tuple(out)


def _broken(text: str, at: int, fault: int, message: str, out: Scan) -> int:
    """Take up junk from ``at`` to the next line that may begin an entry; runs of it become one."""
    following = _RECOVERY.search(text, at)
    end = following.end() if following else len(text)
    stop = at + len(text[at:end].rstrip(" \r\n"))
    last = out.junk[-1] if out.junk else None
    if fault == at and last and last.message == message and not text[last.span[1] : at].strip(" \r\n"):
        out.junk[-1] = Junk(message, (last.span[0], stop))
        return end
    line, column, _ = place(text, fault)
    said = message if fault == at else f"{message} (line {line}, column {column})"
    out.junk.append(Junk(said, (at, stop)))
    return end


def entries_of(text: str) -> dict[str, Entry]:
    """The entries by name; of two with one name the first counts, as it does for Fluent's bundles."""
    return {entry.name: entry for entry in reversed(scan(text).entries)}
