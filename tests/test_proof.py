"""The proof itself: the reference parsers see an edit, and whatever else a faulty writer would change."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks import proof
from benchmarks._edits import Edit, fault, random_edit
from benchmarks.references import REFERENCES, view_of
from locakit.doors import Format
from locakit.formats.registry import FORMATS, by_name
from locakit.model import Forms, Message, Resource, Splice
from locakit.trial import read

CASES = Path(__file__).parent / "cases"
FILES = {
    "json": '{"a": "One", // remark\n "a": "One", "b": {"c": ["Two", 3,],},}',
    "yaml": "a: One\nb:\n  - One\n  - &x Two\nc: *x\n",
    "toml": 'a = "One"\n[b]\nc = ["Two", 3]\n',
    "po": 'msgid ""\nmsgstr "Language: de\\n"\n\n#, fuzzy\nmsgid "a"\nmsgstr "One"\n\nmsgid "b"\nmsgstr "Two"\n',
    "android": "<resources><string name='a'>One</string><string name='b'>It\\'s \"Two\"<b>!</b></string></resources>",
    "stringsdict": "<plist version='1.0'><dict><key>a</key><string>One</string></dict></plist>",
    "strings": '/* remark */ "a" = "One"; b = "Two";',
    "properties": "# remark\na = One\na : Two\n",
    "ini": 'top=One\n[b]\nc = "Two"\n',
    "csv": 'key;text\na;One\nb;"Two; ""three"""\n',
    "php": "<?php declare(strict_types=1); return ['a' => 'One', 'b' => ['Two', 3]];",
    "fluent": "# remark\na = One\n    .b = Two\nbroken\n",
    "markdown": "---\na: One\n---\n\n# Two\n\nThree *four*\nfive.\n",
    "html": "<p title='Two'>One <b>two</b></p><!-- remark --><pre>  x</pre>",
    "srt": "1\n00:00:01,000 --> 00:00:02,000\nOne\n\nstill one\n\n2\n00:00:03,000 --> 00:00:04,000\nTwo\n",
    "vtt": "WEBVTT\n\n00:01.000 --> 00:02.000\nOne\n\nNOTE Two\n",
    "plain": "One\nTwo\n",
}


def _view(fmt: str, text: str) -> list[tuple[str, str]]:
    if fmt in ("strings", "android", "properties"):
        pytest.importorskip({"strings": "openstep_plist", "android": "lxml", "properties": "javaproperties"}[fmt])
    try:
        return view_of(fmt)(text.encode())
    except FileNotFoundError as error:
        pytest.skip(str(error))


def test_every_format_has_its_reference() -> None:
    assert set(FORMATS) <= set(REFERENCES)


@pytest.mark.parametrize("fmt", FILES)
def test_a_reference_sees_each_changed_value_once(fmt: str) -> None:
    text = FILES[fmt]
    before = _view(fmt, text)
    for word in ("One", "Two"):
        if word in text:
            at = text.rindex(word)
            after = _view(fmt, text[:at] + "Other" + text[at + 3 :])
            changed = [(a, b) for a, b in zip(before, after, strict=True) if a != b]
            assert len(changed) == 1 and "Other" in changed[0][1][1]


@pytest.mark.parametrize("fmt", FILES)
def test_white_space_around_the_values_is_no_change(fmt: str) -> None:
    text = FILES[fmt]
    assert _view(fmt, text.replace("\n", "\r\n")) == _view(fmt, text) or fmt in ("yaml", "fluent")


OLD = [("a", "One"), ("b", "Two")]
EDIT = Edit(Message("a", {"other": "One"}), "other", " Zebra", "One Zebra")
JSON = REFERENCES["json"]


