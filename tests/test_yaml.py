"""YAML: scalars that read back as they were, what is a message and what is not, edits checked by PyYAML."""

from __future__ import annotations

import difflib
from contextlib import suppress
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from locakit import splice
from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats._tree import Node
from locakit.formats._yaml import scan_events, scan_scalars
from locakit.formats._yaml_fast import scan_plain
from locakit.formats._yaml_quote import plain_safe, quote_key, quote_scalar
from locakit.formats.yaml import FORMAT
from locakit.model import Resource
from tests.trees import TEXTS, by_key, commented, edited, edits, texts, trees, without_others

NEWLINES = st.sampled_from(["\n", "\r\n"])
STYLES = st.tuples(
    st.sampled_from([False, False, None, True]),
    st.sampled_from([None, None, '"', "'", "|", ">"]),
    st.sampled_from([20, 80, 1000]),
    st.sampled_from([2, 4]),
    st.booleans(),
    NEWLINES,
    st.booleans(),
)
RAWS = [
    "plain", "'single'", '"double"', '"\\u00e9"', "|\n    foo\n    bar", "|-\n    foo", "|+\n    foo\n", "|2\n    foo",
    ">\n    foo bar\n    baz\n\n    q", ">-  # c\n    foo baz qux\n    bar", "plain text\n    goes on",
    '"quoted text\n    goes on"', "'single text\n\n    goes on'",
]  # fmt: skip
PIECES = [
    *"#:'\"\\\n \t{]%@\u00a0\u2028\x85\ufeff\x00\r~=|>\x7fy,?&", "- x", "foo bar", "é😀", "a:", "\n\n", "...", "---",
    "12", "yes", "no", "0x1f", "1:30", "null", "<<", "*a", "&b", "!c", "2001-01-01", ":sym", "a longer run of words",
]  # fmt: skip
NOT_PLAIN = [
    "yes", "No", "on", "OFF", "true", "null", "~", "12", "1_000", "0o17", "0x1F", "1e3", ".5", "1:30", "2024-01-02",
    "1,000", ".inf", "<<", "=", ":sym", "a:", "*a", "&a", "!a", "%a", "@a", "`a", "[a", "...", "", "- a", "a: b",
    "a #b", " a", "a ", "y",
]  # fmt: skip
VALUES = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
)


def read(text: str, locale: str = "en", path: str = "en.yml") -> Resource:
    return FORMAT.parse(path, text, locale)


def dump(tree: Any, style: tuple[Any, ...]) -> str:
    flow, quotes, width, indent, wide, newline, mark = style
    options = {"default_flow_style": flow, "default_style": quotes, "width": width, "indent": indent}
    text: str = yaml.safe_dump(tree, sort_keys=False, allow_unicode=wide, **options)
    return ("\ufeff" if mark else "") + text.replace("\n", newline)


@settings(deadline=None, max_examples=400)
@given(st.sampled_from(RAWS), VALUES, st.booleans(), NEWLINES)
def test_any_text_reads_back(raw: str, value: str, flow: bool, newline: str) -> None:
    raw = "x" if flow and raw[0] in "|>" else raw.replace("\n", newline)
    lines = ["a:", "  k: {x: @, y: 1}" if flow else "  k: @", "  z: 1", ""]
    text = newline.join(lines).replace("@", raw)
    (old,) = scan_scalars(text)
    assert text[slice(*old.span)] == raw
    new = splice.apply(text, [(*old.span, quote_scalar(value, raw, newline=newline, flow=flow))])
    assert yaml.safe_load(new) == {"a": {"k": {"x": value, "y": 1} if flow else value, "z": 1}}
    assert [s.value for s in scan_scalars(new)] == [value]


@given(VALUES)
def test_any_text_can_be_a_key(name: str) -> None:
    if len(name) < 100:
        assert yaml.safe_load(f"{quote_key(name)}: 1\n") == {name: 1}
        assert yaml.safe_load(f"{{{quote_key(name, flow=True)}: 1}}") == {name: 1}


