"""WebVTT ``.vtt`` subtitles: header, notes, styles, regions, identifiers and settings stay.

Source: W3C WebVTT: The Web Video Text Tracks Format, 6.1 (file parsing).
"""

from __future__ import annotations

import re

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats._line_scan import Scan, beginning
from locakit.formats._subtitles import BAD_TIMING, HEAD, Subtitles, start_of, take, text_span
from locakit.splice import place

_BLOCK = re.compile(r"(?:[^\n]*[^\r\n][^\n]*(?:\n|\Z))+")
_OTHER = re.compile(r"(?:NOTE|STYLE|REGION)(?=[ \t\r\n]|\Z)")


class Vtt(Subtitles):
    """Blocks between empty lines; a ``NOTE`` before a cue is its note."""

    name = "vtt"
    suffixes: tuple[str, ...] = (".vtt",)
    layout = "media/talk.{locale}.vtt"
    example = """\
WEBVTT

STYLE
::cue(v) { color: teal }

NOTE She is far away.

call
00:01.000 --> 00:03.500 align:start line:0
<v Ann>The tide is coming in.

00:00:04.000 --> 00:00:06.000
<v Ben>Cast off <c.loud>the ropes!</c>
"""
    headed = True
    arrow = "--&gt;"

    def scan(self, text: str) -> Scan:
        """Raises BrokenText where a text does not begin with ``WEBVTT``; a block without timing is junk."""
        out = Scan()
        seen: dict[str, int] = {}
        first, note = beginning(text), ""
        if not re.compile(r"WEBVTT(?=[ \t\r\n]|\Z)").match(text, first) and text[first:].strip():
            raise BrokenText(Fault("no WebVTT file: it does not begin with WEBVTT", "", *place(text, first)))
        for i, block in enumerate(_BLOCK.finditer(text, first)):
            head = HEAD.search(block[0])
            other = _OTHER.match(block[0])
            if i and head and not other:
                _cue(out, seen, text, block, head, note)
            elif not other and i:
                out.fault("a block without a timing", block.start(), block.end())
            note = block[0][4:].strip() if other and block[0].startswith("NOTE") else ""
        return out


FORMAT: Format = Vtt()


def _cue(
    out: Scan, seen: dict[str, int], text: str, block: re.Match[str], head: re.Match[str], note: str
) -> None:  # fmt: skip
    start = start_of(head["timing"])
    if start is None or head.start():
        out.fault(BAD_TIMING, block.start(), block.end())
        return
    name = (head["id"] or "").strip()
    key = start if not name or name.isdecimal() else name
    take(out, seen, text, key, block.start(), text_span(text, block.start() + head.end(), block.end()), note)
