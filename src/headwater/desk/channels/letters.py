"""Mail that could not be taken in, with the reason; nothing is dropped."""

from dataclasses import dataclass
from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from headwater.desk.errors import NotFoundError
from headwater.desk.models import DeadLetter
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation
from headwater.people.service import record

MOST = 200


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail that waits for somebody to look."""

    id: int
    mailbox: str
    reason: str
    at: datetime
    tries: int
    size: int


def dead_letters(*, user: User) -> list[Letter]:
    """Those that wait, newest first. Raises PermissionDenied."""
    _need(user)
    rows = DeadLetter.objects.filter(resolved_at__isnull=True).select_related("mailbox").order_by("-id")[:MOST]
    return [Letter(r.pk, r.mailbox.name if r.mailbox else "", r.reason, r.at, r.tries, len(r.raw)) for r in rows]


def letter_raw(*, user: User, letter: int) -> bytes:
    """The mail as it came. Raises PermissionDenied, NotFoundError."""
    _need(user)
    found = DeadLetter.objects.filter(pk=letter).first()
    if found is None:
        raise NotFoundError("There is no such dead letter.")
    return bytes(found.raw)


@transaction.atomic
def set_aside(*, letter: int, by: User, now: datetime) -> None:
    """Somebody looked and nothing more is to be done; the mail stays kept. Raises as `letter_raw`."""
    _need(by)
    if not DeadLetter.objects.filter(pk=letter, resolved_at__isnull=True).update(resolved_at=now):
        raise NotFoundError("There is no such dead letter.")
    record(act="dead letter set aside", what=f"letter {letter}", now=now, by=by)


def _need(user: User) -> None:
    if not may_manage_organisation(user):
        raise PermissionDenied