@pytest.mark.parametrize("value", NOT_PLAIN)
def test_what_another_reader_takes_for_something_else_is_quoted(value: str) -> None:
    assert not plain_safe(value)
    assert quote_scalar(value, "plain")[0] in "'\""


@pytest.mark.parametrize("value", ["Hello", "a:b", "a#b", "it's", "100 %", "nobody", "3 books", "–", "א", "a - b"])
def test_plain_text_stays_plain(value: str) -> None:
    assert quote_scalar(value, "plain") == value


@settings(deadline=None)
@given(trees(), STYLES, st.booleans())
def test_reads_what_pyyaml_reads(tree: dict[str, Any], style: tuple[Any, ...], rails: bool) -> None:
    text = dump({"en": tree} if rails else tree, style)
    if yaml.safe_load(text) == ({"en": tree} if rails else tree):
        assert {m.key: m.text for m in read(text).messages} == {".".join(p): v for p, v in texts(tree).items()}


@settings(deadline=None)
@given(edits(), STYLES, STYLES, st.booleans())
def test_an_edit_changes_just_that(case: Any, style: tuple[Any, ...], own: tuple[Any, ...], rails: bool) -> None:
    source_tree, target_tree, values = case
    text, mine = dump({"en": source_tree} if rails else source_tree, style), None
    if target_tree is not None:
        mine = dump({"pt-BR": target_tree} if rails else target_tree, own)
        assume(yaml.safe_load(mine) == ({"pt-BR": target_tree} if rails else target_tree))
    assume(yaml.safe_load(text) == ({"en": source_tree} if rails else source_tree))
    source = read(text)
    target = None if mine is None else read(mine, "pt-BR", "pt-BR.yml")
    if target:
        assert render(FORMAT, source, target, "pt-BR.yml", "pt-BR", {}) == mine
    wished = {p for p, v in values.items() if v is not None}
    before = without_others(source_tree, wished) if target_tree is None else target_tree
    got = yaml.safe_load(render(FORMAT, source, target, "pt-BR.yml", "pt-BR", by_key(values)))
    assert ((got["pt-BR"] if rails else got) or {}) == edited(before, source_tree, values)


@given(trees(), st.sampled_from([None, '"', "'"]), st.data())
def test_one_value_is_one_line(tree: dict[str, Any], quotes: str | None, data: st.DataObject) -> None:
    text = yaml.safe_dump(tree, width=10_000, allow_unicode=True, default_style=quotes)
    lines = [s for s in scan_scalars(text) if "\n" not in text[slice(*s.span)]]
    if not lines:
        return
    old = data.draw(st.sampled_from(lines))
    new = data.draw(TEXTS)
    flow = "{" in text or "[" in text
    after = splice.apply(text, [(*old.span, quote_scalar(new, text[slice(*old.span)], flow=flow))])
    assert len([d for d in difflib.ndiff(text.split("\n"), after.split("\n")) if d[:1] in "+-"]) <= 2


