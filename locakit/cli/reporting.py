"""report, as the command line asks for it."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, some

if TYPE_CHECKING:
    from locakit.insight import Insight
    from locakit.shell.workspace import Workspace

_NAME = "report.html"
_OURS = b"<title>locakit"
_HEAD = 4_096


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command line asks of ``report``."""

    project: str = ""
    out: str = ""
    """The file that is written; empty is ``report.html`` for HTML, and stdout for JSON."""
    format: str = "html"
    markets: Sequence[str] | None = None
    history: int = 12


def report(asked: Asked, voice: Voice) -> int:
    """``locakit report``."""
    from locakit.cli.asked import covered
    from locakit.shell.insight import gather
    from locakit.shell.workspace import open_workspace

    choice("--format", asked.format, ("html", "json"))
    space = open_workspace(asked.project)
    markets = space.markets(asked.markets)
    covered(space, voice)
    out = asked.out or (_NAME if asked.format == "html" else "")
    _spared(space, out, named=bool(asked.out))
    made = gather(space, markets, asked.history, voice.note)
    text = _rendered(made, asked.format)
    if not out:
        sys.stdout.write(text)
        return 0
    from locakit.shell import disk

    disk.write_text(out, text)
    for note in _notes(made, asked.format):
        voice.note(note)
    total = made.total().whole
    voice.out(f"{out}: {some(len(markets), 'market')}, {some(total.units, 'unit')}, {some(total.words, 'word')}")
    return 0


def _rendered(made: Insight, format: str) -> str:
    if format == "json":
        from locakit.insight.told import json

        return json(made)
    from locakit.insight.page import html

    return html(made)


def _notes(made: Insight, format: str) -> list[str]:
    from locakit.insight import charts

    return [*made.notes, *([charts.MISSING] if format == "html" and not charts.available() else [])]


def _spared(space: Workspace, out: str, *, named: bool) -> None:
    """Raises UsageError where the report would be written over a file that is none."""
    from locakit.errors import UsageError
    from locakit.shell.ownfiles import Guard

    Guard(space).refuse("--out", out)
    if out and not named and Path(out).is_file():
        with open(out, "rb") as file:
            if _OURS not in file.read(_HEAD):
                raise UsageError(f"{out} is there already, and is no report", hint="locakit report --out FILE")
