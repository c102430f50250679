"""What a JSON file tells translators beside its texts: ARB metadata, comments, FormatJS descriptions.

Sources: the ARB specification (``@key``: ``description``, ``context``, ``placeholders``); FormatJS, "Message
extraction" (``defaultMessage`` beside ``description``).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from locakit.formats._edits import Comments
from locakit.formats._line_notes import note_of
from locakit.formats._tree import Member, Node
from locakit.model import Message, Span

DEFAULT, DESCRIPTION, COMMENT = "defaultMessage", "description", "_comment"
_GAP = re.compile(r"[ \t]*\r?\n[ \t]*")
_LEAD = re.compile(r"(?:\A\ufeff?|\n)[ \t]*\Z")
_FRAME = re.compile(r"\A(?://+|/\*+!?)[ \t]?|[ \t]*\*+/\Z")
_ENTRY = re.compile(r'"[^"]*"\s*:')
"""An entry that is commented out."""
_STARS = re.compile(r"(?m)^[ \t]*(?:\*(?!/)[ \t]?)?")


def told(messages: list[Message], root: Node, text: str, comments: tuple[Span, ...]) -> list[Message]:
    """The messages with the notes and contexts the file has for them, without what is itself a note."""
    if '"@' in text:
        messages = [_with_metadata(m, root) for m in messages]
    if comments:
        above = _above(text, comments)
        messages = [_noted(m, above[m.whole[0]][1]) if m.whole[0] in above else m for m in messages]
    if f'"{COMMENT}"' in text:
        messages = [m for m in messages if not m.path or m.path[-1] != COMMENT]
    if f'"{DEFAULT}"' in text:
        messages = list(_described(messages))
    return messages


def descriptions(root: Node, messages: Iterable[Message]) -> set[int]:
    """Where the values begin that are notes on these messages alone, and go when they go."""
    out: set[int] = set()
    for message in messages:
        span = next(iter(message.spans.values()), None)
        if span and message.path[-1:] == (DEFAULT,):
            note = root.locate(span[0])[0].get(DESCRIPTION)
            out |= {note.vstart} if note else set()
    return out


def tops(text: str, comments: tuple[Span, ...]) -> dict[int, int]:
    """By the place where an entry begins, the place where the comments right above it do that speak of it alone."""
    found = _above(text, comments) if comments else {}
    return {at: top for at, (top, note) in found.items() if note_of(note.split("\n"), _ENTRY)}


def comments_of(text: str, above: Mapping[int, int], member: Member) -> Comments:
    """The comments that stand above a member, as they are written."""
    raw = text[above.get(member.start, member.start) : member.start]
    lines = [line.strip() for line in raw.split("\n")]
    return Comments([f" {line}" if line.startswith("*") else line for line in lines if line], "")


def _noted(message: Message, note: str) -> Message:
    return replace(message, note=f"{message.note}\n{note}" if message.note else note)


def _with_metadata(message: Message, root: Node) -> Message:
    about = root.child("@" + message.path[0]) if len(message.path) == 1 else None
    if about is None:
        return message
    context = about.get("context")
    said = context.value if context and isinstance(context.value, str) else ""
    return replace(message, note="\n".join(_lines(about)), context=said)


def _lines(about: Node) -> Iterator[str]:
    """The description, and what is said of each placeholder."""
    described = about.get(DESCRIPTION)
    if described and isinstance(described.value, str) and described.value:
        yield described.value
    places = about.child("placeholders")
    for place in places.members if places else ():
        fields = (place.value.get(name) for name in (DESCRIPTION, "example")) if isinstance(place.value, Node) else ()
        parts = [f.value for f in fields if f and isinstance(f.value, str) and f.value]
        if parts:
            yield f"{{{place.name}}}: {'; '.join(parts)}"


def _described(messages: list[Message]) -> Iterator[Message]:
    """FormatJS: the description is the note of the message that stands beside it."""
    homes = {m.path[:-1] for m in messages if m.path[-1:] == (DEFAULT,)}
    notes = {m.path[:-1]: m.text for m in messages if m.path[-1:] == (DESCRIPTION,) and m.path[:-1] in homes}
    for message in messages:
        if message.path[-1:] == (DEFAULT,) and message.path[:-1] in notes:
            yield _noted(message, notes[message.path[:-1]])
        elif message.path[-1:] != (DESCRIPTION,) or message.path[:-1] not in homes:
            yield message


def _above(text: str, comments: tuple[Span, ...]) -> dict[int, tuple[int, str]]:
    """By the place of what follows: where the comments on lines of their own just above begin, and what they say.

    No empty line stands between.
    """
    out: dict[int, tuple[int, str]] = {}
    lines: list[str] = []
    before = top = -1
    for start, end in comments:
        if before != start:
            lines, top = [], start
        alone = bool(lines) or _LEAD.search(text, max(text.rfind("\n", 0, start), 0), start) is not None
        gap = _GAP.match(text, end) if alone else None
        before = gap.end() if gap else -1
        if gap:
            lines.append(_bare(text[start:end]))
            out.pop(start, None)
            out[before] = top, "\n".join(line for line in lines if line)
    return {at: found for at, found in out.items() if found[1]}


def _bare(comment: str) -> str:
    """A comment's words, without its marks and the stars at its lines' beginnings."""
    block = comment.startswith("/*")
    words = _FRAME.sub("", comment.replace("\r\n", "\n"))
    return (_STARS.sub("", words) if block else words).strip()
