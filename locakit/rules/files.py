"""Faults of a whole file."""

from __future__ import annotations

from locakit.rules._page import Stated

CONFLICT = Stated(
    "files.merge-conflict", "error", "integrity",
    """A file holds the marks of a merge that was not finished.

Why: both branches' lines stand in it; programs refuse the file or show one of the two by chance.

Source: git-merge(1), "How conflicts are presented".""",
    bad="<<<<<<< HEAD",
    good="one of the two versions, without the marks",
)  # fmt: skip
