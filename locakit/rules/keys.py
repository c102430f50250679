"""Faults of keys, which the plan knows: missing, stale, obsolete, duplicate."""

from __future__ import annotations

from locakit.model import Finding, Unit
from locakit.rules._kit import Stated

MISSING = Stated(
    "keys.missing", "warning", "accuracy",
    """A message of the source has no target in this market.

Why: the reader gets another language there. It is a warning because work that is due is not broken; a release asks
for a state with ``--require``.

Source: MQM 2, accuracy: omission; compare-locales, missing entity.""",
    bad="en.json has cart.total, fr.json has not",
    good="both files have cart.total",
)  # fmt: skip

STALE = Stated(
    "keys.stale", "warning", "accuracy",
    """The source changed after a person wrote or approved the target.

Why: the target says what the source said before. It is a person's text, so it is not replaced: a proposal waits
beside it.

Source: MQM 2, accuracy: mistranslation; gettext's ``fuzzy`` state.""",
    bad="source \"Delete file\" became \"Delete folder\"; target still says \"Excluir arquivo\"",
    good="the target was approved for the source as it is now",
)  # fmt: skip

OBSOLETE = Stated(
    "keys.obsolete", "info", "integrity",
    """The target file has a message that the source no longer has.

Why: nobody will see it; it costs room and the time of the people who search the file.

Source: compare-locales, obsolete entity.""",
    bad="fr.json has cart.old, en.json has not",
    good="both files have the same keys",
)  # fmt: skip

DUPLICATE = Stated(
    "keys.duplicate", "error", "integrity",
    """One key stands twice in a file.

Why: programs take the last or refuse the file; the other text is lost without a word.

Source: RFC 8259, 4 (JSON names should be unique); GNU gettext manual, "Invoking msgfmt" (duplicate message).""",
    bad='{"save": "Salvar", "save": "Gravar"}',
    good='{"save": "Salvar"}',
)  # fmt: skip


UNREADABLE = Stated(
    "keys.unreadable", "error", "integrity",
    """A file, or a part of it, cannot be read.

Why: none of the texts in that part reach the reader, and nothing is known of them.

Source: the format's own standard (RFC 8259 for JSON, YAML 1.2, GNU gettext manual for PO).""",
    bad='{"save": "Salvar" "open": "Abrir"}',
    good='{"save": "Salvar", "open": "Abrir"}',
)  # fmt: skip


def missing(unit: Unit) -> Finding:
    """The target of ``unit`` is not there."""
    return MISSING.of(unit, "no translation yet")


def stale(unit: Unit, why: str = "") -> Finding:
    """A person's target whose source changed; ``why`` says what is known of the change."""
    return STALE.of(unit, "the source changed after this was translated" + (f": {why}" if why else ""))


def obsolete(unit: Unit) -> Finding:
    """A target without a source."""
    return OBSOLETE.of(unit, "the source no longer has this key")


def duplicate(unit: Unit) -> Finding:
    """A key that stands more than once in the unit's file; the text is the one that counts."""
    return DUPLICATE.of(unit, "this key stands more than once in the file")
