"""Addresses as a market is to see them: ``links:`` of a project, from its configuration to its files."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import emit, heads
from locakit.errors import ConfigError
from locakit.links import MARKED, Links, localized
from locakit.links.address import find
from locakit.model import Message, Record, Resource, Unit
from locakit.project import parse
from locakit.rules.links import strays
from locakit.settings import Link
from tests.conftest import Cli, write

SHOP = Link(
    "shop.example.com",
    host={"pt-BR": "shop.example.com.br", "es-*": "es.example.com", "es-AR": "ar.example.com"},
    path="/{locale}{path}",
    query={"utm_campaign": "{value}-{locale}", "utm_source": "newsletter", "utm_content": "{variant}"},
)
BLOG = Link("*.example.com/blog", path={"fr": "/blogue"}, market=("fr", "pt-*"))
ALL = Link("*", query={"utm_medium": {"es-*": "correo", "*": "mail"}})
RULES = (SHOP, BLOG, ALL)
MARKETS = ("pt-BR", "es-MX", "es-AR", "fr", "ar-SA")


def to(text: str, market: str, *flags: str, source: str = "en") -> str:
    made = localized(text, market, RULES[:1], frozenset(flags), source)
    assert localized(made, market, RULES[:1], frozenset(flags), source) == made
    return made


@pytest.mark.parametrize(
    ("text", "market", "made"),
    [
        ("See https://shop.example.com/a.", "pt-BR", "See https://shop.example.com.br/pt-BR/a?utm_source=newsletter."),
        ("www.shop.example.com/a", "fr", "www.shop.example.com/a"),
        ("http://Shop.Example.com", "es-MX", "http://es.example.com/es-MX?utm_source=newsletter"),
        ("(https://shop.example.com/a_(b))", "es-AR", "(https://ar.example.com/es-AR/a_(b)?utm_source=newsletter)"),
        ("https://shop.example.com:8443/#x", "fr", "https://shop.example.com:8443/fr/?utm_source=newsletter#x"),
        ("https://u:p@shop.example.com/a", "fr", "https://u:p@shop.example.com/fr/a?utm_source=newsletter"),
        ("https://shop.example.com/en/en/a", "fr", "https://shop.example.com/fr/a?utm_source=newsletter"),
        ("https://shop.example.com/english", "fr", "https://shop.example.com/fr/english?utm_source=newsletter"),
        ("https://shop.example.com/?utm_source=x&b=2&b=1&b=2", "fr",
         "https://shop.example.com/fr/?utm_source=newsletter&b=2&b=1&b=2"),
        ("https://shop.example.com/?utm_campaign=a&utm_campaign=b&utm_source=", "fr",
         "https://shop.example.com/fr/?utm_campaign=a-fr&utm_campaign=b-fr&utm_source=newsletter"),
        ('<a href="https://shop.example.com/?a=1&amp;b=2">', "fr",
         '<a href="https://shop.example.com/fr/?a=1&amp;b=2&amp;utm_source=newsletter">'),
        ('<a href="https://shop.example.com/?a=1">', "fr",
         '<a href="https://shop.example.com/fr/?a=1&amp;utm_source=newsletter">'),
        ("[a](https://shop.example.com/a 'T')", "fr", "[a](https://shop.example.com/fr/a?utm_source=newsletter 'T')"),
        ("[a](https://shop.example.com/a)です。", "fr", "[a](https://shop.example.com/fr/a?utm_source=newsletter)です。"),
        ("[a](https://shop.example.com/a_(b)).⟧ c)", "fr",
         "[a](https://shop.example.com/fr/a_(b)?utm_source=newsletter).⟧ c)"),
        ("**https://shop.example.com/a**b", "fr", "**https://shop.example.com/fr/a?utm_source=newsletter**b"),
        ("<https://shop.example.com/a>", "fr", "<https://shop.example.com/fr/a?utm_source=newsletter>"),
        ("https://shop.example.comをご覧", "fr", "https://shop.example.com/fr?utm_source=newsletterをご覧"),
        ("https://shop.example.com/日本", "fr", "https://shop.example.com/fr/日本?utm_source=newsletter"),
        ("زوروا \u2068https://shop.example.com/a\u2069، الآن", "ar-SA",
         "زوروا \u2068https://shop.example.com/ar-SA/a?utm_source=newsletter\u2069، الآن"),
        ("https://shop.example.com/{id}?x={{y}}", "fr",
         "https://shop.example.com/fr/{id}?x={{y}}&utm_source=newsletter"),
        ("{n, plural, one {https://shop.example.com/a} other {b}}", "fr",
         "{n, plural, one {https://shop.example.com/fr/a?utm_source=newsletter} other {b}}"),
        ("&quot;https://shop.example.com/a&quot;", "fr",
         "&quot;https://shop.example.com/fr/a?utm_source=newsletter&quot;"),
    ],
)  # fmt: skip
def test_an_address_is_written_the_markets_way(text: str, market: str, made: str) -> None:
    assert to(text, market) == made


@pytest.mark.parametrize(
    "text",
    [
        "", "no link", "https://other.example.com/a", "https://shop.example.com.evil.test/a", "`https://shop.example.com/a`",
        "https://shop.example.com/{a b}", "mailto:a@shop.example.com", "ftp://shop.example.com/a", "shop.example.com",
        "https://es.example.com/es-MX/a?utm_source=newsletter", "x" * 10 + "http://", "https://sub.shop.example.com",
    ],
)  # fmt: skip
def test_other_text_stays(text: str) -> None:
    assert to(text, "es-MX") == text


@pytest.mark.parametrize(
    ("text", "changed"),
    [
        ("![a [b] c](https://shop.example.com/i)", ""), ("![a](<https://shop.example.com/i> 'x')", ""),
        ("[![a](https://shop.example.com/i)](https://shop.example.com/p)", "p"),
        ('<a href="https://shop.example.com/p"><img src="https://shop.example.com/i" alt=""></a>', "p"),
        ('<video poster="https://shop.example.com/i"><source src="https://shop.example.com/j"></video>', ""),
        ('<link rel="stylesheet" href="https://shop.example.com/i">', ""),
        ('<link rel="canonical" href="https://shop.example.com/p">', "p"),
        ("url('https://shop.example.com/i')", ""), ("https://shop.example.com/قارب.PNG?w=1", ""),
        ("https://shop.example.com/png", "png"), ("![x] (https://shop.example.com/p)", "p"),
    ],
)  # fmt: skip
def test_images_and_media_stay_where_they_are(text: str, changed: str) -> None:
    made = f"https://shop.example.com/fr/{changed}?utm_source=newsletter"
    assert to(text, "fr") == (text.replace(f"https://shop.example.com/{changed}", made) if changed else text)


def test_hosts_of_other_scripts_are_one_in_both_spellings() -> None:
    rules = [Link("магазин.example", host="shop.example"), Link("xn--mnchen-3ya.example", host="muc.example")]
    assert localized("https://МАГАЗИН.example/a", "ru", rules) == "https://shop.example/a"
    assert localized("https://xn--80aairftm.example/a", "ru", rules) == "https://shop.example/a"
    assert localized("https://münchen.example", "de", rules) == "https://muc.example"


def test_an_address_without_scheme_stays_one() -> None:
    rules = [Link("www.shop.test", host={"fr": "www.shop.test.fr", "es": "es.shop.test"})]
    assert localized("Go to www.shop.test/a!", "fr", rules) == "Go to www.shop.test.fr/a!"
    assert localized("Go to www.shop.test/a!", "es", rules) == "Go to https://es.shop.test/a!"


def test_a_parameter_may_be_the_units_own() -> None:
    flags = ("variant:B two", "channel:email")
    assert "utm_content=B%20two" in to("https://shop.example.com", "fr", *flags)
    assert (
        Links((Link("*", query={"k": "{channel}.{key}"}),), "fr").text(
            "https://a.test/", frozenset(flags), "cart.total"
        )
        == "https://a.test/?k=email.cart.total"
    )
    marks = localized("Go https://a.test/.", "fr", (Link("*", query={"v": "{variant}"}),), frozenset({"variant:B."}))
    assert marks == "Go https://a.test/?v=B%2E."


def test_the_first_that_matches_is_taken_and_markets_are_chosen_by_the_more_exact_name() -> None:
    def made(url: str, market: str) -> str:
        return localized(url, market, RULES)

    assert made("https://www.example.com/blog/a", "fr") == "https://www.example.com/blogue"
    assert made("https://www.example.com/blogs", "fr") == "https://www.example.com/blogs?utm_medium=mail"
    assert made("https://www.example.com/blog", "de") == "https://www.example.com/blog?utm_medium=mail"
    assert made("https://www.example.com/", "es-MX") == "https://www.example.com/?utm_medium=correo"
    assert made("https://shop.example.com/", "es-AR").startswith("https://ar.example.com/")


def test_region_that_a_market_has_not_leaves_the_address() -> None:
    rule = (Link("*", path="/{region}/{language}{path}"),)
    assert localized("https://a.test/x", "fr", rule) == "https://a.test/x"
    assert localized("https://a.test/x", "fr-CA", rule) == "https://a.test/CA/fr/x"


ADDRESSES = st.builds(
    lambda scheme, host, path, query, end: scheme + host + path + query + end,
    st.sampled_from(["https://", "http://", "www.", ""]),
    st.sampled_from(["shop.example.com", "es.example.com", "ar.example.com", "www.example.com", "x.test", "*", ""]),
    st.lists(
        st.sampled_from(["/", "/en", "/fr", "/es-MX", "/blog", "/blogue", "/a", "//", "{x}"]), max_size=4
    ).map("".join),
    st.lists(
        st.sampled_from(["?", "&", "&amp;", "utm_source=newsletter", "utm_campaign=a-fr", "utm_medium=", "b=1", "="]),
        max_size=6,
    ).map("".join),
    st.sampled_from(["", "#top", ".", ")", "\"", "'", "`", "\u2069", "。", "をご覧", "&quot;", "{", "|", " "]),
)  # fmt: skip
TEXTS = st.lists(ADDRESSES | st.text(max_size=6), max_size=5).map("".join)
LINKS = st.lists(
    st.builds(
        Link,
        st.sampled_from(
            ["*", "shop.example.com", "es.example.com", "*.example.com/en", "www.example.com/bl*g", "x.test/a"]
        ),
        st.sampled_from([(), ("es-*",)]),
        st.sampled_from([None, "es.example.com", "x.test", "{lower}.example.com"]),
        st.sampled_from([None, "/{locale}{path}", "{path}/x", "/blog", "/{language}/a{path}/", "{path}"]),
        st.dictionaries(
            st.sampled_from(["utm_source", "utm_campaign", "b"]),
            st.sampled_from(["newsletter", "{value}-{locale}", "{value}", "x{value}", "{variant}"]),
            max_size=3,
        ),
    ),
    max_size=3,
)


@given(TEXTS, LINKS, st.sampled_from(MARKETS), st.sampled_from([(), ("variant:B",)]))
def test_doing_it_twice_changes_nothing_more_and_other_text_stays(
    text: str, rules: list[Link], market: str, flags: tuple[str, ...]
) -> None:
    made = localized(text, market, rules, frozenset(flags))
    assert localized(made, market, rules, frozenset(flags)) == made
    ends = [0, *(n for one in find(text) for n in (one.start, one.end)), len(text)]
    rest = [text[a:b] for a, b in zip(ends[::2], ends[1::2], strict=True)]
    assert re.fullmatch(".*".join(map(re.escape, rest)), made, re.DOTALL), "only addresses change"


@pytest.mark.parametrize(
    "text",
    [
        "![" * 50_000 + " http://a.b", "<img " * 20_000 + " http://a.b", "![a](http://b) " * 6_000,
        "http://a{" * 11_000, "http://" * 14_000, "www." * 25_000, "https://shop.example.com/((((( " * 3_000,
        "`" * 100_000, "https://shop.example.com/?" + "a=1&" * 25_000, "https://shop.example.com/ " * 4_000,
        "https://shop.example.com" + "/en" * 33_000, "https://a.test/?" + "&amp;" * 20_000,
        "https://shop.example.com/" + ")" * 100_000, "http://{{" * 11_000, "https://www.example.com/" + "bl/" * 33_000,
        "http://" + "b" * 100_000, "http://" + "bé." * 33_000, "https://a.test/" + "b*" * 50_000,
    ],
)  # fmt: skip
def test_hostile_text_is_read(text: str) -> None:
    rules = (*RULES, Link("www.example.com/b*l*g*x", path="/y"), Link("*b*b*b*b*c/*b*b*b*d", host="a.test"))
    made = localized(text, "pt-BR", rules)
    assert localized(made, "pt-BR", rules) == made
    unit = Unit("r", "k", {"other": text}, {"other": text[:-1]}, "pt-BR")
    assert Links(rules, "pt-BR").unit(unit).target == unit.target


def seen(source: str, target: str, market: str = "pt-BR", *flags: str) -> Unit:
    unit = Unit("r", "k", {"other": source}, {"other": target}, market, flags=frozenset(flags))
    return Links(RULES[:1], market).unit(unit)


RAW = "https://shop.example.com/sale?utm_campaign=spring"
BRAZIL = "https://shop.example.com.br/pt-BR/sale?utm_campaign=spring-pt-BR&utm_source=newsletter"


@pytest.mark.parametrize(
    "have",
    [
        RAW, "https://shop.example.com.br/pt-BR/sale", BRAZIL.replace("spring-pt-BR", "spring-fr"),
        "http://es.example.com/es-MX/sale?utm_campaign=spring-es-MX&utm_source=newsletter",
        "https://shop.example.com/en/sale/?utm_medium=x",
    ],
)  # fmt: skip
def test_another_markets_address_is_found_and_fixed(have: str) -> None:
    unit = seen(f"See {RAW}.", f"Veja {have}.")
    assert unit.source == {"other": f"See {have}."}, "no other rule takes it for a lost one"
    assert unit.links == ((have, BRAZIL),)
    assert MARKED in unit.flags
    [found] = strays.check([unit])
    assert (found.span, found.fix and found.fix.text) == ((5, 5 + len(have)), BRAZIL)
    links = Links(RULES[:1], "pt-BR")
    repaired = links.repaired({"other": f"See {RAW}."}, unit.target, frozenset(), "k")
    assert repaired == {"other": f"Veja {BRAZIL}."}


@pytest.mark.parametrize(
    "target",
    [
        f"Veja {BRAZIL}", "Veja a loja", "Veja https://shop.example.com/other?utm_campaign=spring",
        f"Veja {RAW}&size=3", "Veja https://evil.test/sale?utm_campaign=spring", f"Veja {RAW}#top",
    ],
)  # fmt: skip
def test_an_address_of_another_page_is_no_matter_of_the_market(target: str) -> None:
    unit = seen(f"See {RAW}", target)
    assert (unit.source, unit.links) == ({"other": f"See {BRAZIL}"}, ())
    assert not list(strays.check([unit]))


def test_forms_and_repeated_addresses_are_held_against_each_other() -> None:
    source = {"one": f"one {RAW}", "other": f"{RAW} and {RAW}"}
    target = {"one": f"um {RAW}", "many": f"{BRAZIL} e {RAW}", "other": f"{BRAZIL} e {BRAZIL}"}
    unit = Links(RULES[:1], "pt-BR").unit(Unit("r", "k", source, target, "pt-BR", plural=True))
    assert unit.links == ((RAW, BRAZIL),)
    assert unit.source == {"one": f"one {RAW}", "other": f"{BRAZIL} and {BRAZIL}"}
    assert [f.form for f in strays.check([unit])] == ["one", "many"]


def test_a_language_with_more_branches_has_the_address_in_each() -> None:
    source = f"{{n, plural, one {{{RAW}}} other {{all {RAW}}}}}"
    target = f"{{n, plural, one {{{BRAZIL}}} many {{{RAW}}} other {{{BRAZIL}}}}}"
    unit = seen(source, target, "pt-BR", "icu-message-format")
    assert unit.source == {"other": source.replace(RAW, BRAZIL)}
    [found] = strays.check([unit])
    assert (target[slice(*found.span)], found.fix and found.fix.text) == (RAW, BRAZIL)


def test_right_addresses_in_more_branches_than_the_source_has_are_no_fault() -> None:
    other = RAW.replace("/sale", "/new")
    source = f"{{n, plural, one {{{RAW}}} other {{all {other}}}}}"
    there = localized(other, "pt-BR", RULES[:1])
    target = f"{{n, plural, one {{{BRAZIL}}} few {{{BRAZIL}}} many {{{there}}} other {{{there}}}}}"
    unit = seen(source, target, "pt-BR", "icu-message-format")
    assert (unit.links, list(strays.check([unit]))) == ((), [])
    assert unit.source == {"other": source.replace(RAW, BRAZIL).replace(other, there)}


def test_a_market_without_entries_leaves_the_unit_itself() -> None:
    links = Links((BLOG,), "de")
    unit = Unit("r", "k", {"other": RAW}, {"other": RAW}, "de")
    assert not links
    assert links.unit(unit) is unit


CONFIG = "source: en\nmarkets: [pt-BR, es-MX]\ncontent: [{path: 'l/{locale}.json'}]\n"


@pytest.mark.parametrize(
    ("links", "fault"),
    [
        ("{match: 'https://a.test', host: b.test}", "is not a host such as"),
        ("{match: a.test}", "nothing is said to change"),
        ("{host: a.test}", "`links.match` is missing"),
        ("{match: a.test, host: 'a b'}", "is not a host such as"),
        ("{match: a.test, host: '{path}.test'}", "unknown placeholder {path}"),
        ("{match: a.test, path: 'x{path}'}", "is not a path such as"),
        ("{match: a.test, path: '/{path}{path}'}", "{path} can stand there once"),
        ("{match: a.test, path: '/{locael}{path}'}", "did you mean `locale`"),
        ("{match: a.test, query: {utm_source: 'a b'}}", "a parameter's value has no spaces"),
        ("{match: a.test, query: {utm_source: 'a.'}}", "marks at its end"),
        ("{match: a.test, query: {'a&b': x}}", "not the name of a parameter"),
        ("{match: a.test, host: {fr: b.test}}", "`fr` names no market"),
        ("{match: a.test, host: b.test, market: ['de-*']}", "`de-*` names no market"),
        ("{match: a.test, hots: b.test}", "did you mean `host`"),
        ("{match: a.test, host: b.test}\n  - {match: c.test, host: a.test}", "the entry for `c.test` makes such"),
        ("{match: a.test, host: {pt-BR: b.test}}\n  - {match: b.test/x, path: /y}", "in pt-BR and they stay"),
    ],
)
def test_what_is_wrong_in_the_configuration_is_said(links: str, fault: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", f"{CONFIG}links:\n  - {links}\n")
    assert fault in str(caught.value)


@pytest.mark.parametrize(
    "links",
    [
        "{match: a.test, host: {pt-BR: b.test}}\n  - {match: b.test, path: /y, market: [es-MX]}",
        "{match: a.test, host: b.test}\n  - {match: '*', query: {utm_source: x}}",
        "{match: a.test, host: b.test, path: '/{locale}{path}'}\n  - {match: b.test, path: '/{locale}{path}'}",
        "{match: a.test, host: b.test, query: {utm_source: x}}\n  - {match: b.test, query: {utm_source: y}}",
        "{match: a.test/x, host: a.test}\n  - {match: a.test, query: {utm_source: y}}",
    ],
)
def test_entries_that_both_hold_may_meet_at_one_host(links: str) -> None:
    assert len(parse("locakit.yaml", f"{CONFIG}links:\n  - {links}\n").links) == 2


def test_the_configuration_is_read() -> None:
    text = (
        f"{CONFIG}links:\n  - match: '*.example.com/shop'\n    market: ['es-*']\n    host: {{es-MX: mx.example.com}}\n"
        "    path: /{lower}{path}\n    query: {utm_source: news, utm_campaign: {'*': '{value}-{locale}'}}\n"
    )
    assert parse("locakit.yaml", text).links == (
        Link("*.example.com/shop", ("es-*",), {"es-MX": "mx.example.com"}, "/{lower}{path}",
             {"utm_source": "news", "utm_campaign": {"*": "{value}-{locale}"}}),
    )  # fmt: skip


PROJECT = """source: en
markets: [pt-BR, es-MX]
content:
  - path: l/{locale}.json
