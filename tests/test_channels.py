"""Channels: texts counted as each of them counts, the shipped table, a project's own, and what the rules say."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit import fitting, heads
from locakit.errors import ConfigError
from locakit.market import Market, _gsm, channels, counting, room
from locakit.market.channels import Budget, Channel, Field, over, parse, shipped
from locakit.model import Finding, Message, Unit
from locakit.project import json_schema
from locakit.project import parse as parse_project
from locakit.rules import registry
from locakit.rules._budget import measure
from locakit.rules._kit import ex
from locakit.settings import Content
from locakit.shell.published import placed
from tests.conftest import Cli, write

NONE = frozenset[str]()
AD = ("channel:google-ads-rsa", "field:headline")
TEXT = {"other": "Boats"}
FAMILY = "👨\u200d👩\u200d👧\u200d👦"

# --- counting


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("", 0), ("Normal Text", 11), ("Hi http://test.co", 26), ("…", 2), ("日本語", 6), ("ひらがな カタカナ", 17),
        ("Привет", 6), ("مرحبا", 5), ("नमस्ते", 6), ("한국어", 6), ("“quoted” – text", 15), (f"H🐱☺{FAMILY}", 7),
        ("🇩🇪🇫🇷", 4), ("👍🏽", 2), ("1\ufe0f\u20e3", 2), ("☺\ufe0f", 2), ("e\u0301", 1), ("©", 1),
        ("🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", 2),
        ("https://example.com/a/very/long/path?with=query&and=more#part", 23), ("example.com", 23),
        ("see www.example.de/x, ok", 31), ("example.de", 10), ("例https://t.co/abcです", 29), ("a@example.com", 13),
        ("1.5 and e.g. this", 17), ("(https://example.com)", 25), ("https://example.com.", 24), ("日" * 140, 280),
    ],
)  # fmt: skip
def test_posts_weigh_what_x_says(text: str, length: int) -> None:
    assert counting.weighted(text) == length


@pytest.mark.parametrize(
    ("text", "units", "unicode", "parts"),
    [
        ("", 0, False, 0), ("a" * 160, 160, False, 1), ("a" * 161, 161, False, 2), ("a" * 306, 306, False, 2),
        ("a" * 307, 307, False, 3), ("€" * 80, 160, False, 1), ("€" * 81, 162, False, 2),
        ("[]{}\\^~|€\f", 20, False, 1),
        ("a" * 152 + "€" + "a" * 152, 306, False, 3), ("’" + "a" * 69, 70, True, 1), ("’" + "a" * 70, 71, True, 2),
        ("á" * 134, 134, True, 2), ("á" * 135, 135, True, 3), ("😀" * 35, 70, True, 1), ("😀" * 36, 72, True, 2),
        ("😀" * 67, 134, True, 3), ("èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà@£$¥", 41, False, 1), ("ç", 1, True, 1),
        ("one\r\ntwo", 8, False, 1), ("你好", 2, True, 1),
    ],
)  # fmt: skip
def test_messages_are_sent_as_the_standard_says(text: str, units: int, unicode: bool, parts: int) -> None:
    sent = counting.sms(text)
    assert (sent.units, sent.unicode, sent.parts) == (units, unicode, parts)


@pytest.mark.parametrize(
    ("unit", "text", "count"),
    [
        ("chars", "naïve 日本", 8), ("utf16", "a😀", 3), ("width", "今すぐ", 6), ("width", "ｱｲ", 2),
        ("width", "e\u0301", 1),
        ("width", "Ａ", 2), ("width", "한글 a", 6), ("width", "ที่", 3), ("width", "مرحبا", 5), ("utf8-bytes", "жук", 6),
        ("utf8-bytes", "日本", 6), ("words", "Sail with us", 3), ("words", "船 and 本", 3), ("words", "— …", 0),
        ("count", "#a #b c", 2), ("count", "one, two,three,", 3), ("count", "boats", 1), ("pixels", "", 0),
        ("pixels", "日本", 32), ("pixels", "\u0301", 0), ("gsm-septets", "€uro", 5),
    ],
)  # fmt: skip
def test_units(unit: str, text: str, count: int) -> None:
    assert counting.COUNTERS[unit](text) == count


def test_pixels_are_arials() -> None:
    assert counting.pixels("Hello World", 1000) == -(-(1479 + 1139 * 2 + 455 * 3 + 1139 + 569 + 1933 + 682 + 1139)
                                                     * 1000 // 2048)  # fmt: skip
    assert counting.pixels("é" * 9, 20) == counting.pixels("e" * 9, 20) < counting.pixels("ж" * 9, 20)
    assert counting.pixels("i" * 60, 20) < 580 < counting.pixels("W" * 60, 20)
    assert counting.pixels("a\nlonger", 20) == counting.pixels("longer", 20)


@given(st.text(max_size=200))
def test_every_count_takes_any_text(text: str) -> None:
    for count in counting.COUNTERS.values():
        assert count(text) >= 0
    assert len(text) <= counting.utf16(text) <= 2 * len(text)
    sent = counting.sms(text)
    assert sent.unicode == bool(sent.odd) and sent.parts * (67 if sent.unicode else 153) >= min(sent.units, 161) - 90


@pytest.mark.parametrize(
    "piece", ["a.", "http://", "😀", "\u200d", "1.", "https://a.com/", "#a ", "{x}", "日", "a-.", "/"]
)
def test_hostile_texts_are_counted_to_their_end(piece: str) -> None:
    """Each of these would take hours where a pattern tries again from every place."""
    text = (piece * 100_000)[:100_000]
    counts = {unit: measure(Budget(10, unit), text, NONE).taken for unit in counting.COUNTERS}
    assert counts["width"] >= counts["chars"] > 0 and counts["utf8-bytes"] >= counts["utf16"]


def test_the_default_alphabet_is_whole() -> None:
    assert len(_gsm.BASIC) == 127 and len(_gsm.EXTENDED) == 10 and not _gsm.BASIC & _gsm.EXTENDED


# --- the table


def test_the_shipped_table_is_whole() -> None:
    table = shipped()
    assert len(table) == 19
    for channel in table.values():
        assert channel.fields and channel.about and channel.source and channel.confidence in ("high", "medium", "low")
        assert all(f.budget.unit in counting.COUNTERS for f in channel.fields.values())
    hard = {f"{c.name}.{f.name}" for c in table.values() for f in c.fields.values() if f.budget.hard}
    assert "push.title" not in hard and "google-ads-rsa.headline" in hard
    assert table["sms"].fields["one"].budget == Budget(160, "gsm-septets", True, unicode=70)
    assert table["app-store"].fields["keywords"].budget == Budget(100, "utf8-bytes", True)
    assert table["tiktok-ads"].fields["text"].refuse == ("emoji", "{", "}", "#")


@pytest.mark.parametrize(
    ("channel", "said", "field"),
    [
        ("app-store", "promotional_text", "promo"), ("app-store", "Release-Notes", "whats_new"), ("x", "tweet", "post"),
        ("google-play", "full_description", "full"), ("web-seo", "description", "meta_description"), ("x", "zzz", ""),
    ],
)  # fmt: skip
def test_files_and_keys_call_fields_otherwise(channel: str, said: str, field: str) -> None:
    found = shipped()[channel].field_of(said)
    assert (found.name if found else "") == field


def test_a_file_with_faults_names_each_with_its_place() -> None:
    text = "channels:\n  a:\n    fields:\n      t: {max: 0, unit: widht, refuse: [ab], min: x}\n    zz: 1\n  b: {}\n"
    with pytest.raises(ConfigError) as caught:
        parse("channels.yaml", text)
    said = [(f.line, f.column, f.message) for f in caught.value.faults]
    assert [(line, column) for line, column, _ in said] == [(4, 16), (4, 25), (4, 41), (4, 51), (5, 5), (6, 6)]
    assert "whole number" in said[0][2] and "widht" in said[1][2] and "'zz'" in said[4][2] and "no fields" in said[5][2]


@pytest.mark.parametrize(
    "text", ["", "channels: []\n", "other: {}\n", "channels: {a: {fields: {t: {min: 9, max: 3}}}}\n"]
)
def test_what_is_no_table_is_refused(text: str) -> None:
    with pytest.raises(ConfigError):
        parse("c.yaml", text or "[]")


def test_a_projects_fields_come_over_the_shipped_ones() -> None:
    own = {"x": Channel("x", {"post": Field("post", Budget(100))}), "wall": Channel("wall", {"t": Field("t")})}
    both = over(shipped(), own)
    assert both["x"].fields["post"].budget.max == 100 and "card_headline" in both["x"].fields and "wall" in both
    assert shipped()["x"].fields["post"].budget.max == 280


@pytest.mark.parametrize(
    ("channel", "field", "told"),
    [
        ("google-ad", "", "did you mean 'google-ads-rsa'"), ("x", "pst", "did you mean 'post'"), ("email", "", ""),
        ("x", "post", ""), ("sms", "zzzz", "it has one, part, text"), ("zzzzzz", "", "there is no channel 'zzzzzz'"),
    ],
)  # fmt: skip
def test_unknown_names_are_told_with_the_nearest(channel: str, field: str, told: str) -> None:
    said = channels.unknown(channel, field, shipped())
    assert told in said and bool(said) == bool(told)


# --- the project file


def config(more: str, content: str = "  - path: l/{locale}.json\n") -> str:
    return f"source: en\nmarkets: [de]\ncontent:\n{content}{more}"


def test_locakit_yaml_has_channels_of_its_own() -> None:
    own = "channels:\n  wall:\n    fields: {slogan: {max: 9, unit: width, hard: true}}\n"
    made = parse_project("locakit.yaml", config(own, '  - {path: "l/{locale}.json", channel: wall/slogan}\n'))
    assert made.channels["wall"].fields["slogan"].budget == Budget(9, "width", True)
    assert made.content[0].channel == "wall/slogan" and '"channels"' in json_schema()


@pytest.mark.parametrize(
    ("more", "channel", "told"),
    [
        ("", "app-stor", "did you mean 'app-store'"), ("", "app-store/keyword", "did you mean 'keywords'"),
        ("", "app-store/", "no field behind the slash"), ("", "App Store/keyword", "did you mean 'keywords'"),
        ("channels: {w: {fields: {t: {max: ten}}}}\n", "x", "max must be a whole number"),
        ("channels: {w: {field: {}}}\n", "x", "has no key 'field'"), ("channels: [x]\n", "x", "must be a mapping"),
    ],
)  # fmt: skip
def test_faults_in_locakit_yaml_have_their_place(more: str, channel: str, told: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_project("locakit.yaml", config(more, f'  - {{path: "l/{{locale}}.json", channel: {channel}}}\n'))
    assert any(told in f.message and f.line >= 4 and f.column > 1 for f in caught.value.faults)


def test_locakit_yaml_may_write_a_channel_otherwise() -> None:
    assert (
        parse_project(
            "l.yaml",
            config(
                "",
                "  - {path: l/{locale}.json, channel: App Store/Keywords}\n".replace(
                    "l/{locale}.json", '"l/{locale}.json"'
                ),
            ),
        )
        .content[0]
        .channel
        == "App Store/Keywords"
    )


def flags_of(content: Content, path: str, key: str, *flags: str, keyed: bool = True) -> set[str]:
    message = Message(key, {"other": "Boats"}, flags=frozenset(flags))
    return set(placed(content, path, {}, keyed)(message).flags)


@pytest.mark.parametrize(
    ("content", "path", "key", "flags", "made"),
    [
        (Content("x", channel="app-store/keywords"), "a.json", "k", (), {"channel:app-store", "field:keywords"}),
        (Content("x", channel="app-store"), "a/subtitle.en.txt", "text", (), {"channel:app-store", "field:subtitle"}),
        (Content("x", channel="push"), "en.json", "sale.body", (), {"channel:push", "field:body"}),
        (Content("x", channel="push"), "en.json", "sale.image", (), {"channel:push"}),
        (Content("x", channel="push"), "a.csv", "k", ("channel:x", "field:post"), {"channel:x", "field:post"}),
        (Content("x", flags={"*.title": ("channel:web-seo", "field:title")}), "en.json", "home.title", (),
         {"channel:web-seo", "field:title"}),
        (Content("x", channel="email", flags={"*.s": ("field:subject",)}), "en.json", "hi.s", (),
         {"channel:email", "field:subject"}),
        (Content("x"), "metadata/en/name.txt", "text", ("channel:app-store",), {"channel:app-store", "field:name"}),
        (Content("x"), "en.json", "a", (), set()),
        (Content("x"), "a.csv", "k", ("channel:Google Ads RSA", "field:Head Line"),
         {"channel:google-ads-rsa", "field:headline"}),
        (Content("x"), "a.csv", "k", ("channel:X", "field:POST"), {"channel:x", "field:post"}),
        (Content("x"), "a.csv", "k", ("channel:app_store", "field:nonsense"), {"channel:app-store", "field:nonsense"}),
        (Content("x"), "a.csv", "k", ("channel:Twitter", "field:Post"), {"channel:Twitter", "field:Post"}),
        (Content("x", channel="SMS/One"), "a.csv", "k", (), {"channel:sms", "field:one"}),
    ],
)  # fmt: skip
def test_where_messages_are_published(
    content: Content, path: str, key: str, flags: tuple[str, ...], made: set[str]
) -> None:
    assert flags_of(content, path, key, *flags) == made


def test_only_front_matter_of_a_document_is_for_search_results() -> None:
    content = Content("docs/{locale}/*.md", channel="web-seo")
    found = {
        key: flags_of(content, "docs/en/title.md", key, keyed=False) for key in ("fm.title", "fm.description", "p-3")
    }
    assert (
        found["fm.title"] == {"channel:web-seo", "field:title"} and "field:meta_description" in found["fm.description"]
    )
    assert found["p-3"] == set()
    assert flags_of(Content("docs/{locale}/*.md"), "docs/en/a.md", "fm.title", keyed=False) == set()


def test_markdown_titles_are_measured_where_the_project_says_so(tmp_path: Path, cli: Cli) -> None:
    page = "---\ntitle: {}\n---\n\n{}\n"
    wide = "Bootsverleih für die ganze Familie und alle Freunde am großen See im Sommer"
    write(tmp_path, {
        "locakit.yaml": 'source: en\nmarkets: [de]\ncontent:\n  - {path: "d/{locale}/*.md", channel: web-seo}\n',
        "d/en/a.md": page.format("Boats", "Boats for every day of the year."),
        "d/de/a.md": page.format(wide, "Boote für jeden Tag des Jahres."),
    })  # fmt: skip
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    (hit,) = [f for f in found if f["rule"].startswith("channel.")]
    assert (hit["rule"], hit["severity"], hit["key"]) == ("channel.budget", "warning", "fm.title")


# --- the rules


def fired(rule: str, *units: Unit) -> list[Finding]:
    return list((registry.builtin().get(rule) or registry.wide()[rule]).check(units))


@pytest.mark.parametrize(
    ("flags", "fits", "over_by_one", "told"),
    [
        (AD, "a" * 30, "a" * 31, "31 of 30 (width), 1 over"),
        (AD, "船" * 15, "船" * 15 + "a", "31 of 30 (width), 1 over"),
        (("channel:x", "field:post"), "日" * 140, "日" * 140 + "a", "281 of 280 (as X counts), 1 over"),
        (("channel:app-store", "field:keywords"), "é" * 50, "é" * 50 + "a", "101 of 100 (bytes), 1 over"),
        (("channel:sms", "field:one"), "a" * 160, "a" * 161, "161 of 160 (septets), 1 over"),
        (("channel:sms", "field:one"), "á" * 70, "á" * 71, "71 of 70 (UCS-2), 1 over"),
        (("channel:youtube", "field:description"), "ย" * 1666, "ย" * 1667, "5001 of 5000 (bytes), 1 over"),
        (("channel:instagram", "field:hashtags"), "#a #b #c #d #e", "#a #b #c #d #e #f", "6 of 5 (count), 1 over"),
    ],
)  # fmt: skip
def test_a_budget_holds_what_it_says_and_no_more(
    flags: tuple[str, ...], fits: str, over_by_one: str, told: str
) -> None:
    assert not fired("channel.budget", ex("a", fits, "xx", *flags))
    (found,) = fired("channel.budget", ex("a", over_by_one, "xx", *flags))
    assert (found.severity, found.message) == ("error", told)


def test_what_is_put_in_counts_as_said_or_as_one_character() -> None:
    text = "Hola {name}, " + "a" * 23
    (found,) = fired("channel.budget", ex("a", text, "es", *AD))
    assert found.message == "31 of 30 (width), 1 over; {name} is counted as one character"
    (found,) = fired("channel.budget", ex("a", text, "es", *AD, "replacements:{name}:Ana"))
    assert found.message == "33 of 30 (width), 3 over"
    (found,) = fired("channel.budget", ex("a", "a" * 257 + " {shop_url}", "es", "channel:x", "field:post"))
    assert found.message == "281 of 280 (as X counts), 1 over; {shop_url} is counted as a short link"
    assert not fired("channel.budget", ex("a", "{KeyWord:Botes} " + "a" * 24, "es", *AD))
    assert fired("channel.budget", ex("a", "{KeyWord:Botes} " + "a" * 25, "es", *AD))
    assert fired("channel.budget", ex("a", "a" * 20 + " 50 % https://a.io", "es", *AD))


def test_one_finding_says_all_signs_that_are_refused() -> None:
    (one,) = fired("channel.characters", ex("Boats for hire", "ﾎﾞｰﾄをﾚﾝﾀﾙ", "ja", *AD))
    assert one.span == (0, 4) and one.message.endswith("in headline, and 1 more") and "'ﾎﾞｰﾄ'" in one.message
    assert len(fired("channel.characters", ex("a", "🚤" * 50_000, "de", "channel:tiktok-ads", "field:text"))) == 1


def test_blanks_beside_commas_are_closed_in_linear_time() -> None:
    assert counting.LOOSE.sub(",", "a , b,c ,d,\u00a0e") == "a,b,c,d,e"
    assert counting.LOOSE.sub(",", " " * 100_000) == " " * 100_000


def test_advice_is_a_warning_and_what_is_cut_an_info() -> None:
    (found,) = fired("channel.budget", ex("a", "a" * 51, "de", "channel:push", "field:title"))
    assert found.severity == "warning"
    (found,) = fired("channel.cut", ex("a", "é" * 126, "fr", "channel:meta-ads", "field:primary_text"))
    assert (found.severity, found.span) == ("info", (125, 126))
    assert not fired("channel.cut", ex("a", "a" * 2201, "fr", "channel:meta-ads", "field:primary_text"))
    (found,) = fired("channel.cut", ex("a", "ย" * 101, "th", "channel:youtube", "field:description"))
    assert found.message == "the first 100 of 101 are shown (chars)"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("sponserd", "there is no disclosure 'sponserd'; did you mean 'sponsored'?"),
        ("yes", "there is no disclosure 'yes'; it has ad, sponsored, ai-made"),
    ],
)
def test_a_disclosure_that_nobody_knows_is_told(said: str, told: str) -> None:
    (found_one,) = fired("channel.unknown", ex("a", "b", "es", f"disclosure:{said}"))
    assert found_one.message == told


def test_a_curly_quote_is_named_and_its_fix_makes_the_message_gsm() -> None:
    unit = ex("a", "It’s “here”…", "en-GB", "channel:sms", "field:text")
    found = fired("channel.segments", unit)
    assert ["U+2019" in found[0].message, *(f.fix.text for f in found if f.fix)] == [True, "'", '"', '"', "..."]
    assert not fired("channel.segments", ex("a", "C’est ça", "fr", "channel:sms", "field:text"))
    (found_one,) = fired("channel.segments", ex("a", "a" * 161, "de", "channel:sms", "field:text"))
    assert found_one.message == "2 parts: 161 septets, GSM 03.38"


def test_variants_are_told_apart_within_one_text_of_one_file() -> None:
    def unit(key: str, variant: str, source: str, target: str, path: str = "ads.csv") -> Unit:
        return Unit(path, key, {"other": source}, {"other": target}, "de", flags=frozenset({*AD, f"variant:{variant}"}))

    a, b = unit("lake.h.A", "A", "One", "Eins"), unit("lake.h.B", "B", "Two", "eins.")
    (found,) = fired("channel.variants", a, b)
    assert found.key == "lake.h.B" and "A and B are one text" in found.message
    assert not fired("channel.variants", a, unit("sea.h.B", "B", "Two", "Eins"))
    assert not fired("channel.variants", a, unit("lake.h.B", "B", "Two", "Eins", "other.csv"))
    assert not fired("channel.variants", a, unit("lake.h.B", "B", "Two", ""))
    assert "one source text" in fired("channel.variants", a, unit("lake.h.B", "B", "one", "Zwei"))[0].message


def test_a_projects_channels_are_what_its_rules_look_into() -> None:
    table = over(shipped(), {"wall": Channel("wall", {"t": Field("t", Budget(3, "chars", True))})})
    found = {r.id: r for r in registry.rules(Market("de", channels=table))}
    unit = ex("a", "Boot", "de", "channel:wall", "field:t")
    assert [f.message for f in found["channel.budget"].check([unit])] == ["4 of 3 (chars), 1 over"]
    assert not list(found["channel.unknown"].check([unit])) and fired("channel.unknown", unit)


@pytest.mark.parametrize(
    "rule", ["channel.budget", "channel.cut", "channel.characters", "channel.unknown", "channel.segments"]
)
def test_units_without_a_channel_are_never_looked_at(rule: str) -> None:
    assert not registry.builtin()[rule].for_units(frozenset({"python-format", "variant:A"}), "de")
    assert registry.builtin()[rule].for_units(frozenset({"channel:sms"}), "de")


@pytest.mark.skipif(not importlib.util.find_spec("PIL"), reason="the extra fonts is not installed")
def test_a_channel_may_name_its_font() -> None:
    wide = measure(Budget(100, "pixels", size=20, font="sans"), "Wide words", NONE)
    assert wide.taken > 60 and wide.taken != counting.pixels("Wide words", 20)
    absent = measure(Budget(100, "pixels", size=20, font="No Such Font"), "Wide words", NONE)
    assert absent.taken == counting.pixels("Wide words", 20)


# --- room for engines


@pytest.mark.parametrize(
    ("budget", "market", "characters"),
    [
        (Budget(30, "width"), "ja", 15), (Budget(30, "width"), "fr", 30), (Budget(30, "chars"), "zh-CN", 30),
        (Budget(100, "utf8-bytes"), "ru", 52), (Budget(100, "utf8-bytes"), "ja", 33),
        (Budget(280, "x-weighted"), "ko", 140),
        (Budget(160, "gsm-septets", unicode=70), "es", 70), (Budget(160, "gsm-septets", unicode=70), "de", 160),
        (Budget(580, "pixels", size=20), "zh-TW", 29), (Budget(580, "pixels", size=20), "en", 58),
        (Budget(5, "count"), "de", None), (Budget(None), "de", None), (Budget(1, "width"), "ja", 1),
    ],
)  # fmt: skip
def test_budgets_in_characters_of_a_market(budget: Budget, market: str, characters: int | None) -> None:
    assert room.characters(budget, market) == characters


def test_the_tightest_bound_is_said_and_units_without_one_have_none() -> None:
    market = Market("ja")
    assert fitting.room(frozenset(AD), 12, TEXT, market) == (12, "at most 12 characters")
    assert fitting.room(frozenset(AD), None, TEXT, market).limit == 15
    assert fitting.room(frozenset({"max-bytes:9"}), None, TEXT, market).limit == 3
    for flags in (NONE, frozenset({"python-format"})):
        assert fitting.room(flags, None, TEXT, market) == (None, "")


def test_short_sources_grow_more_than_long_ones() -> None:
    budget = Budget(30, "width")
    short, long = (room.growth(n, budget, "en", "fr-FR") for n in (10, 100))
    assert short and long and short == (14, 28) and long == (127, 153)
    back = room.growth(28, budget, "fr", "en")
    assert back and back.median < 28 and room.growth(9, Budget(5, "count"), "en", "fr") is None


def test_icu_messages_are_left_to_their_branches() -> None:
    text = {"other": "{n, plural, one {# very long boat indeed} other {# very long boats indeed}}"}
    assert fitting.over(frozenset({*AD, "icu-message-format"}), None, text, Market("de")) is None
    assert fitting.room(frozenset(AD), 9, text, Market("de")) == (9, "")


def test_what_a_head_says_is_what_a_channel_is_found_by() -> None:
    flags = frozenset({*AD, "keyword:x"})
    found = channels.of(flags, shipped())
    assert found and found.name == heads.value(flags, heads.FIELD) and channels.of(NONE, shipped()) is None


def _rows() -> list[str]:
    """The table of docs/channels.md, from the shipped channels."""
    rows = ["| channel | field | room | shown, best | sure |", "|---|---|---|---|---|"]
    for channel in shipped().values():
        for field in channel.fields.values():
            b = field.budget
            most = "any" if b.max is None else f"{b.least}–{b.max}" if b.least else str(b.max)
            most += f" ({b.unicode} as UCS-2)" if b.unicode else ""
            most += f" {b.unit}" + (f" at {b.size} px" if b.unit == "pixels" else "") + (", hard" if b.hard else "")
            seen = ", ".join(f"{n} {v}" for n, v in (("shows", b.shows), ("best", b.best)) if v)
            rows.append(f"| `{channel.name}` | `{field.name}` | {most} | {seen} | {channel.confidence} |")
    return rows


def test_the_table_in_the_docs_is_the_shipped_one() -> None:
    """``LOCAKIT_UPDATE_GOLDEN=1`` writes it anew."""
    path = Path(__file__).resolve().parent.parent / "docs" / "channels.md"
    text = path.read_text("utf-8")
    head, _, rest = text.partition("<!-- table -->\n")
    wanted = head + "<!-- table -->\n" + "\n".join(_rows()) + "\n<!-- end -->" + rest.partition("<!-- end -->")[2]
    if os.environ.get("LOCAKIT_UPDATE_GOLDEN") == "1":
        path.write_text(wanted, encoding="utf-8", newline="\n")
    assert path.read_text("utf-8") == wanted


@pytest.mark.parametrize(
    ("market", "text"), [("fr-FR", "L'offre « spéciale » !"), ("en-GB", 'It\'s "here"...'), ("de-DE", '"Hier" - jetzt')]
)
def test_a_markets_typography_is_not_for_messages(market: str, text: str) -> None:
    from locakit.market import resolve
    from locakit.rules import tone
    from locakit.shell import packs

    place = resolve(packs.packs(market), market)
    assert tone.polish(text, "x", place, frozenset({"channel:sms", "field:one"}))[0] == text
    assert tone.polish(text, "x", place, frozenset({"channel:x", "field:post"}))[0] != text
