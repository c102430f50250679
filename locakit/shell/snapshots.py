"""A project as it stood at a git revision, in another folder, or in the working tree: units to compare."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from locakit.changes import Place, Side
from locakit.errors import BrokenText, UsageError
from locakit.shell import disk, git
from locakit.shell.workspace import CONFIG, Workspace, open_workspace


@contextmanager
def at(space: Workspace, name: str) -> Iterator[Workspace]:
    """The project at ``name``: empty is the working tree, a folder is that folder, all else a git revision.

    Raises UsageError where it is none of these, or holds no project.
    """
    if not name:
        yield space
    elif (folder := Path(name)).is_dir():
        yield open_workspace(str(folder))
    else:
        with tempfile.TemporaryDirectory(prefix="locakit-") as made:
            _checkout(space, name, Path(made))
            yield open_workspace(made)


def _checkout(space: Workspace, revision: str, folder: Path) -> None:
    """The revision's configuration, resources and ledgers, written below ``folder``; the working tree stays."""
    if not git.is_repo(space.root):
        raise UsageError(f"{revision!r} is no folder, and git reads no repository here", hint=git.why(space.root))
    wanted = [p for p in git.files(space.root, revision) if _matters(space, p)]
    if CONFIG not in wanted:
        raise UsageError(f"{revision} has no {CONFIG}")
    for path, data in git.show_all(space.root, revision, wanted).items():
        target = disk.confined(folder, path)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def _matters(space: Workspace, path: str) -> bool:
    if path == CONFIG or path.startswith(".locakit/ledger/"):
        return True
    suffixes = {Path(content.path).suffix for content in space.project.content}
    suffixes |= {Path(content.source).suffix for content in space.project.content if content.source}
    return Path(path).suffix in suffixes and not path.startswith(".")


def sides(space: Workspace, markets: Sequence[str]) -> dict[Place, Side]:
    """Every unit of the markets that the project has at that time."""
    out: dict[Place, Side] = {}
    for market in [m for m in markets if m in space.project.markets]:
        for pair in space.pairs:
            source = space.source(pair)
            try:
                target = space.target(pair, market)
            except BrokenText:
                continue
            if source is None:
                continue
            found = target.by_key() if target else {}
            records = space.ledger(market).of(pair.source)
            for message in source.messages:
                if not any(message.forms.values()) or "verbatim" in message.flags:
                    continue
                mine = found.get(message.key)
                raw = target.text[slice(*mine.whole)] if mine and target and not pair.shared(market) else ""
                forms = mine.forms if mine else {}
                out[market, pair.target(market), message.key] = Side(
                    message.forms, forms, records.get(message.key), raw
                )
    return out
