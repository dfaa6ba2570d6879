"""An office by the clock: checks beside each other, work that is put down at night, requests every half hour."""

import pytest
from tests.foresight.calibrate.lived import loans, record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.domain import Twin
from headwater.foresight.simulator.domain import END


@pytest.fixture(scope="module")
def found() -> Twin:
    return twin(record(loans()), resampled=0)


def test_requests_come_by_the_clock(found: Twin) -> None:
    (kind,) = found.service.kinds
    assert kind.arrivals.gaps.shape == "fixed"
    assert found.service.slot == 0.5
    assert sum(kind.arrivals.rates) * 0.5 == pytest.approx(80, abs=0.01)


def test_teams_are_found_from_who_does_the_same(found: Twin) -> None:
    assert {p.name for p in found.service.pools} == {"Credit", "Identity", "Approver"}
    assert all(s.station is not None for s in found.service.steps)


def test_work_is_counted_in_open_time_where_it_is_put_down_at_night(found: Twin) -> None:
    assert all(p.pauses for p in found.service.pools)
    work = {s.name: s.work.mean for s in found.service.steps}
    assert work["Check credit"] == pytest.approx(0.3, rel=0.12)
    assert work["Check identity"] == pytest.approx(0.5, rel=0.12)
    assert work["Approve"] == pytest.approx(1 / 12, rel=0.05)


def test_hours_are_those_in_which_work_is_begun_or_ended(found: Twin) -> None:
    (credit,) = (p for p in found.service.pools if p.name == "Credit")
    monday = credit.servers[:48]
    assert monday[:16] == (0,) * 16
    assert monday[32:] == (0,) * 16
    assert set(monday[16:31]) == {3}


def test_checks_go_beside_each_other_and_are_joined(found: Twin) -> None:
    states = found.service.states
    names = [found.service.steps[s.step].name for s in states]
    ((_, first),) = found.service.kinds[0].starts
    (beside,) = states[first].moves
    assert beside.together
    assert {names[first], names[beside.state]} == {"Check credit", "Check identity"}
    (joined,) = states[beside.state].moves
    assert not joined.together
    assert names[joined.state] == "Approve"
    (over,) = states[joined.state].moves
    assert over.state == END
