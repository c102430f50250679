"""market new: a valid pack of CLDR's facts for any locale, whose sketches are valid rules."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from locakit.market import parse_pack
from locakit.market.draft import complaint, draft
from locakit.market.facts import whole
from locakit.rules import tone
from locakit.shell import packs
from tests.conftest import CONFIG, Cli, write

DAY = date(2026, 1, 1)
LOCALES = ("es-CO", "ar-MA", "fa-IR", "sw-KE", "zh-Hant-MO", "th-TH", "ja-JP", "cy", "hi-IN", "de-CH", "uz-Cyrl-UZ")


def drafted(tag: str) -> str:
    return draft(tag, packs.packs(tag), DAY)


@pytest.mark.parametrize("tag", LOCALES)
def test_a_draft_is_a_valid_pack_and_so_are_its_sketches(tag: str) -> None:
    text = drafted(tag)
    empty = parse_pack("new.yaml", text)
    assert (empty.locale, empty.rules, empty.disable) == (tag, (), ())
    full = parse_pack("new.yaml", re.sub(r"(?m)^  # ", "  ", text))
    market = whole([*packs.packs(tag), full], tag)
    assert len(full.rules) >= 6 and {rule.kind for rule in full.rules} >= {"term", "forbid", "bilingual", "spacing"}
    tried = [(r, e, bad) for r in full.rules for bad, some in ((True, r.bad), (False, r.good)) for e in some]
    assert all(rule.bad and rule.good for rule in full.rules)
    assert [tone.wrong(rule, example, bad, market) for rule, example, bad in tried] == [""] * len(tried)


@pytest.mark.parametrize("tag", LOCALES)
def test_the_commented_keys_are_valid_too(tag: str) -> None:
    text = re.sub(r"(?m)^# ((?:extends|register|registers|disable|severity):)", r"\1", drafted(tag))
    found = parse_pack("new.yaml", text)
    assert found.extends and found.register in found.registers and found.disable and found.severity


@pytest.mark.parametrize(
    ("tag", "pieces"),
    [
        ("es-CO", ["other: 0, 2, 3", "many: 1000000", "1.234.567,89", "COP", "27/09/26", "es.quotes", "es-419.yaml"]),
        ("fr-CA", ["U+00A0", "CAD", "2026-09-27", "Sunday"]),
        ("ar-MA", ["Arab, rtl", "zero: 0", "two: 2", "MAD"]),
        ("fa-IR", ["arabext (the samples below are in Latin digits)", "U+066B", "<U+200E>", "Saturday"]),
        ("sw-KE", ["no pack above names one", "Babel leaves CLDR's delimiters out", "# extends: sw", "KES"]),
        ("zh-Hant-MO", ["Hant", "MOP", "2026年9月27日"]),
    ],
)
def test_a_draft_says_what_cldr_knows(tag: str, pieces: list[str]) -> None:
    text = drafted(tag)
    assert [piece for piece in pieces if piece not in text] == []
    assert "not written by hand" in text


@pytest.mark.parametrize("tag", ["xx-YY", "es-QQ", "q", "", "es-Qqqq-MX", "spanish", "es mx", "../es", "root"])
def test_what_cldr_does_not_know_is_refused(tmp_path: Path, cli: Cli, tag: str) -> None:
    assert complaint(tag)
    assert cli("market", "new", "--", tag, cwd=tmp_path).code == 2
    assert not list(tmp_path.iterdir())


def test_the_file_goes_to_the_project_and_is_never_written_over(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Hi"}})
    said = cli("market", "new", "es_co", cwd=tmp_path)
    path = tmp_path / "markets/es-CO.yaml"
    assert said.code == 0 and path.is_file() and "packs: [markets/es-CO.yaml]" in said.out
    path.write_text("mine")
    again = cli("market", "new", "es-CO", cwd=tmp_path)
    assert again.code == 2 and "is there already" in again.err and path.read_text() == "mine"


def test_it_says_what_is_left_to_do(tmp_path: Path, cli: Cli) -> None:
    ours = CONFIG + "packs: [markets/*.yaml]\n"
    write(tmp_path, {"locakit.yaml": ours, "markets/pt-BR.yaml": "locale: pt-BR\n"})
    assert "names it already" in cli("market", "new", "es-CO", cwd=tmp_path).out
    assert "add other/sw.yaml to `packs:`" in cli("market", "new", "sw", "--out", "other", cwd=tmp_path).out
    out = tmp_path.parent / f"{tmp_path.name}-elsewhere"
    assert "outside the project" in cli("market", "new", "sw", "--out", str(out), cwd=tmp_path).out
    assert cli("market", "test", "es-CO", cwd=tmp_path).code == 0
    assert cli("market", "test", "markets/es-CO.yaml", cwd=tmp_path).code == 0
    assert cli("check", cwd=tmp_path).code == 2, "there is no content, yet the packs are sound"


def test_without_a_project_it_lies_where_one_stands(tmp_path: Path, cli: Cli) -> None:
    assert cli("market", "new", "sw-KE", cwd=tmp_path).code == 0
    assert parse_pack("x", (tmp_path / "markets/sw-KE.yaml").read_text()).locale == "sw-KE"


def test_templates_are_not_counted_as_rules_that_are_inherited() -> None:
    (root,) = packs.shipped(["root"])
    holding = sum(not rule.template for rule in root.rules)
    assert holding < len(root.rules)
    assert f"glossaries/markets/root.yaml  {holding} rules" in draft("sw-KE", [root], date(2026, 9, 27))
