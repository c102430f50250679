"""The name under which one finding is dismissed, cached and compared between runs."""

from __future__ import annotations

from locakit.ledger import digest
from locakit.model import Finding


def fingerprint(finding: Finding) -> str:
    """16 hexadecimal digits of rule, key, source and target: a dismissal lapses when either text changes."""
    return digest({"rule": finding.rule, "key": finding.key, "source": finding.source, "target": finding.target})
