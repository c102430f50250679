"""A real Apertium server with its real English-Spanish pair: real words, placeables whole, files and ledger right."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from locakit.doors import Segment
from locakit.errors import ProviderError
from locakit.providers import registry
from tests.conftest import Cli, read, write

PYTHON = Path("/usr/bin/python3")
SERVER = Path(__file__).parent / "servers/real_apertium.py"
THERE = Path("/usr/share/apertium/modes/eng-spa.mode").exists() and Path("/usr/bin/apertium-apy").exists()

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not THERE, reason="needs apertium-apy and apertium-eng-spa: .ci/run installs them"),
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with subprocess.Popen([PYTHON, SERVER], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout is not None
        port = process.stdout.readline().strip()
        assert port.isdecimal(), "the server did not start"
        yield f"http://127.0.0.1:{port}"
        process.terminate()


def test_words_come_in_spanish(url: str) -> None:
    engine = registry.make("apertium", options={"url": url})
    house, water = engine.translate([Segment("The house is red."), Segment("water")], "en", "es-MX")
    assert house == "La casa es roja." and water.lower() == "agua"
    with pytest.raises(ProviderError, match="has no pair for en into fi"):
        engine.translate([Segment("house")], "en", "fi")
    engine.close()


def test_the_whole_way(url: str, tmp_path: Path, cli: Cli) -> None:
    config = (
        "source: en\nmarkets: [es-MX]\ncontent:\n  - path: locales/{locale}.json\n"
        f"engines: [apertium]\nengine:\n  apertium: {{url: {url!r}}}\n"
    )
    en = {
        "welcome": "Welcome to the house, {name}",
        "files": "<b>%d</b> red houses",
        "long": "The water is cold. " * 40,
    }
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": en})
    said = cli("translate", cwd=tmp_path)
    assert said.code == 0, said.err
    made = read(tmp_path / "locales/es-MX.json")
    assert "{name}" in made["welcome"] and "casa" in made["welcome"].lower()
    assert "<b>%d</b>" in made["files"] and "casas" in made["files"].lower()
    assert made["long"].lower().count("agua") == 40
