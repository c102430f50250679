"""Line formats at their edges: broken and hostile files, encodings, and what each one alone can do."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats.registry import by_name
from locakit.locales import CATEGORIES
from locakit.model import Unit
from locakit.rules import plurals
from locakit.shell.disk import decode, encode
from locakit.splice import place
from tests import line_readers as read
from tests.consumers.markets import HARD, MARKETS, chosen, forms_of, turned
from tests.test_line_formats import TEXTS
from tests.trees import texts

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


@pytest.mark.parametrize("raw", ["a = " + "[" * 100_000 + "]" * 100_000, "[" * 100_000, "a = " + "{b=" * 999])
def test_toml_that_nests_too_deep_says_so(raw: str) -> None:
    resource = by_name("toml").parse("x", f'c = "x"\n{raw}\n', "en")
    assert [m.key for m in resource.messages] == ["c"]
    assert [(j.message, j.span[0]) for j in resource.junk] == [("nested deeper than 200 levels", 8)]


@pytest.mark.parametrize(
    ("broken", "made"),
    [
        ('"a" = "A";\n\n/* Never closed\n"b" = "B";\n', '"a" = "a!";\n\n'),
        ('"a" = "A"; stray\n\n// Note\n"b" = "B";\n', '"a" = "a!"; \n\n// Note\n"b" = "b!";\n'),
        ('"a" = "A";\nstray words\nand more\n"b" = "B";\n', '"a" = "a!";\n"b" = "b!";\n'),
        ("/* Never closed", ""),
    ],
)
def test_strings_that_apple_refuses_are_not_copied_into_a_new_file(broken: str, made: str) -> None:
    source = by_name("strings").parse("x", broken, "en")
    wished = {m.key: {"other": f"{m.key}!"} for m in source.messages}
    assert source.junk and render(by_name("strings"), source, None, "y", "fr", wished) == made


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


def test_store_texts_say_where_they_are_published() -> None:
    flags = {
        "fastlane/metadata/android/en-US/title.txt": {"channel:google-play"},
        "fastlane/metadata/android/de/changelogs/12.txt": {"channel:google-play", "field:release_notes"},
        "fastlane/metadata/de-DE/keywords.txt": {"channel:app-store"},
        "metadata/en-US/full_description.txt": set(),
        "notes/title.txt": set(),
    }
    found = {path: by_name("plain").parse(path, "x\n", "en").messages[0].flags for path in flags}
    assert found == flags


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
    found = {m.key: "|".join(m.forms.values()) for m in fmt.parse("a.php", after, "en").messages}
    assert found == {"a": value, "b": "stays"}


def test_csv_gives_a_new_market_its_own_column() -> None:
    fmt = by_name("csv")
    text = "key,en,de-DE\na,One,Eins\nb,Two,\n"
    source, target = fmt.parse("x.csv", text, "en"), fmt.parse("x.csv", text, "fr")
    assert target.messages == ()
    after = render(fmt, source, target, "x.csv", "fr", {"b": {"other": "Deux"}})
    assert after == "key,en,de-DE,fr\na,One,Eins,\nb,Two,,Deux\n"
    assert read.table(after, value=3) == {"b": "Deux"}
    assert fmt.parse("x.csv", after, "de-DE").messages == fmt.parse("x.csv", text, "de-DE").messages[:1]


INLINE = """\
title = "T"
names = ["one", 'two', "three"] # list
item = { one = "item", other = "{count} items" }
[menu]
# note
main = { home = "Home", "a b" = "AB", n = 3, sub = { deep = "Deep" } }
rows = [
  { id = "x", text = "X" },
  { id = "y", text = "Y" }, # last
]
nums = [1, 2, 1979-05-27 07:32:00]
last = "L"
"""
TARGETS = (None, INLINE, "", 'item = { other = "x" }\nnames = []\n[menu]\nmain = { home = "H" }\n', "rows = 3\n")


@pytest.mark.parametrize("market", MARKETS)
def test_toml_holds_texts_in_arrays_and_inline_tables(market: str) -> None:
    fmt = by_name("toml")
    source = fmt.parse("en.toml", INLINE, "en")
    assert {m.key: m.note for m in source.messages if m.note} == {
        "names.0": "list", "names.1": "list", "names.2": "list",
        "menu.main.home": "note", "menu.main.a b": "note", "menu.main.sub.deep": "note",
    }  # fmt: skip
    values = turned(market, [m.key for m in source.messages])
    values["item"] = forms_of(market, "w")
    for target in TARGETS:
        known = fmt.parse("x.toml", target, market) if target is not None else None
        data = tomllib.loads(render(fmt, source, known, "x.toml", market, values))
        assert data["item"] == dict(values["item"]) | ({"one": "item"} if target == INLINE and market == "ja" else {})
        assert chosen(market, data["item"]) == chosen(market, values["item"])
        found = {".".join(p): t for p, t in texts(data).items()}
        assert {k: found[k] for k in values if k != "item"} == {k: f["other"] for k, f in values.items() if k != "item"}


def test_toml_takes_out_a_part_of_a_value() -> None:
    fmt = by_name("toml")
    source = fmt.parse("en.toml", INLINE, "en")
    gone = ("names.0", "names.2", "menu.main.home", "menu.main.sub.deep", "menu.rows.1.id", "menu.rows.1.text", "item")
    less = render(fmt, source, source, "x", "en", dict.fromkeys(gone))
    assert less == (
        INLINE.replace('"one", \'two\', "three"', "\"\", 'two'")
        .replace('item = { one = "item", other = "{count} items" }\n', "")
        .replace('home = "Home", ', "")
        .replace(', sub = { deep = "Deep" }', "")
        .replace('  { id = "y", text = "Y" }, # last\n', "")
    )
    some = {"names.1": {"other": "zwei"}, "menu.rows.0.text": {"other": "iks"}}
    made = tomllib.loads(render(fmt, source, None, "x", "de", some))
    assert made["names"] == ["", "zwei"] and made["menu"]["rows"] == [{"text": "iks"}] and "item" not in made


@pytest.mark.parametrize("market", MARKETS)
def test_ini_is_read_by_configparser_as_it_was_told(market: str) -> None:
    fmt = by_name("ini")
    text = "; head\n\n[One]\n# note\n" + "".join(f'Key {i} = x\nq{i}: "y"\n' for i in range(20)) + "[Two]\na=b\n"
    source = fmt.parse("en.ini", text, "en")
    words = [w for w in HARD if w == w.strip() and "\n" not in w and w[:1] not in "'\""]
    values = {m.key: {"other": words[(i + len(market)) % len(words)]} for i, m in enumerate(source.messages)}
    for target in (None, source, fmt.parse("x.ini", "[Two]\n", market)):
        assert read.ini(render(fmt, source, target, "x.ini", market, values)) == {
            k: f["other"] for k, f in values.items()
        }


NOTED = {
    "properties": (
        "#a = A",
        "# b = Old",
        "",
        "# c=Old",
        "# (c) 2020 Somebody",
        "d = D",
        "! It is green.",
        "# --",
        "e=E",
    ),
    "ini": ("; a = A", "; b = Old", "", "; c=Old", "; (c) 2020 Somebody", "d = D", "# It is green.", "; --", "e = E"),
    "toml": ("# a = 'A'", "# b = ''", "", "# c='x'", "# (c) 2020 X", "d = 'D'", "# It is green.", "# --", "e = 'E'"),
    "php": (
        "// 'a' => 'A',",
        "// 'b' => 'x',",
        "",
        "# (c) 2020 X",
        "'d' => 'D',",
        "/*",
        " * It is green.",
        " */",
        "'e'=>''",
    ),
    "fluent": ("# a = A", "# b = Old", "", "# c = Old", "# (c) 2020 X", "d = D", "# It is green.", "# --", "e = E"),
}
LEAD = {"php": "<?php return [", "ini": "[s]"}


@pytest.mark.parametrize("name", NOTED)
def test_comments_are_notes_where_they_speak_of_the_entry(name: str) -> None:
    text = "\n".join([LEAD.get(name, ""), *NOTED[name], "];" if name == "php" else ""])
    notes = {m.key.rpartition(".")[2]: m.note for m in by_name(name).parse("x", text, "en").messages}
    assert notes == {"d": "", "e": "It is green."}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<?php\n\nclass A { function b() { return ['a' => 'b']; } }\n", 3),
        ("\ufeff<?php\necho system('ls');\n", 2),
        ("<?php\nreturn config('app');\n", 2),
        ("<?php\nreturn [\n  'a' => [", 3),
        ("no code at all", 1),
        ("<?php return " + "[" * 500, 1),
    ],
)
def test_php_that_is_code_is_refused_with_its_place(text: str, line: int) -> None:
    with pytest.raises(BrokenText) as error:
        by_name("php").parse("x.php", text, "en")
    assert (error.value.fault.path, error.value.fault.line) == ("x.php", line)


def test_php_arrays_given_to_a_variable() -> None:
    fmt = by_name("php")
    text = "<?php\n// Texts\n$define = [\n    'A' => 'One',\n    'B' => 'Two',\n];\n\nreturn $define;\n"
    source = fmt.parse("x.php", text, "en")
    assert [m.key for m in source.messages] == ["A", "B"]
    assert render(fmt, source, source, "x.php", "en", {"A": {"other": "Eins"}}) == text.replace("One", "Eins")


HOSTILE = {
    "php": ("<?php return [" + "<<<A\n" * 5000, "<?php return [" + "'a'." * 50_000, "<?php\n" + "define('a'," * 20_000),
    "toml": ("a = [\n" * 20_000, "a = {b = " * 20_000, "a = [#\n" * 20_000, "a = '''\n" * 20_000),
    "ini": ("[a]\n" * 20_000, "a = b\n" + "  c\n" * 50_000, 'a = "' + "\\" * 50_000),
    "properties": ("a\\\n" * 50_000, "a=" + "\\u0041" * 20_000, "\r" * 50_000, "# x\n" * 50_000),
    "fluent": ("a = {" * 20_000, "a = { $b ->\n" * 20_000, "a = b\n" + "  {\n" * 20_000, "a = " + "{ $x }" * 20_000),
    "yaml": ("{" * 50_000, "  # x\n" * 50_000 + "a: b", "a: &b c\n" * 20_000, "a: '" + "''" * 50_000, "? " * 20_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_linear_time(name: str) -> None:
    """None of these ends within a test's patience where reading is quadratic."""
    for text in HOSTILE[name]:
        try:
            resource = by_name(name).parse("x", text, "en")
        except BrokenText as error:
            assert error.fault.line >= 1
        else:
            assert all(0 <= j.span[0] <= j.span[1] <= len(text) for j in resource.junk)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("a\nB\n\nc", "a\n\tB\n  # on c\n\n   c"),
        ("a\nb\n\nc\nd", "a\n\tb\n  # on c\n\n   c\n   d"),
        ("a\nb\nc", "a\n\tb\n  # on c\n   c"),
        ("b\nc", "b\n  # on c\n   c"),
        ("a", "a"),
    ],
)
def test_comments_between_the_lines_of_an_ini_value_stay(newline: str, value: str, written: str) -> None:
    fmt = by_name("ini")
    text = "[s]\nlong = a\n\tb\n  # on c\n\n   c\nnext = x\n".replace("\n", newline)
    resource = fmt.parse("x.ini", text, "en")
    out = render(fmt, resource, resource, "x.ini", "en", {"s.long": {"other": value}})
    assert out == f"[s]\nlong = {written}\nnext = x\n".replace("\n", newline)
    assert [m.text for m in fmt.parse("x.ini", out, "en").messages] == [value, "x"]


