"""Findings that a person has looked at and lets stand, each with a reason: one line a finding, mergeable.

A dismissal is tied to the finding's fingerprint, so it lapses when the source or the target changes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from locakit.fingerprint import fingerprint
from locakit.ledger import escape, unescape
from locakit.model import Finding

HEADER = "#locakit-dismissed 1"


@dataclass(frozen=True, slots=True, order=True)
class Dismissal:
    """One finding that is let stand."""

    market: str
    resource: str
    """The target file's path, for who reads the list."""
    key: str
    rule: str
    mark: str
    """The finding's fingerprint."""
    by: str = ""
    at: str = ""
    """UTC, ISO 8601, seconds."""
    reason: str = ""


_COLUMNS = tuple(f.name for f in fields(Dismissal))


def parse(text: str, header: str = HEADER) -> tuple[list[Dismissal], list[int]]:
    """The dismissals of a file, and the numbers of the lines that are none: damaged, or of a later version."""
    out: list[Dismissal] = []
    wrong: list[int] = []
    for number, line in enumerate(text.split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if len(cells) == len(_COLUMNS):
            out.append(Dismissal(*map(unescape, cells)))
        elif line.strip() and line.rstrip("\r") != header:
            wrong.append(number)
    return out, wrong


def render(dismissals: Iterable[Dismissal], header: str = HEADER) -> str:
    """The file's text: sorted, one line for each finding; of two for one the later stands."""
    by_place = {(d.market, d.mark): d for d in sorted(dismissals, key=lambda d: d.at)}
    lines = ("\t".join(escape(getattr(d, name)) for name in _COLUMNS) for d in sorted(by_place.values()))
    return "\n".join([header, *lines, ""])


def of(finding: Finding, by: str, at: str, reason: str) -> Dismissal:
    """The dismissal of a finding."""
    return Dismissal(
        finding.market, finding.resource, finding.key, finding.rule, fingerprint(finding), by, at, reason
    )  # fmt: skip


class Dismissed:
    """What is let stand in a project."""

    def __init__(self, dismissals: Iterable[Dismissal], wrong: Sequence[int] = ()) -> None:
        self.all = list(dismissals)
        self.wrong = wrong
        """Numbers of the lines that could not be read."""
        self._rules = {d.rule for d in self.all}
        self._marks: dict[tuple[str, str], list[Dismissal]] = {}
        for one in self.all:
            self._marks.setdefault((one.market, one.mark), []).append(one)

    def of(self, finding: Finding) -> list[Dismissal]:
        """Those who have let the finding stand, as long as neither text has changed since."""
        return self._marks.get((finding.market, fingerprint(finding)), []) if finding.rule in self._rules else []

    def holds(self, finding: Finding) -> bool:
        """True where the finding was dismissed, and neither text has changed since."""
        return bool(self.of(finding))

    def without(self, findings: list[Finding]) -> list[Finding]:
        """The findings that nobody has dismissed."""
        return [f for f in findings if not self.holds(f)] if self._marks else findings
