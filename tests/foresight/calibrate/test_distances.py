"""The distances of the literature, on logs small enough to reckon by hand."""

import numpy as np
import pytest

from headwater.foresight.calibrate.distances import Log, distances, moved


def log(*rows: tuple[int, int, float, float]) -> Log:
    """(case, step, begin, end) in hours since Monday 00:00."""
    case, step, start, end = (np.array(column) for column in zip(*rows, strict=True))
    return Log(case, step, start.astype(float), end.astype(float))


REAL = log((0, 0, 9.0, 10.0), (0, 1, 10.0, 12.0), (1, 0, 33.0, 34.0), (1, 1, 34.0, 36.0))


def test_a_log_lies_at_no_distance_from_itself() -> None:
    assert distances(REAL, REAL) == {"NGD": 0, "AED": 0, "CED": 0, "RED": 0, "CTD": 0}


def test_an_hour_later_moves_what_is_absolute_and_nothing_else() -> None:
    later = Log(REAL.case, REAL.step, REAL.start + 1, REAL.end + 1)
    found = distances(REAL, later)
    assert (found["NGD"], found["RED"], found["CTD"]) == (0, 0, 0)
    assert found["AED"] == pytest.approx(1)
    assert found["CED"] == pytest.approx(2 / 7), "two of seven weekdays are an hour off"


def test_an_empty_weekday_is_as_far_as_a_day_can_be() -> None:
    monday = log((0, 0, 9.0, 10.0), (0, 1, 10.0, 12.0), (1, 0, 9.0, 10.0), (1, 1, 10.0, 12.0))
    assert distances(REAL, monday)["CED"] == pytest.approx(23 / 7)


def test_longer_cases_move_what_is_relative() -> None:
    longer = log((0, 0, 9.0, 10.0), (0, 1, 10.0, 15.0), (1, 0, 33.0, 34.0), (1, 1, 34.0, 39.0))
    found = distances(REAL, longer)
    assert found["CTD"] == pytest.approx(3)
    assert found["RED"] == pytest.approx(2 * 3 / 8), "two of eight times lie three hours later"


def test_three_in_a_row_that_differ_are_counted_with_beginnings_and_ends() -> None:
    other = log((0, 0, 9.0, 10.0), (0, 2, 10.0, 12.0), (1, 0, 33.0, 34.0), (1, 1, 34.0, 36.0))
    # of ..A, .AB, AB., B.. twice, one case has .AC, AC., C.. in their place: three are missing, three too many
    assert distances(REAL, other)["NGD"] == pytest.approx(6 / 16)


def test_samples_of_different_sizes_are_compared_as_shares() -> None:
    assert moved(np.array([0.0, 4.0]), np.array([0.0, 0.0, 4.0, 4.0])) == 0
    assert moved(np.array([0.0]), np.array([3.0, 5.0])) == 4
