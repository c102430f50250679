"""JSON: what is read, what is refused with its place, and edits checked by Python's own reader."""

from __future__ import annotations

import copy
import difflib
import json
import pickle
import re
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import splice
from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats import _json_fast
from locakit.formats._json_scan import scan
from locakit.formats._messages import flagger
from locakit.formats._messages import read as read_tree
from locakit.formats.json import FORMAT
from locakit.formats.registry import by_name
from locakit.model import Message, Resource
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


@given(trees(), STYLES, st.data())
def test_plain_files_are_read_alike_in_one_pass_and_through_the_tree(
    tree: dict[str, Any], style: tuple[Any, ...], data: st.DataObject
) -> None:
    whole = dump(tree, style)
    at = data.draw(st.integers(0, len(whole)))
    for text in (whole, whole[:at], whole[:at] + data.draw(st.sampled_from(list('{}[]",:$\\1 '))) + whole[at:]):
        plain = _json_fast.messages(text)
        if plain is not None:
            found = scan(text)
            assert found.root and not found.junk
            messages, junk = read_tree(found.root, text, flagger(found.root, text, i18next=True))
            assert not junk and list(map(fields, plain)) == list(map(fields, messages))


def fields(message: Message) -> tuple[Any, ...]:
    return (message, message.spans, message.whole, message.path)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": {"b": "x"}, "c": "y{n}", "d": "{{count}} \\u00e9", "e": 1, "f": {}, "g": {"h": null}}',
        '\ufeff{"a_other": "{{count}}", "b_one": "1", "c": {"x": "y"}, "b_other": "2", "b": "3", "d_other": "4"}',
        '{"a_ordinal_few": "3", "b": {"c_other": "5", "c_many": "4 {{n}}", "n": 1}, "a_ordinal_other": "{{count}}"}',
        '{"m": "{n}", "b": "{{name}}", "$k": "v", "a\\tb": {"c\\"": "d"}}',
        '{"a.b": {"c": "1", "": "2", ".d_few": "3", ".d_other": "4"}, "x": {"y": {"": ""}}, "_other": "{{count}}"}',
        '{"n\\u005fone": "1", "o": {"p": 1, "q": {"r": "s"}, "t": "u"}, "n_other": "2", "v": "w $t(x)"}',
    ],
)
def test_plain_files_take_the_one_pass(text: str) -> None:
    plain = _json_fast.messages(text)
    assert plain is not None and list(map(fields, plain)) == list(map(fields, slowly(text)))


def slowly(text: str) -> list[Message]:
    """The messages as the tree gives them."""
    root = scan(text).root
    assert root
    return read_tree(root, text, flagger(root, text, i18next=True))[0]


@pytest.mark.parametrize(
    "text",
    [
        "[]", '{"a": ["b"]}', '{"a": "1", "a": "2"}', '{"a": 1, "a": "2"}', '{"a.b": "1", "a": {"b": "2"}}',
        '{"@a": {}}', '{"a": "{n, plural,"}', '{"a": {"other": "x"}}', '{// c\n"a": "b"}', '{"a": "b"',
        '{"a": "b"},', '{"a": "b"} x', '{"a": {"b": "c"}', "{,}", '{"a": "\\x"}', '{"a": "b"}}', '{"a":' * 300,
        '{"a" "b"}', '{"a": "b" "c": "d"}', '{"a": tru}', '{"a_one": "1", "a_one": "2", "a_other": "3"}',
        '{"a\\nb": "1"}',
        '{"a": {"other": "x"}, "_comment": "y"}', '{"a_one": "{n, select, a {b}}", "a_other": "3"}', '"a"', "",
    ],
)  # fmt: skip
def test_what_is_not_plain_is_left_to_the_tree(text: str) -> None:
    assert _json_fast.messages(text) is None


@pytest.mark.parametrize("text", ['{"a": {"b": "x"}}', '{"a": {"b": "x"}, "l": []}'])
def test_a_plain_message_is_as_good_as_any(text: str) -> None:
    plain = read(text).messages[0]
    usual = Message("a.b", {"other": "x"}, {"other": (12, 15)}, (7, 15), ("a", "b"))
    assert plain == usual and usual == plain and plain != replace(usual, note="n") and plain != "a.b"
    for other in (pickle.loads(pickle.dumps(plain)), copy.deepcopy(plain), replace(plain, note=""), plain):
        assert fields(other) == fields(usual) and repr(other).partition("(")[2] == repr(usual).partition("(")[2]
    assert replace(plain, key="c", flags=frozenset({"f"})) == replace(usual, key="c", flags=frozenset({"f"}))


