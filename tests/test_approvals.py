"""Approvals by name: who may let a finding stand, what is listed and counted, and that a change of text ends it."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.check.approval import entitled, may
from tests.conftest import CONFIG, Cli, write

EN = {"best": "The best shop", "again": "The best price", "total": "Total: 5"}
PT = {"best": "A melhor loja", "again": "O melhor preço", "total": "Total: 6"}
RULES = """\
locale: pt-BR
rules:
  - {id: shop.best, kind: forbid, why: proof, law: The law, approve_with: [legal], words: [melhor]}
"""
OURS = CONFIG + "packs: [p.yaml]\napprovers: {legal: [ana@shop.example, Rui Reis]}\n"
ANA = "Ana Ruiz <ana@shop.example>"


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project with two claims and a plain warning."""
    return write(tmp_path, {
        "locakit.yaml": OURS, "p.yaml": RULES, "locales/en.json": EN, "locales/pt-BR.json": PT,
    })  # fmt: skip


def open_(cli: Cli, shop: Path) -> list[tuple[str, str]]:
    """Key and rule of every finding of a check."""
    return [(f["key"], f["rule"]) for f in cli("check", "--format", "json", cwd=shop).json["findings"]]


def summary(cli: Cli, shop: Path) -> Any:
    """The summary of a check."""
    return cli("check", "--format", "json", cwd=shop).json["summary"]


def dismiss(cli: Cli, shop: Path, key: str, by: str, rule: str = "shop.best") -> Any:
    """One dismissal."""
    return cli("dismiss", rule, key, "--reason", "proof is on file", "--as", by, cwd=shop)


@pytest.mark.parametrize("by", ["Bob", "ana", "Ana Ruiz", "Ana <bob@shop.example>"])
def test_nobody_else_may_approve_and_nothing_is_written(shop: Path, cli: Cli, by: str) -> None:
    said = dismiss(cli, shop, "best", by)
    assert said.code == 2 and "legal: ana@shop.example, Rui Reis" in said.err and f"not by {by}" in said.err
    assert not (shop / ".locakit/dismissed.tsv").exists()


@pytest.mark.parametrize("by", [ANA, "ANA@SHOP.EXAMPLE", "rui  reis", "Rui Reis <rui@any.example>"])
def test_those_who_may_are_known_by_name_or_address(shop: Path, cli: Cli, by: str) -> None:
    said = dismiss(cli, shop, "best", by)
    assert said.code == 0 and said.out.startswith("approved   pt-BR")
    assert ("best", "shop.best") not in open_(cli, shop) and ("again", "shop.best") in open_(cli, shop)
    assert (summary(cli, shop)["dismissed"], summary(cli, shop)["approved"]) == (1, 1)


def test_a_pattern_that_also_meets_such_a_rule_is_refused_as_a_whole(shop: Path, cli: Cli) -> None:
    assert dismiss(cli, shop, "*", "Bob", "*").code == 2
    assert not (shop / ".locakit/dismissed.tsv").exists()
    assert dismiss(cli, shop, "total", "Bob", "numbers.*").code == 0
    assert (summary(cli, shop)["dismissed"], summary(cli, shop)["approved"]) == (1, 0)


