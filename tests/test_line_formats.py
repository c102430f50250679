"""Line formats: edits, additions and removals held against readers that know nothing of locakit."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.formats.registry import by_name
from locakit.model import Resource
from tests import line_readers as read

SAMPLES: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    "properties": (
        "# head\n\n# note\na.one = Öne\\u0021\n! bang\n  two:T\\\n    wo\n\nthree \\=x\nfour\nfive = \\u00e9\\\\",
        read.properties,
    ),
    "strings": (
        '/* head */\n\n/* note */\n"a.one" = "One";\n\nbare = "T\\"wo\\"";\n'
        '"two\\n" = \'thr\'; // tail\n"four" = "a\nb";',
        read.strings,
    ),
    "ini": (
        'top=1\n\n; head\n[One]\n# note\na = one\nb: "two \\"x\\""\nlong = a\n  b\n  c\n\n[Two]\nc=three\nempty =',
        read.ini,
    ),
    "toml": (
        'top = "1"\n\n# head\n[one]\n# note\na = "one" # tail\nb = \'two\'\nn = 3\n\n[[list]]\nc = """x\ny"""\n\n'
        "[[list]]\nc = \"z\"\n[list.sub]\n\"d e\" = '''\n q'''",
        read.toml,
    ),
    "csv": ('key,value,note\na,one,x\nb,"two, ""2""",\n\nc,"three\nlines"\nd,four', read.table),
    "srt": (
        "1\n00:00:01,000 --> 00:00:02,000\none\n\n2\n00:00:03,000 --> 00:00:04,000\ntwo\nlines\n\n\n"
        "3\n00:00:05,000 --> 00:00:06,000\n3",
        read.srt,
    ),
    "vtt": (
        "WEBVTT\n\nNOTE hi\n\n00:01.000 --> 00:02.000 line:0\none\n\n00:00:03.000 --> 00:00:04.000\ntwo\nlines\n",
        read.vtt,
    ),
}
PIECES = st.sampled_from(
    ["a", "Z", " ", "é", "שלום", "😀", "\\", '"', "'", "=", ":", "#", ";", "!", ",", "[x]", "{n}", "%s", "\\n", "\\u",
     "//", "/*", "*/", "-->", "<b>", "&", "\u00a0", "\u2028", "\x85", "''", '"""', "\t", "$x", "|", "1"]
)  # fmt: skip
LINES = st.lists(PIECES, min_size=1, max_size=8).map("".join).filter(lambda t: t.strip() == t)
TEXTS = st.lists(LINES, min_size=1, max_size=3).map("\n".join)
formats = pytest.mark.parametrize("name", SAMPLES)
styles = st.tuples(st.sampled_from(["\n", "\r\n"]), st.booleans(), st.booleans())


def sample(name: str, style: tuple[str, bool, bool]) -> tuple[Resource, dict[str, str]]:
    """A format's file in one of its styles (line ending, BOM, final newline) and what its language reads in it."""
    newline, mark, final = style
    text = SAMPLES[name][0]
    text = ("\ufeff" if mark else "") + text.replace("\n", newline) + (newline if final else "")
    resource = by_name(name).parse(f"a.{name}", text, "en")
    return resource, known(name, text)


def known(name: str, text: str) -> dict[str, str]:
    """What the format's own language reads; empty texts are left out where locakit has no message for them."""
    found = SAMPLES[name][1](text)
    return {k: t.replace("\r\n", "\n") for k, t in found.items()}


def changed(old: str, new: str) -> int:
    """How many lines differ."""
    diff = difflib.SequenceMatcher(None, old.split("\n"), new.split("\n"), autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in diff if tag != "equal")


@formats
@given(style=styles)
@settings(max_examples=8)
def test_reads_what_the_language_reads(name: str, style: tuple[str, bool, bool]) -> None:
    resource, expected = sample(name, style)
    assert not resource.junk
    assert {m.key: m.text for m in resource.messages} == expected
    for before, after in pairwise(resource.messages):
        assert before.whole[1] <= after.whole[0], "entries do not overlap"


@formats
@given(style=styles, value=TEXTS, data=st.data())
@settings(max_examples=60)
def test_an_edit_changes_one_text(name: str, style: tuple[str, bool, bool], value: str, data: st.DataObject) -> None:
    resource, before = sample(name, style)
    fmt = by_name(name)
    key = data.draw(st.sampled_from([m.key for m in resource.messages]))
    after = render(fmt, resource, resource, resource.path, "en", {key: {"other": value}})
    again = fmt.parse(resource.path, after, "en").by_key()
    assume(key in again and again[key].text == value)
    assert known(name, after) == {**before, key: value}
    if "\n" not in value + before[key]:
        assert changed(resource.text, after) <= 2
    assert (after[:1] == "\ufeff") == (resource.text[:1] == "\ufeff")
    assert "\r\n" in resource.text or "\r\n" not in after


@formats
@given(style=styles, value=TEXTS, data=st.data())
@settings(max_examples=40)
def test_most_texts_can_be_written(name: str, style: tuple[str, bool, bool], value: str, data: st.DataObject) -> None:
    """Only what the format has no way to say may come back otherwise, and then other entries stay as they were."""
    resource, before = sample(name, style)
    fmt = by_name(name)
    key = data.draw(st.sampled_from([m.key for m in resource.messages]))
    after = render(fmt, resource, resource, resource.path, "en", {key: {"other": value}})
    again = {m.key: m.text for m in fmt.parse(resource.path, after, "en").messages}
    if name in ("properties", "strings", "toml", "csv"):
        assert again == {**before, key: value}
    elif "-->" not in value:
        assert {k: t for k, t in again.items() if k != key} == {k: t for k, t in before.items() if k != key}


@formats
@given(style=styles, data=st.data())
@settings(max_examples=25)
def test_what_is_taken_out_comes_back_in_its_place(
    name: str, style: tuple[str, bool, bool], data: st.DataObject
) -> None:
    source, before = sample(name, style)
    fmt = by_name(name)
    keys = [m.key for m in source.messages if m.text]
    gone = data.draw(st.sets(st.sampled_from(keys), min_size=1))
    less = render(fmt, source, source, "b", "en", dict.fromkeys(gone))
    assert known(name, less) == {k: t for k, t in before.items() if k not in gone}
    target = fmt.parse("b", less, "en")
    more = render(fmt, source, target, "b", "en", {k: {"other": before[k]} for k in gone})
    assert known(name, more) == before
    if len(gone) < len(keys):
        order = [m.key for m in fmt.parse("b", more, "en").messages if m.text]
        assert order == keys


@formats
@given(style=styles, data=st.data())
@settings(max_examples=15)
def test_a_new_file_has_what_was_asked_for(name: str, style: tuple[str, bool, bool], data: st.DataObject) -> None:
    source, before = sample(name, style)
    fmt = by_name(name)
    keys = [m.key for m in source.messages if m.text]
    wanted = data.draw(st.sets(st.sampled_from(keys), min_size=1))
    text = render(fmt, source, None, "b", "en", {k: {"other": before[k]} for k in wanted})
    assert {k: t for k, t in known(name, text).items() if t} == {k: before[k] for k in wanted}
    bare = fmt.parse("c", "", "en")
    text = render(fmt, source, bare, "c", "en", {k: {"other": before[k]} for k in wanted})
    assert {m.key: m.text for m in fmt.parse("c", text, "en").messages} == {k: before[k] for k in wanted}
