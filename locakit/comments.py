"""What people say of units to each other: one TSV file a project, committed, one line a comment, mergeable.

A comment is never changed, so two branches that each add some merge into one file with both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields

from locakit.ledger import escape, unescape

HEADER = "#locakit-comments 1"
PATH = ".locakit/comments.tsv"


@dataclass(frozen=True, slots=True, order=True)
class Comment:
    """One remark on one unit."""

    market: str
    resource: str
    """The source file's path, as in the ledger."""
    key: str
    at: str
    """UTC, ISO 8601, seconds."""
    by: str
    target_hash: str
    """Of the target that was remarked on; empty where there was none."""
    text: str

    @property
    def place(self) -> tuple[str, str, str]:
        """The unit: (market, source file, key)."""
        return self.market, self.resource, self.key


_COLUMNS = len(fields(Comment))


def parse(text: str) -> tuple[list[Comment], list[str]]:
    """The comments of a file, and the lines that are none (of a later version, or damaged), which stay as they are."""
    out: list[Comment] = []
    other: list[str] = []
    for line in text.split("\n"):
        cells = line.rstrip("\r").split("\t")
        if len(cells) == _COLUMNS and not line.startswith("#"):
            out.append(Comment(*map(unescape, cells)))
        elif line.strip() and line.rstrip("\r") != HEADER:
            other.append(line)
    return out, other


def render(comments: Iterable[Comment], other: Iterable[str] = ()) -> str:
    """The file's text: sorted by unit and time, each comment once; ``other`` lines behind them."""
    lines = ("\t".join(escape(str(cell)) for cell in astuple(c)) for c in sorted(set(comments)))
    return "\n".join([HEADER, *lines, *other, ""])
