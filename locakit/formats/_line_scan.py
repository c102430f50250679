"""What formats of lines and sections have in common when they are read: entries, their homes, and their messages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from locakit.formats._flags import is_icu
from locakit.formats._messages import ICU, NONE
from locakit.formats._tree import Member
from locakit.model import Junk, Message, Span

Home = tuple[str, ...]
"""The section an entry stands in: the header's keys; empty where there is none."""

_VARIABLE = re.compile(r"(?<![\w%])%[A-Za-z_]\w{2,}%")
_PERCENT = frozenset({"percent-placeholders"})
_BLANK = re.compile(r"[ \t\f]*\r?\n")
_BREAK = re.compile(r"[ \t\f\r]*(?:\n|\Z)")


@dataclass(slots=True)
class Entry:
    """One entry as it stands in a file."""

    path: tuple[str, ...]
    text: str
    """Decoded."""
    span: Span
    """The raw value, delimiters included."""
    whole: Span
    """Its lines with the comments right above it, line ending included."""
    note: str = ""
    home: Home = ()
    flags: frozenset[str] = frozenset()


@dataclass(slots=True)
class Section:
    """The header of a section and where the section ends."""

    start: int
    """Where its header's line begins, or the comments right above it."""
    body: int
    """Where the line after the header begins."""
    end: int
    """Where the next header begins, or the file ends."""


@dataclass(slots=True)
class Scan:
    """All that was found in a file."""

    entries: list[Entry] = field(default_factory=list)
    junk: list[Junk] = field(default_factory=list)
    homes: dict[Home, Section] = field(default_factory=dict)
    bare: set[int] = field(default_factory=set)
    """Where keys end that stand alone: they need a separator before they can have a text."""
    trees: dict[Span, tuple[tuple[str, ...], Member]] = field(default_factory=dict)
    """By the lines of a statement, the path and the value of one that holds several entries (TOML)."""
    _by_path: dict[tuple[str, ...], list[Span]] = field(default_factory=dict)

    def places(self, path: tuple[str, ...]) -> list[Span]:
        """The lines of all entries with that path."""
        if not self._by_path:
            for entry in self.entries:
                self._by_path.setdefault(entry.path, []).append(entry.whole)
        return self._by_path.get(path, [])

    def fault(self, message: str, start: int, end: int) -> None:
        """Add a stretch that cannot be read; one that follows another of the same kind belongs to it."""
        last = self.junk[-1] if self.junk else None
        if last and last.message == message and last.span[1] >= start:
            self.junk[-1] = Junk(message, (last.span[0], end))
        elif end > start:
            self.junk.append(Junk(message, (start, end)))


def beginning(text: str) -> int:
    """Where the content begins: behind a byte order mark."""
    return 1 if text.startswith("\ufeff") else 0


def line_start(text: str, at: int) -> int:
    """Where the line of ``at`` begins, behind a byte order mark."""
    return max(text.rfind("\n", 0, at) + 1, beginning(text) if at else 0)


def line_end(text: str, at: int) -> int:
    """Where the line after ``at`` begins, or the text ends."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def whole_of(text: str, start: int, end: int, top: int) -> Span:
    """The lines from ``start`` to ``end``, as far as they hold nothing else; comments at the file's head stay out.

    ``top`` is where the comments right above begin; ``end`` is behind the entry's last character.
    """
    begin = line_start(text, start)
    if text[begin:start].strip(" \t\f"):
        begin = start
    elif top < begin and top > beginning(text):
        begin = top
    rest = _BREAK.match(text, end)
    return begin, rest.end() if rest else end


def blank_before(text: str, at: int) -> bool:
    """True where an empty line stands right before the line that begins at ``at``."""
    before = text.rfind("\n", 0, max(at - 1, 0))
    return at > 0 and text[at - 1] == "\n" and not text[before + 1 : at].strip()


def blank_at(text: str, at: int) -> int:
    """The end of the empty line at ``at``; ``at`` where there is none."""
    found = _BLANK.match(text, at)
    return found.end() if found else at


def messages(entries: Iterable[Entry], scan: Scan) -> list[Message]:
    """The entries as messages; of several with one key the last counts, the others become junk."""
    out: dict[str, Message] = {}
    entries = list(entries)
    speaks_icu = any(is_icu(e.text) for e in entries if "{" in e.text)
    for entry in entries:
        key = ".".join(entry.path)
        flags = entry.flags | marks(entry.text) | (ICU if speaks_icu and "{" in entry.text else NONE)
        message = Message(
            key, {"other": entry.text}, {"other": entry.span}, entry.whole, entry.path, note=entry.note, flags=flags
        )
        hidden = out.pop(key, None)
        if hidden:
            scan.junk.append(Junk(f"the key {key!r} stands again below, which hides this entry", hidden.whole, True))
        out[key] = message
    return list(out.values())


def marks(text: str) -> frozenset[str]:
    """The flag of a text with ``%NAME%`` in it."""
    return _PERCENT if "%" in text and _VARIABLE.search(text) else NONE
