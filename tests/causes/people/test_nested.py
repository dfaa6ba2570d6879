"""Many people cost little: the equations solved level by level are the same equations."""

import time

import numpy as np
import pytest

from headwater.causes.people import decompose
from headwater.causes.people.design import Design, Factor, products
from headwater.causes.people.likelihood import Likelihood

RATIOS = ([-1.0, 0.5, -2.0], [-30.0, 1.0, -0.5], [3.0, -30.0, -30.0], [9.0, 8.0, 10.0])


def design(seed: int, *, cells: bool, n: int = 300) -> Design:
    rng = np.random.default_rng(seed)
    who, role, flag = rng.integers(0, 40, n), rng.integers(0, 9, n), rng.integers(0, 3, n)
    codes, third = np.unique(who * 9 + role, return_inverse=True) if cells else (np.arange(12), rng.integers(0, 12, n))
    y = rng.normal(size=n) + 0.3 * (who % 3)
    factors = (Factor("people", who, 40), Factor("role", role, 9), Factor("third", third, len(codes)))
    return Design(y, factors, (Factor("flag", flag, 3),), (("load", rng.normal(size=(n, 2))),))


@pytest.mark.parametrize("cells", [True, False])
@pytest.mark.parametrize("ratio", RATIOS)
def test_level_by_level_equals_all_at_once(cells, ratio):
    likelihood = Likelihood(products(design(1, cells=cells)))
    assert likelihood.nested is not None
    assert len(likelihood.nested.outer) == (40 if cells else 0)
    fast = likelihood(np.array(ratio))
    likelihood.nested = None
    slow = likelihood(np.array(ratio))
    assert fast.deviance == pytest.approx(slow.deviance, rel=1e-9)
    for name in ("gradient", "solution", "diagonal", "fixed"):
        assert getattr(fast, name) == pytest.approx(getattr(slow, name), rel=1e-6, abs=1e-7), name


def test_four_hundred_people_with_few_cases_each_take_seconds():
    """As on the closed problems of BPIC 2013: 1,437 cases, 400 people, roles and countries, a rare outcome."""
    rng = np.random.default_rng(3)
    n = 1_437
    people = np.concatenate([np.arange(400), (400 * rng.random(n - 400) ** 3).astype(np.int64)])
    role, country = rng.integers(0, 30, n), rng.integers(0, 20, n)
    started = time.process_time()
    answer = decompose(
        (rng.random(n) < 0.05 + 0.1 * (role == 3)).astype(float),
        conditions={"role": role // 2 + people % 3, "country": country, "impact": rng.integers(0, 3, n)},
        people=people,
        customers=None,
        known_before={},
        binary=True,
        person_names=[f"P{k}" for k in range(400)],
    )
    assert answer.n == n
    assert time.process_time() - started < 6.0
