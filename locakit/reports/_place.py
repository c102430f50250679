"""Where a finding stands, as other programs count it: path from the checkout's root, line, columns."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from locakit.model import Finding

Excerpt = Callable[[Finding], tuple[str, int, int] | None]
"""For a finding, its line in the file and the columns (from 0, half open) at fault; None where it has no place."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of one line; both columns count UTF-16 code units from 1, and are 0 where only the line is known."""

    line: int
    start: int = 0
    end: int = 0
    """The column after the last one."""
    text: str = ""
    """What stands there in the file."""


def region(f: Finding, excerpt: Excerpt | None) -> Region | None:
    """The finding's region; None where it has no line, which is so for what is missing."""
    if not f.line:
        return None
    found = excerpt(f) if excerpt else None
    if found is None:
        return Region(f.line)
    line, start, end = found
    start = min(start, len(line))
    end = min(max(end, start), len(line))
    first = utf16(line[:start]) + 1
    return Region(f.line, first, first + utf16(line[start:end]), line[start:end])


def utf16(text: str) -> int:
    """The length in UTF-16 code units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def within(prefix: str, resource: str) -> str:
    """The file's path from the root of the checkout; ``prefix`` is the project's own path there."""
    return posixpath.normpath(posixpath.join(prefix, resource)) if prefix else resource.removeprefix("./")
