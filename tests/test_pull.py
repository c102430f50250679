"""pull: content from web servers, git, cloud storage, folders and code, with the faults that real sources have."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from locakit.errors import ConfigError, ProviderError
from locakit.project import parse
from locakit.settings import Pull
from locakit.shell import _http
from locakit.shell.pull import _entries, _kit, http, kind, record, repo, web
from tests import workbooks
from tests.conftest import Cli, Said, write
from tests.servers.content import ContentServer, File, serving

CONFIG = "source: en\nmarkets: [pt-BR]\ncontent:\n  - path: locales/{locale}.json\nengines: [pseudo]\n"
HELLO = b'{\n  "hello": "Hello"\n}\n'
BYE = b'{\n  "hello": "Hello",\n  "bye": "Bye"\n}\n'
DATE = "Mon, 02 Mar 2026 10:00:00 GMT"


@pytest.fixture(autouse=True)
def _alone(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def server() -> Iterator[ContentServer]:
    with serving(ContentServer({"/en.json": File(HELLO, '"v1"', DATE, "application/json")})) as running:
        yield running


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    return folder


Puller = Callable[..., Any]


@pytest.fixture
def pull(cli: Cli, project: Path) -> Puller:
    """Write the sources into locakit.yaml and pull them: the answer as JSON, the exit code beside it."""

    def call(*sources: dict[str, Any], options: tuple[str, ...] = (), code: int = 0) -> Any:
        write(project, {"locakit.yaml": CONFIG + "pull: " + json.dumps(sources) + "\n"})
        said = cli("pull", "--format", "json", *options, cwd=project)
        assert said.code == code, said
        assert said.json["version"] == 1
        return said.json["sources"]

    return call


def tsv(project: Path) -> dict[str, record.Record]:
    return record.parse((project / ".locakit" / "pull.tsv").read_text())


def tree(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and p.name not in ("lock", "locakit.yaml", "pull.tsv", "pull-entries.tsv")
    }


# --- the web


def test_new_changed_unchanged(server: ContentServer, pull: Puller, project: Path) -> None:
    source = {"from": f"{server.url}/en.json", "to": "locales/en.json"}
    (first,) = pull(source)
    assert (first["state"], first["files"]) == (
        "new",
        [{"path": "locales/en.json", "state": "new", "bytes": len(HELLO)}],
    )
    assert (project / "locales/en.json").read_bytes() == HELLO
    kept = tsv(project)["locales/en.json"]
    assert (kept.source, kept.etag, kept.modified, kept.bytes) == (f"{server.url}/en.json", '"v1"', DATE, len(HELLO))
    assert kept.sha256 == hashlib.sha256(HELLO).hexdigest() and kept.at.endswith("Z")

    before = (project / ".locakit/pull.tsv").read_bytes()
    (again,) = pull(source)
    assert again["state"] == "unchanged" and server.sent("If-None-Match") == ["", '"v1"']
    assert server.sent("If-Modified-Since") == ["", DATE]
    assert (project / ".locakit/pull.tsv").read_bytes() == before

    server.files["/en.json"] = File(BYE, '"v2"')
    (third,) = pull(source)
    assert third["state"] == "changed" and (project / "locales/en.json").read_bytes() == BYE
    assert tsv(project)["locales/en.json"].etag == '"v2"'


def test_a_file_that_is_gone_here_is_fetched_again(server: ContentServer, pull: Puller, project: Path) -> None:
    source = {"from": f"{server.url}/en.json", "to": "locales/en.json"}
    pull(source)
    (project / "locales/en.json").unlink()
    assert pull(source)[0]["state"] == "new"
    assert server.sent("If-None-Match") == ["", ""]
    assert (project / "locales/en.json").read_bytes() == HELLO


def test_a_server_without_validators(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/en.json"] = File(HELLO)
    source = {"from": f"{server.url}/en.json", "to": "locales/en.json"}
    assert [pull(source)[0]["state"], pull(source)[0]["state"]] == ["new", "unchanged"]
    assert server.sent("If-None-Match") == ["", ""]


def test_an_etag_of_one_address_is_not_asked_of_another(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/en.json?v=2"] = File(BYE, '"v1"')
    pull({"from": f"{server.url}/en.json", "to": "locales/en.json"})
    (moved,) = pull({"from": f"{server.url}/en.json?v=2", "to": "locales/en.json"})
    assert moved["state"] == "changed" and server.sent("If-None-Match") == ["", ""]


def test_what_was_edited_here_stays(server: ContentServer, pull: Puller, project: Path) -> None:
    source = {"from": f"{server.url}/en.json", "to": "locales/en.json"}
    pull(source)
    (project / "locales/en.json").write_bytes(b"{}\n")
    (same,) = pull(source)
    assert same["state"] == "unchanged" and "edited here" in same["notes"][0]
    server.files["/en.json"] = File(BYE, '"v2"')
    (kept,) = pull(source, code=3)
    assert kept["state"] == "failed" and "edited here" in kept["message"] and kept["hint"]
    assert (project / "locales/en.json").read_bytes() == b"{}\n"
    (project / "locales/en.json").unlink()
    assert pull(source)[0]["state"] == "new"


def test_a_dry_run_writes_nothing(server: ContentServer, pull: Puller, project: Path) -> None:
    source = {"from": f"{server.url}/en.json", "to": "locales/en.json"}
    assert pull(source, options=("--dry-run",))[0]["state"] == "new"
    server.faults = {"/en.json": "deaf"}
    assert pull(source, options=("--dry-run",), code=3)[0]["state"] == "failed"
    assert sorted(p.name for p in project.iterdir()) == ["locakit.yaml"]


FAULTS = [
    ("page", "sent a web page"),
    ("disguised", "sent a web page"),
    ("broken", r"cannot serve the file: .*\(500\)"),
    ("busy", r"the server is busy: .*\(503\)"),
    ("forbidden", r"refuses access: .*\(403\)"),
    ("loop", "redirects without end"),
    ("away", "redirects to http://example.invalid/x; that is not followed"),
    ("deaf", "broke off"),
    ("packed", r"packed \(gzip\)"),
    ("odd", r"without end or without aim: .*\(304\)"),
    ("endless", "more than 3,000 bytes"),
]


@pytest.mark.parametrize(("fault", "said"), FAULTS)
def test_a_fault_stops_its_own_source_alone(
    fault: str, said: str, server: ContentServer, pull: Puller, project: Path
) -> None:
    import re

    server.files["/bad.json"] = File(b"x" * 2000)
    server.faults = {"/bad.json": fault}
    write(project, {"locales/old.json": "old"})
    bad, good = pull(
        {"from": f"{server.url}/bad.json", "to": "locales/old.json", "max_bytes": 3000},
        {"from": f"{server.url}/en.json", "to": "locales/en.json"},
        code=3,
    )
    assert (bad["state"], bad["files"], good["state"]) == ("failed", [], "new")
    assert re.search(said, bad["message"]), bad["message"]
    assert (project / "locales/old.json").read_bytes() == b"old"
    assert tree(project) == {"locales/old.json": b"old", "locales/en.json": HELLO}


def test_nothing_there(server: ContentServer, pull: Puller) -> None:
    (source,) = pull({"from": f"{server.url}/none.json", "to": "locales/en.json"}, code=3)
    assert "has no such file" in source["message"] and "(404)" in source["message"] and "from:" in source["hint"]


def test_nobody_answers(pull: Puller) -> None:
    (source,) = pull({"from": "http://127.0.0.1:9/en.json", "to": "locales/en.json"}, code=3)
    assert "127.0.0.1:9 refuses the connection" in source["message"]


def test_too_large(server: ContentServer, pull: Puller, project: Path) -> None:
    (source,) = pull({"from": f"{server.url}/en.json", "to": "locales/en.json", "max_bytes": 10}, code=3)
    assert "more than 10 bytes" in source["message"] and "max_bytes" in source["hint"]
    assert pull({"from": f"{server.url}/en.json", "to": "locales/en.json", "max_bytes": len(HELLO)})[0]["files"]


def test_a_slow_server_is_not_waited_for(
    server: ContentServer, pull: Puller, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web, "SILENCE", 0.1)
    server.faults = {"/en.json": "slow"}
    (source,) = pull({"from": f"{server.url}/en.json", "to": "locales/en.json"}, code=3)
    assert "does not answer" in source["message"] or "broke off" in source["message"]
    assert not (project / "locales").exists()


def test_a_file_may_not_take_for_ever(server: ContentServer, pull: Puller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "DEADLINE", -1.0)
    (source,) = pull({"from": f"{server.url}/en.json", "to": "locales/en.json"}, code=3)
    assert "too slow" in source["message"]


def test_a_cut_download_goes_on(server: ContentServer, pull: Puller, project: Path) -> None:
    data = bytes(range(256)) * 64
    server.files["/big.bin"] = File(data, '"b"')
    server.faults, server.times = {"/big.bin": "cut"}, 2
    assert pull({"from": f"{server.url}/big.bin", "to": "big.bin"})[0]["state"] == "new"
    assert (project / "big.bin").read_bytes() == data
    assert server.sent("Range") == ["", f"bytes={len(data) // 2}-", f"bytes={len(data) * 3 // 4}-"]
    assert server.sent("If-Range") == ["", '"b"', '"b"']


def test_the_next_run_goes_on_where_this_one_stopped(server: ContentServer, pull: Puller, project: Path) -> None:
    data = bytes(range(256)) * 64
    source = {"from": f"{server.url}/big.bin", "to": "big.bin"}
    server.files["/big.bin"] = File(data, "", DATE)
    server.faults = {"/big.bin": "cut"}
    (cut,) = pull(source, code=3)
    assert "15,360 bytes are here" in cut["message"] and not (project / "big.bin").exists()
    server.faults, server.seen = {}, []
    assert pull(source)[0]["state"] == "new"
    assert server.sent("Range") == ["bytes=15360-"] and server.sent("If-Range") == [DATE]
    assert tree(project) == {"big.bin": data}


def test_half_of_an_old_version_is_not_joined_with_half_of_a_new_one(
    server: ContentServer, pull: Puller, project: Path
) -> None:
    source = {"from": f"{server.url}/big.bin", "to": "big.bin"}
    server.files["/big.bin"] = File(b"a" * 4096, '"a"')
    server.faults = {"/big.bin": "cut"}
    pull(source, code=3)
    server.files["/big.bin"], server.faults = File(b"b" * 4096, '"b"'), {}
    pull(source)
    assert (project / "big.bin").read_bytes() == b"b" * 4096


def test_a_part_that_is_longer_than_the_file(server: ContentServer, pull: Puller, project: Path) -> None:
    url = f"{server.url}/en.json"
    part = project / ".locakit/journal/pull" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part"
    head = json.dumps({"etag": '"v1"', "modified": "", "bytes": 99}).encode()
    write(project, {part.relative_to(project).as_posix(): head + b"\n" + b"x" * 99})
    assert pull({"from": url, "to": "en.json"})[0]["state"] == "new"
    assert tree(project) == {"en.json": HELLO}


@pytest.mark.parametrize("rest", [b"", b"{}\nx", b"nonsense", b'{"etag": "e", "modified": "", "bytes": 4}\nabc'])
def test_a_damaged_part_counts_as_none(rest: bytes, server: ContentServer, pull: Puller, project: Path) -> None:
    url = f"{server.url}/en.json"
    part = project / ".locakit/journal/pull" / f"{hashlib.sha256(url.encode()).hexdigest()[:16]}.part"
    write(project, {part.relative_to(project).as_posix(): rest})
    pull({"from": url, "to": "en.json"})
    assert tree(project) == {"en.json": HELLO} and server.sent("Range") == [""]


def test_a_page_where_a_page_is_meant(server: ContentServer, pull: Puller, project: Path) -> None:
    page = b"<!doctype html><p>Hi"
    server.files["/"] = File(page, kind="text/html")
    assert pull({"from": server.url + "/", "to": "site/"})[0]["files"][0]["path"] == "site/index.html"
    assert (project / "site/index.html").read_bytes() == page


def test_a_redirect_is_followed_and_names_are_understood(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/moved.json"] = File(HELLO)
    server.faults = {"/en.json": "elsewhere"}
    server.files["/caf%C3%A9%20menu.json"] = File(BYE)
    one, two = pull(
        {"from": f"{server.url}/en.json", "to": "locales/en.json"},
        {"from": f"{server.url}/café menu.json", "to": "in/"},
    )
    assert one["state"] == "new" and two["files"][0]["path"] == "in/café menu.json"


def test_what_is_asked_of_no_server(pull: Puller, project: Path) -> None:
    plain, secret, strange = pull(
        {"from": "http://example.com/en.json", "to": "a.json"},
        {"from": "https://ana:pass@example.com/en.json", "to": "b.json"},
        {"from": "https:///en.json", "to": "c.json"},
        code=2,
    )
    assert "over https only, not from http://example.com/en.json" in plain["message"]
    assert "password" in secret["message"] and "pass@" not in json.dumps([secret["message"], secret["from"]])
    assert strange["state"] == "failed"


@pytest.mark.parametrize("new", ["http://127.0.0.1:1/x", "http://example.com/x"])
def test_away_from_https_is_never_followed(new: str) -> None:
    import urllib.request

    asked = urllib.request.Request("https://example.com/x")
    with pytest.raises(ProviderError, match="away from https"):
        _http.Redirects(web.check).redirect_request(asked, None, 302, "", None, new)  # type: ignore[arg-type]  # not looked at


def test_names_and_queries_stay_out_of_the_record() -> None:
    assert record.name_of("https://u:p@h.example/a.json") == "https://h.example/a.json"
    one, two = (record.name_of(f"https://h.example/a.json?token={t}") for t in ("aaa", "bbb"))
    assert one != two and "aaa" not in one and one.startswith("https://h.example/a.json?")


# --- git


def git(*arguments: str, cwd: Path, given: str = "") -> str:
    identity = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=cwd, input=given, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


@pytest.fixture
def origin(tmp_path: Path) -> Path:
    folder = tmp_path / "origin"
    files = {
        "docs/guide.md": "# Hi\r\n",
        "docs/a/b.md": "# B\n",
        "locales/en.json": {"a": "A"},
        "logo.bin": b"\0" * 500,
    }
    write(folder, files)
    (folder / "docs/evil.md").symlink_to("/etc/passwd")
    git("init", "-q", cwd=folder)
    git("add", "-A", cwd=folder)
    git("commit", "-qm", "one", cwd=folder)
    return folder


def test_files_of_a_repository(origin: Path, pull: Puller, project: Path) -> None:
    source = {"from": f"git+file://{origin}", "paths": ["docs/**/*.md"], "to": "content/"}
    (first,) = pull(source)
    assert first["state"] == "new" and first["notes"] == ["docs/evil.md is a link and is left out"]
    assert tree(project) == {"content/guide.md": b"# Hi\r\n", "content/a/b.md": b"# B\n"}
    head = git("rev-parse", "HEAD", cwd=origin)
    kept = tsv(project)["content/a/b.md"]
    assert (kept.source, kept.etag) == (f"git+file://{origin}#docs/a/b.md", head)
    assert pull(source)[0]["state"] == "unchanged"

    (origin / "docs/a/b.md").unlink()
    write(origin, {"docs/guide.md": "# Hello\n", "docs/new.md": "new"})
    git("add", "-A", cwd=origin)
    git("commit", "-qm", "two", cwd=origin)
    (third,) = pull(source)
    assert third["state"] == "changed" and third["gone"] == ["content/a/b.md"]
    assert {f["path"]: f["state"] for f in third["files"]} == {"content/guide.md": "changed", "content/new.md": "new"}
    assert (project / "content/a/b.md").exists() and tsv(project)["content/a/b.md"] == kept
    write(origin, {"elsewhere": "x"})
    git("add", "-A", cwd=origin)
    git("commit", "-qm", "three", cwd=origin)
    before = (project / ".locakit/pull.tsv").read_bytes()
    assert pull(source)[0]["state"] == "unchanged" and (project / ".locakit/pull.tsv").read_bytes() == before
    (old,) = pull({**source, "ref": head})
    assert old["state"] == "changed" and (project / "content/guide.md").read_bytes() == b"# Hi\r\n"


@pytest.mark.parametrize("spelling", ["../origin", "git+file://{origin}", "git+file://{origin}/.git", "../bare.git"])
def test_one_file_of_a_branch(spelling: str, origin: Path, tmp_path: Path, pull: Puller, project: Path) -> None:
    git("checkout", "-qb", "next/two", cwd=origin)
    write(origin, {"locales/en.json": "{}"})
    git("commit", "-qam", "two", cwd=origin)
    git("tag", "v2", cwd=origin)
    git("checkout", "-q", "main", cwd=origin)
    git("clone", "-q", "--bare", str(origin), "bare.git", cwd=tmp_path)
    for ref, wanted in (("next/two", b"{}"), ("v2", b"{}"), ("main", b'{\n  "a": "A"\n}\n')):
        source = {"from": spelling.format(origin=origin), "ref": ref, "paths": ["locales/en.json"], "to": "in/x.json"}
        assert pull(source)[0]["state"] in ("new", "changed", "unchanged")
        assert tree(project) == {"in/x.json": wanted}


def test_a_commit_by_a_short_hash_is_found_in_the_history(origin: Path, pull: Puller, project: Path) -> None:
    old = git("rev-parse", "--short=9", "HEAD", cwd=origin)
    write(origin, {"locales/en.json": "{}"})
    git("commit", "-qam", "two", cwd=origin)
    source = {"from": f"git+file://{origin}", "ref": old, "paths": ["locales"], "to": "in"}
    (project / "in").mkdir()
    pull(source)
    assert tree(project) == {"in/en.json": b'{\n  "a": "A"\n}\n'}
    (unknown,) = pull({**source, "ref": "deadbeef0"}, code=3)
    assert unknown["state"] == "failed" and "ref" in unknown["hint"]


@pytest.mark.skipif(
    not Path(git("--exec-path", cwd=Path("/")), "git-http-backend").exists(), reason="git has no http-backend here"
)
def test_a_repository_over_http(origin: Path, tmp_path: Path, pull: Puller, project: Path) -> None:
    git("clone", "-q", "--bare", str(origin), "served/shop.git", cwd=tmp_path)
    git("config", "uploadpack.allowFilter", "true", cwd=tmp_path / "served/shop.git")
    with serving(ContentServer(repositories=tmp_path / "served")) as running:
        source = {"from": f"git+{running.url}/git/shop.git", "paths": ["docs/**"], "to": "docs"}
        (project / "docs").mkdir()
        assert pull(source)[0]["state"] == "new"
        assert tree(project) == {"docs/guide.md": b"# Hi\r\n", "docs/a/b.md": b"# B\n"}
        large = {"from": f"{running.url}/git/shop.git", "paths": ["logo.bin"], "to": "logo.bin", "max_bytes": 400}
        bad, gone = pull(large, {**large, "from": f"{running.url}/git/none.git", "to": "no.bin"}, code=3)
        assert "logo.bin has more than 400 bytes" in bad["message"]
        assert "none.git" in gone["message"] and gone["state"] == "failed"
        assert pull({**large, "max_bytes": 500})[0]["state"] == "new"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"ref": "nope"}, "nope"),
        ({"paths": ["*.xlsx"]}, "nothing that matches"),
        ({"to": "one.md"}, "too many for one.md"),
        ({"from": "git+file:///nowhere/at/all"}, "no such folder"),
        ({"max_bytes": 4}, "more than 4 bytes"),
    ],
)
def test_faults_of_a_repository(change: dict[str, Any], said: str, origin: Path, pull: Puller, project: Path) -> None:
    base = {"from": f"git+file://{origin}", "paths": ["docs/**/*.md"], "to": "content/"}
    (source,) = pull({**base, **change}, code=3)
    assert source["state"] == "failed" and said in source["message"]
    assert tree(project) == {}


@pytest.mark.parametrize("url", ["git+http://example.com/x.git", "git+git://example.com/x", "git+ftp://example.com/x"])
def test_protocols_that_git_may_not_speak(url: str, pull: Puller) -> None:
    (source,) = pull({"from": url, "to": "in/"}, code=2)
    assert "over https, ssh or file" in source["message"]


def test_git_asks_nobody_anything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSH_ASKPASS", "/bin/false")
    monkeypatch.setenv("GIT_DIR", "/elsewhere")
    made = repo._environment("https")
    assert (made["GIT_TERMINAL_PROMPT"], made["GIT_ALLOW_PROTOCOL"]) == ("0", "https")
    assert "BatchMode" in made["GIT_SSH_COMMAND"] and not {"SSH_ASKPASS", "GIT_DIR"} & set(made)


def test_what_ssh_says_is_told(tmp_path: Path, pull: Puller, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"ssh": "#!/bin/sh\necho 'git@h: Permission denied (publickey).' >&2; exit 255\n"})
    (tmp_path / "ssh").chmod(0o755)
    monkeypatch.setenv("GIT_SSH", str(tmp_path / "ssh"))
    (source,) = pull({"from": "git@h.invalid:a/b.git", "to": "in/"}, code=3)
    assert (
        source["message"] == "git@h.invalid:a/b.git: git@h: Permission denied (publickey)." and "key" in source["hint"]
    )


@pytest.mark.parametrize("name", ["..", ".git", ".GIT", "git~1"])
def test_a_tree_that_leaves_its_folder(name: str, origin: Path, pull: Puller, project: Path) -> None:
    blob = git("hash-object", "-w", "--stdin", cwd=origin, given="evil")
    inner = git("mktree", cwd=origin, given=f"100644 blob {blob}\tconfig\n")
    top = git("mktree", cwd=origin, given=f"040000 tree {inner}\t{name}\n")
    commit = git("commit-tree", top, "-m", "evil", cwd=origin)
    git("update-ref", "refs/heads/evil", commit, cwd=origin)
    (source,) = pull({"from": "../origin", "ref": "evil", "to": "in/"}, code=3)
    assert source["state"] == "failed" and tree(project) == {}


def test_a_link_here_does_not_lead_out(origin: Path, pull: Puller, project: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (project / "content").mkdir()
    (project / "content/a").symlink_to(tmp_path / "outside")
    (source,) = pull({"from": "../origin", "paths": ["docs/**/*.md"], "to": "content/"}, code=2)
    assert "outside the project" in source["message"]
    assert list((tmp_path / "outside").iterdir()) == []


def test_large_file_pointers_are_no_content(origin: Path, pull: Puller) -> None:
    write(origin, {"big.md": "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n"})
    git("add", "-A", cwd=origin)
    git("commit", "-qm", "lfs", cwd=origin)
    assert "Git LFS" in pull({"from": "../origin", "paths": ["big.md"], "to": "big.md"}, code=3)[0]["message"]


def test_without_git(origin: Path, pull: Puller, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git is needed" in pull({"from": "../origin", "to": "in/"}, code=2)[0]["message"]


# --- folders, cloud storage, code


def test_a_file_and_a_folder_of_this_machine(tmp_path: Path, pull: Puller, project: Path) -> None:
    write(tmp_path / "share", {"a.csv": "a;b\r\n", "sub/b.csv": "x", "c.txt": "c", ".hidden": "h"})
    (tmp_path / "share/link.csv").symlink_to("/etc/hostname")
    one, many = pull(
        {"from": "../share/a.csv", "to": "a.csv"}, {"from": "../share", "paths": ["**/*.csv"], "to": "in/"}
    )
    assert (one["state"], many["state"]) == ("new", "new")
    assert tree(project) == {"a.csv": b"a;b\r\n", "in/a.csv": b"a;b\r\n", "in/sub/b.csv": b"x"}
    gone, itself, nothing = pull(
        {"from": "../none", "to": "x"},
        {"from": "in", "to": "in/deeper/"},
        {"from": "../share", "paths": ["*.json"], "to": "in/"},
        code=3,
    )
    assert "no such file" in gone["message"] and "into itself" in itself["message"]
    assert "nothing that matches" in nothing["message"]


def test_what_fsspec_reads(pull: Puller, project: Path) -> None:
    fsspec = pytest.importorskip("fsspec")
    store = fsspec.filesystem("memory")
    store.store.clear()
    store.pipe({"/shop/en.json": HELLO, "/shop/docs/a.md": b"# A", "/shop/docs/sub/b.md": b"# B", "/shop/x.bin": b"x"})
    sources = (
        {"from": "memory://shop/en.json", "to": "locales/en.json"},
        {"from": "memory://shop/docs", "to": "docs/"},
        {"from": "memory://shop/*.json", "to": "all/"},
    )
    assert [s["state"] for s in pull(*sources)] == ["new"] * 3
    assert tree(project) == {
        "locales/en.json": HELLO, "docs/a.md": b"# A", "docs/sub/b.md": b"# B", "all/en.json": HELLO,
    }  # fmt: skip
    assert [s["state"] for s in pull(*sources)] == ["unchanged"] * 3
    store.pipe({"/shop/docs/a.md": b"# Changed"})
    assert [s["state"] for s in pull(*sources)] == ["unchanged", "changed", "unchanged"]
    gone, large = pull(
        {"from": "memory://shop/none.json", "to": "n.json"},
        {"from": "memory://shop/en.json", "to": "l.json", "max_bytes": 3},
        code=3,
    )
    assert "no such file" in gone["message"] and "more than 3 bytes" in large["message"]


@pytest.mark.parametrize(
    ("url", "extra"),
    [("s3://bucket/en.json", "s3"), ("gs://bucket/en.json", "gcs"), ("sftp://host/en.json", ""), ("odd://x", "")],
)
def test_an_extra_that_is_missing_is_named(url: str, extra: str, pull: Puller, monkeypatch: pytest.MonkeyPatch) -> None:
    real = importlib.import_module

    def without(name: str, *more: Any) -> Any:
        if name.startswith("fsspec"):
            raise ImportError(name)
        return real(name, *more)

    monkeypatch.setattr(importlib, "import_module", without)
    (source,) = pull({"from": url, "to": "in.json"}, code=2)
    assert f"locakit[{extra}]" in source["hint"] if extra else "fsspec" in source["hint"]


@pytest.mark.parametrize("url", ["file:///etc/passwd", "github://a:b@c/x", "s3://a/b::file:///etc/passwd"])
def test_schemes_that_are_not_read(url: str, pull: Puller) -> None:
    assert "is not pulled from" in pull({"from": url, "to": "in.json"}, code=2)[0]["message"]


CODE = {
    "src/shop/cart.py": "from gettext import gettext as _, ngettext\n"
    '# Translators: {name} is a person\nprint(_("Hello {name}"))\nprint(ngettext("%d item", "%d items", n))\n',
    "src/web/app.jsx": 'export default () => <b title={gettext("Title")}>{`${x}`}</b>;\n',
    "src/node_modules/x.js": '_("not ours")\n',
    "src/read.me": '_("no code")\n',
}


def test_messages_out_of_code(pull: Puller, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(project, CODE)
    source = {"from": "src/", "extract": "babel", "to": "po/messages.pot"}
    assert pull(source)[0]["state"] == "new"
    text = (project / "po/messages.pot").read_text()
    assert (
        '#. Translators: {name} is a person\n#: src/shop/cart.py:3\n#, python-brace-format\nmsgid "Hello {name}"'
        in text
    )
    assert 'msgid "%d item"\nmsgid_plural "%d items"' in text and '#: src/web/app.jsx:1\nmsgid "Title"' in text
    assert "not ours" not in text and "no code" not in text

    later = text.replace("POT-Creation-Date: 2", "POT-Creation-Date: 1")
    (project / "po/messages.pot").write_text(later)
    assert pull(source)[0]["state"] == "unchanged"
    assert (project / "po/messages.pot").read_text() == later
    write(project, {"src/shop/more.py": '_("More")\n'})
    assert pull(source)[0]["state"] == "changed" and 'msgid "More"' in (project / "po/messages.pot").read_text()


def test_the_template_is_one_that_the_format_reads(pull: Puller, project: Path) -> None:
    from locakit.formats import registry

    write(project, CODE)
    pull({"from": "src", "extract": "babel", "to": "po/messages.pot", "paths": ["**/*.py"]})
    text = (project / "po/messages.pot").read_text()
    found = registry.by_name("po").parse("po/messages.pot", text, "en")
    assert [dict(m.source)["other"] for m in found.messages] == ["Hello {name}", "%d items"]


def test_two_clones_make_the_same_template(tmp_path: Path, cli: Cli) -> None:
    config = CONFIG + "name: Acme Shop\npull: [{from: src, extract: babel, to: messages.pot}]\n"
    made = []
    for name in ("one", "two"):
        write(tmp_path / name, {**CODE, "locakit.yaml": config})
        assert cli("pull", cwd=tmp_path / name).code == 0
        text = (tmp_path / name / "messages.pot").read_text()
        made.append([line for line in text.split("\n") if "POT-Creation-Date" not in line])
    assert made[0] == made[1] and '"Project-Id-Version: Acme Shop VERSION\\n"' in made[0]


def test_code_that_cannot_be_read_leaves_the_template(pull: Puller, project: Path) -> None:
    write(project, {**CODE, "po/messages.pot": "old", "src/bad.py": 'x = _("a")\n"""never closed\n'})
    broken, outside, empty = pull(
        {"from": "src", "extract": "babel", "to": "po/messages.pot"},
        {"from": "../elsewhere", "extract": "babel", "to": "po/other.pot"},
        {"from": "po", "extract": "babel", "to": "po/third.pot"},
        code=3,
    )
    assert "src/bad.py" in broken["message"] and "outside" in outside["message"] and "no code" in empty["message"]
    assert (project / "po/messages.pot").read_text() == "old"


