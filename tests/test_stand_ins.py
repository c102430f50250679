"""A release holds nobody's unapproved words: a stand-in takes every form of a plural, in every format."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import Cli, write

PO = r"""
msgid ""
msgstr ""
"Content-Type: text/plain; charset=UTF-8\n"

msgid "%d item"
msgid_plural "%d items"
msgstr[0] ""
msgstr[1] ""
""".lstrip()
SOURCES: dict[str, tuple[str, str, object]] = {
    "json": ("locales/{locale}.json", "locales/en.json", {"n_one": "{{count}} item", "n_other": "{{count}} items"}),
    "yaml": ("l/{locale}.yml", "l/en.yml", "en:\n  n:\n    one: '%{count} item'\n    other: '%{count} items'\n"),
    "po": ("po/{posix}.po\n    source: po/m.pot", "po/m.pot", PO),
    "android": (
        "res/values-{android}/strings.xml\n    source: res/values/strings.xml",
        "res/values/strings.xml",
        '<resources>\n    <plurals name="n">\n        <item quantity="one">%d item</item>\n'
        '        <item quantity="other">%d items</item>\n    </plurals>\n</resources>\n',
    ),
    "fluent": (
        "f/{locale}.ftl",
        "f/en.ftl",
        "n = { $count ->\n    [one] { $count } item\n   *[other] { $count } items\n }\n",
    ),
    "php": ("lang/{locale}/m.php", "lang/en/m.php", "<?php\n\nreturn [\n    'n' => ':count item|:count items',\n];\n"),
    "toml": ("t/{locale}.toml", "t/en.toml", '[n]\none = "{{.Count}} item"\nother = "{{.Count}} items"\n'),
}


@pytest.mark.parametrize("market", ["pl", "ar", "ru", "pt-BR"])
@pytest.mark.parametrize("kind", SOURCES)
def test_no_form_keeps_a_machines_words(kind: str, market: str, tmp_path: Path, cli: Cli) -> None:
    path, name, text = SOURCES[kind]
    config = f"source: en\nmarkets: [{market}]\ncontent:\n  - path: {path}\nengines: [pseudo]\n"
    write(tmp_path, {"locakit.yaml": config, name: text})
    said = cli("translate", cwd=tmp_path)
    assert said.code == 0, said.err
    made = [
        p
        for p in tmp_path.rglob("*")
        if p.is_file() and b"\xe2\x9f\xa6" in p.read_bytes() and ".locakit" not in p.parts
    ]
    assert made, "the machine wrote something"
    said = cli("emit", "--require", "reviewed", "--out", "dist", cwd=tmp_path)
    assert said.code == 1
    released = [p for p in (tmp_path / "dist").rglob("*") if p.is_file()]
    assert released and all(b"\xe2\x9f\xa6" not in p.read_bytes() for p in released)
