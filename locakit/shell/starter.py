"""A project begun: the folder looked at, the configuration written, what stands there adopted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from locakit import locales
from locakit.errors import DiskError, UsageError
from locakit.formats import registry
from locakit.formats.held import held, may_hold
from locakit.layout.detect import detect
from locakit.layout.starter import render_config
from locakit.shell import disk, git, store
from locakit.shell.settling import settle
from locakit.shell.workspace import CONFIG, Workspace, open_workspace


@dataclass(slots=True)
class Begun:
    """What ``init`` found and did."""

    root: Path
    config: str
    """The configuration's text."""
    resources: list[str] = field(default_factory=list)
    """The source files."""
    adopted: dict[str, int] = field(default_factory=dict)
    """Market to the number of targets adopted as ``imported``."""


def begin(folder: str, source: str, markets: Sequence[str], *, dry_run: bool = False) -> Begun:
    """Write ``locakit.yaml`` for a folder and adopt its translations; nothing else in it is touched.

    Raises UsageError where a project is there already, a tag is no locale, or no resources are recognised.
    """
    root = Path(folder).resolve()
    if not root.is_dir():
        raise UsageError(f"{folder} is no folder")
    if (root / CONFIG).exists():
        raise UsageError(f"{CONFIG} is there already", hint="locakit status    # shows where the project stands")
    for tag in (source, *markets):
        if tag and not locales.is_tag(tag):
            raise UsageError(f"{tag!r} is no BCP 47 locale", hint="such as en, pt-BR, es-419 or zh-Hant-HK")
    config = _config(root, source, markets)
    begun = Begun(root, config)
    if dry_run:
        return begun
    disk.write_text(root / CONFIG, config)
    prepare(root)
    _adopt(open_workspace(str(root)), begun)
    return begun


def _config(root: Path, source: str, markets: Sequence[str]) -> str:
    files = [path for path in disk.list_files(root) if not _is_other(root, path)]
    spoken = locales.normalize(source) if source else ""
    several = {path: said for path in files if (said := held(path, _peek(root, path) if may_hold(path) else ""))}
    guess = detect(files, lambda path: _peek(root, path), registry.suffixes(), spoken, several)
    if not guess.content and any(path.endswith(".po") for path in files):
        raise UsageError(f"the PO files here do not tell the texts in {guess.source}", hint=_PO)
    return render_config(guess, source, [*guess.markets, *markets])


_PO = "their msgids are names or missing: add a PO in the source locale, or name it: locakit init --source de"


def _is_other(root: Path, path: str) -> bool:
    """True for TypeScript, which shares its suffix with Qt's catalogs, and for text files that no store reads."""
    if path.endswith(".ts"):
        return "<TS" not in _peek(root, path)[:2000]
    return path.lower().endswith(".txt") and registry.detect(path) is None


def _peek(root: Path, path: str) -> str:
    try:
        return disk.read_text(root / path).text
    except DiskError:
        return ""


def prepare(root: Path) -> None:
    """Make ``.locakit`` ready for git: caches ignored, ledgers merged line by line."""
    git.ensure_attributes(root)


def _adopt(space: Workspace, begun: Begun) -> None:
    begun.resources = [pair.source for pair in space.pairs]
    for market in space.project.markets:
        seen = settle(space, market)[0]
        if seen.adopted:
            begun.adopted[market] = len(seen.adopted)
            store.save_ledger(space, market)
