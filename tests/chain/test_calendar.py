"""Open time against a count minute by minute; given and learned calendars."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.chain.records import record

from headwater.chain import chain
from headwater.chain.busy import learn_calendar
from headwater.chain.calendar import Calendar, read_calendar, slots
from headwater.chain.waiting import open_until
from headwater.shared.errors import UsageError

ROME = Calendar(
    tuple((d * 1440 + a, d * 1440 + b) for d in range(5) for a, b in ((540, 765), (840, 1080))),
    frozenset({date(2025, 4, 1)}),
    "Europe/Rome",
)


def counted(calendar: Calendar, start: datetime, end: datetime) -> float:
    zone, seconds, at = ZoneInfo(calendar.zone), 0.0, start
    while at < end:
        local = at.replace(tzinfo=UTC).astimezone(zone)
        minute = local.weekday() * 1440 + local.hour * 60 + local.minute
        is_open = any(a <= minute < b for a, b in calendar.hours) and local.date() not in calendar.holidays
        seconds += 60 * is_open
        at += timedelta(minutes=1)
    return seconds


@settings(max_examples=25, deadline=None)
@given(start=st.integers(0, 6 * 1440), length=st.integers(0, 3 * 1440))
def test_open_time_is_exact_across_the_change_to_summer_time(start: int, length: int) -> None:
    begin = datetime(2025, 3, 27) + timedelta(minutes=start)  # noqa: DTZ001 -- naive UTC, as in the record
    end = begin + timedelta(minutes=length)
    found = slots(ROME, datetime(2025, 3, 27), datetime(2025, 4, 6))  # noqa: DTZ001 -- naive, as a log writes it
    micros = np.array([round(t.replace(tzinfo=UTC).timestamp() * 1e6) for t in (begin, end)])
    low, high = open_until(found, micros) / 1e6
    assert high - low == counted(ROME, begin, end)


def test_a_wait_over_the_weekend_counts_only_open_hours() -> None:
    friday, monday = datetime(2025, 1, 10, 15, 30), datetime(2025, 1, 13, 9, 0)  # noqa: DTZ001 -- naive, as a log writes it
    rows = [{"case": "1", "step": "A", "at": friday}, {"case": "1", "step": "B", "at": monday}]
    edge = chain(record(rows), calendar=ROME).rows("edges")[0]
    assert edge["wait_mean_s"] == (monday - friday).total_seconds()
    assert edge["business_mean_s"] == edge["business_median_s"] == counted(ROME, friday, monday) == 90 * 60 + 3600


def test_a_calendar_file_is_read_with_its_zone_and_holidays(tmp_path: Path) -> None:
    path = tmp_path / "hours.toml"
    path.write_text('zone = "Europe/Rome"\nholidays = ["2025-12-25"]\n[hours]\nmon = ["09:00-13:00", "14:00-18:00"]\n')
    calendar = read_calendar(path)
    assert (calendar.zone, calendar.hours, calendar.holidays) == (
        "Europe/Rome",
        ((540, 780), (840, 1080)),
        frozenset({date(2025, 12, 25)}),
    )
    assert calendar.weekly_hours == 8


@pytest.mark.parametrize("text", ['zone = "Mars"', 'mon = "x"', "[hours]\nmon = ['17:00-09:00']", "[hours]", "= 3"])
def test_a_calendar_that_cannot_be_used_says_what_to_write(tmp_path: Path, text: str) -> None:
    path = tmp_path / "hours.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=r"hours\.toml"):
        read_calendar(path)


def test_hours_and_holidays_are_learned_from_when_work_happens() -> None:
    monday = datetime(2025, 1, 6)  # noqa: DTZ001 -- naive, as a log writes it
    days = [monday + timedelta(days=d) for d in range(70) if d % 7 < 5 and d != 31]
    rows = [
        {"case": f"{day:%j}", "step": "A", "at": day + timedelta(hours=h, minutes=m)}
        for day in days
        for h in range(8, 16)
        for m in range(0, 60, 20)
    ]
    found = learn_calendar(record(rows), "UTC")
    assert found.hours == tuple((d * 1440 + 480, d * 1440 + 960) for d in range(5))
    assert found.holidays == {date(2025, 2, 6)}
    assert found.origin == "learned"
    assert "40 of 168 hours" in found.reason
