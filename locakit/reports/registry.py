"""The reports by name; a member is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from typing import cast

from locakit.doors import Report
from locakit.errors import UsageError

_MEMBERS = {"terminal": "Terminal", "json": "Json"}
NAMES = tuple(_MEMBERS)
"""What ``--format`` takes; ``terminal`` is the default."""


def make(name: str, **options: object) -> Report:
    """The report called ``name``; ``options`` go to those that have any (``terminal``: colour, columns, excerpt).

    Raises UsageError for an unknown name.
    """
    if name not in _MEMBERS:
        raise UsageError(f"there is no report {name!r}; known: {', '.join(NAMES)}")
    member = getattr(import_module(f"locakit.reports.{name}"), _MEMBERS[name])
    return cast(Report, member(**options) if name == "terminal" else member())
