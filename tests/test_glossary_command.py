"""``locakit glossary``: list, lint, export and import, extract, impact, on whole projects."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
import yaml

from tests.conftest import Cli, read, write

CONFIG = """\
source: en
markets: [pt-BR, es-MX]
content:
  - path: locales/{locale}.json
glossaries: [glossaries/brand.yaml]
engines: [pseudo]
"""
BRAND = """\
# Our words.
source: en
terms:
  - source: cart   # the basket
    pos: noun
    pt: {use: carrinho, not: [cesta], gender: m}
    es: carrito
    es-MX: {use: carrito, note: "everywhere"}
  - {source: Marula Box, dnt: true}
"""
EN = {"a": "Your cart", "b": "Open the Marula Box", "c": "Hello"}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(tmp_path, {"locakit.yaml": CONFIG, "glossaries/brand.yaml": BRAND, "locales/en.json": EN})


def test_list_says_where_each_word_comes_from(shop: Path, cli: Cli) -> None:
    said = cli("glossary", "list", "--format", "json", cwd=shop)
    cart, box = said.json["markets"]["pt-BR"]
    assert (cart["target"], cart["locale"], cart["not"], cart["gender"]) == ("carrinho", "pt", ["cesta"], "m")
    assert (cart["path"], cart["line"], cart["column"]) == ("glossaries/brand.yaml", 6, 9)
    assert (box["status"], box["locale"], box["line"]) == ("dnt", "", 9)
    assert said.json["markets"]["es-MX"][0]["locale"] == "es-MX"
    text = cli("glossary", "list", "--market", "pt-BR", cwd=shop).out
    assert "es-MX" not in text and "carrinho; not cesta" in text and "brand.yaml:4" in text


def test_an_earlier_glossary_counts_and_packs_are_listed(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("brand.yaml]", "brand.yaml, ecommerce]")})
    rows = cli("glossary", "list", "-m", "pt-BR", "--format", "json", cwd=shop).json["markets"]["pt-BR"]
    assert [r["path"] for r in rows if r["source"] == "cart"] == ["glossaries/brand.yaml"]
    assert any(r["path"] == "glossaries/terms/ecommerce.yaml" for r in rows)


LINTED = """\
source: en
terms:
  - {source: cart, pt-BR: {use: carrinho, also: [Carro]}, es: carrito}
  - {source: cart icon, pt-BR: ícone da cesta, es: icono}
  - {source: cart, pos: noun, pt-BR: sacola}
  - {source: order, pos: noun, pt-BR: {use: pedido, not: [pedir]}, es: pedido}
  - {source: order, pos: verb, pt-BR: pedir, es: pedir}
  - {source: orders, pt-BR: pedidos, es: pedidos}
  - {source: "{name}", pt-BR: x, es: y}
  - {source: never said, pt-BR: =x, es: y}
  - {source: GitHub, dnt: true}
