"""Mail of ours of which it is not known that it arrived: failed, still tried, or perhaps arrived twice."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from headwater.desk.acts.leaving import let_go, with_case
from headwater.desk.domain import Step
from headwater.desk.errors import RefusedError
from headwater.desk.models import Delivery, Message, OutboxMoment
from headwater.desk.store.lists import SLOW
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation
from headwater.people.service import record

MOST = 100


class How(StrEnum):
    """How it stands with a message. `not out`: no mailbox has tried to send it."""

    FAILED = "failed"
    NOT_OUT = "not out"
    TRYING = "trying"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Troubled:
    """A message of ours in trouble; `said` is what the mail server answered last."""

    message: int
    case: int
    to: tuple[str, ...]
    at: datetime
    how: How
    said: str
    tries: int


def troubled(*, user: User, now: datetime) -> list[Troubled]:
    """Failed ones first, then those that nobody sends, those still tried, and those whose sender died while the server
    may have taken them.

    Raises PermissionDenied.
    """
    if not may_manage_organisation(user):
        raise PermissionDenied
    bounced = OutboxMoment.objects.filter(step=Step.BOUNCED.value).order_by("-at").values_list("message", flat=True)
    failed = Message.objects.filter(pk__in=[pk for pk in bounced[:MOST] if pk], state="failed")
    trying = _waiting().filter(delivery__tries__gt=0)
    unsure = Message.objects.filter(delivery__unsure__gt=0, state="sent")
    groups = ((failed, How.FAILED), (_never_tried(now), How.NOT_OUT), (trying, How.TRYING), (unsure, How.UNSURE))
    return [
        _line(message, how)
        for found, how in groups
        for message in found.select_related("delivery").order_by("-id")[:MOST]
    ]


def _waiting() -> QuerySet[Message]:
    return Message.objects.filter(state__in=["queued", "sending"], kind="out")


def _never_tried(now: datetime) -> QuerySet[Message]:
    return _waiting().filter(delivery__isnull=True, at__lt=now - SLOW)


def not_out(*, user: User, now: datetime) -> int:
    """How many answers wait to leave and no mailbox has tried to send them. Raises PermissionDenied."""
    if not may_manage_organisation(user):
        raise PermissionDenied
    return _never_tried(now).count()


def _line(message: Message, how: How) -> Troubled:
    delivery: Delivery | None = getattr(message, "delivery", None)
    said = message.failed_reason or (delivery.answer if delivery else "")
    tries = delivery.tries if delivery else 0
    return Troubled(message.pk, message.case_id, tuple(message.to), message.at, how, said, tries)


@transaction.atomic
def try_again(*, message: int, by: User | None, now: datetime) -> Message:
    """Somebody wants a failed message sent once more, as the same mail. Raises NotFoundError, RefusedError."""
    act, found = with_case(message, now=now, by=by)
    if found.kind != "out" or found.state != "failed" or found.automatic:
        raise RefusedError("Only an answer that failed can be sent again; write another to say more.")
    Delivery.objects.filter(message=found).update(stage="waiting", next_at=now, first_tried_at=now)
    found.failed_reason = ""
    let_go(found, act.now)
    found.save(update_fields=["state", "failed_reason", "at", "hold_until"])
    act.step(Step.RESENT, message=found.pk)
    act.save()
    record(act="message sent again", what=f"message {found.pk}", now=now, by=by, case_id=found.case_id)
    return found
