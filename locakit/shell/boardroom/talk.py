"""The project's comments on disk."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from locakit import comments
from locakit.comments import PATH as PATH
from locakit.comments import Comment
from locakit.shell import disk

Place = tuple[str, str, str]


class Talk:
    """All comments, by unit in the order of time."""

    def __init__(self, found: Sequence[Comment]) -> None:
        self._by_place: dict[Place, list[Comment]] = {}
        for comment in sorted(found, key=lambda c: c.at):
            self._by_place.setdefault(comment.place, []).append(comment)

    def of(self, place: Place) -> list[Comment]:
        """The comments on one unit."""
        return self._by_place.get(place, [])


def read(root: Path) -> Talk:
    """The comments as the file has them."""
    return Talk(comments.parse(_text(root))[0])


def add(root: Path, *made: Comment) -> Talk:
    """Write further comments; the lock is held. Raises DiskError."""
    known, other = comments.parse(_text(root))
    known += made
    disk.write_text(root / PATH, comments.render(known, other))
    return Talk(known)


def _text(root: Path) -> str:
    path = root / PATH
    return disk.read_text(path).text if path.is_file() else ""
