"""Days drawn anew: they vary by as much as days do, and effects of the line move with them."""

import numpy as np
import pytest

from headwater.foresight.calibrate.rush import Rush, rush_of
from headwater.foresight.calibrate.service import days_anew
from headwater.foresight.calibrate.slopes import supported

FASTER, FAINT = 0.8, 2.0


def pressed(factor: float) -> Rush | None:
    """That of a team whose work is `factor` of the usual from three who wait on."""
    random = np.random.default_rng(4)
    line = np.minimum(random.geometric(0.35, 6000) - 1, 12)
    pace = np.where(line >= 3, np.log(factor), 0.0) + 0.5 * random.standard_normal(len(line))
    return rush_of(np.arange(len(line)), line, pace)


def test_means_of_days_drawn_anew_vary_as_means_of_days_do() -> None:
    random = np.random.default_rng(1)
    days = np.arange(7 * 5)
    counts = random.normal(100, 10, len(days))
    drawn = [float((days_anew(days, random, len(days)) * counts).sum()) for _ in range(3000)]
    due = sum(5 * counts[days % 7 == d].var(ddof=1) for d in range(7))
    assert np.var(drawn) == pytest.approx(due, rel=0.1)
    assert np.mean(drawn) == pytest.approx(counts.sum(), rel=0.005)


def test_weeks_are_drawn_whole_where_there_are_enough() -> None:
    random = np.random.default_rng(2)
    days = np.arange(7 * 16)
    counts = np.repeat(random.normal(100, 10, 16), 7) + random.normal(0, 10, len(days))
    drawn = [float((days_anew(days, random, len(days)) * counts).sum()) for _ in range(3000)]
    due = 16 * counts.reshape(16, 7).sum(axis=1).var(ddof=1)
    assert np.var(drawn) == pytest.approx(due, rel=0.1)


def test_weekdays_count_as_often_as_they_were_seen() -> None:
    random = np.random.default_rng(3)
    days = np.setdiff1d(np.arange(3, 7 * 16), [8, 40, *range(6, 105, 7)])
    for _ in range(50):
        times = days_anew(days, random, 7 * 16)
        assert np.bincount(days % 7, times[days]) == pytest.approx(np.bincount(days % 7))
        assert not times[:3].any()


def test_a_day_of_which_there_is_one_counts_once() -> None:
    times = days_anew(np.array([3]), np.random.default_rng(1), 5)
    assert times.tolist() == [0, 0, 0, 1, 0]


def test_people_who_hurry_from_three_on_do_not_at_two() -> None:
    rush = pressed(FASTER)
    assert rush is not None
    factor = dict(rush.knots(np.ones(6000)))
    assert factor[3.0] / factor[0.0] == pytest.approx(FASTER, rel=0.06)
    assert factor[2.0] / factor[0.0] == pytest.approx(1.0, rel=0.06)


def test_how_much_they_hurry_moves_with_the_days_and_work_stays_what_it_is() -> None:
    rush = pressed(FASTER)
    assert rush is not None
    random = np.random.default_rng(2)
    last = []
    for _ in range(30):
        rows = random.poisson(1.0, 6000).astype(np.float64)
        factor = np.array([f for _, f in rush.knots(rows)])
        count = np.bincount(rush.group, rows[rush.rows])
        assert np.average(factor, weights=count) == pytest.approx(1.0, abs=1e-3)
        last.append(factor[3])
    assert 0.005 < np.std(last) / np.mean(last) < 0.06


def test_people_who_do_not_hurry_are_not_said_to() -> None:
    assert pressed(1.0) is None


def test_what_is_barely_supported_is_missing_in_many_days_drawn_anew_and_what_is_sure_in_none() -> None:
    """The coverage of the interval of a faint slope that came out large: nothing must lie in it."""
    random = np.random.default_rng(9)
    day = np.repeat(np.arange(70), 40)
    waited = random.exponential(0.1, (len(day), 1))
    chance = random.random(len(day))
    ones = np.ones(len(day))

    def missing(slope: float) -> float:
        spoiled = chance < 1 / (1 + np.exp(2 - slope * waited[:, 0]))
        assert supported(waited, spoiled, ones).all()
        weights = (days_anew(np.arange(70), np.random.default_rng(i), 70)[day] for i in range(40))
        return float(np.mean([not supported(waited, spoiled, of).any() for of in weights]))

    assert 0.1 < missing(FAINT) < 0.7
    assert missing(10.0) == 0.0


def test_hurry_that_is_barely_there_is_missing_in_many_days_drawn_anew() -> None:
    random = np.random.default_rng(5)
    for factor, least, most in ((0.94, 0.1, 0.8), (FASTER, 0.0, 0.0)):
        rush = pressed(factor)
        assert rush is not None
        drawn = [rush.knots(random.multinomial(6000, np.full(6000, 1 / 6000)).astype(float)) for _ in range(40)]
        assert least <= np.mean([not knots for knots in drawn]) <= most