# --- the command, the record, the configuration


def test_what_the_terminal_shows(cli: Cli, server: ContentServer, project: Path) -> None:
    sources = [
        {"from": f"{server.url}/en.json?token=secret", "to": "locales/en.json"},
        {"from": f"{server.url}/none.json", "to": "x.json"},
    ]
    server.files["/en.json?token=secret"] = server.files["/en.json"]
    write(project, {"locakit.yaml": CONFIG + "pull: " + json.dumps(sources)})
    said: Said = cli("pull", "--dry-run", cwd=project)
    assert said.code == 3 and "Nothing was written" in said.err
    said = cli("pull", cwd=project)
    assert said.out == (
        f"new        locales/en.json  from {server.url}/en.json  {len(HELLO)} bytes\n"
        f"failed     x.json  from {server.url}/none.json\n"
        f"           the server has no such file: {server.url}/none.json (404)\n"
        "           look at `from:` in locakit.yaml\n"
    )
    assert "secret" not in said.out + said.err + (project / ".locakit/pull.tsv").read_text()


def test_a_project_without_sources(cli: Cli, project: Path) -> None:
    write(project, {"locakit.yaml": CONFIG})
    said = cli("pull", cwd=project)
    assert (said.code, said.out) == (0, "nothing to pull: locakit.yaml has no `pull:`\n")
    assert cli("pull", "--format", "json", cwd=project).json["sources"] == []
    assert cli("pull", "--format", "xml", cwd=project).code == 2