NOTED = """{
  // The head of the file.

  // Two lines
  // above.
  "a": "A", // beside, not above
  "b": "B",
  /* A block
   * of stars. */
  "c": "C",
  /* not alone */ "d": "D",
  // Of the group, not of f.
  "e": {
    "f_one": "F", "f_other": "Fs"
  },
  // Of the plural.
  "g_one": "G",
  "g_other": "Gs"
}"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_comments_just_above_are_notes(newline: str) -> None:
    notes = {m.key: m.note for m in read(NOTED.replace("\n", newline)).messages}
    assert {key: note for key, note in notes.items() if note} == {
        "a": "Two lines\nabove.",
        "c": "A block\nof stars.",
        "g": "Of the plural.",
    }


def test_arb_metadata_is_read() -> None:
    about = {"description": "D", "context": "C", "placeholders": {"n": {"type": "int", "example": "3"}, "m": {}}}
    message = read(json.dumps({"a": "{n} {m}", "@a": about}), path="app_en.arb").messages[0]
    assert (message.note, message.context) == ("D\n{n}: 3", "C")


def test_formatjs_descriptions_are_notes_and_go_with_their_message() -> None:
    tree = {"x": {"defaultMessage": "Hi", "description": "Greets"}, "y": {"description": "A text"}, "_comment": "No."}
    source = read(json.dumps(tree))
    assert [(m.key, m.note) for m in source.messages] == [("x.defaultMessage", "Greets"), ("y.description", "")]
    kept = render(FORMAT, source, None, "de.json", "de", {"x.defaultMessage": {"other": "Hallo"}})
    assert json.loads(kept)["x"] == {"defaultMessage": "Hallo", "description": "Greets"}
    gone = render(FORMAT, source, source, "en.json", "en", {"x.defaultMessage": None})
    assert json.loads(gone) == {k: tree[k] for k in ("y", "_comment")}


ODD = {
    "byte order mark": '\ufeff{"a": {"message": "x"}}',
    "carriage returns": '{\r\n\t"a": {\r\n\t\t"message": "x"\r\n\t}\r\n}\r\n',
    "mixed line ends": '{\n "a": {\r\n "message": "x"}\n}',
    "trailing commas": '{"a": {"message": "x",},}',
    "huge numbers": '{"n": {"message": "n", "m": 1e999999}, "a": {"message": "x", "n": -' + "9" * 5_000 + "}}",
    "lone surrogates": '{"b": {"message": "\\ud800 \\udc00x"}, "a": {"message": "x"}}',
    "a pair as escapes": '{"b": {"message": "\\ud83d\\ude00"}, "a": {"message": "x"}}',
    "control characters": '{"b": {"message": "\x00\x1f\t"}, "a": {"message": "x"}}',
    "line separators": '{"b": {"message": "p\u2028q\x85r"}, "a": {"message": "x"}}',
    "doubles": '{"a": {"message": "old"}, "b": {"message": "y"}, "a": {"message": "x"}}',
    "deep": '{"a": {"message": "x"}, "d": {"message": "d", "l": ' + "[" * 190 + "]" * 190 + "}}",
    "comments": '/* {"a": 1} */ {"a": // }\n{"message": "x"}} // end',
    "empty names": '{"": {"message": "none"}, "a": {"message": "x", "": ""}}',
}


@pytest.mark.parametrize("name", ["json", "webext"])
@pytest.mark.parametrize("odd", ODD)
def test_odd_files_are_kept_and_edited(name: str, odd: str) -> None:
    fmt, text = by_name(name), ODD[odd]
    key = "a.message" if name == "json" else "a"
    resource = fmt.parse("messages.json", text, "en")
    assert resource.by_key()[key].text == "x"
    assert render(fmt, resource, resource, "messages.json", "en", {m.key: m.forms for m in resource.messages}) == text
    got = render(fmt, resource, resource, "messages.json", "en", {key: {"other": 'new "é"'}})
    at = text.rindex('"x"')
    assert got == text[:at] + json.dumps('new "é"', ensure_ascii=text.isascii() and "\\u" in text) + text[at + 3 :]


HOSTILE = [
    '"' * 200_000, '{"a":"' + '\\"' * 200_000, "/*" * 200_000, " " * 300_000 + "x", '{"a":"b"' * 50_000,
    '{"' + "a" * 300_000, '{"a":"{n, plural, x}' + '\\"' * 200_000, '{"a":"{' + '\\"{$' * 100_000,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_refused_at_once(text: str) -> None:
    with pytest.raises(BrokenText):
        scan(text)
    with pytest.raises(BrokenText):
        read(text)


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


REMARKED = """{
  // Of the file.

  // Title
  "title": "Welcome",
  "cart": {
    // The button.
    // Short!
    "order": "Order",
    /* In the list,
     * too. */
    "b": "B"
  },
  // The last one.
  "z": "Z"
}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("key", ["title", "cart.order", "cart.b", "z"])
def test_comments_go_and_come_with_their_entry(key: str, newline: str) -> None:
    text = REMARKED.replace("\n", newline)
    source = read(text, path="en.jsonc")
    gone = render(FORMAT, source, source, "de.jsonc", "de", {key: None})
    less = read(gone, "de")
    known = source.by_key()
    assert [m.note for m in less.messages] == [known[m.key].note for m in less.messages]
    assert render(FORMAT, source, less, "de.jsonc", "de", {key: known[key].forms}) == text
    made = read(render(FORMAT, source, None, "de.jsonc", "de", {key: known[key].forms}), "de")
    assert [(m.key, m.note) for m in made.messages] == [(key, known[key].note)]


