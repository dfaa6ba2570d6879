"""The schedule: each line on one worker at a time, and on another when that one has died."""

from datetime import timedelta

import pytest
from tests.world import NOW

from headwater.jobs import scheduler, service
from headwater.jobs.domain import LEASE, Every
from headwater.jobs.models import Scheduled
from headwater.jobs.schedule import SCHEDULE
from headwater.jobs.tidy import tidy
from headwater.jobs.worker import load

pytestmark = pytest.mark.django_db
EVERY = Every(20, "often", "tests.jobs.samples:scheduled")


def claim(at: timedelta, worker: str = "w1") -> list[Every]:
    return scheduler.claim([EVERY], worker=worker, now=NOW + at)


@pytest.fixture(autouse=True)
def planned() -> None:
    scheduler.plan([EVERY], now=NOW)


def test_a_line_is_held_by_one_worker_until_it_lets_go():
    assert claim(timedelta(0)) == [EVERY]
    assert claim(timedelta(0), "w2") == []
    scheduler.let_go(EVERY, worker="w1", now=NOW + timedelta(seconds=2), error="")
    assert claim(timedelta(seconds=21), "w2") == []
    assert claim(timedelta(seconds=22), "w2") == [EVERY]


def test_a_dead_workers_line_goes_to_another_and_a_slow_ones_does_not():
    claim(timedelta(0))
    scheduler.renew(["often"], worker="w1", now=NOW + timedelta(seconds=20))
    assert claim(LEASE + timedelta(seconds=1), "w2") == []
    assert claim(LEASE + timedelta(seconds=20), "w2") == [EVERY]
    scheduler.let_go(EVERY, worker="w1", now=NOW + timedelta(minutes=5), error="")
    assert Scheduled.objects.get().worker == "w2"
    assert Scheduled.objects.get().leased_until is not None


def test_a_failing_line_waits_longer_each_time_and_is_shown_until_it_works():
    at, waits = NOW, []
    for error in ("x\nPlannedError: no", "x\nPlannedError: no", "x\nPlannedError: no", ""):
        assert scheduler.claim([EVERY], worker="w1", now=at) == [EVERY]
        scheduler.let_go(EVERY, worker="w1", now=at, error=error)
        next_at = Scheduled.objects.get().next_at
        waits.append((next_at - at).total_seconds())
        assert service.trouble() == ([("often", at, "PlannedError: no")] if error else [])
        at = next_at
    assert waits == [20, 40, 80, 20]


def test_planning_again_keeps_times_and_forgets_lines_that_are_gone():
    claim(timedelta(0))
    scheduler.let_go(EVERY, worker="w1", now=NOW, error="")
    other = Every(60, "other", EVERY.call)
    scheduler.plan([EVERY, other], now=NOW + timedelta(seconds=5))
    times = dict(Scheduled.objects.values_list("name", "next_at"))
    assert times == {"often": NOW + timedelta(seconds=20), "other": NOW + timedelta(seconds=5)}
    scheduler.plan([other], now=NOW)
    assert list(Scheduled.objects.values_list("name", flat=True)) == ["other"]


def test_every_line_of_the_schedule_can_be_loaded_and_has_its_own_name():
    assert len({every.name for every in SCHEDULE}) == len(SCHEDULE)
    assert all(callable(load(every.call)) for every in SCHEDULE)


def test_tidying_removes_what_is_over(client):
    from django.contrib.sessions.models import Session

    Session.objects.create(session_key="old", session_data="", expire_date=NOW - timedelta(days=1))
    Session.objects.create(session_key="new", session_data="", expire_date=NOW + timedelta(days=1))
    tidy(now=NOW)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]