def test_without_a_list_any_name_will_do_but_a_name_there_must_be(
    shop: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(shop, {"locakit.yaml": CONFIG + "packs: [p.yaml]\napprovers: {market: [Ana]}\n"})
    monkeypatch.setattr("locakit.shell.git.user", lambda folder: "")
    said = cli("dismiss", "shop.best", "best", "--reason", "proof is on file", cwd=shop)
    assert said.code == 2 and "anybody who gives a name" in said.err and "--as" in said.err
    assert dismiss(cli, shop, "best", "Bob").code == 0
    assert summary(cli, shop)["approved"] == 1


@pytest.mark.parametrize(
    ("roles", "told"),
    [
        ("{legl: [Ana]}", "no rule asks for the role `legl`; did you mean `legal`?"),
        ("{legal: [Ana], Brand: [Rui]}", "no rule asks for the role `Brand`; rules ask for legal"),
        ("{قانوني: [Ana]}", "no rule asks for the role `قانوني`"),
    ],
)
def test_a_role_that_no_rule_asks_for_is_a_fault(shop: Path, cli: Cli, roles: str, told: str) -> None:
    config = CONFIG + f"packs: [p.yaml]\napprovers: {roles}\n"
    write(shop, {"locakit.yaml": config})
    said = cli("check", cwd=shop)
    line, column = config.count("\n"), roles.index(told.split("`")[1]) + len("approvers: ") + 1
    assert said.code == 2 and f"locakit.yaml:{line}:{column}" in said.err and told in said.err, said.err
    assert dismiss(cli, shop, "best", "Bob").code == 2


@pytest.mark.parametrize("by", ["", "  "])
def test_an_empty_name_is_nobodys(shop: Path, cli: Cli, by: str) -> None:
    said = dismiss(cli, shop, "total", by, "numbers.*")
    assert said.code == 2 and "--as is empty" in said.err and not (shop / ".locakit/dismissed.tsv").exists()


def test_what_is_dismissed_already_is_told_as_that(shop: Path, cli: Cli) -> None:
    assert dismiss(cli, shop, "best", ANA).code == 0
    said = dismiss(cli, shop, "best", ANA)
    assert said.code == 2 and f"shop.best for best is dismissed already: {ANA}" in said.err
    write(shop, {"locales/pt-BR.json": {**PT, "best": "Boa loja"}})
    assert "there is no finding" in dismiss(cli, shop, "best", ANA).err


@pytest.mark.parametrize("name", ["pt-BR", "pt-*", "pt_BR"])
def test_a_register_that_the_market_lacks_is_a_fault_with_its_place(shop: Path, cli: Cli, name: str) -> None:
    config = CONFIG + f'packs: [p.yaml]\nmarket: {{"{name}": {{register: informl}}}}\n'
    write(shop, {"locakit.yaml": config})
    place = f"locakit.yaml:{config.count(chr(10))}:{len(name) + 25}"
    for command in (("check",), ("market", "show", "pt-BR"), ("plan",)):
        said = cli(*command, cwd=shop)
        assert said.code == 2 and place in said.err and "did you mean `informal`?" in said.err, said.err


@pytest.mark.parametrize("file", ["locales/en.json", "locales/pt-BR.json"])
def test_an_approval_lapses_with_either_text_and_comes_back_with_it(shop: Path, cli: Cli, file: str) -> None:
    dismiss(cli, shop, "best", ANA)
    assert ("best", "shop.best") not in open_(cli, shop)
    old = EN if "en" in file else PT
    write(shop, {file: {**old, "best": old["best"] + "!"}})
    assert ("best", "shop.best") in open_(cli, shop)
    rows = cli("dismiss", "--list", "--format", "json", cwd=shop).json["dismissals"]
    assert [(r["key"], r["standing"], r["by"], r["approve_with"]) for r in rows] == [("best", "lapsed", ANA, ["legal"])]
    write(shop, {file: old})
    assert ("best", "shop.best") not in open_(cli, shop)


def test_a_line_that_somebody_else_wrote_into_the_file_counts_for_nothing(shop: Path, cli: Cli) -> None:
    dismiss(cli, shop, "best", ANA)
    path = shop / ".locakit/dismissed.tsv"
    text = path.read_text()
    path.write_text(text.replace(ANA, "Bob"))
    assert ("best", "shop.best") in open_(cli, shop) and summary(cli, shop)["dismissed"] == 0
    said = cli("dismiss", "--list", cwd=shop)
    assert said.out.startswith("not-approved") and "1 not by who may" in said.err
    assert dismiss(cli, shop, "best", "Rui Reis").code == 0, "it can be approved still"
    assert ("best", "shop.best") not in open_(cli, shop)
    path.write_text(text + text.splitlines()[1].replace(ANA, "Bob") + "\n")
    assert ("best", "shop.best") not in open_(cli, shop), "a merge may leave two lines; one of them is enough"


def test_a_rule_that_asks_for_approval_later_asks_again(shop: Path, cli: Cli) -> None:
    write(shop, {"p.yaml": RULES.replace("approve_with: [legal], ", "")})
    assert dismiss(cli, shop, "best", "Bob").code == 0
    assert ("best", "shop.best") not in open_(cli, shop)
    write(shop, {"p.yaml": RULES})
    assert ("best", "shop.best") in open_(cli, shop)
    write(shop, {"locakit.yaml": OURS.replace("Rui Reis", "Bob")})
    assert ("best", "shop.best") not in open_(cli, shop)


def test_the_list_says_who_when_why_and_is_narrowed(shop: Path, cli: Cli) -> None:
    assert cli("dismiss", "--list", cwd=shop).err.strip() == "0 dismissals: 0 hold (0 approved by name), 0 lapsed"
    dismiss(cli, shop, "best", ANA)
    dismiss(cli, shop, "total", "Bob", "numbers.missing")
    said = cli("dismiss", "--list", cwd=shop)
    assert len(said.out.splitlines()) == 2 and "2 dismissals: 2 hold (1 approved by name), 0 lapsed" in said.err
    assert "proof is on file" in said.out and "Ana Ruiz <ana@shop.example>" in said.out
    rows = cli("dismiss", "--list", "numbers.*", "--format", "json", cwd=shop).json["dismissals"]
    assert [(r["rule"], r["standing"], r["reason"]) for r in rows] == [("numbers.missing", "holds", "proof is on file")]
    assert all(r["at"].endswith("Z") and len(r["fingerprint"]) == 16 for r in rows)
    assert "dismiss --list" in cli("check", "-v", cwd=shop).err
    assert "1 approved by name" in cli("check", cwd=shop).err
    assert cli("dismiss", "--list", "--format", "yaml", cwd=shop).code == 2


@pytest.mark.parametrize("args", [(), ("shop.best",), ("shop.best", "best")])
def test_a_dismissal_names_rule_key_and_reason(shop: Path, cli: Cli, args: tuple[str, ...]) -> None:
    assert cli("dismiss", *args, "--as", ANA, cwd=shop).code == 2


def test_entitled_are_those_of_every_role() -> None:
    approvers = {"legal": ["Ana", "Rui"], "brand": ["Rui", "Bob"]}
    assert entitled(["legal", "brand", "other"], approvers) == ["Ana", "Rui", "Bob"]
    assert may("bob", ["legal", "brand"], approvers) and not may("bob", ["legal"], approvers)
    assert may("anybody", ["other"], approvers) and not may("  ", ["other"], approvers)


NAMES = st.text(string.ascii_letters + " ", min_size=1, max_size=12).filter(str.strip)


@given(NAMES, NAMES)
def test_a_person_is_the_same_in_every_spelling_and_no_other(name: str, other: str) -> None:
    plain = " ".join(name.split())
    approvers = {"legal": [f"{plain} <{plain.replace(' ', '.')}@shop.example>"]}
    for by in (plain.upper(), f" {plain} ", f"{plain.replace(' ', '.')}@SHOP.example"):
        assert may(by, ["legal"], approvers)
    same = " ".join(other.split()).casefold() == plain.casefold()
    assert may(other, ["legal"], approvers) is same
    assert not may(f"{plain} <x@shop.example.com>", ["legal"], approvers)
