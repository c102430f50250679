"""SubRip ``.srt`` subtitles: cues are not counted anew, their timings and numbers stay."""

from __future__ import annotations

import re
from itertools import pairwise

from locakit.doors import Format
from locakit.errors import BrokenText, Fault
from locakit.formats._line_scan import Scan, beginning
from locakit.formats._subtitles import BAD_TIMING, HEAD, Subtitles, start_of, take, text_span
from locakit.splice import place


class Srt(Subtitles):
    """A cue's text goes on to the next number and timing, as real files have empty lines in it."""

    name = "srt"
    suffixes: tuple[str, ...] = (".srt",)
    layout = "media/talk.{locale}.srt"
    example = """\
1
00:00:01,000 --> 00:00:03,500
The tide is coming in.

2
00:00:04,000 --> 00:00:06,000
{\\an8}<i>Cast off</i>
the ropes!
"""

    def scan(self, text: str) -> Scan:
        """Raises BrokenText where a text has no timing line at all."""
        out = Scan()
        seen: dict[str, int] = {}
        first = beginning(text)
        heads = [(_begin(text, m), m) for m in HEAD.finditer(text, first)]
        if not heads and text[first:].strip():
            raise BrokenText(Fault("no subtitles: there is no line with a timing", "", *place(text, first)))
        if heads and text[first : heads[0][0]].strip():
            out.fault("text before the first cue", first, heads[0][0])
        for (begin, head), following in pairwise([*heads, (len(text), None)]):
            key = start_of(head["timing"]) if head else None
            if head is None or key is None:
                out.fault(BAD_TIMING, begin, following[0])
            else:
                take(out, seen, text, key, begin, text_span(text, head.end(), following[0]))
        return out


FORMAT: Format = Srt()


def _begin(text: str, head: re.Match[str]) -> int:
    """Where the cue begins: at its number, if the line before the timing is one."""
    numbered = (head["id"] or "").strip().isdecimal()
    return max(head.start() if numbered else head.start("timing"), beginning(text))
