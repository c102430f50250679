"""Where each pulled file came from and when: ``.locakit/pull.tsv``, kept in git, one sorted line a file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from locakit.ledger import escape, unescape
from locakit.shell import disk

HEADER = "#locakit-pull 1"
FILE = "pull.tsv"


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of one pulled file."""

    target: str
    """Relative to the project."""
    source: str
    """Where it came from, as ``name_of`` writes it; with the path inside a repository or folder."""
    etag: str = ""
    """What names the version there: an entity tag, a commit."""
    modified: str = ""
    """The server's Last-Modified, as it was sent."""
    sha256: str = ""
    """Of the bytes as they were written."""
    bytes: int = 0
    at: str = ""
    """UTC, ISO 8601: when these bytes came in."""


COLUMNS = tuple(f.name for f in fields(Record))


def sha256(data: bytes) -> str:
    """64 hexadecimal digits."""
    return hashlib.sha256(data).hexdigest()


def name_of(origin: str) -> str:
    """A source as it may stand in git and on a screen: without name and password; of a query, a short hash alone."""
    scheme, found, rest = origin.partition("://")
    if not found:
        return origin
    plain, asked, query = rest.partition("?")
    host, slash, path = plain.partition("/")
    shown = f"{scheme}://{host.rpartition('@')[2]}{slash}{path}"
    return shown + (f"?{sha256(query.encode())[:8]}" if asked else "")


def parse(text: str) -> dict[str, Record]:
    """The records by target. Of two lines for one file (a merge leaves them) the later one counts.

    Damaged lines are passed over: their files are then pulled as new.
    """
    found: dict[str, Record] = {}
    for line in text.split("\n"):
        record = _record(line)
        if record and (record.target not in found or record.at >= found[record.target].at):
            found[record.target] = record
    return found


def _record(line: str) -> Record | None:
    cells = [unescape(c) for c in line.rstrip("\r").split("\t")]
    if line.startswith("#") or len(cells) != len(COLUMNS) or not cells[5].isdecimal():
        return None
    target, source, etag, modified, mark, size, at = cells
    return Record(target, source, etag, modified, mark, int(size), at)


def render(records: Mapping[str, Record]) -> str:
    """The file's text, sorted, ending in a newline."""
    lines = ("\t".join(escape(str(getattr(records[t], c))) for c in COLUMNS) for t in sorted(records))
    return "\n".join((HEADER, *lines, ""))


def load(root: Path) -> dict[str, Record]:
    """The project's records; none where nothing was pulled yet. Raises DiskError."""
    path = root / ".locakit" / FILE
    return parse(disk.read_text(path).text if path.is_file() else "")


def save(root: Path, records: Mapping[str, Record]) -> None:
    """Write the project's records. Raises DiskError."""
    disk.write_text(root / ".locakit" / FILE, render(records))
