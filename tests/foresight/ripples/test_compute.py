"""The levels that stand beside a change."""

import numpy as np
import pytest

from headwater.foresight.ripples.compute import Sides, on_today

ROWS = {"measure": ("waiting", "abandonment"), "unit": ("h", "share"), "of": ("queue",) * 2}
PLACES = {"where": ("billing",) * 2, "when": ("week",) * 2}


def sides(before: list[float], change: list[float]) -> Sides:
    """Two runs, one of them a tenth above the other."""
    level = np.array(before) * np.array([[1.0], [0.95], [1.05]])
    return Sides(ROWS | PLACES, level, level + np.array(change))


def test_today_is_the_same_however_many_runs_a_change_needs() -> None:
    first, more = sides([1.0, 0.2], [0.5, 0.1]), sides([1.2, 0.25], [0.4, 0.12])
    levels = on_today(first, more)
    assert levels.before[0] == pytest.approx([1.0, 0.2])
    assert levels.after[0] == pytest.approx([1.4, 0.32])
    assert np.ptp(levels.after, axis=0) == pytest.approx(np.ptp(first.after, axis=0))
    assert on_today(first, first) is first


def test_a_level_stays_between_nothing_and_all() -> None:
    levels = on_today(sides([1.0, 0.95], [0.0, 0.0]), sides([2.0, 0.9], [-1.5, 0.09]))
    assert levels.after[0] == pytest.approx([0.0, 1.0])
