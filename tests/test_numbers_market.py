"""Numbers written the market's way: CLDR's facts, texts rewritten with equal values, the kind numbers."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

import pytest
from babel import numbers as babel
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit import numerals, placeables
from locakit.market import Market, Override, parse_pack, resolve
from locakit.model import Finding, Unit
from locakit.numerals import dates, rewritten
from locakit.numerals.facts import parsed
from locakit.rules import registry, tone
from locakit.shell import packs

ICU = frozenset({"icu-message-format"})
MARKETS = [name for name in packs.markets() if name != "root"]
NB, NN = "\u00a0", "\u202f"

REWRITTEN = [
    ("en-US", "de-DE", "It costs $1,234.50 today", f"It costs 1.234,50{NB}$ today"),
    ("en-US", "es-ES", "$19.99 or 1,234 or 12,345.5", f"19,99{NB}$ or 1234 or 12.345,5"),
    ("en-US", "de-DE", "1,000,000 or 100,000", "1.000.000 or 100.000"),
    ("en-US", "hi-IN", "144,000", "1,44,000"),
    ("fr-FR", "de-DE", f"5 100{NN}000 et 1 234,5", "5 100.000 et 1.234,5"),
    ("en-US", "nl-NL", "€10", f"€{NB}10"),
    ("en-US", "de-DE", "$19.99 or $5", f"19,99{NB}$ or 5{NB}$"),
    ("en-US", "fr-FR", "1,234,567.5", f"1{NN}234{NN}567,5"),
    ("en-US", "fr-CA", "12,345", f"12{NB}345"),
    ("en-US", "hi-IN", "12,345,678", "1,23,45,678"),
    ("en-US", "en-IN", "$1,234,567.50", "$12,34,567.50"),
    ("en-US", "de-CH", "CHF 1,234.50", "CHF 1’234.50"),
    ("en-US", "pl-PL", "1,234 and 12,345 and 2.5 GB", f"1234 and 12{NB}345 and 2,5 GB"),
    ("en-US", "pt-PT", "1,234.50 EUR", "1234,50 EUR"),
    ("en-US", "tr-TR", "25% and 12.5 %", "%25 and %12,5"),
    ("en-US", "de-DE", "25%/off, 12.5%", f"25{NB}%/off, 12,5{NB}%"),
    ("tr-TR", "en-US", "%25", "25%"),
    ("es-ES", "es-MX", "1234,50 €, 1.234.567 y 12,5 %", "€1,234.50, 1,234,567 y 12.5%"),
    ("pt-BR", "pt-PT", "R$ 1.234,50", f"1234,50{NB}R$"),
    ("fr-FR", "fr-CA", f"1{NN}234,50 $", f"1{NB}234,50 $"),
    ("de-DE", "de-AT", "12 % von 1.234,5 kg", f"12{NB}% von 1.234,5 kg"),
    ("en-US", "de-DE", "2.5–3.5 GB", "2,5–3,5 GB"),
    ("en-US", "de-DE", "1.5 million and 1.5x", "1,5 million and 1,5x"),
    ("en-US", "en-GB", "12/31/2026, 3/4/2026", "31/12/2026, 04/03/2026"),
    ("en-US", "ja-JP", "12/31/2026", "2026/12/31"),
    ("en-US", "ko-KR", "12/31/2026", "2026. 12. 31."),
    ("en-US", "sv-SE", "3/4/2026", "2026-03-04"),
    ("ko-KR", "en-US", "2026. 12. 31.", "12/31/2026"),
    ("zh-CN", "zh-TW", "共1,234.5 GB", "共1,234.5 GB"),
    ("ar-EG", "ar-AE", "1,234.5 كغم", "1,234.5 كغم"),
]


@pytest.mark.parametrize(("own", "market", "text", "new"), REWRITTEN)
def test_a_text_is_rewritten(own: str, market: str, text: str, new: str) -> None:
    assert rewritten(text, own, market) == new
    assert rewritten(new, market, market) == new


STAYS = [
    "Version 2.5",
    "v1,234",
    "192.168.100.200",
    "10.0.0.1:8080",
    "255,255,255",
    "SKU-1,234",
    "A1,234",
    "1,234_5",
    "#1,234",
    "2026-12-31",
    "13/13/2026",
    "1/2/26",
    "3:30 PM",
    "1,2,3",
    "1,23",
    "12,3456",
    "+1 234 567 890",
    "ISO 8601-1",
    "1.2.3",
    "https://a.example/1,234.50",
    "`1,234.50`",
    "{price, number, #,##0.00}",
    "{1,234}",
    "<b n='1,234.5'>x</b>",
    "%1 of %2",
    "$1 and $2",
    "-$5.00",
    "$5.5 million",
    "$10 USD",
    "Python 3.11",
    "1.0 2.0",
    "x@1,234.example",
    "1,234,",
    "7.1 in",
]


@pytest.mark.parametrize("text", STAYS)
def test_what_is_no_amount_stays(text: str) -> None:
    new = rewritten(text, "en-US", "de-DE", frozenset({"qt-format"}))
    assert new in (text, "1.234,", "-5,00 $", "-$5,00", "$5,5 million")


def test_texts_without_numbers_and_unknown_languages_stay() -> None:
    assert rewritten("", "en-US", "de-DE") == ""
    assert rewritten("No number", "en-US", "de-DE") == "No number"
    assert rewritten("1,234.50", "en-US", "xx") == rewritten("1,234.50", "xx", "de-DE") == "1,234.50"


def test_branches_of_icu_messages_are_rewritten_and_their_syntax_is_not() -> None:
    text = "{n, plural, =1,000 {x} one {# of 1,234.5 kg} other {{n, number, #,##0.0} of 1,234.5 kg}}"
    text = text.replace("=1,000 {x} ", "")
    new = rewritten(text, "en-US", "de-DE", ICU)
    assert new == text.replace("1,234.5", "1.234,5")
    assert rewritten("{n, plural, one {1,234.5", "en-US", "de-DE", ICU) == "{n, plural, one {1,234.5"


@pytest.mark.parametrize("market", [m for m in MARKETS if parsed(m)])
@pytest.mark.parametrize("amount", [12345, 1234567, 12345.5, 0.5, 1234567.25])
def test_marks_and_groups_are_those_of_babel(market: str, amount: float) -> None:
    text = f"{amount:,}"
    wanted = babel.format_decimal(amount, locale=parsed(market), numbering_system="latn")
    assert rewritten(f"{text} kg", "en-US", market) == f"{wanted} kg"


@pytest.mark.parametrize("market", [m for m in MARKETS if parsed(m)])
def test_side_and_gap_of_a_currency_are_those_of_babel(market: str) -> None:
    wanted = babel.format_currency(12345.5, "EUR", locale=parsed(market), numbering_system="latn")
    sign = babel.get_currency_symbol("EUR", locale=parsed(market))
    wanted = re.sub("[\u200e\u200f]", "", wanted)
    assert rewritten(f"{sign}{NB * sign[-1].isalpha()}12,345.50", "en-US", market).replace(NB, "") == wanted.replace(
        NB, ""
    )


@pytest.mark.parametrize("market", [m for m in MARKETS if parsed(m)])
def test_percent_signs_are_those_of_babel(market: str) -> None:
    wanted = babel.format_percent(0.25, locale=parsed(market), numbering_system="latn")
    assert rewritten("25%", "en-US", market) == re.sub("[\u200e\u200f]", "", wanted)


@pytest.mark.parametrize(
    ("locale", "least"),
    [
        ("es-ES", 2),
        ("es-419", 1),
        ("es-MX", 1),
        ("pt-PT", 2),
        ("pt-AO", 2),
        ("pt-BR", 1),
        ("pl", 2),
        ("it-CH", 2),
        ("fr", 1),
    ],
)
def test_the_digits_before_the_first_group(locale: str, least: int) -> None:
    found = numerals.facts(locale)
    assert found is not None and found.minimum == least


def test_the_order_of_day_and_month_is_known_with_a_region_only() -> None:
    assert dates.is_settled("en-US") and dates.is_settled("en-GB") and dates.is_settled("de")
    assert not dates.is_settled("en")


AMOUNTS = st.builds(
    lambda whole, part, lead, tail: f"{lead}{whole:,}{part}{tail}",
    st.integers(0, 10**9),
    st.sampled_from(["", ".5", ".50", ".125"]),
    st.sampled_from(["", "$", "€", "USD ", "-", "(", "v", "R$"]),
    st.sampled_from(["", "%", " %", " kg", "GB", " million", " USD", "x", ")", "/month", "-day", "."]),
)
WORDS = st.sampled_from(["from", "{name}", "<b>", "%s", "é", "ق", "万", "12/31/2026", "3:30 PM", "1.2.3", "–", "`1,0`"])
TEXTS = st.lists(AMOUNTS | WORDS, max_size=6).map(" ".join)
SOME = st.sampled_from(
    ["de-DE", "fr-FR", "es-ES", "es-MX", "hi-IN", "tr-TR", "nl-NL", "pt-PT", "ja-JP", "ko-KR", "ar-SA"]
)


def values(text: str, locale: str, loose: bool = False) -> Counter[str]:
    way = numerals.facts(locale)
    assert way is not None
    found = numerals.candidates(text, way, (locale, "en")) if loose else numerals.scan(text, way, (locale, "en"))
    return Counter(n.value for n in found)


def figures(text: str) -> list[str]:
    return sorted(c for c in text if c.isdecimal())


@settings(deadline=None)
@given(TEXTS, SOME)
def test_values_are_equal_after_writing(text: str, market: str) -> None:
    new = rewritten(text, "en-US", market)
    assert not placeables.compare(text, new)
    if new != text:
        assert values(text, "en-US") <= values(new, market, loose=True)
    if "12/31/2026" not in text:
        assert figures(new) == figures(text)


@cache
def place(name: str, pack: str = "") -> Market:
    given = [*packs.packs(name), *([parse_pack("own.yaml", pack)] if pack else [])]
    return resolve(given, name, Override())


def found(
    market: Market, source: str, target: str, own: str = "en-US", flags: frozenset[str] = frozenset()
) -> list[Finding]:
    unit = Unit("r", "k", {"other": source}, {"other": target}, market.locale, own, flags=flags)
    mine = [r for r in tone.rules(market) if r.id.startswith("root.")]
    return [f for rule in mine for f in rule.check([unit])]


FAULTS = [
    ("de-DE", "12,345 items", "12,345 Artikel", "root.numbers", "12.345"),
    ("de-DE", "12345.50 in all", "12,345.50 insgesamt", "root.numbers", "12.345,50"),
    ("fr-FR", "2.5 GB", "2.5 Go", "root.numbers", "2,5"),
    ("ru-RU", "1,234.50", "1,234.50", "root.numbers", f"1{NB}234,50"),
    ("de-DE", "$20", "$20", "root.currency", f"20{NB}$"),
    ("sv-SE", "50%", "50%", "root.percent", f"50{NB}%"),
    ("tr-TR", "Up to 12.5%", "12,5 % kadar", "root.percent", "%12,5"),
    ("ja-JP", "12/31/2026", "12/31/2026", "root.dates", "2026/12/31"),
    ("de-DE", "3:30 PM", "3:30 PM", "root.times", None),
    ("de-DE", "10km", "10km", "root.units", " km"),
]


@pytest.mark.parametrize(("market", "source", "target", "rule", "fix"), FAULTS)
def test_a_fault_is_told_once_by_its_rule(market: str, source: str, target: str, rule: str, fix: str | None) -> None:
    (one,) = found(place(market), source, target)
    assert (one.rule, one.fix.text if one.fix else None) == (rule, fix)
    unit = Unit("r", "k", {"other": source}, {"other": target}, market, "en-US")
    assert not list(registry.builtin()["numbers.format"].check([unit]))


RIGHT = [
    ("de-DE", "1,234 pages of 1.234 kg", "1.234 Seiten zu 1,234 kg"),
    ("de-DE", "Version 2.5", "Version 2.5"),
    ("es", "1,234.50", "1,234.50"),
    ("es-419", "1,234.50", "1.234,50"),
    ("en-ZA", "1,234.50", "1,234.50"),
    ("fr-FR", "12,345", "12 345"),
    ("fr-FR", "12,345", "12\u00a0345"),
    ("pt-BR", "R$10", "R$ 10"),
    ("zh-CN", "10,000 users", "1万用户"),
    ("ru-RU", "50%", "50%"),
    ("es-ES", "50%", "50%"),
    ("de-DE", "%1 of %2", "%1 von %2"),
    ("tr-TR", "10%-20%", "%10-%20"),
    ("de-DE", "$1.5 million", "1,5 Millionen $"),
    ("de-DE", "", "1,234.50"),
    ("xx", "1,234.50", "1,234.50"),
]


@pytest.mark.parametrize(("market", "source", "target"), RIGHT)
def test_what_the_market_writes_too_is_right(market: str, source: str, target: str) -> None:
    assert [f for f in found(place(market), source, target) if f.rule.startswith(("root.n", "root.c", "root.p"))] == []


def test_the_source_may_be_of_any_locale() -> None:
    (one,) = found(place("en-US"), "1.234,50 kg", "1.234,50 kg", "de-DE")
    assert one.fix and one.fix.text == "1,234.50"
    (date,) = found(place("en-US"), "am 31.12.2026", "on 31.12.2026", "de-DE")
    assert date.fix and date.fix.text == "12/31/2026"


def test_a_date_that_can_be_read_in_two_ways_is_not_mended() -> None:
    (one,) = found(place("de-DE"), "3/4/2026", "3/4/2026", "en")
    assert one.fix is None and "two ways" in one.message
    (sure,) = found(place("de-DE"), "3/4/2026", "3/4/2026", "en-GB")
    assert sure.fix and sure.fix.text == "03.04.2026"


def test_a_flag_silences_them() -> None:
    assert found(place("de-DE"), "12,345", "12,345", flags=frozenset({"ignore-numbers"})) == []


def test_the_digits_that_a_pack_chose() -> None:
    arab = "locale: ar-EG\nrules:\n- {id: ar.digits, kind: digits, why: w, system: arab}\n"
    assert tone.polish("1,234.50 كغم", "1,234.50 kg", place("ar-EG", arab))[0].startswith("١٬٢٣٤٫٥٠")
    assert tone.polish("1,234.50 كغم", "1,234.50 kg", place("ar-EG"))[0].startswith("1,234.50")


def test_a_pack_names_only_what_there_is() -> None:
    with pytest.raises(Exception, match="what"):
        parse_pack("p.yaml", "locale: de\nrules:\n- {id: a, kind: numbers, why: w, what: [roman]}\n")


@pytest.mark.parametrize(
    ("market", "source", "target", "new"),
    [
        ("de-DE", "Only $1,234.50!", "Nur $1,234.50!", f"Nur 1.234,50{NB}$!"),
        ("tr-TR", "12.5%", "12.5%", "%12,5"),
        ("fr-FR", "1,234.5% of {n}", "1,234.5 % de {n}", f"1{NN}234,5{NB}% de {{n}}"),
    ],
)
def test_a_fresh_translation_is_mended(market: str, source: str, target: str, new: str) -> None:
    flags = ICU if "plural" in source else frozenset[str]()
    text, ids = tone.polish(target, source, place(market), flags, "en-US")
    assert text == new and ids
    assert tone.polish(text, source, place(market), flags, "en-US") == (text, [])


@settings(deadline=None)
@given(TEXTS, TEXTS, SOME)
def test_mending_keeps_values_and_placeables(source: str, target: str, market: str) -> None:
    here = place(market)
    text, _ = tone.polish(target, source, here, frozenset(), "en-US")
    assert not placeables.compare(target, text)
    if "/" not in target:
        assert figures(text) == figures(target)
    assert tone.polish(text, source, here, frozenset(), "en-US")[0] == text


HOSTILE = [
    "1,",
    "1,234",
    "1 234 ",
    "$1",
    "1.",
    "12/31/2026 ",
    "9 9",
    "%",
    "1,234.50 USD",
    "0" * 9 + ",",
    "1–",
    "C++ ",
    "\u200f",
    "ا+1 ",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_hundred_thousand_characters_end(piece: str) -> None:
    """Quadratic work would take minutes here; the test has no clock."""
    text = (piece * 100_000)[:100_000]
    for own, market in (("en-US", "de-DE"), ("fr-FR", "es-MX"), ("de-DE", "tr-TR")):
        new = rewritten(text, own, market)
        assert figures(new) == figures(text) or "/" in text
    for market in ("ar-SA", "de-DE"):
        assert len(found(place(market), text[:1000], text)) < 1000


def test_what_two_rules_look_at_is_told_once() -> None:
    own = "locale: de\nrules:\n- {id: root.numbers, kind: numbers, why: w, what: [decimal, currency]}\n"
    (one,) = found(place("de-DE", own), "$20", "$20")
    assert one.rule == "root.numbers"
    more = "locale: de\nrules:\n- {id: root.z, kind: numbers, why: w}\n"
    (one,) = found(place("de-DE", more), "$20", "$20")
    assert one.rule == "root.currency"


@pytest.mark.parametrize(
    ("market", "text", "source"),
    [
        ("de-DE", "Spare 100 % für 1.234,50 €", "Save 100% for €1,234.50"), ("fr-FR", "12 % ou 5 € à 1 234 km", "12%"),
        ("pl-PL", "12 345 zł", "12,345 zł"), ("ar-EG", "خصم 100%", "100% off"),
    ],
)  # fmt: skip
def test_numbers_in_an_sms_want_no_no_break_space(market: str, text: str, source: str) -> None:
    place, sms = resolve(packs.packs(market), market), frozenset({"channel:sms", "field:text"})
    assert not {NB, NN} & set(tone.polish(text.replace(" ", ""), source, place, sms)[0])
    assert not {NB, NN} & set(rewritten(source, "en-US", market, sms))
    assert tone.polish(text, source, place, sms)[0] == text


def test_a_space_that_is_not_seen_is_named() -> None:
    place = resolve(packs.packs("de-DE"), "de-DE")
    unit = Unit("a", "a", {"other": "100%"}, {"other": "100 %"}, "de-DE", "en")
    told = [f.message for rule in tone.rules(place) for f in rule.check((unit,)) if f.rule == "root.percent"]
    assert told == ["a plain space in '100 %', not U+00A0"]
