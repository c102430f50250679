"""review in the browser: the board opened on this machine until it is stopped."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from importlib.util import find_spec
from typing import TYPE_CHECKING

from locakit.cli.say import Voice, some
from locakit.errors import UsageError

if TYPE_CHECKING:
    from locakit.cli.reviewing import Choice


@dataclass(frozen=True, slots=True)
class Board:
    """How the board is asked for."""

    port: int | None = None
    """None takes a free one, and leaves it to the terminal whether there is a board at all."""
    no_open: bool = False
    terminal: bool = False

    def wanted(self, approve: bool) -> bool:
        """True unless one is asked in the terminal: on request, or where answers come from elsewhere than a person."""
        if self.terminal and (self.port is not None or self.no_open):
            raise UsageError("--terminal has no page: --port and --no-open say nothing about it")
        if approve or self.terminal:
            return False
        return self.port is not None or self.no_open or (sys.stdin.isatty() and sys.stdout.isatty())


def board(project: str, choice: Choice, asked: Board, voice: Voice) -> int:
    """``locakit review`` on a terminal."""
    from locakit.cli.reviewing import reviewer

    if not (find_spec("starlette") and find_spec("uvicorn")):
        raise UsageError(
            "the board needs the packages starlette and uvicorn",
            hint="pip install starlette uvicorn    # or: locakit review --terminal",
        )
    from locakit.board.serve import serve
    from locakit.shell.boardroom import Room
    from locakit.shell.boardroom.shelf import Scope
    from locakit.shell.workspace import open_workspace

    space = open_workspace(project)
    by = reviewer(space, choice)
    scope = Scope(space.markets(choice.markets), choice.resource, choice.key)
    room = Room(space.root, scope, choice.state, by)
    for fault in room.broken():
        voice.note(fault)
    waiting = room.waits

    def opened(address: str, once: str) -> None:
        voice.out(f"{some(waiting, 'unit')} to review as {by}")
        voice.out(f"{address}")
        voice.note("Only this machine can open it, and only with this address. ^C ends it.")
        sys.stdout.flush()
        if not asked.no_open and _has_screen():
            import webbrowser

            webbrowser.open(once)

    done = serve(room, asked.port or 0, opened)
    voice.out(f"\n{some(done, 'unit')} decided, {room.waits:,} still wait")
    return 1 if room.broken() else 0


def _has_screen() -> bool:
    """False on a server: a browser for the terminal would take the terminal away."""
    return sys.platform in ("darwin", "win32") or any(map(os.environ.get, ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER")))
