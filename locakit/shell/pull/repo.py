"""Files out of a git repository: a shallow, blob-limited fetch into a temporary folder, nothing of it checked out."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

from locakit.errors import ProviderError, UsageError
from locakit.shell import git
from locakit.shell.pull import web
from locakit.shell.pull._kit import MOST_TIMES, Item, Job, chosen, placed, too_large
from locakit.shell.pull.record import name_of

SECONDS = 600
"""How long one git command may take."""
_HOST = re.compile(r"(?:[\w.-]+@)?[\w.-]+:(?!//)[^\s]+")
_COMMIT = re.compile(r"[0-9a-f]{7,64}")
_SSH = "ssh -oBatchMode=yes -oConnectTimeout=15"
_LFS = b"version https://git-lfs.github.com/spec/"
_SIGNS = ("fatal:", "ERROR:", "error:")
_EMPTY_WORDS = ("Could not read from remote repository.", "and the repository exists.", "correct access rights")
"""What git says beside the fault itself."""
_TRUSTED = ("GIT_SSH", "GIT_SSH_COMMAND", "GIT_SSL_CAINFO", "GIT_SSL_CAPATH")
_SETTINGS = (
    "core.askPass=", "protocol.ext.allow=never", "core.hooksPath=/dev/null", "gc.auto=0", "core.quotePath=no",
    "http.lowSpeedLimit=1000", "http.lowSpeedTime=30",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Entry:
    path: str
    kind: str
    """git's mode: 100644, 100755, 120000 for links, 160000 for submodules."""
    name: str
    """The object's hash."""


def is_git(origin: str, root: Path) -> bool:
    """True if ``from`` means a git repository."""
    if origin.startswith(("git+", "git@", "ssh://")):
        return True
    if "://" in origin:
        return origin.startswith(("https:", "http:")) and urlsplit(origin).path.rstrip("/").endswith(".git")
    place = root / origin
    return place.is_dir() and ((place / ".git").exists() or ((place / "HEAD").is_file() and (place / "refs").is_dir()))


def fetch(job: Job) -> list[Item]:
    """The chosen files at ``ref``. Links and submodules are left out, with a note.

    Raises UsageError for what is no repository, ProviderError for what git, network or server say.
    """
    url, allowed = _address(job)
    with tempfile.TemporaryDirectory(prefix="locakit-") as folder:
        return _Clone(folder, url, allowed, name_of(job.pull.origin)).take(job)


def _address(job: Job) -> tuple[str, str]:
    """The repository as git is told it, and the one protocol that git may use."""
    origin = job.pull.origin.removeprefix("git+")
    if origin.startswith("-"):
        raise UsageError(f"{origin} is not a repository")
    if "://" not in origin:
        if job.pull.origin.startswith("git@") or (_HOST.fullmatch(origin) and not (job.root / origin).exists()):
            return origin, "ssh"
        return (job.root / origin).resolve().as_uri(), "file"
    scheme = urlsplit(origin).scheme
    if scheme not in ("https", "ssh", "file") and not (scheme == "http" and web.is_loopback(origin)):
        raise UsageError(f"{name_of(job.pull.origin)}: repositories are read over https, ssh or file, not {scheme}")
    if scheme == "file" and not Path(unquote(urlsplit(origin).path)).exists():
        raise ProviderError(f"{origin}: no such folder", hint="look at `from:` in locakit.yaml")
    return origin, scheme


