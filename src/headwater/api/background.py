"""Background work of the API: thin, with primitive arguments."""

from datetime import datetime

from django.utils import timezone

from headwater.api import once
from headwater.api.hooks import deliver
from headwater.desk import service as desk
from headwater.jobs.service import job


@job()
def forget_files() -> None:
    """What an erasure leaves to do outside the database."""
    desk.finish_erasures(now=timezone.now())


def tidy(*, now: datetime) -> None:
    """Old Idempotency-Keys and deliveries go."""
    once.forget(now=now)
    deliver.forget(now=now)
