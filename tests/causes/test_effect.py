"""The number of spoiled cases a link cost: unbiased when either model is right, honest intervals, discoveries."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.causes.logs import chance

from headwater.causes.effect import chance_of, discoveries, e_value, effect
from headwater.causes.hidden import thin

NOBODY = -1


def world(seed, n=1500, *, harm=1.2, outcome=lambda x: 0.8 * x, routing=lambda x: 0.9 * x, break_at=-1.2):
    """Confounded cases: x, who broke, spoiled, and the expected number of spoiled cases that the link cost."""
    rng = np.random.default_rng(seed)
    x = rng.normal(size=n)
    broke = rng.random(n) < chance(break_at + routing(x))
    held_risk = chance(-1.5 + outcome(x))
    risk = chance(-1.5 + outcome(x) + harm * broke)
    return x, broke, (rng.random(n) < risk).astype(float), float((risk - held_risk)[broke].sum())


def estimate(x, broke, y, *, seed=0, customer=None, person=None, level=0.90):
    """`x` are the adjusters (none: only the intercept)."""
    n = len(y)
    X = np.column_stack([np.ones(n), *x])
    nobody = np.full(n, NOBODY)
    return effect(
        broke, y, X, nobody if customer is None else customer, nobody if person is None else person,
        rng=np.random.default_rng(seed), level=level,
    )  # fmt: skip


def errors(seeds, adjust, **world_of):
    found = []
    for seed in seeds:
        x, broke, y, true = world(seed, **world_of)
        found.append(estimate(adjust(x), broke, y).cases - true)
    return np.array(found)


def off(error):
    """Mean error in standard errors."""
    return abs(error.mean()) / (error.std(ddof=1) / np.sqrt(len(error)))


def test_unbiased_where_cases_differ_and_the_raw_difference_is_not():
    assert off(errors(range(40), lambda x: [x])) < 3
    assert off(errors(range(40), lambda _: [])) > 8


def test_no_effect_is_found_where_there_is_none():
    error = errors(range(40), lambda x: [x], harm=0.0)
    assert off(error) < 3


SQUARE = {"outcome": lambda x: 0.9 * (x**2 - 1), "routing": lambda x: 0.9 * x}
BENT = {"outcome": lambda x: 0.8 * x, "routing": lambda x: 0.7 * x + 0.4 * (x > 0) - 0.3 * (np.abs(x) < 0.5)}


def test_right_when_only_one_of_the_models_is_right():
    """The outcome bends, the routing does not; then the other way round."""
    assert off(errors(range(160), lambda x: [x], n=3000, **SQUARE)) < 3
    assert off(errors(range(160), lambda x: [x], n=3000, **BENT)) < 3
    both_wrong = {"outcome": SQUARE["outcome"], "routing": lambda x: 0.9 * (x**2 - 1)}
    assert off(errors(range(40), lambda x: [x], n=3000, **both_wrong)) > 5


@pytest.mark.parametrize("share", [-1.2, -3.5])
def test_nine_in_ten_intervals_hold_the_truth(share):
    inside = 0
    for seed in range(150):
        x, broke, y, true = world(1000 + seed, n=500, break_at=share)
        low, high = estimate([x], broke, y).interval
        inside += low <= true <= high
    assert 0.80 <= inside / 150 <= 0.97


def test_p_values_are_even_where_there_is_no_effect():
    p = []
    for seed in range(150):
        x, broke, y, _ = world(3000 + seed, n=500, harm=0.0)
        p.append(estimate([x], broke, y).p_value)
    assert np.mean(np.array(p) < 0.1) < 0.19
    assert 0.4 < np.mean(p) < 0.62


def test_a_wider_level_gives_a_wider_interval_around_the_same_number():
    x, broke, y, _ = world(5)
    narrow, wide = (estimate([x], broke, y, level=level) for level in (0.5, 0.99))
    assert narrow.cases == wide.cases
    assert wide.interval[0] < narrow.interval[0] < narrow.cases < narrow.interval[1] < wide.interval[1]


def test_cases_of_one_customer_count_less_than_as_many_customers():
    x, broke, y, _ = world(6, n=600)
    times = 5
    many = [np.repeat(v, times) for v in (x, broke, y)]
    apart = estimate([many[0]], many[1], many[2])
    together = estimate([many[0]], many[1], many[2], customer=np.repeat(np.arange(600), times))
    assert together.se == pytest.approx(apart.se * np.sqrt(times), rel=0.12)


def test_people_who_differ_widen_the_interval():
    rng = np.random.default_rng(7)
    person = rng.integers(0, 12, 3000)
    broke = (person < 4) ^ (rng.random(3000) < 0.1)
    bad = rng.normal(0, 0.9, 12)[person]
    y = (rng.random(3000) < chance(-1 + bad)).astype(float)
    alone, with_people = estimate([], broke, y), estimate([], broke, y, person=person)
    assert with_people.se > 2 * alone.se
    same_for_all = estimate([], broke, (rng.random(3000) < 0.3).astype(float), person=person)
    assert same_for_all.se < 1.5 * alone.se


def test_ten_spoiled_of_ten_are_no_certainty():
    broke = np.arange(400) < 10
    y = np.where(broke, 1.0, (np.arange(400) % 10 == 0) * 1.0)
    found = estimate([], broke, y)
    assert found.cases == pytest.approx(9, abs=0.3)
    assert found.se > np.sqrt(10 * (11 / 12) * (1 / 12)) * 0.99
    assert found.spoiled_when_broke == 1.0
    assert found.expected == pytest.approx(0.1, abs=0.03)


def test_what_it_says_adds_up():
    x, broke, y, _ = world(8)
    found = estimate([x], broke, y)
    assert found.broke == broke.sum()
    assert found.spoiled_when_broke == y[broke].mean()
    assert found.spoiled_when_held == y[~broke].mean()
    assert found.cases == pytest.approx(found.broke * (found.spoiled_when_broke - found.expected))
    assert found.per_case.sum() == pytest.approx(found.cases)
    assert not found.per_case[~broke].any()


def test_broken_cases_that_nothing_is_like_are_unsupported():
    rng = np.random.default_rng(1)
    x = rng.normal(size=2000)
    broke = x + 0.05 * rng.normal(size=2000) > 0.5
    y = (rng.random(2000) < 0.3).astype(float)
    assert estimate([x], broke, y).unsupported > 0.3
    assert estimate([rng.normal(size=2000)], broke, y).unsupported == 0.0


def test_without_a_held_case_alike_the_answer_is_cannot_tell():
    rng = np.random.default_rng(7)
    hard = rng.random(2000) < 0.3
    broke = np.where(hard, rng.random(2000) < 0.999, rng.random(2000) < 0.01)
    y = (rng.random(2000) < 0.1 + 0.4 * broke).astype(float)
    assert "such cases would settle it" in thin(estimate([hard.astype(float)], broke, y))
    assert thin(estimate([rng.normal(size=2000)], broke, y)) is None


def test_the_same_seed_gives_the_same_interval_and_another_another():
    x, broke, y, _ = world(9, n=400)
    first, again, other = (estimate([x], broke, y, seed=s) for s in (1, 1, 2))
    assert first.interval == again.interval
    assert first.interval != other.interval
    assert first.cases == other.cases


@given(st.lists(st.floats(0, 1), max_size=30), st.integers(0, 20), st.sampled_from([0.01, 0.05, 0.3]))
def test_discoveries_are_those_of_benjamini_and_hochberg(p_values, more, share):
    tests = len(p_values) + more
    limit = max(
        (p for p in p_values if p <= share * sum(other <= p for other in p_values) / max(tests, 1)), default=-1.0
    )
    assert discoveries(np.array(p_values), tests, share).tolist() == [p <= limit for p in p_values]


def test_e_value_is_the_published_one():
    """Risk ratio 3.9 (maternal smoking): E-value 7.26 (VanderWeele and Ding 2017)."""
    assert e_value(0.39, 0.1) == pytest.approx(7.26, abs=0.01)
    assert e_value(0.1, 0.1) == e_value(0.05, 0.1) == 1.0


def test_few_broken_cases_are_judged_by_the_exact_tail():
    broke = np.arange(4000) < 10
    y = np.zeros(4000)
    y[[0, 1, 2]] = 1
    y[10::20] = 1
    e = estimate((), broke, y)
    assert e.expected == pytest.approx(0.05, abs=0.01)
    assert chance_of(3.6, e) == pytest.approx(2 * 0.0115, rel=0.3)
    y[:10] = 1
    assert chance_of(3.6, estimate((), broke, y)) == pytest.approx(0.000318, rel=0.01)


def test_what_people_have_in_common_widens_the_chance():
    rng = np.random.default_rng(4)
    person = rng.integers(0, 12, 3000)
    broke = (person > 8) & (rng.random(3000) < 0.8)
    y = (rng.random(3000) < 0.1 + 0.03 * person).astype(float)
    alone, shared = estimate((), broke, y), estimate((), broke, y, person=person)
    assert alone.design == pytest.approx(1, abs=0.1)
    assert shared.design > 2
    assert chance_of(3.0, shared) > 10 * chance_of(3.0, alone)
