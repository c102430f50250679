"""Line formats: edits, additions and removals held against readers that know nothing of locakit."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.formats._table import starts_formula
from locakit.formats.registry import by_name, detect
from locakit.market import channels
from locakit.model import Resource
from locakit.placeables import find
from locakit.settings import Content
from locakit.shell.published import placed
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
        'top = "1"\ntab = { m = "1", "n o" = \'2\', p = { q = "r" } } # l\n\n'
        '# head\n[one]\n# note\na = "one" # tail\nb = \'two\'\nn = 3\n\n[[list]]\nc = """x\ny"""\n\n'
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
        shared = before.whole == after.whole
        assert shared or before.whole[1] <= after.whole[0], "entries do not overlap"


@formats
@given(style=styles, value=TEXTS, data=st.data())
@settings(max_examples=60)
def test_an_edit_changes_one_text(name: str, style: tuple[str, bool, bool], value: str, data: st.DataObject) -> None:
    resource, before = sample(name, style)
    fmt = by_name(name)
    key = data.draw(st.sampled_from([m.key for m in resource.messages]))
    assume(name != "csv" or not starts_formula(value))
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
    assume(name != "csv" or not starts_formula(value))
    after = render(fmt, resource, resource, resource.path, "en", {key: {"other": value}})
    again = {m.key: m.text for m in fmt.parse(resource.path, after, "en").messages}
    if name in ("properties", "strings", "toml", "csv"):
        assert again == {**before, key: value}
    else:
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


def test_a_strings_entry_without_semicolon_is_read_and_told() -> None:
    fmt = by_name("strings")
    text = '"a" = "1"\n"b" = "2" // note\n"c" = "3";\n"d" = "4"'
    resource = fmt.parse("x.strings", text, "en")
    assert {m.key: m.text for m in resource.messages} == {"a": "1", "b": "2", "c": "3", "d": "4"}
    assert [(text.count("\n", 0, j.span[0]), j.message[:12]) for j in resource.junk] == [
        (line, "no semicolon") for line in (0, 1, 3)
    ]
    after = render(fmt, resource, resource, "x.strings", "en", {"b": {"other": "zwei"}})
    assert after == text.replace('"2"', '"zwei"')


PLAY, APPLE = "fastlane/metadata/android/en-US", "fastlane/metadata/en-US"


@pytest.mark.parametrize(
    ("path", "limit", "store"),
    [
        (f"{PLAY}/title.txt", 30, "Google Play"),
        (f"{PLAY}/short_description.txt", 80, "Google Play"),
        (f"{PLAY}/full_description.txt", 4000, "Google Play"),
        (f"{PLAY}/changelogs/default.txt", 500, "Google Play"),
        (f"{APPLE}/name.txt", 30, "App Store"),
        (f"{APPLE}/subtitle.txt", 30, "App Store"),
        (f"{APPLE}/keywords.txt", 100, "App Store"),
        (f"{APPLE}/description.txt", 4000, "App Store"),
        (f"{APPLE}/promotional_text.txt", 170, "App Store"),
        (f"{APPLE}/release_notes.txt", 4000, "App Store"),
        ("notes.text", None, ""),
    ],
)
def test_a_stores_text_knows_its_field(path: str, limit: int | None, store: str) -> None:
    fmt = detect(path)
    assert fmt is by_name("plain")
    (message,) = fmt.parse(path, "Two\r\nlines\r\n", "en").messages
    place = channels.of(placed(Content(path), path, {}, True)(message).flags, channels.shipped())
    assert (message.text, place and place.budget.max) == ("Two\nlines", limit)
    assert message.context.startswith(store)


@pytest.mark.parametrize("path", [f"{APPLE}/{name}_url.txt" for name in ("marketing", "support", "privacy")])
def test_a_stores_addresses_are_not_translated(path: str) -> None:
    fmt = by_name("plain")
    assert detect(path) is fmt
    assert fmt.parse(path, "https://example.com\n", "en").messages == ()


@pytest.mark.parametrize("ending", ["", "\n", "\r\n", "\n\n"])
def test_a_text_keeps_the_end_it_was_found_with(ending: str) -> None:
    fmt = by_name("plain")
    source = fmt.parse("a.text", f"One{ending}", "en")
    values = {"text": {"other": "Uno\ndos"}}
    newline = "\r\n" if "\r" in ending else "\n"
    assert render(fmt, source, source, "a.text", "es", values) == f"Uno{newline}dos{ending}"
    assert render(fmt, source, None, "b.text", "es", values) == f"Uno{newline}dos{ending}"


def test_marks_of_subtitles_are_placeables() -> None:
    text = "WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Go <c.loud>now</c> <00:00:01.500>or later\n"
    (message,) = by_name("vtt").parse("a.vtt", text, "en").messages
    assert [p.text for p in find(message.text, message.flags)] == ["<v Ann>", "<c.loud>", "</c>", "<00:00:01.500>"]
    (message,) = by_name("srt").parse("a.srt", "1\n00:00:01,000 --> 00:00:02,000\n{\\an8}Hi\n", "en").messages
    assert [p.text for p in find(message.text, message.flags)] == ["{\\an8}"]
