"""The packs that ship with locakit: market packs and domain glossaries, read from the package or from a checkout."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from locakit import folders
from locakit.errors import ConfigError, Fault, UsageError
from locakit.market import Pack, layers, parse_pack

if TYPE_CHECKING:
    from locakit.terms import Glossary


def folder() -> Path:
    """Where the packs are."""
    return folders.shipped()


def markets() -> list[str]:
    """The locales that have a pack, sorted; ``root`` is not one of them."""
    return sorted(p.stem for p in (folder() / "markets").glob("*.yaml") if p.stem != "root")


def domains() -> list[str]:
    """The names of the domain glossaries, sorted."""
    return sorted(p.stem for p in (folder() / "terms").glob("*.yaml"))


def packs(locale: str, extends: str | None = None) -> list[Pack]:
    """The shipped packs that apply to a locale, the most general first."""
    return shipped(layers(locale, extends))


def shipped(wanted: Iterable[str]) -> list[Pack]:
    """The shipped packs of these layers, in their order."""
    return [pack for pack in map(_pack, wanted) if pack is not None]


@cache
def _pack(name: str) -> Pack | None:
    path = folder() / "markets" / f"{name}.yaml"
    return parse_pack(f"glossaries/markets/{name}.yaml", path.read_text(encoding="utf-8")) if path.is_file() else None


@cache
def glossary(name: str) -> Glossary:
    """A shipped domain glossary; raises UsageError for an unknown name."""
    from locakit.terms import parse_glossary

    if name not in domains():
        raise UsageError(f"there is no glossary {name!r}", hint=f"shipped glossaries: {', '.join(domains())}")
    path = folder() / "terms" / f"{name}.yaml"
    return parse_glossary(f"glossaries/terms/{name}.yaml", path.read_text(encoding="utf-8"))


def no_glossary(root: Path, name: str) -> ConfigError:
    """What is wrong with an entry of ``glossaries:`` that names no YAML file and no shipped pack."""
    told = f"is neither a file nor a shipped pack ({', '.join(domains())})"
    if (root / name).is_file():
        told = "is no YAML file; locakit glossary import takes its terms into one"
    return ConfigError([Fault(f"the glossary {name} {told}", "locakit.yaml")])
