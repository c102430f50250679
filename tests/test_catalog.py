"""Rendering through any format: made-up formats show the calls, JSON and YAML the alignment of plurals."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace

import pytest

from locakit.catalog import aligned, render, said_locale, source_view, symbolic
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


def po(language: str, *pairs: tuple[str, str]) -> str:
    """A PO file that says its language."""
    head = f'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n"Language: {language}\\n"\n\n'
    return head + "\n".join(f'#, fuzzy\nmsgid "{a}"\nmsgstr "{b}"\n' for a, b in pairs)


SYMBOLS = (("cart.pay", "Pay now"), ("cart.bye", "Good bye"))
WORDS = (("Pay now", "Zahl jetzt"), ("Good bye", ""))


@pytest.mark.parametrize(
    ("path", "language", "entries", "source", "shown"),
    [
        ("po/en.po", "en", SYMBOLS, "en", ["Pay now", "Good bye"]),
        ("po/en.po", "", SYMBOLS, "en", ["Pay now", "Good bye"]),
        ("po/en_US.po", "en_US", SYMBOLS, "en", ["Pay now", "Good bye"]),
        ("po/en_US.po", "en_US", WORDS, "en", ["Zahl jetzt", "Good bye"]),
        ("po/en_GB.po", "en_GB", SYMBOLS, "en", ["Pay now", "Good bye"]),
        ("po/en_GB.po", "en_GB", WORDS, "en", ["Pay now", "Good bye"]),
        ("po/de.po", "de", WORDS, "en", ["Pay now", "Good bye"]),
        ("po/de.po", "de", WORDS, "de", ["Zahl jetzt", "Good bye"]),
        ("po/de_AT.po", "", WORDS, "en", ["Pay now", "Good bye"]),
        ("locale/de/LC_MESSAGES/django.po", "", WORDS, "en", ["Pay now", "Good bye"]),
        ("locale/sr@latin/LC_MESSAGES/app.po", "", WORDS, "sr", ["Pay now", "Good bye"]),
        ("po/zh_TW.po", "zh_TW", WORDS, "zh-Hans", ["Pay now", "Good bye"]),
        ("messages.po", "", WORDS, "en", ["Zahl jetzt", "Good bye"]),
        ("de/messages.po", "en", WORDS, "en", ["Zahl jetzt", "Good bye"]),
    ],
)
def test_a_catalog_in_another_language_only_lists_the_source(
    path: str, language: str, entries: tuple[tuple[str, str], ...], source: str, shown: list[str]
) -> None:
    found = by_name("po").parse(path, po(language, *entries), source)
    seen = source_view(found, by_name("po"))
    assert [m.text for m in seen.messages] == shown
    listed = [m.text for m in seen.messages] == [m.source["other"] for m in found.messages]
    assert not listed or not any(m.flags for m in seen.messages)
    assert source_view(seen, by_name("po")) == seen


def test_a_list_shows_both_numbers_of_a_plural() -> None:
    text = po("de") + 'msgid "%d thing"\nmsgid_plural "%d things"\nmsgstr[0] "%d Ding"\nmsgstr[1] "%d Dinge"\n'
    [message] = source_view(by_name("po").parse("de.po", text, "en"), by_name("po")).messages
    assert message.plural and message.forms == {"one": "%d thing", "other": "%d things"}


@pytest.mark.parametrize(
    ("name", "text", "shown"),
    [
        ("qt", '<TS version="2.1" sourcelanguage="en" language="{}"><context><name>A</name><message>'
               '<source>Pay</source><translation type="unfinished">Zahl</translation></message></context></TS>',
         "Zahl"),
        ("xliff", '<xliff version="1.2"><file source-language="en" target-language="{}"><body><trans-unit id="a">'
                  '<source>Pay</source><target>Zahl</target></trans-unit></body></file></xliff>', "Zahl"),
        ("xliff", '<xliff version="2.0" srcLang="en" trgLang="{}"><file id="f"><unit id="a"><segment>'
                  '<source>Pay</source><target>Zahl</target></segment></unit></file></xliff>', "Zahl"),
    ],
)  # fmt: skip
def test_qt_and_xliff_say_their_language(name: str, text: str, shown: str) -> None:
    fmt = by_name(name)
    for language, wanted in (("de-DE", "Pay"), ("en", shown), ("", shown)):
        [message] = source_view(fmt.parse("a/b.x", text.format(language), "en"), fmt).messages
        assert message.text == wanted and (wanted == shown or "fuzzy" not in message.flags)


def test_a_huge_head_is_searched_in_linear_time() -> None:
    for text in ("<TS " * 50_000, '"Language: ' * 50_000, " trgLang=" * 50_000, "a_" * 50_000):
        assert said_locale("x_" * 50_000, text) == ""
    assert not symbolic([{"other": "a_b." * 50_000 + "!"}])
