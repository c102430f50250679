"""What a pack's rules are for (``channels``, ``fields``, ``when``), held against the channels and flags there are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import NamedTuple

from locakit import heads
from locakit.market.channels import Channels, unknown
from locakit.yamlmap import Node

_FLAGS = (
    *heads.DISCLOSURES, heads.CHANNEL, heads.FIELD, heads.VARIANT, heads.KEYWORD, heads.SOURCE_KEYWORD, heads.EVIDENCE,
)  # fmt: skip
_ALIKE = 0.75
_SHORT = 3
"""Flags of a project's own may be as short as ``ad`` and mean something else."""


class Purpose(NamedTuple):
    """A name that a rule is for, and its place in the file."""

    what: str
    """``channels``, ``fields`` or ``when``."""
    name: str
    at: int
    """Offset in the file."""
    channels: tuple[str, ...] = ()
    """Those of the same rule."""


def purposes(fields: Mapping[str, Node]) -> Iterator[Purpose]:
    """The names in the nodes of one rule."""
    found = {what: _texts(fields.get(what)) for what in ("channels", "fields", "when")}
    channels = tuple(node.text.strip() for node in found["channels"])
    for what, nodes in found.items():
        yield from (Purpose(what, node.text.strip(), node.at, channels) for node in nodes)


def _texts(node: Node | None) -> Sequence[Node]:
    if node is None or node.empty:
        return ()
    every = node.items if node.shape == "list" else (node,)
    return [one for one in every if one.shape == "text" and one.text.strip()]


def strange(one: Purpose, table: Channels, own: frozenset[str]) -> str:
    """What is wrong with a name, as a sentence; empty where the rule can be for it.

    ``own`` are the flags that a project gives its texts. A flag that is like none of locakit's is taken to be one more.
    """
    if one.what == "channels":
        channel, slash, field = one.name.partition("/")
        told = unknown(channel, field, table)
        bare = f"{one.name!r} names no field behind the slash" if slash and not field else ""
        return told or bare or _spelled(one, table)
    if heads.FIELD + one.name in own or one.name in own:
        return ""
    if one.what == "fields":
        return _field(one, table)
    head, colon, value = one.name.partition(":")
    if head + colon == heads.CHANNEL and value:
        return unknown(value, "", table)
    near = [] if head + colon in _FLAGS else _near(head + colon, _FLAGS)
    return f"there is no flag {one.name!r}; did you mean {near[0]!r}?" if near else ""


def _spelled(one: Purpose, table: Channels) -> str:
    """A field by another of its names: units carry the first."""
    channel, _, name = one.name.partition("/")
    field = table[channel].field_of(name) if name else None
    return f"the channel {channel} calls {name!r} {field.name!r}" if field and field.name != name else ""


def _field(one: Purpose, table: Channels) -> str:
    asked = {name.partition("/")[0] for name in one.channels} & set(table)
    names = {field for channel in asked or table for field in table[channel].fields}
    near = [] if one.name in names else _near(one.name, names)
    if near or (asked and one.name not in names):
        return f"no channel has a field {one.name!r}" + (f"; did you mean {near[0]!r}?" if near else "")
    return ""


def _near(word: str, names: Sequence[str] | set[str]) -> list[str]:
    return get_close_matches(word[:80], sorted(names), 1, _ALIKE) if len(word) > _SHORT else []
