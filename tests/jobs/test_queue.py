"""The queue: once, again after a failure, back from a dead worker, never from a rolled-back transaction."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from tests.jobs import samples

from headwater.jobs import queue, service
from headwater.jobs.domain import LEASE, LONGEST, wait
from headwater.jobs.models import Worker
from headwater.people.models import Team

pytestmark = pytest.mark.django_db


def run_next(worker: str = "w1"):
    held = queue.take(worker=worker)
    if held is not None:
        queue.run(held, now=timezone.now())
        held.refresh_from_db()
    return held


def due_now() -> None:
    DBTaskResult.objects.update(run_after=timezone.now() - timedelta(seconds=1))


def test_a_job_runs_once():
    service.later(samples.make_team, name="Billing")
    done = run_next()
    assert done.status == TaskResultStatus.SUCCESSFUL
    assert run_next() is None
    assert done.return_value == Team.objects.get(name="Billing").pk


def test_a_job_waits_for_its_time():
    service.later(samples.make_team, at=timezone.now() + timedelta(hours=1), name="Later")
    assert run_next() is None
    due_now()
    assert run_next().status == TaskResultStatus.SUCCESSFUL


def test_nothing_is_queued_by_what_was_rolled_back():
    with transaction.atomic():
        service.later(samples.make_team, name="Never")
        transaction.set_rollback(True)
    assert DBTaskResult.objects.count() == 0


def test_a_failure_is_tried_again_later_and_then_left_as_failed(caplog: pytest.LogCaptureFixture):
    service.later(samples.fail, word="broken")
    for tried, pause in ((1, 10), (2, 20)):
        before = timezone.now()
        held = run_next()
        assert (held.status, len(held.worker_ids)) == (TaskResultStatus.READY, tried)
        assert held.run_after - before == pytest.approx(timedelta(seconds=pause), abs=timedelta(seconds=2))
        assert run_next() is None
        due_now()
    assert run_next().status == TaskResultStatus.FAILED
    assert [name for name, _, _ in service.trouble()] == ["tests.jobs.samples.fail"]
    assert service.trouble()[0][2] == "tests.jobs.samples.PlannedError: broken"
    assert len(caplog.records) == 3


def test_what_a_dead_worker_had_is_taken_back_and_a_living_ones_is_not():
    now = timezone.now()
    Worker.objects.create(name="dead", seen_at=now - LEASE)
    Worker.objects.create(name="alive", seen_at=now)
    for name, worker in (("A", "dead"), ("B", "alive")):
        service.later(samples.make_team, name=name)
        assert queue.take(worker=worker)
    assert queue.take_back(now=now) == 1
    due_now()
    assert run_next("alive").args_kwargs["kwargs"] == {"name": "A"}
    assert DBTaskResult.objects.running().count() == 1


def test_a_job_that_kills_its_worker_each_time_is_given_up():
    service.later(samples.fail, word="kills")
    for _ in range(3):
        due_now()
        assert queue.take(worker="dead")
        queue.take_back(now=timezone.now())
    assert DBTaskResult.objects.get().status == TaskResultStatus.FAILED
    assert "died" in service.trouble()[0][2]


def test_the_wait_doubles_up_to_an_hour():
    first = timedelta(seconds=10)
    assert [wait(n, first).total_seconds() for n in (1, 2, 3, 9)] == [10, 20, 40, 2560]
    assert wait(10_000, first) == LONGEST
