"""Findings in a workbook say sheet and cell; what cannot be read is told once, whatever a command does in a row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli, write

CONFIG = "source: en\nmarkets: [de, ar]\ncontent: [{path: t.xlsx}]\nengines: [pseudo]\n"
ROWS = [
    ["id", "source", "de", "ar"],
    ["a", "Rent {n} boats", "Miete {m} Boote", "استأجر {n} قوارب"],
    ["b", "Save", "Sichern", ""],
    ["b", "Save it", "Sichere es", ""],
]


@pytest.fixture
def book(tmp_path: Path) -> Path:
    workbook = pytest.importorskip("openpyxl").Workbook()
    workbook.active.title = "Ads"
    other = workbook.create_sheet("Store & data")
    for row in ROWS:
        workbook.active.append(row)
    for row in [["id", "source", "de"], ["x", "Hello {n}", "Hallo"]]:
        other.append(row)
    workbook.save(tmp_path / "t.xlsx")
    write(tmp_path, {"locakit.yaml": CONFIG})
    return tmp_path


def test_a_finding_in_a_workbook_says_sheet_and_cell(book: Path, cli: Cli) -> None:
    found = cli("check", "--format", "json", "--no-cache", "-m", "de", cwd=book).json["findings"]
    assert {(f["rule"], f["message"]) for f in found if f["rule"].startswith("placeables")} == {
        ("placeables.missing", "{n} is lost (Ads!C2)"),
        ("placeables.extra", "{m} is not in the source (Ads!C2)"),
        ("placeables.missing", "{n} is lost (Store & data!C2)"),
    }


def test_a_key_that_stands_twice_is_told_once_and_without_the_bytes_of_the_file(book: Path, cli: Cli) -> None:
    said = cli("check", "--no-cache", "-m", "de", cwd=book)
    assert said.out.count("the key 'Ads.b' stands again in Ads!A4: the last row counts") == 1
    assert "PK" not in said.out + said.err
    found = cli("check", "--format", "json", "--no-cache", "-m", "de", cwd=book).json["findings"]
    assert [(f["rule"], f["line"]) for f in found if f["rule"].startswith("keys")] == [("keys.duplicate", 0)]


def test_what_cannot_be_read_is_told_once_by_a_command_of_several_steps(tmp_path: Path, cli: Cli) -> None:
    write(tmp_path, {
        "locakit.yaml": "source: en\nmarkets: [de]\ncontent: [{path: 'l/{locale}.json'}, {path: a.csv}]\n"
        "engines: [pseudo]\n",
        "l/en.json": '{"a": "Save", "b":\r\n',
        "a.csv": "key,en,de\na,Save,Sichern\na,Save it,Sichere\n",
    })  # fmt: skip
    said = cli("run", "--out", "dist", cwd=tmp_path)
    assert said.code == 1
    assert said.err.count("l/en.json:1:1") == said.err.count("a.csv:2:1") == 1
