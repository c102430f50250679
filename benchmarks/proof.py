"""Every real file comes back byte for byte, and an edit is seen by an independent parser as that edit alone.

    python -m benchmarks proof [FOLDER…] [--edits N] [--seed S] [--format NAME…] [--files N] [--seconds N]

Without a FOLDER the one of LOCAKIT_CORPUS. Exit code 1 where a file fails; the failing files are listed.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks._edits import Edit, fault, random_edit
from benchmarks.references import REFERENCES, Leaf, view_of
from locakit.catalog import render, source_view
from locakit.doors import Format
from locakit.errors import BrokenText
from locakit.formats.registry import FORMATS, by_name, detect, name_of
from locakit.model import Resource
from locakit.shell import disk
from locakit.trial import lines_changed, read

_BIG = 1_000_000
"""Characters from which on a file gets one edit only."""
_STORE = ("fastlane", "metadata", "app-metadata", "changelogs")
"""Folders whose .txt files are store texts: one text a file."""


@dataclass
class Row:
    """What was found in one format's files."""

    files: int = 0
    strings: int = 0
    identical: int = 0
    edits: int = 0
    seen: int = 0
    single: int = 0
    """Edits of a value on one line."""
    short: int = 0
    """Of these, those that changed two lines at most."""
    wrapped: int = 0
    """Edits that made a value too long for its one line."""
    skipped: Counter[str] = field(default_factory=Counter)
    """Why files were not tried, or not edited."""
    failures: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Copy:
    """One file as it was read."""

    fmt: Format
    path: Path
    data: bytes
    text: str
    encoding: str
    resource: Resource

    def edited(self, edit: Edit) -> str:
        """The file's text after the edit."""
        source = source_view(self.resource, self.fmt)
        values = {edit.message.key: edit.forms}
        return render(self.fmt, source, self.resource, self.resource.path, self.resource.locale, values)

    def encoded(self, text: str) -> bytes:
        """The bytes that would be written."""
        return text.encode("utf-8", "surrogateescape") if self.fmt.binary else disk.encode(text, self.encoding)


def claimed(folders: Sequence[str]) -> dict[str, list[Path]]:
    """The files below ``folders`` by the format that their names tell, sorted."""
    found: dict[str, list[Path]] = defaultdict(list)
    for folder in folders:
        for root, _, names in os.walk(folder):
            for name in names:
                path = Path(root, name)
                fmt = name_of(name) or ("plain" if name.endswith(".txt") and set(path.parts) & set(_STORE) else "")
                if fmt and path.is_file() and not path.is_symlink():
                    found[fmt].append(path)
    return {fmt: sorted(paths) for fmt, paths in found.items()}


def try_all(name: str, paths: Sequence[Path], options: argparse.Namespace) -> dict[str, Row]:
    """The rows of the formats that the files of one suffix turn out to have."""
    rows: dict[str, Row] = defaultdict(Row)
    stop = time.process_time() + options.seconds
    seen: set[bytes] = set()
    chosen = random.Random(options.seed).sample(paths, min(len(paths), options.files))
    rows[name].skipped["over --files"] = len(paths) - len(chosen)
    for path in chosen:
        if time.process_time() > stop:
            rows[name].skipped["over --seconds"] += 1
            continue
        copy = _copy(name, path, seen, rows)
        if copy:
            _try(copy, rows[copy.fmt.name], options)
    return rows


def _copy(name: str, path: Path, seen: set[bytes], rows: dict[str, Row]) -> Copy | None:
    """The file, read; None where it is to be skipped, for a reason that is counted."""
    data = path.read_bytes()
    digest = hashlib.blake2b(data, digest_size=16).digest()
    if digest in seen:
        rows[name].skipped["same as another file"] += 1
        return None
    seen.add(digest)
    fmt = detect(path.name, disk.decode(data).text) or by_name(name)
    found = disk.decode(data)
    text = data.decode("utf-8", "surrogateescape") if fmt.binary else found.text
    row = rows[fmt.name]
    try:
        return Copy(fmt, path, data, text, found.encoding, read(fmt, "/".join(path.parts[-4:]), text))
    except BrokenText as error:
        _refused(row, fmt, path, data, error)
    except Exception as error:
        row.failures.append(f"{path}: reading raises {type(error).__name__}: {error}")
    return None


def _refused(row: Row, fmt: Format, path: Path, data: bytes, error: BrokenText) -> None:
    """Broken files may be refused; where the reference reads one, that is told."""
    try:
        view_of(fmt.name)(data)
    except Exception:
        row.skipped["not of the format: the reference refuses it, too"] += 1
    else:
        row.skipped[f"refused by locakit: {path}: {error.fault.message}"] += 1


def _try(copy: Copy, row: Row, options: argparse.Namespace) -> None:
    row.files += 1
    row.strings += len(copy.resource.messages)
    source = source_view(copy.resource, copy.fmt)
    unchanged = render(copy.fmt, source, copy.resource, copy.resource.path, copy.resource.locale, {})
    if copy.encoded(unchanged) == copy.data:
        row.identical += 1
    else:
        row.failures.append(f"{copy.path}: the unchanged copy differs")
    if not copy.resource.messages:
        row.skipped["no strings"] += 1
        return
    try:
        before = view_of(copy.fmt.name)(copy.data)
    except Exception as error:
        row.skipped[f"not edited, the reference refuses it: {type(error).__name__}"] += 1
        return
    for number in range(1 if len(copy.text) > _BIG else options.edits):
        _edit(copy, row, before, f"{options.seed}/{number}/{copy.path.name}")