def test_the_record_survives_a_merge() -> None:
    one = record.Record("a\tb", "s", '"e"', "", "0" * 64, 5, "2026-01-01T00:00:00Z")
    late = record.Record("a\tb", "s", '"f"', "", "1" * 64, 6, "2026-02-01T00:00:00Z")
    text = record.render({"a\tb": late}) + record.render({"a\tb": one}) + "<<<<<<< ours\nx\ty\n"
    assert record.parse(text) == {"a\tb": late}
    assert record.parse(record.render({"a\tb": one})) == {"a\tb": one}


@given(st.text(max_size=40))
def test_a_name_from_outside_is_harmless_or_refused(name: str) -> None:
    try:
        target = _kit.checked(f"in/{name}", name)
    except ProviderError:
        return
    steps = target.split("/")
    assert steps[0] == "in" and not {"", ".", ".."} & set(steps)
    assert not {".git", ".locakit"} & {s.rstrip(". ").lower() for s in steps}
    assert "\\" not in target and target.isprintable()


def test_patterns_choose_and_cut() -> None:
    names = ["docs/a.md", "docs/x/b.md", "en.json", "src/en.json"]
    assert _kit.chosen(names, ()) == {n: n for n in names}
    assert _kit.chosen(names, ["docs"]) == {"docs/a.md": "a.md", "docs/x/b.md": "x/b.md"}
    assert _kit.chosen(names, ["docs/*.md", "src/en.json"]) == {"docs/a.md": "a.md", "src/en.json": "en.json"}
    assert _kit.chosen(names, ["**/en.json"]) == {"en.json": "en.json", "src/en.json": "src/en.json"}


