"""The manifest of a release: who wrote and approved each unit, the same bytes for the same release."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from locakit.formats import registry
from locakit.ledger import digest
from locakit.shell import settling
from tests.conftest import Cli, write

CONFIG = """\
source: en
markets: [es-419, es-MX]
content: [{path: "locales/{locale}.json"}]
engines: [pseudo]
policy: {require: translated}
"""


@pytest.fixture
def shop(tmp_path: Path, cli: Cli) -> Path:
    """One unit of a person in the parent market, approved there; all others a machine's."""
    files = {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Cart", "b": "Bye {name}", "c": "Pay"},
             "locales/es-419.json": {"a": "Carrito"}}  # fmt: skip
    write(tmp_path, files)
    assert cli("review", "--approve", "--market", "es-419", "--as", "Ana", cwd=tmp_path).code == 0
    cli("translate", cwd=tmp_path)
    return tmp_path


def test_each_unit_says_who_and_from_what(shop: Path, cli: Cli) -> None:
    said = cli("emit", "--out", "dist", "--require", "reviewed", "--manifest", "release.json", cwd=shop)
    assert said.code == 1
    found = json.loads((shop / "release.json").read_text(encoding="utf-8"))
    assert (found["version"], found["source"], found["require"], found["units"]) == (1, "en", "reviewed", 6)
    units = {(u["market"], u["key"]): u for u in found["entries"]}
    mine = units["es-419", "a"]
    assert (mine["origin"], mine["by"], mine["state"], mine["stand_in"], mine["human_reviewed"]) == (
        "imported", "Ana", "reviewed", "", True,
    )  # fmt: skip
    assert mine["source_hash"] == digest({"other": "Cart"}) and mine["target_hash"] == digest({"other": "Carrito"})
    assert units["es-MX", "a"]["stand_in"] == "es-419" and units["es-MX", "a"]["by"] == "Ana"
    assert units["es-MX", "c"]["stand_in"] == units["es-MX", "c"]["origin"] == "source"
    assert not units["es-MX", "c"]["machine_unreviewed"]
    files = {f["path"]: f for f in found["files"]}
    for path, told in files.items():
        data = (shop / "dist" / path).read_bytes()
        assert (told["sha256"], told["size"]) == (sha256(data).hexdigest(), len(data))


def test_machine_words_that_nobody_reviewed_are_named(shop: Path, cli: Cli) -> None:
    said = cli("emit", "--out", "dist", "--format", "json", "--manifest", "m.json", cwd=shop)
    told = {m: [u["key"] for u in v["machine_unreviewed"]] for m, v in said.json["markets"].items()}
    assert told["es-419"] == ["b", "c"] and "a" not in told["es-419"]
    listed = cli("emit", "--out", "dist", "--verbose", cwd=shop).out
    assert "nobody has reviewed 2 units: 2 of machine translation" in listed
    assert cli("review", "--approve", "--as", "Ana", cwd=shop).code == 0
    done = cli("emit", "--out", "dist", "--format", "json", cwd=shop).json["markets"]["es-419"]["machine_unreviewed"]
    assert len(done) < 2


def test_the_same_release_gives_the_same_bytes(shop: Path, cli: Cli) -> None:
    made = []
    for folder in ("one", "two"):
        cli("emit", "--out", folder, "--manifest", f"{folder}.json", cwd=shop)
        files = sorted(p.relative_to(shop / folder) for p in (shop / folder).rglob("*") if p.is_file())
        made.append(({str(p): (shop / folder / p).read_bytes() for p in files}, (shop / f"{folder}.json").read_bytes()))
    assert made[0] == made[1] and made[0][0]


def test_what_is_left_out_is_in_no_line(shop: Path, cli: Cli) -> None:
    cli("emit", "--out", "dist", "--require", "final", "--omit", "--manifest", "m.json", cwd=shop)
    found = json.loads((shop / "m.json").read_text(encoding="utf-8"))
    assert found["units"] == 0 and found["entries"] == []


def _manifest(cli: Cli, folder: Path, *more: str) -> dict[tuple[str, str], dict[str, object]]:
    """The entries of a manifest by market and key."""
    assert cli("emit", "--out", "dist", "--manifest", "m.json", *more, cwd=folder).code in (0, 1)
    found = json.loads((folder / "m.json").read_text(encoding="utf-8"))
    return {(u["market"], u["key"]): u for u in found["entries"]}


