"""Heaps that are handed on at noon and at midnight, told from a queue; and how long people stay who work on them."""

from datetime import timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.foresight.calibrate.lived import MONDAY, record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.simulator.domain import Pool, Step

WEEKS = 4


def approvals(every: float, minutes: float) -> list[dict[str, Any]]:
    """Bob takes a request every ten minutes from 8 to 17; Ann approves from 9 to 17, in turn, what was handed on. On
    Thursdays she takes twice as long."""
    found, free = [], 0.0
    for day in (d for d in range(7 * WEEKS) if d % 7 < 5):
        for i in range(54):
            came = 24 * day + 8 + i / 6
            ready = came + 0.1
            start = _opened(max(free, (ready // every + 1) * every if every else ready))
            free = start + minutes / 60 * (2 if start // 24 % 7 == 3 else 1)
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


def fitted(every: float, minutes: float) -> tuple[Step, Pool]:
    """Ann's step and hours."""
    service = twin(record(pa.Table.from_pylist(approvals(every, minutes))), resampled=0).service
    step = next(s for s in service.steps if s.name == "Approve")
    return step, next(p for p in service.pools if p.name == "Ann's")


def test_heaps_are_found_and_who_is_done_with_them_has_not_gone_home() -> None:
    """On most days nothing is begun after 14."""
    step, pool = fitted(12.0, 4.0)
    assert step.batch_every == 12.0
    assert pool.servers[9:17] == (1,) * 8
    assert sum(pool.servers) == 5 * 8


def test_heaps_that_are_hardly_cleared_are_found() -> None:
    assert fitted(12.0, 6.5)[0].batch_every == 12.0


@pytest.mark.parametrize("minutes", [4.0, 7.5])
def test_a_queue_is_no_heap(minutes: float) -> None:
    """Short, or so long that it holds the work of a day."""
    step, _ = fitted(0.0, minutes)
    assert step.batch_every == 0.0
