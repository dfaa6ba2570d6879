"""Heaps that are handed on at set times or once they are full, told from a queue; and how long people stay who work on
them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.foresight.calibrate.lived import MONDAY, record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Pool, Service, Step

WEEKS = 4


Release = Callable[[float, int], float]
"""when a request that is ready at a time, as the nth of all, is handed on"""


def every(hours: float) -> Release:
    """At multiples of so many hours."""
    return lambda ready, _: (ready // hours + 1) * hours


def at(*times: float) -> Release:
    """At these times of the day."""
    return lambda ready, _: min(t + 24 * (ready // 24 + (t <= ready % 24)) for t in times)


def on_weekdays(release: Release) -> Release:
    """The same, but what is due at a weekend goes on Monday."""
    return lambda ready, n: (due := release(ready, n)) + 24 * max(7 - due // 24 % 7, 0) * (due // 24 % 7 > 4)


def at_once(ready: float, _: int) -> float:
    """Without a heap."""
    return ready


def of(size: int) -> Release:
    """Once so many are there."""
    came = [24 * day + 8.1 + i / 6 for day in range(7 * WEEKS + 7) if day % 7 < 5 for i in range(54)]
    return lambda _, n: came[n // size * size + size - 1]


def thursday(day: int) -> bool:
    """The day on which Ann takes twice as long."""
    return day % 7 == 3


def approvals(release: Release, minutes: float, slow: Callable[[int], bool]) -> list[dict[str, Any]]:
    """Bob takes a request every ten minutes from 8 to 17; Ann approves from 9 to 17, in turn, what was handed on, and
    takes twice as long on slow days."""
    found, free = [], 0.0
    for day in (d for d in range(7 * WEEKS) if d % 7 < 5):
        for i in range(54):
            came = 24 * day + 8 + i / 6
            ready = came + 0.1
            start = _opened(max(free, release(ready, len(found) // 2)))
            free = start + minutes / 60 * (2 if slow(int(start // 24)) else 1)
            steps = ("Take in", came, ready, "Bob"), ("Approve", start, free, "Ann")
            found += [_row(f"{day} {i}", *step) for step in steps]
    return found


def _opened(time: float) -> float:
    while not (9 <= time % 24 < 17 and time // 24 % 7 < 5):
        time = time // 24 * 24 + (9 if time % 24 < 9 and time // 24 % 7 < 5 else 33)
    return time


def _row(case: str, step: str, start: float, end: float, who: str) -> dict[str, Any]:
    begun, done = (MONDAY + timedelta(seconds=round(3600 * t)) for t in (start, end))
    return {"case": case, "step": step, "start": begun, "end": done, "who": who, "team": f"{who}'s"}


def fitted(release: Release, minutes: float, slow: Callable[[int], bool] = thursday) -> tuple[Step, Pool, str]:
    """Ann's step and hours, and what is said of the heap."""
    found = calibrated(release, minutes, slow)
    said = next((part.said for part in found.parts if part.name == "batch.Approve"), "")
    step = next(s for s in found.service.steps if s.name == "Approve")
    return step, anns(found.service), said


def calibrated(release: Release, minutes: float, slow: Callable[[int], bool] = thursday) -> Twin:
    """On these approvals."""
    return twin(record(pa.Table.from_pylist(approvals(release, minutes, slow))), resampled=0)


def anns(service: Service) -> Pool:
    """Ann's hours."""
    return next(pool for pool in service.pools if pool.name == "Ann's")


def test_heaps_are_found_and_who_is_done_with_them_has_not_gone_home() -> None:
    """On most days nothing is begun after 14."""
    step, pool, said = fitted(every(12.0), 4.0)
    assert (step.batch_every, step.batch_from, step.batch_of) == (12.0, 0.0, 0)
    assert said == "released every 12 h from 00:00 on"
    assert pool.servers[9:17] == (1,) * 8
    assert sum(pool.servers) == 5 * 8


def test_between_two_heaps_people_are_there_on_every_weekday_alike() -> None:
    """What comes on a Friday after 15 waits for Monday at 15: who leaves it on Monday morning has not gone home. On one
    Thursday and Friday alone the rest of the heap takes until 11."""
    step, pool, _ = fitted(on_weekdays(at(15.0)), 3.3, lambda day: day == 3)
    assert (step.batch_every, step.batch_from) == (24.0, 15.0)
    week = [pool.servers[24 * day : 24 * day + 24] for day in range(7)]
    assert week == [(*[0] * 9, *[1] * 8, *[0] * 7)] * 5 + [(0,) * 24] * 2


def test_a_heap_that_is_not_let_go_is_nothing_to_do() -> None:
    """On five mornings of twenty there is something left from the day before, and she is there."""
    _, pool, _ = fitted(on_weekdays(at(15.0)), 2.0, lambda day: day in (0, 4, 8, 16, 24))
    assert all(pool.servers[24 * day + 9] for day in range(5))


def test_who_may_be_there_before_the_first_heap_is_told_as_untold() -> None:
    """Each heap is done on its day: whether she came at 8 or at 15 makes no difference to the record."""
    found = calibrated(on_weekdays(at(15.0)), 1.0)
    (part,) = (part for part in found.parts if part.name == "staff.Ann's")
    assert "cannot tell whether they are there before their heap is let go" in part.source
    assert anns(found.service).servers[8:17] == (0,) * 7 + (1,) * 2
    (other,) = (other for other in found.alternatives if other.said == "Ann's is there before its heap is let go")
    assert anns(other.service).servers[8:17] == (1,) * 9
    assert "cannot tell" not in next(p for p in calibrated(every(12.0), 4.0).parts if p.name == "staff.Ann's").source


def test_heaps_that_are_hardly_cleared_are_found() -> None:
    assert fitted(every(12.0), 6.5)[0].batch_every == 12.0


def test_heaps_have_their_time_of_the_day() -> None:
    step, _, said = fitted(at(14.5), 1.5)
    assert (step.batch_every, step.batch_from) == (24.0, 14.5)
    assert said == "released every 24 h from 14:30 on"


def test_heaps_of_twice_a_day_are_found_where_one_span_tells_both() -> None:
    """Nobody is there at 21 and at 3."""
    step, pool, said = fitted(at(9.0, 15.0), 2.0)
    assert (step.batch_every, step.batch_from) == (6.0, 3.0)
    assert said == "released every 6 h from 03:00 on"
    assert not any(pool.servers[20:24])
    assert not any(pool.servers[:9])
    assert fitted(at(9.5, 16.0), 1.5)[0].batch_every == 0.0, "no span tells these"


def test_heaps_that_are_handed_on_when_they_are_full_are_found() -> None:
    step, _, said = fitted(of(10), 4.0)
    assert (step.batch_every, step.batch_of) == (0.0, 10)
    assert said == "released once 10 are there"


@pytest.mark.parametrize("minutes", [4.0, 7.5])
def test_a_queue_is_no_heap(minutes: float) -> None:
    """Short, or so long that it holds the work of a day."""
    step, _, said = fitted(at_once, minutes)
    assert (step.batch_every, step.batch_of, said) == (0.0, 0, "")
