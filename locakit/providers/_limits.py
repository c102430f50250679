"""How hard a service may be asked."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """How hard a service may be asked."""

    rate: float = 5.0
    """Requests a second; 0 means no bound."""
    parallel: int = 4
    """Requests in flight."""
    timeout: float = 30.0
    """Seconds until a connection stands, and between two reads."""
    tries: int = 5
    """Requests for one answer, at most."""

    def pace(self, texts: int, seconds: float) -> float:
        """Texts a second, with ``texts`` in a request that takes about ``seconds``."""
        return texts * min(self.rate or float("inf"), self.parallel / seconds)