@pytest.mark.parametrize(
    ("origin", "wanted"),
    [
        ("https://h.example/a.json", "http"),
        ("https://h.example/a.git", "repo"),
        ("git+https://h.example/a", "repo"),
        ("git@h.example:a/b", "repo"),
        ("ssh://git@h.example/a", "repo"),
        ("s3://b/a", "remote"),
        ("../folder", "local"),
    ],
)
def test_what_a_source_is(origin: str, wanted: str, tmp_path: Path) -> None:
    assert kind(Pull(origin, "x"), tmp_path) == wanted
    assert kind(Pull("src", "x", extract="babel"), tmp_path) == "extract"


def test_the_configuration_says_what_is_wrong() -> None:
    good = parse("locakit.yaml", CONFIG + "pull: [{from: s, to: ./a/, ref: v1.2, paths: [docs/], max_bytes: 7}]\n")
    assert good.pull == (Pull("s", "a/", ("docs",), "v1.2", "", 7),)
    assert parse("locakit.yaml", CONFIG + "pull: [{from: s, to: ./}]\n").pull == (Pull("s", "."),)
    bad = """\
pull:
  - {from: "ext::sh -c touch% x", to: ../x}
  - {from: -oProxy, to: .git/config}
  - {from: a, to: locales/*.json, ref: "--upload-pack=x"}
  - {from: a, to: x.pot, max_bytes: 1.5}
  - {from: "https://h.example/", to: x.pot, extract: babel}
  - {from: src, to: x.json, extract: babl}
  - {to: LOCAKIT.yaml, form: x}
"""
    with pytest.raises(ConfigError) as caught:
        parse("locakit.yaml", CONFIG + bad)
    said = [f"{f.line - 6} {f.message}" for f in caught.value.faults]
    assert said == [
        "1 `ext::sh -c touch% x` is not a URL, a git repository or a path",
        "1 `../x` leaves the project; content must lie inside it",
        "2 `-oProxy` is not a URL, a git repository or a path",
        "2 `.git/config`: nothing is pulled over what is git's or locakit's own",
        "3 `locales/*.json`: content is pulled to one file or folder, without wildcards or placeholders",
        "3 `--upload-pack=x` is not a branch, a tag or a commit",
        "4 `pull.max_bytes` must be a whole number such as 1000000",
        "5 messages are extracted from code of this project; write its folder, such as src/",
        "5 two sources would be pulled to `x.pot`",
        "6 `pull.extract` cannot be `babl`; did you mean `babel`?",
        "7 `pull.from` is missing; write from: https://cms.example.com/en.json",
        "7 `LOCAKIT.yaml`: nothing is pulled over what is git's or locakit's own",
        "7 unknown key `pull.form`; did you mean `from`?",
    ]


