"""Which members of a tree of spans have to go, as values; how they are cut out is the format's own business."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from locakit.formats._tree import Member, Node


class Removal(NamedTuple):
    """Members of one container that go, and list items that become null so that the others keep their places."""

    node: Node
    gone: list[int]
    nulls: list[int]


def removals(top: Node, gone: Iterable[int]) -> list[Removal]:
    """What has to go so that the values beginning at ``gone`` are no more.

    Parents that lose all they have go too, but not ``top``; entries hidden by a removed one of the same name go with
    it. Inner places of a list become null.
    """
    out: list[Removal] = []
    doomed = _doomed(top, frozenset(gone), out)
    if len(doomed) == len(top.members):
        out = [Removal(top, doomed, [])] if doomed else []
    return out


def _doomed(node: Node, gone: frozenset[int], out: list[Removal]) -> list[int]:
    """The members of ``node`` that go; ``out`` gets the removals at and below it, unless all of it goes."""
    names = {m.name for m in node.members if m.vstart in gone}
    inner: list[Removal] = []
    doomed = [i for i, m in enumerate(node.members) if m.name in names or _emptied(m, node, gone, inner)]
    if len(doomed) < len(node.members):
        out += inner
        if doomed:
            out.append(_removal(node, doomed))
    return doomed


def _emptied(member: Member, parent: Node, gone: frozenset[int], out: list[Removal]) -> bool:
    node = member.value
    if not isinstance(node, Node) or not node.members:
        return False
    below: list[Removal] = []
    doomed = set(_doomed(node, gone, below))
    left = [m.name for i, m in enumerate(node.members) if i not in doomed]
    if not left or (doomed and left == ["id"] and parent.kind == "keyed"):
        return True
    out += below
    return False


def _removal(node: Node, doomed: list[int]) -> Removal:
    if node.kind != "list":
        return Removal(node, doomed, [])
    inner, last = len(doomed), len(node.members)
    while inner and doomed[inner - 1] == last - 1:
        inner, last = inner - 1, last - 1
    return Removal(node, doomed[inner:], doomed[:inner])
