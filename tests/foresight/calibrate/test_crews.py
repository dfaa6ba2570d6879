"""One crew of two queues, told from people who have days or hours of each, in short records; where it cannot be told,
that is said."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyarrow as pa
import pytest
from tests.foresight.calibrate.lived import MONDAY, record

from headwater.foresight.calibrate.service import twin
from headwater.foresight.domain import Twin
from headwater.shared.said import speaking, spoken

WEEKS = 4


def served(jobs: int, turn: Callable[[int, int, datetime], int], late: Callable[[int], int] = lambda _: 0) -> Twin:
    """Ann and Bob, each with so many jobs a day from 9 on, with short breaks between them: at the desk or of the bills,
    as their turn comes (of the person and the number of the job). A job came so many minutes ago."""
    found: list[dict[str, Any]] = []
    for who, name in enumerate(("Ann", "Bob")):
        for day in (d for d in range(7 * WEEKS) if d % 7 < 5):
            for n in range(jobs):
                begun = MONDAY + timedelta(days=day, hours=9, minutes=n * 360 // jobs)
                team = ("Desk", "Bills")[turn(who, n, begun) % 2]
                came = begun - timedelta(minutes=late(n))
                plain = {"case": f"{name} {day} {n}", "who": None, "team": None}
                found += [
                    plain | {"step": "Opened", "start": came, "end": came},
                    plain | {"step": f"Do {team}", "start": begun, "end": begun + timedelta(minutes=280 // jobs)}
                    | {"who": name, "team": team},
                ]  # fmt: skip
    return twin(record(pa.Table.from_pylist(found)), resampled=0)


def crew(found: Twin) -> tuple[set[str], str]:
    """The pools, and what is said of what cannot be told."""
    said = next((part.said for part in found.parts if part.name == "crew.Bills and Desk"), "")
    return {pool.name for pool in found.service.pools}, said


def test_two_people_of_four_weeks_who_go_from_one_to_the_other_are_one_crew() -> None:
    found = served(20, lambda who, n, _: n * (n + who) // 3)
    assert crew(found) == ({"Bills and Desk"}, "")
    with speaking("de"):
        assert spoken(found.service.pools[0].name) == "Bills und Desk"


@pytest.mark.parametrize(
    "turn",
    [
        lambda who, _, begun: who + begun.day,
        lambda who, _, begun: who + begun.hour // 12,
        lambda who, _, begun: who + (begun.hour - 9) // 2,
    ],
    ids=["days", "halves of the day", "phones, mail, phones"],
)
def test_people_with_days_or_hours_of_each_are_no_crew(turn: Callable[[int, int, datetime], int]) -> None:
    assert crew(served(20, turn)) == ({"Bills", "Desk"}, "")


@pytest.mark.parametrize(
    ("minutes", "teams", "taken"), [(30, {"Bills and Desk"}, "one"), (10, {"Bills", "Desk"}, "two")]
)
def test_what_cannot_be_told_is_said_and_taken_as_the_waits_have_it(minutes: int, teams: set[str], taken: str) -> None:
    """Four jobs a day: two in the morning and two in the afternoon are hours of each, and may be chance. Every other
    job waits: it came while both were at work, or while both were free."""
    found = served(4, lambda who, n, _: who + n // 2, lambda n: minutes * (n % 2))
    assert crew(found) == (teams, f"may be one crew: cannot tell, taken as {taken}")
