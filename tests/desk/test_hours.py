"""Business time against a plain count of minutes."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from headwater.desk.hours import BusinessHours, business_hours

WEEK = {day: [["09:00", "12:00"], ["13:00", "17:30"]] for day in ("mon", "tue", "wed", "thu", "fri")}
BERLIN = business_hours(WEEK | {"sat": [["22:00", "24:00"]]}, ["2026-04-06"], "Europe/Berlin")
SPRING = datetime(2026, 3, 26, tzinfo=UTC)


def plain(hours: BusinessHours, since: datetime, minutes: int) -> int:
    """Minute by minute on the local clock."""
    found = 0
    for n in range(minutes):
        local = (since + timedelta(minutes=n)).astimezone(hours.zone)
        open_now = any(b <= local.time() < e for b, e in hours.spans.get(local.weekday(), ()))
        found += open_now and local.date() not in hours.holidays
    return found


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 14 * 1440), st.integers(0, 4 * 1440))
def test_it_is_the_count_of_open_minutes_also_when_clocks_change(begin: int, minutes: int):
    since = SPRING + timedelta(minutes=begin)
    assert BERLIN.seconds(since, since + timedelta(minutes=minutes)) == 60 * plain(BERLIN, since, minutes)


@given(st.lists(st.integers(0, 20 * 1440), min_size=3, max_size=3).map(sorted))
def test_parts_add_up(times: list[int]):
    a, b, c = (SPRING + timedelta(minutes=t) for t in times)
    assert BERLIN.seconds(a, b) + BERLIN.seconds(b, c) == BERLIN.seconds(a, c)


def test_no_hours_are_round_the_clock_and_time_never_runs_back():
    day = timedelta(days=1)
    assert BusinessHours().seconds(SPRING, SPRING + day) == day.total_seconds()
    assert BERLIN.seconds(SPRING + day, SPRING) == 0
    assert business_hours({}, [], "UTC").zone == ZoneInfo("UTC")
