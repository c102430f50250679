"""Rendering through any format: made-up formats show the calls, JSON and YAML the alignment of plurals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from locakit.catalog import aligned, render, source_view
from locakit.doors import Format
from locakit.formats.registry import by_name
from locakit.model import Forms, Message, Resource
from locakit.splice import Splice


@dataclass
class Lines(Format):
    """``key=value`` lines, for the tests of the room above the formats."""

    name: str = "lines"
    suffixes: tuple[str, ...] = (".lines",)
    bilingual: bool = False
    keyed: bool = True

    def parse(self, path: str, text: str, locale: str) -> Resource:
        messages, at = [], 0
        for line in text.split("\n"):
            key, found, value = line.partition("=")
            if found:
                span = {"other": (at + len(key) + 1, at + len(line))}
                messages.append(Message(key, {"other": value}, span, (at, at + len(line))))
            at += len(line) + 1
        return Resource(path, locale, text, tuple(messages), self.name)

    def template(self, source: Resource, path: str, locale: str, keys: frozenset[str]) -> str:
        return "".join(f"{m.key}={m.text}\n" for m in source.messages if m.key in keys)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
        return [(*message.spans["other"], forms["other"])]

    def insert(self, resource: Resource, source: Resource, new: Sequence[tuple[Message, Forms]]) -> list[Splice]:
        end = len(resource.text)
        return [(end, end, f"{m.key}={forms['other']}\n") for m, forms in new]

    def remove(self, resource: Resource, gone: Sequence[Message]) -> list[Splice]:
        return [(m.whole[0], m.whole[1] + 1, "") for m in gone]


def forms(**values: str | None) -> dict[str, Forms | None]:
    return {k: None if v is None else {"other": v} for k, v in values.items()}


@pytest.mark.parametrize("keyed", [True, False])
def test_replaces_inserts_and_removes(keyed: bool) -> None:
    fmt = Lines(keyed=keyed)
    source = fmt.parse("en", "a=A\nb=B\nc=C\nd=D\n", "en")
    target = fmt.parse("pt", "own=x\nd=old\na=gone\n", "pt")
    got = render(fmt, source, target, "pt", "pt", forms(c="cê", d="dê", b="bê", a=None))
    assert got == "own=x\nd=dê\nb=bê\nc=cê\n"


def test_nothing_to_do_is_the_same_text() -> None:
    fmt = Lines()
    source = fmt.parse("en", "a=A\n", "en")
    target = fmt.parse("pt", "a=x\n", "pt")
    nothing: list[dict[str, Forms | None]] = [{}, forms(a="x"), {"a": {}}, forms(b=None)]
    for values in nothing:
        assert render(fmt, source, target, "pt", "pt", values) is target.text


def test_a_new_file_is_the_template_with_the_wished_entries() -> None:
    fmt = Lines()
    source = fmt.parse("en", "a=A\nb=B\n", "en")
    assert render(fmt, source, None, "pt", "pt", forms(b="bê", a=None)) == "b=bê\n"


def test_an_unknown_key_is_the_callers_fault() -> None:
    fmt = Lines()
    source = fmt.parse("en", "a=A\n", "en")
    with pytest.raises(ValueError, match="'z'"):
        render(fmt, source, None, "pt", "pt", forms(z="x"))


def test_a_fuzzy_entry_is_written_again() -> None:
    class Fuzzy(Lines):
        def parse(self, path: str, text: str, locale: str) -> Resource:
            resource = super().parse(path, text, locale)
            marked = tuple(replace(m, flags=frozenset({"fuzzy"})) for m in resource.messages)
            return replace(resource, messages=marked)

        def replace(self, resource: Resource, message: Message, forms: Forms) -> list[Splice]:
            return [(*message.spans["other"], forms["other"] + " (sure)")]

    fmt = Fuzzy()
    source = fmt.parse("en", "a=A\n", "en")
    assert render(fmt, source, source, "pt", "pt", forms(a="A")) == "a=A (sure)\n"


def test_source_view_shows_the_source_of_bilingual_files() -> None:
    messages = (
        Message("a", {}, source={"other": "A"}),
        Message("b", {"other": "bê"}, source={"other": "B"}),
        Message("c", {"one": "", "other": ""}, plural=True, source={"one": "C", "other": "Cs"}),
    )
    resource = Resource("x.pot", "en", "", messages)
    shown = source_view(resource, Lines(bilingual=True)).messages
    assert [m.forms for m in shown] == [{"other": "A"}, {"other": "bê"}, {"one": "C", "other": "Cs"}]
    assert source_view(resource, Lines()) is resource


JSON: Format = by_name("json")
YAML: Format = by_name("yaml")


@pytest.mark.parametrize(
    ("source", "target", "keys"),
    [
        ({"a_one": "x", "a_other": "y"}, {"a_other": "z"}, {"a": True}),
        ({"a_other": "Other"}, {"a_other": "{{count}}"}, {"a_other": False}),
        ({"a_one": "One", "a_other": "{{count}}"}, {"a_one": "Um", "a_other": "z"}, {"a": True}),
        ({"a": "p", "a_one": "x", "a_other": "y"}, {"a_one": "x", "a_other": "z"}, {"a_other": True}),
        ({"a": "p", "a_one": "x", "a_other": "y"}, {"a_other": "z"}, {"a_other": True}),
        ({"a": {"other": "y", "more": "m"}}, {"a": {"other": "z"}}, {"a.other": False}),
        ({"b": "B"}, {"a_one": "x", "a_other": "z"}, {"a": True}),
        ({"a_other": "y"}, {"a_other": "z"}, {"a_other": False}),
    ],
)
def test_plurals_are_keyed_as_in_the_source(source: object, target: object, keys: dict[str, bool]) -> None:
    left = JSON.parse("en.json", json.dumps(source), "en")
    right = JSON.parse("ja.json", json.dumps(target), "ja")
    once = aligned(left, right)
    assert {m.key: m.plural for m in once.messages} == keys
    assert aligned(left, once).messages == once.messages


def test_what_is_aligned_already_is_the_same_object() -> None:
    source = JSON.parse("en.json", '{"a": "A", "b_one": "x", "b_other": "y"}', "en")
    assert aligned(source, source) is source


def test_a_lone_other_form_is_not_written_twice() -> None:
    source = JSON.parse("en.json", '{"a_one": "x", "a_other": "y"}', "en")
    target = JSON.parse("ja.json", '{"a_other": "人の言葉"}', "ja")
    assert render(JSON, source, target, "ja.json", "ja", {"a": {"other": "新"}}) == '{"a_other": "新"}'


def test_arabic_gets_six_forms_in_the_style_of_each_format() -> None:
    six = {c: c.upper() for c in ("zero", "one", "two", "few", "many", "other")}
    texts = (JSON, '{"n_one": "{{count}} x", "n_other": "xs"}'), (YAML, "en:\n  n:\n    one: x\n    other: xs\n")
    for fmt, text in texts:
        source = fmt.parse("en", text, "en")
        got = fmt.parse("ar", render(fmt, source, None, "ar", "ar", {"n": six}), "ar")
        assert {m.key: (dict(m.forms), m.plural) for m in got.messages} == {"n": (six, True)}
