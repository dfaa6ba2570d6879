"""Laws as they are written, against the moments of what is drawn."""

import math

import numpy as np
import pytest
from tests.foresight.simulator.services import one, short

from headwater.foresight.simulator.domain import NEVER, Law
from headwater.foresight.simulator.given_law import law
from headwater.foresight.simulator.laws import mean
from headwater.foresight.simulator.run import log
from headwater.shared.errors import UsageError


@pytest.mark.parametrize(
    ("given", "first", "cv"),
    [
        (2.0, 2.0, 1.0),
        ("exponential rate 4", 0.25, 1.0),
        ("deterministic 3", 3.0, 0.0),
        ("erlang(k=4, mean=2)", 2.0, 0.5),
        ({"law": "gamma", "shape": 0.25, "scale": 4}, 1.0, 2.0),
        ({"dist": "lognormal", "mean": 2, "cv2": 4}, 2.0, 2.0),
        ({"type": "lognormal", "mu": 0, "sigma": 0.5}, math.exp(0.125), math.sqrt(math.expm1(0.25))),
        ({"law": "weibull", "shape": 2, "scale": 1}, math.gamma(1.5), math.sqrt(1 / math.gamma(1.5) ** 2 - 1)),
        ({"law": "weibull", "mean": 3, "cv": 1.5}, 3.0, 1.5),
        ({"law": "hyperexponential", "weights": [0.5, 0.5], "means": [0.5, 3.5]}, 2.0, 1.4577),
        ({"law": "h2", "mean": 2, "cv": 2}, 2.0, 2.0),
        ({"law": "uniform", "low": 1, "high": 3}, 2.0, 1 / math.sqrt(12)),
        ({"law": "triangular", "low": 0, "mode": 1, "high": 2}, 1.0, 1 / math.sqrt(6)),
        ({"mean": 1, "sd": 0.5}, 1.0, 0.5),
        ({"law": "gamma", "shape": 2, "rate": 4}, 0.5, 0.5**0.5),
        ({"law": "erlang", "k": 4, "scale": 0.25}, 1.0, 0.5),
        ({"law": "lognormal", "mean": 2, "variance": 4}, 2.0, 1.0),
        ("uniform(1, 3)", 2.0, 1 / math.sqrt(12)),
    ],
)
def test_what_is_drawn_has_the_mean_and_the_spread(given, first, cv):
    found = law(given, "work")
    assert mean(found) == pytest.approx(first, rel=1e-6)
    rows = log(one(40.0, (10_000,), work=found), short(500.0, replications=1))
    times = np.subtract(rows["end"].to_numpy(), rows["start"].to_numpy())
    assert times.mean() == pytest.approx(first, rel=0.05)
    assert times.std() / times.mean() == pytest.approx(cv, rel=0.12, abs=1e-6)


def test_no_end_and_no_time():
    assert law("never", "patience") == NEVER
    assert law({"law": "none"}, "delay").shape == "none"
    assert law(math.inf, "patience") == NEVER


def test_an_empirical_law_is_rescaled_to_its_mean():
    assert mean(Law("empirical", 6.0, values=(0.0, 1.0, 2.0))) == 6.0


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ("pareto 2", "not known"),
        ("erlang 2.5 mean 1", "whole number"),
        ({"law": "lognormal"}, "no mean"),
        ({"law": "h2", "mean": 1, "cv": 0.5}, "above 1"),
        (-1, "cannot be negative"),
        ({"law": "lognormal", "mean": 2, "spread": 4}, "'spread', which a law called lognormal does not have"),
        ({"law": "exponential", "mean": 2, "cv": 0.5}, "'cv', which a law called exponential does not have"),
        ({"law": "erlang", "k": 2, "rate": 2}, "of all 2 stages or of each"),
        ("lognormal(0, 1)", "say what 1 is"),
        ("gamma mean 1 cv", "no number follows cv"),
        (True, "give a number"),
        ({"law": "exponential", "mean": "two"}, "no number"),
    ],
)
def test_what_is_no_law_is_told(given, sentence):
    with pytest.raises(UsageError, match=sentence):
        law(given, "patience of desk")
