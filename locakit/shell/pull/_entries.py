"""Which entries of a file came out of a table, and as what: ``.locakit/pull-entries.tsv``, kept in git.

It tells the table's entries from a person's: one that changed here stays, one that left the table is taken out.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from locakit.ledger import escape, unescape
from locakit.shell import disk

HEADER = "#locakit-pull-entries 1"
FILE = "pull-entries.tsv"
Entries = dict[str, dict[str, str]]
"""Target path to key to the digest of the text that came."""


def parse(text: str) -> Entries:
    """The entries by target; damaged lines are passed over."""
    out: Entries = {}
    for line in text.split("\n"):
        cells = [unescape(c) for c in line.rstrip("\r").split("\t")]
        if len(cells) == 3 and not line.startswith("#"):
            out.setdefault(cells[0], {})[cells[1]] = cells[2]
    return out


def render(entries: Mapping[str, Mapping[str, str]]) -> str:
    """The file's text, sorted, ending in a newline."""
    rows = ((target, key, mark) for target in sorted(entries) for key, mark in sorted(entries[target].items()))
    return "\n".join((HEADER, *("\t".join(map(escape, row)) for row in rows), ""))


def load(root: Path) -> Entries:
    """The project's entries; none where no table was pulled yet. Raises DiskError."""
    path = root / ".locakit" / FILE
    return parse(disk.read_text(path).text if path.is_file() else "")


def save(root: Path, entries: Entries) -> None:
    """Write the project's entries, where there are any. Raises DiskError."""
    path = root / ".locakit" / FILE
    if any(entries.values()) or path.is_file():
        disk.write_text(path, render(entries))
