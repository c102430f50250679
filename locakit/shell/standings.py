"""What people have let stand in a project, one by one, and what each is worth today."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Literal

from locakit.check.dismissed import Dismissal, Dismissed
from locakit.fingerprint import fingerprint
from locakit.model import Finding
from locakit.shell.approvals import counts, rule_roles
from locakit.shell.checker import check_markets
from locakit.shell.desk import Office

Standing = Literal["holds", "lapsed", "not-approved"]
"""``lapsed``: what was let stand is no longer found; ``not-approved``: who signed may not."""


def standing(
    office: Office, dismissals: Iterable[Dismissal], findings: Iterable[Finding]
) -> list[tuple[Dismissal, Standing, Sequence[str]]]:
    """Each dismissal, what it is worth today, and the roles that its rule asks for.

    ``findings`` are all that the project has, those that were let stand included.
    """
    there = {(f.market, fingerprint(f)) for f in findings}
    out: list[tuple[Dismissal, Standing, Sequence[str]]] = []
    for one in dismissals:
        known = one.market in office.space.project.markets
        asked = rule_roles(office, one.market).get(one.rule, ()) if known else ()
        state: Standing = "holds" if (one.market, one.mark) in there else "lapsed"
        if state == "holds" and asked and not counts(office, one, asked):
            state = "not-approved"
        out.append((one, state, asked))
    return out


def unsilenced(office: Office) -> list[Finding]:
    """All findings of the project, those that were let stand included; its list of dismissals is not looked at."""
    space = office.space
    kept = space.state.dismissed
    space.state.dismissed = Dismissed([])
    try:
        return check_markets(space, lambda: office, space.markets(None)).findings
    finally:
        space.state.dismissed = kept
