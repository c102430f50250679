"""Comments of a YAML file and the entries they belong to: the ones right above an entry, and the one beside it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from locakit.formats._edits import Comments
from locakit.formats._line_notes import note_of
from locakit.formats._tree import Member, Node
from locakit.model import Message

_LINE = re.compile(r"^( *+)#[^\n]*+\n", re.MULTILINE)
_BESIDE = re.compile(r"[ \t]+(#[^\r\n]*)")
_DASHES = re.compile(r"(?:- +)+")
_ENTRY = re.compile(r"[\w.'\"-]+:(?: +[\"'|>&*!%]| *$| +\S*$)|- ")
"""An entry that is commented out; a word with a colon and a sentence behind it (``Note: shown first``) is none."""


@lru_cache(maxsize=4)
def above(text: str) -> dict[int, tuple[int, int]]:
    """By the place where an entry begins (its key, or its dash), the lines of comments right above it.

    Comments at a file's very beginning speak of the file.
    """
    out: dict[int, tuple[int, int]] = {}
    for start, end, indent in _blocks(text) if "#" in text else ():
        entry = end + indent
        if start > 0 and not text[end:entry].strip(" ") and text[entry : entry + 1].strip(" \t\r\n#"):
            dash = _DASHES.match(text, entry)
            out[entry] = start, entry
            if dash:
                out[dash.end()] = start, entry
    return out


def _blocks(text: str) -> Iterator[tuple[int, int, int]]:
    """Lines of comments that are equally indented: where they begin and end, and the indent.

    Comments are as far indented as their entry: deeper ones may be lines of a block scalar.
    """
    start = end = -1
    indent = 0
    for line in _LINE.finditer(text):
        if line.start() != end or len(line[1]) != indent:
            if end >= 0:
                yield start, end, indent
            start, indent = line.start(), len(line[1])
        end = line.end()
    if end >= 0:
        yield start, end, indent


def beside(text: str, end: int) -> str:
    """The comment on the line of a value that ends at ``end``, its number sign included; empty where there is none."""
    found = _BESIDE.match(text, end)
    return found[1].rstrip() if found else ""


def lines_of(text: str, place: tuple[int, int]) -> list[str]:
    """The comments' lines without their indent."""
    return [line.strip() for line in text[slice(*place)].split("\n")[:-1]]


def comments_of(text: str, member: Member) -> Comments:
    """The comments that speak of a member, as they are written."""
    place = above(text).get(member.start)
    tail = "" if isinstance(member.value, Node) else beside(text, member.vend)
    return Comments(lines_of(text, place) if place and is_note(text, place) else [], tail)


def is_note(text: str, place: tuple[int, int]) -> bool:
    """True where the comments at ``place`` speak of the entry below them."""
    return bool(note_of((line.lstrip("#") for line in lines_of(text, place)), _ENTRY))


def noted(messages: Sequence[Message], text: str) -> list[Message]:
    """The messages with the notes that comments give them; a number sign inside a value is none."""
    blocks, last, out = above(text), 0, []
    for message in messages:
        place = blocks.get(message.whole[0])
        end = max((e for _, e in message.spans.values()), default=message.whole[1])
        said = [line.lstrip("#") for line in lines_of(text, place)] if place and place[0] >= last else []
        tail = "" if message.plural else beside(text, end)
        note = note_of([*said, *([tail.lstrip("#")] if tail else [])], _ENTRY) if said or tail else ""
        out.append(replace(message, note=note) if note else message)
        last = end
    return out
