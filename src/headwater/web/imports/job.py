"""The import as a job in the background."""

from pathlib import Path

from django.conf import settings
from django.utils import timezone

from headwater.answers import service as answers
from headwater.jobs.service import job


@job(tries=2)
def bring_in(upload: str, roles: dict[str, str]) -> str:
    """Add an uploaded file to the record and compute the answer again."""
    done = answers.run(data=Path(settings.DATA), upload=upload, how=roles)
    if done.stage == "done":
        answers.refresh(data=Path(settings.DATA), now=timezone.now())
    return done.stage
