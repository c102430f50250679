"""Files that hold every locale: source and targets in one, each market's work leaves the others' bytes alone."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli, write

CONFIG = """\
source: en
markets: [pt-BR, fr-FR]
content:
  - path: texts/shop.tmx
engines: [pseudo]
"""
HEAD = """\
<?xml version="1.0" encoding="UTF-8"?>
<tmx version="1.4">
  <header srclang="en" segtype="sentence"/>
  <body>
"""
TAIL = "  </body>\n</tmx>\n"


def unit(key: str, **texts: str) -> str:
    lines = "".join(
        f'      <tuv xml:lang="{loc.replace("_", "-")}"><seg>{text}</seg></tuv>\n' for loc, text in texts.items()
    )
    return f'    <tu tuid="{key}">\n{lines}    </tu>\n'


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    body = unit("hello", en="Hello {name}", fr_FR="Bonjour {name}") + unit("cart", en="Your cart")
    return write(tmp_path, {"locakit.yaml": CONFIG, "texts/shop.tmx": HEAD + body + TAIL})


def lines(shop: Path) -> list[str]:
    return (shop / "texts/shop.tmx").read_text("utf-8").splitlines()


def test_each_market_gets_its_texts_and_nothing_else_moves(shop: Path, cli: Cli) -> None:
    before = lines(shop)
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    after = lines(shop)
    assert [line for line in after if line in before] == before and len(after) == len(before) + 3
    assert sum('xml:lang="pt-BR"' in line for line in after) == 2
    assert sum('xml:lang="fr-FR"' in line for line in after) == 2 and "Bonjour {name}" in "".join(after)
    counted = cli("status", "--format", "json", cwd=shop).json["markets"]
    assert counted["fr-FR"]["by_origin"] == {"machine": 1, "memory": 0, "human": 0, "imported": 1}
    assert "nothing to write" in cli("translate", cwd=shop).out and lines(shop) == after


def test_a_hand_edit_and_a_changed_source_in_one_file(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    path = shop / "texts/shop.tmx"
    text = path.read_text("utf-8").replace("Your cart", "Your basket").replace("Bonjour", "Salut")
    path.write_text(text, "utf-8")
    planned = cli("plan", "--format", "json", cwd=shop).json["markets"]
    assert [(s["key"], s["act"]) for s in planned["pt-BR"]["steps"] if s["act"] != "keep"] == [("cart", "translate")]
    cli("translate", cwd=shop)
    after = path.read_text("utf-8")
    assert "Salut {name}" in after and after.count("Your basket") == 1
    assert cli("status", "--format", "json", cwd=shop).json["markets"]["fr-FR"]["by_origin"]["human"] == 1
    edited = [c for c in cli("diff", ".", "--format", "json", cwd=shop).json["changes"]]
    assert edited == []


def test_a_release_holds_each_market_at_its_state(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    cli("review", "--approve", "--as", "Ana <ana@example.org>", "--market", "fr-FR", cwd=shop)
    said = cli("emit", "--require", "reviewed", "--omit", "--out", "dist", cwd=shop)
    assert said.code == 1
    made = (shop / "dist/texts/shop.tmx").read_text("utf-8")
    assert made.count('xml:lang="fr-FR"') == 2 and 'xml:lang="pt-BR"' not in made
    assert made.count('xml:lang="en"') == 2
    own = (shop / "texts/shop.tmx").read_text("utf-8")
    assert own.count('xml:lang="pt-BR"') == 2, "the project's file is not the release"


def test_the_path_needs_no_locale_only_where_the_format_holds_them_all(shop: Path, cli: Cli) -> None:
    write(shop, {"locakit.yaml": CONFIG.replace("shop.tmx", "shop.json"), "texts/shop.json": "{}"})
    said = cli("status", cwd=shop)
    assert said.code == 2 and "`texts/shop.json` has no {locale}" in said.err
    write(shop, {"locakit.yaml": CONFIG.replace("shop.tmx", "shop.tmx\n    source: texts/en.tmx")})
    assert "`source` is for paths with {locale}" in cli("status", cwd=shop).err
    write(shop, {"locakit.yaml": CONFIG.replace("texts/shop.tmx", "texts/*.tmx")})
    assert cli("status", "--format", "json", cwd=shop).json["markets"]["pt-BR"]["units"] == 2