def test_comments_are_not_brought_into_a_file_that_has_none() -> None:
    source = read(REMARKED)
    target = read('{\n  "title": "Moin"\n}\n', "de", "de.json")
    got = render(FORMAT, source, target, "de.json", "de", {"z": {"other": "Z"}, "cart.b": {"other": "B"}})
    assert got == '{\n  "title": "Moin",\n  "cart": {\n    "b": "B"\n  },\n  "z": "Z"\n}\n'


def test_a_new_first_entry_does_not_take_the_comment_of_the_next() -> None:
    source = read(REMARKED.replace('  // Title\n  "title": "Welcome",\n', '  "title": "Welcome",\n'))
    target = read('{\n  // The last one.\n  "z": "Z"\n}\n', "de", "de.json")
    got = render(FORMAT, source, target, "de.json", "de", {"title": {"other": "Moin"}})
    assert got == '{\n  "title": "Moin",\n  // The last one.\n  "z": "Z"\n}\n'


ARB = """{
  "@@locale": "en",
  "hi": "Hi {name}",
  "@hi": {
    "description": "A greeting",
    "placeholders": {"name": {"type": "String", "n": 1, "ok": true, "list": ["a", 2]}}
  },
  "bye": "Bye",
  "@bye": {}
}
"""


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("key", ["hi", "bye"])
def test_metadata_comes_where_the_other_entries_have_theirs(key: str, newline: str) -> None:
    text = ARB.replace("\n", newline)
    source = read(text, path="app_en.arb")
    less = read(render(FORMAT, source, source, "app_en.arb", "en", {key: None}), path="app_en.arb")
    assert f"@{key}" not in less.text
    assert render(FORMAT, source, less, "app_en.arb", "en", {key: source.by_key()[key].forms}) == text


def test_metadata_stays_out_of_a_file_that_has_none() -> None:
    source = read(ARB, path="app_en.arb")
    target = read('{\n\t"@@locale": "de",\n\t"hi": "Moin {name}"\n}\n', "de", "app_de.arb")
    got = render(FORMAT, source, target, "app_de.arb", "de", {"bye": {"other": "Tschüs"}})
    assert got == '{\n\t"@@locale": "de",\n\t"hi": "Moin {name}",\n\t"bye": "Tschüs"\n}\n'
    described = read(target.text.replace('"\n}', '",\n\t"@hi": {}\n}'), "de", "app_de.arb")
    assert '"@bye": {}' in render(FORMAT, source, described, "app_de.arb", "de", {"bye": {"other": "Tschüs"}})
