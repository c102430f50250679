"""The packs of the European languages and of English: what each must say, and what its rules do to whole texts."""

from __future__ import annotations

import pytest

from locakit.market import Market, Override, resolve
from locakit.market.needles import needles
from locakit.model import Unit
from locakit.rules import tone
from locakit.rules._tone_page import page
from locakit.shell import packs

LANGUAGES = ("de", "it", "nl", "sv", "pl", "ru", "tr", "en")
MARKETS = (
    "de-DE", "de-CH", "it-IT", "nl-NL", "sv-SE", "pl-PL", "ru-RU", "tr-TR", "pt-PT", "en-US", "en-GB", "en-IN", "es-ES",
    "es-MX", "fr-FR", "fr-CA",
)  # fmt: skip
FIRST = ("de-DE", "it-IT", "pt-PT", "en-US", "en-GB")


def market(name: str, register: str = "") -> Market:
    return resolve(packs.packs(name), name, Override(register=register or None))


def ids(name: str, target: str, source: str = "", register: str = "") -> list[str]:
    unit = Unit("r", "k", {"other": source}, {"other": target}, name)
    return [f.rule for rule in tone.rules(market(name, register)) for f in rule.check([unit])]


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_says_how_people_are_addressed_and_which_marks_it_has(name: str) -> None:
    rules = {rule.kind: rule for rule in market(name).rules}
    assert {"register", "quotes", "spacing", "bilingual"} <= set(rules)
    markers = rules["register"].data["markers"]
    assert isinstance(markers, dict)
    assert set(markers) == set(market(name).registers)


@pytest.mark.parametrize(
    ("name", "register"),
    [
        ("de-DE", ""), ("nl-NL", ""), ("it-IT", "informal"), ("sv-SE", "informal"), ("pl-PL", "informal"),
        ("ru-RU", "formal"), ("tr-TR", "formal"), ("pt-PT", "formal"), ("en-US", "plain"), ("en-GB", "plain"),
    ],
)  # fmt: skip
def test_a_contested_register_has_no_default(name: str, register: str) -> None:
    assert market(name).register == register
    assert len(market(name).registers) > 1


@pytest.mark.parametrize("name", MARKETS)
def test_every_market_has_rules_of_its_own(name: str) -> None:
    own = [rule for pack in packs.packs(name) if pack.locale == name for rule in pack.rules]
    assert len(own) >= 2
    assert all(rule.id.split(".")[0] in (name, name.split("-")[0]) for rule in own)


@pytest.mark.parametrize("name", FIRST)
def test_first_class_markets_show_every_rule_of_theirs(name: str) -> None:
    for rule in market(name).rules:
        if rule.layer != "root":
            assert rule.bad and rule.good, rule.id
            assert len(rule.bad) + len(rule.good) >= 3, rule.id


@pytest.mark.parametrize("name", MARKETS)
def test_what_is_not_verified_is_no_error_and_law_is_no_verdict(name: str) -> None:
    for rule in market(name).rules:
        if rule.confidence.startswith("low"):
            assert rule.severity == "info", rule.id
        if rule.law:
            assert "not legal advice" in page(rule)
            assert rule.severity != "error" and not any("fix" in str(p) for p in _patterns(rule.data)), rule.id


def _patterns(data: object) -> list[object]:
    found = data.get("patterns", []) if isinstance(data, dict) else []
    return found if isinstance(found, list) else []


@pytest.mark.parametrize("name", MARKETS)
def test_patterns_have_a_word_or_mark_that_can_be_looked_for_first(name: str) -> None:
    for rule in market(name).rules:
        for given in _patterns(rule.data):
            pattern = given["match"] if isinstance(given, dict) else given
            assert isinstance(pattern, str)
            assert needles(pattern), f"{rule.id}: {pattern}"


