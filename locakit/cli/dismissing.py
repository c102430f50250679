"""dismiss, as the terminal shows it."""

from __future__ import annotations

import fnmatch
from collections.abc import Sequence

from locakit.cli.asked import sound


def dismiss(
    rule: str, key: str, reason: str, markets: Sequence[str] | None, resource: str, by: str, project: str
) -> int:  # fmt: skip
    """``locakit dismiss``: the findings that match are let stand until either text changes."""
    from locakit.check import dismissed
    from locakit.errors import UsageError
    from locakit.shell import disk, git
    from locakit.shell.checker import check_markets
    from locakit.shell.desk import open_office
    from locakit.shell.state import DISMISSED
    from locakit.shell.workspace import now, open_workspace

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
        if not found:
            raise UsageError(f"there is no finding of {rule} for {key}", hint="locakit check    # lists them")
        who = by or git.user(space.root)
        new = [dismissed.of(f, who, now(), reason.strip()) for f in found]
        text = dismissed.render([*space.state.dismissed.all, *new])
        disk.write_text(space.root / DISMISSED, text)
    for f in found:
        print(f"dismissed  {f.market}  {f.resource}  {f.key}  {f.rule}")
    return 0
