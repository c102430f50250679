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
    from locakit.shell.sitemap import Written
    from locakit.shell.workspace import Workspace


def emit(
    project: str, markets: Sequence[str] | None, out: str, require: str, omit: bool, format: str, voice: Voice,
    sitemap: str = "", manifest: str = "",
) -> int:  # fmt: skip
    """``locakit emit``."""
    from locakit.cli.work import faults
    from locakit.shell import sitemap as sitemaps
    from locakit.shell.release import manifest as write_manifest
    from locakit.shell.release import refuse_own_files, release
    from locakit.shell.settling import settle
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    state = _state(require, space)
    wanted, folder = space.markets(markets), Path(out).resolve()
    if sitemap:
        sitemaps.refuse(space, wanted, sitemap)
    refuse_own_files(space, wanted, folder, sitemap, manifest)
    for market in space.project.markets:
        # The time of this run is no fact about words that the ledger has not seen yet.
        settle(space, market, at="")
    made = release(space, wanted, state, folder, omit=omit)
    if manifest:
        write_manifest(space, made, state, folder, manifest)
    found = sitemaps.write(space, made, sitemap, folder) if sitemap else None
    if format == "json":
        told = {"sitemap": _sitemap_json(found)} if found else {}
        voice.json({"version": 1, "require": state, "markets": {r.market: _as_json(r) for r in made}, **told})
    else:
        _report(made, state, out, voice)
        if found:
            _report_sitemap(found, voice)
    return faults(space, voice) or int(any(r.below or r.lost for r in made))


def _state(require: str, space: Workspace) -> State:
    wanted = require or space.project.policy.require
    choice("--require" if require else "policy.require", wanted, STATES[1:])
    return cast(State, wanted)


def _as_json(made: Released) -> dict[str, object]:
    below = [{"resource": path, "key": key} for path, key in made.below]
    lost = [{"resource": path, "key": key} for path, key in made.lost]
    unreviewed = [
        {"resource": line.resource, "key": line.key, "origin": line.origin} for line in made.lines if line.unreviewed
    ]
    return {
        "files": made.files, "units": made.units, "below": below, "left_out": made.left_out,
        "stand_ins": made.borrowed, "unwritable": lost, "machine_unreviewed": unreviewed,
    }  # fmt: skip


def _sitemap_json(written: Written) -> dict[str, object]:
    left = [{"market": market, "resource": path} for market, path in written.left_out]
    return {"files": written.files, "pages": written.pages, "left_out": left, "alike": written.alike}


def _report_sitemap(written: Written, voice: Voice) -> None:
    left = some(len(written.left_out), "page falls", "pages fall")
    told = f", {left} short and {'is' if len(written.left_out) == 1 else 'are'} left out" if written.left_out else ""
    voice.out(f"  {written.files[0] if written.files else 'no sitemap'}   {some(written.pages, 'page')}{told}")
    for market, other in written.alike.items():
        voice.out(f"  {market}   search engines cannot tell it from {other}, whose pages stand for it in the sitemap")
    if voice.verbose:
        for market, path in written.left_out:
            voice.out(f"      {market}  {content(path)}")


def _report(made: Sequence[Released], state: State, out: str, voice: Voice) -> None:
    for one in made:
        reached = f"{one.units - len(one.below)} of {one.units} units {state} or better"
        voice.out(f"  {one.market}   {some(len(one.files), 'file')} in {out}, {reached}")
        for path, key in one.lost:
            voice.out(
                f"  {'':<{len(one.market)}}   {content(path)}  {content(key)}: the file cannot hold this text; it stays"
            )
        _report_machine(one, voice)
        if one.below:
            fell = some(len(one.below), "unit falls", "units fall")
            voice.out(f"  {'':<{len(one.market)}}   {fell} short, {_instead(one)}")
            if voice.verbose:
                for path, key in one.below:
                    voice.out(f"      {content(path)}  {content(key)}")


def _instead(one: Released) -> str:
    """What is in place of the units that fell short."""
    told = [f"{one.left_out} left out"] if one.left_out else []
    stand_ins = ", ".join(f"{count} from {where}" for where, count in sorted(one.borrowed.items()))
    return ", ".join([*told, *([f"stand-ins: {stand_ins}"] if stand_ins else [])])


def _report_machine(one: Released, voice: Voice) -> None:
    """Which units must be called machine translation where a law or a platform asks for it."""
    found = [line for line in one.lines if line.unreviewed]
    machine = sum(line.origin == "machine" for line in found)
    told = [f"{machine:,} of machine translation"] if machine else []
    told += [f"{len(found) - machine:,} from the memory"] if machine < len(found) else []
    if found:
        voice.out(f"  {'':<{len(one.market)}}   nobody has reviewed {some(len(found), 'unit')}: {', '.join(told)}")
    for line in found if voice.verbose else ():
        voice.out(f"      {content(line.resource)}  {content(line.key)}")


def run(project: str, markets: Sequence[str] | None, out: str, require: str, voice: Voice) -> int:
    """``locakit run``: pull, translate, check and emit; the worst exit code of the three, a failure before findings."""
    from locakit.cli import checking, pulling, summing, work
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
    voice.out()
    space = open_workspace(project)
    summing.summary(space, space.markets(markets), voice)
    return max(codes)
