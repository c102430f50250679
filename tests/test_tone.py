"""Tone rules: every shipped rule's own examples, repairs, and what no rule may ever do to a text."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import placeables
from locakit.doors import Rule
from locakit.market import Example, Market, Override, ToneRule, parse_pack, resolve
from locakit.model import Finding, Fix, Unit
from locakit.rules import tone
from locakit.shell import packs
from locakit.splice import apply

MARKETS = {name: resolve(packs.packs(name), name, Override(every=True)) for name in packs.markets()}
"""Opt-in rules are tested like the others."""


def find(market: Market, target: str, source: str = "", *, id: str = "", flags: str = "") -> list[Finding]:
    unit = Unit("r", "k", {"other": source}, {"other": target}, market.locale, flags=frozenset(flags.split()))
    return [f for rule in tone.rules(market) if id in ("", rule.id) for f in rule.check([unit])]


def fixed(target: str, findings: list[Finding]) -> str:
    return apply(target, [(*f.fix.span, f.fix.text) for f in findings if f.fix is not None])


@pytest.mark.parametrize("name", MARKETS)
def test_every_rule_has_both_examples_and_says_why(name: str) -> None:
    pages = {r.id: r.page for r in tone.rules(MARKETS[name])}
    for rule in MARKETS[name].rules:
        assert rule.bad and rule.good and rule.why and rule.source and rule.confidence, rule.id
        for part in ("Why:", "Source:", "Bad:", "Good:", rule.bad[0].target.split("\n")[0][:5]):
            assert part in pages[rule.id], rule.id


@pytest.mark.parametrize("name", MARKETS)
def test_bad_examples_are_found_and_repaired_and_good_ones_left_alone(name: str) -> None:
    assert [said for rule in MARKETS[name].rules for said in _faults(rule, MARKETS[name])] == []


def _faults(rule: ToneRule, market: Market) -> Iterator[str]:
    for bad, examples in ((True, rule.bad), (False, rule.good)):
        for example in examples:
            if said := tone.wrong(rule, example, bad, market):
                yield f"{rule.id} {said}: {example.target}"
            for finding in tone.shown(rule, example, market) if bad else ():
                assert 0 <= finding.span[0] <= finding.span[1] <= len(finding.target) and finding.message


def test_a_wrong_example_is_told() -> None:
    rule = MARKETS["de-DE"].rules[0]
    assert tone.wrong(rule, Example("Lädt…", "Loading…"), True, MARKETS["de-DE"]) == "not found"
    assert tone.wrong(rule, Example("Lädt...", "Loading…"), False, MARKETS["de-DE"]) == "found"
    assert "repaired as" in tone.wrong(rule, Example("Lädt...", "Loading…", "Lädt"), True, MARKETS["de-DE"])


@pytest.mark.parametrize("name", ["pt-BR", "es-MX", "es-ES", "fr-FR", "ar-SA"])
def test_the_five_markets_have_rules_of_their_own(name: str) -> None:
    kinds = {rule.kind for rule in MARKETS[name].rules}
    assert {"forbid", "spacing", "count", "term", "bilingual"} <= kinds
    assert any(rule.layer == name for rule in MARKETS[name].rules)


@pytest.mark.parametrize(
    ("market", "source", "target", "polished"),
    [
        ("pt-BR", "Download the file…", "Transferir o ficheiro...", "Baixar o arquivo…"),
        ("pt-BR", "Press “OK” in the app", 'Pressione "OK" no ecrã do telemóvel', "Pressione “OK” na tela do celular"),
        ("pt-BR", "Loading", "Está a carregar {file}", "Está carregando {file}"),
        ("es-MX", "Need help?", "Necesitas ayuda ?", "¿Necesitas ayuda?"),
        ("es-ES", "<b>Sure?</b> Yes!", "<b>Seguro?</b> Sí!", "<b>¿Seguro?</b> ¡Sí!"),
        ("fr-FR", "Ready? “Yes”!", 'Prêt? "Oui"!', "Prêt\u202f? «\u00a0Oui\u00a0»\u202f!"),
        ("fr-FR", "Total: {n}; at 10:30", "Total: {n}; à 10:30", "Total\u00a0: {n}\u202f; à 10:30"),
        ("fr-FR", "See https://a.b/?c=d", "Voir https://a.b/?c=d", "Voir https://a.b/?c=d"),
        ("ar-SA", "Are you sure?", "هل أنت متأكد ?", "هل أنت متأكد؟"),
        ("ar-SA", "One, {name}, two", "واحد, {name}، اثنان", "واحد، {name}، اثنان"),
        ("de-DE", "Loading…", "Lädt...", "Lädt…"),
        ("pt-BR", "", "", ""),
    ],
)
def test_polish(market: str, source: str, target: str, polished: str) -> None:
    place = resolve(packs.packs(market), market)
    text, rules = tone.polish(target, source, place)
    assert text == polished
    assert bool(rules) == (text != target)
    assert tone.polish(text, source, place) == (text, [])


TEXTS = st.text(alphabet="aàéñ oOç¿?¡!.,;:«»“”\"'…‘’()-—{}<>b/%s&nbsp;1٢ءبك،؟\u00a0\u202f\n\tecrã", max_size=60)


@given(TEXTS, TEXTS, st.sampled_from(sorted(MARKETS)))
def test_polish_keeps_placeables_and_is_idempotent(target: str, source: str, name: str) -> None:
    target += " {name} <b>x</b> %s"
    text, _ = tone.polish(target, source, MARKETS[name])
    assert placeables.compare(target, text) == []
    assert tone.polish(text, source, MARKETS[name]) == (text, [])


@given(TEXTS, TEXTS, st.sampled_from(sorted(MARKETS)))
def test_findings_and_fixes_stay_off_placeables(target: str, source: str, name: str) -> None:
    for finding in find(MARKETS[name], target, source):
        assert 0 <= finding.span[0] <= finding.span[1] <= len(target)
        if isinstance(finding.fix, Fix):
            whole = apply(target, [(*finding.fix.span, finding.fix.text)])
            assert placeables.compare(target, whole) == []


@pytest.mark.parametrize(
    "piece", ["a", "?! ", '"a" ', "¿", "«", "está a ", ":a:", "{", 'a?"', ", ", "a !", "«a»", "a? ", "\n"]
)
def test_long_texts_of_any_sort_come_to_an_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    for name in ("pt-BR", "es-MX", "fr-FR", "ar-SA"):
        find(MARKETS[name], text, "Hello")


def test_icu_branches_are_read_one_by_one() -> None:
    target = "{n, plural, one {Tienes # correo?} other {Tienes # correos?}}"
    source = "{n, plural, one {You have # mail?} other {You have # mails?}}"
    found = find(MARKETS["es-MX"], target, source, id="es.paired", flags="icu-message-format")
    assert fixed(target, found) == "{n, plural, one {¿Tienes # correo?} other {¿Tienes # correos?}}"


def test_every_plural_form_is_looked_at() -> None:
    unit = Unit("r", "k", {"one": "A", "other": "B"}, {"one": "Vídeo", "other": "Vídeos"}, "es-MX", plural=True)
    rule = next(r for r in tone.rules(MARKETS["es-MX"]) if r.id == "es-419.regional")
    assert [f.form for f in rule.check([unit])] == ["one", "other"]


def test_a_flag_silences_a_rule() -> None:
    assert find(MARKETS["es-MX"], "Vídeo", flags="ignore-es-419.regional", id="es-419.regional") == []


def own(rule: str) -> Rule:
    return tone.rules(resolve([parse_pack("p.yaml", f"locale: de\nrules:\n  - {rule}")], "de"))[0]


@pytest.mark.parametrize(
    ("rule", "source", "bad", "good"),
    [
        ("{id: x, kind: require, why: y, pattern: '^Hallo', where: start}", "", "Guten Tag", "Hallo, du"),
        ("{id: x, kind: require, why: y, pattern: 'Anzeige', if_source: '\\bad\\b'}", "an ad", "Kauf", "Anzeige: Kauf"),
        ("{id: x, kind: require, why: y, pattern: '[.]', where: end, if: '\\w+ \\w+'}", "", "eins zwei", "eins"),
        ("{id: x, kind: forbid, why: y, words: [gratis], unless: kostenlos}", "", "Gratis!", "Gratis, also kostenlos"),
        ("{id: x, kind: forbid, why: y, case: true, words: [SIE]}", "", "Für SIE", "Für sie"),
        ("{id: x, kind: count, why: y, what: '\\bsehr\\b', max: 1}", "", "sehr, sehr gut", "sehr gut"),
        ("{id: x, kind: count, why: y, what: emoji, max: 0}", "", "Gut 👍🏽", "Gut"),
        ("{id: x, kind: length, why: y, above: 3, max_ratio: 2}", "four", "neun und mehr", "vier"),
        ("{id: x, kind: digits, why: y, system: latn}", "", "1 und ٢", "1 und 2"),
        ("{id: x, kind: bilingual, why: y, pairs: [{source: gift, must: Gabe, use: z}]}", "gift", "Gift", "Gabe"),
        ("{id: x, kind: quotes, why: y, primary: '„“'}", "", "«Hallo»", "„Hallo“"),
        ("{id: x, kind: register, why: y, markers: {}}", "", "", ""),
    ],
)  # fmt: skip
def test_a_projects_own_rules(rule: str, source: str, bad: str, good: str) -> None:
    made = own(rule)
    verdicts = [bool(list(made.check([Unit("r", "k", {"other": source}, {"other": t}, "de")]))) for t in (bad, good)]
    assert verdicts == ([True, False] if bad else [False, False])
