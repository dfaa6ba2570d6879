"""The organisation's name for the pages that are Django's own templates."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest

from headwater.people.organisation import read


def organisation(_request: HttpRequest) -> dict[str, str]:
    """A context processor."""
    return {"organisation": read(Path(settings.DATA)).name}
