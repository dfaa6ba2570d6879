"""Days counted from one said before in the same text; without one said before, a promise stays vague."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.service import suggest

BERLIN = ZoneInfo("Europe/Berlin")
AT = datetime(2025, 3, 12, 10, 30, tzinfo=BERLIN)  # a Wednesday


def last(text):
    return suggest(text, at=AT, calendar=Calendar(zone=BERLIN))[-1]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Our engineer comes on Tuesday. The report will be sent to you the same day.", date(2025, 3, 18)),
        ("Our engineer comes on Tuesday. He will call you the day before.", date(2025, 3, 17)),
        ("Der Techniker kommt am Dienstag. Das Protokoll folgt am selben Tag.", date(2025, 3, 18)),
        ("Der Techniker kommt am Dienstag. Er ruft Sie am Vortag an.", date(2025, 3, 17)),
        ("Der Techniker kommt am Dienstag. Tags darauf schicken wir das Protokoll.", date(2025, 3, 19)),
    ],
)
def test_it_is_counted_from_the_day_said_before(text, day):
    assert last(text).due.latest.date() == day


def test_without_a_day_before_it_is_vague():
    assert last("The report will be sent to you the same day.").vague


def test_after_a_condition_the_day_is_not_said():
    assert last("We meet on Tuesday. Once it is here, we will send it the same day.").vague
