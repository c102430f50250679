"""The roles of ``approvers:`` held against those that rules ask for: one that none asks for would bind nobody."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from locakit.errors import ConfigError
from locakit.market import Pack, layers
from locakit.project.schema import listed, nearest
from locakit.shell import packs
from locakit.shell.workspace import CONFIG, Workspace
from locakit.yamlmap import read


def check(space: Workspace, own: Sequence[Pack]) -> None:
    """Raises ConfigError with each role of a project that no rule of a pack, shipped or its ``own``, asks for."""
    said = set(space.project.approvers)
    near = dict.fromkeys(tag for market in space.project.markets for tag in layers(market))
    if not said or said <= _asked((*own, *packs.shipped(near))):
        return
    known = _asked((*own, *packs.shipped(("root", *packs.markets()))))
    root, page = read(CONFIG, space.config_text)
    tables = [value for key, value in (root.pairs if root else ()) if key.text == "approvers"]
    for role, _ in (pair for table in tables for pair in table.pairs):
        if role.text not in known:
            told = nearest(role.text, known) or f"; rules ask for {listed(sorted(known))}"
            page.fault(role.at, f"no rule asks for the role `{role.text}`{told}")
    if page.faults:
        raise ConfigError(page.faults)


def _asked(found: Iterable[Pack]) -> set[str]:
    return {role for pack in found for rule in pack.rules for role in rule.approve_with}
