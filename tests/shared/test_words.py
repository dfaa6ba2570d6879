"""Numbers for people: no finer than the interval, the same everywhere."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.shared import words


@pytest.mark.parametrize(
    ("value", "interval", "written", "between"),
    [
        (64.2, (41.7, 88.9), "64", "42–89"),
        (412.3, (229.6, 588.1), "410", "230–590"),
        (6.0, (-9.0, 21.0), "6", "−9 to 21"),
        (2713.0, (1690.0, 3790.0), "2,700", "1,700–3,800"),
        (0.2, (-0.4, 0.4), "0", "0–0"),
    ],
)
def test_an_estimate_is_rounded_as_its_interval_allows(value, interval, written, between):
    assert words.estimate(value, interval) == written
    assert words.span(interval) == between


@pytest.mark.parametrize(
    ("seconds", "written"),
    [
        (26 * 3600, "26 h"),
        (90, "90 s"),
        (3 * 86_400, "3 days"),
        (8_640_000, "14 weeks"),
        (0, "0 s"),
        (None, "not recorded"),
    ],
)
def test_a_time_span_is_written_in_a_readable_unit(seconds, written):
    assert words.duration(seconds) == written


@pytest.mark.parametrize(
    ("value", "written"), [(0.194, "19"), (0.03, "3.0"), (0.999, "99.9"), (1.0, "100"), (0.0999, "10")]
)
def test_a_share_keeps_a_decimal_where_it_matters(value, written):
    assert words.share(value) == f"{written}\u2009%"


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_a_rounded_estimate_stays_inside_its_rounded_interval(low, width):
    interval = (low, low + width)
    step = words.rounding(interval)
    middle = words.to_step(low + width / 2, step)
    assert words.to_step(interval[0], step) <= middle <= words.to_step(interval[1], step)


def test_a_long_list_says_how_much_it_left_out():
    assert words.listing(["a", "b", "c"]) == "a, b and c"
    assert words.listing(list("abcdefgh")) == "a, b, c, d, e, f and 2 more"
    assert words.listing([]) == ""


def test_one_is_singular():
    assert words.plural(1, "case") == "1 case"
    assert words.plural(4240, "case") == "4,240 cases"
