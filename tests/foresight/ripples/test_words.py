"""How changes are written."""

from decimal import Decimal

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.spread import quantile
from headwater.foresight.ripples.table import Ripple
from headwater.foresight.simulator.tally import BINS


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.0, "0"), (0.004, "0"), (0.04, "0.04"), (1.234, "1.2"), (9.96, "10"), (1234.5, "1,234"), (-0.5, "−0.50")],
)
def test_two_digits_are_written_and_nothing_that_is_none(number: float, written: str) -> None:
    assert w.digits(number) == written


def ripple(unit: str, before: float, after: float, half: float = 0.0) -> Ripple:
    change = after - before
    levels = ((before, before), (after, after))
    ends = (change - half, change + half)
    return Ripple("waiting", unit, "queue", "a", "week", before, after, change, ends, *levels, 0.0, 0.0, 0.0, False)


def test_a_change_and_its_interval_have_the_unit_of_the_levels() -> None:
    longer, fewer = ripple("h", 0.05, 0.2, 0.05), ripple("share", 0.0268, 0.0265, 0.0002)
    assert w.scale(longer).pair(longer.baseline, longer.decided) == "3.0 to 12.0 min"
    assert w.changed(longer) == ("+9.0 min", "+6.0 to +12.0")
    assert w.scale(fewer).pair(fewer.baseline, fewer.decided) == "2.68 to 2.65\u2009%"
    assert w.changed(fewer) == ("−0.03 points", "−0.05 to −0.01")
    assert w.scale(longer).level(float("nan")) == "– min"


@given(st.floats(0, 1e4), st.floats(0, 1e4), st.sampled_from(["h", "share", "per week"]))
def test_as_it_is_written_what_was_and_the_change_come_to_what_will_be(before: float, after: float, unit: str) -> None:
    row = ripple(unit, before, after)
    scale = w.scale(row)
    was, moved, will = (scale.number(before), scale.moved(before, after), scale.number(after))
    one, two, three = (Decimal(text.replace(",", "").replace("−", "-")) for text in (was, moved, will))
    assert one + two == three


def test_a_small_change_is_not_rounded_out_of_its_interval() -> None:
    assert w.changed(ripple("per case", 0.0857, 0.0737, 0.0004)) == ("−0.012 per case", "−0.012 to −0.012")


def test_a_quantile_of_counted_waits_lies_inside_its_bin() -> None:
    edges = np.arange(BINS, dtype=float)
    bins = np.zeros(BINS)
    bins[[0, 4, 10]] = 50, 40, 10
    assert quantile(bins, edges, 0.5) == 0
    assert quantile(bins, edges, 0.7) == pytest.approx(3.5)
    assert quantile(bins, edges, 0.95) == pytest.approx(9.5)
    assert np.isnan(quantile(np.zeros(BINS), edges, 0.5))
