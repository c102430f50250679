"""The reports by name; a member is imported when it is asked for."""

from __future__ import annotations

from importlib import import_module
from inspect import signature
from typing import cast

from locakit.doors import Report
from locakit.errors import UsageError

_MEMBERS = {
    "terminal": "Terminal", "json": "Json", "sarif": "Sarif", "junit": "JUnit", "github": "GitHub",
    "gitlab": "GitLab", "markdown": "Markdown", "html": "Html",
}  # fmt: skip
NAMES = tuple(_MEMBERS)
"""What ``--format`` takes; ``terminal`` is the default."""


def make(name: str, **options: object) -> Report:
    """The report called ``name``; of ``options`` each takes what it has a use for, so all may be given to any.

    ``colour``, ``columns``, ``verbose``: terminal. ``excerpt``: terminal, sarif, github. ``prefix`` (the project's
    path from the root of the checkout): sarif, github, gitlab, junit, markdown. ``rules`` (those whose pages go along):
    sarif. ``fail_on``: junit. Raises UsageError for an unknown name.
    """
    if name not in _MEMBERS:
        raise UsageError(f"there is no report {name!r}; known: {', '.join(NAMES)}")
    member = getattr(import_module(f"locakit.reports.{name}"), _MEMBERS[name])
    known = signature(member).parameters
    return cast(Report, member(**{key: value for key, value in options.items() if key in known}))
