"""The one order in which every report lists findings."""

from __future__ import annotations

from collections.abc import Iterable

from locakit.model import Finding


def ordered(findings: Iterable[Finding]) -> list[Finding]:
    """By file, place, key, form and rule, so that the same faults always give the same bytes."""
    return sorted(findings, key=_place)


def _place(f: Finding) -> tuple[object, ...]:
    return f.resource, f.line, f.column, f.key, f.market, f.form, f.span, f.rule, f.message
