"""What differs from a git revision, a folder or another working tree: the units that a check is to look at."""

from __future__ import annotations

from collections.abc import Sequence

from locakit.errors import BrokenText
from locakit.model import Forms, Message, Resource
from locakit.shell import snapshots
from locakit.shell.workspace import Pair, Workspace

_Said = tuple[Forms, Forms]
BROKEN = "\0"
"""Stands for the keys of a file that cannot be read: there is none of this name."""


def changed(space: Workspace, revision: str, markets: Sequence[str]) -> dict[tuple[str, str], set[str]]:
    """By market and source file: the keys whose source or target is not what it was.

    Files with the same bytes then and now are not read for it. Raises UsageError where the revision names none.
    """
    out: dict[tuple[str, str], set[str]] = {}
    with snapshots.at(space, revision) as old:
        before = {pair.source: pair for pair in old.pairs}
        for pair in space.pairs:
            for market in markets:
                then = before.get(pair.source)
                if then is None or _differ(space, old, pair, then, market):
                    keys = _keys(space, old, pair, then, market)
                    if keys:
                        out[market, pair.source] = keys
            space.forget(pair)
    return out


def _differ(space: Workspace, old: Workspace, pair: Pair, then: Pair, market: str) -> bool:
    texts = ((pair.source, then.source), (pair.target(market), then.target(market)))
    return any(space.read(here) != old.read(there) for here, there in texts)


def _keys(space: Workspace, old: Workspace, pair: Pair, then: Pair | None, market: str) -> set[str]:
    now = _said(space, pair, market)
    if now is None:
        return {BROKEN}
    if market not in old.project.markets:
        return set(now)
    earlier = (_said(old, then, market) or {}) if then else {}
    return {key for key, said in now.items() if earlier.get(key) != said}


def _said(space: Workspace, pair: Pair, market: str) -> dict[str, _Said] | None:
    """What each unit says in both languages; None where a file cannot be read."""
    try:
        source, target = space.source(pair), space.target(pair, market)
    except BrokenText:
        return None
    if source is None:
        return None
    there = target.by_key() if target else {}
    return {m.key: (m.forms, _forms(there.get(m.key))) for m in _live(source)}


def _live(source: Resource) -> list[Message]:
    return [m for m in source.messages if "verbatim" not in m.flags]


def _forms(message: Message | None) -> Forms:
    return message.forms if message else {}
