"""People who work past midnight, or in turns: desks that live through their shifts, one case after another."""

from collections.abc import Callable
from datetime import timedelta
from functools import cache

import numpy as np
import pyarrow as pa
import pytest
from tests.foresight.calibrate.lived import MONDAY, record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.calibrate.shifts import shifts
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import Plan
from headwater.foresight.simulator.run import run

WEEKS = 6
Shift = tuple[int, int, tuple[str, ...]]
"""begin and length in hours, and who works it"""


def fixed(_: int) -> list[Shift]:
    """Round the clock; fewer people at night."""
    return [(6, 8, ("Ann", "Ada", "Amy")), (14, 8, ("Bob", "Ben")), (22, 8, ("Cid",))]


def in_turns(day: int) -> list[Shift]:
    """Four crews: two days early, two late, two nights, two off."""
    crews = [(f"{name} 1", f"{name} 2") for name in ("Ann", "Bob", "Cid", "Dan")]
    turns = [((day + 2 * i) // 2 % 4, crew) for i, crew in enumerate(crews)]
    return [((6, 14, 22)[turn], 8, crew) for turn, crew in turns if turn < 3]


def weekly(day: int) -> list[Shift]:
    """Two crews, on workdays: early in one week, late in the next."""
    crews = [("Ann", "Ada"), ("Bob", "Ben")]
    return [(6, 8, crews[day // 7 % 2]), (14, 8, crews[(day // 7 + 1) % 2])] if day % 7 < 5 else []


def rolling(day: int) -> list[Shift]:
    """Each has their shift and is off every third day, while the two others are there."""
    named = ((6, "Ann"), (14, "Bob"), (22, "Cid"))
    return [(begin, 8, tuple(f"{name} {i}" for i in range(3) if (day + i) % 3)) for begin, name in named]


def nights(day: int) -> list[Shift]:
    """On workdays, but for a holiday."""
    return [(21, 9, ("Ann", "Bob"))] if day % 7 < 5 and day != 9 else []


def weekend(day: int) -> list[Shift]:
    """By day, and on Friday and Saturday by night."""
    return [(8, 12, ("Ann", "Bob")), *([(20, 12, ("Cid",))] if day % 7 in (4, 5) else [])]


def saturdays(day: int) -> list[Shift]:
    """Six on workdays, of whom one in twelve is ill; on Saturday four of them, one week these and one week those."""
    random = np.random.default_rng(day + 7)
    names = random.permutation(["Ann", "Ada", "Amy", "Bob", "Ben", "Cid"])
    there = names[:4] if day % 7 == 5 else names[random.random(6) > 1 / 12]
    return [(8, 9, tuple(there.tolist()))] if day % 7 < 6 else []


@cache
def lived(plan: Callable[[int], list[Shift]], seed: int = 9001) -> tuple[pa.Table, np.ndarray, float]:
    """Each case is taken by whoever of those on duty is free first. The table, who was on duty in each hour of the week
    on average, and the mean wait in hours."""
    random = np.random.default_rng(seed)
    on = [
        (24 * day + begin, 24 * day + begin + long, who)
        for day in range(-1, 7 * WEEKS)
        for begin, long, people in plan(day)
        for who in people
    ]
    number = np.zeros(168 * WEEKS)
    for begin, end, _ in on:
        number[max(begin, 0) : max(end, 0)] += 1
    free: dict[str, float] = {}
    rows, waits = [], []
    came = [hour + random.random() for hour in range(168 * WEEKS) for _ in range(random.poisson(3.3 * number[hour]))]
    for case, at in enumerate(sorted(came)):
        able = [(max(at, begin, free.get(who, 0.0)), end, who) for begin, end, who in on if begin < at + 8 and end > at]
        able = [(start, who) for start, end, who in able if start < end]
        if not able:
            continue
        start, who = min(able)
        free[who] = start + random.exponential(0.15)
        rows += [_row(case, "Opened", at, at, None), _row(case, "Serve", start, free[who], who)]
        waits.append(start - at)
    return pa.Table.from_pylist(rows), number.reshape(WEEKS, 168).mean(axis=0), float(np.mean(waits))


def _row(case: int, step: str, start: float, end: float, who: str | None) -> dict[str, object]:
    begun, done = (MONDAY + timedelta(hours=t) for t in (start, end))
    return {"case": f"C{case}", "step": step, "start": begun, "end": done, "who": who, "team": who and "Desk"}


@cache
def learned(plan: Callable[[int], list[Shift]]) -> Twin:
    return twin(record(lived(plan)[0]), resampled=0)


PLANS = (fixed, in_turns, weekly, rolling, nights, weekend)


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.__name__)
def test_each_hour_has_the_people_who_were_on_duty_in_it(plan: Callable[[int], list[Shift]]) -> None:
    pool = learned(plan).service.pools[0]
    assert pool.servers == tuple(lived(plan)[1].round().astype(int).tolist())
    assert pool.absent == 0.0


def test_a_day_that_has_only_a_part_of_the_people_is_no_absence() -> None:
    pool = learned(saturdays).service.pools[0]
    assert [pool.servers[24 * day + 12] for day in range(7)] == [6, 6, 6, 6, 6, 4, 0]
    assert pool.absent == pytest.approx(1 / 12, abs=0.04)


@pytest.mark.parametrize("plan", [fixed, in_turns], ids=lambda plan: plan.__name__)
def test_the_twin_waits_as_long_as_the_record(plan: Callable[[int], list[Shift]]) -> None:
    told = run(learned(plan).service, Plan(length=168.0 * 4, warm_up=168.0, replications=6))
    wait = float(told.step_wait.sum() / told.came.sum())
    assert wait == pytest.approx(lived(plan)[2], rel=0.3)


def test_who_never_pauses_is_there_all_day() -> None:
    """Who works by day keeps midnight, and a quiet hour before lunch ends no shift."""
    robot, ann = np.arange(0.2, 24 * 21, 0.5), np.arange(0, 24 * 21, 24)[:, None] + np.array([6.5, 7.0, 14.0, 23.8])
    found = shifts(np.repeat([0, 1], [len(robot), ann.size]), np.concatenate([robot, ann.ravel()]))
    assert found.date.tolist() == [*range(21), *range(21)]
    assert set((found.end - found.begin)[found.who == 1].round(1)) == {17.3}


def test_a_night_is_of_the_day_on_which_it_usually_begins() -> None:
    begins = np.array([23.8, 23.9, 24.2, 23.7, 24.4, 23.8]) + 24 * np.arange(6)
    found = shifts(np.zeros(12, dtype=np.int64), np.concatenate([begins, begins + 5]))
    assert found.date.tolist() == [0, 1, 2, 3, 4, 5]
    assert found.turn.tolist() == [0] * 6


def test_shifts_that_change_on_the_half_hour_are_counted_in_half_hours() -> None:
    later = [
        {name: at + timedelta(minutes=30) if name in ("start", "end") else at for name, at in row.items()}
        for row in lived(fixed)[0].to_pylist()
    ]
    service = twin(record(pa.Table.from_pylist(later)), resampled=0).service
    assert service.slot == 0.5
    assert service.pools[0].servers[:48] == (1,) * 13 + (3,) * 16 + (2,) * 16 + (1,) * 3
