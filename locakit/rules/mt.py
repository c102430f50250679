"""What machine translation could not do safely."""

from __future__ import annotations

from locakit.model import Finding, Unit
from locakit.rules._kit import Stated

UNPROTECTED = Stated(
    "mt.unprotected", "warning", "integrity",
    """No engine gave a target with every placeable intact, so nothing was written.

Why: a target that lost a placeholder or a tag would break the program; an untranslated one does not.

Source: MQM 2, integrity.""",
    bad='"Hello {name}" came back as "Olá" from every engine and every way of masking',
    good='"Hello {name}" came back as "Olá, {name}"',
)  # fmt: skip


def unprotected(unit: Unit, reason: str) -> Finding:
    """The engines' answers for ``unit`` were all refused; ``reason`` says why the last one was."""
    return UNPROTECTED.of(unit, f"not translated: {reason}")
