"""review export and review import, as the terminal shows them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from locakit.cli.options import choice
from locakit.cli.reviewing import Choice, reviewer
from locakit.cli.say import Voice, clip, content, some, table
from locakit.errors import UsageError
from locakit.model import STATES, State

if TYPE_CHECKING:
    from locakit.shell.vendors import Sent, Taken
    from locakit.shell.workspace import Workspace

_SHOWN = 20
"""Refused rows that are listed; ``--verbose`` and JSON list them all."""


@dataclass(frozen=True, slots=True)
class Out:
    """What is exported, and where to."""

    markets: Sequence[str] | None
    resource: str
    key: str
    states: Sequence[str]
    kind: str
    to: str
    """A file for one market, or a folder."""


def export(project: str, asked: Out, voice: Voice) -> int:
    """``locakit review export``."""
    from locakit.shell import _atomic, vendors
    from locakit.shell.desk import open_office
    from locakit.shell.ownfiles import Guard
    from locakit.shell.workspace import open_workspace

    kind = asked.kind or _kind_of(asked.to)
    choice("--format", kind, tuple(vendors.KINDS))
    for state in asked.states:
        choice("--state", state, STATES)
    space = open_workspace(project)
    markets = space.markets(asked.markets)
    targets = _targets(asked, markets, vendors.KINDS[kind])
    guard = Guard(space)
    for path in targets.values():
        guard.refuse("--to", path)
    wish = vendors.Wish(asked.resource, asked.key, asked.states or ("initial", "translated"))
    with open_office(space) as office:
        for market, path in targets.items():
            sent = vendors.export(space, office, market, kind, wish)
            if sent.units:
                path.parent.mkdir(parents=True, exist_ok=True)
                _atomic.save(path, sent.data)
            _tell_sent(sent, path, voice)
    return 0


def _kind_of(to: str) -> str:
    """What a file's name asks for; a workbook where it is a folder."""
    from locakit.shell import vendors

    suffix = Path(to).suffix.lower()
    return next((kind for kind, own in vendors.KINDS.items() if own == suffix), "xlsx")


def _targets(asked: Out, markets: Sequence[str], suffix: str) -> dict[str, Path]:
    """Market to its file; raises UsageError where several markets would share one."""
    to = Path(asked.to)
    if to.suffix and to.suffix.lower() != suffix and not to.is_dir():
        raise UsageError(
            f"{to}: such a file ends in {suffix}", hint=f"--to {to.stem}{suffix}, or a folder: --to vendor/"
        )
    if to.suffix.lower() != suffix:
        return {market: to / f"{market}{suffix}" for market in markets}
    if len(markets) > 1:
        raise UsageError(f"{to} can hold one market", hint=f"--market {markets[0]}, or a folder: --to vendor/")
    return {markets[0]: to}


def _tell_sent(sent: Sent, path: Path, voice: Voice) -> None:
    if sent.units:
        voice.out(f"{sent.market}  {some(sent.units, 'unit')} → {path}")
    else:
        voice.out(f"{sent.market}  nothing to send")
    for resource, key, why in sent.left:
        voice.note(f"  left out: {resource}  {key}  {why}")


@dataclass(frozen=True, slots=True)
class In:
    """What is imported, and how."""

    file: str
    market: str
    state: str
    """What changed texts count as."""
    by: str
    dry: bool
    strict: bool
    format: str


def take(project: str, asked: In, voice: Voice) -> int:
    """``locakit review import``: 1 where rows are refused."""
    from locakit.shell import vendors
    from locakit.shell.desk import open_office
    from locakit.shell.workspace import open_workspace

    choice("--format", asked.format, ("text", "json"))
    choice("--state", asked.state, STATES[1:])
    least: State = next(s for s in STATES if s == asked.state)
    space = open_workspace(project)
    by = reviewer(space, Choice(None, "", "", "reviewed", asked.by))
    market = _market(space, asked)
    answers = vendors.load(asked.file, market)
    with open_office(space, write=not asked.dry) as office:
        taken = vendors.look(space, office, market, answers, least, by)
        stopped = asked.strict and bool(taken.refused)
        if not asked.dry and not stopped:
            vendors.apply(space, office, taken, by)
    (_as_json if asked.format == "json" else _as_text)(taken, asked, stopped, voice)
    return 1 if taken.refused else 0


def _market(space: Workspace, asked: In) -> str:
    """The market that is named, else the one that the file's name ends in."""
    if asked.market:
        return space.markets([asked.market])[0]
    named = [m for m in space.project.markets if Path(asked.file).stem.endswith(m)]
    if not named and len(space.project.markets) > 1:
        raise UsageError(f"{asked.file}: which market is it for?", hint="--market pt-BR")
    return max(named, key=len) if named else space.project.markets[0]


def _as_json(taken: Taken, asked: In, stopped: bool, voice: Voice) -> None:
    voice.json({
        "version": 1, "market": taken.market, "applied": not asked.dry and not stopped, "same": taken.same,
        "units": [
            {"resource": case.pair.source, "key": case.source.key, "state": one.state, "changed": one.changed,
             "target_before": dict(case.target), "target_after": dict(one.forms), "comment": one.comment}
            for case, one in taken.good
        ],
        "refused": [
            {"where": r.answer.where, "ref": r.answer.ref, "key": r.key, "reason": r.reason, "target": r.answer.target,
             "comment": r.answer.comment}
            for r in taken.refused
        ],
        "written": taken.written, "comments": len(taken.remarks),
    })  # fmt: skip


def _as_text(taken: Taken, asked: In, stopped: bool, voice: Voice) -> None:
    if asked.dry or voice.verbose:
        rows = [[clip(case.source.key, 40), one.state if one.state != "initial" else "rejected",
                 "new text" if one.changed else "as it is", clip(json.dumps(dict(one.forms), ensure_ascii=False), 60)]
                for case, one in taken.good]  # fmt: skip
        for line in table(rows):
            voice.out(f"  {line}")
    refused = taken.refused if voice.verbose else taken.refused[:_SHOWN]
    for row in refused:
        named = f"  {content(row.key)}" if row.key else ""
        voice.out(f"  {voice.paint('refused', 'red')}  {content(row.answer.where)}{named}  {content(row.reason)}")
    if len(refused) < len(taken.refused):
        voice.out(f"  and {len(taken.refused) - len(refused)} more: --verbose lists them")
    done = "would be taken" if asked.dry else "not taken: --strict" if stopped else "taken"
    told = [f"{some(len(taken.good), 'unit')} {done}", f"{some(taken.same, 'row')} as they were"]
    told += [f"{some(len(taken.refused), 'row')} refused"] if taken.refused else []
    told += [some(len(taken.remarks), "remark")] if taken.remarks else []
    voice.out(f"{taken.market}  {', '.join(told)}")
    for path, count in taken.written.items():
        voice.out(f"  {path} +{count}")
