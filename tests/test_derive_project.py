"""Markets derived in a project: order, later changes, people's words, proposals, a killed run, the memory's sibling."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from locakit.ledger import digest
from locakit.shell.journal import Entry, Journal
from tests.conftest import Cli, read, write

CONFIG = """\
source: en
markets: [es-MX, es-ES]
content:
  - path: locales/{locale}.json
market:
  es-MX: {derive: es-ES}
engines: [pseudo]
"""
EN = {"video": "Watch the video, {name}", "home": "Rent an apartment", "late": "Only in English"}
ES = {"video": "Mira el vídeo, {name}", "home": "Alquila un piso"}


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    return write(tmp_path, {"locakit.yaml": CONFIG, "locales/en.json": EN, "locales/es-ES.json": ES})


def rows(shop: Path, market: str = "es-MX") -> dict[str, list[str]]:
    lines = (shop / f".locakit/ledger/{market}.tsv").read_text(encoding="utf-8").splitlines()[1:]
    return {cells[1]: cells for cells in (line.split("\t") for line in lines)}


def steps(shop: Path, cli: Cli, market: str = "es-MX", *more: str) -> dict[str, tuple[str, str]]:
    told = cli("plan", "--format", "json", *more, cwd=shop).json["markets"][market]["steps"]
    return {s["key"]: (s["act"], s["why"]) for s in told}


def test_the_base_is_done_first_whatever_the_order(shop: Path, cli: Cli) -> None:
    planned = steps(shop, cli)
    assert planned["late"] == planned["home"] == planned["video"] == ("recall", "new, derived from es-ES")
    asked = cli("plan", "--format", "json", cwd=shop).json["markets"]
    assert list(asked) == ["es-ES", "es-MX"] and asked["es-MX"]["characters"] == 0
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    assert "1 words to choose" in said.out
    made, base = read(shop / "locales/es-MX.json"), read(shop / "locales/es-ES.json")
    assert made["video"] == "Mira el video, {name}" and made["home"] == "Renta un piso"
    assert made["late"] == base["late"] != EN["late"], "the engine's words for the base"
    there = rows(shop)
    assert there["home"][4:7] == ["translated", "machine", "derive:es-ES@" + digest({"other": ES["home"]})]
    assert there["home"][9] == "ambiguous: piso -> departamento / apartamento?" and there["video"][9] == ""
    again = cli("translate", cwd=shop)
    assert "nothing to write" in again.out and set(steps(shop, cli).values()) == {("keep", "up to date")}


def test_a_plan_says_what_would_be_derived_and_derives_nothing(
    shop: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch
) -> None:
    from locakit.shell import deriving

    write(shop, {"locales/es-ES.json": {**ES, "video": "Mira el vídeo"}})
    done: list[object] = []
    real = deriving.derive
    monkeypatch.setattr(deriving, "derive", lambda *a, **more: done.append(a) or real(*a, **more))
    planned = steps(shop, cli, "es-MX", "-m", "es-MX")
    assert done == [] and planned["home"] == ("recall", "new, derived from es-ES")
    assert planned["video"][0] == "translate", "a base with a fault is no base"
    cli("translate", "-m", "es-MX", cwd=shop)
    assert len(done) == 1


def test_a_market_alone_takes_what_its_base_has_now(shop: Path, cli: Cli) -> None:
    planned = steps(shop, cli, "es-MX", "--market", "es-MX")
    assert planned["video"] == ("recall", "new, derived from es-ES") and planned["late"] == ("translate", "new")
    said = cli("translate", "--market", "es-MX", cwd=shop)
    assert said.code == 0, said.err
    assert rows(shop)["late"][5:7] == ["machine", "pseudo"] and rows(shop)["video"][6].startswith("derive:es-ES@")
    assert read(shop / "locales/es-ES.json") == ES


def test_a_changed_base_is_derived_again_and_a_person_gets_a_proposal(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    mine = read(shop / "locales/es-MX.json") | {"home": "Renta un departamento"}
    base = read(shop / "locales/es-ES.json") | {"video": "Ve el vídeo, {name}", "home": "Alquila una casa"}
    write(shop, {"locales/es-MX.json": mine, "locales/es-ES.json": base})
    planned = steps(shop, cli)
    assert planned["video"] == ("recall", "the base changed, derived from es-ES")
    assert planned["home"] == ("propose", "the base changed under a person's words")
    assert planned["late"] == ("keep", "up to date")
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    made = read(shop / "locales/es-MX.json")
    assert made["video"] == "Ve el video, {name}" and made["home"] == "Renta un departamento"
    waiting = (shop / ".locakit/proposals/es-MX.tsv").read_text(encoding="utf-8")
    assert "Renta una casa" in waiting and "derive:es-ES@" + digest({"other": "Alquila una casa"}) in waiting
    assert steps(shop, cli)["home"] == ("keep", "the base changed, a proposal waits")
    write(shop, {"locales/es-ES.json": base | {"home": "Alquila un estudio"}})
    assert steps(shop, cli)["home"][0] == "propose"
    cli("translate", cwd=shop)
    assert "Renta un estudio" in (shop / ".locakit/proposals/es-MX.tsv").read_text(encoding="utf-8")


def decided(shop: Path, text: str | None, key: str = "home") -> None:
    """A reviewer's verdict on a unit: another text, its own (None), or what stands there."""
    from locakit.shell.desk import open_office
    from locakit.shell.verdicts import cases, decide
    from locakit.shell.workspace import open_workspace

    space = open_workspace(str(shop))
    with open_office(space, write=True) as office:
        (case,) = [c for c in cases(space, office, ["es-MX"]) if c.source.key == key]
        if text is None:
            decide(space, office, case, {}, "initial", "Ana")
        else:
            decide(space, office, case, {"other": text} if text else case.target, "reviewed", "Ana")


