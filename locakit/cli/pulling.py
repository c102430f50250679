"""pull, as the terminal shows it and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import nullcontext
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.say import Voice, content, pad, some

if TYPE_CHECKING:
    from locakit.shell.pull import Outcome
    from locakit.shell.workspace import Workspace

_COLOURS = {"new": "green", "changed": "yellow", "unchanged": "dim", "failed": "red"}
_STATE = 11
"""Columns for the state's word."""
_SHOWN = 5


def pull(project: str, format: str, dry_run: bool, voice: Voice) -> int:
    """``locakit pull``: exit code 0, or that of the gravest fault; what came in is kept."""
    from locakit.shell.workspace import CONFIG, open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    if not space.project.pull and format == "text":
        voice.out(f"nothing to pull: {CONFIG} has no `pull:`")
        return 0
    done: list[Outcome] = []
    for outcome in _outcomes(space, dry_run):
        done.append(outcome)
        if format == "text":
            _show(outcome, voice)
    if format == "json":
        voice.json({"version": 1, "dry_run": dry_run, "sources": [_as_json(o) for o in done]})
    elif dry_run:
        voice.note("\nNothing was written (--dry-run).")
    return max((o.error.exit_code for o in done if o.error), default=0)


def _outcomes(space: Workspace, dry_run: bool) -> Iterator[Outcome]:
    from locakit.shell.lock import project_lock
    from locakit.shell.pull import run

    with nullcontext() if dry_run else project_lock(space.root):
        yield from run(space, dry_run=dry_run)


def _as_json(outcome: Outcome) -> dict[str, object]:
    return {
        "from": outcome.source,
        "to": outcome.pull.to,
        "state": outcome.state,
        "files": [{"path": f.path, "state": f.state, "bytes": f.bytes} for f in outcome.files],
        "message": outcome.error.message if outcome.error else "",
        "hint": outcome.error.hint if outcome.error else "",
        "notes": outcome.notes,
        "gone": outcome.gone,
    }


def _show(outcome: Outcome, voice: Voice) -> None:
    state = voice.paint(pad(outcome.state, _STATE), _COLOURS[outcome.state])
    voice.out(f"{state}{content(outcome.pull.to)}  from {content(outcome.source)}{_counts(outcome)}")
    room = " " * _STATE
    if outcome.error:
        for line in (*outcome.error.message.split("\n"), outcome.error.hint):
            if line:
                voice.out(f"{room}{content(line)}")
    moved = [f for f in outcome.files if f.state in ("new", "changed")]
    shown = outcome.files if voice.verbose else moved[:_SHOWN] if len(outcome.files) > 1 else []
    for file in shown:
        voice.out(f"{room}{pad(file.state, _STATE)}{content(file.path)}  {some(file.bytes, 'byte')}")
    if not voice.verbose and len(moved) > _SHOWN:
        voice.out(f"{room}… and {len(moved) - _SHOWN} more: --verbose")
    for note in (*outcome.notes, *(f"{path} is gone there; the file here stays" for path in outcome.gone)):
        voice.note(f"{room}{content(note)}")


def _counts(outcome: Outcome) -> str:
    """``, 12 files: 1 new, 2 changed`` for a source of several."""
    if len(outcome.files) < 2:
        return f"  {some(outcome.files[0].bytes, 'byte')}" if outcome.files else ""
    counts = ((s, sum(f.state == s for f in outcome.files)) for s in ("new", "changed", "failed"))
    said = ", ".join(f"{n:,} {s}" for s, n in counts if n)
    return f"  {some(len(outcome.files), 'file')}" + (f": {said}" if said else "")
