"""Who gave up calls again: how soon, and from where."""

from datetime import datetime, timedelta

import numpy as np
import pyarrow as pa
import pytest

from headwater.foresight.calibrate.again import spread
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
