"""Line formats: edits, additions and removals held against readers that know nothing of locakit."""

from __future__ import annotations

import difflib
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats.registry import by_name
from locakit.model import Resource
from locakit.shell.disk import decode, encode
from locakit.splice import place
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


BROKEN = {
    "strings": ('<?xml version="1.0"?>\n<plist/>', "XML"),
    "srt": ("\nno cue here\n", "no line with a timing"),
    "vtt": ("1\n00:01.000 --> 00:02.000\nx\n", "does not begin with WEBVTT"),
    "csv": ("one column\nof words\n", "one cell"),
    "php": ("<?php\n$x = 1;\n", "does not return an array"),
}
JUNK = {
    "properties": ("a=1\nb=\\u12\nc=3\n", 2, "four hexadecimal"),
    "strings": ('"a" = "1";\n"b" "2";\n"c" = "3";\n', 2, "no entry"),
    "srt": ("1\n00:00:01,000 --> 00:00:02,000\na\n\n2\n0:xx --> 1\nb\n", 5, "timing line"),
    "vtt": ("WEBVTT\n\nstray\n\n00:01.000 --> 00:02.000\nx\n", 3, "without a timing"),
    "ini": ("[a]\nb = 1\nwords\nc = 2\n", 3, "neither a section"),
    "toml": ('a = "1"\nb = "2\nc = "3"\n', 2, "not TOML"),
    "csv": ('key,value\na,"1"x\nb,2\n', 2, "quotes"),
    "php": ("<?php\nreturn [\n'a' => '1',\n'b' => '2' '3',\n'c' => '4'];\n", 4, "cannot be read"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_is_no_such_file_is_refused_with_its_place(name: str) -> None:
    text, message = BROKEN[name]
    with pytest.raises(BrokenText, match=message) as error:
        by_name(name).parse("dir/x", text, "en")
    assert error.value.fault.path == "dir/x" and error.value.fault.line >= 1


@pytest.mark.parametrize("name", JUNK)
def test_a_broken_entry_costs_that_entry_only(name: str) -> None:
    text, line, message = JUNK[name]
    resource = by_name(name).parse("x", text, "en")
    (junk,) = resource.junk
    assert message in junk.message and place(text, junk.span[0])[0] == line
    assert resource.messages
    key = resource.messages[-1].key
    after = render(by_name(name), resource, resource, "x", "en", {key: {"other": "new"}})
    assert text[slice(*junk.span)] in after


def test_properties_in_latin_1_keep_their_bytes() -> None:
    data = b"# caf\xe9\ngr\xfcn = gr\xfcn\nrot = rot\n"
    found = decode(data)
    fmt = by_name("properties")
    resource = fmt.parse("x.properties", found.text, "de")
    assert {m.key: m.text for m in resource.messages} == {"grün": "grün", "rot": "rot"}
    after = render(fmt, resource, resource, "x.properties", "de", {"rot": {"other": "röt 😀"}})
    assert encode(after, found.encoding) == data.replace(b"= rot", b"= r\\u00F6t \\uD83D\\uDE00")


def test_strings_in_utf_16_keep_their_encoding() -> None:
    data = '\ufeff"a" = "é";\r\n"b" = "c";\r\n'.encode("utf-16-le")
    found = decode(data)
    fmt = by_name("strings")
    resource = fmt.parse("x.strings", found.text, "en")
    after = render(fmt, resource, resource, "x.strings", "en", {"b": {"other": "日本"}})
    assert encode(after, found.encoding) == '\ufeff"a" = "é";\r\n"b" = "日本";\r\n'.encode("utf-16-le")


def test_store_texts_have_the_stores_limits() -> None:
    limits = {
        "fastlane/metadata/android/en-US/title.txt": 30,
        "fastlane/metadata/android/de/changelogs/12.txt": 500,
        "fastlane/metadata/de-DE/keywords.txt": 100,
        "metadata/en-US/full_description.txt": None,
        "notes/title.txt": None,
    }
    found = {path: by_name("plain").parse(path, "x\n", "en").messages[0].limit for path in limits}
    assert found == limits


def test_php_never_overwrites_what_is_computed() -> None:
    fmt = by_name("php")
    source = fmt.parse("en.php", "<?php return ['a' => 'One', 'b' => ['c' => 'Two'], 'd' => 'Three'];", "en")
    text = "<?php return ['a' => config('x'), 'b' => B, 'd' => null];"
    target = fmt.parse("de.php", text, "de")
    after = render(fmt, source, target, "de.php", "de", {k: {"other": "neu"} for k in ("a", "b.c", "d")})
    assert after == text.replace("null", "'neu'")


@pytest.mark.parametrize("raw", ["'x'", '"x"', "'a\\\\b'", '"a\nb"'])
@given(value=TEXTS)
@settings(max_examples=40)
def test_php_literals_say_what_was_meant(raw: str, value: str) -> None:
    fmt = by_name("php")
    text = f"<?php\nreturn [\n    'a' => {raw},\n    'b' => 'stays',\n];\n"
    resource = fmt.parse("a.php", text, "en")
    after = render(fmt, resource, resource, "a.php", "en", {"a": {"other": value}})
    assert {m.key: m.text for m in fmt.parse("a.php", after, "en").messages} == {"a": value, "b": "stays"}


def test_csv_gives_a_new_market_its_own_column() -> None:
    fmt = by_name("csv")
    text = "key,en,de-DE\na,One,Eins\nb,Two,\n"
    source, target = fmt.parse("x.csv", text, "en"), fmt.parse("x.csv", text, "fr")
    assert target.messages == ()
    after = render(fmt, source, target, "x.csv", "fr", {"b": {"other": "Deux"}})
    assert after == "key,en,de-DE,fr\na,One,Eins,\nb,Two,,Deux\n"
    assert read.table(after, value=3) == {"b": "Deux"}
    assert fmt.parse("x.csv", after, "de-DE").messages == fmt.parse("x.csv", text, "de-DE").messages[:1]
