"""Every rule has its page and examples, the examples are run, and the hard cases of each family hold."""

from __future__ import annotations

import importlib
import pkgutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

import locakit.rules
from locakit.model import SEVERITIES, Finding, Unit
from locakit.rules import keys, mt, registry
from locakit.rules._kit import ICU, PageRule, ex
from locakit.rules._page import Stated

RULES = list(registry.builtin().values())
BY_ID = pytest.mark.parametrize("rule", RULES, ids=lambda r: r.id)
BAD = [(r, u) for r in RULES for u in r.bad]
GOOD = [(r, u) for r in RULES for u in r.good]


def fired(rule: str, unit: Unit) -> list[Finding]:
    """What one rule says of one unit."""
    return list(registry.builtin()[rule].check([unit]))


def rules_of(unit: Unit) -> set[str]:
    """The rules that fire."""
    return {f.rule for r in RULES for f in r.check([unit])}


@BY_ID
def test_a_rule_has_a_page_with_what_why_bad_good_source(rule: PageRule) -> None:
    assert rule.text and rule.bad and rule.good
    what = rule.page.split("\n")[0]
    assert what.endswith(".") and len(what) < 120
    for part in ("\nWhy: ", "\nBad: ", "\nGood: ", "\nSource: "):
        assert part in rule.page
    family, _, name = rule.id.partition(".")
    assert family and name and rule.id == rule.id.lower()
    assert rule.severity in SEVERITIES


@pytest.mark.parametrize("fault", registry.stated().values(), ids=lambda s: s.id)
def test_a_stated_fault_has_a_page_too(fault: Stated) -> None:
    for part in ("\nWhy: ", "\nBad: ", "\nGood: ", "\nSource: "):
        assert part in fault.page
    assert registry.page(fault.id) == fault.page


@pytest.mark.parametrize(("rule", "unit"), BAD, ids=[f"{r.id}-{n}" for n, (r, _) in enumerate(BAD)])
def test_the_bad_example_is_found_in_its_place(rule: PageRule, unit: Unit) -> None:
    found = list(rule.check([unit]))
    assert found
    for f in found:
        assert f.rule == rule.id and f.market == unit.market and f.message
        assert 0 <= f.span[0] <= f.span[1] <= len(f.target)
        assert f.target == unit.target.get(f.form, "")
        if f.fix:
            mended = f.target[: f.fix.span[0]] + f.fix.text + f.target[f.fix.span[1] :]
            assert mended != f.target


@pytest.mark.parametrize(("rule", "unit"), GOOD, ids=[f"{r.id}-{n}" for n, (r, _) in enumerate(GOOD)])
def test_the_good_example_is_silent(rule: PageRule, unit: Unit) -> None:
    assert list(rule.check([unit])) == []
    assert [f for other in RULES for f in other.check([unit]) if f.severity == "error"] == []


def test_the_registry_holds_every_module_of_the_folder() -> None:
    there = {m.name for m in pkgutil.iter_modules(locakit.rules.__path__) if not m.name.startswith("_")}
    assert there - {"registry", "tone", "terms"} == {*registry.FAMILIES, *registry.WIDE, *registry.STATED}
    for family in registry.FAMILIES:
        module = importlib.import_module(f"locakit.rules.{family}")
        assert any(isinstance(v, PageRule) for v in vars(module).values()), family


def test_every_fix_is_safe_and_final() -> None:
    """After its fix, a rule is silent about that place."""
    for rule, unit in BAD:
        for f in rule.check([unit]):
            if f.fix:
                (start, end), text = f.fix.span, f.fix.text
                after = ex(f.source, f.target[:start] + text + f.target[end:], unit.market, *unit.flags)
                assert len(list(rule.check([after]))) < len(list(rule.check([unit])))


APPLES = {"one": "One apple", "other": "{n} apples"}


@pytest.mark.parametrize(
    ("market", "target", "lost"),
    [
        ("ar", {"zero": "لا شيء", "one": "تفاحة", "two": "تفاحتان", "few": "{n}", "many": "{n}", "other": "{n}"}, []),
        ("ar", {"few": "تفاحات", "other": "{n} تفاحة"}, ["few"]),
        ("ja", {"other": "りんご"}, ["other"]),
        ("ja", {"other": "りんご{n}個"}, []),
        ("ru", {"one": "яблоко", "few": "{n} яблока", "many": "{n} яблок"}, ["one"]),
        ("ru", {"one": "{n} яблоко", "few": "{n} яблока", "many": "{n} яблок"}, []),
        ("de", {"one": "Ein Apfel", "other": "{n} Äpfel"}, []),
        ("fr", {"zero": "aucune pomme", "one": "{n} pomme", "other": "{n} pommes"}, []),
        ("lv", {"zero": "{n}", "one": "ābols", "other": "{n}"}, ["one"]),
    ],
)
def test_only_a_form_for_one_number_may_leave_it_out(market: str, target: dict[str, str], lost: list[str]) -> None:
    found = [f for f in fired("placeables.missing", ex(APPLES, target, market)) if f.severity == "error"]
    assert [f.form for f in found] == lost


