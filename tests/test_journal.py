"""The journal: what was finished is there after a kill, and a torn line costs only itself."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from locakit.errors import DiskError
from locakit.shell.journal import Entry, Journal

ROOT = Path(__file__).resolve().parent.parent


def entry(key: str = "a.b", text: str = "Olá") -> Entry:
    return Entry(
        "locales/en.json", key, "0123456789abcdef", {"other": text}, "machine", "firefox", ("term-forced",), "2025"
    )


def test_entries_come_back_in_order(tmp_path: Path) -> None:
    journal = Journal(tmp_path / ".locakit" / "journal" / "ar-SA.jsonl")
    first = [entry("a", "سلام\n\u2028\u0085 {x}"), Entry("r", "k", "h", {"one": "", "other": "\ud83d"}, "memory")]
    journal.append(first)
    journal.append([])
    journal.append([entry("b")])
    assert journal.load() == [*first, entry("b")]
    assert Journal(journal.path).load() == journal.load()
    assert journal.path.read_bytes().isascii() and journal.path.read_bytes().count(b"\n") == 3


def test_forms_of_any_mapping_are_kept(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    journal.append([Entry("r", "k", "h", MappingProxyType({"other": "x"}), "human")])
    assert journal.load()[0].forms == {"other": "x"}


def test_clear(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    journal.clear()
    journal.append([entry()])
    journal.clear()
    assert journal.load() == [] and not journal.path.exists()


def test_a_torn_line_costs_itself_alone(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    journal.append([entry("a"), entry("b")])
    whole = journal.path.read_bytes()
    middle = whole.index(b"\n")
    for cut in {*range(0, len(whole), 17), *range(middle - 2, middle + 3), len(whole) - 1}:
        journal.path.write_bytes(whole[:cut])
        lines = whole[:cut].count(b"\n") + (whole[cut : cut + 1] == b"\n")
        assert [e.key for e in journal.load()] == ["a", "b"][:lines]
        journal.append([entry("c")])
        assert [e.key for e in journal.load()] == [*["a", "b"][:lines], "c"]


@pytest.mark.parametrize(
    "line",
    [
        b"nonsense",
        b"[]",
        b"{}",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b"\0" * 50,
        b'{"resource": "r", "key": 1, "source_hash": "h", "forms": {}, "origin": "machine"}',
        b'{"resource": "r", "key": "k", "source_hash": "h", "forms": {"other": 1}, "origin": "machine"}',
        b'{"resource": "r", "key": "k", "source_hash": "h", "forms": {}, "origin": "elsewhere"}',
        b'{"resource": "r", "key": "k", "source_hash": "h", "forms": {}, "origin": "human", "notes": [1]}',
        b'{"resource": "r", "key": "k", "source_hash": "h", "forms": {}, "origin": "human", "notes": 1}',
        b'{"resource": "r", "key": "k", "source_hash": "h", "forms": {}, "origin": [], "at": ""}',
    ],
)
def test_damaged_lines_are_passed_over(tmp_path: Path, line: bytes) -> None:
    journal = Journal(tmp_path / "j")
    journal.append([entry("a")])
    journal.path.write_bytes(line + b"\n" + journal.path.read_bytes())
    assert [e.key for e in journal.load()] == ["a"]


def test_unknown_fields_of_a_later_version_are_passed_over(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "j")
    journal.append([entry("a")])
    journal.path.write_text(json.dumps(json.loads(journal.path.read_text()) | {"later": 1}))
    assert journal.load() == [entry("a")]


@settings(max_examples=50, deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_journal(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    journal = Journal(tmp_path_factory.mktemp("j") / "j")
    journal.path.write_bytes(data)
    journal.append([entry("c")])
    assert journal.load()[-1] == entry("c")


def test_faults_of_the_disk_are_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    journal = Journal(tmp_path / "file" / "j")
    acts: list[Callable[[], object]] = [lambda: journal.append([entry()]), journal.load, journal.clear]
    for act in acts:
        with pytest.raises(DiskError, match="file/j could not be"):
            act()


def test_kill_loses_nothing_that_was_finished(tmp_path: Path) -> None:
    chance = random.Random(3)
    for turn in range(8):
        journal = Journal(tmp_path / str(turn) / "j.jsonl")
        code = f"""
            from locakit.shell.journal import Entry, Journal
            journal = Journal({str(journal.path)!r})
            for n in range(10**6):
                journal.append([Entry("r", f"{{n}}.{{i}}", "h", {{"other": "x" * 2000}}, "machine") for i in range(20)])
                print(n, flush=True)
            """
        process = subprocess.Popen(
            [sys.executable, "-c", textwrap.dedent(code)], cwd=ROOT, stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None and process.stdout.readline() == "0\n"
        time.sleep(chance.uniform(0.0, 0.03))
        process.kill()
        said = process.communicate()[0].split()
        done = (int(said[-1]) if said else 0) + 1
        keys = [e.key for e in journal.load()]
        assert keys == [f"{n}.{i}" for n in range(10**4) for i in range(20)][: len(keys)]
        assert len(keys) >= 20 * done
