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

UNLISTED = Stated(
    "files.no-listing", "warning", "locale-conventions",
    """An app store has no listing in the language of a market.

Why: the folder's name is none of the store's codes; the upload is refused, or the texts are shown nowhere. They are
neither translated nor released.

Source: App Store Connect Help, "App Store localizations"; Google Play Console Help, "Translate and localize your
app".""",
    bad="fastlane/metadata/fa/name.txt",
    good="fastlane/metadata/ar-SA/name.txt",
)  # fmt: skip
