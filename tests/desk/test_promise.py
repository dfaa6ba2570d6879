"""When a promise is late, when to remind of it, and how many were kept."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.desk.conftest import at

from headwater.desk.promise import Given, PromiseLine, PromiseState, counted, kept_rate, remind_at

DAY = timedelta(days=1)
SINCE, UNTIL = at(0), at(0) + 7 * DAY


def promised(state: str = "open", due: float = 1, settled: float | None = None) -> Given:
    return Given(1, state, SINCE + due * DAY, None if settled is None else SINCE + settled * DAY)


def rate(*every: Given, now: float = 6) -> tuple[int, int, int]:
    found = kept_rate(counted(every, since=SINCE, until=UNTIL, now=SINCE + now * DAY))
    return found.kept, found.due, found.moved


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        (promised("kept", 1, 0.5), (1, 1, 0)),
        (promised("kept", 1, 1), (1, 1, 0)),
        (promised("kept", 1, 1.01), (0, 1, 0)),
        (promised("kept", 6.5, 2), (1, 1, 0)),
        (promised("broken", 3, 1), (0, 1, 0)),
        (promised("open", 1), (0, 1, 0)),
        (promised("open", 6.5), (0, 0, 0)),
        (promised("withdrawn", 1, 0.5), (0, 0, 0)),
        (promised("renegotiated", 2, 1), (0, 0, 1)),
        (promised("renegotiated", 2, 3), (0, 1, 0)),
        (promised("kept", -1, -2), (0, 0, 0)),
        (promised("kept", 9, 2), (1, 1, 0)),
        (promised("broken", 9, 2), (0, 1, 0)),
        (promised("kept", 7, 8), (0, 0, 0)),
        (promised("open", 9), (0, 0, 0)),
    ],
)
def test_what_counts_as_kept(one: Given, expected: tuple[int, int, int]):
    assert rate(one) == expected


def test_nothing_due_has_no_rate():
    assert kept_rate([]).rate is None
    assert kept_rate([promised("kept", 1, 0.5), promised("broken", 1, 1)]).rate == 0.5


@given(st.floats(0.01, 1000))
def test_a_reminder_lies_between_the_promise_and_its_date(hours: float):
    due = SINCE + timedelta(hours=hours)
    found = remind_at(SINCE, due)
    assert SINCE < found < due
    assert due - found <= DAY


def test_late_is_open_given_and_past_its_time():
    line = PromiseLine(1, "call", "", at(0), at(10), False, "open", 1, at(0), None, "Alice", "Support", given_at=at(0))
    assert (line.late(at(10)), line.late(at(10.1))) == (False, True)
    settled = PromiseLine(1, "call", "", at(0), at(10), False, "kept", 1, at(0), None, "", "", given_at=at(0))
    unsent = PromiseLine(1, "call", "", at(0), at(10), False, PromiseState.OPEN, 1, at(0), None, "", "")
    assert not settled.late(at(20))
    assert not unsent.late(at(20))
