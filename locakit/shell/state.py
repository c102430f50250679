"""What locakit keeps of a project below ``.locakit``, read when it is asked for, once."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path

from locakit import proposals
from locakit.check import dismissed
from locakit.ledger import Ledger
from locakit.proposals import Proposal
from locakit.shell import disk

DISMISSED = ".locakit/dismissed.tsv"


class State:
    """Ledgers, proposals and dismissals of the project in ``root``."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._ledgers: dict[str, Ledger] = {}
        self._proposals: dict[str, dict[tuple[str, str], Proposal]] = {}

    def path(self, kind: str, name: str) -> Path:
        """A file below ``.locakit``."""
        return self._root / ".locakit" / kind / name

    def ledger(self, market: str) -> Ledger:
        """The market's ledger."""
        if market not in self._ledgers:
            self._ledgers[market] = Ledger.parse(_text(self.path("ledger", f"{market}.tsv")))
        return self._ledgers[market]

    def proposals(self, market: str) -> dict[tuple[str, str], Proposal]:
        """The market's proposals by (source file, key)."""
        if market not in self._proposals:
            self._proposals[market] = proposals.parse(_text(self.path("proposals", f"{market}.tsv")))
        return self._proposals[market]

    @cached_property
    def dismissed(self) -> dismissed.Dismissed:
        """The findings that people have let stand."""
        return dismissed.Dismissed(*dismissed.parse(_text(self._root / DISMISSED)))


def _text(path: Path) -> str:
    return disk.read_text(path).text if path.is_file() else ""
