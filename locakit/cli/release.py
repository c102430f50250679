"""emit and run, as the terminal shows them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from locakit.cli.options import choice
from locakit.cli.say import Voice, content, some
from locakit.model import STATES, State

if TYPE_CHECKING:
    from locakit.shell.release import Released
    from locakit.shell.workspace import Workspace


def emit(
    project: str, markets: Sequence[str] | None, out: str, require: str, omit: bool, format: str, voice: Voice
) -> int:
    """``locakit emit``."""
    from locakit.shell.settling import settle
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    state = _state(require, space)
    for market in space.project.markets:
        settle(space, market)
    made = _release(space, space.markets(markets), state, out, omit)
    if format == "json":
        voice.json({"version": 1, "require": state, "markets": {r.market: _as_json(r) for r in made}})
    else:
        _report(made, state, out, voice)
    return 1 if any(r.below or r.lost for r in made) or space.broken else 0


def _state(require: str, space: Workspace) -> State:
    wanted = require or space.project.policy.require
    choice("--require", wanted, STATES[1:])
    return cast(State, wanted)


def _release(space: Workspace, markets: Sequence[str], state: State, out: str, omit: bool) -> list[Released]:
    from locakit.shell.release import refuse_own_files, release

    folder = Path(out).resolve()
    refuse_own_files(space, markets, folder)
    return release(space, markets, state, folder, omit=omit)


def _as_json(made: Released) -> dict[str, object]:
    below = [{"resource": path, "key": key} for path, key in made.below]
    lost = [{"resource": path, "key": key} for path, key in made.lost]
    return {"files": made.files, "units": made.units, "below": below, "stand_ins": made.borrowed, "unwritable": lost}


def _report(made: Sequence[Released], state: State, out: str, voice: Voice) -> None:
    for one in made:
        reached = f"{one.units - len(one.below)} of {one.units} units {state} or better"
        voice.out(f"  {one.market}   {some(len(one.files), 'file')} in {out}, {reached}")
        for path, key in one.lost:
            voice.out(f"  {'':<{len(one.market)}}   {path}  {content(key)}: the file cannot hold this text; it stays")
        if one.below:
            told = ", ".join(f"{count} from {where}" for where, count in sorted(one.borrowed.items()))
            fell = some(len(one.below), "unit falls", "units fall")
            voice.out(f"  {'':<{len(one.market)}}   {fell} short, stand-ins: {told}")
            if voice.verbose:
                for path, key in one.below:
                    voice.out(f"      {path}  {key}")


def run(project: str, markets: Sequence[str] | None, out: str, require: str, voice: Voice) -> int:
    """``locakit run``: pull, translate, check and emit; the worst exit code of the three, a failure before findings."""
    from locakit.cli import checking, pulling, work
    from locakit.cli.asked import Wish
    from locakit.shell.workspace import open_workspace

    codes = []
    if open_workspace(project).project.pull:
        codes.append(pulling.pull(project, "text", False, voice))
        voice.out()
    codes.append(work.translate(project, markets, "text", voice))
    voice.out()
    codes.append(checking.check(Wish(project=project, markets=markets), voice))
    if out:
        voice.out()
        codes.append(emit(project, markets, out, require, False, "text", voice))
    return max(codes)
