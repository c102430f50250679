"""dismiss, as the terminal shows it: findings let stand, and the list of them."""

from __future__ import annotations

import fnmatch
from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from locakit.cli import say
from locakit.cli.asked import sound
from locakit.cli.options import choice
from locakit.cli.say import Voice, content, some, table
from locakit.errors import UsageError

if TYPE_CHECKING:
    from locakit.check.dismissed import Dismissal
    from locakit.model import Finding
    from locakit.shell.desk import Office


def dismiss(
    rule: str, key: str, reason: str, markets: Sequence[str] | None, resource: str, by: str | None, project: str
) -> int:  # fmt: skip
    """``locakit dismiss``: the findings that match are let stand until either text changes."""
    from locakit.check import dismissed
    from locakit.shell import disk, git
    from locakit.shell.approvals import roles
    from locakit.shell.checker import check_markets
    from locakit.shell.desk import open_office
    from locakit.shell.state import DISMISSED
    from locakit.shell.workspace import now, open_workspace

    if by is not None and not by.strip():
        raise UsageError("--as is empty", hint='--as "NAME", or without --as git\'s user name')
    if not (rule and key):
        raise UsageError("which finding?", hint="locakit dismiss RULE KEY --reason TEXT, or --list")
    if not reason.strip():
        raise UsageError("--reason is empty", hint="say for the next reader why it may stand")
    space = open_workspace(project)
    if wrong := space.state.dismissed.wrong:
        raise UsageError(f"{DISMISSED}:{wrong[0]} cannot be read; it would be lost", hint="mend or take out the line")
    with open_office(space, write=True) as office:
        sound(space, [rule])
        found = [
            f for f in check_markets(space, lambda: office, space.markets(markets)).findings
            if fnmatch.fnmatchcase(f.rule, rule) and fnmatch.fnmatchcase(f.key, key) and resource in ("", f.resource)
        ]  # fmt: skip
        if not found and (there := _standing(office, rule, key, space.markets(markets), resource)):
            raise UsageError(f"{rule} for {key} is dismissed already: {there.by or 'nobody named'}, {there.at[:10]}")
        if not found:
            raise UsageError(f"there is no finding of {rule} for {key}", hint="locakit check    # lists them")
        who = by.strip() if by else git.user(space.root)
        for one in found:
            _allowed(office, one, who)
        new = [dismissed.of(f, who, now(), reason.strip()) for f in found]
        text = dismissed.render([*space.state.dismissed.all, *new])
        disk.write_text(space.root / DISMISSED, text)
        for f in found:
            said = "approved " if roles(office, f) else "dismissed"
            say.line(f"{said}  {f.market}  {content(f.resource)}  {content(f.key)}  {f.rule}")
    return 0


def _standing(office: Office, rule: str, key: str, markets: Sequence[str], resource: str) -> Dismissal | None:
    """A dismissal that holds today for a finding that matches."""
    from locakit.shell.standings import standing, unsilenced

    known = [
        one for one in office.space.state.dismissed.all
        if one.market in markets and resource in ("", one.resource)
        and fnmatch.fnmatchcase(one.rule, rule) and fnmatch.fnmatchcase(one.key, key)
    ]  # fmt: skip
    rows = standing(office, known, unsilenced(office)) if known else ()
    return next((one for one, state, _ in rows if state == "holds"), None)


def _allowed(office: Office, finding: Finding, who: str) -> None:
    """Raises UsageError where the finding's rule asks for somebody else's word."""
    from locakit.check.approval import entitled, may
    from locakit.shell.approvals import roles

    asked, approvers = roles(office, finding), office.space.project.approvers
    if not asked or may(who, asked, approvers):
        return
    names = entitled(asked, approvers)
    whose = ", ".join(names) or "anybody who gives a name"
    told = f"{finding.rule} is approved by {' or '.join(asked)}: {whose}"
    raise UsageError(f"{told}; not by {who}" if who else told, hint='--as "NAME"    # who approves')


def listing(
    rule: str, key: str, markets: Sequence[str] | None, format: str, project: str, voice: Voice
) -> int:  # fmt: skip
    """``locakit dismiss --list``: who let what stand and why, and whether it still counts."""
    from dataclasses import asdict

    from locakit.shell.desk import open_office
    from locakit.shell.standings import standing, unsilenced
    from locakit.shell.state import DISMISSED
    from locakit.shell.workspace import open_workspace

    choice("--format", format, ("text", "json"))
    space = open_workspace(project)
    wanted = space.markets(markets)
    with open_office(space) as office:
        known = [
            one for one in space.state.dismissed.all
            if (not markets or one.market in wanted)
            and fnmatch.fnmatchcase(one.rule, rule or "*") and fnmatch.fnmatchcase(one.key, key or "*")
        ]  # fmt: skip
        found = standing(office, known, unsilenced(office) if known else ())
    for number in space.state.dismissed.wrong:
        voice.note(f"{DISMISSED}:{number}  this line cannot be read and dismisses nothing")
    if format == "json":
        rows = [{**asdict(one), "standing": state, "approve_with": list(asked)} for one, state, asked in found]
        for row in rows:
            row["fingerprint"] = row.pop("mark")
        voice.json({"version": 1, "dismissals": rows})
        return 0
    rows_ = [
        [state, one.market, one.resource, content(one.key), one.rule, one.by or "-", one.at[:10], content(one.reason)]
        for one, state, _ in found
    ]
    for line in table(rows_):
        voice.out(line)
    counts = Counter(state for _, state, _ in found)
    named = sum(state == "holds" and bool(asked) for _, state, asked in found)
    told = [f"{counts['holds']} hold ({named} approved by name)", f"{counts['lapsed']} lapsed"]
    told += [f"{counts['not-approved']} not by who may"] if counts["not-approved"] else []
    voice.note(f"{some(len(found), 'dismissal')}: {', '.join(told)}")
    return 0
