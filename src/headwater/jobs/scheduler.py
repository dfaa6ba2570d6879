"""Who runs a line of the schedule now: one worker at a time, another when that one has died."""

from datetime import datetime, timedelta

from django.db.models import Q, QuerySet

from headwater.jobs.domain import LEASE, Every, wait
from headwater.jobs.models import Scheduled


def plan(schedule: list[Every], *, now: datetime) -> None:
    """Lines that are new are due at once; lines that are gone are forgotten."""
    names = [every.name for every in schedule]
    known = set(Scheduled.objects.values_list("name", flat=True))
    new = [Scheduled(name=name, next_at=now) for name in names if name not in known]
    Scheduled.objects.bulk_create(new, ignore_conflicts=True)
    Scheduled.objects.exclude(name__in=names).delete()


def claim(schedule: list[Every], *, worker: str, now: datetime) -> list[Every]:
    """The lines that are due and that this worker now holds, until it lets go or is silent for a lease."""
    due = set(_free(now).values_list("name", flat=True))
    return [every for every in schedule if every.name in due and _take(every, worker, now)]


def renew(names: list[str], *, worker: str, now: datetime) -> None:
    """Keep what is still being done."""
    if names:
        Scheduled.objects.filter(name__in=names, worker=worker).update(leased_until=now + LEASE)


def let_go(every: Every, *, worker: str, now: datetime, error: str) -> None:
    """Done or failed: due again after its time; after failures in a row after a longer one, at most an hour."""
    row = Scheduled.objects.get(name=every.name)
    failures = row.failures + 1 if error else 0
    pause = timedelta(seconds=every.seconds)
    Scheduled.objects.filter(name=every.name, worker=worker).update(
        leased_until=None,
        next_at=now + (max(pause, wait(failures, pause)) if failures else pause),
        ended_at=now,
        failures=failures,
        error=error,
    )


def _free(now: datetime) -> QuerySet[Scheduled]:
    return Scheduled.objects.filter(Q(leased_until=None) | Q(leased_until__lte=now), next_at__lte=now)


def _take(every: Every, worker: str, now: datetime) -> bool:
    return _free(now).filter(name=every.name).update(leased_until=now + LEASE, worker=worker) == 1
