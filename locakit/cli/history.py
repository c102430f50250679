"""diff, as the terminal shows it, and its reports."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from locakit.changes import Change, compare, marked
from locakit.changes.told import counted, headline, sides
from locakit.cli.options import choice
from locakit.cli.say import Voice, content, dumped
from locakit.screen import isolated, shown

FORMATS = ("text", "json", "markdown", "html")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the project is compared, and how it is shown."""

    before: str
    after: str
    markets: Sequence[str] | None = None
    resource: str = ""
    """A pattern of target files."""
    key: str = ""
    format: str = "text"
    output: str = ""
    """The file that the report goes to; empty is the terminal."""


def diff(project: str, wanted: Wanted, voice: Voice) -> int:
    """``locakit diff``."""
    choice("--format", wanted.format, FORMATS)
    name, changes = _changes(project, wanted)
    changes = [c for c in changes if _is_wanted(c, wanted)]
    if wanted.format == "text" and not wanted.output:
        for change in changes:
            _show(change, voice)
        voice.out(counted(changes))
    else:
        _report(_rendered(name, changes, wanted.format), changes, wanted.output, voice)
    return 0


def _changes(project: str, wanted: Wanted) -> tuple[str, list[Change]]:
    """The project's name, and the changes between two files, or two states of the project."""
    from locakit.shell import filediff, snapshots
    from locakit.shell.workspace import open_workspace

    if filediff.are_files(wanted.before, wanted.after):
        return "", filediff.compare_files(wanted.before, wanted.after, wanted.markets)
    space = open_workspace(project)
    markets = space.markets(wanted.markets)
    with snapshots.at(space, wanted.before) as old, snapshots.at(space, wanted.after) as new:
        return space.project.name, compare(*snapshots.sides(old, new, markets))


def _is_wanted(change: Change, wanted: Wanted) -> bool:
    asked = ((wanted.resource, change.resource), (wanted.key, change.key))
    return all(not pattern or fnmatchcase(text, pattern) for pattern, text in asked)


def _rendered(name: str, changes: Sequence[Change], format: str) -> str:
    if format == "json":
        return dumped({"version": 1, "changes": [c.as_json() for c in changes]})
    if format == "markdown":
        from locakit.changes.markdown import markdown

        return markdown(changes)
    if format == "html":
        from locakit.changes.html import html

        return html(changes, name)
    plain = Voice(no_color=True)
    return "\n".join([*(line for c in changes for line in _lines(c, plain)), counted(changes), ""])


def _report(text: str, changes: Sequence[Change], output: str, voice: Voice) -> None:
    if not output:
        voice.out(text.rstrip("\n"))
        return
    from pathlib import Path

    from locakit.shell import disk

    disk.write_text(Path(output), text if text.endswith("\n") else text + "\n")
    voice.note(f"{counted(changes)} → {output}")


def _show(change: Change, voice: Voice) -> None:
    for line in _lines(change, voice):
        voice.out(line)


def _lines(change: Change, voice: Voice) -> list[str]:
    head = f"{change.market}  {change.resource}  {content(change.key)}  {content(headline(change))}"
    texts = [f"  {name:8}  {inline(before, after, voice)}" for name, before, after, _ in sides(change)]
    return [voice.paint(head, "bold"), *texts, ""]


def inline(before: str, after: str, voice: Voice) -> str:
    """One text with the changed words marked: ``[-gone-]`` and ``{+come+}``, coloured where that is possible.

    The whole is isolated: a right-to-left text is read from the right, its marks beside the words that they mark.
    """
    shapes = {"same": ("", "", ""), "gone": ("[-", "-]", "red"), "come": ("{+", "+}", "green")}
    out = []
    for kind, text in marked(before, after):
        start, end, colour = shapes[kind]
        piece = f"{start}{shown(text)}{end}"
        out.append(voice.paint(piece, colour) if colour else piece)
    return isolated("".join(out))
