"""A day and its clock time in two columns are one time, where they surely are, and where the user says so."""

from datetime import datetime

import pyarrow as pa
import pytest

from headwater.engine import Engine
from headwater.moments.service import open_source, read, write_mapping
from headwater.shared.errors import UsageError

STEPS = [("c1", "asked"), ("c1", "done"), ("c2", "asked"), ("c2", "done")] * 5
DAYS = ["13.05.2024", "14.05.2024", "15.05.2024", "16.05.2024"] * 5
CLOCKS = ["08:05", "17:30", "23:59", "00:00"] * 5
TIMES = [datetime(2024, 5, 13, 8, 5), datetime(2024, 5, 14, 17, 30), datetime(2024, 5, 15, 23, 59)]  # noqa: DTZ001 -- naive, as a log writes it


def table(**more: list) -> dict:
    return {"case_id": [c for c, _ in STEPS], "activity": [s for _, s in STEPS], **more}


def csv(folder, **more):
    path = folder / "log.csv"
    found = table(**more)
    rows = [";".join(found), *(";".join(row) for row in zip(*found.values(), strict=True))]
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def times(data, **how):
    engine = Engine()
    source = open_source(engine, data, **how)
    query = f'SELECT "{source.mapping.at}" AS t FROM {source.relation} ORDER BY row_number LIMIT 3'
    return source, engine.sql(query)["t"].to_pylist()


@pytest.mark.parametrize(
    ("day", "clock"), [("date", "time"), ("Datum", "Uhrzeit"), ("call_date", "call_time"), ("created", "time")]
)
def test_they_are_read_as_one_with_the_reason(tmp_path, day, clock):
    source, found = times(csv(tmp_path, **{day: DAYS, clock: CLOCKS}))
    assert found == TIMES
    assert source.mapping.at == f"{day}+{clock}"
    assert any(f"The days in {day} and the clock times in {clock} are one time" in note for note in source.notes)
    assert next(c.reason for c in source.mapping.reasons if c.role == "at").startswith("because")


def test_typed_columns_and_days_with_a_midnight_of_their_own():
    clocks = [datetime.strptime(c, "%H:%M").time() for c in CLOCKS]  # noqa: DTZ007
    days = [datetime.strptime(d, "%d.%m.%Y").date() for d in DAYS]  # noqa: DTZ007
    assert times(pa.table(table(date=days, time=clocks)))[1] == TIMES
    assert times(pa.table(table(date=[f"{d} 00:00:00" for d in days], time=CLOCKS)))[1] == TIMES


def test_both_can_be_set_and_the_mapping_file_keeps_it(tmp_path):
    path = csv(tmp_path, day=DAYS, handled=CLOCKS)
    source, found = times(path, at="day+handled")
    assert found == TIMES
    assert "as set by you" in " ".join(source.notes)
    write_mapping(tmp_path / "m.toml", source)
    assert times(path, mapping=tmp_path / "m.toml")[1] == TIMES
    with pytest.raises(UsageError, match=r"There is no column day\+hour"):
        times(path, at="day+hour")


def test_starts_and_ends_are_paired_by_their_names(tmp_path):
    more = {"start_date": DAYS, "start_time": ["07:00"] * 20, "end_date": DAYS, "end_time": CLOCKS}
    source, found = times(csv(tmp_path, **more))
    assert (source.mapping.at, source.mapping.start) == ("end_date+end_time", "start_date+start_time")
    assert found == TIMES


@pytest.mark.parametrize(
    "more",
    [
        {"timestamp": [f"{d} {c}" for d, c in zip(DAYS, CLOCKS, strict=True)], "time": CLOCKS},
        {"date": DAYS, "handling_time": CLOCKS},
        {"date": DAYS, "price": ["12.50"] * 20},
    ],
)
def test_what_does_not_belong_together_stays_apart(tmp_path, more):
    source, _ = times(csv(tmp_path, **more))
    assert source.mapping.at == next(iter(more))


def test_the_day_alone_can_be_asked_for(tmp_path):
    source, found = times(csv(tmp_path, date=DAYS, time=CLOCKS), at="date")
    assert found[0] == datetime(2024, 5, 13)  # noqa: DTZ001 -- naive, as a log writes it
    assert any('give both with --at "date+time"' in note for note in source.notes)


def test_a_day_without_its_clock_time_is_a_rejected_row(tmp_path):
    record = read(csv(tmp_path, date=DAYS, time=["", *CLOCKS[1:]]), reject_share=0.1)
    assert [(r["line"], r["column"]) for r in record.source.rejected.to_pylist()] == [(2, "date+time")]
