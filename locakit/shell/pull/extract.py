"""Messages out of code into a gettext template, through Babel's extractors; the same code gives the same bytes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from tokenize import TokenError
from typing import TYPE_CHECKING

from locakit.errors import BrokenText, DiskError, Fault, ProviderError
from locakit.shell import _atomic, disk
from locakit.shell.pull._kit import Item, Job, chosen, too_large

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

METHODS = {
    ".py": "python", ".pyw": "python", ".js": "javascript", ".mjs": "javascript", ".cjs": "javascript",
    ".jsx": "javascript", ".ts": "javascript", ".tsx": "javascript", ".mts": "javascript", ".cts": "javascript",
}  # fmt: skip
"""File name ending to Babel's extractor."""
COMMENTS = ("Translators:", "TRANSLATORS:", "NOTE:", "L10N:")
_CHURN = re.compile(rb'^"(?:POT-Creation-Date|Generated-By): [^\n]*\n', re.MULTILINE)


def fetch(job: Job) -> list[Item]:
    """The template of all messages in the code; ``data`` is the old file's where nothing but its date would change.

    Raises DiskError where the folder is not there, BrokenText with file and line for code that cannot be read,
    UsageError for a folder outside of the project, ProviderError where no code is there.
    """
    names = _code(job)
    if not names:
        kinds = ", ".join(METHODS)
        raise ProviderError(f"{job.pull.origin} holds no code that messages are extracted from ({kinds})")
    target = job.target("messages.pot")
    data = _render(_catalog(job, names))
    place = disk.confined(job.root, target)
    if place.is_file():
        old = _atomic.load(place)
        data = old if _CHURN.sub(b"", old) == _CHURN.sub(b"", data) else data
    return [Item(target, data)]


def _code(job: Job) -> list[str]:
    place = disk.confined(job.root, job.pull.origin)
    if not place.exists():
        raise DiskError(f"{job.pull.origin}: no such file or folder", hint="look at `from:` in locakit.yaml")
    below = place.relative_to(Path(job.root).resolve()).as_posix()
    names = [below] if place.is_file() else disk.list_files(job.root, ["" if below == "." else below])
    picked = {n: n.removeprefix(f"{below}/") for n in names if Path(n).suffix.lower() in METHODS}
    wanted = chosen(picked.values(), job.pull.paths)
    return [name for name, short in picked.items() if short in wanted]


def _catalog(job: Job, names: list[str]) -> Catalog:
    from babel.messages.catalog import Catalog

    # The folder's name would do, too, but every clone may have another.
    project = " ".join(job.name.split()) or "PROJECT"
    made = Catalog(project=project, version="VERSION", charset="utf-8", creation_date=datetime.now(UTC))
    made.header_comment = "# Messages extracted from the code."
    for name in names:
        for line, message, comments, context in _messages(job, name):
            made.add(message, None, [(name, line)], auto_comments=comments, context=context)
    return made


Found = tuple[int, "str | tuple[str, ...]", list[str], "str | None"]


def _messages(job: Job, name: str) -> Iterator[Found]:
    from babel.messages import extract

    with _atomic.named(name, "read"), open(disk.confined(job.root, name), "rb") as file:
        data = file.read(job.pull.max_bytes + 1)
    if len(data) > job.pull.max_bytes:
        raise too_large(name, job.pull.max_bytes)
    try:
        yield from extract.extract(
            METHODS[Path(name).suffix.lower()],
            BytesIO(data),
            extract.DEFAULT_KEYWORDS,
            COMMENTS,
            strip_comment_tags=False,
        )
    except (SyntaxError, TokenError, ValueError, LookupError) as error:
        line = getattr(error, "lineno", 0) or 0
        why = getattr(error, "msg", "") or str(error)
        fault = Fault(f"this code cannot be read, so no template is written: {why}", name, line)
        raise BrokenText(fault) from error


def _render(catalog: Catalog) -> bytes:
    from babel.messages.pofile import write_po

    out = BytesIO()
    write_po(out, catalog, width=76, sort_by_file=False)
    return out.getvalue()
