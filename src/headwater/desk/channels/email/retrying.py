"""Dead letters, tried once more."""

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F

from headwater.desk.channels.email.domain import Outcome, Result
from headwater.desk.channels.email.ingest import ingest
from headwater.desk.errors import NotFoundError
from headwater.desk.models import DeadLetter
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation


@transaction.atomic
def retry(*, letter: int, by: User | None, now: datetime) -> Outcome:
    """Try a dead letter again; where it goes in it is no dead letter any more. `by` None is the command line.

    Raises PermissionDenied, NotFoundError.
    """
    if by is not None and not may_manage_organisation(by):
        raise PermissionDenied
    found = DeadLetter.objects.select_for_update().filter(pk=letter, resolved_at__isnull=True).first()
    if found is None:
        raise NotFoundError(f"There is no dead letter {letter} that waits.")
    outcome = ingest(mailbox=found.mailbox_id, raw=bytes(found.raw), now=now)
    DeadLetter.objects.filter(pk=letter).update(tries=F("tries") + 1, last_tried_at=now)
    if outcome.result is Result.DEAD:
        DeadLetter.objects.filter(pk=letter).update(reason=outcome.reason)
    else:
        DeadLetter.objects.filter(pk=letter).update(resolved_at=now)
    return outcome


def retry_all(*, by: User | None, now: datetime) -> list[Outcome]:
    """Try all dead letters again, each in its own transaction."""
    waiting = list(DeadLetter.objects.filter(resolved_at__isnull=True).order_by("id").values_list("pk", flat=True))
    return [retry(letter=pk, by=by, now=now) for pk in waiting]
