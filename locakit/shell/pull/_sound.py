"""Whether what came can be read as what it is to be: half an answer must not replace a whole file."""

from __future__ import annotations

from locakit.errors import BrokenText
from locakit.formats import registry
from locakit.shell import disk, views


def complaint(target: str, data: bytes, source: str) -> str:
    """Why the bytes must not take the place of the file ``target``; empty where they may."""
    if not data.strip():
        return "what came is empty"
    text = disk.decode(data).text
    fmt = registry.detect(target, text)
    if fmt is None:
        return ""
    try:
        views.parse(fmt, target, text, source, True)
    except BrokenText as error:
        at = error.fault
        return f"what came cannot be read as {fmt.name}: line {at.line}, column {at.column}: {at.message}"
    return ""
