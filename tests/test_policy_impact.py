"""market impact: what a change of rules finds that was not found before, and the units sent to review by it."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from locakit.ledger import Ledger
from locakit.model import Record
from tests.conftest import CONFIG, Cli, write

EN = {"best": "The best shop", "green": "Green cotton", "wait": "Wait…", "sale": "Sale"}
PT = {"best": "A melhor loja", "green": "Algodão verde", "wait": "Espere...", "sale": "Oferta 🔥🎉"}
AR = {"best": "أفضل متجر", "green": "قطن أخضر", "wait": "انتظر...", "sale": "تخفيضات"}
BARE = CONFIG.replace("[pt-BR]", "[pt-BR, ar-SA]")
OURS = BARE + "packs: [markets/*.yaml]\n"
BEST = "  - {id: shop.best, kind: forbid, why: proof, approve_with: [legal], words: [melhor, أفضل]}\n"
GREEN = "  - {id: shop.green, kind: forbid, why: law, since: 2999-01-01, until: 2999-12-31, words: [verde]}\n"
PACK = "locale: root\nrules:\n" + BEST


def git(folder: Path, *args: str) -> None:
    """Run git as somebody."""
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@shop.example"]
    subprocess.run(["git", *who, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    """A project in git without a pack of its own, and a pack that came later."""
    files = {"locales/en.json": EN, "locales/pt-BR.json": PT, "locales/ar-SA.json": AR}
    write(tmp_path, {"locakit.yaml": BARE, **files})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", "-A")
    git(tmp_path, "commit", "-qm", "first")
    return write(tmp_path, {"locakit.yaml": OURS, "markets/shop.yaml": PACK})


def commit(shop: Path) -> None:
    git(shop, "add", "-A")
    git(shop, "commit", "-qm", "next")


def impact(cli: Cli, shop: Path, *args: str) -> dict[str, list[tuple[str, list[str]]]]:
    """By market: key and rules of every affected unit."""
    said = cli("market", "impact", "--format", "json", *args, cwd=shop)
    assert said.code == 0, said.err
    return {m: [(u["key"], u["rules"]) for u in row["affected"]] for m, row in said.json["markets"].items()}


NEW = {"pt-BR": [("best", ["shop.best"])], "ar-SA": [("best", ["shop.best"])]}
NONE: dict[str, list[tuple[str, list[str]]]] = {"pt-BR": [], "ar-SA": []}


def ledger(shop: Path, market: str) -> Ledger:
    return Ledger.parse((shop / f".locakit/ledger/{market}.tsv").read_text())


def record(shop: Path, key: str, market: str = "pt-BR", file: str = "locales/en.json") -> Record:
    found = ledger(shop, market).get(file, key)
    assert found is not None
    return found


def test_a_new_rule_shows_every_unit_with_its_place_and_nothing_else(shop: Path, cli: Cli) -> None:
    assert impact(cli, shop) == NEW
    said = cli("market", "impact", "--format", "json", cwd=shop).json
    unit = said["markets"]["pt-BR"]["affected"][0]
    assert (unit["resource"], unit["line"], unit["target"]) == ("locales/pt-BR.json", 2, "A melhor loja")
    assert said["markets"]["pt-BR"]["rules"] == ["shop.best"] and said["from"] == "HEAD"
    assert unit["findings"][0]["span"] == [2, 8]
    text = cli("market", "impact", cwd=shop)
    assert "locales/pt-BR.json:2" in text.out and "2 units in 2 markets" in text.err
    assert not (shop / ".locakit").exists(), "nothing is written"


def test_what_was_found_before_is_no_impact(shop: Path, cli: Cli) -> None:
    commit(shop)
    assert impact(cli, shop) == NONE
    more = PACK.replace("why: proof", "why: other words").replace("[melhor", "[melhor, loja")
    write(shop, {"markets/shop.yaml": more})
    assert impact(cli, shop) == {"pt-BR": [("best", ["shop.best"])], "ar-SA": []}, "the same rule finds one word more"
    said = cli("market", "impact", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["affected"][0]
    assert [f["span"] for f in said["findings"]] == [[9, 13]]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("rules: {root.ellipsis: 'off'}\n", "", {"pt-BR": [("wait", ["root.ellipsis"])],
                                                "ar-SA": [("wait", ["root.ellipsis"])]}),
        ("", "rules: {root.ellipsis: 'off'}\n", NONE),
        ("", "rules: {root.emoji: info}\n", {"pt-BR": [("sale", ["root.emoji"])], "ar-SA": []}),
        ("", "rules: {root.ellipsis: error}\n", NONE),
        ("", "market: {ar-SA: {rules: {root.emoji: info}}}\n", NONE),
        ("rules: {'text.*': 'off'}\n", "", NONE),
    ],
)  # fmt: skip
def test_levels_in_the_configuration_count(
    shop: Path, cli: Cli, old: str, new: str, found: dict[str, list[tuple[str, list[str]]]]
) -> None:
    write(shop, {"locakit.yaml": BARE + old})
    commit(shop)
    write(shop, {"locakit.yaml": BARE + new})
    assert impact(cli, shop) == found


def test_levels_of_some_files_alone_count(shop: Path, cli: Cli) -> None:
    quiet = "  - path: locales/{locale}.json\n    rules: {root.ellipsis: 'off'}\n"
    write(shop, {"locakit.yaml": BARE.replace("  - path: locales/{locale}.json\n", quiet)})
    commit(shop)
    write(shop, {"locakit.yaml": BARE})
    assert impact(cli, shop, "--market", "pt-*") == {"pt-BR": [("wait", ["root.ellipsis"])]}


def test_rules_over_a_whole_market_are_compared_too(shop: Path, cli: Cli) -> None:
    write(shop, {
        "locakit.yaml": BARE + "rules: {'consistency.*': 'off'}\n",
        "locales/en.json": {"a": "You can sign in now", "b": "You can sign in now"},
        "locales/pt-BR.json": {"a": "Entre agora mesmo", "b": "Agora pode acessar"}, "locales/ar-SA.json": {},
    })  # fmt: skip
    commit(shop)
    write(shop, {"locakit.yaml": BARE})
    found = impact(cli, shop)
    assert {key for key, _ in found["pt-BR"]} and found["ar-SA"] == []
    assert all(rule.startswith("consistency.") for _, rules in found["pt-BR"] for rule in rules)
    checked = cli("check", "--format", "json", cwd=shop).json["findings"]
    wanted = {(f["key"], f["rule"]) for f in checked if f["rule"].startswith("consistency.")}
    assert {(key, rule) for key, rules in found["pt-BR"] for rule in rules} == wanted


CONFIGS = (
    "", "packs: [markets/*.yaml]\n", "packs: [markets/*.yaml]\napprovers: {legal: [Ana]}\n",
    "rules: {root.emoji: info, 'numbers.*': 'off'}\n",
    "packs: [markets/*.yaml]\nrules: {'*': 'off', shop.best: info, root.ellipsis: error, numbers.missing: error}\n",
    "packs: [markets/*.yaml]\nmarket: {pt-BR: {register: formal, disable: [root.ellipsis]}}\n",
    "packs: [markets/*.yaml]\nmarket: {'*': {severity: {shop.best: error}}, ar-SA: {extends: fr-FR}}\n",
)  # fmt: skip
TEXTS = {
    "en": {**EN, "n": "12 items", "q": 'Say "yes"', "you": "Enter your name"},
    "pt-BR": {**PT, "n": "13 itens", "q": "Diga «sim»", "you": "Insira o teu nome..., você"},
    "ar-SA": {**AR, "n": "13 عنصر", "q": 'قل "نعم"', "you": "أدخل اسمك , هنا"},
}


def checked(cli: Cli, shop: Path) -> set[tuple[str, ...]]:
    """Every finding of a check that is about a text."""
    found = cli("check", "--format", "json", "--no-cache", cwd=shop).json["findings"]
    return {(f["market"], f["key"], f["rule"], str(f["span"])) for f in found}


@pytest.mark.parametrize(("old", "new"), [(old, CONFIGS[n - step]) for step in (1, 4) for n, old in enumerate(CONFIGS)])
def test_the_impact_is_what_a_check_finds_now_and_did_not_find_before(shop: Path, cli: Cli, old: str, new: str) -> None:
    write(shop, {f"locales/{name}.json": text for name, text in TEXTS.items()})
    write(shop, {".locakit/dismissed.tsv": "", "locakit.yaml": OURS})
    cli("dismiss", "shop.best", "best", "--reason", "x", "--as", "Bob", "--market", "pt-BR", cwd=shop)
    write(shop, {"locakit.yaml": BARE + old})
    before = checked(cli, shop)
    commit(shop)
    write(shop, {"locakit.yaml": BARE + new})
    said = cli("market", "impact", "--format", "json", cwd=shop).json["markets"]
    found = {
        (market, unit["key"], f["rule"], str(f["span"]))
        for market, row in said.items() for unit in row["affected"] for f in unit["findings"]
    }  # fmt: skip
    assert found == checked(cli, shop) - before


def test_before_can_be_a_pack_file_a_folder_or_no_such_rule(shop: Path, cli: Cli) -> None:
    write(shop, {"old.yaml": "locale: root\nrules:\n" + BEST.replace("melhor, ", "")})
    assert impact(cli, shop, "--from", "old.yaml") == {"pt-BR": [("best", ["shop.best"])], "ar-SA": []}
    folder = shop.parent / f"{shop.name}-old"
    write(folder, {"locakit.yaml": BARE})
    assert impact(cli, shop, "--from", str(folder)) == NEW
    assert impact(cli, shop, "--rule", "shop.*") == NEW
    assert impact(cli, shop, "--rule", "root.emoji") == {"pt-BR": [("sale", ["root.emoji"])], "ar-SA": []}
    assert impact(cli, shop, "--from", "HEAD", "--rule", "root.*") == NONE
    write(shop, {"locakit.yaml": OURS + "rules: {root.emoji: info}\n"})
    assert impact(cli, shop, "--from", "HEAD", "--rule", "root.*")["pt-BR"] == [("sale", ["root.emoji"])]


@pytest.mark.parametrize(
    ("day", "found"), [("2998-12-31", []), ("2999-06-01", [("green", ["shop.green"])]), ("3000-01-01", [])]
)
def test_a_law_is_seen_before_its_day(shop: Path, cli: Cli, day: str, found: list[Any]) -> None:
    write(shop, {"markets/shop.yaml": PACK + GREEN})
    commit(shop)
    assert impact(cli, shop, "--on", day) == {"pt-BR": found, "ar-SA": []}
    assert cli("check", "--rules", "shop.green", "--format", "json", cwd=shop).json["findings"] == []


def test_approvals_count_on_both_sides(shop: Path, cli: Cli) -> None:
    cli("dismiss", "shop.best", "best", "--reason", "x", "--as", "Bob", "--market", "pt-BR", cwd=shop)
    assert impact(cli, shop) == {**NEW, "pt-BR": []}
    commit(shop)
    write(shop, {"locakit.yaml": OURS + "approvers: {legal: [Ana]}\n"})
    assert impact(cli, shop) == {**NONE, "pt-BR": [("best", ["shop.best"])]}, "Bob's word counts no more"


@pytest.mark.parametrize(
    "args",
    [
        ("--from", "nowhere"), ("--rule", "shop.bset"), ("--on", "soon"), ("--on", "2026-13-01"), ("--market", "fr-FR"),
        ("--format", "yaml"),
    ],
)  # fmt: skip
def test_what_cannot_be_compared_is_refused(shop: Path, cli: Cli, args: tuple[str, ...]) -> None:
    assert cli("market", "impact", *args, cwd=shop).code == 2
    assert cli("market", "impact", *args, "--send", cwd=shop).code == 2
    assert not (shop / ".locakit").exists() and not (shop / ".gitattributes").exists(), "nothing is written"


def test_broken_rules_of_now_and_of_then_are_told(shop: Path, cli: Cli) -> None:
    write(shop, {"markets/shop.yaml": PACK.replace("forbid", "forbit")})
    assert "markets/shop.yaml:3" in cli("market", "impact", cwd=shop).err
    commit(shop)
    write(shop, {"markets/shop.yaml": PACK})
    said = cli("market", "impact", cwd=shop)
    assert said.code == 2 and "markets/shop.yaml:3" in said.err


def test_without_git_it_asks_what_to_compare_with(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": EN, "locales/pt-BR.json": PT})
    said = cli("market", "impact", cwd=tmp_path)
    assert said.code == 2 and "HEAD" in said.err
    assert cli("market", "impact", "--rule", "root.emoji", cwd=tmp_path).code == 0


def test_a_file_that_cannot_be_read_is_told_and_the_others_go_on(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/ar-SA.json": "{"})
    said = cli("market", "impact", cwd=shop)
    assert said.code == 1 and "locales/ar-SA.json" in said.err and "locales/pt-BR.json:2" in said.out


def review(cli: Cli, shop: Path, answers: str) -> str:
    return str(cli("review", "--as", "Ana <ana@shop.example>", "--market", "pt-BR", cwd=shop, stdin=answers).out)


def approve_all(cli: Cli, shop: Path) -> None:
    for market in ("pt-BR", "ar-SA"):
        cli("review", "--as", "Ana", "--market", market, cwd=shop, stdin="a\n" * 9)


def test_send_changes_state_and_note_and_nothing_else(shop: Path, cli: Cli) -> None:
    approve_all(cli, shop)
    before = {key: record(shop, key) for key in EN}
    assert {r.state for r in before.values()} == {"reviewed"}
    texts = {p.name: p.read_bytes() for p in (shop / "locales").iterdir()}
    said = cli("market", "impact", "--send", "--as", "Pia", cwd=shop)
    assert said.code == 0 and "2 units sent to review" in said.err
    after = {key: record(shop, key) for key in EN}
    best = after.pop("best")
    assert (best.state, best.note) == ("translated", "policy:shop.best")
    assert (best.origin, best.by, best.target_hash, best.source_hash) == (
        before["best"].origin, "Ana", before["best"].target_hash, before["best"].source_hash,
    )  # fmt: skip
    del before["best"]
    assert after == before and {p.name: p.read_bytes() for p in (shop / "locales").iterdir()} == texts
    assert cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["marked"] == 1
    line = (shop / ".locakit/referred.tsv").read_text().splitlines()[2].split("\t")
    assert line[:4] == ["pt-BR", "locales/pt-BR.json", "best", "shop.best"] and line[5] == "Pia" and "--from" in line[7]


def test_send_is_done_once_and_a_reviewers_word_stands(shop: Path, cli: Cli) -> None:
    approve_all(cli, shop)
    cli("market", "impact", "--send", "--as", "Pia", cwd=shop)
    state = {p: p.read_bytes() for p in (shop / ".locakit").rglob("*.tsv")}
    again = cli("market", "impact", "--send", "--as", "Pia", cwd=shop)
    assert "0 units sent" in again.err and "(sent before)" in again.out
    assert {p: p.read_bytes() for p in (shop / ".locakit").rglob("*.tsv")} == state
    approve_all(cli, shop)
    assert (record(shop, "best").state, record(shop, "best").note) == ("reviewed", "")
    cli("market", "impact", "--send", "--as", "Pia", cwd=shop)
    assert record(shop, "best").state == "reviewed", "who approved it has seen it"
    write(shop, {"locales/pt-BR.json": {**PT, "best": "A melhor das lojas"}})
    assert "1 unit sent" in cli("market", "impact", "--send", cwd=shop).err, "another text is another matter"


def test_a_unit_that_nobody_has_recorded_yet_is_sent_too(shop: Path, cli: Cli) -> None:
    cli("market", "impact", "--send", "--as", "Pia", cwd=shop)
    best = record(shop, "best")
    assert (best.state, best.origin, best.note) == ("translated", "imported", "policy:shop.best")


def test_two_files_that_say_the_same_are_both_sent_once(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": OURS.replace("  - path: locales", "  - path: web/{locale}.json\n  - path: locales")})
    write(shop, {"web/en.json": EN, "web/pt-BR.json": PT, "web/ar-SA.json": AR})
    assert "4 units sent" in cli("market", "impact", "--send", cwd=shop).err
    assert "0 units sent" in cli("market", "impact", "--send", cwd=shop).err


def test_notes_add_up_and_a_damaged_record_is_never_lost(shop: Path, cli: Cli) -> None:
    cli("market", "impact", "--send", cwd=shop)
    write(shop, {"locakit.yaml": OURS + "rules: {root.exclamation: info}\n"})
    cli("market", "impact", "--rule", "text.*", "--rule", "shop.best", "--send", cwd=shop)
    assert record(shop, "best").note == "policy:shop.best"
    (shop / "markets/more.yaml").write_text(
        "locale: pt-BR\nrules:\n  - {id: shop.shop, kind: forbid, why: x, words: [loja]}\n"
    )
    cli("market", "impact", "--rule", "shop.*", "--send", cwd=shop)
    assert record(shop, "best").note == "policy:shop.best,policy:shop.shop"
    path = shop / ".locakit/referred.tsv"
    path.write_text(path.read_text() + "<<<<<<< HEAD\n")
    kept = path.read_text()
    said = cli("market", "impact", "--send", cwd=shop)
    assert said.code == 2 and "referred.tsv:5" in said.err and path.read_text() == kept


XLIFF = """\
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file source-language="en" \
target-language="pt-BR" original="a" datatype="plaintext"><body>
<trans-unit id="best" approved="yes"><source>The best shop</source>\
<target state="final">A melhor loja</target></trans-unit>
<trans-unit id="sale" approved="yes"><source>Sale</source><target state="final">Oferta</target></trans-unit>
</body></file></xliff>
"""


def test_files_with_states_of_their_own_follow(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("locales/{locale}.json", "x/{locale}.xlf") + "packs: [p.yaml]\n"
    source = XLIFF.replace(' target-language="pt-BR"', "").replace(' approved="yes"', "")
    source = source.replace('<target state="final">A melhor loja</target>', "").replace(
        '<target state="final">Oferta</target>', ""
    )
    write(tmp_path, {"locakit.yaml": config, "p.yaml": PACK, "x/en.xlf": source, "x/pt-BR.xlf": XLIFF})
    cli("review", "--as", "Ana", "--final", cwd=tmp_path, stdin="a\n" * 5)
    assert record(tmp_path, "best", file="x/en.xlf").state == "final"
    assert "1 unit sent" in cli("market", "impact", "--rule", "shop.best", "--send", cwd=tmp_path).err
    text = (tmp_path / "x/pt-BR.xlf").read_text()
    assert ">A melhor loja<" in text and 'state="final">Oferta' in text
    assert 'state="final">A melhor' not in text
    found = record(tmp_path, "best", file="x/en.xlf")
    assert (found.state, found.note) == ("translated", "policy:shop.best")
    states = cli("status", "--format", "json", cwd=tmp_path).json["markets"]["pt-BR"]
    assert (states["translated"], states["final"], states["stale"]) == (1, 1, 0)
    text = text.replace("<target>A melhor", '<target state="final">A melhor').replace('approved="no"', 'approved="yes"')
    text = text.replace('state="translated">A melhor', 'state="final">A melhor')
    write(tmp_path, {"x/pt-BR.xlf": text})
    cli("translate", cwd=tmp_path)
    found = record(tmp_path, "best", file="x/en.xlf")
    assert (found.state, found.note) == ("reviewed", ""), "a vendor has judged it in the file"


def test_all_that_a_rule_finds_is_not_told_as_new(shop: Path, cli: Cli) -> None:
    said = cli("market", "impact", "--rule", "shop.best", cwd=shop)
    assert "found (--rule shop.best)" in said.err + said.out and "not before" not in said.err + said.out
    assert "found now and not before" in (new := cli("market", "impact", cwd=shop)).err + new.out
