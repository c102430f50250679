"""The rules of a project as they were: at a git revision, in another folder, or with an older pack file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from locakit.errors import UsageError
from locakit.market import Pack, parse_pack
from locakit.project import Project, parse
from locakit.shell import disk, git, ownpacks
from locakit.shell.desk import Office
from locakit.shell.workspace import CONFIG, Workspace, open_workspace


def before(now: Office, since: str) -> Office:
    """An office for today's files under the rules of ``since``: a pack file, a folder with a project, or a revision.

    Shipped packs are those of this version; terms are today's. Raises UsageError where ``since`` is none of these,
    ConfigError where what stood there cannot be read.
    """
    space, place = now.space, Path(since)
    if place.is_file():
        return _office(now, space.project, _with(now.own, parse_pack(since, disk.read_text(place).text)))
    if place.is_dir():
        old = open_workspace(since)
        return _office(now, old.project, ownpacks.own(old))
    if not git.is_repo(space.root):
        raise UsageError(f"{since!r} is no file, no folder, and git reads no repository here", hint=git.why(space.root))
    return _office(now, *_committed(space, git.resolve(space.root, since)))


def same(now: Office) -> Office:
    """An office under today's rules, for another day."""
    return _office(now, now.space.project, now.own)


def _with(own: Sequence[Pack], older: Pack) -> list[Pack]:
    """The packs with another one in the place of those for its locale."""
    return [*(pack for pack in own if pack.locale != older.locale), older]


def _committed(space: Workspace, commit: str) -> tuple[Project, list[Pack]]:
    from locakit.formats import registry as formats
    from locakit.providers import registry as engines

    config = git.show(space.root, commit, CONFIG)
    if config is None:
        raise UsageError(f"{commit[:12]} has no {CONFIG}")
    project = parse(CONFIG, config, formats=formats.FORMATS, engines=engines.NAMES)
    if not project.packs:
        return project, []
    every = git.files(space.root, commit)
    return project, ownpacks.gathered(project, every, lambda path: git.show(space.root, commit, path), config)


def _office(now: Office, old: Project, own: Sequence[Pack]) -> Office:
    """What the project said then of rules and people, over the files and terms of today."""
    today = now.space.project
    content = tuple(
        replace(entry, rules=next((c.rules for c in old.content if c.path == entry.path), entry.rules))
        for entry in today.content
    )
    project = replace(today, rules=old.rules, market=old.market, approvers=old.approvers, content=content)
    made = Office(Workspace(now.space.root, project, now.space.config_text))
    made.own = list(own)
    made.chosen = now.chosen
    return made
