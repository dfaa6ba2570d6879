"""How changes are written."""

import numpy as np
import pytest

from headwater.foresight.ripples import words as w
from headwater.foresight.ripples.spread import quantile
from headwater.foresight.simulator.tally import BINS


@pytest.mark.parametrize(
    ("number", "written"),
    [(0.0, "0"), (0.004, "0"), (0.04, "0.04"), (1.234, "1.2"), (9.96, "10"), (1234.5, "1,234"), (-0.5, "−0.50")],
)
def test_two_digits_are_written_and_nothing_that_is_none(number: float, written: str) -> None:
    assert w.digits(number) == written


def test_a_change_and_its_interval_have_the_unit_of_the_levels() -> None:
    assert w.pair(0.05, 0.2, "h") == "3.0 to 12 min"
    assert w.change(0.15, (0.1, 0.2), "h", 0.2) == ("+9.0 min", "+6.0 to +12")
    assert w.change(-0.02, (-0.03, 0.01), "share") == ("−2.0 points", "−3.0 to +1.0")
    assert w.value(float("nan"), "h") == "–"


def test_a_quantile_of_counted_waits_lies_inside_its_bin() -> None:
    edges = np.arange(BINS, dtype=float)
    bins = np.zeros(BINS)
    bins[[0, 4, 10]] = 50, 40, 10
    assert quantile(bins, edges, 0.5) == 0
    assert quantile(bins, edges, 0.7) == pytest.approx(3.5)
    assert quantile(bins, edges, 0.95) == pytest.approx(9.5)
    assert np.isnan(quantile(np.zeros(BINS), edges, 0.5))
