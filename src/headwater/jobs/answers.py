"""The causes, computed again when the record has grown."""

from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.utils import timezone

from headwater.answers import service
from headwater.jobs.service import job


def refresh(*, now: datetime) -> None:
    """Compute what the data folder's record answers, unless nothing was added and nothing set anew."""
    service.refresh(data=Path(settings.DATA), now=now)


@job(tries=2)
def compute_again() -> None:
    """The same at once, after the owner set what it is computed with."""
    refresh(now=timezone.now())
