"""The report at the end of ``locakit run``: for each market what was found, by what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from locakit.cli.say import Voice, table
from locakit.model import Finding

if TYPE_CHECKING:
    from locakit.shell.workspace import Workspace

_FAMILIES = {"channel": "budget", "length": "budget", "links": "links", "urls": "links", "terms": "terms"}
"""By the part of a rule's id before its dot."""
_KINDS = {
    "register": "register", "disclosure": "disclosure", "claim": "claims", "keyword": "keywords", "term": "terms",
    "parity": "links",
}  # fmt: skip
"""By the kind of a market's rule."""
_TOPICS = ("integrity", "budget", "register", "disclosure", "claims", "keywords", "links", "terms", "other")


def summary(space: Workspace, markets: Sequence[str], voice: Voice) -> None:
    """A row for each market; topics that nothing was found of have no column.

    The findings are those that ``check`` has just remembered, so nothing is looked at again.
    """
    from locakit.shell.checker import check_markets
    from locakit.shell.desk import open_office
    from locakit.shell.findings import Cache

    with open_office(space) as office:
        found = check_markets(space, lambda: office, markets, cache=Cache(space))
        kinds = {m: {rule.id: rule.kind for rule in office.market(m).rules} for m in markets}
    counts = {m: Counter(topic(f, kinds[m]) for f in found.findings if f.market == m) for m in markets}
    levels = {m: Counter(f.severity for f in found.findings if f.market == m) for m in markets}
    shown = [t for t in _TOPICS if any(c[t] for c in counts.values())]
    rows = [["", "words", "errors", "warnings", *shown]]
    for m in markets:
        numbers = (
            found.tally.words.get(m, 0),
            levels[m]["error"],
            levels[m]["warning"],
            *(counts[m][t] for t in shown),
        )
        rows.append([m, *(f"{n:,}" if n else "–" for n in numbers)])
    for line in table(rows, frozenset(range(1, len(rows[0])))):
        voice.out(f"  {line}")


def topic(finding: Finding, kinds: Mapping[str, str]) -> str:
    """What a finding is about; ``kinds`` has the kind of each rule of its market."""
    kind = _KINDS.get(kinds.get(finding.rule, ""))
    family = _FAMILIES.get(finding.rule.partition(".")[0])
    return kind or family or ("integrity" if finding.category == "integrity" else "other")
