"""Markets that an app store has no listing for: their texts have no place in that store's folders."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from locakit import check, paths
from locakit.model import Finding, Unit
from locakit.rules import files
from locakit.shell.pairs import unlisted
from locakit.shell.workspace import Workspace

if TYPE_CHECKING:
    from locakit.shell.desk import Office


def findings(space: Workspace, office: Callable[[], Office], market: str) -> list[Finding]:
    """One for each ``content:`` entry whose store does not know the market."""
    out: list[Finding] = []
    for content in space.project.content:
        if store := unlisted(content, market):
            unit = Unit(paths.fill(content.path, market), "", {}, {}, market)
            levels: Mapping[str, str] = office().levels(market, content.rules)
            out += check.weigh([files.UNLISTED.of(unit, f"{store} has no listing in {market}")], levels)
    return out