def test_a_pulled_file_is_translated(server: ContentServer, cli: Cli, pull: Puller, project: Path) -> None:
    pull({"from": f"{server.url}/en.json", "to": "locales/en.json"})
    assert cli("translate", cwd=project).code == 0
    assert json.loads((project / "locales/pt-BR.json").read_text())["hello"]


# --- a content team's tables

SHEET = (
    'id,channel,note,source,de\nhome.title,,First screen,Welcome,Willkommen\nhome.body,app,,"Hi {name},\nwelcome",\n'
    'cart,,,"Cart ""1""",\n'
)
SPREADSHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TABLE = {"home.title": "Welcome", "home.body.app": "Hi {name},\nwelcome", "cart": 'Cart "1"'}


def as_workbook(text: str) -> bytes:
    import csv
    import io

    return workbooks.made(Copy=list(csv.reader(io.StringIO(text, newline=""))))


def messages(project: Path, path: str) -> dict[str, str]:
    from locakit.catalog import source_view
    from locakit.formats.registry import detect
    from locakit.shell import disk

    text = disk.read_text(project / path).text
    fmt = detect(path, text)
    assert fmt
    return {m.key: m.text for m in source_view(fmt.parse(path, text, "en"), fmt).messages}


@pytest.mark.parametrize("name", ["copy.csv", "copy.xlsx"])
@pytest.mark.parametrize(
    "to",
    ["en.json", "app_en.arb", "en.yaml", "en.properties", "en.lproj/L.strings", "lang/en.php", "en.toml", "en.ini",
     "en.po", "app.pot", "res/values/strings.xml", "Strings.resx", "copy/en.xlsx", "copy/en.csv"],
)  # fmt: skip
def test_a_table_becomes_a_file_of_another_format(
    name: str, to: str, server: ContentServer, pull: Puller, project: Path
) -> None:
    data = as_workbook(SHEET) if name.endswith("xlsx") else SHEET.encode()
    server.files[f"/{name}"] = File(data, '"t1"')
    source = {"from": f"{server.url}/{name}", "to": to}
    (first,) = pull(source)
    assert first["state"] == "new" and first["files"][0]["path"] == to
    if name.rpartition(".")[2] == to.rpartition(".")[2]:
        assert (project / to).read_bytes() == data
        return
    found = messages(project, to)
    assert sorted(found.values()) == sorted(TABLE.values())
    if to.rpartition(".")[2] not in ("po", "pot"):
        assert found == TABLE
    before = tree(project)
    server.files[f"/{name}"] = File(data, '"t2"')
    assert pull(source)[0]["state"] == "unchanged" and tree(project) == before