def test_a_form_for_zero_and_one_without_the_number_is_no_error() -> None:
    found = fired("placeables.missing", ex(APPLES, {"one": "une pomme", "other": "{n} pommes"}, "fr"))
    assert [f.severity for f in found] == ["info"]


def test_a_form_for_one_number_may_not_add() -> None:
    unit = ex(APPLES, {"one": "{m} Apfel", "other": "{n} Äpfel"}, "de")
    assert [f.form for f in fired("placeables.extra", unit)] == ["one"]


def test_a_name_that_stands_twice_is_visible_but_breaks_nothing() -> None:
    found = fired("placeables.missing", ex("{a} and {a}", "{a}"))
    assert [f.severity for f in found] == ["warning"]
    assert [f.severity for f in fired("placeables.missing", ex("%s and %s", "%s", "de", "c-format"))] == ["error"]


@pytest.mark.parametrize("target", ["%d/%m/%Y", "%-d de %B de %Y", "%Y年%m月%d日"])
def test_date_patterns_are_not_placeholders(target: str) -> None:
    assert not {r for r in rules_of(ex("%Y-%m-%d", target)) if r.startswith("placeables")}


@pytest.mark.parametrize(
    ("source", "target", "market"),
    [
        ("In 2024", "２０２４年", "ja"), ("1,234,567.89", "1 234 567,89", "fr"), ("12 items", "१२ वस्तुएं", "hi"),
        ("At 15:30", "At 3:30 pm", "en-CA"), ("At 12:00 AM", "um 0 Uhr", "de"), ("1.5 million", "1,5 millón", "es"),
        ("100,000 people", "10万人", "zh-CN"), ("25,000", "2.5만", "ko"), ("1st place", "Erster Platz", "de"),
        ("Chapter 4", "الفصل الرابع", "ar"), ("2 days", "يومان", "ar"), ("1 hour ago", "il y a une heure", "fr"),
        ("from 5 to 10", "de 5 a 10", "es"), ("Open 24/7", "Abierto las 24 horas", "es"),
        ("1,2,3", "1, 2 e 3", "pt-BR"),
        ("7 days", "အပတ် ၇", "my"), ("x² + 3", "x² + 3", "de"), ("Wi-Fi 6", "Wi-Fi 6", "fr"),
        ("see https://a.example/12", "siehe https://a.example/12", "de"), ("Windows 10 and 10", "Windows 10", "fr"),
    ],
)  # fmt: skip
def test_numbers_said_another_way(source: str, target: str, market: str) -> None:
    assert fired("numbers.missing", ex(source, target, market)) == []


@pytest.mark.parametrize(
    ("source", "target", "market", "at"),
    [
        ("Pay 100 dollars", "Pague 1000 dólares", "pt-BR", "1000"), ("In 30 days", "За 13 дней", "ru", "13"),
        ("2 files", "3 ملفات", "ar", "3"), ("Version 1.2", "Version 1.3", "de", "1.3"),
        ("Call 911 or 112", "Appelez le 911", "fr", ""), ("50% off", "60 % de réduction", "fr", "60"),
        ("5 to 10 days", "5 bis 15 Tage", "de", "15"),
    ],
)  # fmt: skip
def test_numbers_that_are_wrong(source: str, target: str, market: str, at: str) -> None:
    (found,) = fired("numbers.missing", ex(source, target, market))
    assert found.target[slice(*found.span)] == (at or target)


