"""Shared by all tests: a project as a dict literal, the command line in this process or in one of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

CONFIG = """\
source: en
markets: [pt-BR]
content:
  - path: locales/{locale}.json
engines: [pseudo]
"""


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The result as JSON."""
        return json.loads(self.out)


Cli = Callable[..., Said]


def write(folder: Path, files: Mapping[str, object]) -> Path:
    """Files below ``folder``: text, bytes, or a value that is written as JSON."""
    for name, value in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(value, bytes):
            path.write_bytes(value)
        else:
            text = value if isinstance(value, str) else json.dumps(value, indent=2, ensure_ascii=False) + "\n"
            path.write_text(text, encoding="utf-8", newline="")
    return folder


def read(path: Path) -> Any:
    """A JSON file's value."""
    return json.loads(path.read_text(encoding="utf-8"))


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test reads or fills the user's cache."""
    os.environ["XDG_CACHE_HOME"] = str(tmp_path_factory.mktemp("cache"))


@pytest.fixture
def cli(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Cli:
    """Run a command in this process: ``cli("status", cwd=folder)``."""

    def call(*arguments: str, cwd: Path, stdin: str = "") -> Said:
        from locakit.cli.door import run

        answers = iter(stdin.splitlines())

        def answer(prompt: str = "") -> str:
            print(prompt, end="")
            found = next(answers, None)
            if found is None:
                raise EOFError
            return found

        monkeypatch.chdir(cwd)
        monkeypatch.setattr(sys, "argv", ["locakit", *arguments])
        monkeypatch.setattr("builtins.input", answer)
        for name in ("VISUAL", "EDITOR"):
            monkeypatch.delenv(name, raising=False)
        capsys.readouterr()
        code = run()
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return call


def spawn(*arguments: str, cwd: Path, **more: Any) -> subprocess.Popen[str]:
    """Start a command in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "locakit", *arguments],
        cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).resolve().parent.parent), "NO_COLOR": "1"}, **more,
    )  # fmt: skip


def shell(*arguments: str, cwd: Path) -> Said:
    """Run a command in a process of its own and wait for it."""
    process = spawn(*arguments, cwd=cwd)
    out, err = process.communicate(timeout=120)
    return Said(process.returncode, out, err)


@pytest.fixture
def git(tmp_path: Path) -> Callable[..., str]:
    """Run git in a repository: ``git("commit", "-qam", "x", cwd=folder)``; its output."""

    def call(*arguments: str, cwd: Path, check: bool = True) -> str:
        identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"]
        done = subprocess.run(["git", *identity, *arguments], cwd=cwd, capture_output=True, text=True, check=False)
        if check and done.returncode:
            raise AssertionError(f"git {' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    return call
