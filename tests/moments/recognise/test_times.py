"""How times are written is found over the whole column; what cannot be found is asked, with both readings shown."""
# ruff: noqa: DTZ001 -- the record holds UTC without a zone

from datetime import datetime

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from headwater.engine import Engine
from headwater.moments.domain import Source
from headwater.moments.service import open_source
from headwater.shared.errors import InputError, UsageError


def opened(times: list[object], **how: object) -> tuple[Engine, Source]:
    count = len(times)
    table = pa.table({"case_id": ["a"] * count, "activity": [f"s{i % 3}" for i in range(count)], "timestamp": times})
    engine = Engine()
    return engine, open_source(engine, table, **{"case": "case_id", "step": "activity"} | how)


def read_back(times: list[object], **how: object) -> list[datetime]:
    engine, source = opened(times, **how)
    return engine.sql(f"SELECT timestamp AS t FROM {source.relation} ORDER BY row_number")["t"].to_pylist()


MOMENTS = [datetime(2024, 3, 31, 9, 5, 7), datetime(2024, 12, 1, 23, 59, 0), datetime(2023, 1, 2, 0, 0, 30)]
FORMATS = [
    "%Y-%m-%d %H:%M:%S",
    "%Y-%m-%dT%H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
    "%Y.%m.%d %H:%M:%S",
    "%Y%m%d %H%M%S",
    "%Y%m%dT%H%M%S",
    "%d.%m.%Y %H:%M:%S",
    "%d/%m/%Y %H:%M:%S",
    "%d-%m-%Y %H:%M:%S",
    "%m/%d/%Y %H:%M:%S",
    "%m/%d/%Y %I:%M:%S %p",
    "%d/%m/%y %H:%M:%S",
    "%d %b %Y %H:%M:%S",
    "%d-%b-%y %I.%M.%S %p",
    "%B %d, %Y %I:%M:%S %p",
    "%d/%b/%Y:%H:%M:%S",
    "%a, %d %b %Y %H:%M:%S",
    "%d.%m.%Y, %H:%M:%S",
]


@pytest.mark.parametrize("written", FORMATS)
def test_each_way_of_writing_is_read(written):
    assert read_back([m.strftime(written) for m in MOMENTS]) == MOMENTS


@pytest.mark.parametrize(("zone", "hours"), [("Z", 0), ("+02:00", 2), ("-0530", -5.5), (" +02:00", 2), (" UTC", 0)])
@pytest.mark.parametrize("written", ["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S.000", "%d.%m.%Y %H:%M:%S"])
def test_a_zone_in_the_text_is_taken_off(zone, hours, written):
    found = read_back([m.strftime(written) + zone for m in MOMENTS], timezone="America/New_York")
    assert [(m - f).total_seconds() / 3600 for m, f in zip(MOMENTS, found, strict=True)] == [hours] * 3


def test_fractions_of_a_second_are_kept():
    assert read_back(["2024-01-01 10:00:00.250", "2024-01-01 10:00:00.5", "2024-01-01 10:00:01"]) == [
        datetime(2024, 1, 1, 10, 0, 0, 250_000),
        datetime(2024, 1, 1, 10, 0, 0, 500_000),
        datetime(2024, 1, 1, 10, 0, 1),
    ]


def test_short_and_long_digits_in_one_column():
    assert read_back(["1.2.2024 9:05", "13.12.2024 19:05"]) == [
        datetime(2024, 2, 1, 9, 5),
        datetime(2024, 12, 13, 19, 5),
    ]


@pytest.mark.parametrize("scale", [1, 1_000, 1_000_000])
@pytest.mark.parametrize("as_text", [True, False])
def test_counted_seconds(scale, as_text):
    counted = [int((m - datetime(1970, 1, 1)).total_seconds()) * scale for m in MOMENTS]
    assert read_back([str(c) for c in counted] if as_text else counted) == MOMENTS


def test_month_names_of_other_languages():
    assert read_back(["3 März 2024 10:00", "4 Mai 2024 10:00", "5 Dezember 2024 10:00"]) == [
        datetime(2024, 3, 3, 10),
        datetime(2024, 5, 4, 10),
        datetime(2024, 12, 5, 10),
    ]


def test_an_undecidable_column_shows_both_readings():
    with pytest.raises(InputError) as caught:
        opened(["03/04/2024 10:00", "05/06/2024 11:00"])
    message = str(caught.value)
    assert "05/06/2024 11:00 is 5 June with the day first, or May 6 with the month first" in message
    assert "--dates day-first" in message


@pytest.mark.parametrize(("dates", "month"), [("day first", 4), ("month first", 3)])
def test_the_user_decides_it(dates, month):
    assert read_back(["03/04/2024 10:00", "05/06/2024 11:00"], dates=dates)[0].month == month


def test_one_value_decides_the_whole_column():
    days = ["03/04/2024 10:00"] * 500 + ["13/04/2024 10:00"]
    assert {t.month for t in read_back(days)} == {4}


