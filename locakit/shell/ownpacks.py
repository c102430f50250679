"""A project's own market packs: found by the patterns of ``packs:``, read, and held against what they lie over."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import TYPE_CHECKING

from locakit import paths
from locakit.errors import ConfigError, Fault
from locakit.market import Pack, channels, extending, layers, parse_pack
from locakit.market.channels import over
from locakit.market.purposes import strange
from locakit.settings import Level
from locakit.shell import disk, packs
from locakit.shell.workspace import CONFIG, Workspace
from locakit.splice import place
from locakit.yamlmap import Page

if TYPE_CHECKING:
    from locakit.project import Project

Read = Callable[[str], str | None]
"""A file's text by its path; None where there is none."""


def files(space: Workspace) -> list[str]:
    """The pack files of a project, in the order in which they are laid over each other."""
    wild = [pattern for pattern in space.project.packs if paths.wildcards(pattern)]
    if not wild:
        return list(space.project.packs)
    below = sorted({paths.base(pattern) for pattern in wild} - {""})
    every = [*(space.files if any(not paths.base(p) for p in wild) else ()), *disk.list_files(space.root, below)]
    return [name for pattern in space.project.packs for name in _named(pattern, every)]


def _named(pattern: str, every: Iterable[str]) -> list[str]:
    """The files that a pattern names; a name without wildcards is itself."""
    return sorted({p for p in every if paths.locate(pattern, p)}) if paths.wildcards(pattern) else [pattern]


def own(space: Workspace) -> list[Pack]:
    """The project's packs. Raises ConfigError with the faults of all of them, each with file, line and column."""
    return gathered(space.project, files(space), space.read, space.config_text) if space.project.packs else []


def gathered(project: Project, every: Sequence[str], read: Read, config: str) -> list[Pack]:
    """The packs among the files ``every`` that a project names; ``config`` is the text in which it does."""
    faults: list[Fault] = []
    texts: dict[str, str] = {}
    for pattern in project.packs:
        named = {name: text for name in _named(pattern, every) if (text := read(name)) is not None}
        if not named:
            at = place(config, max(config.find(pattern), 0))
            faults.append(Fault(f"`{pattern}` in `packs` names no file of this project", CONFIG, *at))
        texts |= {name: text for name, text in named.items() if name not in texts}
    found: list[Pack] = []
    for name, text in texts.items():
        try:
            found.append(_parsed(name, text))
        except ConfigError as error:
            faults += error.faults
    # A pack that cannot be read would make its rules unknown to the others.
    faults += [] if faults else [fault for pack in found for fault in _strange(project, pack, texts[pack.path], found)]
    if faults:
        raise ConfigError(faults)
    return found


@lru_cache(256)
def _parsed(name: str, text: str) -> Pack:
    return parse_pack(name, text)


def _strange(project: Project, pack: Pack, text: str, every: Sequence[Pack]) -> list[Fault]:
    """What a pack says of rules that it does not inherit, and of a register that is not the market's."""
    page = Page(pack.path, text.removeprefix("\ufeff"))
    inherited = layered(every, pack.locale, project.options(pack.locale).extends)
    ids = {rule.id for one in inherited for rule in one.rules}
    for id, at in pack.places.items():
        if id not in ids:
            page.fault(at, _unknown(id, ids, pack.locale))
    for rule in pack.rules:
        if rule.like and not any(r.id == rule.like and r.kind == rule.kind for one in inherited for r in one.rules):
            page.fault(max(page.text.find(rule.like), 0), f"{rule.id} is like {rule.like!r}, which is no rule above it")
    table, flags = over(channels.shipped(), project.channels), _flags(project)
    for one in pack.purposes:
        if told := strange(one, table, flags):
            page.fault(one.at, told)
    registers = next((one.registers for one in reversed(inherited) if one.registers), ())
    if pack.register and registers and pack.register not in registers:
        page.fault(max(page.text.find("register:"), 0),
                   f"{pack.register!r} is none of the registers {', '.join(registers)}")  # fmt: skip
    return sorted(page.faults, key=lambda fault: (fault.line, fault.column))


def _flags(project: Project) -> frozenset[str]:
    """The flags that a project gives its texts."""
    return frozenset(flag for content in project.content for flags in content.flags.values() for flag in flags)


def _unknown(id: str, ids: Collection[str], locale: str) -> str:
    from locakit import check

    if id in check.known_rules():
        return f"{id!r} is no rule of a pack; `rules:` in {CONFIG} weighs it"
    near = difflib.get_close_matches(id, sorted(ids), 1, 0.5)
    return f"{locale} has no rule {id!r}" + (f"; did you mean {near[0]!r}?" if near else "")


def layered(own_packs: Iterable[Pack], locale: str, extends: str | None = None) -> list[Pack]:
    """The packs of a locale, the most general first; in each layer the shipped one, then the project's own."""
    own_packs = list(own_packs)
    wanted = layers(locale, extends, extending(own_packs))
    return [p for tag in wanted for p in (*packs.shipped([tag]), *(own for own in own_packs if own.locale == tag))]


def applying(own_packs: Iterable[Pack], locale: str, extends: str | None = None) -> list[Pack]:
    """What ``resolve`` asks for: ``layered``, and the shipped packs that would be layers if nothing was extended."""
    found = layered(own_packs, locale, extends)
    there = {pack.locale for pack in found}
    natural = dict.fromkeys(tag for name in there for tag in layers(name) if tag not in there)
    return [*found, *packs.shipped(natural)]


def rule_ids(own_packs: Iterable[Pack], locale: str, extends: str | None = None) -> Iterator[str]:
    """The ids of all rules in the packs of a locale, those that are opt-in too."""
    yield from (rule.id for pack in layered(own_packs, locale, extends) for rule in pack.rules)


def tastes(found: Iterable[Pack], named: Sequence[str]) -> dict[str, Level]:
    """The opt-in rules of packs that a run asks for by name or pattern, each with its own severity."""
    rules = (rule for pack in found for rule in pack.rules if rule.opt_in) if named else ()
    return {rule.id: rule.severity for rule in rules if any(fnmatchcase(rule.id, pattern) for pattern in named)}
