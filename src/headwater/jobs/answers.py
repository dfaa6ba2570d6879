"""The causes, computed again when the record has grown."""

from datetime import datetime
from pathlib import Path

from django.conf import settings

from headwater.answers import service


def refresh(*, now: datetime) -> None:
    """Compute what the data folder's record answers, unless nothing was added."""
    service.refresh(data=Path(settings.DATA), now=now)
