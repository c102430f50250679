"""The project's git repository through git itself: revisions read, people named, nothing in it changed.

Repository configuration that would run programs (signature checks, file monitors, external diffs) is not followed.
All paths are relative to the folder that is asked, which may lie anywhere inside the repository.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from locakit.errors import DiskError, UsageError
from locakit.shell import disk
from locakit.shell._atomic import Name

ATTRIBUTES = (
    ".locakit/ledger/*.tsv merge=union",
    ".locakit/proposals/*.tsv merge=union",
    ".locakit/pull.tsv merge=union",
    ".locakit/dismissed.tsv merge=union",
    ".locakit/referred.tsv merge=union",
    ".locakit/comments.tsv merge=union",
)
"""Two branches that each add units to a ledger merge without a conflict; the loader settles double lines."""
IGNORED = ("memory.db*", "journal/", "lock", "lemmas.tsv", "sent.tsv", ".locakit-*.tmp")
"""What below ``.locakit`` is a cache or a run's own."""

_KEEP = ("GIT_AUTHOR_", "GIT_COMMITTER_", "GIT_CONFIG_", "GIT_CEILING_DIRECTORIES", "GIT_EXEC_PATH")
_SAFE = ("core.fsmonitor=false", "log.showSignature=false", "core.quotePath=false", "user.useConfigOnly=true")
_SECONDS = 120


def is_repo(folder: Name) -> bool:
    """True if the folder lies in a git working tree, and git is there to read it."""
    return root(folder) is not None


def root(folder: Name) -> Path | None:
    """The working tree's top folder; None outside of one, or without git."""
    found = _output(folder, "rev-parse", "--show-toplevel")
    return Path(os.fsdecode(found.removesuffix(b"\n"))) if found else None


