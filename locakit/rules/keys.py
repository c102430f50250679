"""Faults of keys, which the plan knows: missing, stale, obsolete, duplicate."""

from __future__ import annotations

from dataclasses import replace

from locakit.model import Finding, Unit
from locakit.rules._page import Stated

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

UNDEFINED = Stated(
    "keys.undefined", "error", "integrity",
    """The code asks for a message that no source file has.

Why: the reader sees the key itself, an empty place or an error. Where the key is the source text (gettext), the
reader sees it untranslated, so that is a warning; so it is where the call brings a default text, and where a compiler
would refuse a key that is nowhere. It runs only where ``locakit.yaml`` says ``code:``.

Source: i18next documentation, "Missing keys"; Rails guide, "Internationalization API": missing translations.""",
    bad="t('cart.totl') in src/cart.ts; en.json has cart.total only",
    good="t('cart.total') in src/cart.ts; en.json has cart.total",
)  # fmt: skip

UNUSED = Stated(
    "keys.unused", "info", "integrity",
    """A message of the source is used nowhere in the code.

Why: it is translated into every language and nobody sees it. Keys that the code puts together at run time
(``t('errors.' + code)``), that stand in quotes anywhere in the code, or that other messages name count as used. It
runs only where ``locakit.yaml`` says ``code:``.

Source: Android lint, "UnusedResources"; GNU gettext manual, obsolete entries ("Invoking msgmerge").""",
    bad="en.json has cart.old; no code file names it",
    good="en.json has errors.404; src/error.ts says t(`errors.${status}`)",
)  # fmt: skip


def missing(unit: Unit) -> Finding:
    """The target of ``unit`` is not there."""
    return MISSING.of(unit, "no translation yet")


def stale(unit: Unit, why: str = "", what: str = "the source") -> Finding:
    """A target whose source, or glossary, changed; ``why`` says what is known of the change."""
    return STALE.of(unit, f"{what} changed after this was translated" + (f": {why}" if why else ""))


def duplicate(unit: Unit) -> Finding:
    """A second target of one key."""
    return DUPLICATE.of(unit, "the file has this key more than once")


def obsolete(unit: Unit) -> Finding:
    """A target without a source."""
    return OBSOLETE.of(unit, "the source no longer has this key")


def undefined_at(resource: str, key: str, line: int, column: int) -> Finding:
    """A key that a code file uses, and no source file has; line and column count from 1."""
    unit = Unit(resource, key, {}, {}, "")
    return replace(UNDEFINED.of(unit, "the code uses this key, and no source file has it"), line=line, column=column)


def unused(unit: Unit) -> Finding:
    """A key of a source file that the code does not use; the unit's resource is the source file."""
    return UNUSED.of(unit, "no code uses this key")
