"""Typed getters over YAML nodes: each takes a node, notes a fault where it does not fit, and goes on."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from locakit.errors import ConfigError
from locakit.yamlmap import SMALL, Limits, Node, read

Plain = str | list["Plain"] | dict[str, "Plain"]
"""A node without its place: a scalar as it was written (``no`` is text), a list, a mapping."""

_TRUE, _FALSE = ("true", "yes"), ("false", "no")


def plain(node: Node) -> Plain:
    """The node's value without places; nothing is an empty text."""
    if node.shape == "list":
        return [plain(n) for n in node.items]
    if node.shape == "map":
        return {k.text: plain(v) for k, v in node.pairs}
    return "" if node.empty else node.text


class Reader:
    """One file's nodes; faults are gathered in ``page`` and raised together by ``done``."""

    def __init__(self, path: str, text: str, limits: Limits = SMALL) -> None:
        root, self.page = read(path, text, limits)
        self.root = root or Node("map", 0)
        if root is None and self.page.faults:
            raise ConfigError(self.page.faults)

    def fault(self, node: Node, message: str) -> None:
        """Note a fault at a node."""
        self.page.fault(node.at, message)

    def line(self, node: Node) -> int:
        """The node's line, from 1."""
        return self.page.place(node.at)[0]

    def done(self) -> None:
        """Raise ConfigError with all faults in the order of the file, if there are any."""
        if self.page.faults:
            raise ConfigError(sorted(self.page.faults, key=lambda f: (f.line, f.column)))

    def mapping(self, node: Node, known: Iterable[str] | None, what: str) -> dict[str, Node]:
        """A mapping's values; faults where it is none, and for each key that is not ``known`` (None: any)."""
        if node.shape != "map":
            if not node.empty:
                self.fault(node, f"{what} must be a mapping (key: value)")
            return {}
        names = None if known is None else list(known)
        out: dict[str, Node] = {}
        for key, value in node.pairs:
            if names is None or key.text in names:
                out[key.text] = value
            else:
                self.fault(key, f"{what} has no key {key.text!r}{_near(key.text, names)}")
        return out

    def items(self, node: Node | None, what: str) -> list[Node]:
        """A list's nodes; a single text counts as a list of one, nothing as an empty list."""
        if node is None or node.empty:
            return []
        if node.shape == "map":
            self.fault(node, f"{what} must be a list")
            return []
        return list(node.items) if node.shape == "list" else [node]

    def text(self, node: Node | None, what: str, default: str = "") -> str:
        """A scalar without outer white space; a fault where it is empty or no scalar."""
        if node is None:
            return default
        if node.shape != "text" or not node.text.strip() or node.empty:
            self.fault(node, f"{what} must be a text that is not empty")
            return default
        return node.text.strip()

    def texts(self, node: Node | None, what: str) -> list[str]:
        """A list of texts (or one text); faulty items are left out."""
        return [t for t in (self.text(n, what) for n in self.items(node, what)) if t]

    def flag(self, node: Node | None, what: str, default: bool = False) -> bool:
        """``true`` or ``false``."""
        word = node.text.lower() if node is not None and node.shape == "text" else ""
        if node is not None and word not in _TRUE + _FALSE:
            self.fault(node, f"{what} must be true or false")
            return default
        return word in _TRUE if word else default

    def choice(self, node: Node | None, what: str, among: Iterable[str], default: str) -> str:
        """One of a few words."""
        word = self.text(node, what, default)
        names = list(among)
        if node is not None and word not in names:
            self.fault(node, f"{what} must be one of {', '.join(names)}, not {word!r}")
            return default
        return word


def _near(word: str, names: Iterable[str]) -> str:
    close = difflib.get_close_matches(word, list(names), 1)
    return f"; did you mean {close[0]!r}?" if close else ""