def test_what_is_never_translated_is_no_review(tmp_path: Path, cli: Cli) -> None:
    config = (
        "source: en\nmarkets: [fr]\nengines: [pseudo]\n"
        "content: [{path: 'l/{locale}.json', flags: {brand: [verbatim]}}]\n"
    )
    write(tmp_path, {"locakit.yaml": config, "l/en.json": {"brand": "Marula", "a": "Pay"}})
    cli("translate", cwd=tmp_path)
    units = _manifest(cli, tmp_path, "--require", "translated")
    brand = units["fr", "brand"]
    assert (brand["state"], brand["human_reviewed"], brand["by"], brand["machine_unreviewed"]) == (
        "final", False, "", False,
    )  # fmt: skip
    assert units["fr", "a"]["machine_unreviewed"]


def test_an_approval_of_an_older_source_is_no_review(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/en.json": {"a": "Shopping cart", "b": "Bye {name}", "c": "Pay"}})
    mine = _manifest(cli, shop)["es-419", "a"]
    assert (mine["state"], mine["by"], mine["human_reviewed"]) == ("translated", "Ana", False)


@pytest.mark.parametrize("known", [True, False])
def test_the_time_of_the_run_is_in_no_line(
    tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch, known: bool
) -> None:  # fmt: skip
    write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": {"a": "Cart"}, "locales/es-MX.json": {"a": "Carro"}})
    if known:
        cli("translate", cwd=tmp_path)
        write(tmp_path, {"locales/es-MX.json": {"a": "Carrito"}})
    before = {p: p.read_bytes() for p in (tmp_path / ".locakit").rglob("*.tsv")} if known else {}
    made = []
    for at in ("2001-01-01T00:00:00Z", "2002-01-01T00:00:00Z"):
        monkeypatch.setattr(settling, "now", lambda at=at: at)
        units = _manifest(cli, tmp_path)
        made.append((tmp_path / "m.json").read_bytes())
        assert units["es-MX", "a"]["at"] == ""
        assert units["es-MX", "a"]["origin"] == ("human" if known else "imported")
    assert made[0] == made[1]
    assert all(path.read_bytes() == data for path, data in before.items())


PAGE = "# Boats\n\nWe hire boats.\n\nCall us.\n"


def test_a_document_keeps_the_source_s_paragraphs_and_says_so(tmp_path: Path, cli: Cli) -> None:
    config = "source: en\nmarkets: [fr]\nengines: [pseudo]\ncontent: [{path: 'docs/{locale}/a.md'}]\n"
    target = "# Bateaux\n\nNous louons des bateaux.\n\nAppelez-nous.\n\n## Seulement en France\n"
    write(tmp_path, {"locakit.yaml": config, "docs/en/a.md": PAGE, "docs/fr/a.md": target})
    assert cli("review", "--approve", "--as", "Ana", "--key", "h1-*", cwd=tmp_path).code == 0
    said = cli("emit", "--out", "dist", "--require", "reviewed", "--omit", "--format", "json", "--manifest", "m.json",
               cwd=tmp_path)  # fmt: skip
    fr = said.json["markets"]["fr"]
    assert (fr["units"], fr["left_out"], fr["stand_ins"]) == (3, 0, {"source": 2})
    page = (tmp_path / "dist/docs/fr/a.md").read_text(encoding="utf-8")
    assert page == "# Bateaux\n\nWe hire boats.\n\nCall us.\n\n## Seulement en France\n"
    entries = json.loads((tmp_path / "m.json").read_text(encoding="utf-8"))["entries"]
    shown = {u["target_hash"]: (u["stand_in"], u["origin"]) for u in entries}
    assert shown == {
        digest({"other": "Bateaux"}): ("", "imported"), digest({"other": "We hire boats."}): ("source", "source"),
        digest({"other": "Call us."}): ("source", "source"), digest({"other": "Seulement en France"}): ("", ""),
    }  # fmt: skip


def test_a_document_s_paragraphs_whose_source_is_gone_are_not_released(tmp_path: Path, cli: Cli) -> None:
    config = "source: en\nmarkets: [fr]\nengines: [pseudo]\ncontent: [{path: 'docs/{locale}/a.md'}]\n"
    write(tmp_path, {"locakit.yaml": config, "docs/en/a.md": PAGE})
    cli("translate", cwd=tmp_path)
    write(tmp_path, {"docs/en/a.md": "# Boats\n\nCall us.\n"})
    units = _manifest(cli, tmp_path)
    assert len(units) == 2
    assert (tmp_path / "dist/docs/fr/a.md").read_text(encoding="utf-8").count("\n\n") == 1


def test_left_out_is_counted_apart_from_stand_ins(shop: Path, cli: Cli) -> None:
    said = cli("emit", "--out", "dist", "--require", "reviewed", "--omit", cwd=shop)
    assert "2 units fall short, 2 left out\n" in said.out and "3 units fall short, 3 left out\n" in said.out
    assert "stand-ins" not in said.out


def test_the_hash_is_of_what_the_file_holds(tmp_path: Path, cli: Cli) -> None:
    """An Arabic file needs six forms of a stand-in that has two."""
    config = "source: en\nmarkets: [ar]\nengines: [pseudo]\ncontent: [{path: 'po/{posix}.po', source: po/m.pot}]\n"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    unit = 'msgid "%d bag"\nmsgid_plural "%d bags"\nmsgstr[0] ""\nmsgstr[1] ""\n'
    write(tmp_path, {"locakit.yaml": config, "po/m.pot": head + unit})
    (line,) = _manifest(cli, tmp_path).values()
    text = (tmp_path / "dist/po/ar.po").read_text(encoding="utf-8")
    (held,) = registry.by_name("po").parse("po/ar.po", text, "ar").messages
    assert len(held.forms) == 6 and line["target_hash"] == digest(held.forms) and line["stand_in"] == "source"


def test_a_released_fuzzy_entry_reaches_the_mo(tmp_path: Path, cli: Cli) -> None:
    config = "source: en\nmarkets: [fr]\nengines: [pseudo]\ncontent: [{path: 'po/{posix}.po', source: po/m.pot}]\n"
    head = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    files = {
        "po/m.pot": f'{head}msgid "Pay"\nmsgstr ""\n',
        "po/fr.po": f'{head}#, fuzzy\nmsgid "Pay"\nmsgstr "Payer"\n',
    }
    write(tmp_path, {"locakit.yaml": config, **files})
    assert _manifest(cli, tmp_path)["fr", "Pay"]["stand_in"] == ""
    assert "fuzzy" not in (tmp_path / "dist/po/fr.po").read_text(encoding="utf-8")
    assert b"Payer" in (tmp_path / "dist/po/fr.mo").read_bytes()
    assert "fuzzy" in (tmp_path / "po/fr.po").read_text(encoding="utf-8")


def test_a_file_for_all_markets_holds_none_of_them_below_the_state(tmp_path: Path, cli: Cli) -> None:
    config = "source: en\nmarkets: [fr, de]\nengines: [pseudo]\ncontent: [{path: t.csv}]\n"
    write(tmp_path, {"locakit.yaml": config, "t.csv": "id,en,fr,de\na,Pay,Payer,Zahlen\n"})
    assert cli("review", "--approve", "--as", "Ana", "--market", "fr", cwd=tmp_path).code == 0
    units = _manifest(cli, tmp_path, "--require", "reviewed", "--market", "fr")
    assert (tmp_path / "dist/t.csv").read_text(encoding="utf-8") == "id,en,fr,de\na,Pay,Payer,Pay\n"
    assert {key: u["stand_in"] for key, u in units.items()} == {("fr", "a"): "", ("de", "a"): "source"}


def test_what_cannot_be_read_is_named(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/es-MX.json": '{"a": '})
    said = cli("emit", "--out", "dist", cwd=shop)
    assert said.code == 1 and "locales/es-MX.json:1" in said.err


EVERY = {
    "locakit.yaml": """\
source: en
markets: [fr]
content: [{path: 'l/{locale}.json'}, {path: 'po/{locale}.po'}, {path: 'docs/{locale}.md', url: 'https://a.example/{locale}'}]
engines: [pseudo]
glossaries: [terms.yaml]
packs: [markets/fr.yaml]
memory: {tmx: [old.tmx]}
""",
    "l/en.json": {"a": "Cart"}, "l/fr.json": {"a": "Panier"}, "po/en.po": 'msgid "Pay"\nmsgstr "Pay"\n',
    "docs/en.md": "Hello\n", "docs/fr.md": "Salut\n", "terms.yaml": "source: en\nterms: []\n",
    "markets/fr.yaml": "locale: fr\n", "old.tmx": "<tmx/>", "older.json": {"a": "Chariot"},
}  # fmt: skip


@pytest.fixture
def whole(tmp_path: Path, cli: Cli) -> Path:
    """A project with a file of every kind."""
    write(tmp_path, EVERY)
    write(tmp_path, {"old.tmx": '<tmx version="1.4"><header srclang="en"/><body></body></tmx>'})
    assert cli("review", "--approve", "--as", "Ana", cwd=tmp_path).code == 0
    assert (tmp_path / ".locakit/ledger/fr.tsv").is_file()
    return tmp_path


def _files(folder: Path) -> dict[str, bytes]:
    found = (p for p in folder.rglob("*") if p.is_file() and "memory" not in p.name)
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in found}


OWN = ["locakit.yaml", "l/en.json", "l/fr.json", "po/fr.po", "terms.yaml", "markets/fr.yaml", "old.tmx",
       ".locakit/ledger/fr.tsv", "docs/../l/fr.json"]  # fmt: skip
WRITERS = {
    "manifest": ("emit", "--out", "dist", "--manifest"),
    "check": ("check", "--format", "json", "--output"),
    "baseline": ("check", "--write-baseline"),
    "diff": ("diff", "older.json", "l/fr.json", "--market", "fr", "--output"),
    "report": ("report", "--format", "json", "--out"),
    "memory": ("memory", "export"),
    "glossary": ("glossary", "export", "--format", "csv"),
}


@pytest.mark.parametrize("own", OWN)
@pytest.mark.parametrize("command", WRITERS)
def test_no_report_is_written_over_the_project(whole: Path, cli: Cli, command: str, own: str) -> None:
    before = _files(whole)
    said = cli(*WRITERS[command], own, cwd=whole)
    assert (said.code, _files(whole)) == (2, before)
    assert own in said.err


@pytest.mark.parametrize("more", [
    ("--manifest", "dist/l/fr.json"), ("--manifest", "dist/po/fr.mo"), ("--manifest", "dist/../dist/docs/fr.md"),
    ("--hreflang", "l/fr.json"), ("--hreflang", "../locakit.yaml"), ("--hreflang", "po/fr.po"),
    ("--hreflang", "s.xml", "--manifest", "dist/s.xml"), ("--hreflang", "s.xml", "--manifest", "dist/s-1.xml"),
    ("--hreflang", "s", "--manifest", "dist/s.xml"),
])  # fmt: skip
def test_no_list_is_written_over_the_release(whole: Path, cli: Cli, more: tuple[str, ...]) -> None:
    before = _files(whole)
    said = cli("emit", "--out", "dist", *more, cwd=whole)
    assert (said.code, _files(whole)) == (2, before)


def test_no_sitemap_is_written_over_the_project(whole: Path, cli: Cli) -> None:
    before = _files(whole)
    assert cli("emit", "--out", "l", "--hreflang", "en.json", cwd=whole).code == 2
    assert cli("emit", "--out", "docs/..", cwd=whole).code == 2
    assert _files(whole) == before


def test_no_vendor_s_file_is_written_over_the_project(whole: Path, cli: Cli) -> None:
    before = _files(whole)
    for to in ("po/fr.po", "po"):
        assert cli("review", "export", "--to", to, "--format", "po", cwd=whole).code == 2
    assert _files(whole) == before


def test_a_folder_is_no_place_for_a_report(whole: Path, cli: Cli) -> None:
    before = _files(whole)
    said = cli("emit", "--out", "dist", "--manifest", "docs", cwd=whole)
    assert (said.code, _files(whole)) == (2, before) and "folder" in said.err


def test_a_diff_is_not_written_over_the_other_project(
    whole: Path, cli: Cli, tmp_path_factory: pytest.TempPathFactory
) -> None:
    other = write(tmp_path_factory.mktemp("other"), EVERY)
    assert cli("diff", str(other), "", "--output", str(other / "l/fr.json"), cwd=whole).code == 2
    assert json.loads((other / "l/fr.json").read_text(encoding="utf-8")) == {"a": "Panier"}


def test_a_link_to_a_file_of_the_project_is_that_file(whole: Path, cli: Cli) -> None:
    (whole / "out.json").symlink_to("l/en.json")
    before = _files(whole)
    assert cli("report", "--format", "json", "--out", "out.json", cwd=whole).code == 2
    assert _files(whole) == before


def test_a_report_beside_the_project_s_files_is_written(whole: Path, cli: Cli) -> None:
    assert cli("check", "--format", "json", "--output", "l/report.json", cwd=whole).code == 0
    assert json.loads((whole / "l/report.json").read_text(encoding="utf-8"))["version"] == 1