engines: [pseudo]
"""
ENTRY = """links:
  - match: shop.example.com
    host: {pt-BR: shop.example.com.br, "es-*": es.example.com}
    path: /{locale}{path}
    query: {utm_campaign: "{value}-{locale}", utm_source: newsletter}
"""


def project(folder: Path, links: str = ENTRY, **targets: dict[str, str]) -> Path:
    (folder / "l").mkdir(parents=True, exist_ok=True)
    (folder / "locakit.yaml").write_text(PROJECT + links, "utf-8")
    source = {"a": f"Our summer sale: {RAW}.", "b": f'Read <a href="{RAW}">our help</a> now', "c": "No address here"}
    for name, texts in {"en": source, **targets}.items():
        (folder / f"l/{name}.json").write_text(json.dumps(texts, ensure_ascii=False, indent=2) + "\n", "utf-8")
    return folder


def found(cli: Cli, folder: Path, *more: str) -> list[dict[str, object]]:
    told = cli("check", "--format", "json", "--no-cache", *more, cwd=folder)
    return [f for f in json.loads(told.out)["findings"] if f["rule"].startswith(("links", "urls", "placeables", "mt"))]


def test_a_translation_has_the_markets_addresses_and_stays_fresh_when_they_change(tmp_path: Path, cli: Cli) -> None:
    folder = project(tmp_path)
    assert cli("translate", cwd=folder).code == 0
    texts = json.loads((folder / "l/pt-BR.json").read_text("utf-8"))
    assert f"{BRAZIL}." in texts["a"]
    assert f'<a href="{BRAZIL.replace("&", "&amp;")}">' in texts["b"] or f'<a href="{BRAZIL}">' in texts["b"]
    assert found(cli, folder) == []
    project(folder, ENTRY.replace("newsletter", "letter"))
    plan = json.loads(cli("plan", "--format", "json", cwd=folder).out)
    assert {m["translate"] + m["propose"] for m in plan["markets"].values()} == {0}
    assert {f["rule"] for f in found(cli, folder)} == {"links.market"}
    cli("check", "--fix", cwd=folder)
    assert "utm_source=letter" in (folder / "l/es-MX.json").read_text("utf-8")
    assert found(cli, folder) == []
    status = json.loads(cli("status", "--format", "json", cwd=folder).out)["markets"]["pt-BR"]
    assert (status["translated"], status["stale"]) == (3, 0)


def test_a_finding_shows_the_source_that_stands_in_the_file(tmp_path: Path, cli: Cli) -> None:
    folder = project(tmp_path, ENTRY.replace("shop.example.com", "shop.test"))
    source = {"a": "See https://shop.test/a", "b": "See https://shop.test/b"}
    mine = {"a": "Veja https://evil.test/a", "b": "Veja https://shop.test/b?utm_campaign=x"}
    for name, texts in {"en": source, "pt-BR": mine}.items():
        (folder / f"l/{name}.json").write_text(json.dumps(texts, indent=2) + "\n", "utf-8")
    told = found(cli, folder, "-m", "pt-BR")
    assert {f["rule"] for f in told} == {"links.market", "urls.changed"}
    assert all(f["source"] == source[str(f["key"])] for f in told)


def test_a_persons_file_with_raw_addresses_is_a_warning_and_fixed(tmp_path: Path, cli: Cli) -> None:
    mine = {"a": f"Liquidação: {RAW}.", "b": f'Leia <a href="{RAW}">a ajuda</a> agora', "c": "Nada aqui"}
    folder = project(tmp_path, **{"pt-BR": mine})
    assert {(f["rule"], f["severity"], f["key"]) for f in found(cli, folder, "-m", "pt-BR")} == {
        ("links.market", "warning", "a"), ("links.market", "warning", "b")
    }  # fmt: skip
    assert cli("check", "--fix", "-m", "pt-BR", cwd=folder).code == 0
    assert json.loads((folder / "l/pt-BR.json").read_text("utf-8"))["a"] == f"Liquidação: {BRAZIL}."


def test_a_lost_or_changed_address_is_still_an_older_rules_matter(tmp_path: Path, cli: Cli) -> None:
    folder = project(tmp_path, ENTRY.replace("shop.example.com", "shop.test"))
    source = {"a": "See https://shop.test/a", "b": "See https://shop.test/b", "c": "See https://shop.test/c"}
    mine = {"a": "Veja.", "b": "Veja https://evil.test/b", "c": "Veja https://shop.test/c"}
    for name, texts in {"en": source, "pt-BR": mine}.items():
        (folder / f"l/{name}.json").write_text(json.dumps(texts, indent=2) + "\n", "utf-8")
    told = {(f["key"], f["rule"]) for f in found(cli, folder, "-m", "pt-BR")}
    assert told == {("a", "urls.changed"), ("b", "urls.changed"), ("c", "links.market")}


PAGE = """# Sale

