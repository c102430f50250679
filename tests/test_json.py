"""JSON: what is read, what is refused with its place, and edits checked by Python's own reader."""

from __future__ import annotations

import difflib
import json
import re
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import splice
from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats._json_scan import scan
from locakit.formats.json import FORMAT
from locakit.model import Resource
from tests.trees import TEXTS, by_key, commented, edited, edits, texts, trees, without_others

STYLES = st.tuples(
    st.sampled_from([None, 2, 4, "\t", 0]),
    st.sampled_from([None, (",", ":"), (", ", " : ")]),
    st.booleans(),
    st.sampled_from(["\n", "\r\n"]),
    st.booleans(),
)


def read(text: str, locale: str = "en", path: str = "en.json") -> Resource:
    return FORMAT.parse(path, text, locale)


def dump(tree: Any, style: tuple[Any, ...]) -> str:
    indent, separators, ascii_only, newline, mark = style
    text = json.dumps(tree, indent=indent, separators=separators, ensure_ascii=ascii_only)
    return ("\ufeff" if mark else "") + text.replace("\n", newline) + (newline if indent else "")


def load(text: str) -> Any:
    return json.loads(text.lstrip("\ufeff"))


def one(text: str, key: str, value: str) -> str:
    """A file after one entry of it got a new text."""
    resource = read(text)
    message = resource.by_key()[key]
    return splice.apply(text, FORMAT.replace(resource, message, {"other": value}))


@given(trees(), STYLES)
def test_reads_what_python_reads(tree: dict[str, Any], style: tuple[Any, ...]) -> None:
    resource = read(dump(tree, style))
    last = {".".join(p): v for p, v in texts(tree).items()}
    assert {m.key: m.text for m in resource.messages} == last
    for message in resource.messages:
        ((start, end),) = message.spans.values()
        assert json.loads(resource.text[start:end]) == message.text


@settings(deadline=None)
@given(edits(), STYLES, STYLES)
def test_an_edit_changes_just_that(case: Any, style: tuple[Any, ...], own: tuple[Any, ...]) -> None:
    source_tree, target_tree, values = case
    source = read(dump(source_tree, style))
    target = None if target_tree is None else read(dump(target_tree, own), "pt-BR", "pt-BR.json")
    if target:
        assert render(FORMAT, source, target, "pt-BR.json", "pt-BR", {}) == target.text
    wished = {p for p, v in values.items() if v is not None}
    before = without_others(source_tree, wished) if target_tree is None else target_tree
    got = render(FORMAT, source, target, "pt-BR.json", "pt-BR", by_key(values))
    assert load(got) == edited(before, source_tree, values)


@given(trees(), st.sampled_from([2, 4, "\t"]), st.data())
def test_one_value_is_one_line(tree: dict[str, Any], indent: Any, data: st.DataObject) -> None:
    found = texts(tree)
    if not found:
        return
    text = json.dumps(tree, indent=indent)
    key = ".".join(data.draw(st.sampled_from(sorted(found))))
    after = one(text, key, data.draw(TEXTS))
    changed = [d for d in difflib.ndiff(text.split("\n"), after.split("\n")) if d[:1] in "+-"]
    assert len(changed) <= 2


@given(st.text())
def test_any_text_can_be_written(value: str) -> None:
    for text in ('{"a": "x"}', '{"a": "\\u00e9"}', '{"a": "\\/"}', '{"a": "\\u003C"}'):
        assert json.loads(one(text, "a", value)) == {"a": value}


@pytest.mark.parametrize(
    ("old", "value", "raw"),
    [
        (r'{"a": "é"}', "ü / <b>", '"ü / <b>"'),
        (r'{"a": "\u00e9"}', "ü 😀", r'"\u00fc \ud83d\ude00"'),
        (r'{"a": "\u00E9"}', "ü", r'"\u00FC"'),
        (r'{"a": "x\/y"}', "a/b", r'"a\/b"'),
        (r'{"a": "x/y", "b": "\/"}', "a/b", '"a/b"'),
        (r'{"a": "\u003cb\u003e é"}', "<i>é & \u00a0", '"\\u003ci\\u003eé & \u00a0"'),
        (r'{"a": "é\u00a0b"}', "c\u00a0d", r'"c\u00a0d"'),
        ('{"a": "é"}', "\ud800", r'"\ud800"'),
        ('{"a": "é"}', "\x00\x1f\n", r'"\u0000\u001f\n"'),
    ],
)
def test_escapes_follow_the_old_value(old: str, value: str, raw: str) -> None:
    assert one(old, "a", value) == re.sub(r'(?<="a": )"[^"]*"', lambda _: raw, old)


