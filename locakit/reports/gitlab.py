"""Findings as GitLab's Code Quality report, which a merge request shows beside its lines."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from hashlib import blake2b

from locakit.fingerprint import fingerprint
from locakit.model import Finding
from locakit.reports._order import ordered
from locakit.reports._place import within
from locakit.reports._text import brief, rows

_LEVELS = {"error": "critical", "warning": "minor", "info": "info"}


class GitLab:
    """``locakit check --format gitlab``: a JSON array for ``artifacts:reports:codequality``."""

    name = "gitlab"

    def __init__(self, *, prefix: str = "") -> None:
        self._prefix = prefix

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; nothing of ``summary`` goes into it, for the format has no place for it."""
        times: Counter[str] = Counter()
        return rows(self._entry(f, times) for f in ordered(findings)) + "\n"

    def _entry(self, f: Finding, times: Counter[str]) -> dict[str, object]:
        path = within(self._prefix, f.resource)
        name = "\0".join((fingerprint(f), path, f.market, f.form))
        times[name] += 1
        told = "".join((f" · {f.key}" if f.key else "", f" [{f.market}]" if f.market else ""))
        return {
            "description": brief(f.message, 1000) + brief(told),
            "check_name": f.rule,
            "fingerprint": _digest(f"{name}\0{times[name]}"),
            "severity": _LEVELS[f.severity],
            "location": {"path": path, "lines": {"begin": max(f.line, 1)}},
        }


def _digest(text: str) -> str:
    """GitLab shows only the first of those that have one name, so the name also tells places apart."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