See [the shop](https://shop.example.com/a), [the help][x] and https://shop.example.com/b

https://shop.example.com/only

<div><a href="https://shop.example.com/h">x</a></div>

```sh
curl https://shop.example.com/c
```

[x]: https://shop.example.com/x "Help"
"""


def test_links_of_a_document_are_kept_up_to_date_and_code_stays(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"docs/en/a.md": PAGE.replace("\n", "\r\n"), "locakit.yaml": PROJECT.replace("l/{locale}.json",
          "docs/{locale}/*.md") + ENTRY})  # fmt: skip
    assert cli("translate", cwd=tmp_path).code == 0
    text = (tmp_path / "docs/pt-BR/a.md").read_bytes().decode()
    assert re.findall(r"https?://[^\s)\">\]]+", text) == [
        *(f"https://shop.example.com.br/pt-BR/{page}?utm_source=newsletter" for page in ("a", "b", "only", "h")),
        "https://shop.example.com/c", "https://shop.example.com.br/pt-BR/x?utm_source=newsletter",
    ]  # fmt: skip
    assert "[x]: https" in text
    assert found(cli, tmp_path) == []
    again = cli("plan", "--format", "json", cwd=tmp_path).json["markets"]["pt-BR"]
    assert (again["recall"], again["translate"]) == (0, 0)
    (tmp_path / "locakit.yaml").write_text(
        PROJECT.replace("l/{locale}.json", "docs/{locale}/*.md") + ENTRY.replace("newsletter", "letter"), "utf-8"
    )
    assert cli("translate", "-m", "pt-BR", cwd=tmp_path).code == 0
    assert cli("check", "--fix", "-m", "pt-BR", cwd=tmp_path).code == 0
    assert (tmp_path / "docs/pt-BR/a.md").read_bytes().decode() == text.replace("newsletter", "letter")
    told = cli("emit", "--out", "dist", "-m", "pt-BR", "--format", "json", cwd=tmp_path).json["markets"]["pt-BR"]
    assert told["below"] == []


def test_the_memorys_words_get_this_markets_addresses(tmp_path: Path, cli: Cli) -> None:
    folder = project(tmp_path, **{"pt-BR": {"a": f"Liquidação: {RAW}.", "c": "Nada aqui"}})
    assert cli("translate", cwd=folder).code == 0
    source = json.loads((folder / "l/en.json").read_text("utf-8"))
    (folder / "l/en.json").write_text(json.dumps({**source, "d": source["a"]}, indent=2) + "\n", "utf-8")
    assert cli("translate", "-m", "pt-BR", cwd=folder).code == 0
    texts = json.loads((folder / "l/pt-BR.json").read_text("utf-8"))
    assert texts["a"] == f"Liquidação: {RAW}.", "a person's words stay"
    assert texts["d"] == f"Liquidação: {BRAZIL}."


def test_what_stands_in_at_a_release_has_the_markets_addresses() -> None:
    source = Resource("s", "en", "", (Message("k", {"other": RAW}),))
    spanish = Resource("t", "es", "", (Message("k", {"other": "https://es.example.com/es-ES/sale?utm_campaign=x"}),))
    record = Record("s", "k", emit.digest({"other": RAW}), emit.digest(spanish.messages[0].forms), "final", "human")
    links = Links(RULES[:1], "es-MX")
    alone = emit.choose(source, [emit.Edition("es-MX", None, {})], "final", links)[0]
    assert (alone.origin, alone.forms) == ("source", links.forms({"other": RAW}))
    both = [emit.Edition("es-MX", None, {}), emit.Edition("es", spanish, {"k": record})]
    assert emit.choose(source, both, "final", links)[0].forms == links.forms({"other": RAW})


def test_the_flags_of_a_head_are_the_units() -> None:
    assert heads.value(frozenset({"variant:B"}), heads.VARIANT) == "B"