@pytest.mark.parametrize(
    ("text", "line", "column", "phrase"),
    [
        ("a: b\n\tc: d\n", 2, 1, "tab character"),
        ("a: [1, 2\n", 2, 1, "did not find expected"),
        ("a: 'b\nc: d\n", 3, 1, "unexpected end of stream"),
        ("a: b: c\n", 1, 5, "mapping values"),
        ("\ufeffa: b\n- c\n", 2, 1, "expected"),
        ("a: \x00\n", 1, 4, "control characters"),
        ("a: \ud800\n", 1, 4, "surrogate"),
        ("a: *b\nc: [", 2, 5, ""),
        ("[" * 100_000, 1, 201, "deeper than 200"),
        ("- " * 300, 1, 401, "deeper than 200"),
    ],
)
def test_broken_files_are_refused_with_their_place(text: str, line: int, column: int, phrase: str) -> None:
    with pytest.raises(BrokenText) as error:
        read(text)
    fault = error.value.fault
    assert phrase in fault.message
    assert (fault.path, fault.line, fault.column) == ("en.yml", line, column)


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("a: b\nc: 12\nd: yes\ne: ~\nf: 2024-01-02\ng: 1.5\nh:\n", ["a"]),
        ("a: &x b\nc: *x\nd:\n  <<: {e: f}\n", ["a", "d.<<.e"]),
        ("a: !!str 12\nb: !!int '3'\nc: !ruby/object:Exploit {x: y}\nd: !<tag:x> z\ne: ! 5\n", ["a", "e"]),
        ("? [complex, key]\n: a\n? plain\n: b\n? {x: y}\n: {c: d}\n", ["[complex, key]", "plain", "{x: y}.c"]),
        ("- a\n- b: c\n- - d\n", ["0", "1.b", "2.0"]),
        ("- id: x\n  text: a\n- id: y\n  text: b\n", ["x.text", "y.text"]),
        ("- id: x\n  text: a\n- id: x\n  text: b\n", ["0.id", "0.text", "1.id", "1.text"]),
        ("en:\n  a: b\n", ["a"]),
        ("en:\n  a: b\nfr:\n  a: c\n", ["en.a", "fr.a"]),
        ("en-GB:\n  a: b\n", ["a"]),
        ("fr:\n  a: b\n", ["fr.a"]),
        ("en: text\n", ["en"]),
        ("a:\n  one: x\n  other: y\n", ["a"]),
        ("a_one: x\na_other: y\n", ["a"]),
        ("a: b\n---\na: c\n", ["0.a", "1.a"]),
        ("", []),
        ("# nothing\n", []),
        ("--- text\n", []),
    ],
)
def test_what_is_a_message(text: str, keys: list[str]) -> None:
    assert [m.key for m in read(text).messages] == keys


def bomb(width: int) -> str:
    rows = ["a0: &a0 [lol, lol]"] + [f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * width)}]" for i in range(1, 60)]
    return "\n".join(rows)


def test_an_alias_bomb_is_refused() -> None:
    with pytest.raises(BrokenText, match="more than 10,000,000 values") as error:
        read(bomb(9))
    assert error.value.fault.line == 8
    assert [m.key for m in read(bomb(1)).messages] == ["a0.0", "a0.1"]


def test_objects_of_programs_are_no_content() -> None:
    text = "en:\n  a: !ruby/object:Gem::Installer\n    x: y\n  b: !!python/object/apply:os.system [ls]\n"
    text += "  c: !local {d: e}\n  f: F\n"
    resource = read(text)
    assert [m.key for m in resource.messages] == ["f"]
    assert [text[slice(*j.span)].split()[1] for j in resource.junk] == [
        "!ruby/object:Gem::Installer", "!!python/object/apply:os.system"
    ]  # fmt: skip
    after = render(FORMAT, resource, resource, "en.yml", "en", {"f": {"other": "G"}})
    assert after == text.replace("F", "G")


SAID = """\
# The whole file.
en:
  # The first button.
  # It is green.
  ok: OK # beside
  # old: Old
  # (c) 2020 Somebody
  none: None
  # Note: with a colon
  items: # many
    # in here
    one: one
    other: others
  text: |
    line
    # no comment
  last: 'x # no comment'
"""


def test_comments_are_notes_and_go_with_their_entries() -> None:
    source = read(SAID)
    assert {m.key: m.note for m in source.messages} == {
        "ok": "The first button.\nIt is green.\nbeside",
        "none": "",
        "items": "Note: with a colon",
        "text": "",
        "last": "",
    }
    values = {m.key: {c: c.upper() for c in m.forms} for m in source.messages}
    bare = read("pt-BR:\n  # mine\n  last: y\n", "pt-BR", "pt.yml")
    got = render(FORMAT, source, bare, "pt.yml", "pt-BR", {k: v for k, v in values.items() if k != "last"})
    assert got == (
        "pt-BR:\n  # The first button.\n  # It is green.\n  ok: OTHER # beside\n"
        "  none: OTHER\n"
        "  # Note: with a colon\n  items:\n    # in here\n    one: ONE\n    other: OTHER\n"
        "  text: |-\n    OTHER\n  # mine\n  last: y\n"
    )
    less = render(FORMAT, source, source, "en.yml", "en", {"ok": None, "last": None})
    without = SAID.replace("  # The first button.\n  # It is green.\n  ok: OK # beside\n", "")
    assert less == without.replace("  last: 'x # no comment'\n", "")
    assert render(FORMAT, source, source, "en.yml", "en", {"none": None}) == SAID.replace("  none: None\n", "")


