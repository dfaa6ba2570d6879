"""Patience, from waits of which most were cut short by service."""

import numpy as np
import pytest

from headwater.foresight.calibrate.patience import patience, weibull_shape
from headwater.foresight.simulator.domain import NEVER


def cut_short(patience_of: np.ndarray, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Waits and whether each gave up, where the wait offered is exponential with mean 0.3."""
    offered = np.random.default_rng(seed).exponential(0.3, len(patience_of))
    return np.minimum(patience_of, offered), patience_of < offered


@pytest.mark.parametrize("mean", [0.2, 1.0, 3.0])
def test_the_mean_is_not_that_of_those_who_left(mean: float) -> None:
    drawn = np.random.default_rng(1).exponential(mean, 4000)
    waits, left = cut_short(drawn, 2)
    found = patience(waits, left, np.ones(4000)).law
    assert found.mean == pytest.approx(mean, rel=0.1)
    assert waits[left].mean() < 0.8 * mean


def test_the_shape_is_told_where_enough_gave_up() -> None:
    random = np.random.default_rng(3)
    s = np.sqrt(np.log(2))
    drawn = np.exp(np.log(0.25) - s * s / 2 + s * random.standard_normal(5000))
    waits, left = cut_short(drawn, 4)
    found = patience(waits, left, np.ones(5000))
    assert found.law.shape == "lognormal"
    assert found.law.mean == pytest.approx(0.25, rel=0.08)
    assert found.law.cv == pytest.approx(1.0, rel=0.12)
    assert found.others == ()


def test_with_few_who_gave_up_shapes_fit_alike_and_with_none_nobody_gives_up() -> None:
    drawn = np.random.default_rng(5).exponential(2.0, 150)
    waits, left = cut_short(drawn, 6)
    found = patience(waits, left, np.ones(150))
    assert 8 <= found.left < 40
    assert found.others
    assert patience(waits, np.zeros(150, dtype=bool), np.ones(150)).law == NEVER


def test_a_weight_counts_like_so_many_visits() -> None:
    drawn = np.random.default_rng(7).exponential(0.5, 600)
    waits, left = cut_short(drawn, 8)
    twice = np.where(np.arange(600) < 300, 2.0, 1.0)
    every = np.concatenate([np.arange(600), np.arange(300)])
    weighted = patience(waits, left, twice).law
    repeated = patience(waits[every], left[every], np.ones(900)).law
    assert weighted.mean == pytest.approx(repeated.mean, rel=1e-3)


def test_a_weibull_law_of_variation_one_is_exponential() -> None:
    assert weibull_shape(1.0) == pytest.approx(1.0, abs=1e-9)
