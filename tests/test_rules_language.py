"""Texts of other languages, scripts and alphabets, and numbers and addresses, in many languages."""

from __future__ import annotations

import importlib.util

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks._sentences import TEXTS
from locakit import locales
from locakit.model import Finding, Unit
from locakit.rules import _function_words, _scripts, language, registry
from locakit.rules._kit import ex

DETECTOR = pytest.mark.skipif(not importlib.util.find_spec("py3langid"), reason="the extra language is not installed")


def fired(rule: str, unit: Unit) -> list[Finding]:
    """What one rule says of one unit."""
    return list(registry.builtin()[rule].check([unit]))


RULES = ("language.wrong", "letters.script", "letters.alphabet")


@pytest.mark.parametrize("market", [m for m in TEXTS if m != "en"])
def test_a_text_of_any_other_language_is_found_and_the_own_one_is_not(market: str) -> None:
    for other, text in TEXTS.items():
        unit = ex("Check your address", text, market)
        found = [f for rule in (*RULES, "letters.mixed") for f in fired(rule, unit)]
        if other == market:
            assert not found
        elif not _function_words.related(locales.language(other), locales.language(market)):
            assert found, other


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("sk", "Skontrolujte, prosím, či je adresa správna a či ešte nebola použitá pre iný účet"),
        ("cs", "Skontrolujte, prosím, či je adresa správna a či ešte nebola použitá pre iný účet"),
        ("da", TEXTS["sv"]), ("xx", TEXTS["en"]), ("en-GB", TEXTS["en"]),
        ("de", "ffmpeg --input --codec --bitrate --output --overwrite --verbose --quiet --help --version"),
        ("fr", "Choisissez “Delete the account and all of the files that you have stored with us”"),
        ("de", "{one} {two} {three} {four} {five} {six} {seven} {eight} {nine} {ten} {eleven} {twelve}"),
    ],
)  # fmt: skip
def test_relatives_names_and_commands_are_left_alone(market: str, text: str) -> None:
    assert not fired("language.wrong", ex("Check your address", text, market))


def test_a_word_that_is_left_in_the_script_of_the_source() -> None:
    unit = Unit("a", "b", {"other": "点击保存按钮"}, {"other": "Click the 保存 button"}, "en", source_locale="zh-CN")
    (found,) = fired("letters.script", unit)
    assert found.severity == "info" and found.target[slice(*found.span)] == "保存"
    assert not fired("letters.script", ex("Called 日本語 in Japanese", "Se llama 日本語 en japonés", "es"))


def test_what_is_the_source_itself_is_another_rules_matter() -> None:
    assert not fired("language.wrong", ex(TEXTS["en"], TEXTS["en"], "fr"))
    assert fired("text.same-as-source", ex(TEXTS["en"], TEXTS["en"], "fr"))


@DETECTOR
def test_the_detector_settles_what_words_alone_do_not() -> None:
    doubtful = "Scaling filters blur edges when large pictures get rendered quickly"
    assert fired("language.wrong", ex("Filters", doubtful + " to the screen", "fr"))
    assert not language.unavailable()


def test_without_the_detector_only_the_clear_cases_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language, "_detector", lambda: False)
    monkeypatch.setattr(language, "find_spec", lambda name: None)
    assert "py3langid" in language.unavailable()
    assert fired("language.wrong", ex("Filters", TEXTS["en"], "fr"))
    assert not fired(
        "language.wrong", ex("Filters", "Scaling filters blur edges when large pictures get rendered", "fr")
    )


def test_no_word_is_a_sign_of_two_unrelated_languages() -> None:
    languages: dict[str, list[str]] = {}
    for name in _function_words._WORDS:
        for word in _function_words.own(name)[1]:
            languages.setdefault(word, []).append(name)
    shared = {w: ls for w, ls in languages.items() if any(not _function_words.related(ls[0], x) for x in ls)}
    assert set(shared) <= {"din"}


@pytest.mark.parametrize(
    ("market", "scripts"),
    [
        ("sr", {"Cyrl", "Latn"}), ("sr-Latn", {"Latn"}), ("ja", {"Kana", "Hani"}), ("zh-TW", {"Hani", "Bopo"}),
        ("ko", {"Hang", "Hani"}), ("pa-Arab", {"Arab"}), ("el", {"Grek"}), ("pt-BR", {"Latn"}),
    ],
)  # fmt: skip
def test_the_scripts_of_a_market(market: str, scripts: set[str]) -> None:
    assert _scripts.own(market) == scripts


@pytest.mark.parametrize(
    ("market", "text", "meant"),
    [
        ("es", "Descu\u0435nto", "Descuento"), ("ru", "C\u043eхранить", "Сохранить"), ("el", "Aπλό", "Απλό"),
        ("uk", "Зберегти фaйл", "Зберегти файл"), ("de", "\u0420ost", "Post"), ("mk", "PN\u041c", "PNM"),
    ],
)  # fmt: skip
def test_a_letter_that_only_looks_right_is_put_right(market: str, text: str, meant: str) -> None:
    (found,) = fired("letters.mixed", ex("Source", text, market))
    assert found.fix
    start, end = found.fix.span
    assert text[:start] + found.fix.text + text[end:] == meant


