"""Start-up: ``locakit --help`` and ``locakit status`` on a small project beside a bare typer program."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_BARE = '''
import typer

app = typer.Typer()


@app.command()
def hello(name: str = "world") -> None:
    """Say hello."""
    print(name)


@app.command()
def bye(name: str = "world") -> None:
    """Say bye."""
    print(name)


if __name__ == "__main__":
    app()
'''
_ROUNDS = 15


def _project(folder: Path) -> None:
    texts = {f"key{n}": f"Text number {n} of {{name}}" for n in range(100)}
    (folder / "locales").mkdir()
    (folder / "locales/en.json").write_text(json.dumps(texts, indent=2))
    config = "source: en\nmarkets: [pt-BR, fr-FR]\nengines: [pseudo]\ncontent:\n  - path: locales/{locale}.json\n"
    (folder / "locakit.yaml").write_text(config)
    command = [sys.executable, "-m", "locakit", "translate", "--quiet"]
    subprocess.run(command, cwd=folder, check=True, env=_environment(), stdout=subprocess.DEVNULL)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent)}


def _times(commands: dict[str, list[str]], folder: Path) -> dict[str, float]:
    """The median wall seconds of each command, run in turn so that noise meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(_ROUNDS):
        for name, command in commands.items():
            began = time.perf_counter()
            subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=_environment())
            found[name].append(time.perf_counter() - began)
    return {name: statistics.median(times) for name, times in found.items()}


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _project(folder)
        bare = folder / "bare.py"
        bare.write_text(_BARE)
        python = sys.executable
        times = _times({
            "python -c pass": [python, "-c", "pass"],
            "bare typer --help": [python, str(bare), "--help"],
            "bare typer command": [python, str(bare), "hello"],
            "locakit --help": [python, "-m", "locakit", "--help"],
            "locakit status": [python, "-m", "locakit", "status"],
        }, folder)  # fmt: skip
    against = {"locakit --help": ("bare typer --help", 1.3), "locakit status": ("bare typer command", 1.6)}
    for name, seconds in times.items():
        peer, bound = against.get(name, ("", 0.0))
        told = f"{seconds / times[peer]:.2f} x {peer} (bound {bound} x)" if peer else ""
        print(f"{name:<22}{seconds * 1000:8.0f} ms   {told}")


if __name__ == "__main__":
    main()
