"""Rules over a market: their pages and examples, what counts as the same, and that little is kept."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.model import Finding, Unit
from locakit.rules import consistency, registry
from locakit.rules._kit import ex
from locakit.rules._wide import Group, WideRule

RULES = list(registry.wide().values())
BY_ID = pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
SENTENCE = "The file could not be saved."


def fired(rule: str, *units: Unit) -> list[Finding]:
    """What one rule says of units that stand together."""
    return list(registry.wide()[rule].check(iter(units)))


@BY_ID
def test_a_wide_rule_has_a_page_with_what_why_bad_good_source(rule: WideRule) -> None:
    what = rule.page.split("\n")[0]
    assert what.endswith(".") and len(what) < 120
    for part in ("\nWhy: ", "\nBad: ", "\nGood: ", "\nSource: "):
        assert part in rule.page
    family, _, name = rule.id.partition(".")
    assert family and name and rule.id not in registry.builtin()


@pytest.mark.parametrize(("rule", "group"), [(r, g) for r in RULES for g in r.bad], ids=lambda x: getattr(x, "id", ""))
def test_the_bad_examples_are_found_in_their_place(rule: WideRule, group: Group) -> None:
    found = list(rule.check(group))
    assert found
    for f in found:
        assert f.rule == rule.id and f.message and f.target in [t for u in group for t in u.target.values()]
        assert 0 <= f.span[0] <= f.span[1] <= len(f.target)


@pytest.mark.parametrize(("rule", "group"), [(r, g) for r in RULES for g in r.good], ids=lambda x: getattr(x, "id", ""))
def test_the_good_examples_are_silent(rule: WideRule, group: Group) -> None:
    assert list(rule.check(group)) == []


def test_every_module_named_has_a_rule() -> None:
    for name in registry.WIDE:
        module = importlib.import_module(f"locakit.rules.{name}")
        assert any(isinstance(v, WideRule) for v in vars(module).values())


def test_the_message_shows_what_stands_elsewhere() -> None:
    (found,) = fired("consistency.sentence", ex(SENTENCE, "Non salvato.", "it"), ex(SENTENCE, "Errore.", "it"))
    assert "'Non salvato.'" in found.message and found.target == "Errore."


def with_note(unit: Unit, note: str, key: str = "example") -> Unit:
    """The unit with another note or key."""
    return Unit(unit.resource, key, unit.source, unit.target, unit.market, note=note)


def test_another_context_makes_another_source() -> None:
    one, two = ex(SENTENCE, "Non salvato.", "it"), ex(SENTENCE, "Errore.", "it")
    assert fired("consistency.sentence", one, two)
    assert not fired("consistency.sentence", with_note(one, "toast"), with_note(two, "dialog"))
    assert not fired("consistency.sentence", with_note(one, "", "a\x04x"), with_note(two, "", "b\x04x"))
    assert not fired("consistency.sentence", ex(SENTENCE.upper(), "ERRORE.", "it"), one)


def test_a_plural_is_compared_form_by_form() -> None:
    source = {"one": "{n} file was saved in your folder", "other": "{n} files were saved in your folder"}
    one = ex(source, {"one": "{n} file salvato", "other": "{n} file salvati"}, "it")
    two = ex(source, {"one": "{n} file salvato", "other": "{n} documenti salvati"}, "it")
    assert fired("consistency.sentence", one, two) and not fired("consistency.sentence", one, one)
    single = ex(source["other"], "{n} documenti salvati", "it")
    assert not fired("consistency.sentence", one, single)


def test_a_copy_is_found_wherever_its_translation_stands() -> None:
    copy, good = ex("Battery", "Battery", "ja"), ex("Battery", "バッテリー", "ja")
    for units in ((copy, good), (good, copy)):
        (found,) = fired("consistency.untranslated", *units)
        assert found.target == "Battery" and "バッテリー" in found.message
    assert len(fired("consistency.untranslated", copy, copy, good, copy)) == 3
    assert not fired("consistency.untranslated", ex("100 %", "100 %", "ja"), ex("100 %", "百 %", "ja"))


def test_a_flag_silences_a_unit() -> None:
    one, two = ex(SENTENCE, "a", "it"), ex(SENTENCE, "b", "it", "ignore-inconsistent")
    assert not fired("consistency.sentence", one, two)


def test_languages_that_merge_are_not_asked_for_different_targets() -> None:
    pair = [("Enable", "有効にする"), ("Activate", "有効にする")]
    assert not fired("consistency.source", *(ex(s, t, "ja") for s, t in pair))
    assert fired("consistency.source", ex("Enable", "Attiva", "it"), ex("Activate", "Attiva", "it"))


def test_past_the_bound_only_hashes_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consistency, "_REMEMBERED", 2)

    def units() -> Iterator[Unit]:
        for n in range(5):
            yield ex(f"The file {n} could not be saved", f"non salvato {n}", "it")
        for n in range(5):
            yield ex(f"The file {n} could not be saved", f"errore {n}", "it")

    found = fired("consistency.sentence", *units())
    assert len(found) == 5 and [("non salvato" in f.message) for f in found] == [True, True, False, False, False]


TEXT = st.text(st.sampled_from("ab .\n\x04é漢"), max_size=8)
UNITS = st.lists(st.builds(lambda s, t, m: ex(s, t, m), TEXT, TEXT, st.sampled_from(["it", "ja"])), max_size=12)


@given(UNITS)
def test_no_stream_makes_a_rule_fail(units: list[Unit]) -> None:
    for rule in RULES:
        for f in rule.check(iter([*units, Unit("a", "b", {}, {}, "it"), Unit("a", "b", {"other": "x"}, {}, "it")])):
            assert 0 <= f.span[0] <= f.span[1] <= len(f.target)


@given(UNITS)
def test_what_is_said_once_is_consistent(units: list[Unit]) -> None:
    once = list({tuple(u.source.values()): u for u in units}.values())
    assert not fired("consistency.sentence", *once) and not fired("consistency.words", *once)
