"""One thread in which all work on the project is done, and verdicts that wait for each other are saved together."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from locakit.board.door import Room
from locakit.queue import Answer, Ask

T = TypeVar("T")
_Waiting = tuple[Sequence[Ask], "asyncio.Future[list[Answer]]"]


class Worker:
    """Asks the room, one thing after the other."""

    def __init__(self, room: Room) -> None:
        self.room = room
        self._pool = ThreadPoolExecutor(1, "board")
        self._waiting: list[_Waiting] = []
        self._saving: asyncio.Task[None] | None = None
        self.decided = 0
        """Verdicts that were carried out."""

    async def ask(self, call: Callable[[], T]) -> T:
        """What ``call`` returns, called in the thread."""
        return await asyncio.get_running_loop().run_in_executor(self._pool, call)

    async def decide(self, asks: Sequence[Ask]) -> list[Answer]:
        """The answers to verdicts; while one save runs, the next ones gather for the one behind it."""
        future: asyncio.Future[list[Answer]] = asyncio.get_running_loop().create_future()
        self._waiting.append((asks, future))
        if self._saving is None or self._saving.done():
            self._saving = asyncio.create_task(self._save())
        return await future

    async def _save(self) -> None:
        while self._waiting:
            waiting, self._waiting = self._waiting, []
            groups = [asks for asks, _ in waiting]
            try:
                answers = await self.ask(lambda groups=groups: self.room.decide(groups))  # type: ignore[misc]  # bound now
            except Exception as error:
                for future in (f for _, f in waiting if not f.done()):
                    future.set_exception(error)
                continue
            for (_, future), mine in zip(waiting, answers, strict=True):
                self.decided += sum(not a.fault for a in mine)
                if not future.done():
                    future.set_result(mine)

    def close(self) -> None:
        """Wait for what is being done, and let the project go."""
        self._pool.submit(self.room.close).result()
        self._pool.shutdown()
