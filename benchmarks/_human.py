"""What people translated, in the projects below a folder: source beside target, in every market found there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from locakit import check, locales
from locakit.doors import Rule
from locakit.errors import BrokenText, LocakitError
from locakit.formats import registry as formats
from locakit.market import resolve
from locakit.model import Finding, Unit
from locakit.project import parse
from locakit.providers import registry as engines
from locakit.rules import registry as rules
from locakit.shell import packs
from locakit.shell.desk import Office
from locakit.shell.examine import present
from locakit.shell.starter import begin
from locakit.shell.workspace import CONFIG, Workspace

_UNSURE = frozenset({"fuzzy", "unreviewed", "machine"})
"""Flags of targets that nobody stands for."""


@dataclass(frozen=True)
class Body:
    """One project's units in one market."""

    project: str
    market: str
    units: list[Unit]


def opened(place: Path) -> Workspace | None:
    """The folder as ``locakit init`` sees it, nothing written; None where it finds no source in English."""
    try:
        config = begin(str(place), "", [], dry_run=True).config
        project = parse(CONFIG, config, formats=formats.FORMATS, engines=engines.NAMES)
    except LocakitError:
        return None
    return Workspace(place, project, config) if locales.language(project.source) == "en" else None


def bodies(folder: Path, market: str = "") -> Iterator[Body]:
    """The translations in the folders of ``folder``, or only those for one market; none into the source's language."""
    for place in sorted(p for p in folder.iterdir() if p.is_dir()):
        space = opened(place)
        for tag in space.project.markets if space else ():
            near = space is not None and locales.language(tag) == locales.language(space.project.source)
            if space is not None and not near and market in ("", tag):
                units = _units(space, tag)
                if units:
                    yield Body(place.name, tag, units)


def _units(space: Workspace, market: str) -> list[Unit]:
    office, out = Office(space), list[Unit]()
    for pair in space.pairs:
        try:
            found = present(space, office, pair, market)
        except BrokenText:
            continue
        out += (unit for unit in found if not _UNSURE & unit.flags)
    return out


@cache
def active(market: str, *, tone: bool) -> list[Rule]:
    """The rules of the default profile; with ``tone`` those of the market's pack, too."""
    return rules.rules(resolve(packs.packs(market), market) if tone else None)


def checked(body: Body, chosen: list[Rule]) -> list[Finding]:
    """What the rules say of one project's market, as ``locakit check`` asks them."""
    watch = check.Watch(chosen, {})
    watch.see(body.units)
    return check.run(body.units, chosen) + watch.findings()