@pytest.mark.parametrize(
    ("market", "text"), [("ru", "URLы"), ("ru", "VPN-сервер"), ("ru", "%sнастройки"), ("ce", "Iан")]
)
def test_words_that_rightly_mix_scripts(market: str, text: str) -> None:
    assert not fired("letters.mixed", ex("Source", text, market, "c-format"))


@pytest.mark.parametrize(
    ("market", "text", "at"),
    [
        ("de", "Zoom auf 1,234.56", "1,234.56"), ("fr", "Plus de 2.5 GB", "2.5"), ("ru", "12.5 %", "12.5"),
        ("en-GB", "1.234,56 pounds", "1.234,56"), ("pl", "2.5 GB", "2.5"), ("de-CH", "1.234,56 Franken", "1.234,56"),
    ],
)  # fmt: skip
def test_a_number_with_the_marks_of_another_market(market: str, text: str, at: str) -> None:
    (found,) = fired("numbers.format", ex("It is one thousand and more", text, market))
    assert text[slice(*found.span)] == at


@pytest.mark.parametrize(
    ("market", "text"),
    [
        ("de", "Version 2.5"), ("de", "1.234,56 Euro"), ("fr", "TLS 1.2"), ("es", "12.5 %"), ("de", "192.168.0.1"),
        ("hi", "10,000 दुकानें"), ("ja", "12.5%"), ("ar", "١٬٢٣٤٫٥"), ("ru", "[0,254]"), ("xx", "1,234.56"),
        ("de", "10.30 Uhr"), ("fr", "255,255,255"), ("en-ZA", "12.5%"),
    ],
)  # fmt: skip
def test_a_number_that_may_stand_so(market: str, text: str) -> None:
    assert not fired("numbers.format", ex("One thousand and more", text, market))


@pytest.mark.parametrize("text", ["1,234.56 Euro", "2.5 GB", "12.5 %"])
def test_a_number_of_the_source_is_the_matter_of_the_markets_rule(text: str) -> None:
    assert not fired("numbers.format", ex("It is 1,234.56, 10,000, 12.5% or 2.5 GB", text, "de"))


@pytest.mark.parametrize(
    ("source", "target", "market"),
    [("Add :name", "၁၅ ထည့်ပါ", "my"), ("Ready", "Готово 2024", "ru"), ("Since 1998", "Seit 1998 und 2001", "de")],
)
def test_a_number_that_nobody_wrote(source: str, target: str, market: str) -> None:
    assert len(fired("numbers.extra", ex(source, target, market))) == 1


@pytest.mark.parametrize(
    ("text", "fixed"),
    [("https: //a.example", "https://"), ("https：//a.example", "https://"), ("http:/a.example", "http://"),
     ("https//a.example", "https://"), ("ftp : //a.example", "ftp://")],
)  # fmt: skip
def test_the_damaged_beginning_of_an_address(text: str, fixed: str) -> None:
    (found,) = fired("urls.damaged", ex("See https://a.example", f"Veja {text}"))
    assert found.fix and found.fix.text == fixed


@pytest.mark.parametrize("target", ["https://a.example/é?x=1#y", "mailto:a@b.example", "https://例え.jp/道"])
def test_an_address_is_one(target: str) -> None:
    assert not fired("urls.url", ex("https://a.example", target, "ja", "url"))
    assert fired("urls.url", ex("https://a.example", target + " x", "ja", "url"))


MARKETS = st.sampled_from(["fr", "ru", "uk", "ja", "ar", "sr", "hi", "zh-TW", "xx", "el"])
PIECES = st.lists(
    st.sampled_from([*' .,«»“"「/:', "the ", "и ", "les ", "д", "δ", "あ", "漢", "ا", "1,234", "https:", "x"])
)


@given(PIECES.map("".join), PIECES.map("".join), MARKETS)
def test_no_text_makes_a_rule_fail(source: str, target: str, market: str) -> None:
    for rule in (*RULES, "letters.mixed", "numbers.format", "numbers.extra", "urls.damaged", "length.ratio"):
        for f in fired(rule, ex(source, target, market)):
            assert 0 <= f.span[0] <= f.span[1] <= len(target)


@pytest.mark.parametrize("piece", ["「", "“", "the ", "д", "aд", "и ", "111,", "https:/ ", "あ", "漢", "«"])
def test_a_hundred_thousand_characters_end(piece: str) -> None:
    """Quadratic work would take minutes here; the test has no clock."""
    text = piece * (100_000 // len(piece))
    for market in ("fr", "ru", "uk", "ja", "el"):
        for rule in (*RULES, "letters.mixed", "numbers.format", "urls.damaged", "length.ratio"):
            assert len(fired(rule, ex("See https://a.example 1,234", text, market))) <= 50
