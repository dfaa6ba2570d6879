"""A twin that does not wait as its own record does says so."""

from dataclasses import replace

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pytest
from tests.foresight.calibrate.lived import Rules, calls, record

from headwater.foresight.calibrate.calibrated import calibrated
from headwater.foresight.calibrate.effects import Effects
from headwater.foresight.calibrate.fit import fit
from headwater.foresight.calibrate.frame import Frame, read
from headwater.foresight.calibrate.today import astray
from headwater.foresight.calibrate.unseen import said
from headwater.foresight.domain import Astray
from headwater.foresight.simulator.domain import Service

Fitted = tuple[Frame, Effects, Service]


@pytest.fixture(scope="module")
def fitted() -> Fitted:
    frame, effects = calibrated(*read(record(calls(Rules())), zone="UTC", kind=None), None)
    return frame, effects, fit(frame, effects, np.ones(frame.visits.contacts))


def told(fitted: Fitted, people: int, *, by_hand: bool = False) -> dict[str, Astray]:
    """Where the twin is astray with so many people more at the desk than the record shows."""
    frame, effects, service = fitted
    (pool,) = service.pools
    pool = replace(pool, servers=tuple(n and n + people for n in pool.servers))
    found = astray(frame, effects, replace(service, pools=(pool,)), by_hand=by_hand)
    return {one.measure: one for one in found}


def test_what_waits_as_its_record_is_not_astray(fitted: Fitted) -> None:
    assert not told(fitted, 0)


def test_too_few_people_and_too_many_are_told_with_what_the_record_has(fitted: Fitted) -> None:
    frame = fitted[0]
    gone = float(frame.visits.left[frame.team == 0].mean())
    for people in (-1, 3):
        found = told(fitted, people)["abandonment"]
        assert found.where == "Desk"
        assert (found.twin > found.recorded) is (people < 0)
        assert found.recorded == pytest.approx(gone, abs=0.08)
    assert told(fitted, 3)["abandonment"].far
    assert told(fitted, 3)["waiting"].factor > 3


def test_what_is_set_by_hand_is_told_and_refuses_nothing(fitted: Fitted) -> None:
    assert not any(one.far for one in told(fitted, 3, by_hand=True).values())


def test_a_wait_that_no_record_shows_is_not_compared_but_told() -> None:
    table = calls(Rules())
    begun = table.filter(pc.is_in(table["step"], pa.array(["Answer", "Left"])))
    frame, effects = calibrated(*read(record(begun), zone="UTC", kind=None), None)
    service = fit(frame, effects, np.ones(frame.visits.contacts))
    assert frame.wait.sum() == 0
    assert not astray(frame, effects, service, by_hand=False)
    assert any("how long customers wait there first is not seen" in note for note in said(frame))
    assert any(" gave up, and the record has no moment at which they came" in note for note in said(frame))
