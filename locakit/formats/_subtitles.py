"""What SRT and WebVTT have in common: cues found by their timing lines, keyed by the time they begin.

A cue's key is its start, ``00:01:02.500``, so that a new cue shifts no other; an identifier that is not a number is
the key instead. A second cue with the same key gets ``~2``.
"""

from __future__ import annotations

import re
from dataclasses import replace

from locakit.formats._line_format import LineFormat
from locakit.formats._line_scan import Entry, Scan
from locakit.formats._placeholders import guarded, unknown
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice, newline_of

HEAD = re.compile(
    r"(?:^|(?<=\ufeff))(?:(?=[^\S\n]*+\S)(?P<id>[^\n]*+)\n)?(?P<timing>[^\n]*-->[^\n]*)(?:\n|\Z)", re.MULTILINE
)
_STAMP = r"(?:(\d{1,4}):)?(\d{1,2}):(\d{1,2})[,.](\d{1,3})"
_TIMING = re.compile(rf"[ \t]*{_STAMP}[ \t]*-->[ \t]*{_STAMP}(?:[ \t][^\n]*)?\r?\Z")
_MARKUP = re.compile(r"</?[a-z]+(?:[. \t][^<>\n]*)?>|<\d[\d:.]*>|\{\\[^{}\n]*\}")
"""Tags (``<v Ann>``, ``<c.loud>``), times inside of a cue, and the positions of SubStation Alpha (``{\\an8}``)."""
_GAP = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
BAD_TIMING = "a cue whose timing line cannot be read"


class Subtitles(LineFormat):
    """The cue's lines are the message; numbers, timings, settings, notes and styles stay as they are."""

    spaced = True
    arrow = "-- >"
    """What stands in a text for the arrow of a timing line, which would begin another cue."""

    def parse(self, path: str, text: str, locale: str) -> Resource:
        """See ``LineFormat``; marks that no other format has are told by a ``placeholders:`` flag."""
        resource = super().parse(path, text, locale)
        return replace(resource, messages=tuple(_told(m) for m in resource.messages))

    def encode(self, value: str, raw: str, text: str) -> str:
        """An empty line would end the cue: it is closed up; an arrow would begin another one."""
        closed = _GAP.sub("\n", value.strip("\n")).replace("-->", self.arrow)
        return closed.replace("\n", newline_of(text))

    def fresh(self, name: str, value: str) -> str:
        """A cue from a file that is no subtitles: it lasts two seconds if its key is a time."""
        found = re.match(_STAMP, name)
        start = name.partition("~")[0] if found else "00:00:00.000"
        end = start[:-6] + f"{min(int(start[-6:-4]) + 2, 59):02}" + start[-4:]
        mark = "," if self.name == "srt" else "."
        return f"{start[:-4]}{mark}{start[-3:]} --> {end[:-4]}{mark}{end[-3:]}\n{value}"

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        """The new text; a cue without text gets lines of its own."""
        ((start, end, value),) = super().replace(resource, message, forms)
        if start == end and value:
            newline = newline_of(resource.text, start)
            value = value + newline if resource.text[start - 1] == "\n" else newline + value
        return [(start, end, value)]


def _told(message: Message) -> Message:
    marks = _MARKUP.findall(message.text)
    return guarded(message, unknown(message.text, marks, message.flags)) if marks else message


def start_of(timing: str) -> str | None:
    """The start of a timing line as ``HH:MM:SS.mmm``; None where it cannot be read."""
    found = _TIMING.match(timing)
    if not found:
        return None
    hours, minutes, seconds, rest = found.groups()[:4]
    return f"{int(hours or 0):02}:{int(minutes):02}:{int(seconds):02}.{rest:0<3}"


def take(
    out: Scan, seen: dict[str, int], text: str, key: str, begin: int, span: tuple[int, int], note: str = ""
) -> None:
    """Add the cue that begins at ``begin`` and whose text stands at ``span``."""
    times = seen[key] = seen.get(key, 0) + 1
    start, end = span
    value = text[start:end].replace("\r\n", "\n")
    line = text.find("\n", end) + 1 if end > start else end
    unique = key if times == 1 else f"{key}~{times}"
    out.entries.append(Entry((unique,), value, span, (begin, line or len(text)), note))


def text_span(text: str, start: int, end: int) -> tuple[int, int]:
    """The lines from ``start`` to ``end`` without the empty ones around them; empty at ``start`` if all are."""
    kept = text[start:end].rstrip()
    lead = len(kept) - len(kept.lstrip("\r\n"))
    if not kept:
        return start, start
    stop = start + len(kept)
    behind = re.compile(r"[ \t]+(?=\r?\n|\Z)").match(text, stop)
    return start + lead, behind.end() if behind else stop
