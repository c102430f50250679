"""Findings counted by rule and market, and the scores that they come to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from locakit import check
from locakit.insight import Found, Score
from locakit.model import SEVERITIES, Finding


def found(findings: Iterable[Finding]) -> tuple[Found, ...]:
    """The worst and the most frequent rules first, each by market."""
    times = Counter((f.rule, f.severity, f.market) for f in findings)
    whole: Counter[tuple[str, str]] = Counter()
    for (rule, severity, _), number in times.items():
        whole[rule, severity] += number
    rows = [Found(rule, severity, market, n) for (rule, severity, market), n in times.items()]

    def order(f: Found) -> tuple[int, int, str, int, str]:
        return SEVERITIES.index(f.severity), -whole[f.rule, f.severity], f.rule, -f.findings, f.market

    return tuple(sorted(rows, key=order))


def scores(tally: check.Tally, findings: Sequence[Finding]) -> tuple[Score, ...]:
    """The score of each market that was looked at, as ``check`` gives it."""
    given = check.summary(tally, findings)["mqm"]
    levels = Counter((f.market, f.severity) for f in findings)
    markets = given if isinstance(given, dict) else {}
    return tuple(
        Score(m, float(mqm), levels[m, "error"], levels[m, "warning"], levels[m, "info"], tally.words.get(m, 0))
        for m, mqm in markets.items()
    )


def spread(count: int, most: int) -> list[int]:
    """At most ``most`` places out of ``count``: every one, second, fourth, eighth … from the first on, and the last.

    One more to choose from changes little: the places of yesterday are, but for the last, places of today.
    """
    if most < 1 or count < 1:
        return []
    stride = 1
    while len(range(0, count - 1, stride)) > most - 1 > 0:
        stride *= 2
    return [*(range(0, count - 1, stride) if most > 1 else ()), count - 1]
