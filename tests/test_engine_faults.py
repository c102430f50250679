"""The whole way with engines behind HTTP: every fault ends in a right file or an untouched one, and is told."""

from __future__ import annotations

import json
import re
import signal
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Cli, read, spawn, write
from tests.servers.engines import EngineServer, Request, engine_server, libretranslate

EN = {
    "greeting": "Hello {name}",
    "cart": {"title": "Your cart", "items_one": "{{count}} item", "items_other": "{{count}} items"},
}
CONFIG = """\
source: en
markets: [es-MX]
content:
  - path: locales/{locale}.json
engines: ENGINES
engine:
  libretranslate: {url: "URL", rate: 0, parallel: 2, timeout: 1}
  openai: {url: "URL", model: tiny, rate: 0, timeout: 2, region: "Example, EU", key_env: TEST_KEY}
"""


def words(text: str) -> str:
    """A stand-in for translation that keeps marks as engines do."""
    return re.sub(r"[A-Za-z]{2,}(?![\d\]])", lambda m: m[0] if m[0] in ("PH", "count", "name") else m[0] + "o", text)


def project(folder: Path, server: EngineServer, engines: str = "[libretranslate]", more: str = "") -> Path:
    config = CONFIG.replace("ENGINES", engines).replace("URL", server.url) + more
    return write(folder, {"locakit.yaml": config, "locales/en.json": EN})


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("locakit.providers._patience.random.uniform", lambda low, high: 0.0)
    monkeypatch.setenv("TEST_KEY", "sk-test-key-987")


@pytest.mark.parametrize("fault", ["429", "429:0", "500", "503", "cut", "truncated", "page", "latin1", "empty", "slow"])
def test_faults_that_pass_end_in_a_right_file(fault: str, tmp_path: Path, cli: Cli) -> None:
    with engine_server(libretranslate(words), faults=[fault]) as server:
        said = cli("translate", cwd=project(tmp_path, server))
        assert said.code == 0, said.err
    made = read(tmp_path / "locales/es-MX.json")
    assert "{name}" in made["greeting"] and made["cart"]["title"] == "Youro carto"
    assert all("{{count}}" in made["cart"][f"items_{c}"] for c in ("one", "many", "other"))


@pytest.mark.parametrize(
    "fault", ["429", "500", "cut", "truncated", "page", "latin1", "empty", "401", "403", "456", "400", "302"]
)
def test_faults_that_stay_leave_the_file_untouched_and_say_so(fault: str, tmp_path: Path, cli: Cli) -> None:
    before = '{\n  "greeting": "Hola {name}"\n}\n'
    with engine_server(libretranslate(words), faults=[fault] * 500) as server:
        write(project(tmp_path, server), {"locales/es-MX.json": before})
        said = cli("translate", cwd=tmp_path)
    assert said.code == 3
    assert (tmp_path / "locales/es-MX.json").read_text("utf-8") == before
    assert "libretranslate" in said.out + said.err and "Traceback" not in said.err


@pytest.mark.parametrize(
    "wrong",
    [
        lambda texts: texts[:-1], lambda texts: [*texts, "extra"], lambda texts: [None for _ in texts],
        lambda texts: "one text", lambda texts: [],
    ],
)  # fmt: skip
def test_answers_of_another_shape_are_never_written(wrong: Callable[[Any], Any], tmp_path: Path, cli: Cli) -> None:
    routes = libretranslate(words) | {"POST /translate": lambda r: {"translatedText": wrong(r.body["q"])}}
    with engine_server(routes) as server:
        said = cli("translate", cwd=project(tmp_path, server))
    assert said.code == 3 and not (tmp_path / "locales/es-MX.json").exists()


def test_placeables_that_an_engine_destroys_are_held_back(tmp_path: Path, cli: Cli) -> None:
    with engine_server(libretranslate(lambda t: words(re.sub(r"[^A-Za-z ]", "", t)))) as server:
        said = cli("translate", "--format", "json", cwd=project(tmp_path, server))
    made = read(tmp_path / "locales/es-MX.json")
    flat = json.dumps(made)
    assert made["cart"]["title"] == "Youro carto"
    assert "{{count}}" in flat or "items" not in flat
    assert said.code in (0, 1)


def test_the_next_engine_of_the_chain_takes_over(tmp_path: Path, cli: Cli) -> None:
    with engine_server(libretranslate(words), faults=["500"] * 500) as server:
        said = cli("translate", cwd=project(tmp_path, server, "[libretranslate, pseudo]"))
    assert said.code == 0, said.err
    assert "Ýöûŕ" in read(tmp_path / "locales/es-MX.json")["cart"]["title"]
    ledger = (tmp_path / ".locakit/ledger/es-MX.tsv").read_text("utf-8")
    assert "pseudo" in ledger and "libretranslate" not in ledger


def chat(request: Request) -> Any:
    asked = json.loads(request.body["messages"][1]["content"])["texts"]
    made = {id: words(row["text"]) for id, row in asked.items()}
    return {"choices": [{"message": {"content": json.dumps(made)}, "finish_reason": "stop"}]}


@pytest.fixture
def model() -> Any:
    with engine_server({"POST /chat/completions": chat}) as server:
        yield server


