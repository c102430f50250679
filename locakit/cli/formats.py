"""formats, as the terminal shows it and as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, content, pad, some

if TYPE_CHECKING:
    from locakit.doors import Format
    from locakit.trial import Trial

_NAME = 13
"""Columns for a format's name."""


def listing(format: str, voice: Voice) -> int:
    """``locakit formats``."""
    from locakit.formats import registry

    choice("--format", format, ("text", "json"))
    found = [registry.by_name(name) for name in registry.FORMATS]
    if format == "json":
        voice.json({"version": 1, "formats": [_as_json(f) for f in found]})
        return 0
    for one in found:
        _short(one, voice)
    voice.note("\nA whole example: locakit formats show NAME. Your own files: locakit formats test FILE…")
    return 0


def _as_json(one: Format) -> dict[str, object]:
    return {
        "name": one.name, "suffixes": list(one.suffixes), "path": one.layout, "example": one.example,
        "bilingual": one.bilingual, "multilingual": one.multilingual, "binary": one.binary,
    }  # fmt: skip


def _short(one: Format, voice: Voice) -> None:
    voice.out(f"{voice.paint(pad(one.name, _NAME), 'bold')}{one.layout}  ({' '.join(one.suffixes)})")
    lines = one.example.strip().split("\n") if voice.verbose or one.binary else [_first_entry(one)]
    for line in lines:
        voice.out(f"{' ' * _NAME}{voice.paint(line.rstrip(), 'dim')}")


def _first_entry(one: Format) -> str:
    """The line of the example on which its first text stands."""
    resource = one.parse(f"example{one.suffixes[0]}", one.example, "en")
    place = next((span for m in resource.messages for span in m.spans.values()), (0, 0))[0]
    return one.example[one.example.rfind("\n", 0, place) + 1 :].split("\n", 1)[0].strip()


def show(name: str, format: str, voice: Voice) -> int:
    """``locakit formats show NAME``."""
    from locakit.formats import registry

    choice("--format", format, ("text", "json"))
    one = registry.by_name(name)
    if format == "json":
        voice.json({"version": 1, **_as_json(one)})
        return 0
    voice.out(f"{one.name}  {' '.join(one.suffixes)}")
    voice.out(f"path: {one.layout}")
    kind = "every locale" if one.multilingual else "source and target" if one.bilingual else "one locale"
    voice.out(f"a file holds {kind}")
    voice.out()
    voice.out(one.example.rstrip("\n"))
    return 0


def test(files: Sequence[str], edit: bool, as_format: str, format: str, voice: Voice) -> int:
    """``locakit formats test``: exit code 1 where a file would not be kept."""
    from locakit.shell import trials

    choice("--format", format, ("text", "json"))
    done = [_shown(path, found, format, voice) for path, found in trials.run(files, edit, as_format)]
    kept = sum(not row["faults"] for row in done)
    if format == "json":
        voice.json(done)
    else:
        voice.out(f"{kept} of {some(len(done), 'file')} kept")
    return 0 if kept == len(done) else 1


def _shown(path: str, found: Trial, format: str, voice: Voice) -> dict[str, object]:
    if format == "text":
        _tell(path, found, voice)
    return {
        "file": path, "format": found.format, "messages": found.messages, "identical": found.identical,
        "lines_changed": found.lines_changed, "faults": list(found.faults),
    }  # fmt: skip


def _tell(path: str, found: Trial, voice: Voice) -> None:
    same = "identical" if found.identical else "not kept"
    edited = "" if found.lines_changed is None else f", an edit changes {some(found.lines_changed, 'line')}"
    read = f"{found.format}, {some(found.messages, 'message')}, {same}{edited}" if found.format else "not read"
    voice.out(f"{content(path)}  {voice.paint(read, 'red' if found.faults else 'green')}")
    for fault in found.faults:
        voice.out(f"    {content(fault)}")
