"""Customers never seen again, by hand, with what the end of the record hides."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.causes.logs import read

from headwater.causes.customers import MIN_RETURNS, distinct, gap_to_next, never_seen_again
from headwater.causes.facts import Facts

DAY = 1440


def facts(cases):
    """Cases of (customer, opening day); each takes ten minutes."""
    return Facts(
        read([{"case": f"C{i:03}", "step": step, "at": day * DAY + 10 * k, "customer": who}
              for i, (who, day) in enumerate(cases) for k, step in enumerate(("Ask", "End"))])
    )  # fmt: skip


STEADY = [(f"S{k}", day) for k in range(4) for day in range(10 * k % 7, 100, 10)]


def test_who_came_back_who_did_not_and_who_still_may():
    cases = [*STEADY, ("left", 20), ("back", 20), ("back", 26), ("late", 97), (None, 20)]
    f = facts(cases)
    found = never_seen_again(f)
    assert found.recorded
    assert found.window == pytest.approx(10 * 86400 - 600)
    names = f.record.names("case_ids")
    place = {name: i for i, name in enumerate(names)}
    of = [place[f"C{len(STEADY) + k:03}"] for k in range(5)]
    assert found.lost[of].tolist() == [True, False, True, False, False]
    assert found.judged[of].tolist() == [True, True, True, False, False]
    steady = np.ones(f.n, bool)
    steady[of] = False
    assert not found.lost[steady].any()


def test_too_few_returns_to_tell():
    found = never_seen_again(facts([(f"K{i}", i + d) for i in range(MIN_RETURNS - 1) for d in (0, 5)]))
    assert found.recorded
    assert found.window is None
    assert not found.lost.any()
    assert never_seen_again(facts([(f"K{i}", i + d) for i in range(MIN_RETURNS) for d in (0, 5)])).window is not None


def test_no_customers_recorded():
    found = never_seen_again(Facts(read([{"case": f"C{i}", "step": "Ask", "at": i} for i in range(5)])))
    assert (found.recorded, found.window) == (False, None)


@given(
    st.lists(
        st.tuples(st.integers(-1, 3), st.integers(0, 50), st.integers(0, 9)), max_size=15, unique_by=lambda c: c[1]
    )
)
def test_gaps_are_those_of_a_plain_search(cases):
    customer, opened, took = (np.array([c[k] for c in cases], dtype=np.int64) for k in range(3))
    gap = gap_to_next(customer, opened.astype(float), (opened + took).astype(float))
    for i, found in enumerate(gap):
        later = [o for c, o, _ in cases if c == customer[i] >= 0 and o > opened[i]]
        assert found == min(later) - opened[i] - took[i] if later else np.isnan(found)


def test_each_customer_counts_once_and_nobody_not_at_all():
    assert distinct(np.array([3, 3, 1, -1, 2]), np.array([True, True, True, True, False])) == 2
