"""Kinds of configuration values: each one reads a YAML node and writes its own JSON Schema, from one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from locakit.yamlmap import Node, Page

Known = Mapping[str, Collection[str]]
"""Names by kind (``format``, ``engine``): an absent or empty kind takes any name."""


class Placed(str):
    """A text that remembers where it stood, for checks that look at several values."""

    at: int

    def __new__(cls, text: str, at: int) -> Placed:
        """``text`` at an offset of the page."""
        made = super().__new__(cls, text)
        made.at = at
        return made


class Kind(Protocol):
    """What a value may be."""

    def read(self, node: Node, label: str, page: Page, known: Known) -> Any:
        """The value, or None after noting a fault."""
        ...

    def schema(self, known: Known) -> dict[str, Any]:
        """The value's JSON Schema (draft 2020-12)."""
        ...


def nearest(word: str, names: Collection[str]) -> str:
    """``; did you mean `x`?`` for the most similar name, or nothing."""
    import difflib

    lower = {n.lower(): n for n in names}
    close = difflib.get_close_matches(word.lower(), list(lower), 1, 0.6) if len(word) <= 80 else []
    return f"; did you mean `{lower[close[0]]}`?" if close else ""


def listed(names: Collection[str]) -> str:
    """``a, b or c``."""
    *head, last = names
    return f"{', '.join(head)} or {last}" if head else last


def _any(text: str) -> str:
    return ""


@dataclass
class Text:
    """A non-empty string; ``check`` gives a complaint or nothing, ``clean`` the canonical spelling."""

    check: Callable[[str], str] = _any
    clean: Callable[[str], str] = str
    hint: Mapping[str, Any] = field(default_factory=dict)
    """What the JSON Schema says beside the type."""

    def read(self, node: Node, label: str, page: Page, known: Known) -> Placed | None:
        """The text in its canonical spelling."""
        if node.shape != "text" or node.empty or not node.text.strip():
            page.fault(node.at, f"`{label}` must be a text")
            return None
        if complaint := self.check(node.text):
            page.fault(node.at, complaint)
            return None
        return Placed(self.clean(node.text), node.at)

    def schema(self, known: Known) -> dict[str, Any]:
        """A string."""
        return {"type": "string", "minLength": 1, **self.hint}


@dataclass
class OneOf:
    """One name of a fixed list, or of the known names of a kind."""

    names: tuple[str, ...] = ()
    kind: str = ""
    globs: bool = False
    """A pattern with ``*`` is taken as it is."""
    variants: bool = False
    """What stands behind a colon is the writer's own: ``openai:fast``."""

    def _names(self, known: Known) -> Collection[str]:
        return self.names or sorted(known.get(self.kind, ()))

    def read(self, node: Node, label: str, page: Page, known: Known) -> Placed | None:
        """The name."""
        names = self._names(known)
        if node.shape != "text" or node.empty:
            page.fault(node.at, f"`{label}` must be a name" + (f": {listed(names)}" if names else ""))
            return None
        name = node.text.partition(":")[0] if self.variants else node.text
        if names and name not in names and not (self.globs and "*" in name):
            what = f"unknown {self.kind} `{node.text}`" if self.kind else f"`{label}` cannot be `{node.text}`"
            page.fault(node.at, what + (nearest(node.text, names) or f"; it can be {listed(names)}"))
            return None
        return Placed(node.text, node.at)

    def schema(self, known: Known) -> dict[str, Any]:
        """A string, with the names where they are known."""
        names = list(self._names(known))
        if not names or self.globs:
            return {"type": "string", "minLength": 1}
        if self.variants:
            return {"type": "string", "pattern": f"^({'|'.join(map(re.escape, names))})(:.+)?$"}
        return {"type": "string", "enum": names}


@dataclass
class Amount:
    """A sum of money, at least 0, as a Decimal."""

    def read(self, node: Node, label: str, page: Page, known: Known) -> Decimal | None:
        """The exact decimal that was written."""
        if node.shape != "text" or not re.fullmatch(r"\d{1,12}(\.\d{1,6})?", node.text, re.ASCII):
            page.fault(node.at, f"`{label}` must be an amount such as 5.00")
            return None
        return Decimal(node.text)

    def schema(self, known: Known) -> dict[str, Any]:
        """A number."""
        return {"type": "number", "minimum": 0}


@dataclass
class Plain:
    """A value that somebody else judges: a text, a number, true or false, or a list of texts."""

    def read(self, node: Node, label: str, page: Page, known: Known) -> object:
        """The value as YAML 1.2's core schema reads it; quoted, it is a text."""
        if node.shape == "map":
            page.fault(node.at, f"`{label}` must be a text, a number, true, false or a list")
            return None
        if node.shape == "list":
            return [item.text for item in node.items]
        if node.plain and node.text in ("true", "false"):
            return node.text == "true"
        if node.plain and re.fullmatch(r"-?\d{1,15}", node.text, re.ASCII):
            return int(node.text)
        if node.plain and re.fullmatch(r"-?\d{1,15}\.\d{1,15}", node.text, re.ASCII):
            return float(node.text)
        return node.text

    def schema(self, known: Known) -> dict[str, Any]:
        """Anything but an object."""
        return {"type": ["string", "number", "boolean", "array"]}


