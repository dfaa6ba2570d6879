"""Real logs, where they are at hand."""

from pathlib import Path
from time import process_time

import pytest

from headwater.foresight.calibrate.service import twin
from headwater.foresight.simulator.domain import Plan
from headwater.foresight.simulator.run import run
from headwater.moments.service import read

DATA = Path("/work/shared/data")


def here(name: str) -> Path:
    if not (DATA / name).is_file():
        pytest.skip(f"{name} is not here")
    return DATA / name


def test_the_incident_log_becomes_a_twin_quickly_and_says_what_cannot_be_known() -> None:
    record = read(here("incident_servicenow_uci.parquet"))
    begun = process_time()
    found = twin(record, resampled=3)
    assert process_time() - begun < 30
    assert len(found.resampled) == 3
    assert len(found.service.pools) == 25
    assert "one time a step" in found.notes[0]
    assert "Nearly all cases opened within 9" in found.notes[1]
    assert {p.tag for p in found.parts if p.name.startswith("work.")} == {"assumed"}
    weeks = run(found.service, Plan(length=168.0 * 8, warm_up=168.0 * 4, replications=1))
    assert int(weeks.cases.sum()) == pytest.approx(8 * 1627 * 0.9, rel=0.15)


def test_the_loan_log_comes_by_the_clock_and_its_checks_go_beside_each_other() -> None:
    found = twin(read(here("twin/LoanApp_train.csv.gz")), resampled=0)
    assert found.service.kinds[0].arrivals.gaps.shape == "fixed"
    assert sum(found.service.kinds[0].arrivals.rates) * found.service.slot == pytest.approx(80, abs=0.1)
    teams = {p.name: (max(p.servers), p.pauses) for p in found.service.pools}
    assert teams["Clerk"] == (8, True)
    assert teams["Loan Officer"] == (4, True)
    assert sum(m.together for s in found.service.states for m in s.moves) >= 2
    work = {s.name: s.work.mean for s in found.service.steps}
    assert work["Approve application"] == pytest.approx(5 / 60, abs=0.01)
    assert work["Assess loan risk"] == pytest.approx(20 / 60, abs=0.01)