"""


def test_lint_finds_what_is_wrong_at_its_place(shop: Path, cli: Cli) -> None:
    texts = {"a": "cart, cart icon", "b": "Order an order of orders for {name}", "c": "Github and GitHub"}
    write(shop, {"glossaries/brand.yaml": LINTED, "locales/en.json": texts})
    said = cli("glossary", "lint", "--format", "json", cwd=shop)
    found = {(f["rule"].removeprefix("glossary."), f["key"], f["line"]) for f in said.json["findings"]}
    assert found - {("forbidden", "never said", 10)} == {
        ("case", "cart", 3), ("inside", "cart icon", 4), ("contradiction", "cart", 5),
        ("contradiction", "order", 7), ("duplicate", "orders", 8), ("placeable", "{name}", 9), ("unused", "{name}", 9),
        ("formula", "never said", 10), ("unused", "never said", 10), ("case", "GitHub", 11),
    }  # fmt: skip
    assert said.code == 0, "warnings do not fail by themselves"
    assert cli("glossary", "lint", "--fail-on", "warning", cwd=shop).code == 1
    place = {f["rule"]: (f["line"], f["column"]) for f in said.json["findings"] if f["key"] == "never said"}
    assert place["glossary.formula"] == (10, 33)
    text = cli("glossary", "lint", cwd=shop).out
    assert "glossaries/brand.yaml:11:14" in text and "'Github' (1 x)" in text and "findings in 9 terms" in text


def test_lint_tells_targets_that_their_own_market_or_another_term_forbids(shop: Path, cli: Cli) -> None:
    terms = (
        "terms:\n  - {source: cart, pt-BR: {use: carrinho, not: [cesta]}, es: carrito}\n"
        "  - {source: gift cart, pt-BR: cesta de presente, es: carrito de regalo}\n"
        "  - {source: screen, pt-BR: ecrã, es: pantalla}\n"
    )
    write(shop, {"glossaries/brand.yaml": terms, "locales/en.json": {"a": "gift cart, screen"}})
    found = cli("glossary", "lint", "--format", "json", cwd=shop).json["findings"]
    told = {(f["rule"], f["key"], f["line"]) for f in found}
    assert ("glossary.forbidden", "gift cart", 3) in told
    assert ("glossary.forbidden", "screen", 4) in told


def test_lint_of_a_broken_file_is_a_finding(shop: Path, cli: Cli) -> None:
    write(shop, {"glossaries/brand.yaml": "terms:\n  - {source: a, es: b}\n  - {source: A, es: c}\n  - {sorce: x}\n"})
    said = cli("glossary", "lint", "--format", "json", cwd=shop)
    assert said.code == 1
    assert [(f["rule"], f["line"]) for f in said.json["findings"]] == [
        ("glossary.unreadable", 3), ("glossary.unreadable", 4),
    ]  # fmt: skip


def test_a_missing_target_names_the_markets(shop: Path, cli: Cli) -> None:
    write(shop, {"glossaries/brand.yaml": "terms: [{source: cart, pt-BR: carrinho}]"})
    found = cli("glossary", "lint", "--format", "json", cwd=shop).json["findings"]
    assert [(f["rule"], f["severity"]) for f in found] == [("glossary.no-target", "warning")]
    assert "es-MX" in found[0]["message"]


@pytest.mark.parametrize("name", ["t.tbx", "t.csv", "t.tsv", "t.yaml"])
def test_out_and_in_again_changes_nothing(shop: Path, cli: Cli, name: str) -> None:
    assert cli("glossary", "export", name, cwd=shop).code == 0
    before = (shop / "glossaries/brand.yaml").read_bytes()
    said = cli("glossary", "import", name, cwd=shop)
    assert said.code == 0 and "0 added, 0 changed, 2 as they were" in said.out
    assert (shop / "glossaries/brand.yaml").read_bytes() == before


def test_an_import_touches_what_it_says_alone(shop: Path, cli: Cli) -> None:
    write(shop, {"in.csv": "term,es-MX,status\nMarula Box,,dnt\nrefund,reembolso,\ncart,carro,\n"})
    dry = cli("glossary", "import", "in.csv", "--dry-run", cwd=shop)
    assert "1 added, 1 changed, 1 as they were (nothing written)" in dry.out
    assert (shop / "glossaries/brand.yaml").read_text(encoding="utf-8") == BRAND
    cli("glossary", "import", "in.csv", cwd=shop)
    wanted = BRAND.replace('{use: carrito, note: "everywhere"}', "{use: carro, note: everywhere}")
    wanted += "  - source: refund\n    es-MX: reembolso\n"
    assert (shop / "glossaries/brand.yaml").read_text(encoding="utf-8") == wanted


def test_one_market_is_exported_with_what_it_inherits(shop: Path, cli: Cli) -> None:
    out = cli("glossary", "export", "-", "--format", "csv", "--market", "es-AR", cwd=shop).out
    assert out.splitlines()[1:] == ["cart,noun,,carrito,", "Marula Box,,do-not-translate,Marula Box,no"]


def test_an_import_into_a_new_file_says_what_is_next(shop: Path, cli: Cli) -> None:
    write(shop, {"in.csv": "cart,carrinho\n"})
    said = cli("glossary", "import", "in.csv", "-m", "pt-BR", "--into", "glossaries/new.yaml", cwd=shop)
    assert "glossaries:" in said.err
    made = yaml.safe_load((shop / "glossaries/new.yaml").read_text(encoding="utf-8"))
    assert made == {"source": "en", "terms": [{"source": "cart", "pt-BR": "carrinho"}]}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("x.tbx", '<!DOCTYPE tbx [<!ENTITY a "b">]><tbx>&a;</tbx>', 1), ("x.tbx", "<tbx/>", 2), ("x.csv", "a,b\n", 1),
        ("x.txt", "a", 2), ("x.csv", b"source,es\n\xff,\xfe\n", 1), ("x.yaml", "terms: [", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_in_is_refused_and_nothing_written(
    shop: Path, cli: Cli, name: str, content: object, code: int
) -> None:
    write(shop, {name: content})
    before = (shop / "glossaries/brand.yaml").read_bytes()
    assert cli("glossary", "import", name, cwd=shop).code == code
    assert (shop / "glossaries/brand.yaml").read_bytes() == before


def test_nothing_is_written_outside_of_the_project(shop: Path, cli: Cli) -> None:
    write(shop, {"in.csv": "source,es\na,b\n"})
    assert cli("glossary", "import", "in.csv", "--into", "../x.yaml", cwd=shop).code == 2
    assert not (shop.parent / "x.yaml").exists()


TEXTS = {
    "l1": "Gift card", "l2": "Buy a gift card today", "l3": "Your gift card was sent", "l4": "Two gift cards left",
    "n1": "Sign in with GitHub", "n2": "We read your GitHub name", "n3": "Is GitHub down?",
    "o1": "Your cart is empty", "o2": "Empty your cart now", "o3": "The cart of {name}",
    "w1": "This is the way it was", "w2": "There it was, the way we like it", "w3": "By the way it was late",
}  # fmt: skip
PT = {
    "l1": "Cartão-presente", "l2": "Compre um cartão-presente hoje", "l3": "Seu cartão-presente foi enviado",
    "n1": "Entre com o GitHub", "n2": "Lemos seu nome no GitHub", "n3": "O GitHub caiu?", "o1": "Carrinho vazio",
}  # fmt: skip


def test_extract_proposes_what_recurs_and_is_no_term_yet(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/en.json": TEXTS, "locales/pt-BR.json": PT})
    found = cli("glossary", "extract", "--format", "json", cwd=shop).json["candidates"]
    assert {(c["source"].lower(), c["kind"], c["texts"]) for c in found} == {
        ("gift card", "phrase", 4), ("github", "name", 3),
    }  # fmt: skip
    card = next(c for c in found if c["kind"] == "phrase")
    assert card["targets"] == {"pt-BR": {"text": "Cartão-presente", "count": 3, "of": 3}}
    said = cli("glossary", "extract", cwd=shop).out
    assert yaml.safe_load(said)["terms"] == [
        {"source": "gift card", "pt-BR": "cartão-presente"}, {"source": "GitHub", "dnt": True},
    ]  # fmt: skip


def test_extract_into_a_glossary_and_not_again(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/en.json": TEXTS, "locales/pt-BR.json": PT})
    said = cli("glossary", "extract", "--into", "glossaries/brand.yaml", cwd=shop)
    assert "2 terms added" in said.out
    assert (shop / "glossaries/brand.yaml").read_text(encoding="utf-8").startswith(BRAND)
    assert cli("glossary", "extract", "--format", "json", cwd=shop).json["candidates"] == []


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def translated(shop: Path, cli: Cli) -> Path:
    """A project under git: machine-made targets, one a person's."""
    write(shop, {"locakit.yaml": CONFIG.replace("pt-BR, es-MX", "pt-BR")})
    write(shop, {"locales/en.json": {**EN, "d": "An empty cart", "e": "The Marula Box"}})
    write(shop, {"locales/pt-BR.json": {"d": "Um carrinho vazio"}})
    cli("translate", cwd=shop)
    _git(shop, "init", "-q")
    _git(shop, "add", "-A")
    _git(shop, "commit", "-qm", "x")
    return shop


