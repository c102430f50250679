"""Copy sheets: what a row is for travels as flags, budgets reach engines, long copy is asked for again and listed."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from locakit import heads
from locakit.formats._table_flags import keyword_of
from locakit.formats.csv import Csv
from locakit.formats.xlsx import Xlsx
from locakit.model import Resource
from tests import workbooks
from tests.conftest import Cli, write
from tests.servers.engines import EngineServer, Request, engine_server

HEADER = "id,channel,field,variant,keyword,evidence,disclosure,sponsored,source,es-MX,keyword es-MX,keyword (de),de"
ROWS = (
    'lake,google-ads-rsa,headline,A,"boat hire; boats",doc 7,"ad, AI-made",yes,Boats by the hour,Botes por hora,'
    '"renta de botes, lanchas",Boot mieten,',
    "lake,google-ads-rsa,headline,B,,,,,Boats by the day,,lanchas,,Boote für Tage",
)
SHEET = "\n".join((HEADER, *ROWS)) + "\n"
FOR_A = {
    "channel:google-ads-rsa", "field:headline", "variant:A", "source-keyword:boat hire", "source-keyword:boats",
    "evidence:doc 7", "ad", "ai-made", "sponsored",
}  # fmt: skip
CONFIG = """\
source: en
markets: [MARKETS]
content:
  - path: ads.csv
engines: [openai]
engine:
  openai: {url: "URL", model: tiny, rate: 0, timeout: 5, parallel: 1}
