"""Upstream first: the true link among those like it, and what each of two links in a row is credited with."""

import numpy as np
import pytest
from scipy.stats import norm
from tests.causes.logs import chance, read, shop

import headwater as hw
from headwater.causes.domain import Ref
from headwater.causes.links.candidate import Candidate
from headwater.causes.select import MOST_OF_A_GROUP, choose, penalised, penalised_p


def link(name, broke, place=0.0, **more):
    ref = Ref(kind="condition", column=name)
    return Candidate(ref=ref, link=name, broke=broke > 0, known=np.ones(len(broke), bool), place=place, rule="", **more)


def picked(columns, y, places=None, **more):
    places = places or [0.0] * len(columns)
    found = [link(str(i), column, place, **more) for i, (column, place) in enumerate(zip(columns, places, strict=True))]
    A = np.column_stack(columns).astype(float)
    return choose(found, A, np.ones((len(y), 1)), y)


def correlated(rng, n, k, share=0.25, like=0.7):
    """k flags that break together; the last is the one that spoils."""
    common = rng.normal(size=n)
    flags = [np.sqrt(like) * common + np.sqrt(1 - like) * rng.normal(size=n) > norm.ppf(1 - share) for _ in range(k)]
    return flags, (rng.random(n) < chance(-1.8 + 1.3 * flags[-1])).astype(float)


@pytest.mark.parametrize("seed", range(12))
def test_of_links_that_break_together_the_one_that_carries_the_damage_comes_first(seed):
    flags, y = correlated(np.random.default_rng(seed), 5000, 4)
    chosen = picked(flags, y)
    assert chosen[0].index == 3
    assert chosen[0].z > 10
    assert all(abs(c.z) < 5 for c in chosen[1:])


def test_hardly_anything_is_chosen_where_nothing_matters():
    rng = np.random.default_rng(0)
    y = (rng.random(3000) < 0.3).astype(float)
    chosen = picked([rng.random(3000) < 0.3 for _ in range(100)], y)
    assert len(chosen) <= 6  # one in a hundred is expected at two-sided 0.01
    assert all(abs(c.z) >= 2.6 for c in chosen)


def test_links_are_chosen_in_the_order_of_time_and_the_later_keeps_only_its_own():
    rng = np.random.default_rng(1)
    first = rng.random(6000) < 0.2
    only_shows = rng.random(6000) < np.where(first, 0.7, 0.1)
    own = rng.random(6000) < np.where(first, 0.5, 0.1)
    y = (rng.random(6000) < chance(-2 + 1.2 * first + 1.0 * own)).astype(float)
    chosen = picked([own, only_shows, first], y, [2.0, 1.0, 0.0])
    assert [c.index for c in chosen] == [2, 0]
    backwards = picked([own, only_shows, first], y, [0.0, 1.0, 2.0])
    assert {0, 2} <= {c.index for c in backwards}
    assert backwards[0].index == 0


def test_a_protective_link_is_chosen_too_with_a_negative_statistic():
    rng = np.random.default_rng(2)
    good = rng.random(4000) < 0.3
    y = (rng.random(4000) < chance(-0.5 - 1.0 * good)).astype(float)
    (only,) = picked([good], y)
    assert only.z < -10


def test_few_values_of_one_column_join():
    rng = np.random.default_rng(3)
    level = rng.integers(0, 20, 20000)
    y = (rng.random(20000) < chance(-3 + 0.25 * level)).astype(float)
    columns = [level == k for k in range(20)]
    assert len(picked(columns, y, group="team")) == MOST_OF_A_GROUP
    assert len(picked(columns, y)) > MOST_OF_A_GROUP


@pytest.mark.parametrize("z", [-6.0, -3.0, 0.0, 2.7, 5.0])
def test_each_try_counts_as_a_test(z):
    assert penalised(z, 1) == z
    p = 2 * norm.sf(abs(penalised(z, 10)))
    assert p == pytest.approx(min(1.0, 20 * norm.sf(abs(z))), rel=1e-6)
    assert penalised(z, 10) * z >= 0
    assert penalised_p(0.3, 4) == 1.0
    assert penalised_p(0.01, 4) == pytest.approx(0.04)


def chain(seed, n=2500):
    """A condition at the opening makes the wait before Check long more often; both spoil."""
    rng = np.random.default_rng(seed)
    broken = rng.random(n) < 0.2
    long = rng.random(n) < np.where(broken, 0.55, 0.12)
    risk = chance(-2.4 + 1.2 * broken + 1.3 * long)
    spoiled = rng.random(n) < risk
    wait = np.where(long, rng.lognormal(7.5, 0.3, n), rng.lognormal(3, 0.4, n))
    held_wait = rng.random(n) < 0.12
    healed = chance(-2.4 + 1.3 * np.where(broken, held_wait, long))
    total = float((risk - healed)[broken].sum())
    alone = float((risk - chance(-2.4 + 1.2 * broken))[long & ~broken].sum())
    rows = shop(n, seed, wait=wait, stock_out=broken, spoiled=spoiled)
    return read(rows), total, alone


def test_an_upstream_link_keeps_its_damage_through_later_ones_and_the_later_its_own():
    for seed in range(3):
        record, total, alone = chain(seed)
        answer = hw.causes(record, people=False)
        by_kind = {f.ref.kind: f for f in answer.findings}
        assert set(by_kind) == {"condition", "wait"}, [f.link for f in answer.findings]
        stock, wait = by_kind["condition"], by_kind["wait"]
        assert (stock.ref.column, stock.ref.value) == ("stock_out", "true")
        assert stock.spoiled_cases == pytest.approx(total, abs=25)
        assert wait.spoiled_cases == pytest.approx(alone, abs=15)
        assert (stock.starts_at, stock.shows_at) == ("when the case opens", "Check")
        assert wait.starts_at == wait.shows_at == "Check"
