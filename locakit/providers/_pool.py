"""The embedded engine's processes: started when the work pays for them, fed in small portions, never left behind.

One process a core, because the engine holds the interpreter's lock during a call and a translator is bound to its
thread. A child ends by itself when its standard input closes, so that nothing stays even after ``kill -9``.
"""

from __future__ import annotations

import os
import threading
from collections import deque
from collections.abc import Sequence

from locakit.providers._models import ModelLike
from locakit.providers._process import Process

WORTH = 600
"""Words of work for each further process: starting one costs 0.1 s, an engine translates some 2,000 words a second."""

PORTION = 120
"""The most words a process gets at once: so long may an orphan or a ^C take to end it (0.1 s)."""


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class Pool:
    """Up to ``limit`` processes; calls from several threads wait for each other."""

    def __init__(self, limit: int) -> None:
        self.limit = max(1, limit)
        self._words = 0
        self._processes: list[Process] = []
        self._lock = threading.Lock()

    def translate(self, models: Sequence[ModelLike], texts: Sequence[str]) -> list[str]:
        """One answer for each text, in order; raises ProviderError."""
        if not texts:
            return []
        with self._lock:
            work = _Work(models, texts)
            self._grow(work.words, len(texts))
            try:
                work.share(self._processes)
            except BaseException:  # after ^C as well, a half-read answer must not meet the next question
                self._end()
                raise
            return work.answers

    def close(self) -> None:
        """End all processes; the next call starts new ones."""
        with self._lock:
            self._end()

    def _grow(self, words: int, texts: int) -> None:
        self._words += words
        wanted = min(self.limit, 1 + self._words // WORTH, texts)
        while len(self._processes) < wanted:
            self._processes.append(Process())

    def _end(self) -> None:
        while self._processes:
            self._processes.pop().end()


class _Work:
    """The texts of one call, the longest first, taken in portions that shrink towards the end."""

    def __init__(self, models: Sequence[ModelLike], texts: Sequence[str]) -> None:
        self.answers = [""] * len(texts)
        self._models = models
        self._texts = texts
        self._costs = [text.count(" ") + 2 for text in texts]
        self.words = sum(self._costs)
        self._left = self.words
        self._due = deque(sorted(range(len(texts)), key=lambda i: -self._costs[i]))
        self._lock = threading.Lock()
        self._faults: list[BaseException] = []

    def share(self, processes: Sequence[Process]) -> None:
        """Let every process work until nothing is due; raises the first fault."""
        others = [
            threading.Thread(target=self._drain, args=(process, len(processes)), daemon=True)
            for process in processes[1:]
        ]
        for thread in others:
            thread.start()
        self._drain(processes[0], len(processes))
        for thread in others:
            thread.join()
        if self._faults:
            raise self._faults[0]

    def _drain(self, process: Process, sharers: int) -> None:
        try:
            while portion := self._take(sharers):
                texts = [self._texts[i] for i in portion]
                for index, answer in zip(portion, process.translate(self._models, texts), strict=True):
                    self.answers[index] = answer
        except Exception as fault:
            self._faults.append(fault)
            self._due.clear()

    def _take(self, sharers: int) -> list[int]:
        with self._lock:
            room = min(PORTION, self._left // (2 * sharers))
            portion: list[int] = []
            while self._due and (not portion or room > 0):
                index = self._due.popleft()
                portion.append(index)
                self._left -= self._costs[index]
                room -= self._costs[index]
            return portion
