"""A twin on time it has not seen."""

from dataclasses import replace

import numpy as np
import pytest
from tests.foresight import world
from tests.foresight.calibrate.lived import loans, record

from headwater.foresight.calibrate.beside import laid_out
from headwater.foresight.calibrate.check import _calls, held_out, split
from headwater.foresight.calibrate.distances import MEASURES
from headwater.foresight.calibrate.telling import headline
from headwater.foresight.calibrate.visits import load, of_cases
from headwater.foresight.domain import Held
from headwater.foresight.service import twin
from headwater.shared.errors import UsageError


def test_training_is_over_before_the_first_held_out_case_opens() -> None:
    visits = laid_out(load(record(loans()), "UTC"))
    training, rest = split(visits)
    before, after = of_cases(visits, training), of_cases(visits, rest)
    assert before.end.max() < after.opened.min()
    assert rest.sum() == pytest.approx(0.2 * visits.cases, abs=2)
    assert 0.7 * visits.cases < training.sum() <= 0.8 * visits.cases
    assert np.array_equal(np.unique(after.of), np.arange(after.cases))


def test_a_service_that_goes_on_as_it_did_is_met() -> None:
    found = {h.measure: h for h in held_out(record(loans()), logs=4)}
    assert tuple(found) == MEASURES
    assert found["NGD"].twin < 0.05
    assert found["CTD"].twin < 3
    assert found["AED"].twin < 4
    assert found["AED"].twin < 2 * found["AED"].copied


def test_who_gives_up_and_calls_again_makes_a_case_of_each_call() -> None:
    contact, joined = np.array([7, 5, 5, 5, 5]), np.array([1.0, 9.0, 9.1, 2.0, 2.1])
    found = _calls(contact, joined, np.array([False, False, False, False, True]))
    assert found.tolist() == [2, 1, 1, 0, 0]


def test_a_distance_of_less_than_a_minute_is_no_matter() -> None:
    plain = twin(record(loans()), resampled=0)
    near = [Held(name, 0.01, 0.001, "h") for name in ("RED", "CTD")]
    assert "in all 2 measures" in headline(replace(plain, held=(*near,)))
    assert "less so in how long cases take" in headline(replace(plain, held=(near[0], replace(near[1], twin=0.1))))


def test_a_twin_checks_itself_and_says_how_far_it_may_be_trusted() -> None:
    found = twin(record(loans()), resampled=0)
    assert "not checked on held-out time yet" in headline(found)
    checked = found.check(logs=2)
    assert headline(checked).startswith("On held-out time the twin lies")
    text = str(checked)
    assert "Measured" in text
    assert "work.Check credit" in text
    assert max(map(len, text.splitlines())) <= 80


def test_a_twin_without_its_record_cannot_be_checked() -> None:
    from headwater.foresight.service import asked

    with pytest.raises(UsageError, match="has no record to be checked on; calibrate it again"):
        asked(world.twin(world.centre())).check()