@pytest.mark.parametrize(
    ("name", "source", "target", "polished"),
    [
        ("de-DE", "The “Save” button is 20%", "Die “Speichern”-Taste zu 20%", "Die „Speichern“-Taste zu 20\u00a0%"),
        ("de-DE", "Your e-mail address for {name}", "E-Mail Adresse fuer {name}", "E-Mail-Adresse für {name}"),
        ("de-CH", "File size", "Dateigröße", "Dateigrösse"),
        ("it-IT", "It is necessary to read the files", "E' necessario leggere i files", "È necessario leggere i file"),
        ("nl-NL", "Your “e-mail” for €5", 'Je "e-mail" voor €5', "Je ‘e-mail’ voor €\u00a05"),
        ("sv-SE", "Your e-mail address: 100 kr", "Din e-post adress: 100kr", "Din e-postadress: 100\u00a0kr"),
        ("pl-PL", "The “Save” button for 10 zł", "Przycisk “Zapisz” za 10zł", "Przycisk „Zapisz” za 10\u00a0zł"),
        ("ru-RU", "Press “OK” — it works", "Нажмите “ОК” - это работает", "Нажмите «ОК»\u00a0— это работает"),
        ("ru-RU", "If you like", "Если Вы хотите—напишите", "Если вы хотите\u00a0— напишите"),
        ("tr-TR", "Everything 20% off", "Herşey 20% indirimli", "Her şey %20 indirimli"),
        ("pt-PT", "The file is loading", "O arquivo está carregando", "O ficheiro está a carregar"),
        ("en-GB", "", "Your favorite color on March 10, 2026", "Your favourite colour on 10 March 2026"),
        ("en-US", "", "Your favourite colour on 10 March 2026", "Your favorite color on March 10, 2026"),
        ("en-IN", "", "Color for ₹100,000", "Colour for ₹1,00,000"),
        ("en-GB", "{color}", "{color} <b class='color'>x</b>", "{color} <b class='color'>x</b>"),
        ("fr-CA", "Our newsletter!", "Notre newsletter !", "Notre infolettre!"),
    ],
)  # fmt: skip
def test_polish(name: str, source: str, target: str, polished: str) -> None:
    place = market(name)
    text, _ = tone.polish(target, source, place)
    assert text == polished
    assert tone.polish(text, source, place) == (text, [])


@pytest.mark.parametrize(
    ("name", "register", "target", "found"),
    [
        ("de-DE", "", "Dein Konto. Wenn Sie möchten", []),
        ("de-DE", "formal", "Dein Konto", ["de.register"]),
        ("de-DE", "informal", "Wenn Sie möchten", ["de.register"]),
        ("de-DE", "informal", "Sie sind fertig", []),
        ("nl-NL", "informal", "Open tot 17 u", []),
        ("nl-NL", "formal", "Je account", ["nl.register"]),
        ("it-IT", "", "Utenti registrati", []),
        ("pl-PL", "", "Państwo", []),
        ("ru-RU", "", "Ух ты!", []),
        ("tr-TR", "", "Hesabınız", []),
        ("pt-PT", "", "O teu pedido", ["pt-PT.register"]),
        ("en-US", "formal", "You're done", ["en.register"]),
    ],
)  # fmt: skip
def test_register(name: str, register: str, target: str, found: list[str]) -> None:
    assert ids(name, target, register=register) == found


def test_a_law_waits_for_its_day() -> None:
    day = "2026-09-26"
    before = {r.id for r in resolve(packs.packs("de-DE"), "de-DE", None, day).rules}
    after = {r.id for r in resolve(packs.packs("de-DE"), "de-DE", None, "2026-09-27").rules}
    assert after - before == {"de-DE.green-claim"}


@pytest.mark.parametrize("piece", ["E' ", "color ", "20% ", "a — ", "está ", "₹1,00", "Nr. 1 ", "„a“ ", "#ad ", "u "])
def test_long_texts_come_to_an_end(piece: str) -> None:
    text = (piece * 50_000)[:50_000]
    for name in MARKETS[:12]:
        ids(name, text, "Hello")