@pytest.mark.parametrize(
    ("text", "line", "column", "phrase"),
    [
        ('{"a": "b"', 1, 1, "not closed"),
        ('{\n  "a": "b"\n  "c": "d"\n}', 3, 3, "comma is missing"),
        ('{"a": "b\n"}', 1, 7, "not closed on its line"),
        ("{'a': 1}", 1, 2, "what is"),
        ('{"a": 1,, "b": 2}', 1, 9, "no value before this comma"),
        ('{"a": }', 1, 7, "no value for this key"),
        ('{"a" "b"}', 1, 2, "a key and a colon"),
        ('["a": 1]', 1, 2, "takes no keys"),
        ("[1, 2}", 1, 6, "closes nothing"),
        ('{"a": 1} {"b": 2}', 1, 10, "more after the end"),
        ('{"a": tru}', 1, 7, "what is"),
        ("{" * 3, 1, 2, "a key and a colon"),
        ('{"a":' * 300, 1, 1001, "deeper than 200"),
        ("[" * 100_000, 1, 201, "deeper than 200"),
        ("<<<<<<< ours\n{}", 1, 1, "what is"),
    ],
)
def test_broken_files_are_refused_with_their_place(text: str, line: int, column: int, phrase: str) -> None:
    with pytest.raises(BrokenText) as error:
        read(text)
    fault = error.value.fault
    assert (fault.path, fault.line, fault.column) == ("en.json", line, column)
    assert phrase in fault.message


@pytest.mark.parametrize(
    "text", ["", "\ufeff", " \n", "// nothing\n", "null", '"lone"', "3", "{}", "[]", '{"a": 1, "b": [null, true, {}]}']
)
def test_files_without_messages(text: str) -> None:
    assert read(text).messages == ()


@pytest.mark.parametrize("text", ["null\n", '"lone"', "3"])
def test_a_lone_value_takes_no_entries(text: str) -> None:
    with pytest.raises(BrokenText):
        render(FORMAT, read('{"a": "A"}'), read(text, path="t.json"), "t.json", "pt-BR", {"a": {"other": "B"}})


def test_a_bad_escape_costs_its_entry_only() -> None:
    resource = read('{"a": "\\x41", "b": "B"}')
    assert [m.key for m in resource.messages] == ["b"]
    assert [j.span for j in resource.junk] == [(7, 9)]


def test_doubles_are_reported_and_the_last_one_counts() -> None:
    resource = read('{"a": "1", "b": {"c": "2"}, "a": "3", "b.c": "4"}')
    assert {m.key: m.text for m in resource.messages} == {"a": "3", "b.c": "4"}
    assert sorted(j.span for j in resource.junk) == [(1, 9), (17, 25)]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ('{"a_one": "x", "a_other": "y"}', [("a", True)]),
        ('{"a_other": "{{count}} y"}', [("a", True)]),
        ('{"a_other": "Other"}', [("a_other", False)]),
        ('{"a_one": "x", "a_few": "y"}', [("a_one", False), ("a_few", False)]),
        ('{"a": "p", "a_one": "x", "a_other": "y"}', [("a", False), ("a_other", True)]),
        ('{"a_one": 1, "a_other": "y"}', [("a_other", False)]),
        ('{"_one": "x", "_other": "y"}', [("_one", False), ("_other", False)]),
        ('{"a": {"one": "x", "other": "y"}}', [("a", True)]),
        ('{"a": {"one": "x", "other": "y", "more": "z"}}', [("a.one", False), ("a.other", False), ("a.more", False)]),
        ('{"a": {"one": 1, "other": "y"}}', [("a.other", False)]),
        ('{"x_male_one": "x", "x_male_other": "y"}', [("x_male", True)]),
    ],
)
def test_plural_forms_are_one_message(text: str, keys: list[tuple[str, bool]]) -> None:
    assert [(m.key, m.plural) for m in read(text).messages] == keys


def test_one_icu_message_makes_the_files_braces_icu() -> None:
    some = read('{"a": "{n, plural, one {x} other {y}}", "b": "{name}", "c": "plain", "d": "{{x}}"}').by_key()
    assert [sorted(some[k].flags) for k in "abcd"] == [
        ["icu-message-format"], ["icu-message-format"], [], ["i18next-interpolation"]]  # fmt: skip
    none = read('{"a": "{n, plural, one {x}", "b": "{name}"}')
    assert all(not m.flags for m in none.messages)


