"""Line formats at their edges: broken and hostile files, encodings, and what each one alone can do."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats.registry import by_name
from locakit.shell.disk import decode, encode
from locakit.splice import place
from tests import line_readers as read
from tests.test_line_formats import TEXTS

SOUP = {
    "properties": ["a=b\n", "\\\n", "\\u12", "# n\n", ":", "k"],
    "strings": ['"a" = "b";\n', '"', "/*", "*/", "//", ";", "k = v;", "="],
    "ini": ["[s]\n", "a = b\n", "  more\n", "; n\n", "[", '"q"'],
    "toml": ["[a]\n", "[[l]]\n", 'one = "1"\n', 'other = "2"\n', "n = [1,\n", "'", '"""', "# n\n", "d.e = 's'\n"],
    "csv": ["key,en,de\n", "a,b\n", '"x"', '"', ",", ";"],
    "srt": ["1\n", "00:00:01,000 --> 00:00:02,000\n", "-->", "text\n", "\n\n"],
    "vtt": ["WEBVTT\n", "id\n", "00:01.000 --> 00:02.000\n", "-->", "NOTE x\n", "\n\n"],
    "php": [
        "<?php return [",
        "'a' => 'b',",
        "'n' => [",
        "]",
        ",",
        "array(",
        ")",
        "=>",
        "// c\n",
        "/*",
        "fn() => 1,",
        "'",
    ],
}


@pytest.mark.parametrize("name", SOUP)
@given(data=st.data())
@settings(max_examples=80)
def test_any_text_is_kept_or_refused(name: str, data: st.DataObject) -> None:
    tokens = st.sampled_from([*SOUP[name], "\n", " ", "é", "\\", "\r\n"])
    text = SOUP[name][0] * (name in ("php", "vtt")) + "".join(data.draw(st.lists(tokens, max_size=20)))
    fmt = by_name(name)
    try:
        resource = fmt.parse("x", text, "en")
    except BrokenText as error:
        assert error.fault.line >= 1
        return
    assert render(fmt, resource, resource, "x", "en", {m.key: m.forms for m in resource.messages}) == text
    for message in resource.messages:
        assert all(0 <= start <= end <= len(text) for start, end in (message.whole, *message.spans.values()))
    fmt.template(resource, "y", "de", frozenset(m.key for m in resource.messages[::2]))


def test_a_new_webvtt_file_has_an_empty_line_below_its_head() -> None:
    fmt = by_name("vtt")
    source = fmt.parse("en.vtt", "WEBVTT\n\n00:01.000 --> 00:02.000\none", "en")
    for target in (None, fmt.parse("de.vtt", "WEBVTT\n", "de"), fmt.parse("de.vtt", "\ufeff", "de")):
        text = render(fmt, source, target, "de.vtt", "de", {"00:00:01.000": {"other": "eins"}})
        assert text.strip("\ufeff\n") == "WEBVTT\n\n00:01.000 --> 00:02.000\neins"


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


@given(value=TEXTS)
@settings(max_examples=40)
def test_properties_keep_lines_broken_where_they_were(value: str) -> None:
    fmt = by_name("properties")
    resource = fmt.parse("x", "a = one\\n\\\n    two\nb = \\:stays\n", "en")
    after = render(fmt, resource, resource, "x", "en", {"a": {"other": value}})
    assert read.properties(after) == {"a": value, "b": ":stays"}
    assert after.count("\n    ") == value.count("\n")


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
