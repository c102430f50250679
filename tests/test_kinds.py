"""The kinds of market rules that look at flags, at the source or at a whole market."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from locakit.errors import ConfigError, UsageError
from locakit.market import Market, Override, parse_pack, resolve
from locakit.market.kinds import KINDS
from locakit.model import Finding, Unit
from locakit.rules import tone
from locakit.shell import packs

KEYWORD = "{id: x, kind: keyword, why: y, when: ['keyword:']"
AD = "{id: x, kind: disclosure, why: y, when: [sponsored, ad], tags: [Werbung, Anzeige], bad_tags: ['#ad'], "


def market(rule: str, locale: str = "de") -> Market:
    return resolve([parse_pack("p.yaml", f"locale: {locale}\nrules:\n  - {rule}")], locale)


def unit(target: str, source: str = "", flags: str = "", locale: str = "de", key: str = "k") -> Unit:
    return Unit("r", key, {"other": source}, {"other": target}, locale, flags=frozenset(filter(None, flags.split("|"))))


def found(rule: str, *units: Unit) -> list[Finding]:
    place = market(rule, units[0].market)
    return [f for made in tone.rules(place) for f in made.check(units)]


def said(rule: str, target: str, source: str = "", flags: str = "", locale: str = "de") -> list[str]:
    return [f.message for f in found(rule, unit(target, source, flags, locale))]


CLAIM = (
    "{id: x, kind: claim, why: y, words: [klimaneutral], in_source: ['carbon[- ]neutral'],"
    " law: UWG § 5, approve_with: [legal]}"
)


def test_a_claim_names_its_law_and_who_may_approve_it() -> None:
    assert said(CLAIM, "Klimaneutral versandt, klimaneutral verpackt") == [
        "'Klimaneutral': a claim that needs proof (UWG § 5; to be approved by: legal)"
    ]
    page = tone.rules(market(CLAIM))[0].page
    assert "UWG § 5" in page and "not legal advice" in page and "locakit dismiss" in page and "evidence:" in page


def test_a_claim_of_the_source_counts_where_the_target_words_it_otherwise() -> None:
    assert "the source says 'carbon-neutral'" in said(CLAIM, "Ohne Emissionen", "A carbon-neutral parcel")[0]
    assert said(CLAIM, "Ohne Emissionen", "A parcel") == []


@pytest.mark.parametrize(("flags", "silent"), [("evidence:TÜV 12/2026", True), ("evidence:", False), ("ad", False)])
def test_evidence_lets_a_claim_stand(flags: str, silent: bool) -> None:
    assert (said(CLAIM, "klimaneutral", "", flags) == []) is silent


def test_claims_and_prohibitions_may_have_a_condition() -> None:
    for kind in ("claim", "forbid"):
        rule = f"{{id: x, kind: {kind}, why: y, words: [gratis], if: 'Test'}}"
        assert said(rule, "gratis im Test") and not said(rule, "gratis")


@pytest.mark.parametrize(
    ("place", "target", "fault"),
    [
        ("place: start", "Werbung: Schuhe", ""),
        ("place: start", "  🔥 #Anzeige | Schuhe", ""),
        ("place: start", "<b>Werbung</b> Schuhe", ""),
        ("place: start", "Schuhe (Werbung)", "'Werbung' does not stand at the start"),
        ("place: start", "{name}: Werbung", "'Werbung' does not stand at the start"),
        ("place: start", "Werbungen lohnen", "nothing says at the start that this is 'Werbung'"),
        ("place: start", "Schuhe #ad", "'#ad' does not say that this is 'Werbung'"),
        ("place: start", "Schuhe #adventure", "nothing says at the start that this is 'Werbung'"),
        ("place: within, within: 20", "Schuhe (Werbung)", ""),
        ("place: within, within: 10", "Schuhe (Werbung)", "'Werbung' does not stand in the first 10 characters"),
        ("place: end", "Schuhe – Werbung.", ""),
        ("place: end", "Werbung für Schuhe", "'Werbung' does not stand at the end"),
        ("place: anywhere", "Das ist Werbung für Schuhe", ""),
        ("place: start", "", ""),
    ],
)
def test_a_disclosure_stands_in_its_place(place: str, target: str, fault: str) -> None:
    assert said(AD + place + "}", target, "Shoes", "sponsored") == ([fault] if fault else [])


def test_a_disclosure_is_asked_of_flagged_units_and_of_those_whose_source_discloses() -> None:
    rule = AD + "source_tags: ['#ad', Sponsored]}"
    assert said(rule, "Schuhe", "Shoes") == []
    assert said(rule, "Schuhe", "Shoes #ad") == ["nothing says at the start that this is 'Werbung'"]
    assert said(rule, "Schuhe", "Shoes #ad", "ad") == ["nothing says at the start that this is 'Werbung'"]
    assert said(rule, "Werbung: Schuhe", "Sponsored: Shoes") == []


@pytest.mark.parametrize(
    ("locale", "tag", "good", "bad"),
    [
        ("ja", "広告", "広告です：新しい靴", "新しい靴"), ("ko", "광고", "(광고)신상품", "신상품"),
        ("he", "פרסומת", "פרסומת: נעליים", "נעליים פרסומת"), ("th", "โฆษณา", "โฆษณารองเท้า", "รองเท้า"),
        ("ar", "إعلان", "#إعلان أحذية", "أحذية"),
    ],
)  # fmt: skip
def test_tags_of_every_script(locale: str, tag: str, good: str, bad: str) -> None:
    rule = f"{{id: x, kind: disclosure, why: y, when: [ad], tags: ['{tag}']}}"
    assert said(rule, good, "", "ad", locale) == []
    assert len(said(rule, bad, "", "ad", locale)) == 1


@pytest.mark.parametrize(
    ("locale", "keyword", "good", "bad"),
    [
        ("es", "zapatilla", "Las mejores ZAPATILLAS de running", "Calzado para correr"),
        ("de", "Laufschuh", "Laufschuhe für alle", "Schuhe für alle"),
        ("fr", "vêtement d'été", "Vetements d'ete en solde", "Habits en solde"),
        ("ja", "ランニング シューズ", "ランニングシューズの店", "靴の店"),
        ("zh-CN", "跑鞋", "最新跑鞋上市", "新鞋上市"),
        ("ru", "кроссовки", "Купить кроссовок много", "Купить обувь"),
        ("ar", "حذاء", "الحذاء الجديد", "الملابس"),
    ],
)  # fmt: skip
def test_a_keyword_counts_in_any_inflection_case_and_with_or_without_accents(
    locale: str, keyword: str, good: str, bad: str
) -> None:
    assert said(KEYWORD + "}", good, "", f"keyword:{keyword}", locale) == []
    assert said(KEYWORD + "}", bad, "", f"keyword:{keyword}", locale) == [
        f"the keyword {keyword!r} does not stand here"
    ]


@pytest.mark.parametrize(
    ("locale", "keyword", "good", "bad"),
    [
        ("es-MX", "zapatos correr mujer", "Zapatos para correr de mujer", "Zapatos de mujer. Para correr"),
        ("de-DE", "Laufschuhe Damen", "Damen-Laufschuhe", "Damenschuhe"),
        ("de-DE", "Laufschuhe Damen", "Neue Damenlaufschuhe", "Neue Laufschuhe"),
        ("ja-JP", "ボートレンタル", "ボートをレンタル", "ボートの写真とレンタル"),
        ("zh-CN", "最好跑鞋", "最好的跑鞋", "最好看的跑鞋"),
        ("fr-FR", "location de bateau", "Bateau en location", "Bateau à vendre"),
        ("ar-EG", "أحذية جري", "أحذية للجري", "أحذية للمشي"),
        ("en-GB", "4k tv", "A TV in 4K", "A TV"),
    ],
)  # fmt: skip
def test_the_words_of_a_keyword_may_stand_apart_in_one_sentence(locale: str, keyword: str, good: str, bad: str) -> None:
    assert said(KEYWORD + "}", good, "", f"keyword:{keyword}", locale) == []
    assert said(KEYWORD + "}", bad, "", f"keyword:{keyword}", locale)


def test_one_of_several_keywords_is_enough_and_it_stands_near_the_beginning() -> None:
    flags = "keyword:Laufschuhe|keyword:Turnschuhe"
    assert said(KEYWORD + "}", "Turnschuhe kaufen", "", flags) == []
    assert said(KEYWORD + "}", "Kaufen", "", flags) == ["the keyword 'Laufschuhe' or 'Turnschuhe' does not stand here"]
    late = "Alles für den Sport im Freien und zu Hause: Turnschuhe"
    assert "in the first 20 characters" in said(KEYWORD + ", within: 20}", late, "", flags)[0]
    assert said(KEYWORD + "}", "Kaufen") == [] and said(KEYWORD + "}", "", "", flags) == []


@pytest.mark.parametrize(("source", "severity"), [("Running shoes", "warning"), ("For all of us", "info")])
def test_a_keyword_that_the_source_lacks_too_weighs_less(source: str, severity: str) -> None:
    (one,) = found(KEYWORD + "}", unit("Kaufen", source, "keyword:Laufschuhe|source-keyword:running shoe"))
    assert one.severity == severity


def test_a_keyword_may_not_crowd_a_long_text() -> None:
    rule = KEYWORD + ", density: 5, above: 20}"
    assert said(rule, "Schuhe " * 5 + "und mehr " * 20, "", "keyword:Schuhe")[0].endswith("takes up 11 % of the words")
    assert said(rule, "Schuhe " + "und mehr " * 20, "", "keyword:Schuhe") == []
    assert said(rule, "Schuhe Schuhe", "", "keyword:Schuhe") == []


def test_a_keyword_that_the_market_lacks_is_named_once() -> None:
    rule = "{id: x, kind: keyword, why: y, when: ['source-keyword:'], unset: true}"
    units = [unit("Schuhe", "Running shoes", "source-keyword:running shoe", key=k) for k in "ab"]
    units += [
        unit("Hut", "A hat", "source-keyword:running shoe"),
        unit("Hut", "Hats", "source-keyword:hat|keyword:Hut"),
    ]
    assert [f.message for f in found(rule, *units)] == ["no keyword of this market is known for 'running shoe'"]


@pytest.mark.parametrize(
    ("of", "source", "bad", "good"),
    [
        ("codes", "Use SAVE20 now", "Nimm SPAR20", "Nimm jetzt SAVE20"),
        ("codes", "Use SPRING-25", "コードSPRINGを使う", "コードSPRING-25を使う"),
        ("codes", "Save now", "Mit SAVE20 sparen", "Jetzt sparen"),
        ("handles", "By @marula", "Von @marulla", "Von @marula"),
        ("handles", "By @marula", "Von @marula_de", "@marulaから"),
        ("handles", "By @marula", "Von @marula.de", "Von @marula."),
        ("codes", "Use SAVE20", "Nimm SAVE20_A", "Der SAVE20-Code"),
        ("prices", "Only $5", "Mit SAVE20, 6 $", "Mit SAVE20, 5 $"), ("prices", "Only $5", "SAVE20 6 $", "SAVE20 5 $"),
        ("prices", "1,234.00 €", "1 235 €", "1 234 €"), ("prices", "$1,234.50", "١٬٢٣٤٫٤٠ $", "١٬٢٣٤٫٥٠ $"),
        ("hashtags", "New #sale #ad", "Neu #ad", "Neu #ausverkauf"), ("hashtags", "#sale", "Neu #sponsored", "#neu"),
        ("handles", "Write to a@b.example", "An @b schreiben", "Schreib an c@d.example"),
        ("hashtags", "#Sale #Summer", "#Sommer", "#Ausverkauf #Sommer"),
        ("prices", "Only $10.00", "Nur 10 €", "Nur 10 $"),
        ("prices", "EUR 1,000", "1.100 €", "1.000 €"),
        ("numbers", "12 of 30", "12 von 31", "12 von 30"),
        ("urls", "See https://a.example/x", "https://a.example/y", "Siehe https://a.example/x."),
        ("utm", "https://a.example/?utm_source=News&b=1", "https://a.example/?utm_source=news",
         "https://b.example/?utm_source=News"),
    ],
)  # fmt: skip
def test_parity(of: str, source: str, bad: str, good: str) -> None:
    rule = f"{{id: x, kind: parity, why: y, of: [{of}]}}"
    assert said(rule, bad, source)
    assert said(rule, good, source) == []


def test_tags_that_disclose_are_no_hashtags() -> None:
    rules = "{id: x, kind: parity, why: y, of: [hashtags]}\n  - {id: z, kind: disclosure, why: y, tags: ['#Werbung']}"
    assert "x" not in {f.rule for f in found(rules, unit("Neu #Schuhe", "New #shoes #ad"), unit("#a", "#b #werbung"))}
    assert [f.message for f in found(rules, unit("#Werbung Neu", "#shoes")) if f.rule == "x"] == [
        "1 hashtag in the source, 0 here"
    ]


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("خصم ٥٠٪ + هدية (SAVE50)", []), ("٥٠ iPhone15 و A4", []), ("٥ SPRING-25", []), ("٥٠ من 60", ["٦٠"]),
        ("٥٠ (60)", ["٦٠"]),
    ],
)  # fmt: skip
def test_codes_keep_their_digits(text: str, fixed: list[str]) -> None:
    rule = "{id: x, kind: digits, why: y, system: arab}"
    assert [f.fix.text for f in found(rule, unit(text, "a", locale="ar-EG")) if f.fix] == fixed


def test_two_spellings_in_one_market() -> None:
    rule = "{id: x, kind: consistency, why: y, spellings: [[E-Mail, Email], [Webseite, Website]]}"
    units = [unit("Eine E-Mail", key="a"), unit("Email senden", key="b"), unit("Die Website", key="c")]
    here = found(rule, *units, unit("e-mail", key="d"))
    assert [(f.key, f.message, f.target[slice(*f.span)]) for f in here] == [
        ("b", "'Email' here, 'E-Mail' in a", "Email")
    ]
    japanese = "{id: x, kind: consistency, why: y, spellings: [[サーバー, サーバ]]}"
    assert len(found(japanese, *(unit(t, locale="ja") for t in ("サーバーです", "新サーバー", "サーバに接続")))) == 1


@pytest.mark.parametrize(("text", "known"), [("WİFİ", 0), ("Web\u017fite", 0), ("\u212aasse", 1)])
def test_letters_that_a_pattern_takes_for_others_do_no_harm(text: str, known: int) -> None:
    rule = "{id: x, kind: consistency, why: y, spellings: [[wifi, wi-fi], [website, web-site], [cassa, kasse]]}"
    assert len(found(rule, unit("wi-fi, web-site, cassa", key="a"), unit(text))) == known
    assert len(said("{id: x, kind: term, why: y, words: [{not: [wifi, website, kasse], use: z}]}", text)) == known


def test_a_rule_over_a_market_keeps_to_its_channel() -> None:
    rule = "{id: x, kind: consistency, why: y, channels: [sms], spellings: [[E-Mail, Email]]}"
    assert len(found(rule, unit("E-Mail", "", "channel:sms"), unit("Email", "", "channel:sms"))) == 1
    assert found(rule, unit("E-Mail", "", "channel:sms"), unit("Email")) == []


@pytest.mark.parametrize(
    ("kind", "source"),
    [
        ("email", "Ask ana@shop.example"), ("phone", "Call +49 30 901820"), ("number", "Card 4111 1111 1111 1111"),
        ("ip", "At 203.0.113.7"), ("secret", "key sk-abcdefghijklmnop1234"),
    ],
)  # fmt: skip
def test_personal_data_in_the_source_is_named_by_its_kind_only(kind: str, source: str) -> None:
    rule = f"{{id: x, kind: pii, why: y, kinds: [{kind}]}}"
    here = said(rule, "Text", source)
    assert len(here) == 1 and not any(word in here[0] for word in source.split()[1:])
    other = "email" if kind != "email" else "phone"
    assert said(f"{{id: x, kind: pii, why: y, kinds: [{other}]}}", "Text", source) == []
    assert said("{id: x, kind: pii, why: y}", "Text", "12 files in 2 folders") == []


def test_the_capitals_of_an_acronym_are_not_copied() -> None:
    rule = "{id: x, kind: term, why: y, words: [{not: EDV, use: Technik}, {not: dose, use: Büchse}]}"
    fixes = [f.fix.text for f in found(rule, unit("Die EDV, DOSE, Dose")) if f.fix]
    assert fixes == ["Technik", "BÜCHSE", "Büchse"]


TEMPLATE = """
locale: root
rules:
  - {id: eu.green, kind: claim, template: true, why: w, law: L, approve_with: [legal], severity: info, words: [green],
     since: 2026-09-27, source: [S]}