def test_a_comment_goes_with_a_renamed_entry() -> None:
    source = read("a: A\nnew: Word # for the button\nz: Z\n")
    target = read("a: A\nold: Wort # for the button\nz: Z\n", "de", "de.yml")
    got = render(FORMAT, source, target, "de.yml", "de", {"old": None, "new": {"other": "Wort"}})
    assert got == "a: A\nnew: Wort # for the button\nz: Z\n"


def test_marks_count_characters() -> None:
    text = '\ufeffa: é😀𝒳\r\nb: "\u2028 x"\r\n'
    resource = read(text)
    assert [text[slice(*m.spans["other"])] for m in resource.messages] == ["é😀𝒳", '"\u2028 x"']


def test_the_root_key_is_the_targets_locale() -> None:
    values = {"a": {"other": "B"}}
    assert render(FORMAT, read("en:\n  a: A\n"), None, "pt.yml", "pt-BR", values) == "pt-BR:\n  a: B\n"
    assert render(FORMAT, read('"en_US": {a: A}\n'), None, "pt.yml", "pt-BR", values) == '"pt_BR": {a: B}\n'
    assert render(FORMAT, read("en:\n  a: A\n"), None, "no.yml", "no", values) == '"no":\n  a: B\n'
    for empty in ("", "# later\n", "---\n"):
        target = read(empty, "pt-BR", "pt.yml")
        got = render(FORMAT, read("en:\n  a: A\n"), target, "pt.yml", "pt-BR", values)
        assert got == empty + "pt-BR:\n  a: B\n"


@pytest.mark.parametrize("empty", ["pt-BR:\n", "pt-BR: {}\n", "pt-BR:\n  {}\n", "pt-BR: ~\n", "pt-BR: # soon\n"])
def test_an_empty_root_is_filled(empty: str) -> None:
    target = read(empty, "pt-BR", "pt.yml")
    got = render(FORMAT, read("en:\n  a: A\n"), target, "pt.yml", "pt-BR", {"a": {"other": "B"}})
    assert yaml.safe_load(got) == {"pt-BR": {"a": "B"}}


def test_what_loses_all_stays_a_map() -> None:
    target = read("en:\n  # c\n  a: A\n  b:\n    c: C\n")
    assert render(FORMAT, target, target, "en.yml", "en", {"a": None, "b.c": None}) == "en:\n  # c\n  {}\n"


def test_aliases_go_with_their_anchor() -> None:
    text = "a: &x one\nb: *x\nc:\n  d: *x\ne: E\nf: &y F\ng: *y\n"
    target = read(text)
    got = render(FORMAT, target, target, "en.yml", "en", {"a": None})
    assert got == "e: E\nf: &y F\ng: *y\n"


def test_a_block_at_the_end_gains_no_line_break() -> None:
    source = read("a: |\n  x\nb: B\n")
    target = read("a: |\n  x", path="t.yml")
    got = render(FORMAT, source, target, "t.yml", "de", {"b": {"other": "Be"}})
    assert yaml.safe_load(got) == {"a": "x", "b": "Be"}
    got = render(FORMAT, source, target, "t.yml", "de", {"a": {"other": "y\n"}})
    assert yaml.safe_load(got) == {"a": "y\n"}


