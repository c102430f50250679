"""What the board asks of a project: the room in which it is reviewed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from locakit.queue import Answer, Ask, Row


class Room(Protocol):
    """A project under review. All is asked from one thread; mappings are ready for JSON."""

    version: int
    """Grows with every change."""
    waits: int
    """Units that a person should decide on."""
    trouble: str
    """Why the project cannot be read as it is now; empty where it can."""

    def start(self) -> Mapping[str, Any]:
        """Who reviews what."""

    def rows(self) -> Sequence[Row]:
        """All units, in the order of the files."""

    def row(self, id: int) -> Row | None:
        """One unit's row; None where it is gone."""

    def changed(self, since: int) -> list[int]:
        """The units that are not what they were in an earlier version."""

    def unit(self, id: int) -> Mapping[str, Any] | None:
        """All that is shown of a unit; None where it is gone."""

    def seen(self, id: int) -> tuple[str, str] | None:
        """The hashes of source and target, which a verdict must name."""

    def aids(self, id: int) -> Mapping[str, Any]:
        """Memory matches, and the source as it was."""

    def check(self, id: int, forms: Mapping[str, str]) -> Mapping[str, Any] | None:
        """What the rules say of a text that is being written."""

    def decide(self, groups: Sequence[Sequence[Ask]]) -> list[list[Answer]]:
        """Carry verdicts; each group is one step of ``undo``."""

    def undo(self) -> list[Answer]:
        """Take back the last step."""

    def comment(self, id: int, text: str) -> Mapping[str, Any] | None:
        """Add a remark; the unit as it then stands."""

    def close(self) -> None:
        """Let go of everything."""
