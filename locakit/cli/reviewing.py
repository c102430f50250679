"""review in the terminal: one unit at a time, approve, edit, reject or skip; the board is ``boarding``."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from locakit.cli.history import inline
from locakit.cli.say import Voice, content, some
from locakit.errors import UsageError
from locakit.model import Forms

if TYPE_CHECKING:
    from locakit.shell.desk import Office
    from locakit.shell.verdicts import Case
    from locakit.shell.workspace import Workspace

_KEYS = "[a]pprove  [e]dit  [r]eject  [s]kip  [q]uit"
_KEYS_PROPOSAL = "[p] take the proposal  [a] keep what stands  [e]dit  [r] drop the proposal  [s]kip  [q]uit"


@dataclass(frozen=True, slots=True)
class Choice:
    """What is reviewed, to what state, by whom."""

    markets: Sequence[str] | None
    resource: str
    key: str
    state: Literal["reviewed", "final"]
    by: str


def reviewer(space: Workspace, choice: Choice) -> str:
    """Who decides. Raises UsageError where neither ``--as`` nor git says."""
    from locakit.shell import git

    by = choice.by or git.user(space.root)
    if not by:
        raise UsageError("who decides?", hint='locakit review --as "Your Name <you@example.org>"')
    return by


def review(project: str, choice: Choice, approve: bool, voice: Voice) -> int:
    """``locakit review --terminal``."""
    from locakit.shell.desk import open_office
    from locakit.shell.verdicts import cases
    from locakit.shell.workspace import open_workspace

    space = open_workspace(project)
    by = reviewer(space, choice)
    with open_office(space, write=True) as office:
        waiting = cases(space, office, space.markets(choice.markets), choice.resource, choice.key)
        if approve:
            return _approve_clean(space, office, waiting, choice, by, voice)
        if not waiting:
            voice.out("Nothing waits for review.")
        else:
            _one_by_one(space, office, waiting, choice, by, voice)
        for fault in space.broken:
            voice.note(fault.render())
        return 1 if space.broken else 0


def _approve_clean(
    space: Workspace, office: Office, waiting: Sequence[Case], choice: Choice, by: str, voice: Voice
) -> int:
    from locakit.shell.native import follow
    from locakit.shell.store import save_ledger
    from locakit.shell.verdicts import decide

    clean = [c for c in waiting if c.clean]
    with office.lessons():
        for case in clean:
            decide(space, office, case, case.target, choice.state, by, save=False)
    for market in {case.market for case in clean}:
        follow(space, market)
        save_ledger(space, market)
    rest = len(waiting) - len(clean)
    voice.out(f"{some(len(clean), 'unit')} approved as {choice.state} by {by}; {rest} wait for a look of their own")
    return 0


def _one_by_one(
    space: Workspace, office: Office, waiting: Sequence[Case], choice: Choice, by: str, voice: Voice
) -> int:
    done = 0
    for number, case in enumerate(waiting, 1):
        _show(case, f"{number}/{len(waiting)}", voice)
        while True:
            answer = _ask(case)
            if answer == "q":
                voice.out(f"\n{done} decided, {len(waiting) - number + 1} still wait")
                return 0
            if answer == "s":
                break
            if _act(space, office, case, answer, choice, by, voice):
                done += 1
                break
    voice.out(f"\n{done} decided, {len(waiting) - done} still wait")
    return 0


def _show(case: Case, place: str, voice: Voice) -> None:
    from locakit.changes import flat
    from locakit.ledger import told

    record = case.record
    origin = f"{record.origin} {told(record.engine)}".strip() if record else "no target yet"
    voice.out()
    named = (content(case.pair.target(case.market)), content(case.source.key))
    voice.out(voice.paint("  ".join((place, case.market, *named)), "bold"))
    voice.out(f"  {origin}" + (f", {record.state}" if record else "") + (", stale" if case.stale else ""))
    for label, text in (("note", case.source.note), ("context", case.source.context)):
        if text:
            voice.out(f"  {label:<9}{content(text)}")
    _forms("source", case.source.forms, voice)
    _forms("target", case.target, voice)
    if case.proposal:
        voice.out(f"  proposal ({told(case.proposal.engine)})")
        voice.out(f"           {inline(flat(case.target), flat(case.proposal.forms), voice, case.market)}")
    if record and record.note:
        voice.out(f"  look at: {record.note.replace(',', ', ')}")
    for finding in case.findings:
        voice.out(f"  {voice.paint(finding.severity, 'yellow')}  {finding.rule}  {content(finding.message)}")


def _forms(label: str, forms: Forms, voice: Voice) -> None:
    for name, text in forms.items():
        tag = label if set(forms) == {"other"} else f"{label} {name}"
        voice.out(f"  {tag:<8} {content(text)}")


def _ask(case: Case) -> str:
    keys = _KEYS_PROPOSAL if case.proposal else _KEYS
    allowed = "aersq" + ("p" if case.proposal else "")
    while True:
        try:
            answer = input(f"  {keys} > ").strip().lower()[:1]
        except EOFError:
            return "q"
        if answer and answer in allowed:
            return answer


def _act(space: Workspace, office: Office, case: Case, answer: str, choice: Choice, by: str, voice: Voice) -> bool:
    """Carry out an answer; False where the unit is to be asked again."""
    from locakit.shell.verdicts import decide

    text: Forms = case.target
    if answer == "p" and case.proposal:
        text = case.proposal.forms
    elif answer == "e":
        edited = _edit(case)
        if edited is None:
            return False
        text = edited
    elif answer == "a" and not case.target:
        voice.out("  there is no target to approve: take the proposal, edit or skip")
        return False
    broken = decide(space, office, case, text, "initial" if answer == "r" else choice.state, by)
    for finding in broken:
        voice.out(f"  not written: {finding.rule}  {content(finding.message)}")
    return not broken


def _edit(case: Case) -> dict[str, str] | None:
    """The forms as the person leaves them in the editor; None where nothing was changed or all was emptied."""
    start = case.target or (case.proposal.forms if case.proposal else dict.fromkeys(case.source.forms, ""))
    out: dict[str, str] = {}
    for name, text in start.items():
        edited = _editor(text, name if len(start) > 1 else "")
        if edited is None:
            return None
        out[name] = edited
    return out if any(out.values()) else None


def _editor(text: str, form: str) -> str | None:
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not editor:
        label = f"  {form}: " if form else "  new text: "
        try:
            line = input(f"{label}(empty keeps) ")
        except EOFError:
            return None
        return line.replace("\\n", "\n") if line else text
    with tempfile.TemporaryDirectory(prefix="locakit-") as folder:
        path = Path(folder) / f"target{'-' + form if form else ''}.txt"
        path.write_text(text, encoding="utf-8", newline="")
        if subprocess.run([*shlex.split(editor), str(path)], check=False).returncode:
            print(f"  {editor} failed; nothing was changed", file=sys.stderr)
            return None
        edited = path.read_text(encoding="utf-8")
    return edited if text.endswith("\n") else edited.removesuffix("\n")
