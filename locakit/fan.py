"""Work done several pieces at a time, handed back as each is finished; the first fault stops what is not begun."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from queue import Queue
from typing import TypeVar

Item = TypeVar("Item")
Out = TypeVar("Out")
Fault = TypeVar("Fault", bound=Exception)


def fan(
    do: Callable[[Item], Out], items: Sequence[Item], ways: int, fault: type[Fault]
) -> Iterator[tuple[Item, Out | Fault | None]]:
    """Each item with what came of it, in the order they finish: its result, its fault, or None if it was not begun.

    After the first ``fault`` nothing new is begun; what is under way ends and is handed back. With one way all is done
    in the caller's thread. Whoever leaves early (^C) waits for nothing.
    """
    return _alone(do, items, fault) if ways <= 1 or len(items) <= 1 else _together(do, items, ways, fault)


def _alone(
    do: Callable[[Item], Out], items: Sequence[Item], fault: type[Fault]
) -> Iterator[tuple[Item, Out | Fault | None]]:
    failed = False
    for item in items:
        answer: Out | Fault | None = None
        if not failed:
            try:
                answer = do(item)
            except fault as error:
                answer, failed = error, True
        yield item, answer


def _together(
    do: Callable[[Item], Out], items: Sequence[Item], ways: int, fault: type[Fault]
) -> Iterator[tuple[Item, Out | Fault | None]]:
    ended: Queue[tuple[Item, Out | None, BaseException | None]] = Queue()

    def run(item: Item) -> None:
        try:
            ended.put((item, do(item), None))
        except BaseException as error:
            ended.put((item, None, error))

    waiting = iter(items)
    running, failed = 0, False
    while True:
        while not failed and running < ways and (item := next(waiting, None)) is not None:
            # Daemons: a process that is to end does not wait for a server's answer.
            threading.Thread(target=run, args=(item,), daemon=True).start()
            running += 1
        if not running:
            break
        item, answer, error = ended.get()
        running -= 1
        if error is not None and not isinstance(error, fault):
            raise error
        failed = failed or error is not None
        yield item, error if error is not None else answer
    for item in waiting:
        yield item, None