@pytest.mark.parametrize(
    ("after", "told"),
    [
        ([("a", "One Zebra"), ("b", "Two")], ""),
        ([("a", "One"), ("b", "Two")], "0 values changed"),
        ([("a", "One Zebra"), ("b", "Two ")], "2 values changed"),
        ([("a", "One Zebra")], "2 values became 1"),
        ([("c", "One Zebra"), ("b", "Two")], "a became c"),
        ([("a", "One  Zebra"), ("b", "Two")], "written 'One Zebra', read"),
        ([("a", "One"), ("b", "Two Zebra")], "written 'One Zebra', read"),
    ],
)
def test_what_a_fault_is(after: list[tuple[str, str]], told: str) -> None:
    found = fault(OLD, after, EDIT, JSON)
    assert found.startswith(told) and bool(found) == bool(told)


def test_an_entry_may_change_its_own_state_alone() -> None:
    xliff = REFERENCES["xliff"]
    old = [("/1", ""), ("/1 @approved", "yes"), ("/1/target text", "One"), ("/2 @approved", "yes")]
    new = [("/1", ""), ("/1/target text", "One Zebra"), ("/2 @approved", "yes")]
    assert fault(old, new, EDIT, xliff) == ""
    assert "another entry's state" in fault(old, [*new[:-1], ("/2 @approved", "no")], EDIT, xliff)


def test_a_first_text_appears_and_nothing_goes() -> None:
    fresh = replace(EDIT, message=Message("a", {}))
    old = [("a", ""), ("b", "Two")]
    assert fault(old, [("a", ""), ("t", "One Zebra"), ("b", "Two")], fresh, JSON) == ""
    assert fault(old, [("a", ""), ("t", "One Zebra")], fresh, JSON)
    assert fault(old, old, fresh, JSON)


def test_edits_repeat_with_their_seed_and_differ_without() -> None:
    resource = read(by_name("json"), "a.json", '{"a": "One two", "b": "Three four", "c": ""}')
    edits = [random_edit(resource, JSON, str(seed)) for seed in range(40)]
    assert edits == [random_edit(resource, JSON, str(seed)) for seed in range(40)]
    kinds = {edit.inserted for edit in edits if edit}
    assert len(kinds) >= 4 and {edit.message.key for edit in edits if edit} == {"a", "b"}
    assert random_edit(Resource("p", "en", "", ()), JSON, "1") is None


def test_the_table_and_the_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.json").write_text('{"a": "One"}')
    (tmp_path / "b.json").write_text('{"a": "One"}')
    (tmp_path / "c.json").write_text("{oops")
    (tmp_path / "fastlane").mkdir()
    (tmp_path / "fastlane/title.txt").write_text("One\n")
    assert proof.main([str(tmp_path), "--edits", "3"]) == 0
    told = capsys.readouterr().out
    assert "json        json                    1        1          1      3      3" in told
    assert "1 same as another file" in told and "the reference refuses it, too" in told and "plain " in told


def test_a_harmful_writer_fails(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.json").write_text('{"a": "One", "b": "Two"}')
    kept = type(by_name("json")).replace

    def harmful(self: Format, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        end = len(resource.text) - 1
        return [*kept(self, resource, message, forms), (end, end, ', "c": ""')]

    monkeypatch.setattr(type(by_name("json")), "replace", harmful)
    assert proof.main([str(tmp_path), "--edits", "1"]) == 1
    assert "FAILED json" in capsys.readouterr().out


@pytest.mark.parametrize("fmt", FORMATS)
def test_every_case_file_passes(fmt: str, capsys: pytest.CaptureFixture[str]) -> None:
    for library in ("polib", "lxml", "javaproperties", "fluent.syntax", "openstep_plist", "openpyxl"):
        pytest.importorskip(library)
    code = proof.main([str(CASES / fmt), "--edits", "3", "--seed", fmt])
    assert code == 0, capsys.readouterr().out


@pytest.mark.heavy
@pytest.mark.skipif(not os.environ.get("LOCAKIT_CORPUS"), reason="LOCAKIT_CORPUS names no folder of real files")
def test_the_real_files_pass(capsys: pytest.CaptureFixture[str]) -> None:
    code = proof.main(["--edits", "2"])
    assert code == 0, capsys.readouterr().out
