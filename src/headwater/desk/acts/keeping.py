"""How long things are kept: everything, until a person says otherwise here."""

from datetime import datetime, timedelta

from django.db import transaction

from headwater.desk.errors import NotAllowedError, RefusedError
from headwater.desk.models import Attachment, DeadLetter, Presence, RawMail, Retention
from headwater.desk.store import files
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation
from headwater.people.service import record

KINDS = ("raw mail", "attachments", "resolved dead letters")
LEAST_DAYS = 7


@transaction.atomic
def set_retention(*, what: str, days: int | None, by: User, now: datetime) -> None:
    """Delete a kind after so many days from now on; None keeps it for good, which is how it begins."""
    if not may_manage_organisation(by):
        raise NotAllowedError("Only the owner decides how long things are kept.")
    if what not in KINDS or (days is not None and days < LEAST_DAYS):
        raise RefusedError(f"Choose one of {', '.join(KINDS)}, and at least {LEAST_DAYS} days.")
    Retention.objects.filter(what=what).delete()
    if days is not None:
        Retention.objects.create(what=what, days=days, by=by, at=now)
    record(act="retention set", what=f"{what}: {days or 'kept'}", now=now, by=by)


def retention() -> dict[str, int]:
    """The rules that hold, in days; what is not in it is kept."""
    return dict(Retention.objects.values_list("what", "days"))


def apply_retention(*, now: datetime) -> dict[str, int]:
    """Delete what the rules say; how much of each. Without a rule nothing is deleted."""
    doing = {"raw mail": _raw, "attachments": _attachments, "resolved dead letters": _letters}
    gone = {what: doing[what](now - timedelta(days=days)) for what, days in retention().items()}
    for what, number in gone.items():
        if number:
            record(act="retention applied", what=f"{number} {what}", now=now, by=None)
    return gone


def _raw(before: datetime) -> int:
    return RawMail.objects.filter(received_at__lt=before).delete()[0]


def _letters(before: datetime) -> int:
    return DeadLetter.objects.filter(resolved_at__lt=before).delete()[0]


def _attachments(before: datetime) -> int:
    """The rows first: a file that a killed run leaves is named by nothing, and `drop` may run again."""
    old = Attachment.objects.filter(message__at__lt=before)
    hashes = set(old.values_list("sha256", flat=True))
    gone = old.delete()[0]
    files.drop(hashes - set(Attachment.objects.filter(sha256__in=hashes).values_list("sha256", flat=True)))
    return gone


def forget_presence(*, now: datetime) -> int:
    """Lines about who was here say nothing after a minute."""
    return Presence.objects.filter(at__lt=now - timedelta(hours=1)).delete()[0]
