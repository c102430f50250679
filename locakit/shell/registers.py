"""``register`` of ``market:`` held against the registers that the packs of a market have."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fnmatch import fnmatchcase

from locakit.errors import ConfigError
from locakit.market import Pack
from locakit.project.schema import listed, nearest
from locakit.shell.workspace import CONFIG, Workspace
from locakit.yamlmap import Node, read


def check(space: Workspace, market: str, packs: Sequence[Pack]) -> None:
    """Raises ConfigError where the project gives a market a register that none of its packs names.

    ``packs``: those of the market, the most general first.
    """
    said = space.project.options(market).register
    known = next((pack.registers for pack in reversed(packs) if pack.registers), ())
    if not said or not known or said in known:
        return
    root, page = read(CONFIG, space.config_text)
    told = f"{market} has no register `{said}`{nearest(said, known) or f'; it has {listed(known)}'}"
    for node in _said(root, market):
        if node.text == said:
            page.fault(node.at, told)
    if page.faults:
        raise ConfigError(page.faults)


def _said(root: Node | None, market: str) -> Iterator[Node]:
    """The registers that entries for a market, or patterns that it fits, give."""
    tables = [value for key, value in (root.pairs if root else ()) if key.text == "market"]
    for name, options in (pair for table in tables for pair in table.pairs):
        if fnmatchcase(market.lower(), name.text.replace("_", "-").lower()):
            yield from (node for key, node in options.pairs if key.text == "register")
