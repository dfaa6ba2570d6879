"""What other teams tell of how often people are away."""

import numpy as np
import pytest

from headwater.foresight.calibrate.absence import together


def test_a_small_team_that_was_lucky_is_away_as_others_are() -> None:
    absent, days = together(np.array([1 / 130, 10 / 260, 8 / 260]), np.array([130.0, 260.0, 260.0]))
    assert 0.02 < absent[0] < 18 / 520
    assert days[0] == 130 + 520 / 2, "others' days tell half"
    assert np.average(absent, weights=[130, 260, 260]) == pytest.approx(19 / 650, abs=0.002)


def test_teams_that_differ_stay_as_they_are() -> None:
    shown = np.array([0.01, 0.2, 0.1])
    absent, days = together(shown, np.array([500.0, 500.0, 500.0]))
    assert absent == pytest.approx(shown, abs=0.01)
    assert (days < 600).all()


def test_a_team_alone_and_one_without_people_are_as_they_are() -> None:
    absent, days = together(np.array([0.1, 0.0]), np.array([150.0, 0.0]))
    assert absent.tolist() == pytest.approx([0.1, 0.0])
    assert days.tolist() == [150.0, 0.0]