def resolve(folder: Name, revision: str) -> str:
    """The commit's full hash. Raises UsageError where the revision names none, or git or a repository is wanting."""
    plain = revision and not revision.startswith("-") and revision.isprintable()
    asked = ("rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    found = _output(folder, *asked) if plain else None
    if not found:
        raise UsageError(f"{revision!r} names no commit", hint=why(folder))
    return found.decode("ascii").split()[-1]


def why(folder: Name) -> str:
    """What to do where git knows no commit, or no repository."""
    done = _run(folder, b"", "rev-parse", "--is-shallow-repository")
    if done is None:
        return "git is not installed"
    if b"dubious ownership" in done.stderr:
        return f"git does not trust this folder: git config --global --add safe.directory {os.path.realpath(folder)}"
    if done.returncode:
        return "the project is in no git repository"
    return "the clone is shallow: git fetch --unshallow" if done.stdout.startswith(b"true") else ""


def show_bytes(folder: Name, revision: str, path: str) -> bytes | None:
    """A file's bytes as committed, no filters run; None where the revision has no such file. UsageError as resolve."""
    commit = revision if re.fullmatch(r"\w[\w./~^@-]*", revision) else resolve(folder, revision)
    found = _output(folder, "cat-file", "blob", f"{commit}:./{path}") if "\0" not in path else None
    if found is None:
        resolve(folder, revision)
    return found


def show(folder: Name, revision: str, path: str) -> str | None:
    """A file's text as committed (see ``disk.decode``); None where there is no such file. UsageError as resolve."""
    found = show_bytes(folder, revision, path)
    return None if found is None else disk.decode(found).text


def show_all(folder: Name, revision: str, paths: Iterable[str]) -> dict[str, bytes]:
    """The bytes of many files as committed, by path, in one go; absent files are left out. UsageError as resolve."""
    commit, every = resolve(folder, revision), list(dict.fromkeys(paths))
    wanted = [p for p in every if not set(p) & {"\n", "\r", "\0"}]
    asked = b"".join(os.fsencode(f"{commit}:./{p}\n") for p in wanted)
    done = _run(folder, asked, "cat-file", "--batch")
    out = dict(_batch(done.stdout if done else b"", wanted))
    odd = ((p, show_bytes(folder, commit, p)) for p in every if set(p) & {"\n", "\r"})
    return out | {p: data for p, data in odd if data is not None}


def _batch(answer: bytes, wanted: list[str]) -> Iterator[tuple[str, bytes]]:
    at = 0
    for path in wanted:
        end = answer.find(b"\n", at)
        head = answer[at:end].rsplit(b" ", 2)
        at = end + 1
        if end >= 0 and len(head) == 3 and head[2].isdigit():
            size = int(head[2])
            if head[1] == b"blob":
                yield path, answer[at : at + size]
            at += size + 1


def files(folder: Name, revision: str) -> list[str]:
    """The files below the folder at a revision, sorted; links and submodules are no files. UsageError as resolve."""
    listed = _output(folder, "ls-tree", "-r", "-z", resolve(folder, revision)) or b""
    rows = (row.partition(b"\t") for row in listed.split(b"\0") if row)
    return sorted(os.fsdecode(path) for kind, _, path in rows if kind.startswith(b"100"))


def worked(folder: Name) -> list[str] | None:
    """The files below the folder that git has or would take, ``.gitignore`` followed; None outside of a repository."""
    listed = _output(folder, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    return None if listed is None else sorted({os.fsdecode(name) for name in listed.split(b"\0") if name})


def user(folder: Name) -> str:
    """``Name <email>`` of who would commit; empty where git is not told."""
    return _person(_output(folder, "var", "GIT_AUTHOR_IDENT"))


def last_author(folder: Name, path: str) -> str:
    """``Name <email>`` of who last committed a file, by the mailmap; empty where nobody did."""
    if "\0" in path:
        return ""
    found = _output(folder, "log", "-1", "--no-show-signature", "--format=%aN <%aE>", "--", path)
    return (found or b"").decode("utf-8", "replace").strip()


def touching(folder: Name, path: str, most: int) -> list[str]:
    """The last commits that changed a file, newest first; none outside of a repository."""
    asked = ("log", f"-{most}", "--no-show-signature", "--format=%H", "--", path)
    found = _output(folder, *asked) if "\0" not in path else None
    return (found or b"").decode("ascii", "replace").split()


def asked(folder: Name, *arguments: str) -> bytes | None:
    """What git says, which is asked for nothing that changes the repository; None where it fails or is not there."""
    return _output(folder, *arguments)


def ensure_attributes(folder: Name) -> list[str]:
    """Write what git must know of ``.locakit`` into ``.gitattributes`` and ``.locakit/.gitignore``, once.

    Lines of others stay. Returns the paths that changed. Raises DiskError.
    """
    wanted = {".gitattributes": ATTRIBUTES, ".locakit/.gitignore": IGNORED}
    return [name for name, lines in wanted.items() if _ensure(Path(folder, name), lines)]


def _ensure(path: Path, lines: tuple[str, ...]) -> bool:
    old = disk.read_text(path) if path.is_file() else disk.Text("")
    there = {line.strip() for line in old.text.removeprefix("\ufeff").split("\n")}
    ending = "\r\n" if "\r\n" in old.text else "\n"
    missing = [line + ending for line in lines if line not in there]
    joint = ending if missing and old.text and not old.text.endswith("\n") else ""
    return disk.write_text(path, old.text + joint + "".join(missing), old.encoding)


def _person(ident: bytes | None) -> str:
    found = re.match(r"(.*<[^<>]*>)", (ident or b"").decode("utf-8", "replace"))
    return found[1].strip() if found else ""


def _output(folder: Name, *arguments: str) -> bytes | None:
    """Git's output; None where it fails or is not there."""
    done = _run(folder, b"", *arguments)
    return done.stdout if done and done.returncode == 0 else None


def _run(folder: Name, given: bytes, *arguments: str) -> subprocess.CompletedProcess[bytes] | None:
    options = [part for setting in _SAFE for part in ("-c", setting)]
    try:
        return subprocess.run(
            ["git", "--no-pager", "--literal-pathspecs", *options, *arguments],
            cwd=folder, env=environment(), input=given, capture_output=True, timeout=_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise DiskError(f"git {arguments[0]} did not answer in {_SECONDS} seconds") from error
    except OSError:
        return None


def environment() -> dict[str, str]:
    """Ours without the variables that point git to another repository, as a hook has them; messages in English."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith("GIT_") or n.startswith(_KEEP)}
    own = {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    return {**kept, **own}
