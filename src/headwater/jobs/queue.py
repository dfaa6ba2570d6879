"""The queue: take a job, run it, put it back for another try; take back what a dead worker had."""

import logging
import traceback
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import transaction
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from django_tasks_db.utils import exclusive_transaction

from headwater.jobs.domain import LEASE, wait
from headwater.jobs.models import Worker
from headwater.jobs.service import tries_of

FIRST_WAIT = timedelta(seconds=10)
Held: TypeAlias = DBTaskResult[..., Any]
log = logging.getLogger(__name__)


class WorkerDiedError(RuntimeError):
    """The worker was killed at this job each time."""


def take(*, worker: str) -> Held | None:
    """The next job that is due, held by this worker; None when there is none."""
    if not DBTaskResult.objects.ready().exists():
        return None
    with exclusive_transaction():
        found = DBTaskResult.objects.ready().get_locked()
        if found is not None:
            found.claim(worker)
        return found


def run(held: Held, *, now: datetime) -> None:
    """Run a job; a failure puts it back for later, or at the last try leaves it as failed."""
    try:
        answer = held.task.call(*held.args_kwargs["args"], **held.args_kwargs["kwargs"])
    except Exception as error:  # a job can fail in any way; none may end the worker
        log.exception("The job %s failed, try %s of %s", held.task_path, len(held.worker_ids), tries_of(held.task_path))
        _again(held, error, now)
    else:
        held.set_successful(answer)


@transaction.atomic
def take_back(*, now: datetime) -> int:
    """Put back what workers had that have said nothing for the length of a lease; how many jobs."""
    alive = set(Worker.objects.filter(seen_at__gt=now - LEASE).values_list("name", flat=True))
    left = [held for held in DBTaskResult.objects.running() if held.worker_ids[-1] not in alive]
    for held in left:
        _again(held, WorkerDiedError(f"Worker {held.worker_ids[-1]} died at this job."), now)
    return len(left)


def _again(held: Held, error: Exception, now: datetime) -> None:
    tried = len(held.worker_ids)
    if tried >= tries_of(held.task_path):
        held.set_failed(error)
        return
    held.status = TaskResultStatus.READY
    held.run_after = now + wait(tried, FIRST_WAIT)
    held.traceback = "".join(traceback.format_exception(error))
    held.save(update_fields=["status", "run_after", "traceback"])
