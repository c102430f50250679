"""Requests spread evenly over time and a circuit that opens after faults in a row, shared by an engine's threads."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable

COOL_DOWN = 30.0
"""Seconds an open circuit lets nothing through."""

MARGIN = 0.02
"""Of the window in which a server counts: requests do not arrive as evenly as they leave."""


class Pacer:
    """No more requests a second than an engine allows, evenly, whenever their threads wake. Safe for threads."""

    def __init__(
        self, rate: float, *, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], object] = time.sleep
    ) -> None:
        """``rate`` in requests a second; 0 or less means no bound."""
        self._gap = 1 / rate if rate > 0 else 0.0
        count = max(int(rate), 1)
        self._window = count * self._gap * (1 + MARGIN)
        self._sent: deque[float] = deque(maxlen=count)
        self._clock, self._sleep = clock, sleep
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self) -> None:
        """Sleep until this thread's turn has come."""
        if not self._gap and self._clock() >= self._next:
            return
        with self._lock:
            now = self._clock()
            full = self._sent[0] + self._window if len(self._sent) == self._sent.maxlen else now
            turn = max(now, self._next, full)
            if turn > now:
                self._sleep(turn - now)
            # A thread that woke late must not make the window fuller than it may be: what counts is when it woke.
            self._sent.append(self._clock())
            self._next = turn + self._gap

    def hold(self, seconds: float) -> None:
        """Let nobody begin for ``seconds``: the server asked for it."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)


class Breaker:
    """Counts faults in a row; from ``most`` on it is open for ``COOL_DOWN`` seconds. Safe for threads."""

    def __init__(self, most: int, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._clock = most, clock
        self._faults = 0
        self._until = 0.0
        self._lock = threading.Lock()

    @property
    def open(self) -> bool:
        """True while nothing should be tried."""
        with self._lock:
            return self._clock() < self._until

    def good(self) -> None:
        """A request went well."""
        with self._lock:
            self._faults, self._until = 0, 0.0

    def bad(self) -> None:
        """A request failed."""
        with self._lock:
            self._faults += 1
            if self._faults >= self._most:
                self._faults, self._until = 0, self._clock() + COOL_DOWN
