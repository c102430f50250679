"""Market packs: read with all their faults at once, inherited along CLDR's parents, and explained."""

from __future__ import annotations

import pytest

from locakit.errors import ConfigError, UsageError
from locakit.market import Market, Override, describe, layers, parse_pack, patterns, resolve
from locakit.shell import packs

ROOT = """
locale: root
rules:
  - {id: a, kind: forbid, why: x, words: [foo], severity: error}
  - {id: b, kind: forbid, why: x, words: [bar]}
  - {id: c, kind: forbid, why: x, words: [baz], opt_in: true}
  - {id: law, kind: forbid, why: x, words: [green], since: 2026-09-27, until: 2030-01-01}
"""
ES = """
locale: es
register: informal
registers: [informal, formal]
rules:
  - {id: b, kind: forbid, why: near, words: [bar, bares], source: [A, B], confidence: high}
"""
MEXICO = """
locale: es-MX
disable: [a]
severity: {b: info}
"""


def given(override: Override | None = None, locale: str = "es-MX", today: str = "") -> Market:
    texts = {"es-MX.yaml": MEXICO, "root.yaml": ROOT, "es.yaml": ES}
    return resolve([parse_pack(p, t) for p, t in texts.items()], locale, override, today)


def ids(market: Market) -> list[str]:
    return [r.id for r in market.rules]


def test_the_nearest_layer_wins_whatever_the_order_of_the_packs() -> None:
    market = given()
    assert layers("es-MX") == ("root", "es", "es-419", "es-MX")
    assert market.packs == ("root.yaml", "es.yaml", "es-MX.yaml")
    assert ids(market) == ["b", "law"]
    assert (market.rules[0].why, market.rules[0].severity, market.rules[0].layer) == ("near", "info", "es")
    assert (market.register, market.registers, market.direction) == ("informal", ("informal", "formal"), "ltr")


def test_a_locale_without_a_pack_has_the_roots_rules() -> None:
    market = given(locale="de-DE")
    assert (ids(market), market.register) == (["a", "b", "law"], "")
    assert given(locale="ar-SA").direction == "rtl"


def test_a_projects_pack_comes_over_the_shipped_one_of_the_same_locale() -> None:
    shipped, own = parse_pack("es.yaml", ES), parse_pack("own/es.yaml", "locale: es\ndisable: [b]\nregister: formal")
    market = resolve([parse_pack("root.yaml", ROOT), shipped, own], "es-ES")
    assert (ids(market), market.register) == (["a", "law"], "formal")


@pytest.mark.parametrize(
    ("override", "found"),
    [
        (Override(levels={"b": "off"}), ["law"]),
        (Override(levels={"c": "warning"}), ["b", "c", "law"]),
        (Override(levels={"*": "off", "b": "error"}), ["b"]),
        (Override(levels={"*": "error"}), ["b", "law"]),
        (Override(register="formal"), ["b", "law"]),
    ],
)
def test_a_project_decides(override: Override, found: list[str]) -> None:
    assert ids(given(override)) == found


def test_a_project_may_name_another_parent() -> None:
    assert layers("pt-AO", "pt-BR") == ("root", "pt", "pt-BR", "pt-AO")
    assert given(Override(extends="es-MX"), "es-AR").packs == ("root.yaml", "es.yaml", "es-MX.yaml")


@pytest.mark.parametrize(
    ("today", "there"), [("", True), ("2026-01-01", False), ("2026-09-27", True), ("2031-01-01", False)]
)
def test_a_law_is_silent_out_of_its_time(today: str, there: bool) -> None:
    assert ("law" in ids(given(today=today))) is there


def test_an_unknown_register_is_refused_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="informal, formal"):
        given(Override(register="royal"))


def test_every_row_says_where_its_rule_comes_from() -> None:
    row = next(r for r in describe(given()) if r["id"] == "b")
    assert row == {
        "id": "b", "kind": "forbid", "severity": "info", "layer": "es", "path": "es.yaml", "why": "near",
        "source": "A; B", "confidence": "high",
    }  # fmt: skip


def test_all_faults_of_a_pack_come_at_once() -> None:
    text = (
        "locale: es\n"
        "nmae: x\n"
        "register: royal\n"
        "registers: [formal]\n"
        "rules:\n"
        "  - {id: a, kind: forbit, why: x}\n"
        "  - {id: b, kind: forbid}\n"
        "  - {id: c, kind: forbid, why: x, patterns: ['(', '(a+)+', 'x*']}\n"
        "  - {id: d, kind: count, why: x, what: '!', max: many}\n"
        "  - {id: d, kind: paired, why: x, pairs: ['¿?'], max: 1}\n"
        "  - {id: d, kind: paired, why: x, since: soon, severity: fatal}\n"
        "severity: {d: loud}\n"
    )
    with pytest.raises(ConfigError) as raised:
        parse_pack("es.yaml", text)
    shown = raised.value.message
    for piece in (
        "es.yaml:2:1  a market pack has no key 'nmae'; did you mean 'name'?", "'royal' is none of the registers",
        "es.yaml:6:19  kind must be one of", "es.yaml:7:5  a rule needs why:", "es.yaml:8:46  patterns: not a regular",
        "es.yaml:8:51  patterns: a repeat inside a repeat", "es.yaml:8:60  patterns: it matches an empty text",
        "max must be a whole number", "no key 'max'", "stands here twice", "since must be a date",
        "severity must be one of",
        "severity of d must be one of error, warning, info, off",
    ):  # fmt: skip
        assert piece in shown, f"{piece}\n{shown}"


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|ab)*c", r"(?:\w+\s?)*x", r"((?:ab)*)*", r"(.*,){20,}", "a" * 5000])
def test_patterns_that_could_run_for_ever_are_refused(pattern: str) -> None:
    with pytest.raises(patterns.PatternError):
        patterns.compiled(pattern)


@pytest.mark.parametrize(
    "pattern", [r"\b\w+ing\b", r"(?:foo|bar)+", r"(?:\w+ ){1,3}x", r"(?<=[a-z])\s+(?=!)", r"a{2}b*"]
)
def test_ordinary_patterns_are_taken(pattern: str) -> None:
    assert patterns.compiled(pattern)


def test_long_texts_are_searched_whole() -> None:
    text = ("abc " * 1000 + "needle ") * 25
    assert len(list(patterns.finditer(patterns.compiled(r"\bneedle\b"), text))) == 25
    assert len(list(patterns.finditer(patterns.compiled("a"), "a" * 100_000))) == 100_000


def test_shipped_packs_are_found_and_apply() -> None:
    assert set(packs.markets()) >= {"es", "es-419", "es-MX", "es-ES", "fr", "fr-FR", "pt", "pt-BR", "ar", "ar-SA"}
    assert "ecommerce" in packs.domains()
    assert [p.locale for p in packs.packs("es-MX")] == ["root", "es", "es-419", "es-MX"]
    assert [p.locale for p in packs.packs("sw")] == ["root"]
    with pytest.raises(UsageError) as raised:
        packs.glossary("cooking")
    assert "ecommerce" in raised.value.hint


@pytest.mark.parametrize(
    ("locale", "register"),
    [("pt-BR", "neutral"), ("es-MX", "informal"), ("es-ES", "informal"), ("fr-FR", "formal"), ("ar-SA", "")],
)
def test_the_default_register_of_a_market(locale: str, register: str) -> None:
    assert resolve(packs.packs(locale), locale).register == register
