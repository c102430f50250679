"""The log of what left this machine: how much, when, where to, at what cost; hashes, never text."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from pathlib import Path

from locakit.errors import DiskError
from locakit.gate import Sent
from locakit.shell.workspace import now

NAME = "sent.tsv"
HEAD = "#at\tmarket\tengine\tregion\tsegments\tcharacters\tcost\tcurrency\tdigest\n"


class Outbox:
    """One project's log; a line is on the disk before its request is sent. Safe for threads."""

    def __init__(self, folder: Path, currency: str) -> None:
        self.path = folder / NAME
        self._currency = currency
        self._lock = threading.Lock()

    def add(self, sent: Sent) -> None:
        """Append a line. Raises DiskError: what cannot be logged is not sent."""
        cost = "" if sent.cost is None else f"{sent.cost:f}"
        fields = (
            now(), sent.market, sent.engine, sent.region, str(sent.segments), str(sent.characters), cost,
            self._currency, sent.digest,
        )  # fmt: skip
        line = "\t".join(f.replace("\t", " ").replace("\n", " ") for f in fields) + "\n"
        with self._lock:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                with open(self.path, "a", encoding="utf-8", newline="") as file:
                    file.write(line if file.tell() else HEAD + line)
                    file.flush()
                    os.fsync(file.fileno())
            except OSError as error:
                raise DiskError(f"{self.path} could not be written: {error.strerror}") from error

    def spent(self, month: str) -> Decimal:
        """What ``month`` (``2026-11``) has cost so far on this machine; lines in another currency do not count."""
        return sum((cost for at, cost in self._costs() if at.startswith(month)), Decimal(0))

    def _costs(self) -> Iterator[tuple[str, Decimal]]:
        try:
            text = self.path.read_text("utf-8", "replace")
        except OSError:
            return
        for line in text.split("\n"):
            fields = line.split("\t")
            if len(fields) >= 8 and fields[6] and fields[7] == self._currency:
                try:
                    yield fields[0], Decimal(fields[6])
                except InvalidOperation:
                    continue
