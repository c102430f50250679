"""ICU MessageFormat: a message's tree, its leaves for a market's plural categories, and the faults of a target."""

from __future__ import annotations

import re

from locakit.icu.expand import Expansion, Leaf, expand
from locakit.icu.faults import faults, tag_faults, unreachable
from locakit.icu.tree import Argument, Branch, Choice, IcuError, Text, Tree, parse, walk

__all__ = [
    "Argument", "Branch", "Choice", "Expansion", "IcuError", "Leaf", "Text", "Tree",
    "expand", "faults", "is_complex", "parse", "tag_faults", "unreachable", "walk",
]  # fmt: skip

_COMPLEX = re.compile(r"\{\s*+[^\s{},'#]++\s*+,\s*+(?:plural|selectordinal|select)\s*+,")


def is_complex(text: str) -> bool:
    """True if the text holds a plural, select or selectordinal; it need not be correct."""
    return "{" in text and _COMPLEX.search(text) is not None
