"""What cannot be read costs itself only: bytes that are no text, empty and closed files; the others go on."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Cli, read, write

CONFIG = """\
source: en
markets: [pt-BR, fr-FR]
content:
  - path: locales/{locale}.json
  - path: more/{locale}.yml
engines: [pseudo]
"""


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    files: dict[str, object] = {
        "locakit.yaml": CONFIG,
        "locales/en.json": {"a": "One", "b": "Two"},
        "more/en.yml": "en:\n  x: Three\n",
    }
    return write(tmp_path, files)


def test_a_byte_that_is_no_text_costs_its_entry(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    before = read(shop / "locales/pt-BR.json")
    (shop / "locales/en.json").write_bytes(b'{\n  "a": "caf\xe9",\n  "b": "Zwei",\n  "c": "New"\n}\n')
    for command in ("plan", "status", "translate", "check"):
        said = cli(command, cwd=shop)
        told = said.out + said.err
        assert said.code == 1 and "locales/en.json:2:12" in told and "the byte 0xE9 is not UTF-8" in told
    made = read(shop / "locales/pt-BR.json")
    assert made["a"] == before["a"] and made["b"] != before["b"] and made["c"]
    assert read(shop / "locales/fr-FR.json")["c"]
    cli("emit", "--out", "dist", cwd=shop)
    assert read(shop / "dist/locales/pt-BR.json")["a"] == before["a"]


def test_such_a_byte_in_a_target_is_told_with_its_place_and_stays(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    path = shop / "locales/pt-BR.json"
    path.write_bytes(b'{\n  "a": "caf\xe9"\n}\n')
    said = cli("check", "--format", "json", cwd=shop)
    (found,) = [f for f in said.json["findings"] if f["severity"] == "error"]
    assert (found["rule"], found["line"], found["column"]) == ("text.encoding", 2, 12)
    cli("translate", cwd=shop)
    assert path.read_bytes().startswith(b'{\n  "a": "caf\xe9"') and b'"b"' in path.read_bytes()


def test_an_empty_source_takes_nothing_with_it(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    before = (shop / "locales/pt-BR.json").read_bytes()
    (shop / "locales/en.json").write_bytes(b"")
    said = cli("translate", cwd=shop)
    assert said.code == 1 and "locales/en.json:1:1  the source is empty" in said.err
    assert (shop / "locales/pt-BR.json").read_bytes() == before


def test_a_source_that_is_gone_is_no_success(shop: Path, cli: Cli) -> None:
    cli("translate", cwd=shop)
    (shop / "locales/en.json").unlink()
    said = cli("translate", cwd=shop)
    assert said.code == 1 and "no source file is there (locales/en.json)" in said.err


def test_a_file_that_the_disk_does_not_give_costs_itself(shop: Path, cli: Cli, monkeypatch: pytest.MonkeyPatch) -> None:
    from locakit.errors import DiskError
    from locakit.shell import disk

    real = disk.read_text

    def refusing(path: os.PathLike[str]) -> disk.Text:
        if str(path).endswith("pt-BR.json"):
            raise DiskError("locales/pt-BR.json could not be read: permission denied")
        return real(path)

    cli("translate", cwd=shop)
    monkeypatch.setattr(disk, "read_text", refusing)
    write(shop, {"more/en.yml": "en:\n  x: Three\n  y: Four\n"})
    said = cli("translate", cwd=shop)
    assert said.code == 3 and "permission denied" in said.err
    assert "y:" in (shop / "more/pt-BR.yml").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("more/en.yml", "en:\n  x: caf\u00e9\n".encode("latin-1"), "0xE9 is not UTF-8"),
        ("locales/en.json", '{"a": "One"}'.encode("utf-16-le"), "NUL character"),
        ("more/en.yml", "en:\n  x: One\n".encode("utf-16-be"), "NUL character"),
    ],
)
def test_other_encodings_are_named(name: str, data: bytes, told: str, shop: Path, cli: Cli) -> None:
    (shop / name).write_bytes(data)
    said = cli("translate", cwd=shop)
    assert told in said.err or told in cli("check", cwd=shop).out


def test_a_release_goes_on_where_one_text_cannot_be_held(tmp_path: Path, cli: Cli) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="needs openpyxl: .ci/run installs it")
    book = openpyxl.Workbook()
    for row in (["key", "en", "pt-BR"], ["a", "Hello", None], ["b", "Bye", "=SUM(1,2)"]):
        book.active.append(row)
    book.save(tmp_path / "copy.xlsx")
    config = "source: en\nmarkets: [pt-BR]\ncontent:\n  - path: copy.xlsx\nengines: [pseudo]\n"
    write(tmp_path, {"locakit.yaml": config})
    assert cli("translate", cwd=tmp_path).code == 1
    said = cli("emit", "--out", "dist", "--format", "json", cwd=tmp_path)
    assert said.code == 1, said.err
    assert said.json["markets"]["pt-BR"]["unwritable"] == [{"resource": "copy.xlsx", "key": "b"}]
    rows = list(openpyxl.load_workbook(tmp_path / "dist/copy.xlsx").active.values)
    assert rows[1][2].startswith("⟦") and rows[2][2] == "=SUM(1,2)"
