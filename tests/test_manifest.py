"""The manifest of a release: who wrote and approved each unit, the same bytes for the same release."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from locakit.ledger import digest
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
    assert "2 units are machine translation that nobody has reviewed" in listed
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
