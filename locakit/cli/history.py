"""diff, as the terminal shows it, and its reports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from locakit import locales
from locakit.changes import Change, compare, marked
from locakit.changes.told import counted, headline, sides
from locakit.cli.options import choice
from locakit.cli.say import Voice, content, dumped
from locakit.errors import DiskError, Fault
from locakit.screen import isolated, shown

FORMATS = ("text", "json", "markdown", "html")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the project is compared, and how it is shown."""

    before: str
    after: str
    markets: Sequence[str] | None = None
    resource: str = ""
    """A pattern of source or target files."""
    key: str = ""
    format: str = "text"
    output: str = ""
    """The file that the report goes to; empty is the terminal."""


def diff(project: str, wanted: Wanted, voice: Voice) -> int:
    """``locakit diff``."""
    from locakit.shell.ownfiles import spare

    choice("--format", wanted.format, FORMATS)
    spare("--output", wanted.output, project, (wanted.before, wanted.after))
    found = _compared(project, wanted)
    changes = [c for c in found.changes if _is_wanted(c, wanted, found.sources)]
    if wanted.format == "text" and not wanted.output:
        for change in changes:
            _show(change, found.locale, voice)
        voice.out(counted(changes))
    else:
        _report(_rendered(found, changes, wanted.format), changes, wanted.output, voice)
    for fault in found.faults:
        voice.fault(fault)
    return DiskError.exit_code if found.unread else 1 if found.faults else 0


@dataclass(frozen=True, slots=True)
class _Compared:
    """Two states of a project, or two files, compared."""

    changes: Sequence[Change]
    name: str = ""
    """The project's."""
    locale: str = ""
    """The source's; empty where nothing tells."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """By target file its source file."""
    faults: Sequence[str] = ()
    """Files that could not be read, or not wholly."""
    unread: bool = False
    """The disk would not give one of them."""


def _compared(project: str, wanted: Wanted) -> _Compared:
    from locakit.shell import filediff, snapshots
    from locakit.shell.workspace import open_workspace

    if filediff.are_files(wanted.before, wanted.after):
        found = filediff.compare_files(wanted.before, wanted.after, wanted.markets)
        return _Compared(found, sources={wanted.after: wanted.before})
    space = open_workspace(project)
    with snapshots.at(space, wanted.before) as old, snapshots.at(space, wanted.after) as new:
        markets = snapshots.markets(old, new, wanted.markets)
        changes = compare(*snapshots.sides(old, new, markets))
        sources = {pair.target(m): pair.source for one in (old, new) for pair in one.pairs for m in one.project.markets}
        named = {wanted.before: old, wanted.after: new}
        faults = [_told(where, fault) for where, one in named.items() for fault in one.broken]
        return _Compared(changes, space.project.name, space.project.source, sources, faults, old.unread or new.unread)


def _told(where: str, fault: Fault) -> str:
    return f"{where}: {fault.render()}" if where else fault.render()


def _is_wanted(change: Change, wanted: Wanted, sources: Mapping[str, str]) -> bool:
    targets = [change.resource, change.resource_before or change.resource]
    files = [*targets, *(sources.get(path, "") for path in targets)]
    asked = ((wanted.resource, files), (wanted.key, [change.key, change.key_before or change.key]))
    return all(not pattern or any(fnmatchcase(text, pattern) for text in texts) for pattern, texts in asked)


def _rendered(found: _Compared, changes: Sequence[Change], format: str) -> str:
    if format == "json":
        return dumped({"version": 1, "changes": [c.as_json() for c in changes]})
    if format == "markdown":
        from locakit.changes.markdown import markdown

        return markdown(changes, source=found.locale)
    if format == "html":
        from locakit.changes.html import html

        return html(changes, found.name, found.locale)
    plain = Voice(no_color=True)
    return "\n".join([*(line for c in changes for line in _lines(c, found.locale, plain)), counted(changes), ""])


def _report(text: str, changes: Sequence[Change], output: str, voice: Voice) -> None:
    if not output:
        voice.out(text.rstrip("\n"))
        return
    from pathlib import Path

    from locakit.shell import disk

    disk.write_text(Path(output), text if text.endswith("\n") else text + "\n")
    voice.note(f"{counted(changes)} → {output}")


def _show(change: Change, source: str, voice: Voice) -> None:
    for line in _lines(change, source, voice):
        voice.out(line)


def _lines(change: Change, source: str, voice: Voice) -> list[str]:
    head = "  ".join(content(text) for text in (change.market, change.resource, change.key, headline(change)))
    texts = [f"  {name:8}  {inline(a, b, voice, tag)}" for name, a, b, tag in sides(change, source)]
    return [voice.paint(head, "bold"), *texts, ""]


def inline(before: str, after: str, voice: Voice, locale: str = "") -> str:
    """One text with the changed words marked: ``[-gone-]`` and ``{+come+}``, coloured where that is possible.

    The whole is isolated: a text of a right-to-left ``locale`` is read from the right also where it begins with a tag
    or a Latin word, its marks beside the words that they mark.
    """
    shapes = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "come": ("{+", "+}", "green")}
    out = []
    for kind, text in marked(before, after):
        start, end, colour = shapes[kind]
        piece = f"{start}{shown(text)}{end}"
        out.append(voice.paint(piece, colour) if colour else piece)
    return isolated("".join(out), right=bool(locale) and locales.direction(locale) == "rtl")