def test_a_date_in_neither_order_is_one_row_that_cannot_be_read():
    days = ["13/04/2024 10:00"] * 40 + ["31/31/2024 10:00"]
    assert {t.month for t in read_back(days) if t} == {4}


def test_mixed_orders_stop():
    with pytest.raises(InputError, match="mix two orders: 13/04/2024 can only have the day first and 04/13/2024"):
        opened(["13/04/2024", "04/13/2024"] * 5)


def test_a_clock_time_of_a_zone():
    assert read_back(["2024-07-01 12:00", "2024-01-01 12:00"], timezone="Europe/Berlin") == [
        datetime(2024, 7, 1, 10),
        datetime(2024, 1, 1, 11),
    ]


def test_hours_that_exist_twice_or_never_follow_the_stated_rule():
    _, source = opened(["2023-10-29 02:30:00", "2023-03-26 02:30:00", "2023-06-01 02:30:00"], timezone="Europe/Berlin")
    assert any(n.startswith("1 clock times exist twice and 1 never: a clock time that") for n in source.notes)
    found = read_back(["2023-10-29 02:30:00", "2023-03-26 02:30:00"], timezone="Europe/Berlin")
    assert found == [datetime(2023, 10, 29, 1, 30), datetime(2023, 3, 26, 1, 30)]


def test_no_zone_is_said_to_be_utc():
    _, source = opened(["2024-07-01 12:00", "2024-01-01 12:00"])
    assert "The times name no time zone and are taken as UTC (set --timezone to change that)." in source.notes


MIXED = ["2024-07-01 12:00:00+02:00", "2024-07-01 13:00:00", "2024-07-01 14:00:00+02:00"]


def test_times_with_and_without_a_zone_stop_with_both_readings():
    with pytest.raises(InputError) as caught:
        opened(MIXED)
    message = str(caught.value)
    assert "2 name their time zone (2024-07-01 12:00:00+02:00) and 1 name none" in message
    assert "2024-07-01 13:00:00 can be 2024-07-01 13:00:00 UTC, or 2024-07-01 11:00:00 UTC" in message
    assert "--timezone" in message


def test_one_time_without_a_zone_after_many_with_one_stops_too():
    with pytest.raises(InputError, match="can be 2024-07-02 13:00:00 UTC, or the clock time of another zone"):
        opened(["2024-07-01T12:00:00Z"] * 3000 + ["2024-07-02T13:00:00"])


@pytest.mark.parametrize(("zone", "hour"), [("UTC", 13), ("America/New_York", 17)])
def test_the_zone_that_is_set_reads_those_without_one_and_both_are_counted(zone, hour):
    assert [t.hour for t in read_back(MIXED, timezone=zone)] == [10, hour, 12]
    _, source = opened(MIXED, timezone=zone)
    counted = "Of the times in timestamp, 2 name their own time zone and 1 name none; those are taken as"
    assert [n for n in source.notes if "clock times" in n] == [f"{counted} clock times of {zone}, as set by you."]


def test_an_unknown_zone_is_refused():
    with pytest.raises(UsageError, match="There is no time zone Europe/Bonn"):
        opened(["2024-07-01 12:00", "2024-01-01 12:00"], timezone="Europe/Bonn")


def test_arrow_timestamps_with_and_without_zone():
    plain = pa.array([datetime(2024, 7, 1, 12), datetime(2024, 7, 2, 12)], pa.timestamp("ns"))
    zoned = plain.cast(pa.timestamp("us")).cast(pa.timestamp("us", "Europe/Berlin"))
    assert read_back(plain, timezone="Europe/Berlin")[0] == datetime(2024, 7, 1, 10)
    assert read_back(zoned, timezone="Asia/Tokyo")[0] == datetime(2024, 7, 1, 12)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    times=st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)), min_size=2, max_size=20),
    written=st.sampled_from([f for f in FORMATS if "%y" not in f]),
)
def test_what_is_written_is_read_or_asked(times, written):
    whole = [t.replace(microsecond=0) for t in times]
    try:
        found = read_back([t.strftime(written) for t in whole])
    except InputError as error:
        assert "can be read in two ways" in str(error)  # noqa: PT017
        assert all(t.day <= 12 for t in whole)
        return
    assert found == whole


def test_days_without_a_clock_are_pointed_out():
    days = [f"2024-01-{d:02d}" for d in (13, 14, 15)]
    table = pa.table(
        {"case_id": ["a"] * 3, "activity": ["x", "y", "z"], "date": days, "time": ["10:00", "11:00", "9:00"]}
    )
    notes = open_source(Engine(), table, at="date").notes
    assert (
        "The times in date are days without a clock, so waits are whole days; the clock seems to stand in time: give "
        'both with --at "date+time".'
    ) in notes


def test_a_start_that_is_no_time_is_counted():
    times = [f"2024-01-13 10:{m:02d}:00" for m in range(10)]
    table = pa.table(
        {"case_id": ["a"] * 10, "activity": ["x", "y"] * 5, "end_time": times, "start_time": [*times[:9], "soon"]}
    )
    assert "1 values of start_time are no times; these moments have no start." in open_source(Engine(), table).notes
