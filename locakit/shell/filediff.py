"""Two files compared unit by unit, without a project: what each says, in the target's language alone or in both."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from locakit import locales
from locakit.changes import Change, Place, Side, compare
from locakit.doors import Format
from locakit.errors import UsageError
from locakit.formats import registry
from locakit.model import Forms, Message
from locakit.shell import bilingual, disk, views
from locakit.shell.snapshots import entries, loose

_SOURCE = "en"


def are_files(before: str, after: str) -> bool:
    """True where both names are files; raises UsageError where only one is."""
    files = [name for name in (before, after) if name and Path(name).is_file()]
    if len(files) == 1:
        raise UsageError(
            f"{files[0]} is a file", hint="locakit diff OLD NEW compares two files, or two of anything else"
        )
    return len(files) == 2


def compare_files(before: str, after: str, markets: Sequence[str] | None) -> list[Change]:
    """The changes from one file to the other; of files of many languages, source and target of one.

    ``markets`` may name the language, which else the file or its name tells; one of a file that holds several must be
    named. Raises UsageError where a format is not known or they are of two formats, BrokenText where one is broken.
    """
    wanted = [m for m in markets or () if "*" not in m]
    if len(wanted) > 1:
        raise UsageError("two files are compared in one language", hint="one --market")
    market = locales.normalize(wanted[0]) if wanted else ""
    (old, then), (new, now) = _read(before), _read(after)
    if old.name != new.name and Path(before).suffix != Path(after).suffix:
        raise UsageError(f"{before} is {old.name} and {after} is {new.name}: two formats have no keys in common")
    return compare(_sides(old, before, then, after, market), _sides(new, after, now, after, market))


def _read(path: str) -> tuple[Format, str]:
    text = disk.read_text(path).text
    fmt = registry.detect(path, text)
    if fmt is None:
        raise UsageError(f"{path}: the format is not known", hint="locakit formats    # lists those that are")
    return fmt, text


def _sides(fmt: Format, path: str, text: str, name: str, market: str) -> dict[Place, Side]:
    """Each unit of a file; ``name`` is the path that the changes are told under."""
    if fmt.multilingual and not market:
        raise UsageError(f"{path}: it can hold several languages", hint="--market pt-BR names the one to compare")
    market = market or bilingual.told(fmt, path, text)
    found, _ = views.parse(fmt, path, text, market or "und", False)
    there = found.by_key()
    sources = _sources(fmt, path, text, market) if fmt.multilingual else {m.key: m.source for m in found.messages}
    written = {} if fmt.multilingual else entries(found)
    return {
        (market, name, key): _side(fmt, sources.get(key, {}), there.get(key), written.get(key, ""))
        for key in dict.fromkeys((*sources, *there))
    }


def _sources(fmt: Format, path: str, text: str, market: str) -> dict[str, Forms]:
    """The English texts of a file of many languages, by key: which one is its source no file says."""
    if market == _SOURCE:
        return {}
    return {m.key: m.forms for m in views.parse(fmt.sourced(_SOURCE), path, text, _SOURCE, True)[0].messages}


def _side(fmt: Format, source: Forms, m: Message | None, raw: str) -> Side:
    return Side(source, m.forms, raw=raw, flags=m.flags, loose=loose(fmt, m)) if m else Side(source, {})
