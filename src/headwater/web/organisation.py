"""The organisation's name for the pages that are Django's own templates."""

from django.conf import settings
from django.http import HttpRequest


def organisation(_request: HttpRequest) -> dict[str, str]:
    """A context processor."""
    return {"organisation": settings.ORGANISATION}