def test_a_plan_says_what_would_leave_and_what_it_costs(model: EngineServer, tmp_path: Path, cli: Cli) -> None:
    shop = project(tmp_path, model, "[openai]", "prices: {openai: 1000}\n")
    planned = cli("plan", "--format", "json", cwd=shop).json["markets"]["es-MX"]
    assert planned["leaves_machine"] and planned["provider"] == "openai" and planned["region"] == "Example, EU"
    assert planned["cost"]["amount"] == f"{planned['characters'] / 1000:.2f}" and planned["cost"]["currency"] == "USD"
    assert planned["seconds"] > 0
    shown = cli("plan", cwd=shop).out
    assert "characters go to openai (Example, EU)" in shown and "about 1 s" in shown
    assert model.seen == [] and not (shop / ".locakit/sent.tsv").exists()


def test_what_left_is_logged_without_its_text_and_the_key_stands_nowhere(
    model: EngineServer, tmp_path: Path, cli: Cli
) -> None:
    shop = project(tmp_path, model, "[openai]", "prices: {openai: 1000}\n")
    said = cli("translate", cwd=shop)
    assert said.code == 0, said.err
    log = (shop / ".locakit/sent.tsv").read_text("utf-8").splitlines()
    assert len(log) >= 2 and "openai\tExample, EU" in log[1] and "USD" in log[1]
    everything = "".join(p.read_text("utf-8", "replace") for p in shop.rglob("*") if p.is_file())
    assert "sk-test-key-987" not in everything + said.out + said.err
    assert "cart" not in "".join(log) and "sent.tsv" in (shop / ".locakit/.gitignore").read_text("utf-8")


def test_the_budget_stops_before_it_is_crossed_and_next_month_counts_anew(
    model: EngineServer, tmp_path: Path, cli: Cli
) -> None:
    more = "prices: {openai: 1000}\nbudget: {run: 0.001}\n"
    shop = project(tmp_path, model, "[openai]", more)
    said = cli("translate", cwd=shop)
    assert said.code == 3 and "budget of this run would be crossed" in said.out + said.err
    assert model.seen == []
    month = time.strftime("%Y-%m", time.gmtime())
    spent = f"#head\n{month}-01T00:00:00Z\tes-MX\topenai\tx\t1\t1\t4.999\tUSD\tx\n"
    write(shop, {"locakit.yaml": (shop / "locakit.yaml").read_text("utf-8").replace("run: 0.001", "month: 5.00")})
    write(shop, {".locakit/sent.tsv": spent})
    assert cli("translate", cwd=shop).code == 3 and model.seen == []
    write(shop, {".locakit/sent.tsv": spent.replace(month, "2001-01")})
    assert cli("translate", cwd=shop).code == 0 and model.seen


@pytest.mark.parametrize("policy", ["{remote: refuse}", "{providers: [deepl]}", "{regions: [US]}"])
def test_what_the_policy_forbids_goes_to_the_next_engine(
    policy: str, model: EngineServer, tmp_path: Path, cli: Cli
) -> None:
    shop = project(tmp_path, model, "[openai, pseudo]", f"policy: {policy}\n")
    planned = cli("plan", "--format", "json", cwd=shop).json["markets"]["es-MX"]
    assert planned["provider"] == "pseudo" and not planned["leaves_machine"]
    assert cli("translate", cwd=shop).code == 0 and model.seen == []


def test_a_market_and_a_file_may_forbid_more(model: EngineServer, tmp_path: Path, cli: Cli) -> None:
    shop = project(tmp_path, model, "[openai, pseudo]")
    config = (shop / "locakit.yaml").read_text("utf-8").replace("[es-MX]", "[es-MX, fr-FR]")
    config = config.replace("engines:", "  - path: legal/{locale}.json\n    policy: {remote: refuse}\nengines:")
    config += "market:\n  fr-FR: {policy: {regions: [US]}}\n"
    write(shop, {"locakit.yaml": config, "legal/en.json": {"terms": "The contract of the buyer"}})
    assert cli("translate", cwd=shop).code == 0
    assert (
        "o" in read(shop / "locales/es-MX.json")["greeting"]
        and "⟦" not in read(shop / "locales/es-MX.json")["greeting"]
    )
    assert "⟦" in read(shop / "legal/es-MX.json")["terms"] and "⟦" in read(shop / "locales/fr-FR.json")["greeting"]
    assert "contract" not in model.texts() and model.seen
    assert all("es-MX" in r.body["messages"][0]["content"] for r in model.seen)


def test_a_stopped_run_ends_at_once_and_goes_on_where_it_was(tmp_path: Path, cli: Cli) -> None:
    letters = "abcdefghij"
    many = {f"key{n}": f"Text {''.join(letters[int(d)] for d in str(n))}" for n in range(300)}
    with engine_server(libretranslate(words), latency=0.15) as server:
        shop = write(project(tmp_path, server), {"locales/en.json": many})
        process = spawn("translate", cwd=shop)
        while len(server.seen) < 6:
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        began = time.monotonic()
        process.communicate(timeout=30)
        assert process.returncode == 130 and time.monotonic() - began < 10
        before = len([r for r in server.seen if r.method == "POST"])
        server.latency = 0
        assert cli("translate", cwd=shop).code == 0
        after = len([r for r in server.seen if r.method == "POST"]) - before
    assert len(read(shop / "locales/es-MX.json")) == 300
    assert after < 12, "what was finished before is not asked for again"
