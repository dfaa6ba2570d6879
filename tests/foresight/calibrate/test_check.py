"""A twin on time it has not seen."""

import numpy as np
import pytest
from tests.foresight import world
from tests.foresight.calibrate.lived import loans, record

from headwater.foresight.calibrate.beside import laid_out
from headwater.foresight.calibrate.check import held_out, split
from headwater.foresight.calibrate.distances import MEASURES
from headwater.foresight.calibrate.telling import headline
from headwater.foresight.calibrate.visits import load, of_cases
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
