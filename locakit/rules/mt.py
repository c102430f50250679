"""What machine translation could not do safely."""

from __future__ import annotations

from locakit.model import Finding, Unit
from locakit.rules._page import Stated

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


UNWRITABLE = Stated(
    "mt.unwritable", "warning", "integrity",
    """A text was not written, because the file would not have read back as it was meant.

Why: the target file has another structure at this place than the source (a text where the source has a group), or its
format cannot hold the text. The rest of the file is written.

Source: locakit reads every file back before it replaces the old one.""",
    bad='{"a": {"t": "Hello"}} in en.json, {"a": "Olá"} in pt-BR.json: there is no place for a.t',
    good="both files have the same groups",
)  # fmt: skip


def unwritable(resource: str, key: str, market: str) -> Finding:
    """The target file has no place for ``key``, or its format cannot hold the text."""
    unit = Unit(resource, key, {}, {}, market)
    return UNWRITABLE.of(unit, "the file has another structure here than the source, or cannot hold this text")
