"""Findings as JSON, stable within a major version."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from locakit.fingerprint import fingerprint
from locakit.model import Finding
from locakit.reports._order import ordered
from locakit.reports._text import dumped

_COUNTS = ("units", "errors", "warnings", "infos")
_SILENCED = ("dismissed", "approved")
"""Counted by a check of a project, which knows what people let stand."""


class Json:
    """``locakit check --format json``: one object, findings sorted, one newline at the end."""

    name = "json"

    def render(self, findings: Sequence[Finding], summary: Mapping[str, object]) -> str:
        """The report; ``summary`` may hold ``project``, the counts and ``mqm``; counts that it lacks are 0."""
        whole = {
            "version": 1,
            "project": summary.get("project", ""),
            "summary": {
                **{k: summary.get(k, 0) for k in _COUNTS},
                "mqm": summary.get("mqm", {}),
                **{k: summary[k] for k in _SILENCED if k in summary},
            },
            "findings": [_entry(f) for f in ordered(findings)],
        }
        return dumped(whole, indent=2, lone=True) + "\n"


def _entry(f: Finding) -> dict[str, object]:
    return {
        "rule": f.rule, "severity": f.severity, "category": f.category, "market": f.market,
        "resource": f.resource, "key": f.key, "line": f.line, "column": f.column, "span": list(f.span),
        "source": f.source, "target": f.target, "message": f.message,
        "fix": f.fix.text if f.fix else None, "fingerprint": fingerprint(f),
    }  # fmt: skip
