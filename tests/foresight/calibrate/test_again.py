"""Who gave up calls again: how soon, and from where; what brings back who was served."""

from dataclasses import replace
from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest

from headwater.foresight.calibrate.again import reread, slopes, spread
from headwater.foresight.calibrate.frame import framed
from headwater.foresight.calibrate.frame import read as visits
from headwater.foresight.calibrate.readings import Reading
from headwater.foresight.calibrate.service import twin
from headwater.moments.service import read

MONDAY = datetime(2026, 3, 2)  # noqa: DTZ001 -- the wall clock of a service


def mornings(weeks: int) -> pa.Table:
    """On every workday six calls on the hour and, at nine, one who leaves after five minutes and calls again in
    fifteen."""
    rows = []
    for day in (d for d in range(7 * weeks) if d % 7 < 5):
        for hour in range(9, 15):
            case, at = f"C{day}-{hour}", MONDAY + timedelta(days=day, hours=hour, minutes=10)
            rows += [(case, "Call", at, 0, None), (case, "Answer", at, 12, "Ann")]
        case, at = f"L{day}", MONDAY + timedelta(days=day, hours=9, minutes=15)
        rows += [(case, "Call", at, 0, None), (case, "Left", at + timedelta(minutes=5), 0, None)]
        again = at + timedelta(minutes=20 + day % 3)
        rows += [(case, "Call", again, 0, None), (case, "Answer", again, 6, "Ann")]
    return pa.Table.from_pylist(
        [
            {"case": case, "step": step, "start": at, "end": at + timedelta(minutes=took), "who": who}
            | {"team": "Desk" if who else None}
            for case, step, at, took, who in rows
        ]
    )


def test_who_calls_again_in_the_first_open_hour_was_not_kept_out() -> None:
    found = twin(read(mornings(6), start="start", at="end"), resampled=0)
    (kind,) = found.service.kinds
    assert kind.retry == pytest.approx(1.0)
    assert kind.retry_after.mean == pytest.approx(16 / 60, rel=0.02)
    assert kind.retry_anew


def test_who_is_kept_out_by_the_night_wanted_to_come_when_others_did() -> None:
    random = np.random.default_rng(1)
    end, takes = random.uniform(8, 18, 4000), 12 + random.exponential(18, 4000)
    hour = (end + takes) % 24
    waits = np.where(hour < 8, 8 - hour, np.where(hour >= 18, 32 - hour, 0.0)) + random.random(4000)
    kept = (hour < 8) | (hour >= 18)
    high = np.where(kept, takes + waits, takes)
    low = np.where(kept, np.maximum(takes - np.where(hour < 8, hour + 6, hour - 18), 0.0), takes)
    found = np.sort(spread(low, high, np.ones(4000)))
    for share in (0.1, 0.25, 0.5, 0.75):
        assert np.quantile(found, share) == pytest.approx(np.quantile(takes, share), rel=0.1)


def brought_back(rule: Reading, cases: int = 3000) -> pa.Table:
    """Two works a contact, 0.1 h each on average, after waits of 0.3 h; waits and haste bring the customer back the
    day after."""
    random, rows = np.random.default_rng(7), []
    for case in range(cases):
        waited, at = 0.0, 24.0 * (case % 40) + random.uniform(9, 12)
        for _further in range(4):
            wait, *works = random.exponential(0.3), *random.gamma(2.0, 0.05, 2)
            waited = waited + wait if rule.of_case else wait
            begun = at + wait
            rows += [(case, "Call", at, at), (case, "Take", begun, begun + works[0])]
            rows += [(case, "Settle", begun + works[0], begun + sum(works))]
            hasty = 1 - (works[1] / 0.1 if rule.of_last else sum(works) / 0.2)
            odds = 0.1 * np.exp(2.0 * waited + 1.5 * hasty)
            if random.random() * (1 + odds) > odds:
                break
            at = 24.0 * (at // 24 + 1) + random.uniform(9, 12)
    names = ("case", "step", "start", "end")
    found = pa.table(dict(zip(names, zip(*rows, strict=True), strict=True)))
    at = {name: pa.array([MONDAY + timedelta(hours=h) for h in found[name].to_pylist()]) for name in ("start", "end")}
    who = [None if step == "Call" else f"P{i % 40}" for i, step in enumerate(found["step"].to_pylist())]
    case = [f"C{n}" for n in found["case"].to_pylist()]
    team = [name and "Desk" for name in who]
    return pa.table({"case": case, "step": found["step"], **at, "who": who, "team": team})


@pytest.mark.parametrize("rule", [Reading(False, False), Reading(True, True)])
def test_what_brings_customers_back_is_read_as_the_record_supports_it(rule: Reading) -> None:
    held = read(brought_back(rule), start="start", at="end")
    frame = framed(*visits(held, zone="UTC", kind=""), None)
    found = slopes(frame)
    assert found.reading == rule
    assert min(found.ahead) > 2
    assert found.slope == pytest.approx([2.0, 1.5], rel=0.2)
    assert not reread(frame, found)
    ((what, other),) = reread(frame, replace(found, ahead=(1.9, 2.1)))
    assert (what, other.reading) == (0, Reading(not rule.of_case, rule.of_last))
    assert 0.1 < other.slope[0] != found.slope[0]
    made = twin(held, resampled=0)
    (kind,) = made.service.kinds
    assert (kind.repeat_wait_of_case, kind.repeat_haste_of_last) == rule
    assert kind.repeats_at_most == (3 if rule.of_case else 0)
    told = {part.name: part for part in made.parts}
    assert told["repeat_wait_of"].tag == told["repeat_haste_of"].tag == "measured"
    assert told["repeat_wait_of"].said.startswith("the waits of all" if rule.of_case else "the wait of the contact")