def test_only_what_changed_in_the_sheet_changes_here(server: ContentServer, pull: Puller, project: Path) -> None:
    own = '{\n    "own" : "Mine",   \n    "home": {"title": "Old", "more": "Kept"},\n    "cart": "Cart"\n}'
    write(project, {"locales/en.json": own})
    server.files["/copy.csv"] = File(SHEET.encode(), '"1"')
    source = {"from": f"{server.url}/copy.csv", "to": "locales/en.json"}
    assert pull(source)[0]["state"] == "changed"
    text = (project / "locales/en.json").read_text()
    assert text.startswith('{\n    "own" : "Mine",   \n    "home": {"title": "Welcome", "more": "Kept"')
    assert messages(project, "locales/en.json") == {**TABLE, "own": "Mine", "home.more": "Kept"}
    kept = tsv(project)["locales/en.json"]
    assert (kept.source, kept.etag) == (f"{server.url}/copy.csv", '"1"')
    assert kept.sha256 == hashlib.sha256(text.encode()).hexdigest() and kept.bytes == len(text.encode())
    entries = (project / ".locakit/pull-entries.tsv").read_text().split("\n")
    assert [row.split("\t")[:2] for row in entries[1:-1]] == [["locales/en.json", k] for k in sorted(TABLE)]

    server.files["/copy.csv"] = File(SHEET.replace('cart,,,"Cart ""1""",\n', "new,,,New,\n").encode(), '"2"')
    assert pull(source)[0]["state"] == "changed"
    wanted = {k: t for k, t in TABLE.items() if k != "cart"}
    assert messages(project, "locales/en.json") == {**wanted, "new": "New", "own": "Mine", "home.more": "Kept"}
    assert pull(source)[0]["state"] == "unchanged" and server.sent("If-None-Match")[-1] == '"2"'


