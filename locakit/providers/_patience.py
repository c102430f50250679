"""Asking a service again: paced, with jitter, with an end; and the faults that asking again does not cure."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from typing import TypeVar

from locakit.errors import ProviderError
from locakit.providers._limits import Limits
from locakit.providers._pace import Breaker, Pacer

LONGEST_WAIT = 120.0
"""Seconds: a server that asks for more has failed."""
FAULTS = 6
"""So many requests in a row that fail, with all their tries, open the circuit."""

T = TypeVar("T")


class TooLarge(ProviderError):
    """The request was larger than the service takes: send it in smaller pieces."""


class Rejected(ProviderError):
    """The service calls the request wrong: sent again, it would be again."""


class Refused(ProviderError):
    """The service takes no more from this caller: wrong key, no rights, quota used up. Trying again is of no use."""


class Again(Exception):
    """A fault that may be gone at the next try; ``wait`` seconds if the server said so."""

    def __init__(self, told: str, wait: float = 0.0) -> None:
        super().__init__(told)
        self.told, self.wait = told, wait


class Patience:
    """What all requests to one service share. Safe for threads."""

    def __init__(
        self, engine: str, limits: Limits, clean: Callable[[str], str] = str,
        sleep: Callable[[float], object] | None = None,
    ) -> None:  # fmt: skip
        """``clean`` takes out of a message what nobody may see; ``sleep`` is for tests."""
        self._stopped = threading.Event()
        self._engine, self._limits, self._clean, self._sleep = engine, limits, clean, sleep or self._stopped.wait
        self._pacer = Pacer(limits.rate, sleep=self._sleep)
        self._breaker = Breaker(FAULTS)

    def tried(self, ask: Callable[[], T]) -> T:
        """What ``ask`` gives, asked again where it raises Again. Raises ProviderError when patience is at its end."""
        if self._breaker.open:
            raise ProviderError(f"{self._engine} failed several times in a row and is left alone for a while")
        for number in range(1, self._limits.tries + 1):
            self._pacer.wait()
            if self._stopped.is_set():
                raise ProviderError(f"{self._engine} was stopped")
            try:
                value = ask()
            except Again as fault:
                if number == self._limits.tries or fault.wait > LONGEST_WAIT or self._breaker.open:
                    self._breaker.bad()
                    raise ProviderError(self._clean(fault.told), hint="the same command continues") from None
                self._pause(fault.wait, number)
            else:
                self._breaker.good()
                return value
        raise AssertionError("unreachable: the last try returns or raises")

    def stop(self) -> None:
        """Wake everybody who waits, and let nobody begin."""
        self._stopped.set()

    def _pause(self, asked: float, number: int) -> None:
        if asked:
            self._pacer.hold(asked)
        # Full jitter: threads that failed together must not come back together.
        self._sleep(asked or random.uniform(0, min(20.0, 0.5 * 2**number)))
