"""When the case came, and how much was open then, against counting one by one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.causes.logs import read

from headwater.causes.facts import Facts
from headwater.causes.links.load import calendar, lately, loads, open_at_arrival

SPANS = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 15)), min_size=1, max_size=25)


@given(SPANS)
def test_open_at_arrival_is_a_count_one_by_one(spans):
    opened = np.array([o for o, _ in spans], float)
    ended = np.array([o + took for o, took in spans], float)
    counted = [sum(o < at and e >= at for o, e in zip(opened, ended, strict=True)) for at in opened]
    assert open_at_arrival(opened, ended).tolist() == counted


@given(SPANS, st.sampled_from([1.0, 3.0, 10.0]))
def test_lately_is_a_count_one_by_one(spans, seconds):
    opened = np.array([o for o, _ in spans], float)
    assert lately(opened, seconds).tolist() == [((opened < at) & (opened >= at - seconds)).sum() for at in opened]


def at(hours):
    return Facts(read([{"case": f"C{i:03}", "step": "Ask", "at": 60 * h} for i, h in enumerate(hours)]))


def test_weekday_and_part_of_the_day():
    f = at([0, 5.99, 6, 12, 18, 24 + 23.9, 6 * 24 + 8])
    found = {c.ref.value: np.flatnonzero(c.broke).tolist() for c in calendar(f)}
    assert found["Monday"] == [0, 1, 2, 3, 4]
    assert found["Tuesday"] == [5]
    assert found["Sunday"] == [6]
    assert found["night"] == [0, 1]
    assert found["morning"] == [2, 6]
    assert found["afternoon"] == [3]
    assert found["evening"] == [4, 5]


def test_days_without_hours_have_no_part_of_the_day():
    assert {c.ref.column for c in calendar(at([0, 24, 48]))} == {"weekday"}


def test_a_peak_is_found_where_cases_that_meet_it_are_spoiled():
    rng = np.random.default_rng(0)
    calm, rush = np.cumsum(rng.exponential(3, 150)), 800 + np.cumsum(rng.exponential(0.05, 100))
    opened = np.concatenate([calm, rush])
    rows = [{"case": f"C{i:03}", "step": step, "at": 60 * (h + k), "team": "Desk" if i % 2 else "Back"}
            for i, h in enumerate(opened) for k, step in enumerate(("Ask", "End"))]  # fmt: skip
    f = Facts(read(rows))
    spoiled = (np.arange(250) >= 170) & (rng.random(250) < 0.9)
    found = {c.link: c for c in loads(f, spoiled, np.ones(250, bool))}
    busy = found["Load when the case arrives (cases open)"]
    assert busy.broke[180:].mean() > 0.9
    assert busy.broke[:150].mean() < 0.05
    desk = found["Load on Desk (cases open)"]
    assert np.array_equal(np.flatnonzero(desk.known), np.arange(1, 250, 2))
    assert not desk.broke[::2].any()
    assert (desk.owner, busy.owner) == ("Desk", None)
