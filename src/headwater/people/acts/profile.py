"""What people say about themselves: their name, language and time zone."""

from datetime import datetime
from zoneinfo import available_timezones

from django.db import transaction

from headwater.people.acts.audit import record
from headwater.people.domain import Language
from headwater.people.models import User
from headwater.shared.errors import InputError


def zone_or(given: str, otherwise: str) -> str:
    """The time zone as a browser names it, where it is one that is known here."""
    return given if given in available_timezones() else otherwise


@transaction.atomic
def set_profile(*, user: User, name: str, language: str, time_zone: str, now: datetime) -> None:
    """Change one's own name, language and time zone. Raises InputError."""
    if not name.strip():
        raise InputError("A name is needed, so that colleagues and customers know who writes.")
    if language not in {choice.value for choice in Language} or time_zone not in available_timezones():
        raise InputError("Choose a language and a time zone from the lists.")
    user.name, user.language, user.time_zone = name.strip()[:200], language, time_zone
    user.save(update_fields=["name", "language", "time_zone"])
    record(act="profile changed", now=now, by=user)
