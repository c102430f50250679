"""memory, as the terminal shows it and as JSON."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, content, some, table
from locakit.model import ORIGINS, Forms

if TYPE_CHECKING:
    from pathlib import Path

    from locakit.memory import Match, Memory
    from locakit.shell.workspace import Workspace

_MEGABYTE = 1_000_000


@contextmanager
def _open(project: str, format: str) -> Iterator[tuple[Workspace, Memory]]:
    from locakit.shell import memories
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    memory = memories.opened(space, write=False, settled=True)
    try:
        yield space, memory
    finally:
        memory.close()


def search(project: str, text: str, markets: Sequence[str], source: bool, limit: int, format: str, voice: Voice) -> int:
    """``locakit memory search TEXT``."""
    from locakit.shell import memories

    with _open(project, format) as (space, memory):
        wanted = memories.markets(space, memory, markets)
        found = memories.search(space, memory, text, wanted, limit, source)
    if format == "json":
        voice.json({"version": 1, "text": text, "matches": [_as_json(m) for m in found]})
        return 0
    for match in found:
        _tell(match, voice)
    if not found:
        voice.note("nothing like it is in the memory")
    return 0


def _as_json(match: Match) -> dict[str, object]:
    e = match.entry
    return {
        "score": match.score, "locale": e.locale, "market": e.market,
        "source": dict(e.source), "target": dict(e.target),
        "origin": e.origin, "project": match.project, "resource": e.resource, "key": e.key, "at": e.at,
    }  # fmt: skip


def _tell(match: Match, voice: Voice) -> None:
    e = match.entry
    voice.out(f"{match.score:>3}  {voice.paint(f'{e.market:<8}', 'bold')}{_line(e.source)}")
    voice.out(f"{' ' * 13}{_line(e.target)}")
    where = "  ".join(filter(None, (match.project, e.resource, e.key, e.origin, e.at)))
    voice.out(f"{' ' * 13}{voice.paint(content(where), 'dim')}")


def _line(forms: Forms) -> str:
    return " | ".join(content(text if name == "other" else f"{name}: {text}") for name, text in forms.items())


def stats(project: str, format: str, voice: Voice) -> int:
    """``locakit memory stats``."""
    from locakit.shell import memories

    with _open(project, format) as (space, memory):
        rows, sources = memory.tally(), memory.sources()
        path, own = memories.place(space), memories.identity(space)
    sizes = [path.stat().st_size if path.is_file() else 0, sum(f.stat().st_size for f in _indexes(path))]
    by_project = Counter[str]()
    by_market: dict[str, Counter[str]] = {}
    for market, origin, name, count in rows:
        by_project[name] += count
        by_market.setdefault(market, Counter())[origin] += count
    if format == "json":
        voice.json({
            "version": 1, "path": str(path), "shared": bool(own), "project": own, "entries": sum(by_project.values()),
            "sources": sources, "bytes": sizes[0], "index_bytes": sizes[1],
            "markets": {
                m: {"entries": c.total(), "by_origin": {o: c[o] for o in ORIGINS}} for m, c in by_market.items()
            },
            "projects": dict(by_project),
        })  # fmt: skip
        return 0
    told = f"{some(sum(by_project.values()), 'entry', 'entries')} of {some(sources, 'source')}"
    voice.out(f"{path}  {told}, {sizes[0] / _MEGABYTE:.1f} MB, index {sizes[1] / _MEGABYTE:.1f} MB")
    head = ["", "entries", *ORIGINS]
    lines = [[m, f"{c.total():,}", *(f"{c[o]:,}" for o in ORIGINS)] for m, c in by_market.items()]
    for line in table([head, *lines], frozenset(range(1, len(head)))) if lines else []:
        voice.out(f"  {line}")
    for name, count in sorted(by_project.items()) if own else ():
        voice.out(f"  {content(name)}{' (this project)' if name == own else ''}: {some(count, 'entry', 'entries')}")
    return 0


def _indexes(path: Path) -> list[Path]:
    return list(path.parent.glob(f"{path.name}.*.index"))


def take_in(project: str, files: Sequence[str], format: str, voice: Voice) -> int:
    """``locakit memory import FILE.tmx…``."""
    from locakit.shell import memories
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    found = memories.import_files(open_workspace(project), files)
    if format == "json":
        voice.json({"version": 1, "files": found})
        return 0
    for name, count in found.items():
        voice.out(f"{content(name)}  {some(count, 'entry', 'entries') if count else 'nothing new'}")
    return 0


def export(project: str, file: str, markets: Sequence[str], format: str, voice: Voice) -> int:
    """``locakit memory export FILE.tmx``."""
    from locakit.shell import memories
    from locakit.shell.ownfiles import Guard

    with _open(project, format) as (space, memory):
        Guard(space).refuse("memory export", file)
        written, left = memories.export(space, memory, file, memories.markets(space, memory, markets))
    if format == "json":
        voice.json({"version": 1, "file": file, "entries": written, "left_out": left})
        return 0
    voice.out(f"{content(file)}  {some(written, 'entry', 'entries')}")
    if left:
        voice.note(f"{some(left, 'entry', 'entries')} left out: XML cannot carry their control characters")
    return 0


def rebuild(project: str, format: str, voice: Voice) -> int:
    """``locakit memory rebuild``."""
    from locakit.shell import memories
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    done = memories.rebuild(open_workspace(project))
    if format == "json":
        voice.json({"version": 1, "forgotten": done.forgotten, "taught": done.taught, "files": done.files,
                    "kept": done.kept})  # fmt: skip
        return 0
    voice.out(f"{some(done.taught, 'entry', 'entries')} from ledger and files ({done.forgotten:,} forgotten)")
    for name, count in done.files.items():
        voice.out(f"{content(name)}  {some(count, 'entry', 'entries')}")
    for name in done.kept:
        voice.out(f"{content(name)}  is not there any more: what it gave is kept")
    return 0
