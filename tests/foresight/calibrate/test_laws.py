"""Laws from times, and slopes from cases."""

import numpy as np
import pytest

from headwater.foresight.calibrate.laws import empirical, scaled
from headwater.foresight.calibrate.slopes import logistic, shifted, supported
from headwater.foresight.simulator.domain import NOTHING, Law


def test_times_become_quantiles_with_the_mean_they_had() -> None:
    times = np.random.default_rng(1).gamma(2, 0.5, 5000)
    law = empirical(times)
    assert law.mean == pytest.approx(times.mean())
    assert law.values[50] == pytest.approx(np.median(times), rel=0.01)
    assert (law.values[0], law.values[-1]) == pytest.approx((times.min(), times.max()))


def test_no_time_at_all_and_always_the_same_are_said_plainly() -> None:
    assert empirical(np.zeros(5)) == NOTHING
    assert empirical(np.array([])) == NOTHING
    assert empirical(np.full(9, 0.25)) == Law("fixed", 0.25)


def test_what_has_no_weight_does_not_count() -> None:
    law = empirical(np.array([1.0, 2.0, 900.0]), np.array([1.0, 1.0, 0.0]))
    assert law.mean == 1.5
    assert max(law.values) == 2.0


def test_a_law_is_scaled_whole() -> None:
    assert scaled(Law("empirical", 2.0, values=(1.0, 2.0, 3.0)), 2.0) == Law("empirical", 4.0, values=(2.0, 4.0, 6.0))


def test_a_slope_that_is_there_is_found_and_one_that_is_not_is_left_out() -> None:
    random = np.random.default_rng(4)
    x = random.standard_normal((6000, 2))
    y = random.random(6000) < 1 / (1 + np.exp(-(-1.5 + 0.8 * x[:, 0])))
    slopes = supported(x, y, np.ones(6000))
    assert slopes[0] == pytest.approx(0.8, abs=0.12)
    assert slopes[1] == 0
    at, _, errors = logistic(x, y, np.ones(6000))
    assert at == pytest.approx(-1.5, abs=0.15)
    assert errors == pytest.approx([0.035, 0.035], rel=0.2)


def test_too_few_of_either_sort_support_nothing() -> None:
    x = np.arange(100.0)[:, None]
    assert supported(x, np.arange(100) > 95, np.ones(100)).tolist() == [0.0]


def test_a_share_is_kept_when_chances_move() -> None:
    moved = np.random.default_rng(5).exponential(0.5, 1000)
    at = shifted(2 * moved, 0.2, np.ones(1000))
    chances = 1 / (1 + (1 - at) / at * np.exp(-2 * moved))
    assert chances.mean() == pytest.approx(0.2, abs=1e-6)