@pytest.mark.parametrize(
    "bad",
    [
        "<SCRIPT>x</SCRIPT>", "<img src=x onerror=alert(1)>", '<a href=" java\tscript:alert(1)">x</a>',
        '<a href="&#x6A;avascript:alert(1)">x</a>', "<svg/onload=alert(1)>", "<iframe srcdoc='x'></iframe>",
        '<a href="data:text/html,x">x</a>', "[x](<javascript:alert(1)>)", "<script", "<b/onclick=x()>b</b>",
    ],
)  # fmt: skip
def test_unsafe_markup_is_seen_in_disguise(bad: str) -> None:
    assert fired("markup.unsafe", ex("Hello", f"Olá {bad}"))
    assert not fired("markup.unsafe", ex(f"Hello {bad}", f"Olá {bad}"))


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("https://a.example/en-US/x", "https://a.example/pt-BR/x"), ("https://a.example/en/x", "https://a.example/x"),
        ("https://a.example/?hl=en", "https://a.example/?hl=pt-br"), ("http://a.example/x/", "https://a.example/x"),
        ("https://en.a.example/x", "https://pt.a.example/x"), ("a@b.example", "a@b.example"),
    ],
)  # fmt: skip
def test_only_the_language_of_an_address_may_change(source: str, target: str) -> None:
    assert not fired("urls.changed", ex(f"See {source} now", f"Veja {target} agora"))
    assert fired("urls.changed", ex(f"See {source} now", f"Veja {target}x agora"))


def test_edges_and_direction_marks() -> None:
    assert not fired("whitespace.edges", ex("Name: ", "\u200fالاسم: ", "ar"))
    (found,) = fired("whitespace.edges", ex("Name:\n", "\u200fالاسم:", "ar", resource="po/ar.po"))
    assert found.severity == "error" and found.fix and found.fix.text == "\n"
    assert [f.severity for f in fired("whitespace.edges", ex("Name:\n", "الاسم:", "ar"))] == ["warning"]


def test_icu_branches_are_not_read_as_prose() -> None:
    source = "{n, plural, one {<b>1</b> day of {who}} other {<b>#</b> days of {who}}}"
    target = (
        "{n, plural, one {<b>#</b> день} few {<b>#</b> дня {who}} many {<b>#</b>  дней {who}} other {<b>#</b>{who}}}"
    )
    assert rules_of(ex(source, target, "ru", ICU)) == {"icu.argument"}


def test_flags_silence_a_rule() -> None:
    assert not fired("length.max", ex("Save", "Enregistrer", "fr", "max-length:8", "ignore-max-length"))
    assert not fired("placeables.missing", ex("{a}", "x", "fr", "ignore-placeholders"))
    assert not fired("text.bidi", ex("a", "\u202eb", "ar", "ignore-text.bidi"))


def test_stated_faults_name_the_unit() -> None:
    unit = ex("Save", {}, "fr")
    assert keys.missing(unit).severity == "warning" and keys.missing(unit).source == "Save"
    assert keys.stale(ex("Save", "Salvar"), "a proposal waits").message.endswith(": a proposal waits")
    assert keys.obsolete(unit).severity == "info" and keys.DUPLICATE.severity == "error"
    assert "why" in mt.unprotected(unit, "why").message


HOSTILE = st.text(
    st.sampled_from("{}<>/%sd`*_[]()&;:@#'\"\\ \n\u202e\u2069\u200f1a.,=|~é漢ا😀\ufffd\x00\ud800"), max_size=60
)


@given(HOSTILE, HOSTILE, st.sampled_from(["pt-BR", "ar", "ja"]), st.sampled_from(["", "md-text", ICU, "c-format"]))
def test_no_text_makes_a_rule_fail(source: str, target: str, market: str, flag: str) -> None:
    for rule in RULES:
        for f in rule.check([ex(source, target, market, flag)]):
            assert 0 <= f.span[0] <= f.span[1] <= len(f.target)


@given(HOSTILE)
def test_what_is_the_same_has_no_integrity_fault(text: str) -> None:
    seen = {f.rule for r in RULES if r.blocks for f in r.check([ex(text, text, "en-GB")]) if f.severity == "error"}
    assert seen <= {"icu.syntax"}


PIECES = ["{", "}", "`", "<", "<b>", "](", "%", "1 ", "111 ", "\u202b", "  ", "Ã©", "*a*", "&#1", "a"]


@pytest.mark.parametrize("piece", PIECES)
def test_a_hundred_thousand_characters_end(piece: str) -> None:
    """Quadratic work would take minutes here; the test has no clock."""
    text = piece * (100_000 // len(piece))
    part = text[:30_000]
    for target, flag in ((text, ""), (part, "md-text"), (part, ICU), (f"<b {part}", ""), (f'<b a="{part}', "")):
        for rule in RULES:
            assert len(list(rule.check([ex("Hello {n} 12 <b>x</b>", target, "pt-BR", flag)]))) <= 50
