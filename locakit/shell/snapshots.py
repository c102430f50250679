"""A project as it stood at a git revision, in another folder, or in the working tree: units to compare."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from locakit.changes import Place, Side
from locakit.errors import BrokenText, UsageError
from locakit.proposals import Proposal
from locakit.shell import disk, git
from locakit.shell.workspace import CONFIG, Pair, Workspace, open_workspace


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
    if path == CONFIG or path.startswith((".locakit/ledger/", ".locakit/proposals/")):
        return True
    suffixes = {Path(content.path).suffix for content in space.project.content}
    suffixes |= {Path(content.source).suffix for content in space.project.content if content.source}
    return Path(path).suffix in suffixes and not path.startswith(".")


def sides(old: Workspace, new: Workspace, markets: Sequence[str]) -> tuple[dict[Place, Side], dict[Place, Side]]:
    """Every unit of the markets at both times, but for files that say and are known the same then and now."""
    before: dict[Place, Side] = {}
    after: dict[Place, Side] = {}
    then = {pair.source: pair for pair in old.pairs}
    now = {pair.source: pair for pair in new.pairs}
    for name in dict.fromkeys((*then, *now)):
        for market in markets:
            was = then.get(name) if market in old.project.markets else None
            become = now.get(name) if market in new.project.markets else None
            if not (was and become and _same(old, new, was, become, market)):
                before |= _units(old, was, market)
                after |= _units(new, become, market)
        for space, pair in ((old, then.get(name)), (new, now.get(name))):
            if pair:
                space.forget(pair)
    return before, after


def _same(old: Workspace, new: Workspace, was: Pair, become: Pair, market: str) -> bool:
    """The files have the same bytes, and ledger and proposals say the same of them."""
    paths = ((was.source, become.source), (was.target(market), become.target(market)))
    if any(a != b or old.read(a) != new.read(b) for a, b in paths):
        return False
    known = old.ledger(market).of(was.source) == new.ledger(market).of(was.source)
    return known and _waiting(old, was, market) == _waiting(new, was, market)


def _waiting(space: Workspace, pair: Pair, market: str) -> dict[str, Proposal]:
    return {key: p for (name, key), p in space.proposals(market).items() if name == pair.source}


def _units(space: Workspace, pair: Pair | None, market: str) -> dict[Place, Side]:
    """The units of one file; none where it cannot be read."""
    try:
        source, target = (space.source(pair), space.target(pair, market)) if pair else (None, None)
    except BrokenText:
        return {}
    if pair is None or source is None:
        return {}
    there = target.by_key() if target else {}
    records, waiting = space.ledger(market).of(pair.source), _waiting(space, pair, market)
    out: dict[Place, Side] = {}
    for message in source.messages:
        if not any(message.forms.values()) or "verbatim" in message.flags:
            continue
        mine, proposal = there.get(message.key), waiting.get(message.key)
        raw = target.text[slice(*mine.whole)] if mine and target and not pair.shared(market) else ""
        out[market, pair.target(market), message.key] = Side(
            message.forms, mine.forms if mine else {}, records.get(message.key), raw, proposal.forms if proposal else {}
        )
    return out
