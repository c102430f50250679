"""The whole way: source in, targets out, people's words kept; told on real folders with the product's own engines."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import CONFIG, Cli, read, write

EN = {
    "cart": {
        "title": "Your cart",
        "total": "Total for {name}",
        "items_one": "{{count}} item",
        "items_other": "{{count}} items",
    }
}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": EN})


def test_a_run_writes_whole_targets_and_a_second_one_changes_no_byte(shop: Path, cli: Cli) -> None:
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    made = read(shop / "locales/pt-BR.json")["cart"]
    assert list(made) == ["title", "total", "items_one", "items_many", "items_other"]
    assert "{name}" in made["total"] and made["items_many"].count("{{count}}") == 1
    before = {p: p.read_bytes() for p in shop.rglob("*") if p.is_file() and p.suffix != ".db"}
    again = cli("translate", cwd=shop)
    assert again.code == 0 and "nothing to write" in again.out and "Everything is up to date" in again.out
    assert {p: p.read_bytes() for p in before} == before


def test_status_plan_and_check_tell_the_same_story_as_json(shop: Path, cli: Cli) -> None:
    planned = cli("plan", "--format", "json", cwd=shop).json["markets"]["pt-BR"]
    assert (planned["translate"], planned["keep"], planned["leaves_machine"]) == (3, 0, False)
    assert planned["cost"] == {"amount": "0.00", "currency": "USD"} and planned["provider"] == "pseudo"
    assert {s["why"] for s in planned["steps"]} == {"new"}
    missing = cli("check", "--format", "json", cwd=shop)
    assert missing.code == 0 and {f["rule"] for f in missing.json["findings"]} == {"keys.missing"}
    cli("translate", cwd=shop)
    counted = cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]
    assert (counted["units"], counted["initial"], counted["translated"]) == (3, 0, 3)
    assert counted["by_origin"] == {"machine": 3, "memory": 0, "human": 0, "imported": 0}
    assert counted["by_resource"]["locales/pt-BR.json"]["translated"] == 3


def test_a_dry_run_writes_nothing(shop: Path, cli: Cli) -> None:
    before = sorted(p for p in shop.rglob("*") if p.is_file())
    assert cli("translate", "--dry-run", cwd=shop).code == 0
    assert sorted(p for p in shop.rglob("*") if p.is_file() and ".locakit" not in p.parts) == before


def test_a_hand_edit_is_kept_and_a_changed_source_only_proposes(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    target = shop / "locales/pt-BR.json"
    made = read(target)
    made["cart"]["title"] = "O seu carrinho"
    write(shop, {"locales/pt-BR.json": made})
    assert cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["by_origin"]["human"] == 1
    said = cli("translate", cwd=shop)
    assert "1 hand edit seen and kept" in said.out
    changed = {"cart": {**EN["cart"], "title": "Your shopping cart"}}
    write(shop, {"locales/en.json": changed})
    before = target.read_bytes()
    said = cli("translate", cwd=shop)
    assert "1 proposal laid beside" in said.out and target.read_bytes() == before
    counted = cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]
    assert (counted["stale"], counted["proposals"]) == (1, 1)
    stale = [f for f in cli("check", "--format", "json", cwd=shop).json["findings"] if f["rule"] == "keys.stale"]
    assert [f["key"] for f in stale] == ["cart.title"] and "a proposal waits" in stale[0]["message"]
    assert cli("plan", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["propose"] == 0


def test_a_changed_source_of_a_machines_target_is_translated_again_as_one_entry(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    target = shop / "locales/pt-BR.json"
    before = target.read_text(encoding="utf-8").splitlines()
    write(shop, {"locales/en.json": {"cart": {**EN["cart"], "title": "Basket"}}})
    cli("translate", cwd=shop)
    after = target.read_text(encoding="utf-8").splitlines()
    assert sum(a != b for a, b in zip(before, after, strict=True)) == 1


def test_a_unit_gone_from_the_source_goes_unless_a_person_wrote_it(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    made = read(shop / "locales/pt-BR.json")
    made["cart"]["title"] = "Meu carrinho"
    write(shop, {"locales/pt-BR.json": made, "locales/en.json": {"cart": {"total": EN["cart"]["total"]}}})
    cli("translate", cwd=shop)
    assert list(read(shop / "locales/pt-BR.json")["cart"]) == ["title", "total"]
    assert "keys.obsolete" in cli("check", cwd=shop).out
    cli("translate", "--prune", cwd=shop)
    assert list(read(shop / "locales/pt-BR.json")["cart"]) == ["total"]


def test_one_market_that_fails_is_due_the_next_time_and_leaves_the_others_alone(shop: Path, cli: Cli) -> None:
    config = CONFIG.replace("[pt-BR]", "[pt-BR, is-IS]") + "market: {is-IS: {engines: [firefox]}}\n"
    write(shop, {"locakit.yaml": config})
    for _ in range(2):
        said = cli("translate", cwd=shop)
        assert said.code == 3
        assert "locakit models add en is" in said.out
        assert not (shop / "locales/is-IS.json").exists()
    counted = cli("status", "--format", "json", cwd=shop).json["markets"]
    assert (counted["pt-BR"]["initial"], counted["is-IS"]["initial"]) == (0, 3)


def test_broken_targets_and_sources_cost_themselves_only(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("{locale}.json", "{locale}/*.json"), "locales/en/a.json": EN})
    write(shop, {"locales/en/b.json": '{"x": "Hi",\n  oops}', "locales/en/c.json": {"k": "Hello"}})
    write(shop, {"locales/pt-BR/c.json": '{"k": "Olá"\n<<<<<<< HEAD\n}'})
    said = cli("translate", cwd=shop)
    assert said.code == 1
    assert "locales/en/b.json:2:3" in said.err and "locales/pt-BR/c.json:2" in said.err
    assert (shop / "locales/pt-BR/a.json").is_file()
    assert "<<<<<<< HEAD" in (shop / "locales/pt-BR/c.json").read_text(encoding="utf-8")


def test_a_files_encoding_and_line_ends_are_kept(shop: Path, cli: Cli) -> None:
    text = '{\r\n  "cart": {\r\n    "title": "Olá"\r\n  }\r\n}\r\n'
    (shop / "locales/pt-BR.json").write_bytes(text.encode("utf-16"))
    assert cli("translate", cwd=shop).code == 0
    made = (shop / "locales/pt-BR.json").read_bytes()
    assert made[:2] == text.encode("utf-16")[:2]
    back = made.decode("utf-16")
    assert '"title": "Olá",\r\n' in back and "\n" not in back.replace("\r\n", "")


def test_a_pattern_that_names_nothing_is_said(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("locales/", "local/")})
    for command in ("status", "plan", "translate"):
        assert "local/{locale}.json: no source file is there (local/en.json)" in cli(command, cwd=shop).err


def test_review_approves_edits_rejects_and_takes_proposals(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    said = cli("review", "--as", "Ana", "--key", "cart.title", cwd=shop, stdin="e\nMeu carrinho\n")
    assert said.code == 0 and "1 decided" in said.out
    assert read(shop / "locales/pt-BR.json")["cart"]["title"] == "Meu carrinho"
    cli("review", "--as", "Ana", "--key", "cart.total", cwd=shop, stdin="a\n")
    counted = cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]
    assert (counted["reviewed"], counted["by_origin"]["human"], counted["by_origin"]["machine"]) == (2, 1, 2)
    cli("review", "--as", "Ana", "--key", "cart.items", cwd=shop, stdin="r\n")
    assert "items_other" not in read(shop / "locales/pt-BR.json")["cart"]
    write(shop, {"locales/en.json": {"cart": {**EN["cart"], "title": "The cart"}}})
    cli("translate", cwd=shop)
    said = cli("review", "--as", "Eva", "--key", "cart.title", cwd=shop, stdin="p\n")
    assert read(shop / "locales/pt-BR.json")["cart"]["title"] != "Meu carrinho"
    ledger = (shop / ".locakit/ledger/pt-BR.tsv").read_text(encoding="utf-8")
    assert "\tEva\t" in ledger and "\tAna\t" in ledger
    assert cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["stale"] == 0


def test_review_refuses_words_that_would_break_the_program(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    before = (shop / "locales/pt-BR.json").read_bytes()
    said = cli("review", "--as", "Ana", "--key", "cart.total", cwd=shop, stdin="e\nTotal\nq\n")
    assert "not written: placeables.missing" in said.out
    assert (shop / "locales/pt-BR.json").read_bytes() == before


def test_emit_takes_reviewed_words_only_and_says_what_falls_short(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    cli("review", "--as", "Ana", "--key", "cart.title", cwd=shop, stdin="a\n")
    said = cli("emit", "--require", "reviewed", "--out", "dist", "--format", "json", cwd=shop)
    assert said.code == 1
    made = read(shop / "dist/locales/pt-BR.json")["cart"]
    assert made["title"] == read(shop / "locales/pt-BR.json")["cart"]["title"]
    assert made["total"] == "Total for {name}"
    assert said.json["markets"]["pt-BR"]["stand_ins"] == {"source": 2}
    cli("emit", "--require", "reviewed", "--omit", "--out", "dist2", cwd=shop)
    assert list(read(shop / "dist2/locales/pt-BR.json")["cart"]) == ["title"]
    assert cli("emit", "--require", "translated", "--out", "dist3", cwd=shop).code == 0
    assert cli("emit", "--require", "sparkling", "--out", "x", cwd=shop).code == 2


def test_the_memory_learns_a_hand_edit_and_gives_it_where_the_source_recurs(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    made = read(shop / "locales/pt-BR.json")
    made["cart"]["title"] = "Minha cestinha"
    write(shop, {"locales/pt-BR.json": made})
    cli("translate", cwd=shop)
    write(shop, {"locales/en.json": {"cart": EN["cart"], "footer": "Your cart"}})
    cli("translate", cwd=shop)
    assert read(shop / "locales/pt-BR.json")["footer"] == "Minha cestinha"
    assert cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["by_origin"]["memory"] == 1


def test_init_adopts_what_is_there_and_touches_nothing(tmp_path: Path, cli: Cli) -> None:
    files = {"locales/en.json": EN, "locales/fr-FR.json": {"cart": {"title": "Votre panier"}}}
    write(tmp_path, files)
    before = (tmp_path / "locales/fr-FR.json").read_bytes()
    said = cli("init", cwd=tmp_path)
    assert said.code == 0, said.err
    assert "fr-FR: 1 translation adopted as imported" in said.out
    assert (tmp_path / "locales/fr-FR.json").read_bytes() == before
    counted = cli("status", "--format", "json", cwd=tmp_path).json["markets"]["fr-FR"]
    assert (counted["by_origin"]["imported"], counted["initial"]) == (1, 2)
    assert cli("init", cwd=tmp_path).code == 2


def test_wrong_use_is_exit_2_with_a_plain_sentence(
    shop: Path, cli: Cli, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for arguments in (["status", "--market", "xx-*"], ["plan", "--format", "xml"], ["nonsense"], ["emit"]):
        assert cli(*arguments, cwd=shop).code == 2
    nowhere = cli("status", cwd=tmp_path_factory.mktemp("empty"))
    assert nowhere.code == 2 and "locakit init" in nowhere.err and "Traceback" not in nowhere.err
    write(shop, {"locakit.yaml": "source: en\nmarkets: [pt-BR, Klingon!]\ncontent: [{path: x.json}]\nengin: [a]\n"})
    said = cli("status", cwd=shop)
    assert said.code == 2
    assert said.err.count("locakit.yaml:") >= 3 and "did you mean" in said.err


def test_six_plural_forms_for_arabic_in_every_format(tmp_path: Path, cli: Cli) -> None:
    pot = (
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
        '#, python-format\nmsgid "%d item"\nmsgid_plural "%d items"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    )
    icu = "{count, plural, one {# item} other {# items}}"
    write(tmp_path, {
        "locakit.yaml": "source: en\nmarkets: [ar-SA]\nengines: [pseudo]\ncontent:\n"
        "  - path: locales/{locale}.json\n  - path: config/{locale}.yml\n"
        "  - {path: 'po/{posix}.po', source: po/m.pot}\n  - path: docs/{locale}/*.md\n",
        "locales/en.json": {"n_one": "{{count}} item", "n_other": "{{count}} items", "icu": icu},
        "config/en.yml": "en:\n  n:\n    one: '%{count} item'\n    other: '%{count} items'\n",
        "po/m.pot": pot,
        "docs/en/a.md": f"---\ntitle: Items\n---\n\n# Cart\n\nYou have `{icu}` here.\n",
    })  # fmt: skip
    said = cli("translate", cwd=tmp_path)
    assert said.code == 0, said.out + said.err
    made = read(tmp_path / "locales/ar-SA.json")
    six = ["zero", "one", "two", "few", "many", "other"]
    assert [k for k in made if k.startswith("n_")] == [f"n_{c}" for c in six]
    assert all(f"{c} {{" in made["icu"] for c in six)
    yaml_text = (tmp_path / "config/ar-SA.yml").read_text(encoding="utf-8")
    assert yaml_text.startswith("ar-SA:") and all(f"    {c}: " in yaml_text for c in six)
    po = (tmp_path / "po/ar_SA.po").read_text(encoding="utf-8")
    assert "nplurals=6" in po and all(f"msgstr[{n}] " in po for n in range(6)) and 'msgstr[5] ""' not in po
    assert icu in (tmp_path / "docs/ar-SA/a.md").read_text(encoding="utf-8")


def test_words_that_are_only_alike_are_offered_once_where_no_engine_can_help(tmp_path: Path, cli: Cli) -> None:
    tmx = (
        '<tmx version="1.4"><header srclang="en"/><body><tu>'
        '<tuv xml:lang="en"><seg>Your cart is empty again</seg></tuv>'
        '<tuv xml:lang="is-IS"><seg>Karfan er aftur tóm</seg></tuv></tu></body></tmx>'
    )
    config = CONFIG.replace("[pt-BR]", "[is-IS]").replace("pseudo", "firefox") + "memory: {tmx: [m.tmx]}\n"
    write(tmp_path, {"locakit.yaml": config, "m.tmx": tmx, "locales/en.json": {"a": "Your cart is empty"}})
    assert cli("translate", cwd=tmp_path).code == 3
    path = tmp_path / ".locakit/proposals/is-IS.tsv"
    offered = path.read_bytes()
    assert "Karfan er aftur tóm".encode() in offered
    cli("translate", cwd=tmp_path)
    assert path.read_bytes() == offered, "a second run changes no byte"
    said = cli("review", "--as", "Ana", cwd=tmp_path, stdin="p\n")
    assert "1 decided" in said.out and read(tmp_path / "locales/is-IS.json") == {"a": "Karfan er aftur tóm"}
    counted = cli("status", "--format", "json", cwd=tmp_path).json["markets"]["is-IS"]
    assert (counted["reviewed"], counted["by_origin"]["memory"], counted["proposals"]) == (1, 1, 0)


def test_tags_around_a_plural_go_into_its_branches(tmp_path: Path, cli: Cli) -> None:
    en = {
        "a": "<b>{n, plural, one {# day} other {# days}}</b>",
        "b": 'See <a href="/u">{n, plural, one {# day} other {# days}}</a> left',
    }
    write(tmp_path, {"locakit.yaml": CONFIG.replace("[pt-BR]", "[ru]"), "locales/en.json": en})
    said = cli("translate", cwd=tmp_path)
    assert said.code == 0, said.out + said.err
    made = read(tmp_path / "locales/ru.json")
    assert made["a"].count("<b>") == made["a"].count("</b>") >= 1 and 'href="/u"' in made["b"]
    assert cli("check", cwd=tmp_path).code == 0
    broken = {**made, "b": made["b"].replace("</a>", "").replace('<a href="/u">', "")}
    write(tmp_path, {"locales/ru.json": broken})
    assert "<a> is lost" in cli("check", cwd=tmp_path).out