def test_template_of_a_plural_leaves_no_source_text_behind() -> None:
    source = read('{"a_one": "{{count}} cat", "a_other": "{{count}} cats", "b": "B"}')
    got = render(FORMAT, source, None, "ja.json", "ja", {"a": {"other": "{{count}}匹"}})
    assert json.loads(got) == {"a_other": "{{count}}匹"}


def test_a_plain_entry_becomes_a_plural_in_the_sources_shape() -> None:
    forms = {"one": "um", "many": "muitos", "other": "uns"}
    for text in ('{"a": {"one": "x", "other": "y"}, "b": "B"}', '{"a_one": "x", "a_other": "y", "b": "B"}'):
        source = read(text)
        target = read('{"a": "velho", "b": "Bê"}', "pt-BR", "t.json")
        got = json.loads(render(FORMAT, source, target, "t.json", "pt-BR", {"a": forms}))
        beside = {f"a_{c}": t for c, t in forms.items()}
        assert got == ({"a": forms} if "a" in json.loads(text) else beside) | {"b": "Bê"}


@pytest.mark.parametrize(
    ("source", "target", "key"),
    [
        ('{"a": {"b": "B"}}', '{"a": "text"}', "a.b"),
        ('{"a": "A"}', '{"a": {"own": "x"}}', "a"),
        ('["x"]', '{"a": "b"}', "0"),
    ],
)
def test_a_clash_of_structure_is_told_not_overwritten(source: str, target: str, key: str) -> None:
    with pytest.raises(BrokenText, match="another structure"):
        render(FORMAT, read(source), read(target, path="t.json"), "t.json", "pt-BR", {key: {"other": "v"}})


def test_removing_takes_metadata_and_emptied_parents_but_no_others() -> None:
    text = '{\n  "a": "A",\n  "@a": {"description": "d"},\n  "b": {\n    "c": "C"\n  },\n  "e": {}\n}\n'
    target = read(text)
    assert target.by_key()["a"].note == "d"
    got = render(FORMAT, target, target, "t.json", "en", {"a": None, "b.c": None})
    assert got == '{\n  "e": {}\n}\n'


HOSTILE = [
    '"' * 200_000, '{"a":"' + '\\"' * 200_000, "/*" * 200_000, " " * 300_000 + "x", '{"a":"b"' * 50_000,
    '{"' + "a" * 300_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_at_once(text: str) -> None:
    with pytest.raises(BrokenText):
        scan(text)


def test_a_hundred_thousand_characters_and_entries() -> None:
    long = "wörd " * 20_000
    tree = {"long": long, "flat": {f"k{i}": f"v{i}" for i in range(2_000)}, "list": [f"i{i}" for i in range(2_000)]}
    source = read(json.dumps(tree, indent=1))
    got = render(FORMAT, source, read("{}", path="t.json"), "t.json", "de", {m.key: m.forms for m in source.messages})
    assert json.loads(got) == tree
    rest = render(FORMAT, source, source, "t.json", "de", {m.key: None for m in source.messages[1:]})
    assert json.loads(rest) == {"long": long}


def bare(text: str) -> Any:
    """What a JSONC file holds, read by Python after comments and trailing commas are gone."""
    strings = r'("(?:[^"\\]|\\.)*")'
    text = re.sub(rf"{strings}|//[^\n]*|/\*.*?\*/", lambda m: m[1] or "", text, flags=re.DOTALL)
    return json.loads(re.sub(rf"{strings}|,(?=\s*[}}\]])", lambda m: m[1] or "", text))


@settings(deadline=None)
@given(edits(), st.randoms(use_true_random=False), st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_comments_stay_and_break_nothing(case: Any, random: Random, newline: str, trailing: bool) -> None:
    source_tree, target_tree, values = case

    def write(tree: Any) -> str:
        text = json.dumps(tree, indent=2, ensure_ascii=False)
        text = re.sub(r'(["\del}\]])(\n\s*[}\]])', r"\1,\2", text) if trailing else text
        own = ["  // own", "/* block */", "/* two\n lines */", ""]
        return commented(text, random, own, [" // side", " /* side */"]).replace("\n", newline) + newline

    source = read(write(source_tree))
    target = None if target_tree is None else read(write(target_tree), "pt-BR", "t.json")
    wished = {p for p, v in values.items() if v is not None}
    before = without_others(source_tree, wished) if target_tree is None else target_tree
    got = render(FORMAT, source, target, "t.json", "pt-BR", by_key(values))
    assert bare(got) == edited(before, source_tree, values)
    if target and len(wished) == len(values):
        assert got.count("//") + got.count("/*") >= target.text.count("//") + target.text.count("/*")