def test_approved_and_refused_proposals_are_settled_until_the_base_changes_again(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    decided(shop, "Renta un departamento")
    assert rows(shop)["home"][4:7] == ["reviewed", "human", "derive:es-ES@" + digest({"other": ES["home"]})]
    assert steps(shop, cli)["home"] == ("keep", "up to date")
    base = read(shop / "locales/es-ES.json")
    write(shop, {"locales/es-ES.json": base | {"home": "Alquila una casa"}})
    cli("translate", cwd=shop)
    decided(shop, "")
    assert steps(shop, cli)["home"] == ("keep", "up to date"), "she saw the new base and kept her words"
    write(shop, {"locales/es-ES.json": base | {"home": "Alquila un estudio"}})
    cli("translate", cwd=shop)
    decided(shop, None)
    assert steps(shop, cli)["home"] == ("keep", "the base changed, up to date")
    assert read(shop / "locales/es-MX.json")["home"] == "Renta un departamento"
    write(shop, {"locales/es-ES.json": base | {"home": "Alquila un ático"}})
    assert steps(shop, cli)["home"][0] == "propose", "refused was another text"


def test_a_changed_source_waits_for_the_base(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    write(shop, {"locales/en.json": EN | {"video": "Watch the new video, {name}"}})
    alone = steps(shop, cli, "es-MX", "--market", "es-MX")
    assert alone["video"][0] == "translate" and "derived" not in alone["video"][1], "a stale base is no base"
    assert steps(shop, cli, "es-ES")["video"][0] == "propose"
    cli("translate", cwd=shop)
    assert rows(shop)["video"][5:7] == ["machine", "pseudo"]
    write(shop, {"locales/en.json": EN | {"late": "Only in English for now"}})
    assert steps(shop, cli)["late"] == ("recall", "the source changed, derived from es-ES")
    cli("translate", cwd=shop)
    assert read(shop / "locales/es-MX.json")["late"] == read(shop / "locales/es-ES.json")["late"]


def test_a_base_with_a_broken_placeable_is_no_base(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/es-ES.json": {"video": "Mira el vídeo", "home": "Alquila un piso"}})
    assert steps(shop, cli, "es-MX", "--market", "es-MX")["video"][0] == "translate"


def test_people_s_own_words_for_the_source_come_before_the_base(shop: Path, cli: Cli) -> None:
    write(shop, {"locales/en.json": EN | {"again": EN["home"]}, "locales/es-MX.json": {"again": "Renta tu depa"}})
    cli("translate", cwd=shop)
    assert read(shop / "locales/es-MX.json")["home"] == "Renta tu depa"
    assert rows(shop)["home"][5] == "memory"


def test_a_killed_run_keeps_where_its_texts_are_from(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    engine, note = rows(shop)["home"][6], rows(shop)["home"][9]
    (shop / ".locakit/ledger/es-MX.tsv").unlink()
    text = {"other": "Renta un piso"}
    done = Entry(
        "locales/en.json",
        "home",
        digest({"other": EN["home"]}),
        text,
        "machine",
        engine,
        (note,),
        "2026-01-01T00:00:00Z",
    )
    Journal(shop / ".locakit/journal/es-MX.jsonl").append([done])
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    assert rows(shop)["home"][5:7] == ["machine", engine] and rows(shop)["home"][9] == note


def test_english_from_the_source_itself(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("source: en", "source: en-US").replace("[es-MX, es-ES]", "[en-GB]")
    config = config.replace("es-MX: {derive: es-ES}", "en-GB: {derive: en-US}")
    files = {"locales/en-US.json": {"a": "Choose a color", "b": "Save"}}
    shop = write(tmp_path, {"locakit.yaml": config, **files})
    assert cli("translate", cwd=shop).code == 0
    assert read(shop / "locales/en-GB.json") == {"a": "Choose a colour", "b": "Save"}
    write(shop, {"locales/en-US.json": {"a": "Choose a gray color", "b": "Save"}})
    cli("translate", cwd=shop)
    assert read(shop / "locales/en-GB.json")["a"] == "Choose a grey colour"


def test_a_chain_of_markets(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("[es-MX, es-ES]", "[es-MX, es-419, es-ES]").replace(
        "es-MX: {derive: es-ES}", "es-MX: {derive: es-419}\n  es-419: {derive: es-ES}"
    )
    shop = write(tmp_path, {"locakit.yaml": config, "locales/en.json": EN, "locales/es-ES.json": ES})
    assert cli("translate", cwd=shop).code == 0
    assert read(shop / "locales/es-419.json")["home"] == "Alquila un piso"
    assert read(shop / "locales/es-MX.json")["home"] == "Renta un piso"


@pytest.mark.parametrize(
    ("market", "options", "fault"),
    [
        ("es-MX", "{derive: es-AR}", "`es-AR` is neither a market of this project nor its source"),
        ("es-MX", "{derive: es-MX}", "es-MX cannot be derived from itself"),
        ("es-MX", "{derive: pt-BR}", "es-MX cannot be derived from pt-BR: they are of two languages"),
        ("es-MX", "{derive: en}", "es-MX cannot be derived from en: they are of two languages"),
        ("es-MX", "{derive: es-ES}\n  es-ES: {derive: es-MX}", "would be derived from itself: "),
        ("sr-Latn", "{derive: sr-Cyrl}", "they are written in two scripts"),
    ],
)
def test_config_faults_have_their_place(tmp_path: Path, cli: Cli, market: str, options: str, fault: str) -> None:
    config = CONFIG.replace("[es-MX, es-ES]", "[es-MX, es-ES, pt-BR, sr-Latn, sr-Cyrl]")
    config = config.replace("es-MX: {derive: es-ES}", f"{market}: {options}")
    shop = write(tmp_path, {"locakit.yaml": config, "locales/en.json": EN})
    said = cli("plan", cwd=shop)
    assert said.code == 2 and fault in said.err and "locakit.yaml:6:" in said.err


def test_a_pattern_derives_the_others_from_the_one_it_names(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("es-MX: {derive", '"es-*": {derive')})
    assert steps(shop, cli)["video"] == ("recall", "new, derived from es-ES")
    assert steps(shop, cli, "es-ES")["late"] == ("translate", "new")


def test_without_opencc_the_message_names_the_extra(tmp_path: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from locakit.derive import chinese

    chinese._opencc.cache_clear()
    monkeypatch.setitem(sys.modules, "opencc", None)
    config = CONFIG.replace("es-", "zh-").replace("zh-MX", "zh-TW").replace("zh-ES", "zh-CN")
    shop = write(tmp_path, {"locakit.yaml": config, "locales/en.json": EN, "locales/zh-CN.json": {"home": "租房"}})
    said = cli("translate", cwd=shop)
    assert said.code == 2 and "OpenCC, which is not installed" in said.err and "locakit[chinese]" in said.err
    assert not (shop / "locales/zh-TW.json").exists()


def test_the_memory_offers_a_sibling_market_s_words_as_this_one_says_them(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("market:\n  es-MX: {derive: es-ES}\n", "").replace("[pseudo]", "[replay]")
    config += "engine:\n  replay: {file: none.jsonl}\n"
    shop = write(tmp_path, {"locakit.yaml": config, "locales/en.json": EN, "locales/es-ES.json": ES, "none.jsonl": ""})
    cli("translate", "--market", "es-ES", cwd=shop)
    planned = steps(shop, cli)
    assert planned["video"] == ("translate", "new, memory:es-ES 97 offered") and planned["late"] == ("translate", "new")
    cli("translate", "--market", "es-MX", cwd=shop)
    assert "video" not in read(shop / "locales/es-MX.json") if (shop / "locales/es-MX.json").exists() else True
    waiting = (shop / ".locakit/proposals/es-MX.tsv").read_text(encoding="utf-8")
    assert "memory:es-ES 97" in waiting and "Mira el video, {name}" in waiting
    decided(shop, "Mira el video, {name}", "video")
    assert rows(shop)["video"][4:7] == ["reviewed", "memory", "memory:es-ES 97"]
    assert read(shop / "locales/es-MX.json")["video"] == "Mira el video, {name}"


def test_links_are_the_derived_market_s(shop: Path, cli: Cli) -> None:
    links = "links:\n  - {match: shop.example, path: {es-ES: /es, es-MX: /mx}}\n"
    write(shop, {"locakit.yaml": CONFIG + links, "locales/en.json": EN | {"go": "See https://shop.example/a"}})
    write(shop, {"locales/es-ES.json": ES | {"go": "Ve https://shop.example/es en vídeo"}})
    planned = cli("translate", cwd=shop)
    assert planned.code == 0, planned.err
    made = read(shop / "locales/es-MX.json")["go"]
    assert made == "Ve https://shop.example/mx en video"


def test_a_derived_text_over_its_budget_is_listed_and_marked(shop: Path, cli: Cli) -> None:
    config = CONFIG.replace("{locale}.json", '{locale}.json\n    flags: {"home": ["max-length:12"]}')
    write(shop, {"locakit.yaml": config})
    said = cli("translate", "--format", "json", cwd=shop)
    made = said.json["markets"]["es-MX"]
    assert [one["key"] for one in made["over_budget"]] == ["home"] and "over" in made["over_budget"][0]["message"]
    assert {one["key"]: one["notes"] for one in made["marked"]}["home"][-1] == "over-budget"
    assert "over-budget" in rows(shop)["home"][9].split(",")
    assert set(steps(shop, cli).values()) == {("keep", "up to date")}


GLOSSARY = """\
terms:
  - {source: cart, es-ES: carro, es-MX: {use: canasta, gender: f}}
  - {source: deal, es-ES: {use: chollo, plural: chollos}, es-MX: {use: oferta, gender: f}}
  - {source: Video Plus, dnt: true}
"""


def test_the_project_s_own_glossary_is_a_contrast_table(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG + "glossaries: [terms.yaml]\n", "terms.yaml": GLOSSARY})
    write(shop, {
        "locales/en.json": {"a": "Your cart", "b": "Today's deals", "c": "A toy car", "d": "Vídeo and Video Plus"},
        "locales/es-ES.json": {"a": "El carro", "b": "Chollos de hoy", "c": "Un carro", "d": "Vídeo y Video Plus"},
    })  # fmt: skip
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    made = read(shop / "locales/es-MX.json")
    assert made == {"a": "La canasta", "b": "Ofertas de hoy", "c": "Un carro", "d": "Video y Video Plus"}
    assert rows(shop)["b"][9] == ""


def test_a_base_that_breaks_leaves_what_was_derived_from_it(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    before = read(shop / "locales/es-MX.json")
    write(shop, {"locales/es-ES.json": read(shop / "locales/es-ES.json") | {"video": "Ve el vídeo"}})
    assert steps(shop, cli)["video"] == ("keep", "up to date")
    cli("translate", cwd=shop)
    assert read(shop / "locales/es-MX.json") == before


def test_documents_and_tables_are_derived_too(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG.replace("- path: locales/{locale}.json", "- path: docs/{locale}/*.md\n  - path: copy.csv")
    shop = write(tmp_path, {
        "locakit.yaml": config,
        "docs/en/a.md": "# Your computer\n\nWatch `video()`.\n",
        "docs/es-ES/a.md": "# Tu ordenador\n\nMira `vídeo()`.\n",
        "copy.csv": "id,en,es-ES,es-MX\r\na,Watch the video,Mira el vídeo,\r\n",
    })  # fmt: skip
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    assert (shop / "docs/es-MX/a.md").read_text(encoding="utf-8").startswith("# Tu computadora\n")
    assert (shop / "copy.csv").read_bytes().endswith("a,Watch the video,Mira el vídeo,Mira el video\r\n".encode())
    assert all(act == "keep" for act, _ in steps(shop, cli).values())