"""


def test_a_rule_may_be_like_a_template() -> None:
    own = "locale: de\nrules:\n  - {id: de.green, kind: claim, like: eu.green, words: [grün], source: [T]}"
    place = resolve([parse_pack("root.yaml", TEMPLATE), parse_pack("de.yaml", own)], "de-DE")
    (rule,) = place.rules
    assert (rule.id, rule.law, rule.approve_with, rule.severity, rule.why) == ("de.green", "L", ("legal",), "info", "w")
    assert (rule.data["words"], rule.source, rule.since, rule.layer) == (["grün"], ("T",), "2026-09-27", "de")
    packs = [parse_pack("root.yaml", TEMPLATE), parse_pack("de.yaml", own)]
    assert resolve(packs, "de", None, "2026-09-26").rules == ()


def test_a_rule_like_one_that_is_not_there_is_refused() -> None:
    for own in ("{id: a, kind: claim, like: nothing}", "{id: a, kind: forbid, like: eu.green}"):
        with pytest.raises(UsageError, match="no more general pack states"):
            resolve([parse_pack("r", TEMPLATE), parse_pack("de.yaml", f"locale: de\nrules:\n  - {own}")], "de")


def test_opt_in_rules_can_all_be_asked_for() -> None:
    packs = [parse_pack("p", "locale: de\nrules:\n  - {id: a, kind: claim, why: w, opt_in: true}")]
    assert [len(resolve(packs, "de", Override(every=every)).rules) for every in (False, True)] == [0, 1]


@pytest.mark.parametrize(
    ("rule", "fault"),
    [
        ("{id: x, kind: disclosure, why: y, place: middle}", "place must be one of start"),
        ("{id: x, kind: parity, why: y, of: [colours]}", "of must be one of numbers"),
        ("{id: x, kind: pii, why: y, kinds: [shoe size]}", "kinds must be one of email"),
        ("{id: x, kind: consistency, why: y, spellings: [[one]]}", "two spellings"),
        ("{id: x, kind: claim, why: y, in_source: ['(']}", "in_source: not a regular expression"),
        ("{id: x, kind: keyword, why: y, unset: maybe}", "unset must be true or false"),
    ],
)
def test_faults_in_the_fields_of_a_kind(rule: str, fault: str) -> None:
    with pytest.raises(ConfigError, match=fault.replace("(", r"\(")):
        market(rule)


@pytest.mark.parametrize("piece", ["A1-", "#a", "1", "@a.", "https://", "e-mail ", "Werbung "])
def test_long_texts_come_to_an_end(piece: str) -> None:
    text = (piece * 100_000)[:100_000]
    for rule in (
        "{id: x, kind: parity, why: y, of: [numbers, prices, urls, utm, codes, hashtags, handles]}",
        "{id: x, kind: consistency, why: y, spellings: [[e-mail, email]]}", "{id: x, kind: pii, why: y}", CLAIM,
        AD + "source_tags: ['#ad']}", KEYWORD + ", density: 3}",
    ):  # fmt: skip
        said(rule, text, text, "ad|keyword:Schuh")
        said(rule, text, "x", "ad|keyword:Schuh")


DOCS = (Path(__file__).parent.parent / "docs/markets.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```yaml\n(.*?)```", DOCS, re.DOTALL)


def test_the_docs_have_each_kind_with_an_example_that_can_be_read() -> None:
    assert {name for name in KINDS if f"`{name}`" not in DOCS} == set()
    shown = set()
    for block in BLOCKS:
        rules = "".join(f"  {line}\n" for line in block.splitlines())
        shown |= {rule.kind for rule in parse_pack("docs/markets.md", f"locale: de\nrules:\n{rules}").rules}
    assert shown == set(KINDS)


@pytest.mark.parametrize(
    ("flags", "seen"),
    [
        ("channel:sms", True), ("channel:sms|field:one", True), ("channel:email|field:subject", True),
        ("channel:email|field:body", False), ("channel:email", False), ("field:subject", False), ("", False),
    ],
)  # fmt: skip
def test_a_channel_may_be_narrowed_to_a_field(flags: str, seen: bool) -> None:
    rule = "{id: x, kind: forbid, why: y, words: [gratis], channels: [sms, email/subject]}"
    assert bool(said(rule, "Alles gratis", "", flags)) is seen


def test_an_example_carries_what_its_rule_asks_for() -> None:
    rule = "{id: x, kind: forbid, why: y, words: [a], channels: [email/subject, sms], fields: [subject], when: [ad], "
    place = market(rule + "bad: [a], good: [{target: a, flags: []}]}")
    (found_,) = tone.shown(place.rules[0], place.rules[0].bad[0], place)
    assert found_.rule == "x" and tone.wrong(place.rules[0], place.rules[0].good[0], False, place) == ""
    assert "ad, channel:email, field:subject" in tone.rules(place)[0].page


@pytest.mark.parametrize(
    ("locale", "source", "name", "address"),
    [
        ("fr-FR", "Mr. Tu and Tu Minh", "M. Tu et Tu Minh", "Si tu veux"),
        ("fr-FR", "The film “Do it yourself”", "Le film «\u00a0Fais-le toi-même\u00a0»", "Fais-le toi-même"),
        ("es-MX", "Read Usted Magazine", "Lee Usted Magazine", "Lea lo que usted quiera"),
    ],
)  # fmt: skip
def test_names_and_quotations_address_nobody(locale: str, source: str, name: str, address: str) -> None:
    place = resolve(packs.packs(locale), locale)

    def told(text: str) -> bool:
        one = Unit("r", "k", {"other": source}, {"other": text}, locale, "en")
        return any(f.rule.endswith(".register") for made in tone.rules(place) for f in made.check((one,)))

    assert not told(name) and told(address)
