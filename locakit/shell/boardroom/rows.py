"""A unit as a row of the list."""

from __future__ import annotations

from locakit.changes import flat
from locakit.model import SEVERITIES
from locakit.queue import Row
from locakit.shell.verdicts import Case

_SEARCHED = 10_000
"""Characters of each text that a search looks at."""


def row_of(id: int, case: Case, talk: int) -> Row:
    """The row; ``talk`` is the number of comments on the unit, which must be read before anything is called clean."""
    record = case.record
    source, target = flat(case.source.forms)[:_SEARCHED], flat(case.target)[:_SEARCHED]
    worst = {f.severity for f in case.findings}
    return Row(
        id, case.market, case.pair.target(case.market), case.source.key, record.state if record else "initial",
        record.origin if record else "", next((s for s in SEVERITIES if s in worst), ""),
        case.waits, case.waits and case.clean and not talk, case.stale, case.proposal is not None, talk,
        source[:200], target[:200], f"{case.source.key}\n{source}\n{target}".casefold(),
    )  # fmt: skip
