"""The worker, with its threads: what is scheduled and what is queued is done while it runs, and it stops when told."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connection
from tests.jobs import samples

from headwater.jobs import service
from headwater.jobs.domain import Every
from headwater.jobs.models import Scheduled
from headwater.jobs.worker import Worker
from headwater.people.models import Team

pytestmark = pytest.mark.django_db(transaction=True)


def until(condition: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def test_a_worker_does_both_kinds_of_work_survives_failures_and_stops(caplog: pytest.LogCaptureFixture):
    calls = [("good", "scheduled"), ("bad", "scheduled_failure"), ("missing", "no_such_function")]
    worker = Worker([Every(0.1, name, f"tests.jobs.samples:{call}") for name, call in calls])
    for number in range(5):
        service.later(samples.make_team, name=f"queued {number}")
    thread = threading.Thread(target=worker.run)
    thread.start()
    try:
        until(lambda: Team.objects.filter(name__startswith="queued").count() == 5)
        until(lambda: Team.objects.filter(name__startswith="at").exists())
        until(lambda: Scheduled.objects.filter(failures__gt=0).count() == 2)
    finally:
        worker.stop()
        thread.join(10)
    assert not thread.is_alive()
    assert not Scheduled.objects.filter(leased_until__isnull=False).exists()
    assert {name for name, _, _ in service.trouble()} == {"bad", "missing"}
    assert connection.is_usable()
