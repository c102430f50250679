"""A project as it stood at a git revision, in another folder, or in the working tree: units to compare."""

from __future__ import annotations

import posixpath
import tempfile
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from locakit import locales, splice
from locakit.align.rows import kind_of
from locakit.changes import Place, Side
from locakit.doors import Format
from locakit.errors import BrokenText, DiskError, Fault, UsageError
from locakit.formats import registry
from locakit.model import Message, Resource
from locakit.project import parse
from locakit.proposals import Proposal
from locakit.providers import registry as engines
from locakit.shell import disk, git
from locakit.shell.workspace import CONFIG, Pair, Workspace, open_workspace

_CHAIN = 40
"""Links that are followed from one to the next."""


@contextmanager
def at(space: Workspace, name: str) -> Iterator[Workspace]:
    """The project at ``name``: empty is the working tree, a folder with a project is that folder, all else a revision.

    Raises UsageError where it is none of these, or holds no project.
    """
    if not name:
        yield space
    elif (folder := Path(name)).is_dir() and ((folder / CONFIG).is_file() or not _is_revision(space, name)):
        yield open_workspace(name)
    else:
        with tempfile.TemporaryDirectory(prefix="locakit-") as made:
            _checkout(space, name, Path(made))
            yield open_workspace(made)


def _is_revision(space: Workspace, name: str) -> bool:
    try:
        return bool(git.resolve(space.root, name))
    except UsageError:
        return False