def test_other_line_breaks_than_lf() -> None:
    text = "a: A\rb:\r  c: C\r  d: D\r"
    source, target = read("a: A\nb:\n  c: C\n  n: N\n  d: D\n"), read(text, path="t.yml")
    got = render(FORMAT, source, target, "t.yml", "de", {"b.n": {"other": "X"}, "a": None})
    assert yaml.safe_load(got) == {"b": {"c": "C", "n": "X", "d": "D"}}


@pytest.mark.parametrize(
    ("source", "target", "key"),
    [("a:\n  b: B\n", "a: text\n", "a.b"), ("a: A\n", "a:\n  b: B\n", "a"), ("- x\n", "a: b\n", "0")],
)
def test_a_clash_of_structure_is_told_not_overwritten(source: str, target: str, key: str) -> None:
    with pytest.raises(BrokenText, match="another structure"):
        render(FORMAT, read(source), read(target, path="t.yml"), "t.yml", "pt-BR", {key: {"other": "v"}})


@pytest.mark.parametrize("raw", RAWS)
def test_huge_texts_take_linear_time(raw: str) -> None:
    for value in ("word - : # " * 20_000, "x" * 200_000 + "\n" * 5, " " * 200_000, "a" + "\n" * 100_000):
        assert len(quote_scalar(value, raw)) >= len(value)


@settings(deadline=None)
@given(edits(), st.randoms(use_true_random=False), NEWLINES, st.sampled_from([2, 4]), st.booleans())
def test_comments_stay_and_break_nothing(case: Any, random: Random, newline: str, indent: int, ended: bool) -> None:
    source_tree, target_tree, values = case

    def write(tree: Any) -> str:
        text = yaml.safe_dump(tree, width=10_000, sort_keys=False, allow_unicode=True, indent=indent)
        own, side = ["    # own", "# own", "  # - x: y", ""], [" # side", "   # 'side: - "]
        text = commented(text, random, own, side).replace("\n", newline)
        text = text if ended else text.rstrip()
        with suppress(yaml.YAMLError):
            assume(yaml.safe_load(text) == tree)
            return text
        reject()

    source = read(write(source_tree))
    target = None if target_tree is None else read(write(target_tree), "pt-BR", "t.yml")
    wished = {p for p, v in values.items() if v is not None}
    before = without_others(source_tree, wished) if target_tree is None else target_tree
    got = render(FORMAT, source, target, "t.yml", "pt-BR", by_key(values))
    assert (yaml.safe_load(got) or {}) == edited(before, source_tree, values)
    if target and len(wished) == len(values):
        assert got.count("# own") + got.count("# side") >= target.text.count("# own") + target.text.count("# side")


ODD = {
    "crlf": "a: A\r\nb: |\r\n  x\r\n\r\n  y\r\nc: 'C\r\n  d'\r\n",
    "bom and directive": "\ufeff%YAML 1.1\n%TAG !e! tag:example.org,2000:\n---\na: A\nb: !!str 12\n...\n",
    "next line": "a: A\x85b: B\x85c:\x85  d: D\x85",
    "line separator": 'a: "A\u2028  b"\u2028b: B\u2029c: C\n',
    "separators inside": "a: \"one\u2028two\"\nb: 'x\x85  y'\nc: C\n",
    "carriage returns": "a: A\rb:\r  c: C\r",
    "tabs": "a:\tA\nb: B\t# c\nc: [D,\tE]\n",
    "doubles": "a: one\nb: B\na: two\n",
    "documents": "%YAML 1.1\n---\na: A\n...\n---\na: B\n--- text\n--- |\n  block\n",
    "no last line break": "a: A\nb: >+\n  x\n\n  y",
    "wide": "a: 😀\nb: &x שלום\nc: *x\nd: '\ufeff'\n",
    "keys": "? a\n: A\n? |\n  long\n: B\n'c: d': C\n\"e\\u00e9\": E\n",
    "empty values": "a:\nb: ''\nc: \"\"\nd: ~\ne: E\n",
    "deep": "".join("  " * i + f"k{i}:\n" for i in range(150)) + "  " * 150 + "v: V\n",
    "dashes": "-   - A\n    - B\n-\n  - C\n- ? x\n  : D\n",
    "one line": "{a: A, b: [B, {c: C}], ? d : D, e, f: 'F', }",
}


