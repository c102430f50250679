"""``locakit formats``: the list, one format, and a user's own files tried without touching them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats import registry
from locakit.trial import try_file
from tests.conftest import Cli, write

DOCS = Path(__file__).parent.parent / "docs/formats"


def test_the_list_names_every_format_with_its_example(tmp_path: Path, cli: Cli) -> None:
    said = cli("formats", "--format", "json", cwd=tmp_path)
    assert said.code == 0
    assert [f["name"] for f in said.json["formats"]] == list(registry.FORMATS)
    assert all(f["path"] and f["example"] for f in said.json["formats"])
    text = cli("formats", cwd=tmp_path).out
    assert all(f"{f['name']} " in text and f["path"] in text for f in said.json["formats"])


@pytest.mark.parametrize("name", registry.FORMATS)
def test_each_example_is_kept_and_stands_on_the_formats_page(name: str, tmp_path: Path, cli: Cli) -> None:
    one = registry.by_name(name)
    page = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert one.layout in page and one.suffixes[0] in page
    assert ("{" in one.layout) or one.multilingual, "where does a market's file lie?"
    assert cli("formats", "show", name, cwd=tmp_path).out.rstrip("\n").endswith(one.example.rstrip("\n"))
    if one.binary:
        return
    assert one.example.strip() in page
    tried = try_file(one, f"example{one.suffixes[0]}", one.example, edit=True)
    assert tried.faults == () and tried.identical and tried.messages >= 1
    assert tried.lines_changed is not None and 1 <= tried.lines_changed <= 2


@pytest.fixture
def files(tmp_path: Path) -> Path:
    return write(
        tmp_path,
        {
            "a.json": '{"a": "One", "b": ["Two"]}\r\n',
            "b.yml": "en:\n  x: Hello %{name}\n",
            "bad.json": '{\n  "a": "x",\n  "b" 1\n}\n',
            "notes.txt": "What is this?\n",
            "deep/strings.xml": '<resources>\n    <string name="a">Hi</string>\n</resources>\n',
        },
    )


def test_own_files_are_told_one_by_one(files: Path, cli: Cli) -> None:
    before = {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in files.rglob("*") if p.is_file()}
    said = cli("formats", "test", "a.json", "b.yml", "bad.json", "notes.txt", "--edit", "--format", "json", cwd=files)
    assert said.code == 1
    good, rails, bad, unknown = said.json
    assert good == {
        "file": "a.json", "format": "json", "messages": 2, "identical": True, "lines_changed": 1, "faults": [],
    }  # fmt: skip
    assert (rails["format"], rails["messages"], rails["lines_changed"]) == ("yaml", 1, 1)
    assert bad["format"] == "json" and not bad["identical"] and bad["faults"][0].startswith("3:")
    assert unknown["format"] == "" and "--as NAME" in unknown["faults"][0]
    assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in before} == before


def test_without_edit_nothing_is_changed_and_a_folder_stands_for_its_files(files: Path, cli: Cli) -> None:
    said = cli("formats", "test", "deep", "a.json", "--format", "json", cwd=files)
    assert said.code == 0
    assert [(row["file"], row["lines_changed"]) for row in said.json] == [("deep/strings.xml", None), ("a.json", None)]
    assert "2 of 2 files kept" in cli("formats", "test", "deep", "a.json", cwd=files).out


def test_a_format_may_be_named_and_mistakes_are_told(files: Path, cli: Cli) -> None:
    said = cli("formats", "test", "notes.txt", "--as", "plain", "--edit", cwd=files)
    assert said.code == 0 and "plain, 1 message, identical, an edit changes 1 line" in said.out
    assert cli("formats", "test", "notes.txt", "--as", "docx", cwd=files).code == 2
    gone = cli("formats", "test", "gone.json", "--format", "json", cwd=files)
    assert gone.code == 1 and "gone.json" in gone.json[0]["faults"][0]
    assert cli("formats", "show", "docx", cwd=files).code == 2


class _Careless:
    """A format that writes a file anew, as many libraries do."""

    name, suffixes, bilingual, keyed, multilingual, binary = "json", (".json",), False, True, False, False

    def __getattr__(self, name: str) -> object:
        return getattr(registry.by_name("json"), name)

    def replace(self, resource: object, message: object, forms: dict[str, str]) -> list[tuple[int, int, str]]:
        text = resource.text  # type: ignore[attr-defined]
        return [
            (0, len(text), json.dumps({**json.loads(text), message.key: forms["other"], "other": "lost"}, indent=4))
        ]  # type: ignore[attr-defined]


def test_a_format_that_does_not_keep_a_file_is_found_out() -> None:
    careless: Format = _Careless()  # type: ignore[assignment]
    tried = try_file(careless, "a.json", '{"a": "One", "other": "Two"}', edit=True)
    assert tried.faults and (tried.lines_changed or 0) > 1
    with pytest.raises(BrokenText):
        registry.by_name("json").parse("a.json", "{", "en")
