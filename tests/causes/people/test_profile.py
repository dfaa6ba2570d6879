"""Intervals on shares: against a general constrained search, and their order."""

import numpy as np
import pytest
from bench.people_worlds import TRUTH, crossed
from scipy.optimize import NonlinearConstraint, minimize

from headwater.causes.people.profile import Share, share, without
from headwater.causes.people.reml import fit
from headwater.causes.people.threads import one_thread

SMALL = {"people": 30, "process": 8, "touchpoint": 6, "customers": 1_500}


@pytest.fixture
def single():
    with one_thread():
        yield


@pytest.fixture(scope="module")
def fitted():
    return fit(crossed(0, n=3_000, levels=SMALL))


@pytest.mark.usefixtures("single")
@pytest.mark.parametrize("names", [["people"], ["customers"], ["people", "process"], list(SMALL)])
@pytest.mark.parametrize("of_explained", [False, True])
def test_the_ends_are_where_a_constrained_search_finds_them(fitted, names, of_explained):
    if of_explained and len(names) == 4:
        assert share(fitted, names, of_explained=True) == Share(1.0, 1.0, 1.0)
        return
    inside = [fitted.likelihood.names.index(name) for name in names]

    def part(x):
        ratio = np.exp(x)
        return ratio[inside].sum() / (ratio.sum() + (0 if of_explained else 1))

    rise = NonlinearConstraint(
        lambda x: fitted.likelihood(x).deviance - fitted.deviance,
        -1,
        3.841459,
        jac=lambda x: fitted.likelihood(x).gradient,
    )
    ends = [
        part(minimize(lambda x, s=s: s * part(x), fitted.log_ratio, constraints=[rise], method="SLSQP").x)
        for s in (1, -1)
    ]
    found = share(fitted, names, of_explained=of_explained)
    assert found.estimate == pytest.approx(part(fitted.log_ratio), abs=1e-6)
    assert [found.low, found.high] == pytest.approx(ends, rel=0.01)


def test_a_part_at_zero_has_a_lower_end_of_zero_and_more_together_never_less():
    fits = (fit(crossed(s, n=400, levels={**SMALL, "customers": 200})) for s in range(8))
    for found in fits:
        one, both = share(found, ["people"]), share(found, ["people", "process"])
        assert 0 <= one.low <= one.estimate <= one.high <= 1
        assert both.high >= one.high - 0.002
        if one.estimate == 0:
            assert one.low == 0


def test_a_factor_that_matters_costs_likelihood_when_left_out(fitted):
    plain = crossed(0, n=3_000, levels=SMALL)
    dropped = fit(type(plain)(plain.y, plain.random[1:], (), (), plain.absorbed))
    rise, _ = without(fitted, ["people"])
    assert rise == pytest.approx(dropped.deviance - fitted.deviance, abs=1e-3)
    assert rise > 3.84


def test_shares_have_no_bias_and_intervals_hold_the_truth():
    fits = [fit(crossed(1_000 + s, n=3_000, levels=SMALL)) for s in range(40)]
    for name, truth in TRUTH.items():
        found = [share(f, [name]) for f in fits]
        estimates = np.array([s.estimate for s in found])
        assert abs(estimates.mean() - truth) < 3 * estimates.std(ddof=1) / np.sqrt(40)
        assert sum(s.low <= truth <= s.high for s in found) >= 34


def test_a_share_reads_as_people_read_it():
    assert str(Share(0.123, 0.04, 0.2)) == "12 % (4.0 to 20)"
