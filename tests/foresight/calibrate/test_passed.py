"""Some cases wait for a paper of their own, and the record has no moment for it: no queue is made of that."""

from datetime import timedelta

import numpy as np
import pyarrow as pa
import pytest
from tests.foresight.calibrate.lived import MONDAY, Rules, calls, record

from headwater.foresight.calibrate.frame import framed, read
from headwater.foresight.calibrate.passed import _passed
from headwater.foresight.calibrate.service import twin
from headwater.foresight.domain import Twin


def papers(share: float, weeks: int = 8, seed: int = 9001) -> pa.Table:
    """Ann decides about what came, first come, first served, from 9 to 17 on workdays; so many lack a paper for two
    days."""
    random = np.random.default_rng(seed)
    came = [24.0 * d + 9 + 7.5 * u for d in range(7 * weeks) if d % 7 < 5 for u in random.random(random.poisson(28))]
    lacks = random.random(len(came)) < share
    ready = np.array(came) + np.where(lacks, random.gamma(4.0, 12.0, len(came)), 0.0)
    free, rows = 0.0, []
    for case in np.argsort(ready, kind="stable"):
        begin = max(ready[case], free)
        while begin // 24 % 7 > 4 or not 9 <= begin % 24 < 17:
            begin = begin // 24 * 24 + (9 if begin % 24 < 9 else 33)
        free = begin + random.gamma(2.0, 1 / 12)
        rows += [_row(case, "Came", came[case], came[case], None), _row(case, "Decide", begin, free, "Ann")]
    return pa.Table.from_pylist(sorted(rows, key=lambda row: row["end"]))  # type: ignore[arg-type, return-value]


def _row(case: int, step: str, start: float, end: float, who: str | None) -> dict[str, object]:
    begun, done = (MONDAY + timedelta(hours=t) for t in (start, end))
    return {"case": f"C{case}", "step": step, "start": begun, "end": done, "who": who}


def delays(found: Twin) -> list[float]:
    return [move.delay.mean for state in found.service.states for move in state.moves if move.state >= 0]


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_what_some_cases_wait_for_is_a_delay_and_the_rest_a_queue(share: float) -> None:
    found = twin(record(papers(share)), resampled=0)
    assert not found.astray
    assert (max(delays(found), default=0.0) > 0) is (share > 0)


def test_a_queue_in_which_others_come_first_is_still_a_queue() -> None:
    """Who waits longest sees others begun, but none of them at once, or by people who just got free."""
    ready, idle = np.arange(0.0, 40.0, 0.2), np.ones(200, dtype=bool)
    begun = np.append(40.0, np.arange(199) * 0.2 + 0.3)
    assert not _passed(ready, begun, begun - ready < 0.03, idle).any()
    early = np.append(40.0, ready[1:] + 0.01)
    assert _passed(ready, early, early - ready < 0.03, idle).tolist() == [True] + [False] * 199
    assert not _passed(ready, early, early - ready < 0.03, ~idle).any()


@pytest.mark.parametrize("named", [True, False])
def test_who_comes_after_others_who_go_first_waits_in_the_queue(named: bool) -> None:
    """Of twelve people one is free every minute or two, and takes a complaint first: hardly one of those waits."""
    lived = calls(Rules(weeks=3, people=12, calls=32.0, work=0.25, patience=4.0, first="complaint"), 9002)
    frame = framed(*read(record(lived if named else lived.drop_columns(["who"])), zone="UTC", kind=None), None)
    assert frame.wait.mean() > 0.1
    assert not frame.delayed.any()


def test_what_only_some_can_do_waits_for_them_in_the_queue() -> None:
    """Bob alone takes what is hard, and hardly keeps up; Ann has time for the rest."""
    rows = []
    for case, at in enumerate(24.0 * d + 9 + 0.5 * n for d in range(21) if d % 7 < 5 for n in range(16)):
        hard = [
            _row(case, "Came", at, at, None),
            _row(case, "Decide", at + case % 16 / 6, at + case % 16 / 6 + 0.5, "Bob"),
        ]
        plain = [_row(case + 999, "Came", at, at, None), _row(case + 999, "Decide", at, at + 0.2, "Ann")]
        rows += hard + plain
    table = pa.Table.from_pylist(sorted(rows, key=lambda row: row["end"]))  # type: ignore[arg-type, return-value]
    frame = framed(*read(record(table), zone="UTC", kind=None), None)
    assert frame.wait.max() > 1
    assert not frame.delayed.any()
