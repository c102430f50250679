"""Several pieces of work at a time: nothing lost, nothing done twice, the first fault stops what is not begun."""

from __future__ import annotations

import threading
import time

import pytest

from locakit.fan import fan


class Fault(Exception):
    pass


@pytest.mark.parametrize("ways", [1, 2, 7, 100])
def test_every_item_comes_back_once_with_its_own_result(ways: int) -> None:
    found = dict(fan(lambda n: n * n, list(range(50)), ways, Fault))
    assert found == {n: n * n for n in range(50)}
    assert list(fan(lambda n: n, [], ways, Fault)) == []


def test_no_more_than_the_ways_are_under_way() -> None:
    now, most, lock = 0, 0, threading.Lock()

    def do(item: int) -> int:
        nonlocal now, most
        with lock:
            now, most = now + 1, max(most, now + 1)
        time.sleep(0.005)
        with lock:
            now -= 1
        return item

    assert len(list(fan(do, list(range(30)), 4, Fault))) == 30
    assert 1 < most <= 4


@pytest.mark.parametrize("ways", [1, 3])
def test_a_fault_stops_what_is_not_begun_and_keeps_what_is(ways: int) -> None:
    begun: list[int] = []

    def do(item: int) -> int:
        begun.append(item)
        if item == 5:
            raise Fault("no")
        return item

    found = list(fan(do, list(range(40)), ways, Fault))
    assert sorted(item for item, _ in found) == list(range(40))
    assert [item for item, answer in found if isinstance(answer, Fault)] == [5]
    assert {item for item, answer in found if answer is None} == set(range(40)) - set(begun)
    assert len(begun) <= 5 + 2 * ways


def test_another_exception_goes_through_and_leaving_early_waits_for_nothing() -> None:
    def broken(item: int) -> int:
        raise KeyError(item)

    with pytest.raises(KeyError):
        list(fan(broken, [1, 2, 3], 2, Fault))
    gate = threading.Event()
    run = fan(lambda n: gate.wait(10) if n else True, [0, 1, 2, 3], 2, Fault)
    assert next(run) == (0, True)
    run.close()
    gate.set()