def _checkout(space: Workspace, revision: str, folder: Path) -> None:
    """The revision's configuration, resources and ledgers, written below ``folder``; the working tree stays."""
    if not git.is_repo(space.root):
        raise UsageError(f"{revision!r} is no folder, and git reads no repository here", hint=git.why(space.root))
    every, config = git.files(space.root, revision), git.show(space.root, revision, CONFIG)
    if CONFIG not in every or config is None:
        raise UsageError(f"{revision} has no {CONFIG}")
    links = _links(space, revision, every)
    suffixes = _suffixes(config)
    wanted = [p for p in (*every, *links) if _matters(p, suffixes)]
    found = git.show_all(space.root, revision, [links.get(p, p) for p in wanted])
    for path in wanted:
        data = found.get(links.get(path, path))
        if data is not None:
            target = disk.confined(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def _links(space: Workspace, revision: str, every: Collection[str]) -> dict[str, str]:
    """Links to files of the project, and the file that each leads to."""
    listed = git.asked(space.root, "ls-tree", "-r", "-z", git.resolve(space.root, revision)) or b""
    rows = (row.partition(b"\t") for row in listed.split(b"\0") if row.startswith(b"120000"))
    names = [path.decode("utf-8", "surrogateescape") for _, _, path in rows]
    said = git.show_all(space.root, revision, names) if names else {}
    leads = {n: posixpath.normpath(posixpath.join(posixpath.dirname(n), to.decode("utf-8", "surrogateescape")))
             for n, to in said.items()}  # fmt: skip
    files, out = frozenset(every), dict[str, str]()
    for name, to in leads.items():
        for _ in range(_CHAIN):
            to = leads.get(to, to)
        if to in files:
            out[name] = to
    return out


def _suffixes(config: str) -> set[str]:
    """Of the files that a configuration names. Raises ConfigError for one that is wrong."""
    project = parse(CONFIG, config, formats=registry.FORMATS, engines=engines.NAMES)
    return {Path(path).suffix for content in project.content for path in (content.path, content.source) if path}


def _matters(path: str, suffixes: Collection[str]) -> bool:
    if path == CONFIG or path.startswith((".locakit/ledger/", ".locakit/proposals/")):
        return True
    return Path(path).suffix in suffixes and not path.startswith(".")


def markets(old: Workspace, new: Workspace, patterns: Sequence[str] | None) -> list[str]:
    """The markets that the patterns name among those of both times; raises UsageError where a pattern names none."""
    every = list(dict.fromkeys((*new.project.markets, *old.project.markets)))
    for pattern in patterns or ():
        if not locales.select([pattern], every):
            raise UsageError(f"no market of this project is named {pattern!r}", hint=f"its markets: {', '.join(every)}")
    return locales.select(list(patterns or ()), every)


def sides(old: Workspace, new: Workspace, markets: Sequence[str]) -> tuple[dict[Place, Side], dict[Place, Side]]:
    """Every unit of the markets at both times, but for files that say and are known the same then and now.

    A file that cannot be read at one of the times is left out at both: both spaces say in ``broken`` what they miss.
    """
    before: dict[Place, Side] = {}
    after: dict[Place, Side] = {}
    then = {pair.source: pair for pair in old.pairs}
    now = {pair.source: pair for pair in new.pairs}
    for name in dict.fromkeys((*then, *now)):
        for market in markets:
            was = then.get(name) if market in old.project.markets else None
            become = now.get(name) if market in new.project.markets else None
            if was and become and _same(old, new, was, become, market):
                continue
            mine, others = _units(old, was, market), _units(new, become, market)
            if mine is not None and others is not None:
                before |= mine
                after |= others
        for space, pair in ((old, then.get(name)), (new, now.get(name))):
            if pair:
                space.forget(pair)
    return before, after


def _same(old: Workspace, new: Workspace, was: Pair, become: Pair, market: str) -> bool:
    """The files have the same bytes, and ledger and proposals say the same of them."""
    paths = ((was.source, become.source), (was.target(market), become.target(market)))
    try:
        if any(a != b or old.read(a) != new.read(b) for a, b in paths):
            return False
    except DiskError:
        return False
    known = old.ledger(market).of(was.source) == new.ledger(market).of(was.source)
    return known and _waiting(old, was, market) == _waiting(new, was, market)


def _waiting(space: Workspace, pair: Pair, market: str) -> dict[str, Proposal]:
    return {key: p for (name, key), p in space.proposals(market).items() if name == pair.source}


def _units(space: Workspace, pair: Pair | None, market: str) -> dict[Place, Side] | None:
    """The units of one file; None where it cannot be read."""
    if pair is None:
        return {}
    try:
        source, target = space.source(pair), space.target(pair, market)
    except BrokenText:
        return None
    if source is None:
        return None
    _tell_junk(space, target)
    there = target.by_key() if target else {}
    written = entries(target) if target and not pair.shared(market) else {}
    records, waiting = space.ledger(market).of(pair.source), _waiting(space, pair, market)
    out: dict[Place, Side] = {}
    for message in source.messages:
        if not any(message.forms.values()) or "verbatim" in message.flags:
            continue
        mine, proposal = there.get(message.key), waiting.get(message.key)
        raw = written.get(message.key, "")
        out[market, pair.target(market), message.key] = Side(
            message.forms, mine.forms if mine else {}, records.get(message.key), raw,
            proposal.forms if proposal else {}, mine.flags if mine else frozenset(), loose(pair.format, message),
        )  # fmt: skip
    return out


def entries(found: Resource) -> dict[str, str]:
    """Each entry as it stands in its file; of those that share their lines (a table's cells) the text alone."""
    sharing = Counter(m.whole for m in found.messages)
    places = {m.key: [m.whole] if sharing[m.whole] == 1 else sorted(m.spans.values()) for m in found.messages}
    return {key: "\0".join(found.text[slice(*place)] for place in of_it) for key, of_it in places.items()}


def _tell_junk(space: Workspace, target: Resource | None) -> None:
    """Entries of a target that cannot be read look like units that are gone: the file is named."""
    for junk in target.junk if target else ():
        fault = Fault(junk.message, target.path, *splice.place(target.text, junk.span[0])) if target else None
        if fault and not junk.duplicate and fault not in space.broken:
            space.broken.append(fault)


def loose(fmt: Format, message: Message) -> str:
    """``Side.loose`` of a message: a document's blocks, and entries whose key is their source text."""
    if not fmt.keyed:
        return kind_of(message.key)
    texts = (message.source if any(message.source.values()) else message.forms).values()
    return f"text {message.context}" if any(_is_key(message.key, text) for text in texts) else ""


def _is_key(key: str, text: str) -> bool:
    """The key is the text, behind a context perhaps; of a long one its head and a hash."""
    if len(text) < 2 or key.endswith(text):
        return len(text) > 1
    head, cut, _ = key.rpartition("…")
    return bool(cut and head) and head.endswith(" ".join(text[:300].split())[:60])
