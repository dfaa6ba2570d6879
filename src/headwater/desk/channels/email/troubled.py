"""Mail of ours of which it is not known that it arrived: failed, still tried, or perhaps arrived twice."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.core.exceptions import PermissionDenied
from django.db import transaction

from headwater.desk.acts.base import Acting
from headwater.desk.domain import Step
from headwater.desk.errors import NotFoundError, RefusedError
from headwater.desk.models import Delivery, Message, OutboxMoment
from headwater.people.models import User
from headwater.people.rules import may_manage_organisation
from headwater.people.service import record

MOST = 100


class How(StrEnum):
    """How it stands with a message."""

    FAILED = "failed"
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


def troubled(*, user: User) -> list[Troubled]:
    """Failed ones first, then those still tried, then those whose sender died while the server may have taken them.

    Raises PermissionDenied.
    """
    if not may_manage_organisation(user):
        raise PermissionDenied
    bounced = OutboxMoment.objects.filter(step=Step.BOUNCED.value).order_by("-at").values_list("message", flat=True)
    failed = Message.objects.filter(pk__in=[pk for pk in bounced[:MOST] if pk], state="failed")
    trying = Message.objects.filter(state__in=["queued", "sending"], kind="out", delivery__tries__gt=0)
    unsure = Message.objects.filter(delivery__unsure__gt=0, state="sent")
    groups = ((failed, How.FAILED), (trying, How.TRYING), (unsure, How.UNSURE))
    return [
        _line(message, how)
        for found, how in groups
        for message in found.select_related("delivery").order_by("-id")[:MOST]
    ]


def _line(message: Message, how: How) -> Troubled:
    delivery: Delivery | None = getattr(message, "delivery", None)
    said = message.failed_reason or (delivery.answer if delivery else "")
    tries = delivery.tries if delivery else 0
    return Troubled(message.pk, message.case_id, tuple(message.to), message.at, how, said, tries)


@transaction.atomic
def try_again(*, message: int, by: User | None, now: datetime) -> Message:
    """Somebody wants a failed message sent once more, as the same mail. Raises NotFoundError, RefusedError."""
    found = Message.objects.select_for_update(of=("self",)).filter(pk=message, kind="out").first()
    if found is None:
        raise NotFoundError("There is no such message; it may have been erased.")
    act = Acting(found.case_id, now=now, by=by)
    if found.state != "failed" or found.automatic:
        raise RefusedError("Only an answer that failed can be sent again; write another to say more.")
    Delivery.objects.filter(message=found).update(stage="waiting", next_at=now, first_tried_at=now)
    found.state, found.failed_reason = "queued", ""
    found.save(update_fields=["state", "failed_reason"])
    act.save()
    record(act="message sent again", what=f"message {found.pk}", now=now, by=by, case_id=found.case_id)
    return found