"""


def flags(resource: Resource) -> dict[str, set[str]]:
    return {m.key.rpartition(".")[2]: set(m.flags) for m in resource.messages}


def in_csv(locale: str, text: str = SHEET) -> Resource:
    return Csv("en").parse("ads.csv", text, locale)


def in_xlsx(locale: str, text: str = SHEET) -> Resource:
    rows = list(csv.reader(io.StringIO(text)))
    return Xlsx("en").parse("ads.xlsx", workbooks.text(workbooks.made(Ads=rows)), locale)


@pytest.mark.parametrize("parse", [in_csv, in_xlsx])
def test_a_row_says_what_it_is_for_and_each_market_has_its_keywords(parse: Callable[..., Resource]) -> None:
    assert flags(parse("en")) == {"A": FOR_A, "B": {"channel:google-ads-rsa", "field:headline", "variant:B"}}
    assert flags(parse("es-MX")) == {"A": FOR_A | {"keyword:renta de botes", "keyword:lanchas"}}
    assert flags(parse("de"))["B"] == {"channel:google-ads-rsa", "field:headline", "variant:B"}
    beside = {key[-1]: set(said) for key, said in parse("es-MX").beside.items()}
    assert beside == {"A": {"keyword:renta de botes", "keyword:lanchas"}, "B": {"keyword:lanchas"}}
    assert not parse("en").beside and not parse("fr").beside


def test_keys_join_what_tells_rows_apart() -> None:
    keys = [m.key for m in in_csv("en").messages]
    assert keys == ["lake.google-ads-rsa.headline.A", "lake.google-ads-rsa.headline.B"]


@pytest.mark.parametrize(
    ("header", "locale"),
    [
        ("keyword es mx", "es-MX"), ("keywords (pt br)", "pt-BR"), ("keyword [ja]", "ja"), ("german keywords", "de"),
        ("search keyword ar", "ar"), ("keyword spanish (mexico)", "es-MX"), ("keyword", ""), ("keywords", ""),
        ("source keyword", ""), ("keyword owner", ""), ("text", ""), ("keyword (", ""),
    ],
)  # fmt: skip
def test_headers_of_keyword_columns(header: str, locale: str) -> None:
    assert keyword_of(header) == locale


def test_a_keyword_column_of_the_sources_language_is_the_sources() -> None:
    text = "id,keyword en,en,de\na,boats,Boats,Boote\n"
    assert [m.flags for r in ("en", "de") for m in in_csv(r, text).messages] == [
        frozenset({"source-keyword:boats"})
    ] * 2


@pytest.mark.parametrize(
    ("header", "cell", "said"),
    [
        ("sponsored", "x", {"sponsored"}), ("ad", "TRUE", {"ad"}), ("ad", "no", set()), ("AI-made", "1", {"ai-made"}),
        ("disclosure", "Paid partnership; made with AI", {"sponsored", "ai-made"}),
        ("disclosure", "sponserd", {"disclosure:sponserd"}),
        ("disclosure", "none", set()), ("disclosure", "No; n/a", set()),
        ("disclosure", "verbatim, ad", {"ad", "disclosure:verbatim"}),
        ("evidence", "two\nlines", {"evidence:two lines"}),
    ],
)  # fmt: skip
def test_cells_of_flag_columns(header: str, cell: str, said: set[str]) -> None:
    (message,) = in_csv("en", f'id,{header},en,de\r\na,"{cell}",Boats,Boote\r\n').messages
    assert set(message.flags) == said


def test_a_table_without_such_columns_has_no_flags_and_a_text_is_never_taken_for_one() -> None:
    (message,) = in_csv("en", "id,en,de\na,Boats,Boote\n").messages
    assert message.flags == frozenset()
    (found,) = Csv().parse("x.csv", "key,note,keyword,copy\na,,boats,Boats for hire\n", "en").messages
    assert found.text == "Boats for hire"


# --- before and after an engine


def room(request: Request) -> dict[str, Any]:
    return {row["text"]: row for row in json.loads(request.body["messages"][1]["content"])["texts"].values()}


def chat(answer: Callable[[str, dict[str, Any], int], str]) -> dict[str, Callable[[Request], Any]]:
    """A chat server; ``answer`` gets a text, its row, and how often that text was asked for."""
    asked: dict[str, int] = {}

    def route(request: Request) -> Any:
        texts = json.loads(request.body["messages"][1]["content"])["texts"]
        made = {}
        for id, row in texts.items():
            asked[row["text"]] = asked.get(row["text"], 0) + 1
            made[id] = answer(row["text"], row, asked[row["text"]])
        return {"choices": [{"message": {"content": json.dumps(made)}, "finish_reason": "stop"}]}

    return {"POST /chat/completions": route}


def project(folder: Path, server: EngineServer, rows: str, markets: str = "fr-FR", more: str = "") -> Path:
    head = "id,channel,field,limit,source"
    config = CONFIG.replace("URL", server.url).replace("MARKETS", markets) + more
    return write(folder, {"locakit.yaml": config, "ads.csv": f"{head}\n{rows}\n"})


def column(folder: Path, market: str = "fr-FR") -> list[str]:
    return [row[market] for row in csv.DictReader(io.StringIO((folder / "ads.csv").read_text("utf-8")))]


HEADLINE = "a,google-ads-rsa,headline,,Boats for every day"
LONG, SHORT = "Des bateaux pour tous les jours de l’année", "Bateaux tous les jours"


def test_the_budget_is_said_before_and_long_copy_is_asked_for_again_shorter(tmp_path: Path, cli: Cli) -> None:
    with engine_server(chat(lambda text, row, n: LONG if n == 1 else SHORT)) as server:
        said = cli("translate", "--format", "json", cwd=project(tmp_path, server, HEADLINE))
    first, second = (room(request)["Boats for every day"] for request in server.seen)
    assert (first["limit"], "at most 30 columns" in first["room"]) == (30, True)
    assert second["limit"] <= 30 and "took 42, 12 too many" in second["room"]
    assert column(tmp_path) == [SHORT] and said.code == 0
    assert said.json["markets"]["fr-FR"]["over_budget"] == [] and said.json["markets"]["fr-FR"]["marked"] == []


def test_what_never_fits_is_asked_for_twice_more_then_written_and_listed(tmp_path: Path, cli: Cli) -> None:
    answers = {1: LONG, 2: LONG[:36], 3: LONG[:40]}
    with engine_server(chat(lambda text, row, n: answers[n])) as server:
        said = cli("translate", cwd=project(tmp_path, server, HEADLINE))
        assert len(server.seen) == 3
    assert column(tmp_path) == [LONG[:36]]
    assert "1 unit is over budget" in said.out and "36 of 30 (width), 6 over" in said.out and "1 too long" in said.out
    ledger = "".join(p.read_text("utf-8") for p in (tmp_path / ".locakit").rglob("*.tsv"))
    assert "over-budget" in ledger
    found = cli("check", "--format", "json", cwd=tmp_path)
    assert found.code == 1 and "channel.budget" in {f["rule"] for f in found.json["findings"]}


def test_a_shorter_answer_that_lost_its_placeable_is_not_taken(tmp_path: Path, cli: Cli) -> None:
    def answer(text: str, row: dict[str, Any], n: int) -> str:
        return f"Bonjour @@PH1@@, {LONG}" if n == 1 else "Bonjour"

    with engine_server(chat(answer)) as server:
        cli("translate", cwd=project(tmp_path, server, "a,google-ads-rsa,headline,,Hello {name} and all"))
    assert column(tmp_path) == ["Bonjour {name}, " + LONG]


def test_a_limit_of_the_file_is_kept_and_soft_advice_is_no_reason_to_ask_again(tmp_path: Path, cli: Cli) -> None:
    rows = "a,,,12,Sail with us\nb,push,title,,Boats for every day and every night of the long year"
    with engine_server(
        chat(lambda text, row, n: "Naviguez avec nous" if text == "Sail with us" else LONG * 2)
    ) as server:
        cli("translate", cwd=project(tmp_path, server, rows))
        asked = [room(request) for request in server.seen]
    assert asked[0]["Sail with us"]["limit"] == 12 and "at most 12 characters" in asked[0]["Sail with us"]["room"]
    assert [set(more) for more in asked[1:]] == [{"Sail with us"}] * 2
    assert "at most 50" in next(row["room"] for text, row in asked[0].items() if text != "Sail with us")
    assert column(tmp_path) == ["Naviguez avec nous", LONG * 2]


@pytest.mark.parametrize(("market", "limit"), [("ja", 15), ("zh-TW", 15), ("de-DE", 30), ("ar-EG", 30), ("ko", 15)])
def test_a_width_is_halved_for_markets_of_wide_letters(market: str, limit: int, tmp_path: Path, cli: Cli) -> None:
    with engine_server(chat(lambda text, row, n: "船")) as server:
        cli("translate", cwd=project(tmp_path, server, HEADLINE, market))
    assert room(server.seen[0])["Boats for every day"]["limit"] == limit


def test_the_spending_fuse_ends_the_asking_and_the_first_answer_is_written(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TEST_KEY", "sk-1")
    more = "prices: {openai: 1000.00}\nbudget: {run: 0.02, currency: USD}\n"
    with engine_server(chat(lambda text, row, n: LONG)) as server:
        folder = project(tmp_path, server, HEADLINE, more=more)
        text = (folder / "locakit.yaml").read_text("utf-8")
        away = text.replace("parallel: 1}", 'parallel: 1, region: "Example, EU", key_env: TEST_KEY}')
        (folder / "locakit.yaml").write_text(away, "utf-8")
        said = cli("translate", "--format", "json", cwd=folder)
        assert len(server.seen) == 1
    result = said.json["markets"]["fr-FR"]
    assert column(tmp_path) == [LONG] and result["due"] == []
    assert [row["message"] for row in result["over_budget"]] == ["42 of 30 (width), 12 over"]
    assert any("the budget of this run" in message for message in result["errors"])


def test_an_engine_that_cannot_shorten_writes_what_it_has_and_lists_it(tmp_path: Path, cli: Cli) -> None:
    folder = write(tmp_path, {
        "locakit.yaml": "source: en\nmarkets: [de]\ncontent:\n  - path: ads.csv\nengines: [pseudo]\n",
        "ads.csv": "id,channel,field,source\na,google-ads-rsa,headline,Boats for every day of the week\n",
    })  # fmt: skip
    said = cli("translate", "--format", "json", cwd=folder)
    (row,) = said.json["markets"]["de"]["over_budget"]
    assert row["key"] == "a.google-ads-rsa.headline" and "of 30 (width)" in row["message"]
    assert said.json["markets"]["de"]["marked"][0]["notes"] == ["over-budget"]


def test_the_plan_says_what_is_unlikely_to_fit(tmp_path: Path, cli: Cli) -> None:
    with engine_server(chat(lambda text, row, n: "x")) as server:
        rows = f"{HEADLINE}\nb,google-ads-rsa,headline,,Boats for every day of June"
        folder = project(tmp_path, server, rows, "fr-FR, zh-CN")
        said = cli("plan", "--format", "json", cwd=folder).json["markets"]
        text = cli("plan", cwd=folder).out
    (tight,) = said["fr-FR"]["unlikely_to_fit"]
    assert tight == {
        "resource": "ads.csv", "key": "b.google-ads-rsa.headline", "expected": 37, "most": 50, "allowed": 30,
        "unit": "width",
    }  # fmt: skip
    assert said["zh-CN"]["unlikely_to_fit"] == []
    assert "fr-FR: 1 unit is unlikely to fit" in text and "about 37 of 30 (width)" in text and "zh-CN:" not in text


def test_keywords_of_a_market_reach_the_rules_before_there_is_a_text(tmp_path: Path) -> None:
    from locakit.shell.runner import survey
    from locakit.shell.workspace import open_workspace

    write(tmp_path, {
        "locakit.yaml": "source: en\nmarkets: [es-MX]\ncontent:\n  - path: ads.csv\nengines: [pseudo]\n",
        "ads.csv": "id,channel,field,source,es-MX,keyword es-MX\na,x,post,Boats,,lanchas\nb,x,post,Sail,Navega,\n",
    })  # fmt: skip
    space = open_workspace(str(tmp_path))
    work = survey(space, "es-MX", lambda pair: lambda message: None, lambda entries: None).work()
    assert [(w.step.key, heads.values(w.flags, heads.KEYWORD)) for w in work] == [("a.x.post", ["lanchas"])]


def test_init_finds_a_copy_sheet_and_the_texts_of_stores(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {
        "copy/ads.csv": "id,channel,field,source,fr-FR\na,x,post,Boats,Bateaux\n",
        "fastlane/metadata/en-US/name.txt": "Boats\n", "fastlane/metadata/fr-FR/name.txt": "Bateaux " * 5 + "\n",
        "fastlane/metadata/en-US/promotional_text.txt": "Boats for you\n",
        "fastlane/metadata/android/en-US/full_description.txt": "Boats for all\n",
        "fastlane/metadata/android/fr-FR/full_description.txt": "Des bateaux\n",
    })  # fmt: skip
    assert cli("init", cwd=tmp_path).code == 0
    config = (tmp_path / "locakit.yaml").read_text("utf-8")
    assert "source: en-US" in config and "markets: [fr-FR]" in config
    assert "- path: copy/ads.csv" in config and "{play}" in config and "{appstore}" in config
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    assert [f["file"] if "file" in f else f["resource"] for f in found if f["rule"] == "channel.budget"] == [
        "fastlane/metadata/fr-FR/name.txt"
    ]


def test_an_sms_loses_typography_that_alone_would_cost_another_part(tmp_path: Path, cli: Cli) -> None:
    long = "Ihr Boot liegt bereit – wir warten am Steg auf Sie und auf alle, die Sie mitbringen…"
    with engine_server(chat(lambda text, row, n: long if text == "Long" else "Bis gleich – am Steg")) as server:
        cli("translate", cwd=project(tmp_path, server, "a,sms,one,,Long\nb,sms,one,,Short", "de-DE"))
        assert len(server.seen) == 1
    assert column(tmp_path, "de-DE") == [long.replace("–", "-").replace("…", "..."), "Bis gleich – am Steg"]


def test_keywords_of_a_store_have_no_blanks_between_them(tmp_path: Path, cli: Cli) -> None:
    with engine_server(chat(lambda text, row, n: "Boot, mieten ,See am Wald")) as server:
        rows = 'a,app-store,keywords,,"boat,hire,lake"\nb,App Store,Keywords,,"boats,lake"'
        cli("translate", cwd=project(tmp_path, server, rows, "de-DE"))
    assert column(tmp_path, "de-DE") == ["Boot,mieten,See am Wald"] * 2


def test_words_from_the_memory_that_do_not_fit_are_listed_and_stay(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {
        "locakit.yaml": "source: en\nmarkets: [de]\nengines: [pseudo]\n"
        "content:\n  - path: ads.csv\n  - path: l/{locale}.json\n",
        "l/en.json": {"a": "Boats for every day"}, "l/de.json": {"a": "Boote für jeden Tag des ganzen Jahres"},
        "ads.csv": "id,channel,field,source\na,google-ads-rsa,headline,Boats for every day\n",
    })  # fmt: skip
    result = cli("translate", "--format", "json", cwd=tmp_path).json["markets"]["de"]
    assert result["by_origin"] == {"memory": 1} and result["marked"][0]["notes"] == ["over-budget"]
    assert [row["message"] for row in result["over_budget"]] == ["37 of 30 (width), 7 over"]
    assert column(tmp_path, "de") == ["Boote für jeden Tag des ganzen Jahres"]


def test_one_source_may_be_said_otherwise_in_another_place() -> None:
    from locakit.rules import registry
    from locakit.rules._kit import ex

    rule, source = registry.wide()["consistency.sentence"], "Boats for every single day"
    ad, post = ("channel:google-ads-rsa", "field:headline"), ("channel:x", "field:post")
    assert not list(
        rule.check([ex(source, "Boote täglich", "de", *ad), ex(source, "Boote für jeden Tag", "de", *post)])
    )
    assert list(rule.check([ex(source, "Boote täglich", "de", *ad), ex(source, "Boote für jeden Tag", "de", *ad)]))


def test_a_channel_may_be_written_as_people_write_it(tmp_path: Path, cli: Cli) -> None:
    rows = "a,Google Ads RSA,Head Line,Boats,Ein sehr langer Titel der nie passt\nb,SMS,One,Sea,100 % Meer\n"
    text = "id,channel,field,source,de-DE\n" + rows
    write(tmp_path, {"locakit.yaml": "source: en\nmarkets: [de-DE]\ncontent:\n  - path: ads.csv\n", "ads.csv": text})
    found = cli("check", "--format", "json", cwd=tmp_path).json["findings"]
    rules = {(f["key"].partition(".")[0], f["rule"]) for f in found}
    assert ("a", "channel.budget") in rules and not {rule for _, rule in rules} & {"channel.unknown", "root.percent"}


def test_a_row_with_a_text_and_no_key_is_told() -> None:
    text = "id,en,de\r\na,Boats,Boote\r\n,Lost,\r\n,,Nur hier\r\n , ,\r\n"
    found = Csv("en").parse("ads.csv", text, "en")
    assert [(j.message[:24], text[j.span[0] :][:5]) for j in found.junk] == [("the row has a text, but ", ",Lost")]
    assert Csv("en").parse("ads.csv", text, "de").junk == ()


def test_what_is_no_text_makes_no_key_in_a_workbook() -> None:
    rows = [
        ["id", "channel", "en"], [datetime(2026, 9, 27), "sms", "One"], [True, "sms", "Two"], ["", "", "Three"],
        [7, "sms", "Four"], ["=1+1", "", None],
    ]  # fmt: skip
    found = Xlsx("en").parse("ads.xlsx", workbooks.text(workbooks.made(Ads=rows)), "en")
    assert [m.key for m in found.messages] == ["7.sms"]
    assert [j.message for j in found.junk] == [
        "Ads!A2 holds a date or time, not an id: the row is not translated",
        "Ads!A3 holds a truth value, not an id: the row is not translated",
        "Ads!C4: the row has a text, but no key: it is not translated",
    ]


@pytest.mark.parametrize("parse", [in_csv, in_xlsx])
def test_a_cell_with_a_blank_is_empty_unless_its_source_is(parse: Callable[..., Resource]) -> None:
    text = 'id,en,de\na,Boats," "\nb," "," "\nc,Sea,\u00a0\nd,Lake,See\n'
    assert [m.key for m in parse("de", text).messages] == ["b", "d"]
    assert [m.key for m in parse("en", text).messages] == ["a", "b", "c", "d"]


def test_a_cell_with_a_blank_is_translated(tmp_path: Path, cli: Cli) -> None:
    config = "source: en\nmarkets: [de]\nengines: [pseudo]\ncontent:\n  - path: ads.csv\n"
    write(tmp_path, {"locakit.yaml": config, "ads.csv": 'id,en,de\r\na,Boats, \r\nb," "," "\r\n'})
    assert cli("translate", cwd=tmp_path).code == 0
    assert column(tmp_path, "de")[0].strip() and column(tmp_path, "de")[1] == " "
    assert "nothing to write" in cli("translate", cwd=tmp_path).out
