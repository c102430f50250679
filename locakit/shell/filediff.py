"""Two files compared unit by unit, without a project: what each says, in the target's language alone or in both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from locakit import locales
from locakit.changes import Change, Place, Side, compare
from locakit.errors import UsageError
from locakit.formats import registry
from locakit.shell import bilingual, disk, views


def are_files(before: str, after: str) -> bool:
    """True where both names are files; raises UsageError where only one is."""
    files = [name for name in (before, after) if name and Path(name).is_file()]
    if len(files) == 1:
        raise UsageError(
            f"{files[0]} is a file", hint="locakit diff OLD NEW compares two files, or two of anything else"
        )
    return len(files) == 2


def compare_files(before: str, after: str, markets: Sequence[str] | None) -> list[Change]:
    """The changes from one file to the other.

    ``markets`` may name the language, which else the file or its name tells; one of a file that holds several must be
    named. Raises UsageError where a format is not known or they are of two formats, BrokenText where one is broken.
    """
    wanted = [m for m in markets or () if "*" not in m]
    if len(wanted) > 1:
        raise UsageError("two files are compared in one language", hint="one --market")
    market = locales.normalize(wanted[0]) if wanted else ""
    return compare(_sides(before, after, market), _sides(after, after, market))


def _sides(path: str, name: str, market: str) -> dict[Place, Side]:
    """Each unit of a file; ``name`` is the path that the changes are told under."""
    text = disk.read_text(path).text
    fmt = registry.detect(path, text)
    if fmt is None:
        raise UsageError(f"{path}: the format is not known", hint="locakit formats    # lists those that are")
    if fmt.multilingual and not market:
        raise UsageError(f"{path}: it can hold several languages", hint="--market pt-BR names the one to compare")
    market = market or bilingual.told(fmt, path, text)
    found, _ = views.parse(fmt, path, text, market or "und", False)
    return {
        (market, name, m.key): Side(m.source, m.forms, raw=found.text[slice(*m.whole)]) for m in found.messages
    }  # fmt: skip
