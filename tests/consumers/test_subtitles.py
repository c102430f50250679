"""Subtitles read by webvtt-py: what locakit wrote has the cues, times and words that were told."""

from __future__ import annotations

import io
from typing import Any

import pytest

from locakit.catalog import render
from locakit.formats.registry import by_name

webvtt = pytest.importorskip("webvtt", reason="needs webvtt-py: .ci/run installs it")

SRT = """\
7
00:00:01,000 --> 00:00:03,500
The tide is coming in.

7
00:00:04,000 --> 00:00:06,000
<i>Cast off</i>
the ropes!

1
01:00:00,000 --> 01:00:01,000
The end
"""
VTT = """\
WEBVTT - a talk

STYLE
::cue(v) { color: teal }

REGION
id:top
lines:3

NOTE
She is far away.

call
00:01.000 --> 00:03.500 align:start line:0 region:top
<v Ann>The tide is coming in.

00:00:04.000 --> 00:00:06.000
<c.loud>Cast off</c>
the <00:00:05.000>ropes!

NOTE the last one

01:00:00.000 --> 01:00:01.000
The end
"""
WORDS = {
    "ar": "المد قادم <i>الآن</i>", "fr": "La marée monte !", "pl": "Przypływ\nnadchodzi", "ru": "Прилив --> идёт",
    "ja": "潮が\n\n満ちる",
}  # fmt: skip


def cues(name: str, text: str) -> list[Any]:
    read = webvtt.from_buffer(io.StringIO(text), format=name)
    return [(cue.start, cue.end, cue.raw_text) for cue in read.captions]


@pytest.mark.parametrize("name", ["srt", "vtt"])
@pytest.mark.parametrize("locale", WORDS)
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_new_file_has_the_cues_that_were_told(name: str, locale: str, newline: str) -> None:
    text = (SRT if name == "srt" else VTT).replace("\n", newline)
    fmt = by_name(name)
    source = fmt.parse(f"a.{name}", text, "en")
    assert [m.text for m in source.messages] == [raw for _, _, raw in cues(name, text)]
    values = {m.key: {"other": WORDS[locale]} for m in source.messages}
    made = render(fmt, source, None, f"b.{name}", locale, values)
    arrow = "-- >" if name == "srt" else "--&gt;"
    told = WORDS[locale].replace("\n\n", "\n").replace("-->", arrow)
    assert cues(name, made) == [(start, end, told) for start, end, _ in cues(name, text)]
    assert render(fmt, source, source, f"a.{name}", locale, values) == made
    kept = [line for line in text.split(newline) if line.startswith(("STYLE", "::cue", "NOTE", "REGION", "id:"))]
    assert [
        line for line in made.split(newline) if line.startswith(("STYLE", "::cue", "NOTE", "REGION", "id:"))
    ] == kept
    assert all(line in made for line in text.split(newline) if "-->" in line)
