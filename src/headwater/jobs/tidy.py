"""Housekeeping: what has ended and is needed no more goes."""

from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django_tasks_db.models import DBTaskResult

from headwater.jobs.models import Worker

KEPT = timedelta(days=14)


@transaction.atomic
def tidy(*, now: datetime) -> None:
    """Sessions that have expired, jobs done two weeks ago, workers not seen since."""
    Session.objects.filter(expire_date__lt=now).delete()
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEPT).delete()
    Worker.objects.filter(seen_at__lt=now - KEPT).delete()