def _edit(copy: Copy, row: Row, before: list[Leaf], seed: str) -> None:
    reference = REFERENCES[copy.fmt.name]
    edit = random_edit(copy.resource, reference, seed)
    if edit is None:
        row.skipped["nothing to edit"] += 1
        return
    row.edits += 1
    told = f"{copy.path}: {edit.message.key!r} [{edit.category}] + {edit.inserted!r}"
    try:
        text = copy.edited(edit)
        wrong = fault(before, view_of(copy.fmt.name)(copy.encoded(text)), edit, reference)
    except Exception as error:
        row.failures.append(f"{told}: {type(error).__name__}: {error}")
        return
    row.seen += not wrong
    if wrong:
        row.failures.append(f"{told}: {wrong}")
    if not edit.fresh(before, reference):
        _count_lines(copy, row, edit, text, told)


def _count_lines(copy: Copy, row: Row, edit: Edit, text: str, told: str) -> None:
    span = edit.message.spans.get(edit.category)
    if (
        copy.fmt.binary
        or not span
        or "fuzzy" in edit.message.flags
        or "\n" in copy.text[slice(*span)]
        or "\n" in edit.inserted
    ):
        return
    lines = lines_changed(copy.text, text)
    if lines > 2 and _broken_anew(copy, edit, text):
        row.wrapped += 1
        return
    row.single += 1
    row.short += lines <= 2
    if lines > 2:
        row.failures.append(f"{told}: {lines} lines changed")


def _broken_anew(copy: Copy, edit: Edit, text: str) -> bool:
    """The longer value does not fit on its line in the file's own width: it now has several, as PO files have it."""
    again = copy.fmt.parse(copy.resource.path, text, copy.resource.locale)
    at = next((i for i, m in enumerate(copy.resource.messages) if m is edit.message), 0)
    return "\n" in text[slice(*again.messages[at].spans.get(edit.category, (0, 0)))]


def _table(rows: dict[str, Row]) -> Iterator[str]:
    yield (
        f"{'format':<12}{'reference':<18}{'files':>7}{'strings':>9}{'identical':>11}"
        f"{'edits':>7}{'seen':>7}{'one line':>10}{'<= 2 lines':>12}{'wrapped':>9}  skipped"
    )
    for name, row in rows.items():
        few = Counter({why.partition(": /")[0]: 0 for why in row.skipped})
        for why, count in row.skipped.items():
            few[why.partition(": /")[0]] += count
        skipped = ", ".join(f"{count} {why}" for why, count in few.items() if count)
        yield (
            f"{name:<12}{REFERENCES[name].parser:<18}{row.files:>7}{row.strings:>9}{row.identical:>11}"
            f"{row.edits:>7}{row.seen:>7}{row.single:>10}{row.short:>12}{row.wrapped:>9}  {skipped}"
        )


def _options(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks proof")
    parser.add_argument("folders", nargs="*", metavar="FOLDER")
    parser.add_argument("--edits", type=int, default=5, help="edits of each file (default: 5)")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--format", action="append", choices=FORMATS, help="only this one; may be repeated")
    parser.add_argument("--files", type=int, default=100_000, help="at most so many files of a format, by chance")
    parser.add_argument("--seconds", type=float, default=600, help="at most so much CPU time a format (default: 600)")
    return parser.parse_args(arguments)


def main(arguments: Sequence[str] = ()) -> int:
    """Print the table and the failures; 1 where there are any."""
    options = _options(arguments)
    corpus = os.environ.get("LOCAKIT_CORPUS", "")
    folders = options.folders or ([corpus] if corpus else [])
    if not folders:
        print("no folder: name one, or set LOCAKIT_CORPUS")
        return 0 if not arguments else 2
    rows: dict[str, Row] = {}
    for name, paths in claimed(folders).items():
        if not options.format or name in options.format:
            for fmt, row in try_all(name, paths, options).items():
                rows[fmt] = row if fmt not in rows else _sum(rows[fmt], row)
    print(f"seed {options.seed}, {options.edits} edits a file\n")
    print("\n".join(_table(dict(sorted(rows.items())))))
    for row in rows.values():
        print("".join(f"\nskipped: {why}" for why in row.skipped if why.startswith("refused")), end="")
    failures = [f"{name}: {told}" for name, row in rows.items() for told in row.failures]
    print("".join(f"\nFAILED {told}" for told in failures) or "\nnothing failed")
    sys.stdout.flush()
    return 1 if failures else 0


def _sum(a: Row, b: Row) -> Row:
    numbers = {n: v + getattr(b, n) for n, v in vars(a).items() if isinstance(v, int)}
    return Row(**numbers, skipped=a.skipped + b.skipped, failures=a.failures + b.failures)