def test_a_persons_words_stay_beside_the_sheet(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/copy.csv"] = File(SHEET.encode(), '"1"')
    source = {"from": f"{server.url}/copy.csv", "to": "en.json"}
    pull(source)
    place = project / "en.json"
    place.write_text(place.read_text().replace("Welcome", "Ahoy").replace('Cart \\"1\\"', "Basket"))
    (same,) = pull(source)
    assert same["state"] == "unchanged" and same["notes"] == ["home.title, cart was edited here and stays"]
    server.files["/copy.csv"] = File(SHEET.replace("Welcome", "Hello").replace("Hi {name}", "Hey").encode(), '"2"')
    (both,) = pull(source, code=3)
    assert both["state"] == "failed" and "changed in the table and here, so it stays: home.title" in both["message"]
    assert both["files"][0]["state"] == "changed"
    assert messages(project, "en.json") == {"home.title": "Ahoy", "home.body.app": "Hey,\nwelcome", "cart": "Basket"}
    assert pull(source, code=3)[0]["state"] == "failed", "until somebody decides"
    place.write_text(place.read_text().replace("Ahoy", "Hello"))
    assert pull(source)[0]["state"] == "unchanged"
    server.files["/copy.csv"] = File(b"id,source\nhome.title,Hello\n", '"3"')
    (gone,) = pull(source)
    assert gone["notes"] == ["cart is no longer in the table, but was edited here and stays"]
    assert messages(project, "en.json") == {"home.title": "Hello", "cart": "Basket"}


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_table_that_got_columns_here_keeps_them(
    kind: str, server: ContentServer, pull: Puller, project: Path
) -> None:
    from locakit.catalog import render
    from locakit.formats.registry import by_name

    def made(text: str) -> bytes:
        return as_workbook(text) if kind == "xlsx" else text.encode()

    def seen(locale: str) -> dict[str, str]:
        text = place.read_bytes().decode("utf-8", "surrogateescape")
        return {m.key: m.text for m in fmt.parse("x", text, locale).messages}

    fmt, place = by_name(kind), project / f"copy.{kind}"
    server.files["/copy"] = File(made(SHEET), '"1"', kind="text/csv" if kind == "csv" else SPREADSHEET)
    source = {"from": f"{server.url}/copy", "to": f"copy.{kind}"}
    assert pull(source)[0]["state"] == "new" and place.read_bytes() == made(SHEET)
    text = place.read_bytes().decode("utf-8", "surrogateescape")
    english = fmt.parse("x", text, "en")
    for locale, values in (("fr", {"home.title": {"other": "Bonjour"}}), ("en", {"cart": {"other": "Basket"}})):
        target = fmt.parse("x", text, locale)
        text = render(fmt, english, target, "x", locale, values)
    place.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert pull(source)[0]["state"] == "unchanged"
    server.files["/copy"] = File(
        made(SHEET.replace("Welcome", "Hello") + "new,,,New,\n"), '"2"', kind=server.files["/copy"].kind
    )
    assert pull(source)[0]["state"] == "changed"
    assert seen("en") == {**TABLE, "home.title": "Hello", "cart": "Basket", "new": "New"}
    assert seen("fr") == {"home.title": "Bonjour"} and seen("de") == {"home.title": "Willkommen"}


@pytest.mark.parametrize("to", ["en.json", "en.yaml", "en.toml"])
def test_keys_that_look_like_plural_forms(to: str, server: ContentServer, pull: Puller, project: Path) -> None:
    sheet = "id,source\ncart.items_one,{{count}} item\ncart.items_other,{{count}} items\nlast.one,x\nlast.other,y\n"
    server.files["/copy.csv"] = File(sheet.encode(), '"1"')
    source = {"from": f"{server.url}/copy.csv", "to": to}
    assert pull(source)[0]["state"] == "new"
    server.files["/copy.csv"] = File(sheet.replace("} items", "} things").replace("last.other,y\n", "").encode(), '"2"')
    assert pull(source)[0]["state"] == "changed"
    text = (project / to).read_text()
    assert "{{count}} things" in text and "{{count}} item" in text and "y" not in text.partition("last")[2]
    assert pull(source)[0]["state"] == "unchanged"


def test_a_changed_text_in_a_template(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/copy.csv"] = File(SHEET.encode(), '"1"')
    source = {"from": f"{server.url}/copy.csv", "to": "po/app.pot"}
    pull(source)
    text = (project / "po/app.pot").read_text()
    assert '#. First screen\nmsgctxt "home.title"\nmsgid "Welcome"\nmsgstr ""\n' in text
    (project / "po/app.pot").write_text(text + '\nmsgid "Of code"\nmsgstr ""\n')
    server.files["/copy.csv"] = File(SHEET.replace("Welcome", "Hello").encode(), '"2"')
    pull(source)
    assert sorted(messages(project, "po/app.pot").values()) == sorted(["Hello", "Of code", *list(TABLE.values())[1:]])
    keyed = 'msgid ""\nmsgstr ""\n"Content-Type: text/plain; charset=UTF-8\\n"\n\nmsgid "cart"\nmsgstr "Old"\n'
    write(project, {"po/en.po": keyed})
    pull({"from": f"{server.url}/copy.csv", "to": "po/en.po"})
    assert messages(project, "po/en.po") == {**TABLE, "home.title": "Hello"}


def test_a_spreadsheet_service_redirects_to_its_export(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/moved.json"] = File(SHEET.encode(), kind="text/csv; charset=utf-8")
    address = "/spreadsheets/d/abc/export?format=csv&gid=7"
    server.faults = {address: "elsewhere"}
    assert pull({"from": server.url + address, "to": "en.json"})[0]["state"] == "new"
    assert messages(project, "en.json") == TABLE
    server.files["/pub"] = File(as_workbook(SHEET), kind=SPREADSHEET)
    server.files["/bare"] = File(as_workbook(SHEET))
    server.files["/text"] = File(SHEET.replace(",", "\t").encode(), kind="text/tab-separated-values")
    for name in ("pub", "bare", "text"):
        pull({"from": f"{server.url}/{name}", "to": f"{name}.json"})
        assert set(messages(project, f"{name}.json")) == set(TABLE)


LOGIN = b"<!doctype html><title>Sign in</title>"
SHEET_FAULTS = [
    ("copy.csv", File(LOGIN, kind="text/html"), "sent a web page"),
    ("copy.xlsx", File(LOGIN), "sent a web page"),
    ("copy.xlsx", File(as_workbook(SHEET)[:3000]), "no workbook, or only a part of one"),
    ("copy.xlsx", File(b"id,source\na,b\n"), "no workbook"),
    ("copy.xlsx", File(workbooks.made(Notes=[["Talk", "Date"], ["x", "y"]])), "key column"),
    ("copy.xlsx", File(workbooks.made(Old=[["id", "fr"], ["a", "Un"]])), "has no texts in en"),
    ("copy.csv", File(b"id,de\na,Eins\n"), "has no texts in en"),
    ("copy.csv", File(b""), "has no texts in en"),
    ("copy.csv", File(b"one\ntwo\n"), "the first row has one cell"),
    ("copy.csv", File(b"id,source\na,\0\n"), "NUL"),
]


@pytest.mark.parametrize(("name", "file", "said"), SHEET_FAULTS)
def test_a_wrong_sheet_changes_nothing(
    name: str, file: File, said: str, server: ContentServer, pull: Puller, project: Path
) -> None:
    write(project, {"en.json": '{"home.title": "Welcome"}'})
    server.files[f"/{name}"] = file
    (source,) = pull({"from": f"{server.url}/{name}", "to": "en.json"}, code=3)
    assert source["state"] == "failed" and said in source["message"], source["message"]
    assert tree(project) == {"en.json": b'{"home.title": "Welcome"}'}


def test_a_broken_row_takes_nothing_away(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/copy.csv"] = File(SHEET.encode(), '"1"')
    source = {"from": f"{server.url}/copy.csv", "to": "en.json"}
    pull(source)
    server.files["/copy.csv"] = File(SHEET.replace('"Cart ""1"""', '"Cart "1""').replace("Welcome", "Hello").encode())
    (broken,) = pull(source)
    assert "quotes" in broken["notes"][0]
    assert messages(project, "en.json") == {**TABLE, "home.title": "Hello"}


def test_names_that_a_format_cannot_have(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/copy.csv"] = File(SHEET.encode())
    server.files["/plain.csv"] = File(b"id,source\nhome-title,Welcome\n")
    sources = [{"from": f"{server.url}/copy.csv", "to": to} for to in ("en.ftl", "values/strings.xml")]
    server.files["/odd.csv"] = File(b"id,source\nhome title,Welcome\n")
    fluent, android, plain = pull(
        sources[0],
        {**sources[1], "from": f"{server.url}/odd.csv"},
        {"from": f"{server.url}/plain.csv", "to": "a.ftl"},
        code=3,
    )
    assert "cannot be a Fluent identifier" in fluent["message"] and "Android string" in android["message"]
    assert plain["state"] == "new" and tree(project) == {"a.ftl": b"home-title = Welcome\n"}


def test_what_a_table_does_not_become(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/copy.csv"] = File(SHEET.encode())
    markdown, broken, android = pull(
        {"from": f"{server.url}/copy.csv", "to": "docs/en.md"},
        {"from": f"{server.url}/copy.csv", "to": "broken.json"},
        {"from": f"{server.url}/copy.csv", "to": "raw.txt"},
        code=3,
    )
    assert "cannot become docs/en.md (markdown)" in markdown["message"] and "json" in markdown["hint"]
    assert android["state"] == "new" and (project / "raw.txt").read_bytes() == SHEET.encode()
    assert broken["state"] == "new"
    write(project, {"broken.json": "{"})
    (broken,) = pull({"from": f"{server.url}/copy.csv", "to": "broken.json"}, code=1)
    assert "broken.json:1:" in broken["message"] and (project / "broken.json").read_bytes() == b"{"


def test_a_dry_run_of_a_table(server: ContentServer, pull: Puller, project: Path) -> None:
    server.files["/copy.csv"] = File(SHEET.encode())
    assert pull({"from": f"{server.url}/copy.csv", "to": "en.json"}, options=("--dry-run",))[0]["state"] == "new"
    assert tree(project) == {} and not (project / ".locakit/pull-entries.tsv").exists()


def test_a_table_of_this_machine_in_the_files_encoding(pull: Puller, project: Path) -> None:
    (project / "team").mkdir()
    (project / "team/copy.csv").write_bytes("\ufeffid;source\r\ncart;Wagen für {n}\r\n".encode("utf-16-le"))
    (project / "L.strings").write_bytes('\ufeff"cart" = "Cart";\n'.encode("utf-16-le"))
    assert pull({"from": "team/copy.csv", "to": "L.strings"})[0]["state"] == "changed"
    assert (project / "L.strings").read_bytes().decode("utf-16-le") == '\ufeff"cart" = "Wagen für {n}";\n'


def test_damaged_lines_of_the_entries_are_passed_over() -> None:
    entries = {"a.json": {"k\tx": "1", "m": "2"}, "b.json": {"": "3"}}
    assert _entries.parse(_entries.render(entries)) == entries
    assert _entries.parse("<<<<<<<\na\tb\nc\td\te\n") == {"c": {"d": "e"}}


@pytest.mark.parametrize(
    ("data", "told"),
    [(b"", "what came is empty"), (b" \n", "what came is empty"), (b'{"a": ', "cannot be read as json: line 1")],
)
def test_half_an_answer_does_not_replace_a_whole_file(
    data: bytes, told: str, server: ContentServer, pull: Puller, project: Path
) -> None:
    server.files["/en.json"] = File(HELLO)
    source = {"from": f"{server.url}/en.json", "to": "locales/en.json"}
    pull(source)
    server.files["/en.json"] = File(data)
    (answer,) = pull(source, code=3)
    assert told in answer["message"] and (project / "locales/en.json").read_bytes() == HELLO
    server.files["/en.json"] = File(BYE)
    assert pull(source)[0]["state"] == "changed" and (project / "locales/en.json").read_bytes() == BYE
