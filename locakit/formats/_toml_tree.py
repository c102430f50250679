"""TOML's arrays and inline tables as trees of spans.

Source: TOML 1.0.0, with 1.1's line breaks and last commas in inline tables.
"""

from __future__ import annotations

import re

from locakit.formats._toml_text import KEY, STRING, decode, names
from locakit.formats._tree import MAX_DEPTH, Member, Node

_GAP = re.compile(r"(?:\s++|#[^\n]*+)*+")
_BARE = re.compile(r"[^\s\[\]{},\"'#=]++(?: \d[^\s\[\]{},\"'#=]*+)?")
_ASSIGNED = re.compile(rf"(?P<key>{KEY})[ \t]*+=[ \t]*+")


class _Broken(Exception):
    """What stands there is no value."""


class _Deep(_Broken):
    """It nests deeper than ``MAX_DEPTH``."""


def tree_at(text: str, at: int) -> Node | None:
    """The array or inline table that begins at ``at``; None where it is broken, or nests too deep."""
    try:
        return _container(text, at, 0)
    except _Broken:
        return None


def too_deep(text: str, at: int) -> bool:
    """Why nothing can be read at ``at``: brackets begin there that nest deeper than ``MAX_DEPTH``."""
    try:
        return text[at : at + 1] in ("[", "{") and not _container(text, at, 0)
    except _Broken as error:
        return isinstance(error, _Deep)


def _skip(text: str, at: int) -> int:
    found = _GAP.match(text, at)
    return found.end() if found else at


def _container(text: str, at: int, depth: int) -> Node:
    if depth > MAX_DEPTH:
        raise _Deep
    node = Node("list" if text[at] == "[" else "map", at)
    closing = "]" if node.kind == "list" else "}"
    at = _skip(text, at + 1)
    while not text.startswith(closing, at):
        start, name = at, str(len(node.members))
        if node.kind == "map":
            key = _ASSIGNED.match(text, at)
            if not key:
                raise _Broken
            name, at = ".".join(names(key["key"])), key.end()
        value, end = _value(text, at, depth)
        node.members.append(Member(name, start, at, end, value))
        at = _skip(text, end)
        if text.startswith(",", at):
            at = _skip(text, at + 1)
        elif not text.startswith(closing, at):
            raise _Broken
    node.end = at + 1
    return node


def _value(text: str, at: int, depth: int) -> tuple[Node | str | None, int]:
    if text[at : at + 1] in ("[", "{"):
        node = _container(text, at, depth + 1)
        return node, node.end
    string = STRING.match(text, at)
    if string:
        try:
            return decode(string[0]), string.end()
        except ValueError:
            return None, string.end()
    bare = _BARE.match(text, at)
    if not bare:
        raise _Broken
    return None, bare.end()
