"""A trial of one file: what it finds in sound, broken and faulty formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from locakit.formats.registry import by_name, detect
from locakit.model import Forms, Message, Resource, Splice
from locakit.trial import WORD, Trial, choose, lines_changed, read, reworded, try_file

FILES = {
    "en.json": '{\n  "hello": "Hello {name}",\n  "item_one": "{{count}} item",\n  "item_other": "{{count}} items"\n}\n',
    "en.yml": "en:\n  hello: Hello %{name}\n  text: |\n    Two\n    lines\n",
    "pl.po": 'msgid ""\nmsgstr ""\n"Language: pl\\n"\n\nmsgid "Hi"\nmsgstr "Cze\u015b\u0107"\n',
    "app.properties": "# A note\r\nhello=Hello {0}\r\nbye=Bye\r\n",
    "page.md": "# A heading\n\nA paragraph with `code`.\n\n- one\n- two\n",
    "strings.xml": '<resources>\n    <string name="a">It\\\'s %1$s</string>\n</resources>\n',
}


@pytest.mark.parametrize("path", FILES)
@pytest.mark.parametrize("seed", range(4))
def test_sound_files(path: str, seed: int) -> None:
    fmt = detect(path, FILES[path])
    assert fmt
    found = try_file(fmt, path, FILES[path], edit=True, seed=seed)
    assert (found.format, found.identical, found.faults) == (fmt.name, True, ())
    assert found.messages >= 1 and found.lines_changed == 1


def test_without_an_edit_no_lines_are_counted() -> None:
    assert try_file(by_name("json"), "a.json", '{"a": "b"}', edit=False) == Trial("json", 1, True, None, ())
    assert try_file(by_name("json"), "a.json", "{}", edit=True) == Trial("json", 0, True, None, ())


def test_a_broken_file_is_a_fault_with_its_place() -> None:
    found = try_file(by_name("json"), "a.json", '{\n  "a": oops\n}', edit=True)
    assert (found.messages, found.identical) == (0, False)
    assert found.faults[0].startswith("2:8  ")


def test_a_broken_entry_is_a_fault_and_the_rest_goes_on() -> None:
    text = "good=fine\nbad=\\u12\nlast=end\n"
    found = try_file(by_name("properties"), "a.properties", text, edit=True)
    assert (found.messages, found.identical, found.lines_changed) == (2, True, 1)
    assert [f.split("  ")[0] for f in found.faults] == ["2:1"]


class _Bad:
    """The JSON format, but every edit does ``harm`` as well."""

    def __init__(self, harm: Splice | ValueError) -> None:
        self.harm, self.true = harm, by_name("json")
        self.name, self.bilingual, self.keyed, self.multilingual, self.binary = "json", False, True, False, False

    def __getattr__(self, name: str) -> object:
        return getattr(self.true, name)

    def parse(self, path: str, text: str, locale: str) -> Resource:
        return self.true.parse(path, text, locale)

    def replace(self, resource: Resource, message: Message, forms: Forms) -> Sequence[Splice]:
        if isinstance(self.harm, ValueError):
            raise self.harm
        return [*(self.true.replace(resource, message, forms) if self.harm[0] >= 0 else []), self.harm]


TWO = '{"a": "x",\n "b": "x"}'


@pytest.mark.parametrize(
    ("harm", "told"),
    [
        ((8, 8, "y"), "1:2  a change of 'b' changed 'a', too"),
        ((len(TWO) - 1, len(TWO) - 1, ', "c": "z"'), "2 entries became 3"),
        (ValueError("no"), "cannot be written: no"),
    ],
)
def test_a_format_that_does_harm_is_found_out(harm: Splice | ValueError, told: str) -> None:
    fmt = by_name("json")
    seed = next(n for n in range(99) if choose(fmt.parse("a.json", TWO, "en"), n).key == "b")
    found = try_file(_Bad(harm), "a.json", TWO, edit=True, seed=seed)  # type: ignore[arg-type]  # a stand-in
    assert any(told in fault for fault in found.faults)


def test_the_choice_is_settled_text_and_repeats() -> None:
    messages = [
        Message("a", {}),
        Message("b", {"other": "x"}),
        Message("c", {"other": "y"}, flags=frozenset({"fuzzy"})),
    ]
    resource = Resource("p", "en", "", tuple(messages))
    assert {choose(resource, seed).key for seed in range(9)} == {"b"}
    assert choose(replace(resource, messages=tuple(messages[:1])), 1).key == "a"


def test_a_word_is_added_inside_the_blanks_to_one_form() -> None:
    assert reworded(Message("k", {"other": "Hi \n"}), 0) == {"other": f"Hi {WORD} \n"}
    assert reworded(Message("k", {"other": ""}), 0) == {"other": WORD}
    many = Message("k", {"one": "# item", "other": "# items"}, plural=True)
    changed = [reworded(many, seed) for seed in range(9)]
    assert all(sum(forms[c] != many.forms[c] for c in forms) == 1 for forms in changed)
    assert {c for forms in changed for c in forms if WORD in forms[c]} == {"one", "other"}
    untold = Message("k", {}, plural=True, source={"one": "a", "other": "b"})
    assert reworded(untold, 0) == {"one": f"a {WORD}", "other": f"b {WORD}"}


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        ("a\nb\nc", "a\nb\nc", 0),
        ("a\nb\nc", "a\nB\nc", 1),
        ("a\nb\nc", "a\nb\nb\nc", 1),
        ("a\nb\nc\n", "a\nc\n", 1),
        ("1\n2\n3\n4", "x\n2\n3\ny", 2),
        ("", "a", 1),
        ("\n".join(map(str, range(9000))), "\n".join(map(str, range(1, 9001))), 9000),
    ],
)
def test_lines_changed(old: str, new: str, lines: int) -> None:
    assert lines_changed(old, new) == lines


def test_a_multilingual_file_is_read_in_its_source_locale() -> None:
    class Many(_Bad):
        def parse(self, path: str, text: str, locale: str) -> Resource:
            got = super().parse(path, text, locale)
            return got if locale == "de" else replace(got, messages=())

    fmt = Many((0, 0, ""))
    fmt.multilingual = True
    text = '{"sourceLanguage": "de"}'
    assert read(fmt, "a.json", text).locale == "de"  # type: ignore[arg-type]  # a stand-in


@pytest.mark.parametrize(
    ("path", "text", "locale"),
    [
        ("a.po", 'msgid ""\nmsgstr ""\n"Language: pt_BR\\n"\n', "pt-BR"),
        ("po/ar.po", 'msgid ""\nmsgstr ""\n"Language: \\n"\n', "ar"),
        ("fr/LC_MESSAGES/app.po", 'msgid ""\nmsgstr ""\n"MIME-Version: 1.0\\n"\n', "fr"),
        ("a.xlf", '<xliff version="1.2"><file source-language="en" target-language="ru"><body/></file></xliff>', "ru"),
        (
            "a.xlf",
            '<xliff version="2.0" srcLang="en" trgLang="pl"><file/></xliff>',
            "pl",
        ),
        ("a.ts", '<?xml version="1.0"?><TS version="2.1" language="de_DE"></TS>', "de-DE"),
        ("values-pl/strings.xml", "<resources/>", "en"),
        ("locales/ja.json", "{}", "ja"),
        ("app.json", "{}", "en"),
    ],
)
def test_the_locale_is_the_files_own(path: str, text: str, locale: str) -> None:
    fmt = detect(path, text)
    assert fmt and read(fmt, path, text).locale == locale
