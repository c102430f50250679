"""Fluent, web extensions and HTML beyond their case folders: what an independent parser sees after an edit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from fluent.syntax import FluentParser, ast
from hypothesis import given
from hypothesis import strategies as st

from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats.registry import by_name, detect
from locakit.model import Resource

CASES = Path(__file__).parent / "cases"
FLUENT = by_name("fluent")


def fluent_texts(text: str) -> dict[str, str]:
    """What the reference parser reads: the patterns as text, placeables as they are written; junk under its place."""
    out: dict[str, str] = {}
    for entry in FluentParser().parse(text).body:
        if isinstance(entry, ast.Junk):
            out[f"junk {entry.span.start}"] = entry.content
        elif isinstance(entry, ast.Message | ast.Term):
            key = ("-" if isinstance(entry, ast.Term) else "") + entry.id.name
            fields = {f"{key}.{a.id.name}": a.value for a in entry.attributes}
            for name, pattern in {key: entry.value, **fields}.items():
                if pattern:
                    out.setdefault(name, "".join(_shown(text, e) for e in pattern.elements).replace("\r\n", "\n"))
    return out


def _shown(source: str, element: ast.TextElement | ast.Placeable) -> str:
    return element.value if isinstance(element, ast.TextElement) else source[element.span.start : element.span.end]


def fluent(text: str) -> Resource:
    return FLUENT.parse("a.ftl", text, "en")


def edited(resource: Resource, key: str, text: str) -> str:
    return render(FLUENT, resource, resource, resource.path, "en", {key: {"other": text}})


@pytest.mark.parametrize("path", sorted((CASES / "fluent").rglob("*.ftl")), ids=lambda p: f"{p.parent.name}/{p.name}")
def test_fluent_is_read_as_the_reference_reads_it(path: Path) -> None:
    text = path.read_bytes().decode("utf-8")
    resource = fluent(text)
    seen = fluent_texts(text.removeprefix("\ufeff"))
    terms = {k for k in seen if k.startswith("-") and "." in k}
    assert {m.key for m in resource.messages} == {k for k in seen if not k.startswith("junk ")} - terms
    assert any(k.startswith("junk ") for k in seen) == any("already above" not in j.message for j in resource.junk)
    for message in resource.messages:
        if not message.plural and "{" not in seen[message.key]:
            assert message.text == seen[message.key].rstrip(" ")


GUARDS = re.compile(r'\{ "( *|[\[*.])" \}')
WORDS = st.text(st.sampled_from('ab [*.]{}"$-#=\n\t\\é'), max_size=30)


@given(WORDS, st.sampled_from(["k = v\n", "k =\n    v\n", "k =\n    v\n    w\n", "k = v\r\n    w\r\n"]))
def test_fluent_any_text_is_one_value(words: str, before: str) -> None:
    text = f"# note\nfirst = {'{ $n }'}\n{before}    .attr = x\nlast = y\n"
    after = edited(fluent(text), "k", words)
    old, new = fluent_texts(text), fluent_texts(after)
    assert {k: v for k, v in new.items() if k != "k"} == {k: v for k, v in old.items() if k != "k"}
    assert "k" in new
    if not set(words) & set("{}"):
        (message,) = (m for m in fluent(after).messages if m.key == "k")
        assert message.text == words
        shown = GUARDS.sub(lambda m: m[1], new["k"])
        assert shown == words


@pytest.mark.parametrize(
    "text",
    ["a = " + "{" * 5_000, "a = " + "{ F(" * 5_000, "a = {\n" * 5_000, "a = b\n" * 5_000, "a = b\n    c" * 5_000],
    ids=["braces", "calls", "open", "same", "long"],
)
def test_fluent_hostile_text_is_read_or_refused(text: str) -> None:
    try:
        assert fluent(text + "\nlast = y\n").messages
    except BrokenText as error:
        assert error.fault.line == 1
    words = edited(fluent("k = v\n"), "k", text)
    assert fluent(words).messages[-1].key == "k" and not fluent(words).junk


def test_fluent_plurals_follow_the_market() -> None:
    source = fluent("n =\n    { $n ->\n        [1] One thing\n       *[other] { $n } things\n    }\n")
    forms = {"one": "{ $n } вещь", "few": "{ $n } вещи", "many": "{ $n } вещей", "other": "{ $n } вещи"}
    text = render(FLUENT, source, FLUENT.parse("ru.ftl", "", "ru"), "ru.ftl", "ru", {"n": forms})
    assert "[one] { $n } вещь\n" in text and "[1]" not in text
    plain = FLUENT.parse("ru.ftl", "n = { $n } вещей\n", "ru")
    assert render(FLUENT, source, plain, "ru.ftl", "ru", {"n": forms}) == text


def test_fluent_needs_an_identifier() -> None:
    source = by_name("json").parse("en.json", '{"a b": "x", "c": {"d": "y"}}', "en")
    target = fluent("")
    with pytest.raises(BrokenText, match="identifier"):
        render(FLUENT, source, target, "a.ftl", "en", {"a b": {"other": "x"}})
    assert render(FLUENT, source, target, "a.ftl", "en", {"c.d": {"other": "y"}}) == "c =\n    .d = y\n"


@pytest.mark.parametrize(
    ("path", "text", "name"),
    [
        ("_locales/en/messages.json", "{}", "webext"),
        ("src/_locales/pt_BR/messages.json", '{"a": "b"}', "webext"),
        ("locales/en/messages.json", '{"a": {"message": "x"}, "b": {"message": "y", "description": "z"}}', "webext"),
        ("locales/en/messages.json", '{"a": {"message": "x"}, "b": "y"}', "json"),
        ("locales/en/messages.json", '{"message": "x"}', "json"),
        ("locales/en/messages.json", '[{"message": "x"}]', "json"),
        ("locales/en/messages.json", '{"message": ', "json"),
        ("locales/en/app.json", '{"a": {"message": "x"}}', "json"),
    ],
)
def test_messages_json_is_told_by_its_content(path: str, text: str, name: str) -> None:
    found = detect(path, text)
    assert found is not None and found.name == name


@given(st.text(max_size=30), st.sampled_from(["a", "b"]))
def test_webext_an_edit_changes_one_message(words: str, key: str) -> None:
    fmt = by_name("webext")
    data = {
        "a": {"message": "x", "description": "d"},
        "b": {"placeholders": {"u": {"content": "$1"}}, "message": "$U$"},
    }
    text = json.dumps(data, indent=1)
    resource = fmt.parse("messages.json", text, "en")
    after = render(fmt, resource, resource, "messages.json", "pt", {key: {"other": words}})
    assert json.loads(after) == {**data, key: {**data[key], "message": words}}
    fresh = render(
        fmt, resource, fmt.parse("messages.json", "{}", "pt"), "messages.json", "pt", {key: {"other": words}}
    )
    assert json.loads(fresh) == {key: {**data[key], "message": words}}
