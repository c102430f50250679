"""What one file in one market came to."""

from __future__ import annotations

from dataclasses import dataclass, field

from locakit.model import Finding


@dataclass(slots=True)
class Part:
    """What one file in one market came to."""

    findings: list[Finding] = field(default_factory=list)
    """With line and column, where the file has their place."""
    units: int = 0
    words: int = 0
    """Of the source."""
    dismissed: int = 0
    """Findings that a person has let stand."""
    approved: int = 0
    """Those of them whose rule says who may."""