@dataclass(frozen=True, slots=True)
class _Clone:
    folder: str
    url: str
    allowed: str
    shown: str

    def take(self, job: Job) -> list[Item]:
        self._git("init", "-q", "--bare", "--template=", ".")
        self._fetch(job.pull.ref, job.pull.max_bytes)
        commit = self._git("rev-parse", "--verify", "-q", "FETCH_HEAD^{commit}", missing=job.pull.ref).decode().strip()
        entries = {e.path: e for e in self._entries(commit)}
        targets = placed(job, (p for p, e in entries.items() if e.kind.startswith("100")))
        _tell_left_out(job, entries)
        wanted = {path: entries[path].name for path in targets}
        self._refuse_large(commit, wanted, job.pull.max_bytes)
        blobs = self._blobs(wanted)
        return [Item(targets[p], blobs[p], p, commit, whole=True) for p in targets]

    def _fetch(self, ref: str, limit: int) -> None:
        bounded = ("--no-tags", "--no-recurse-submodules", f"--filter=blob:limit={limit + 1}")
        try:
            self._git("fetch", "-q", "--depth=1", *bounded, "--", self.url, ref or "HEAD")
        except ProviderError:
            if not _COMMIT.fullmatch(ref):
                raise
            # A server may refuse to give a commit by its hash: then it is found in the history.
            every = ("+refs/heads/*:refs/heads/*", "+refs/tags/*:refs/tags/*")
            self._git("fetch", "-q", *bounded, "--", self.url, *every)
            found = self._git("rev-parse", "--verify", "-q", f"{ref}^{{commit}}", missing=ref)
            Path(self.folder, "FETCH_HEAD").write_bytes(found)

    def _entries(self, commit: str) -> list[_Entry]:
        out = []
        for row in self._git("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0"):
            facts, _, path = row.partition(b"\t")
            if path:
                kind, _, name = facts.decode("ascii").split()
                out.append(_Entry(os.fsdecode(path), kind, name))
        return out

    def _refuse_large(self, commit: str, wanted: Mapping[str, str], limit: int) -> None:
        """Large blobs were not fetched; asking for one would fetch it after all, so the missing come first."""
        listed = self._git("rev-list", "--objects", "--no-object-names", "--missing=print", "-1", commit).decode()
        missing = {line[1:] for line in listed.split("\n") if line.startswith("?")}
        for path, name in wanted.items():
            if name in missing:
                raise too_large(path, limit)
        sizes = self._git("cat-file", "--batch-check=%(objectsize)", given=_lines(wanted.values())).split()
        for path, size in zip(wanted, map(int, sizes), strict=True):
            if size > limit:
                raise too_large(path, limit)
        if sum(map(int, sizes)) > MOST_TIMES * limit:
            raise too_large("all that `paths:` takes together", MOST_TIMES * limit)

    def _blobs(self, wanted: Mapping[str, str]) -> dict[str, bytes]:
        answer, at, out = self._git("cat-file", "--batch", given=_lines(wanted.values())), 0, {}
        for path in wanted:
            end = answer.index(b"\n", at)
            size = int(answer[at:end].split()[2])
            out[path] = answer[end + 1 : end + 1 + size]
            at = end + size + 2
            if out[path].startswith(_LFS):
                raise ProviderError(f"{path} lies in Git LFS; locakit reads what is in the repository itself")
        return out

    def _git(self, *arguments: str, given: bytes = b"", missing: str = "") -> bytes:
        options = [part for setting in _SETTINGS for part in ("-c", setting)]
        try:
            done = subprocess.run(
                ["git", *options, *arguments], cwd=self.folder, env=_environment(self.allowed), input=given,
                capture_output=True, timeout=SECONDS, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise ProviderError(f"{self.shown}: git {arguments[0]} took more than {SECONDS} seconds") from error
        except OSError as error:
            raise UsageError(f"{self.shown}: git is needed to read it", hint="install git") from error
        if done.returncode:
            raise self._refused(done.stderr.decode("utf-8", "replace"), missing)
        return done.stdout

    def _refused(self, said: str, missing: str) -> ProviderError:
        """Git's words as one sentence, without the address it was told (that may hold a password)."""
        told = (line.strip() for line in said.replace(self.url, self.shown).split("\n"))
        lines = [line for line in told if line and not line.endswith(_EMPTY_WORDS)]
        named = next((x for x in lines if x.startswith(_SIGNS)), "")
        words = named.partition(": ")[2] or (lines[0] if lines else f"there is no commit {missing}")
        return ProviderError(f"{self.shown}: {words}", hint=_cure(said, missing))


def _cure(said: str, missing: str) -> str:
    hints: Sequence[tuple[str, str]] = (
        ("could not read Username", "it needs a login: let git remember it (git credential), or use git@host:…"),
        ("Authentication failed", "it needs a login: let git remember it (git credential), or use git@host:…"),
        ("Permission denied", "the ssh key is not accepted there"),
        ("find remote ref", "look at `ref:` in locakit.yaml"),
        ("dubious ownership", "git does not trust this folder: git config --global --add safe.directory FOLDER"),
        ("not appear to be a git repository", "look at `from:` in locakit.yaml"),
        ("not found", "look at `from:` in locakit.yaml"),
    )
    return next((hint for sign, hint in hints if sign in said), "look at `ref:` in locakit.yaml" if missing else "")


def _lines(names: Iterable[str]) -> bytes:
    return b"".join(f"{name}\n".encode() for name in names)


def _tell_left_out(job: Job, entries: Mapping[str, _Entry]) -> None:
    odd = [p for p, e in entries.items() if not e.kind.startswith("100")]
    for path in sorted(chosen(odd, job.pull.paths)):
        what = "a submodule" if entries[path].kind == "160000" else "a link"
        job.notes.append(f"{path} is {what} and is left out")


def _environment(allowed: str) -> dict[str, str]:
    """Git's usual surroundings, but it asks nobody anything and speaks one protocol."""
    kept = {name: os.environ[name] for name in _TRUSTED if name in os.environ}
    silent = {"GIT_ALLOW_PROTOCOL": allowed, "GCM_INTERACTIVE": "never", "GIT_TERMINAL_PROMPT": "0"}
    own = {"GIT_SSH_COMMAND": _SSH} if "GIT_SSH" not in kept else {}
    around = {name: value for name, value in git.environment().items() if name != "SSH_ASKPASS"}
    return {**around, **own, **kept, **silent}
