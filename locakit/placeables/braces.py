"""Curly braces in pairs."""

from __future__ import annotations

import re

_BRACE = re.compile("[{}]")


def closing(text: str) -> dict[int, int]:
    """The place of the closing brace of each opening one that has one."""
    out: dict[int, int] = {}
    open_: list[int] = []
    for hit in _BRACE.finditer(text):
        if hit[0] == "{":
            open_.append(hit.start())
        elif open_:
            out[open_.pop()] = hit.start()
    return out