@pytest.mark.parametrize("name", ODD)
def test_odd_files_change_in_one_place_only(name: str) -> None:
    text = ODD[name]
    resource = read(text)
    assert resource.messages
    before = leaves_of(text)
    for message in resource.messages:
        for new in ("new", "a: b # c", "two\nlines", "tail\n", "\u2028é"):
            after = render(FORMAT, resource, resource, "en.yml", "en", {message.key: {"other": new}})
            found = {m.key: m.text for m in read(after).messages}
            assert found == {m.key: m.text for m in resource.messages} | {message.key: new}
            changed = [(old, now) for old, now in zip(before, leaves_of(after), strict=True) if old != now]
            assert set(changed) == {(message.text, new)}


def leaves_of(text: str) -> list[str]:
    """All scalars that libyaml's plainest loader gives, in the file's order."""

    def walk(tree: Any) -> list[str]:
        if isinstance(tree, dict):
            return [leaf for value in tree.values() for leaf in walk(value)]
        return [leaf for value in tree for leaf in walk(value)] if isinstance(tree, list) else [tree]

    return walk(list(yaml.load_all(text, yaml.CBaseLoader)))


def test_doubles_are_told_and_the_last_one_counts() -> None:
    resource = read(ODD["doubles"])
    assert [m.text for m in resource.messages] == ["B", "two"]
    (junk,) = resource.junk
    assert "stands here twice" in junk.message and resource.text[slice(*junk.span)] == "a: one"


LINES = st.sampled_from(
    """\
a: b|b:|'c': "d"|  e: f # g|  h:|    i: 'j'|- k|  - l|  -|- :m|    - n o|# p|  # q||   |"r":   12  |s: yes|t: u: v
w: x#y|z : a|b: -|  c: d:|---|...|é: ü #|f: g  # h: i|  - j: k|  m|n: [o]|p: 'q''r'|s: "t\\n"|u: 'v' w|- - x|y: - z
<<: a|1.5: b|c/d: http://e:80|f: %g|h: &i j|k: *i|l:\tm|n: o\tp|  |q: :r|- s:|t: ~|u: a'b|l: >|v: "w|x"|y: ,|{z|a: ?b
? c|: d|--- # e|a:b: c|yes: no|- 12|- "f" # g|h: '#'|i:  #j|k: l#|--- m|\u00a0n: o|p: q\u00a0""".replace(
        "\n", "|"
    ).split("|")
)


def flat(node: Node) -> Any:
    members = [(*m[:4], flat(m.value) if isinstance(m.value, Node) else m.value) for m in node.members]
    return node.kind, node.start, node.end, node.flow, members


@settings(max_examples=600, deadline=None)
@given(st.lists(LINES, max_size=8), st.sampled_from(["\n", "\n\n", "\n  ", ""]), st.integers(0, 2))
def test_the_fast_reader_sees_what_libyaml_sees(lines: list[str], last: str, shift: int) -> None:
    text = "x" * shift + "\n".join(lines) + last
    quick = scan_plain(text, shift, len(text))
    if quick is not None:
        assert flat(quick) == flat(scan_events(text, shift, len(text)))


@settings(deadline=None)
@given(trees(), STYLES)
def test_the_fast_reader_sees_what_libyaml_sees_in_whole_files(tree: dict[str, Any], style: tuple[Any, ...]) -> None:
    text = dump(tree, style).removeprefix("\ufeff")
    quick = scan_plain(text, 0, len(text))
    assert quick is None or flat(quick) == flat(scan_events(text, 0, len(text)))


def test_the_fast_reader_takes_what_catalogs_are_made_of() -> None:
    text = "---\n# x\nen:\n  a: 'b'\n  c:\n  - d\n  - \n  - :e\n\n  f: \"g %{h}\" # i\n  j:\n"
    assert scan_plain(text, 0, len(text)) is not None