@dataclass
class Count:
    """A whole number, at least 1."""

    def read(self, node: Node, label: str, page: Page, known: Known) -> int | None:
        """The number."""
        if node.shape != "text" or not re.fullmatch(r"[1-9]\d{0,14}", node.text, re.ASCII):
            page.fault(node.at, f"`{label}` must be a whole number such as 1000000")
            return None
        return int(node.text)

    def schema(self, known: Known) -> dict[str, Any]:
        """An integer."""
        return {"type": "integer", "minimum": 1}


@dataclass
class Listing:
    """A list without doubles; with ``least`` it may not be shorter."""

    item: Kind
    least: int = 0

    def read(self, node: Node, label: str, page: Page, known: Known) -> list[Any] | None:
        """The items that are right."""
        if node.shape != "list" or len(node.items) < self.least:
            what = "must be a list" if node.shape != "list" else "may not be empty"
            page.fault(node.at, f"`{label}` {what}, such as [a, b]")
            return None
        seen: dict[Any, Any] = {}
        for child in node.items:
            value = self.item.read(child, label, page, known)
            if isinstance(value, str) and value in seen:
                page.fault(child.at, f"`{value}` stands twice in `{label}`")
            elif value is not None:
                seen[value if isinstance(value, str) else len(seen)] = value
        return list(seen.values())

    def schema(self, known: Known) -> dict[str, Any]:
        """An array."""
        least = {"minItems": self.least} if self.least else {}
        return {"type": "array", "items": self.item.schema(known), "uniqueItems": True, **least}


@dataclass
class Table:
    """A mapping with free keys of one kind and values of one kind."""

    key: Kind
    value: Kind

    def read(self, node: Node, label: str, page: Page, known: Known) -> dict[Placed, Any] | None:
        """The pairs that are right."""
        if node.shape != "map":
            page.fault(node.at, f"`{label}` must be a mapping such as {{name: value}}")
            return None
        out: dict[Placed, Any] = {}
        for key, child in node.pairs:
            name = self.key.read(key, label, page, known)
            value = self.value.read(child, f"{label}.{key.text}", page, known)
            if name is not None and name in out:
                page.fault(key.at, f"`{name}` stands twice in `{label}`, in two spellings")
            elif name is not None and value is not None:
                out[name] = value
        return out

    def schema(self, known: Known) -> dict[str, Any]:
        """An object with free names."""
        return {"type": "object", "additionalProperties": self.value.schema(known)}


@dataclass
class Field:
    """One key of a record."""

    kind: Kind
    about: str
    """What it does, in a sentence: editors show it."""
    required: bool = False
    example: str = ""
    """How the key is written, for the complaint that it is missing."""


@dataclass
class Record:
    """A mapping with named keys; unknown ones are faults."""

    fields: Mapping[str, Field]

    def read(self, node: Node, label: str, page: Page, known: Known) -> dict[str, Any] | None:
        """The values that are right, by key; keys without a value count as not written."""
        if node.shape != "map":
            page.fault(node.at, f"`{label}` must be a mapping with the keys {listed(self.fields)}")
            return None
        out: dict[str, Any] = {}
        prefix = f"{label}." if label else ""
        written = set()
        for key, child in node.pairs:
            chosen = self.fields.get(key.text)
            if chosen is None:
                tip = nearest(key.text, self.fields) or f"; known: {', '.join(self.fields)}"
                page.fault(key.at, f"unknown key `{prefix}{key.text}`{tip}")
            elif not child.empty or chosen.required:
                written.add(key.text)
                value = chosen.kind.read(child, prefix + key.text, page, known)
                out |= {key.text: value} if value is not None else {}
        for name in self.missing(written):
            page.fault(node.at, f"`{prefix}{name}` is missing; write {self.fields[name].example}")
        return out

    def missing(self, written: Collection[str]) -> list[str]:
        """The required keys that are not written."""
        return [n for n, f in self.fields.items() if f.required and n not in written]

    def schema(self, known: Known) -> dict[str, Any]:
        """An object with named properties."""
        properties = {n: {"description": f.about, **f.kind.schema(known)} for n, f in self.fields.items()}
        required = self.missing(())
        return {
            "type": "object",
            "properties": properties,
            **({"required": required} if required else {}),
            "additionalProperties": False,
        }


@dataclass
class TextOr:
    """A text, or the longer form of the same thing."""

    text: Kind
    other: Kind

    def read(self, node: Node, label: str, page: Page, known: Known) -> Any:
        """What the form that was written gives."""
        return (self.text if node.shape == "text" else self.other).read(node, label, page, known)

    def schema(self, known: Known) -> dict[str, Any]:
        """Either form."""
        return {"anyOf": [self.text.schema(known), self.other.schema(known)]}