def test_impact_tells_what_a_change_touches_and_requeues_the_machines(translated: Path, cli: Cli) -> None:
    nothing = cli("glossary", "impact", "--format", "json", cwd=translated).json["markets"]["pt-BR"]
    assert nothing["terms"] == nothing["units"] == []
    path = translated / "glossaries/brand.yaml"
    path.write_text(BRAND.replace("use: carrinho", "use: sacola"), encoding="utf-8")
    ledger = (translated / ".locakit/ledger/pt-BR.tsv").read_bytes()
    found = cli("glossary", "impact", "--format", "json", cwd=translated).json["markets"]["pt-BR"]
    assert [(t["source"], t["kind"], t["before"], t["after"]) for t in found["terms"]] == [
        ("cart", "changed", ["carrinho"], ["sacola"])
    ]
    assert {u["key"]: u["act"] for u in found["units"]} == {"a": "requeue", "d": "person"}
    assert (translated / ".locakit/ledger/pt-BR.tsv").read_bytes() == ledger, "dry by default"
    text = cli("glossary", "impact", cwd=translated).out
    assert "carrinho → sacola" in text and "1 machine-made" in text and "Um carrinho vazio" in text
    done = cli("glossary", "impact", "--requeue", cwd=translated)
    assert "1 unit is due again" in done.err
    steps = cli("plan", "--format", "json", cwd=translated).json["markets"]["pt-BR"]
    assert [(s["key"], s["why"]) for s in steps["steps"] if s["act"] == "translate"] == [("a", "the glossary changed")]
    told = [f["message"] for f in cli("check", "--format", "json", cwd=translated).json["findings"] if f["key"] == "a"]
    assert "the glossary changed after this was translated" in told
    cli("translate", cwd=translated)
    now = read(translated / "locales/pt-BR.json")
    assert "sacola" in now["a"].lower() and now["d"] == "Um carrinho vazio"
    left = cli("glossary", "impact", "--format", "json", cwd=translated).json["markets"]["pt-BR"]
    assert left["counts"] == {"requeue": 0, "person": 1, "fits": 1, "due": 0}


