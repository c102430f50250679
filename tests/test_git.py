"""Git through git: revisions as they were committed, hostile names and settings harmless, ledgers merged."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from locakit.errors import UsageError
from locakit.shell import disk, git

ENV = {n: v for n, v in os.environ.items() if not n.startswith("GIT_")}
ENV |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def run(folder: Path, *arguments: str, **env: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env={**ENV, **env}, capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    folder = tmp_path / "repo"
    folder.mkdir()
    run(folder, "init", "-q", "-b", "main")
    run(folder, "config", "user.name", "Ana Souza")
    run(folder, "config", "user.email", "ana@example.org")
    return folder


def commit(folder: Path, files: dict[str, str | bytes], message: str = "m") -> str:
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    run(folder, "add", "-A")
    run(folder, "commit", "-q", "--allow-empty", "-m", message)
    return run(folder, "rev-parse", "HEAD").strip()


def test_outside_of_a_repository(tmp_path: Path) -> None:
    assert not git.is_repo(tmp_path) and git.root(tmp_path) is None
    assert not git.is_repo(tmp_path / "missing")
    assert git.last_author(tmp_path, "x") == ""
    with pytest.raises(UsageError) as caught:
        git.files(tmp_path, "HEAD")
    assert caught.value.hint == "the project is in no git repository"


def test_without_git(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo))
    assert not git.is_repo(repo) and git.user(repo) == ""
    with pytest.raises(UsageError) as caught:
        git.show(repo, "HEAD", "x")
    assert caught.value.hint == "git is not installed"


def test_files_as_they_were_committed(repo: Path) -> None:
    first = commit(repo, {"a.json": "\ufeff{}\r\n", "d/b.md": "ع\n", "gone": "x", "raw": b"caf\xe9"})
    (repo / "gone").unlink()
    commit(repo, {"a.json": "new"})
    assert git.files(repo, first) == ["a.json", "d/b.md", "gone", "raw"]
    assert git.files(repo, "HEAD") == ["a.json", "d/b.md", "raw"]
    assert git.show(repo, "HEAD~1", "a.json") == "\ufeff{}\r\n" and git.show(repo, "main", "a.json") == "new"
    assert git.show(repo, "HEAD", "gone") is None and git.show(repo, "HEAD", "d") is None
    assert git.show_bytes(repo, "HEAD", "raw") == b"caf\xe9"
    assert disk.encode(git.show(repo, "HEAD", "raw") or "") == b"caf\xe9"
    assert git.show_all(repo, first, ["gone", "none", "d", "d/b.md", "gone"]) == {
        "gone": b"x",
        "d/b.md": "ع\n".encode(),
    }


def test_paths_are_relative_to_a_project_inside_the_repository(repo: Path) -> None:
    commit(repo, {"shop/locales/en.json": "{}", "other/x": "x"})
    shop = repo / "shop"
    assert git.root(shop) == repo.resolve() and git.is_repo(shop)
    assert git.files(shop, "HEAD") == ["locales/en.json"]
    assert git.show(shop, "HEAD", "locales/en.json") == "{}"
    assert git.show_all(shop, "HEAD", ["locales/en.json"]) == {"locales/en.json": b"{}"}


ODD = ["-p", "--output=x", "a b", "tab\tx", "new\nline", 'quo"te', "ünï", ":(top)x", "*", "x missing"]


@pytest.mark.parametrize("name", ODD)
def test_weird_names(repo: Path, name: str) -> None:
    commit(repo, {name: f"this is {name}", "x": "no", "other": "no"})
    assert name in git.files(repo, "HEAD")
    assert git.show(repo, "HEAD", name) == f"this is {name}"
    assert git.show_all(repo, "HEAD", [name, "x"]) == {name: f"this is {name}".encode(), "x": b"no"}
    assert git.last_author(repo, name) == "Ana Souza <ana@example.org>"
    assert sorted(os.listdir(repo)) == sorted([".git", name, "x", "other"])


def test_names_that_are_not_utf8(repo: Path) -> None:
    name = os.fsdecode(b"caf\xe9")
    commit(repo, {name: "x"})
    assert git.files(repo, "HEAD") == [name]
    assert git.show(repo, "HEAD", name) == "x" and git.show_all(repo, "HEAD", [name]) == {name: b"x"}


@pytest.mark.parametrize("revision", ["", "-h", "--all", "nope", "HEAD:a", "a\nb", "a\0b", "--output=x", "HEAD..HEAD"])
def test_revisions_that_name_no_commit(repo: Path, revision: str) -> None:
    commit(repo, {"a": "x"})
    for ask in (git.files, lambda f, r: git.show(f, r, "a"), lambda f, r: git.show_all(f, r, ["a"])):
        with pytest.raises(UsageError, match="names no commit"):
            ask(repo, revision)
    assert sorted(os.listdir(repo)) == [".git", "a"]


def test_tags_and_empty_repositories(repo: Path) -> None:
    with pytest.raises(UsageError):
        git.files(repo, "HEAD")
    assert git.is_repo(repo) and git.last_author(repo, "a") == ""
    commit(repo, {"a": "x"})
    run(repo, "tag", "-a", "v1", "-m", "v1")
    assert git.show(repo, "v1", "a") == "x" and len(git.resolve(repo, "v1")) == 40


def test_links_and_submodules_are_no_files(repo: Path) -> None:
    (repo / "link").symlink_to("/etc/passwd")
    commit(repo, {"a": "x", "run.sh": "#!"})
    (repo / "run.sh").chmod(0o755)
    run(repo, "update-index", "--add", "--cacheinfo", f"160000,{'1' * 40},sub")
    run(repo, "commit", "-q", "-m", "sub")
    assert git.files(repo, "HEAD") == ["a", "run.sh"]


def test_variables_of_a_hook_do_not_lead_astray(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"a": "right"})
    other = tmp_path / "other"
    other.mkdir()
    run(other, "init", "-q")
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / "index"))
    monkeypatch.setenv("GIT_EXTERNAL_DIFF", "false")
    assert git.root(repo) == repo.resolve() and git.show(repo, "HEAD", "a") == "right"


def test_settings_of_a_repository_run_nothing(repo: Path, tmp_path: Path) -> None:
    trap = tmp_path / "trap"
    script = tmp_path / "script"
    script.write_text(f"#!/bin/sh\ntouch {trap}\n")
    script.chmod(0o755)
    commit(repo, {"a": "x", ".gitattributes": "* diff=evil filter=evil\n"})
    for key in (
        "core.fsmonitor",
        "diff.external",
        "diff.evil.textconv",
        "filter.evil.smudge",
        "gpg.program",
        "core.pager",
    ):
        run(repo, "config", key, str(script))
    run(repo, "config", "log.showSignature", "true")
    assert git.show(repo, "HEAD", "a") == "x" and git.files(repo, "HEAD") == [".gitattributes", "a"]
    assert git.last_author(repo, "a") and git.user(repo) and git.is_repo(repo)
    assert not trap.exists()


def test_people(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit(repo, {"a": "x"})
    assert git.user(repo) == "Ana Souza <ana@example.org>"
    commit(repo, {".mailmap": "Ana Lima <ana@lima.example> <ana@example.org>\n"})
    assert git.last_author(repo, "a") == "Ana Lima <ana@lima.example>"
    assert git.last_author(repo, "none") == "" and git.last_author(repo, "a\0b") == ""
    monkeypatch.setenv("GIT_AUTHOR_NAME", "José Ñ")
    assert git.user(repo) == "José Ñ <ana@example.org>"


def test_a_user_git_does_not_know(repo: Path) -> None:
    run(repo, "config", "--unset", "user.name")
    run(repo, "config", "--unset", "user.email")
    assert git.user(repo) == ""


def test_what_git_must_know_is_written_once(repo: Path) -> None:
    (repo / ".gitattributes").write_bytes(b"*.png binary\r\n*.po text")
    assert git.ensure_attributes(repo) == [".gitattributes", ".locakit/.gitignore"]
    assert (repo / ".gitattributes").read_bytes() == (
        b"*.png binary\r\n*.po text\r\n.locakit/ledger/*.tsv merge=union\r\n.locakit/proposals/*.tsv merge=union\r\n"
        b".locakit/pull.tsv merge=union\r\n.locakit/dismissed.tsv merge=union\r\n"
        b".locakit/referred.tsv merge=union\r\n.locakit/comments.tsv merge=union\r\n"
    )
    assert git.ensure_attributes(repo) == []
    commit(
        repo,
        {
            ".locakit/memory.db": "x",
            ".locakit/memory.db-wal": "x",
            ".locakit/lock": "1",
            ".locakit/ledger/a.tsv": "",
            ".locakit/journal/a.jsonl": "x",
        },
    )
    assert git.files(repo, "HEAD") == [".gitattributes", ".locakit/.gitignore", ".locakit/ledger/a.tsv"]


def test_two_branches_add_to_a_ledger_without_a_conflict(repo: Path) -> None:
    git.ensure_attributes(repo)
    path = ".locakit/ledger/pt-BR.tsv"
    commit(repo, {path: "#h\na\nm\n"})
    run(repo, "checkout", "-q", "-b", "other")
    commit(repo, {path: "#h\na\nb\nm\nz\n"})
    run(repo, "checkout", "-q", "main")
    commit(repo, {path: "#h\na\nc\nm\ny\n"})
    run(repo, "merge", "-q", "other", "-m", "merge")
    assert set((repo / path).read_text().split()) == {"#h", "a", "b", "c", "m", "y", "z"}
