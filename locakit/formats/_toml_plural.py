"""Plural tables of TOML (go-i18n, Hugo): one message whose forms stand on lines of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from locakit.formats._line_scan import Scan, line_start
from locakit.locales import CATEGORIES
from locakit.model import Forms, Message, Span
from locakit.splice import Splice, newline_of

Encode = Callable[[str, str, str], str]
"""Value, the raw value whose style is copied, the file's text."""

_NOTE = "description"
_BESIDE = frozenset({_NOTE, "hash", "leftDelim", "rightDelim"})
"""What go-i18n keeps in a message's table besides its forms."""


def grouped(messages: Iterable[Message]) -> list[Message]:
    """The messages with each table of plural categories as one, at the place of its first form."""
    tables: dict[tuple[str, ...], list[Message]] = {}
    listed = list(messages)
    for message in listed:
        tables.setdefault(message.path[:-1], []).append(message)
    outer = {path[:i] for path in tables for i in range(len(path))}
    plurals = {path: _plural(path, rows) for path, rows in tables.items() if path not in outer and _is_plural(rows)}
    out: dict[tuple[str, ...], Message] = {}
    for message in listed:
        whole = plurals.get(message.path[:-1])
        out.setdefault(whole.path if whole else message.path, whole or message)
    return list(out.values())


def _is_plural(rows: list[Message]) -> bool:
    names = {m.path[-1] for m in rows}
    return len(rows[0].path) > 1 and "other" in names and names - _BESIDE <= set(CATEGORIES)


def _plural(path: tuple[str, ...], rows: list[Message]) -> Message:
    forms = {m.path[-1]: m for m in rows if m.path[-1] not in _BESIDE}
    told = [m.text for m in rows if m.path[-1] == _NOTE]
    return Message(
        ".".join(path),
        {c: m.text for c, m in forms.items()},
        {c: span for c, m in forms.items() for span in m.spans.values()},
        (min(m.whole[0] for m in forms.values()), max(m.whole[1] for m in forms.values())),
        path,
        plural=True,
        note="\n".join([*told, *(m.note for m in forms.values() if m.note)]),
        flags=frozenset().union(*(m.flags for m in forms.values())),
    )


def other_only(message: Message) -> Message:
    """The plural with the one form that a new file begins with."""
    return replace(message, forms={"other": message.forms["other"]}, spans={"other": message.spans["other"]})


def places(scan: Scan, message: Message) -> list[Span]:
    """The lines of a message: of a plural those of its forms and of its description."""
    names = [*message.spans, _NOTE] if message.plural else []
    paths = [(*message.path, name) for name in names] or [message.path]
    return [whole for path in paths for whole in scan.places(path)]


def added(encode: Encode, text: str, message: Message, forms: Forms) -> list[Splice]:
    """Lines for the forms that the table lacks, each behind the category before it in CLDR's order."""
    out: list[Splice] = []
    newline = newline_of(text, message.whole[0])
    for i, category in enumerate(CATEGORIES):
        if category not in forms or category in message.spans:
            continue
        before = [_end(text, message.spans[c]) for c in CATEGORIES[:i] if c in message.spans]
        at = max(before) if before else min(line_start(text, start) for start, _ in message.spans.values())
        line = _line(encode, text, message, category, forms[category])
        out.append((at, at, line + newline if not at or text[at - 1] == "\n" else newline + line))
    return out


def lines(encode: Encode, text: str, message: Message, forms: Forms, newline: str) -> str:
    """The lines of a new table as the source ``text`` writes its own, the comments above the first one too."""
    top = text[message.whole[0] : line_start(text, min(start for start, _ in message.spans.values()))]
    body = [_line(encode, text, message, c, forms[c]) for c in CATEGORIES if c in forms]
    return newline.join([*top.replace("\r\n", "\n").split("\n")[:-1], *body])


def _line(encode: Encode, text: str, message: Message, category: str, value: str) -> str:
    """A form's line, as the table writes that category or, in its name, ``other``."""
    known = category if category in message.spans else "other"
    start, end = message.spans[known]
    lead, _, tail = text[line_start(text, start) : start].rpartition(known)
    return lead + category + tail + encode(value, text[start:end], text)


def _end(text: str, span: Span) -> int:
    found = text.find("\n", span[1])
    return len(text) if found < 0 else found + 1
