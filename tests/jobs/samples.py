"""Jobs and scheduled functions for the tests: they write what they did into the database."""

from datetime import datetime

from headwater.jobs.service import job
from headwater.people.models import Team


class PlannedError(RuntimeError):
    """A failure that a test wants."""


@job()
def make_team(*, name: str) -> int:
    return Team.objects.create(name=name).pk


@job(tries=3)
def fail(*, word: str) -> None:
    raise PlannedError(word)


def scheduled(*, now: datetime) -> None:
    Team.objects.create(name=f"at {now.isoformat()}")


def scheduled_failure(*, now: datetime) -> None:
    raise PlannedError(f"at {now:%H:%M}")
