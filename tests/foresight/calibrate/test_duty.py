"""Hours and people, from records of a few plain rules."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.foresight.calibrate.lived import MONDAY, record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.simulator.domain import Pool


def rows(weeks: int, *people: tuple[str, str, range, tuple[int, ...]]) -> list[dict[str, Any]]:
    """Each person (name, team, hours, weekdays) takes a case of their own every quarter of an hour for ten minutes."""
    found = []
    for name, team, hours, weekdays in people:
        for day in range(7 * weeks):
            for quarter in range(4 * hours.start, 4 * hours.stop) if day % 7 in weekdays else ():
                begun = MONDAY + timedelta(days=day, minutes=15 * quarter)
                found.append(
                    {"case": f"{name} {day} {quarter}", "step": f"Work at {team}", "start": begun,
                     "end": begun + timedelta(minutes=10), "who": name, "team": team}
                )  # fmt: skip
    return found


def pools(found: list[dict[str, Any]]) -> dict[str, Pool]:
    return {p.name: p for p in twin(record(pa.Table.from_pylist(found)), resampled=0).service.pools}


WORKDAYS = (0, 1, 2, 3, 4)


def test_shifts_that_overlap_are_whole_people_and_keep_their_numbers() -> None:
    early, late = ("Ann", "Desk", range(8, 14), WORKDAYS), ("Bob", "Desk", range(11, 18), WORKDAYS)
    desk = pools(rows(4, early, late))["Desk"]
    assert desk.servers[8:18] == (1, 1, 1, 2, 2, 2, 1, 1, 1, 1)
    assert sum(desk.servers) == 5 * 13
    assert desk.first[8:18] == (0, 0, 0, 0, 0, 0, 1, 1, 1, 1), "from two on it is Bob who is there, and may be away"


def test_part_timers_are_there_on_their_day() -> None:
    desk = pools(rows(4, ("Ann", "Desk", range(9, 15), WORKDAYS), ("Bob", "Desk", range(9, 15), (5,))))["Desk"]
    assert [sum(desk.servers[24 * d : 24 * d + 24]) for d in range(7)] == [6, 6, 6, 6, 6, 6, 0]


def of_two(turn: Callable[[int, datetime], int]) -> dict[str, Pool]:
    """Four people, each now at the desk, now at the bills, as their turn comes."""
    found = rows(4, *[(f"Ann {i}", "Desk", range(9, 17), WORKDAYS) for i in range(4)])
    for i, row in enumerate(found):
        row["team"] = ("Desk", "Bills")[turn(i, row["start"]) % 2]
        row["step"] = f"Work at {row['team']}"
    return pools(found)


def test_people_who_serve_two_queues_at_once_are_one_pool_with_both_skills() -> None:
    found = of_two(lambda i, _: i)
    assert {name: max(p.servers) for name, p in found.items()} == {"Bills and Desk": 4}
    assert found["Bills and Desk"].stations == (0, 1)
    assert found["Bills and Desk"].shared


def test_people_who_have_days_at_each_of_two_queues_are_no_one_pool() -> None:
    found = of_two(lambda _, start: start.toordinal())
    assert {name: max(p.servers) for name, p in found.items()} == {"Bills": 2, "Desk": 2}


def test_people_who_have_hours_at_each_of_two_queues_are_all_there_in_them() -> None:
    found = of_two(lambda _, start: start.hour // 13)
    assert {name: max(p.servers) for name, p in found.items()} == {"Bills": 4, "Desk": 4}
    assert found["Desk"].servers[9:17] == (4, 4, 4, 4, 0, 0, 0, 0)


def test_days_missed_are_absence_and_not_fewer_people() -> None:
    found = rows(10, *[(f"Ann {i}", "Desk", range(9, 15), WORKDAYS) for i in range(3)])
    missed = {(i, 7 * i + day) for i in range(3) for day in range(5)}
    kept = [r for r in found if (int(r["who"][-1]), (r["start"] - MONDAY).days) not in missed]
    desk = pools(kept)["Desk"]
    assert set(desk.servers[9:15]) == {3}
    assert desk.absent == pytest.approx(0.1, abs=0.005)


def test_a_case_now_and_then_at_night_opens_no_night() -> None:
    found = rows(8, ("Ann", "Desk", range(9, 17), WORKDAYS))
    night = rows(8, ("Ann", "Desk", range(22, 23), (2,)))
    desk = pools([*found, *night[::16]])["Desk"]
    assert sum(desk.servers) == 5 * 8


@pytest.mark.parametrize(("last", "slots"), [(30, 336), (60, 168)])
def test_a_day_whose_last_case_comes_before_the_half_hour_is_counted_in_half_hours(last: int, slots: int) -> None:
    found = rows(4, ("Ann", "Desk", range(9, 17), WORKDAYS))
    later = [row | {name: row[name] + timedelta(minutes=7) for name in ("start", "end")} for row in found]
    kept = [row for row in later if row["start"].hour < 16 or row["start"].minute < last]
    desk = pools(kept)["Desk"]
    assert len(desk.servers) == slots
    assert sum(desk.servers[: slots // 7]) * 168 / slots == 7 + last / 60
