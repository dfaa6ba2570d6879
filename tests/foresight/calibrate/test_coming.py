"""What varies beyond Poisson, from counts whose variation is known."""

from dataclasses import replace

import numpy as np
import pytest

from headwater.foresight.calibrate.coming import Coming, struck
from headwater.foresight.calibrate.duty import Duty
from headwater.foresight.calibrate.line import line, of_days
from headwater.foresight.calibrate.rates import beyond_poisson
from headwater.foresight.calibrate.trend import NONE, levels, slopes, trends

DAYS = 350
HOURS = range(9, 17)
DUTY = Duty(
    1.0, 168, np.zeros((0, 168), np.int64), np.zeros((0, 168)), (), np.zeros((0, 168), np.int64), (), (), (),
    np.zeros((0, 0)),
)  # fmt: skip


def counted(day_cv: float, slot_cv: float, mean: float = 12.0) -> Coming:
    random = np.random.default_rng(11)
    day = random.gamma(1 / day_cv**2, day_cv**2, DAYS) if day_cv else np.ones(DAYS)
    slot = random.gamma(1 / slot_cv**2, slot_cv**2, (DAYS, 8)) if slot_cv else np.ones((DAYS, 8))
    days = np.arange(DAYS)
    n = random.poisson(mean * day[:, None] * slot * (1 + 0.5 * (days % 7 == 0))[:, None])
    when = [(d, 24 * (d % 7) + h) for d in days for i, h in enumerate(HOURS) for _ in range(n[d, i])]
    of_day, of_slot = (np.array(column) for column in zip(*when, strict=True))
    return Coming(of_slot, of_day, np.ones(len(when), dtype=bool), days, np.full(168, DAYS / 7))


def told(found: Coming, weights: np.ndarray | None = None) -> tuple[float, float]:
    ones = np.ones(len(found.day))
    return beyond_poisson(found, DUTY, ones if weights is None else weights, ones, np.ones(len(found.days)))


def test_poisson_counts_vary_no_more_whatever_the_weekday() -> None:
    assert told(counted(0, 0)) == (0, 0)


def test_days_that_vary_are_told_from_hours_that_do() -> None:
    day, slot = told(counted(0.15, 0))
    assert (day, slot) == (pytest.approx(0.15, abs=0.025), 0)
    day, slot = told(counted(0, 0.3))
    assert slot == pytest.approx(0.3, abs=0.04)
    assert day == pytest.approx(0.3 / np.sqrt(8), abs=0.03), "hours that vary make days vary, too"


def test_days_drawn_twice_are_not_days_that_vary_more() -> None:
    found = counted(0.15, 0)
    times = np.zeros(DAYS)
    np.add.at(times, np.random.default_rng(4).integers(DAYS, size=DAYS), 1.0)
    day, _ = told(found, times[found.day])
    assert day == pytest.approx(0.15, abs=0.04)


def test_too_few_days_tell_nothing() -> None:
    found = counted(0.3, 0)
    few = found.day < 10
    short = replace(found, slot=found.slot[few], day=found.day[few], inside=found.inside[few], days=np.arange(10))
    assert told(short) == (0, 0)


def test_a_kind_that_grows_is_told_from_one_that_does_not_and_from_days_that_vary() -> None:
    random = np.random.default_rng(7)
    days = np.arange(84)
    factor = random.gamma(1 / 0.15**2, 0.15**2, 84)
    level = np.array([70 * np.ones(84), 30 * 2 ** (days / 84)])
    n = random.poisson(level * factor)
    day, kind = np.tile(days, 2).repeat(n.ravel()), np.arange(2).repeat(n.sum(axis=1))
    found = Coming(np.zeros_like(day), day, np.ones(len(day), dtype=bool), days, np.full(168, 12.0))
    ones = np.ones(len(day))
    assert trends(found, kind, 2) == (NONE, 1)
    slope = slopes(found, (NONE, 1), kind, ones)
    assert slope.tolist() == [0, pytest.approx(np.log(2) / 84, rel=0.3)]
    plain = n.sum(axis=0)
    assert np.var(plain / levels(found, slope, n.sum(axis=1).astype(float))) < np.var(plain)


def test_a_clock_strikes_whole_numbers() -> None:
    rates = struck((1.8, 2.0, 0.9, 0.5), 0.5)
    assert np.round(np.array(rates) * 0.5, 5).tolist() == [1.0, 1.0, 0.45, 0.25]


def test_the_error_of_a_line_knows_that_busy_days_follow_busy_days() -> None:
    """Counts that drift for some days and come back, 150 records of a quarter: slopes vary about as their errors say,
    where days that were taken as strangers would have them vary half as much again."""
    random, found = np.random.default_rng(12), []
    days = np.arange(91)
    for _ in range(150):
        level = np.zeros(91)
        for d in days[1:]:
            level[d] = 0.8 * level[d - 1] + random.normal(0, 0.12 * 0.6)
        day = np.repeat(days, random.poisson(60 * np.exp(level)))
        found.append(line(days, day, np.ones(len(day))))
    assert np.std([its.slope / its.error for its in found]) < 1.35
    assert np.mean([its.told(90.0) for its in found]) < 0.04


def test_a_day_counts_as_often_as_most_of_its_contacts() -> None:
    """The last contact of a day may be a further one, which goes with another day."""
    at, weights = np.array([0, 0, 0, 2, 2]), np.array([2.0, 2.0, 0.0, 1.0, 3.0])
    assert of_days(at, weights, 4).tolist() == [2.0, 1.0, 1.0, 1.0]
