"""Work for later: declare a job, put it in the queue, see what is in trouble."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django_tasks import task
from django_tasks.base import Task
from django_tasks_db.models import DBTaskResult

from headwater.jobs.models import Scheduled

TRIES = 5
_tries: dict[str, int] = {}


def job(*, tries: int = TRIES) -> Callable[[Callable[..., Any]], Task[..., Any]]:
    """Declare a module's function as a job; when it raises, it is tried again, after twice the wait each time."""

    def declare(function: Callable[..., Any]) -> Task[..., Any]:
        made: Task[..., Any] = task()(function)
        _tries[made.module_path] = tries
        return made

    return declare


def later(what: Task[..., Any], /, *, at: datetime | None = None, **arguments: Any) -> str:
    """Queue a job with primitive arguments; inside a transaction that is rolled back it is never queued. Its id."""
    result = (what.using(run_after=at) if at else what).enqueue(**arguments)
    return str(result.id)


def tries_of(path: str) -> int:
    """How often the job at this path is tried in all."""
    return _tries.get(path, TRIES)


def trouble() -> list[tuple[str, datetime | None, str]]:
    """What failed and will not be tried again, and what fails now at its regular time: name, when, the last line."""
    failing = Scheduled.objects.filter(failures__gt=0).values_list("name", "ended_at", "error")
    failed = DBTaskResult.objects.failed().values_list("task_path", "finished_at", "traceback")
    return [(name, at, _last_line(error)) for name, at, error in [*failing, *failed.order_by("-finished_at")[:100]]]


@dataclass(frozen=True, slots=True)
class Run:
    """When a line of the schedule ended last, is due next, and what it said where it failed."""

    ended_at: datetime | None
    next_at: datetime | None
    error: str


def run_of(name: str) -> Run:
    """How it stands with a line of the schedule; nothing is known before a worker has planned it."""
    found = Scheduled.objects.filter(name=name).first()
    return Run(found.ended_at, found.next_at, _last_line(found.error)) if found else Run(None, None, "")


def _last_line(trace: str) -> str:
    return trace.strip().rpartition("\n")[2]