LIST = "one=1\n{gap}{remark}two=2\n{middle}three=3\n\n# Four\n\nfour=4\nfive=5\n"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("gone", ["two", "three", "four", "five"])
@pytest.mark.parametrize(
    ("gap", "remark", "middle"),
    [("", "", ""), ("\n", "", ""), ("\n", "# Two\n", ""), ("\n# All\n\n", "", ""), ("\n", "", "\n"), ("\n\n", "", "")],
)
def test_a_line_taken_out_and_put_back_stands_where_it_was(
    gap: str, remark: str, middle: str, gone: str, newline: str
) -> None:
    fmt = by_name("properties")
    text = LIST.format(gap=gap, remark=remark, middle=middle).replace("\n", newline)
    source = fmt.parse("en.properties", text, "en")
    words = {m.key: m.forms for m in source.messages}
    less = render(fmt, source, source, "de.properties", "de", {gone: None})
    target = fmt.parse("de.properties", less, "de")
    back = render(fmt, source, target, "de.properties", "de", {gone: words[gone]})
    assert back == text


def test_no_form_is_asked_for_that_laravel_does_not_know() -> None:
    fmt = by_name("php")
    source = fmt.parse("en.php", "<?php return ['a' => ':count day|:count days'];", "en").messages[0]
    for locale, text, wanted in (("he", "x|z", []), ("pl", "x|z|y", []), ("pl", "x|z", ["many"])):
        (message,) = fmt.parse("x.php", f"<?php return ['a' => '{text}'];", locale).messages
        unit = Unit("x.php", "a", source.forms, message.forms, locale, "en", True, flags=source.flags | message.flags)
        found = [finding.message for finding in plurals.missing.check([unit])]
        assert [c for c in CATEGORIES for line in found if repr(c) in line] == wanted
