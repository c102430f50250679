"""String Catalogs: states that follow the ledger, Xcode's layout kept, and what an independent reader sees."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest

from locakit import splice
from locakit.catalog import render
from locakit.errors import BrokenText
from locakit.formats import _xcstrings_read
from locakit.formats.registry import by_name, detect
from locakit.locales import plural_categories
from locakit.model import Forms, Message, Record, Resource
from tests.listing import CASES

CATALOG = by_name("xcstrings")
TEXT = (CASES / "xcstrings" / "new-market" / "source.xcstrings").read_bytes().decode("utf-8")


def read(text: str, locale: str = "en") -> Resource:
    return CATALOG.parse("Localizable.xcstrings", text, locale)


def catalog(**strings: Any) -> str:
    """A catalog as Xcode lays it out."""
    tree = {"sourceLanguage": "en", "strings": strings, "version": "1.0"}
    return json.dumps(tree, indent=2, ensure_ascii=False, separators=(",", " : ")).replace("{}", "{\n\n    }")


def unit(value: str, state: str = "translated") -> dict[str, Any]:
    return {"stringUnit": {"state": state, "value": value}}


def write(text: str, locale: str, values: dict[str, Forms | None]) -> str:
    return render(CATALOG, read(text), read(text, locale), "Localizable.xcstrings", locale, values)


def marked(text: str, origin: str, state: str, stale: bool = False) -> str:
    """The text once every German message has a record of this origin and state."""
    resource = read(text, "de")
    record = Record("x", "k", "s", "t", state, origin)  # type: ignore[arg-type]  # parametrized words
    return splice.apply(text, [s for m in resource.messages for s in CATALOG.mark(resource, m, record, stale)])


@pytest.mark.parametrize("locale", ["ar", "de", "fr", "ja", "pl", "pt-BR", "ru", "zh-Hans"])
def test_a_market_has_its_own_plural_set_and_goes_without_a_trace(locale: str) -> None:
    source = read(TEXT)
    assert not any(m.text.startswith("neu") for m in read(TEXT, locale).messages)
    values: dict[str, Forms | None] = {}
    for message in source.messages:
        names = plural_categories(locale) if message.plural else ("other",)
        values[message.key] = {c: f"neu {c} {message.text}" for c in names}
    got = write(TEXT, locale, values)
    there = read(got, locale).by_key()
    assert all(there[key].forms.items() >= (forms or {}).items() for key, forms in values.items())
    assert write(got, locale, values) == got
    assert [m.key for m in read(got).messages] == [m.key for m in source.messages]
    if locale != "de":
        assert write(got, locale, dict.fromkeys(values)) == TEXT


def test_what_json_sees_after_one_edit_is_that_edit() -> None:
    before = json.loads(TEXT)
    before["strings"]["Add to cart"]["localizations"]["de"]["stringUnit"]["value"] = 'Zum "Korb" / 😀'
    after = write(TEXT, "de", {"Add to cart": {"other": 'Zum "Korb" / 😀'}})
    assert json.loads(after) == before
    assert len(after.split("\n")) == len(TEXT.split("\n"))


def test_names_stand_in_xcodes_order_at_every_depth() -> None:
    forms = {c: c for c in plural_categories("ar")}
    tree = json.loads(write(TEXT, "ar", {m.key: forms if m.plural else {"other": "x"} for m in read(TEXT).messages}))

    def check(node: Any, top: bool) -> None:
        if isinstance(node, dict):
            assert top or list(node) == sorted(node)
            for value in node.values():
                check(value, False)

    for entry in tree["strings"].values():
        check(entry.get("localizations"), False)


def test_a_substitution_takes_its_argument_along() -> None:
    tree = json.loads(write(TEXT, "ja", {"%@ ate %lld apples.apples": {"other": "りんご%arg個"}}))
    said = tree["strings"]["%@ ate %lld apples"]["localizations"]["ja"]["substitutions"]["apples"]
    assert (said["argNum"], said["formatSpecifier"]) == (2, "lld")
    assert said["variations"]["plural"] == {"other": {"stringUnit": {"state": "needs_review", "value": "りんご%arg個"}}}


@pytest.mark.parametrize(
    ("origin", "state", "stale", "wanted"),
    [
        ("machine", "translated", False, "needs_review"),
        ("memory", "translated", False, "needs_review"),
        ("machine", "reviewed", False, "translated"),
        ("human", "translated", False, "translated"),
        ("imported", "final", False, "translated"),
        ("human", "final", True, "needs_review"),
    ],
)
@pytest.mark.parametrize("old", ["new", "needs_review", "translated", "stale"])
def test_states_follow_the_ledger(origin: str, state: str, stale: bool, wanted: str, old: str) -> None:
    text = catalog(a={"localizations": {"de": unit("A", old), "en": unit("B")}}, b={})
    got = marked(text, origin, state, stale)
    assert json.loads(got)["strings"]["a"]["localizations"] == {"de": unit("A", wanted), "en": unit("B")}
    assert marked(got, origin, state, stale) == got
    assert got.replace(wanted, "", 1) == text.replace(old, "", 1)


def test_states_are_read_in_targets_only() -> None:
    text = catalog(a={"localizations": {"de": unit("A", "needs_review"), "en": unit("B", "new")}})
    assert read(text, "de").messages[0].flags == {"fuzzy", "unreviewed"}
    assert read(text.replace("needs_review", "new"), "de").messages[0].flags == {"fuzzy"}
    assert read(text, "en").messages[0].flags == frozenset()


def test_a_unit_without_a_state_gets_one() -> None:
    text = catalog(a={"localizations": {"de": {"stringUnit": {"value": "A"}}}})
    assert json.loads(marked(text, "human", "final"))["strings"]["a"]["localizations"]["de"] == unit("A")


def test_keys_without_a_source_text_are_their_own() -> None:
    text = catalog(**{"": {}, "Hi": {}, "no": {"shouldTranslate": False}, "k.v": {"localizations": {"en": unit("V")}}})
    assert [(m.key, m.text) for m in read(text).messages] == [("Hi", "Hi"), ("k.v", "V")]
    assert read(text, "de").messages == ()
    got = write(text, "en", {"Hi": {"other": "Hello"}})
    assert json.loads(got)["strings"]["Hi"] == {"localizations": {"en": unit("Hello")}}


def test_a_text_of_nothing_but_variables_is_copied() -> None:
    variable = {"formatSpecifier": "lld", "variations": {"plural": {"other": unit("%arg x")}}}
    text = catalog(a={"localizations": {"en": {**unit("%#@n@"), "substitutions": {"n": variable}}}})
    assert [(m.key, sorted(m.flags)) for m in read(text).messages] == [("a", ["verbatim"]), ("a.n", [])]


def test_a_devices_key_gives_way_to_a_key_of_that_name() -> None:
    devices = {"variations": {"device": {"mac": unit("M"), "other": unit("O")}}}
    text = catalog(**{"a": {"localizations": {"en": devices}}, "a.mac": {"localizations": {"en": unit("own")}}})
    assert [(m.key, m.text) for m in read(text).messages] == [("a.mac~2", "M"), ("a.other", "O"), ("a.mac", "own")]
    got = write(text, "de", {"a.mac~2": {"other": "m"}, "a.mac": {"other": "eigen"}})
    assert {m.key: m.text for m in read(got, "de").messages} == {"a.mac~2": "m", "a.mac": "eigen"}


def test_devices_within_a_plural_are_messages_of_their_own() -> None:
    def by_device(word: str) -> dict[str, Any]:
        return {"variations": {"device": {"mac": unit(f"click {word}"), "other": unit(f"tap {word}")}}}

    plural = {"variations": {"plural": {"one": by_device("once"), "other": by_device("%lld times")}}}
    text = catalog(a={"localizations": {"en": plural}})
    mac = read(text).by_key()["a.mac"]
    assert mac.plural and mac.forms == {"one": "click once", "other": "click %lld times"}
    got = json.loads(write(text, "ja", {"a.mac": {"other": "クリック"}}))["strings"]["a"]["localizations"]["ja"]
    assert got == {
        "variations": {"plural": {"other": {"variations": {"device": {"mac": unit("クリック", "needs_review")}}}}}
    }


@pytest.mark.parametrize(
    ("known", "spelled"), [("pt_PT", "pt_BR"), ("pt-PT", "pt-BR"), ("pt_br", "pt_br"), ("de", "pt-BR")]
)
def test_locales_are_spelled_as_the_file_spells_them(known: str, spelled: str) -> None:
    text = catalog(a={"localizations": {known: unit("A")}}, b={})
    tree = json.loads(write(text, "pt-BR", {"b": {"other": "B"}}))
    assert list(tree["strings"]["b"]["localizations"]) == [spelled]


def test_a_catalog_of_its_own_gets_keys_that_it_lacks() -> None:
    source = read(catalog(a={"comment": "C", "extractionState": "manual", "localizations": {"en": unit("A")}}, z={}))
    target = read(catalog(z={}), "de")
    got = render(CATALOG, source, target, "de.xcstrings", "de", {"a": {"other": "x"}})
    assert list(json.loads(got)["strings"]) == ["a", "z"]
    assert json.loads(got)["strings"]["a"] == {
        "comment": "C", "extractionState": "manual", "localizations": {"de": unit("x", "needs_review")}}  # fmt: skip


def test_a_key_that_stands_twice_is_told() -> None:
    text = '{"sourceLanguage": "en", "strings": {"a": {}, "a": {"comment": "last"}}}'
    resource = read(text)
    assert [m.note for m in resource.messages] == ["last"] and [j.span for j in resource.junk] == [(37, 44)]


@pytest.mark.parametrize(
    "text", ["[]", "{}", '{"a": "b"}', '{"sourceLanguage": 1, "strings": {}}', '{"sourceLanguage": "en"}']
)
def test_other_json_is_refused(text: str) -> None:
    with pytest.raises(BrokenText, match="no String Catalog"):
        read(text)


ODD = [
    "null", "[]", '"x"', "{}", '{"en": null}', '{"en": {"stringUnit": []}}', '{"en": {"stringUnit": {"value": 3}}}',
    '{"en": {"variations": {"plural": {"much": {"stringUnit": {"value": "x"}}, "other": 1}}}}',
]  # fmt: skip


@pytest.mark.parametrize("said", ODD)
def test_odd_entries_are_their_key_and_stay(said: str) -> None:
    text = f'{{"sourceLanguage": "en", "strings": {{"k": {{"localizations": {said}}}}}}}'
    resource = read(text)
    assert [(m.key, m.text) for m in resource.messages] == [("k", "k")]
    assert render(CATALOG, resource, resource, "x", "en", {}) == text


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_line_ends_and_marks_are_kept_up(mark: str, newline: str) -> None:
    text = mark + TEXT.replace("\n", newline)
    values: dict[str, Forms | None] = {"Calculator": {"other": "Rechner"}, "%lld items": {"other": "x", "many": "y"}}
    got = write(text, "fr", values)
    assert got.startswith(mark) and got.count("\n") == got.count(newline)
    assert got.removeprefix(mark).replace(newline, "\n") == write(TEXT, "fr", values)
    assert write(got, "fr", dict.fromkeys(values)) == text


def test_odd_values_are_kept() -> None:
    text = catalog(a={"localizations": {"de": unit("A")}}, b={"comment": "x"})
    text = text.replace('"A"', '"\\ud800 \\u0041"').replace('"x"', '"x", "n" : 1e9999' + "9" * 400)
    assert read(text, "de").by_key()["a"].text == "\ud800 A"
    got = write(text, "de", {"b": {"other": "\udfff"}})
    assert json.loads(got)["strings"]["b"]["localizations"]["de"] == unit("\udfff", "needs_review")
    assert '"\\ud800 \\u0041"' in got and "1e9999" + "9" * 400 in got
    deep = catalog(a={}).replace("{\n\n    }", '{"x" : ' + "[" * 300 + "]" * 300 + "}")
    with pytest.raises(BrokenText, match="deeper than 200"):
        read(deep)


def test_random_edits_are_what_json_sees() -> None:
    pick = random.Random(7)
    for _ in range(60):
        locale = pick.choice(["de", "pl", "ja"])
        source = read(TEXT)
        chosen = pick.sample(source.messages, pick.randint(1, len(source.messages)))
        names = plural_categories(locale)
        values = {m.key: dict.fromkeys(names if m.plural else ["other"], f'n{pick.random()} "é') for m in chosen}
        there = read(write(TEXT, locale, dict(values)), locale).by_key()
        assert all({c: there[k].forms[c] for c in forms} == forms for k, forms in values.items())


def test_detection_and_example() -> None:
    assert detect("App/Localizable.xcstrings", "") is CATALOG
    assert [m.key for m in read(CATALOG.example).messages] == ["Add to cart", "%lld items"]


def test_a_large_catalog_is_read_and_filled_in_a_line() -> None:
    text = catalog(**{f"key {i}": {} for i in range(3_000)})
    got = write(text, "de", {f"key {i}": {"other": f"Wert {i}"} for i in range(3_000)})
    assert len(read(got, "de").messages) == 3_000


def any_entry(pick: random.Random, depth: int = 0) -> Any:
    """What may stand below a locale, sound or not."""
    one = unit(pick.choice(["a", "%#@v@", " ", "", 'q"é\n', "\U0001f389"]), pick.choice(["new", "translated", "x"]))
    kind = pick.random() if depth < 3 else 0.0
    if kind < 0.6:
        return one
    names = pick.sample(["one", "other", "iphone", "mac"], pick.randint(0, 3))
    below = {name: any_entry(pick, depth + 1) for name in names}
    if kind < 0.75:
        return {"variations": {pick.choice(["plural", "device"]): below}}
    return {**one, "substitutions": below} if kind < 0.85 else pick.choice([{}, [], "x", None, {"stringUnit": {}}])


@pytest.mark.parametrize("seed", range(60))
def test_plain_entries_are_read_as_the_tree_reads_them(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    pick = random.Random(seed)
    facts: dict[str, list[Any]] = {"comment": ["c", "", 1], "shouldTranslate": [True, False, "false"]}
    strings: dict[str, Any] = {}
    for key in pick.sample(["", "a", "b.iphone", "b", 'k"', "c~2", "c.one", "c", "%#@v@", " "], 5):
        said = {tag: any_entry(pick) for tag in pick.sample(["en", "de", "pt-BR", "pt_BR", "DE"], pick.randint(0, 4))}
        told = {name: pick.choice(values) for name, values in facts.items() if pick.random() < 0.4}
        strings[key] = {**told, "localizations": pick.choice([said, said, said, [], None])}
    text = catalog(**strings)
    for locale in ("en", "de", "pt-BR"):
        quick = read(text, locale).messages
        with monkeypatch.context() as patch:
            patch.setattr(_xcstrings_read, "messages", lambda *_: None)
            slow = read(text, locale).messages
        assert list(map(fields, quick)) == list(map(fields, slow))


def fields(message: Message) -> tuple[Any, ...]:
    return (message, dict(message.spans), message.whole, message.path)
