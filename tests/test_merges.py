"""People's words through random stories of source changes, runs, edits, branches and merges, in real git."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import CONFIG, read, write

FILES, KEYS = 4, 3
KEY = st.tuples(st.integers(0, FILES - 1), st.integers(0, KEYS - 1))
SIDE = st.lists(st.tuples(st.sampled_from(["source", "edit", "run", "run"]), KEY), max_size=4)
STORY = st.lists(
    st.one_of(st.tuples(st.just("main"), SIDE), st.tuples(st.just("merge"), SIDE, SIDE)), min_size=1, max_size=4
)
Humans = dict[tuple[int, int], str]


class Story:
    """A repository, and what a person wrote in it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.humans: Humans = {}
        self.count = 0
        sources = {f"locales/en/{f}.json": {f"k{k}": f"Text {f} {k}" for k in range(KEYS)} for f in range(FILES)}
        write(folder, {"locakit.yaml": CONFIG.replace("{locale}.json", "{locale}/*.json"), **sources})
        self.git("init", "-q")
        from locakit.shell.starter import prepare

        prepare(folder)
        self.run()
        self.commit()

    def git(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        identity = ["-c", "user.name=Ana", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main"]
        return subprocess.run(["git", *identity, *arguments], cwd=self.folder, capture_output=True, text=True)

    def run(self) -> None:
        from locakit.cli.door import run

        before = os.getcwd()
        os.chdir(self.folder)
        try:
            sys.argv = ["locakit", "translate", "--quiet", "--format", "json"]
            assert run() == 0
        finally:
            os.chdir(before)

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "work", "--allow-empty")

    def act(self, act: str, place: tuple[int, int]) -> None:
        self.count += 1
        name, key = f"{place[0]}.json", f"k{place[1]}"
        if act == "run":
            self.run()
            return
        path = self.folder / "locales" / ("en" if act == "source" else "pt-BR") / name
        texts = read(path)
        texts[key] = f"Text {self.count} changed" if act == "source" else f"Palavras de gente {self.count}"
        write(path.parent, {name: texts})
        if act == "edit":
            self.humans[place] = texts[key]

    def side(self, acts: list[tuple[str, tuple[int, int]]]) -> None:
        for act, place in acts:
            self.act(act, place)
        self.commit()

    def merge(self, mine: list[tuple[str, tuple[int, int]]], theirs: list[tuple[str, tuple[int, int]]]) -> None:
        base = dict(self.humans)
        self.git("checkout", "-qb", "branch")
        self.side(theirs)
        there, self.humans = self.humans, dict(base)
        self.git("checkout", "-q", "main")
        self.side(mine)
        here = dict(self.humans)
        self.git("merge", "-q", "--no-edit", "branch")
        conflicts = set(self.git("diff", "--name-only", "--diff-filter=U").stdout.split())
        assert not {c for c in conflicts if c.startswith(".locakit/")}, "ledger and proposals merge by themselves"
        for name in conflicts:
            changed = any(f"/{f}.json" in name and here[f, k] != base.get((f, k)) for f, k in here)
            self.git("checkout", "--ours" if changed else "--theirs", "--", name)
        self.humans = self._merged(base, here, there, conflicts)
        self.commit()
        self.git("branch", "-qD", "branch")

    @staticmethod
    def _merged(base: Humans, here: Humans, there: Humans, conflicts: set[str]) -> Humans:
        out: Humans = {}
        for f, k in here.keys() | there.keys():
            place = (f, k)
            ours = any(here[p] != base.get(p) for p in here if p[0] == f)
            if f"locales/pt-BR/{f}.json" in conflicts:
                found = (here if ours else there).get(place)
            else:
                found = there.get(place) if here.get(place) == base.get(place) else here.get(place)
            if found:
                out[place] = found
        return out

    def check(self) -> None:
        for (f, k), text in self.humans.items():
            assert read(self.folder / f"locales/pt-BR/{f}.json")[f"k{k}"] == text
        for path in (self.folder / ".locakit/ledger").glob("*.tsv"):
            lines = path.read_text(encoding="utf-8").splitlines()
            units = [tuple(line.split("\t")[:2]) for line in lines[1:]]
            assert len(units) == len(set(units)) and not any(line.startswith(("<<<", ">>>")) for line in lines)
            people = {u for u, line in zip(units, lines[1:], strict=True) if "\thuman\t" in line}
            assert {(f"locales/en/{f}.json", f"k{k}") for f, k in self.humans} <= people


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow], database=None)
@given(STORY)
def test_hand_edited_targets_survive_any_story(story: list[tuple[object, ...]]) -> None:
    with tempfile.TemporaryDirectory() as made:
        told = Story(Path(made))
        for chapter in story:
            if chapter[0] == "main":
                told.side(chapter[1])  # type: ignore[arg-type]  # hypothesis gives lists of acts
            else:
                told.merge(chapter[1], chapter[2])  # type: ignore[arg-type]  # likewise
        told.run()
        told.check()


def test_two_branches_that_each_translate_new_keys_never_conflict_in_the_ledger(tmp_path: Path) -> None:
    told = Story(tmp_path)
    told.git("checkout", "-qb", "branch")
    write(tmp_path, {"locales/en/5.json": {"a": "Branch text"}})
    told.run()
    told.commit()
    told.git("checkout", "-q", "main")
    write(tmp_path, {"locales/en/6.json": {"b": "Main text"}})
    told.run()
    told.commit()
    merged = told.git("merge", "--no-edit", "branch")
    assert merged.returncode == 0, merged.stdout
    ledger = (tmp_path / ".locakit/ledger/pt-BR.tsv").read_text(encoding="utf-8")
    assert "locales/en/5.json" in ledger and "locales/en/6.json" in ledger
    before = (tmp_path / "locales/pt-BR/5.json").read_bytes()
    told.run()
    assert (tmp_path / "locales/pt-BR/5.json").read_bytes() == before


if __name__ == "__main__":
    raise SystemExit(pytest.main([__file__]))