def test_impact_of_a_name_that_is_none_any_more(translated: Path, cli: Cli) -> None:
    old = translated / "old.yaml"
    old.write_text(BRAND, encoding="utf-8")
    (translated / "glossaries/brand.yaml").write_text(BRAND.replace("  - {source: Marula Box, dnt: true}\n", ""))
    found = cli("glossary", "impact", "--since", "old.yaml", "--format", "json", cwd=translated).json
    assert [t["kind"] for t in found["markets"]["pt-BR"]["terms"]] == ["removed"]
    assert {u["key"]: u["act"] for u in found["markets"]["pt-BR"]["units"]} == {"b": "requeue", "e": "requeue"}


def test_impact_needs_something_to_compare_with(shop: Path, cli: Cli) -> None:
    assert cli("glossary", "impact", cwd=shop).code == 2
    assert cli("glossary", "impact", "--since", "nowhere", cwd=shop).code == 2


def test_a_note_touches_no_unit(translated: Path, cli: Cli) -> None:
    (translated / "glossaries/brand.yaml").write_text(BRAND.replace("pos: noun", "pos: noun\n    note: the basket"))
    found = cli("glossary", "impact", "--format", "json", cwd=translated).json["markets"]["pt-BR"]
    assert found["terms"] == []


PO = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'


