"""The one order in which every report lists findings, and which of them it says in one breath."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from locakit.model import SEVERITIES, Finding

_FOLDED = ("keys.missing", "keys.obsolete")
FEW = 3
"""So many missing keys of one file are still told one by one."""


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By file, place, key, form and rule, so that the same faults always give the same bytes."""
    return sorted(findings, key=_place)


def _place(f: Finding) -> tuple[object, ...]:
    return f.resource, f.line, f.column, f.key, f.market, f.form, f.span, f.rule, f.message


def together(findings: Sequence[Finding], few: int = FEW) -> list[list[Finding]]:
    """Each finding alone, but more than ``few`` of one file that only say that a key is missing or left over together.

    With ``few`` 1 nothing is put together.
    """
    kinds = Counter((f.resource, f.market, f.rule) for f in findings if f.rule in _FOLDED)
    folded: dict[tuple[str, str, str], list[Finding]] = {}
    out: list[list[Finding]] = []
    for f in findings:
        kind = (f.resource, f.market, f.rule)
        if kinds[kind] <= few or few == 1:
            out.append([f])
        elif kind in folded:
            folded[kind].append(f)
        else:
            folded[kind] = [f]
            out.append(folded[kind])
    return out


def placed_first(groups: Iterable[list[Finding]]) -> list[list[Finding]]:
    """Those with a line first: where only some are shown, what is missing does not hide what is wrong."""
    return sorted(groups, key=lambda group: not group[0].line)


def counted(findings: Sequence[Finding]) -> list[str]:
    """``2 errors``, ``1 warning``: what there is of each severity, the worst first."""
    levels = Counter(f.severity for f in findings)
    return [many(levels[s], s) for s in SEVERITIES if levels[s]]


def units(summary: Mapping[str, object]) -> str:
    """How many units were looked at."""
    number = summary.get("units", 0)
    return many(number if isinstance(number, int) else 0, "unit")


def many(number: int, word: str) -> str:
    """``1 error``, ``2 errors``, ``2 info``."""
    return f"{number} {word}{'' if number == 1 or word == 'info' else 's'}"
