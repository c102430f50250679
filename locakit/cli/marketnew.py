"""market new: a pack to fill in, and what is left to do with it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from locakit.cli import say

if TYPE_CHECKING:
    from pathlib import Path

    from locakit.shell.desk import Office


def market_new(project: str, tag: str, out: str) -> int:
    """``locakit market new``: the file is written once and never written over."""
    from datetime import UTC, datetime
    from pathlib import Path

    from locakit import locales
    from locakit.cli.marketing import office_of
    from locakit.errors import UsageError
    from locakit.market.draft import complaint, draft
    from locakit.shell import disk, ownpacks

    if wrong := complaint(tag):
        raise UsageError(wrong, hint="such as es-CO, sw-KE or zh-Hant-MO")
    tag = locales.normalize(tag)
    office = office_of(project)
    root = office.space.root if office else Path()
    path = (Path(out) if out else root / "markets") / f"{tag}.yaml"
    if os.path.lexists(path):
        raise UsageError(f"{path} is there already; nothing was written")
    found = ownpacks.layered(office.own if office else [], tag)
    disk.write_text(path, draft(tag, found, datetime.now(UTC).date()))
    say.line(f"{os.path.relpath(path)}  {locales.name(tag)}")
    _next(office, tag, path)
    return 0


def _next(office: Office | None, tag: str, path: Path) -> None:
    """What a project lacks for the pack to hold."""
    from locakit.shell import ownpacks
    from locakit.shell.workspace import CONFIG

    if office is None:
        say.line(f"\nNext: name it in {CONFIG}:  packs: [{path.as_posix()}]")
        return
    space = office.space
    name = os.path.relpath(os.path.realpath(path), os.path.realpath(space.root)).replace(os.sep, "/")
    space.__dict__.pop("files", None)
    if name.startswith("../"):
        say.line(f"\nIt lies outside the project; packs: in {CONFIG} names files of the project")
    elif name in ownpacks.files(space):
        say.line(f"\n`packs:` in {CONFIG} names it already. Next: locakit market test {tag}")
    elif space.project.packs:
        say.line(f"\nNext: add {name} to `packs:` in {CONFIG}")
    else:
        say.line(f"\nNext: add to {CONFIG}:  packs: [{name}]")
    if tag not in space.project.markets:
        say.line(f"{tag} is none of the project's markets")