def test_a_catalogs_own_mark_follows_and_goes_again(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("pt-BR, es-MX", "pt-BR").replace(
        "- path: locales/{locale}.json", "- {path: 'po/{posix}.po', source: po/m.pot}"
    )
    write(tmp_path, {"locakit.yaml": config, "glossaries/brand.yaml": BRAND, "old.yaml": BRAND})
    write(tmp_path, {"po/m.pot": PO + 'msgid "Your cart"\nmsgstr ""\n'})
    cli("translate", cwd=tmp_path)
    (tmp_path / "glossaries/brand.yaml").write_text(BRAND.replace("use: carrinho", "use: sacola"), encoding="utf-8")
    assert "1 unit is due again" in cli("glossary", "impact", "--since", "old.yaml", "--requeue", cwd=tmp_path).err
    again = cli("glossary", "impact", "--since", "old.yaml", "--requeue", cwd=tmp_path)
    assert again.code == 0, "asking twice harms nothing"
    cli("translate", cwd=tmp_path)
    made = (tmp_path / "po/pt_BR.po").read_text(encoding="utf-8")
    assert "sacola" in made.lower() and "carrinho" not in made
    assert cli("status", "--format", "json", cwd=tmp_path).json["markets"]["pt-BR"]["stale"] == 0


def test_impact_compares_with_a_folder(translated: Path, cli: Cli, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("before")
    write(other, {"locakit.yaml": CONFIG, "glossaries/brand.yaml": BRAND.replace("carrinho", "sacola")})
    found = cli("glossary", "impact", "--since", str(other), "--format", "json", cwd=translated).json
    assert [(t["before"], t["after"]) for t in found["markets"]["pt-BR"]["terms"]] == [(["sacola"], ["carrinho"])]
    assert {u["act"] for u in found["markets"]["pt-BR"]["units"]} == {"fits"}


def test_what_a_machine_wrote_is_no_evidence_for_a_term(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("pt-BR, es-MX", "pt-BR"), "locales/en.json": TEXTS})
    cli("translate", cwd=shop)
    found = cli("glossary", "extract", "--format", "json", cwd=shop).json["candidates"]
    assert found and all(c["targets"] == {} for c in found)


def test_a_project_weighs_the_rules_itself(shop: Path, cli: Cli) -> None:
    config = CONFIG + "rules: {glossary.no-target: error, glossary.unused: 'off'}\n"
    write(shop, {"locakit.yaml": config, "glossaries/brand.yaml": "terms: [{source: boat, pt-BR: barco}]"})
    said = cli("glossary", "lint", "--format", "json", cwd=shop)
    assert said.code == 1
    assert [(f["rule"], f["severity"]) for f in said.json["findings"]] == [("glossary.no-target", "error")]
    assert cli("check", "--fail-on", "never", cwd=shop).code == 0


def test_every_finding_of_lint_has_a_page(cli: Cli, tmp_path: Path) -> None:
    from locakit.glossary.lint import RULES

    assert {"unreadable", "contradiction", "unused", "formula"} <= set(RULES)
    for name in RULES:
        page = cli("explain", f"glossary.{name}", cwd=tmp_path).out
        assert page.startswith(f"glossary.{name}") and "Why: " in page and "Bad: " in page


@pytest.mark.parametrize("command", ["check", "glossary"])
def test_a_table_in_the_place_of_a_glossary_is_named_as_one(shop: Path, cli: Cli, command: str) -> None:
    write(shop, {"glossaries/g.csv": "source,pt\ncart,carrinho\n"})
    write(shop, {"locakit.yaml": CONFIG.replace("brand.yaml", "g.csv")})
    told = cli(*(["check"] if command == "check" else ["glossary", "list"]), cwd=shop)
    assert told.code == 2 and "glossaries/g.csv is no YAML file; locakit glossary import" in told.err
    write(shop, {"locakit.yaml": CONFIG.replace("brand.yaml", "h.csv")})
    assert "h.csv is neither a file nor a shipped pack" in cli("glossary", "list", cwd=shop).err
