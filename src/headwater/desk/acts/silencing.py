"""Who asked for no contact gets nothing that was on its way either, until they write again."""

from datetime import datetime

from django.db.models import Q

from headwater.desk.acts.giving import withdraw_unsent
from headwater.desk.acts.leaving import with_case
from headwater.desk.domain import Step
from headwater.desk.models import Message
from headwater.desk.store.silent import unwanted

WHY = "they asked for no contact"


def silence(*, customer: int, now: datetime) -> None:
    """Answers that no mail server was offered become drafts, what they promise is not promised; what was written by
    itself, or was tried in vain, has failed."""
    untried = Q(state__in=["held", "queued"], delivery__isnull=True)
    in_vain = Q(state__in=["queued", "sending"], delivery__stage="waiting", delivery__accepted=[])
    rows = Message.objects.filter(untried | in_vain, unwanted(), kind="out", case__customer=customer)
    for pk in list(rows.order_by("id").values_list("pk", flat=True)):
        _keep_back(pk, now)


def _keep_back(message: int, now: datetime) -> None:
    act, found = with_case(message, now=now, by=None)
    tried = Message.objects.filter(pk=found.pk, delivery__isnull=False)
    if tried.exclude(delivery__stage="waiting").exists() or found.state not in ("held", "queued", "sending"):
        return
    failed = found.automatic or tried.exists()
    found.state, found.failed_reason = ("failed", WHY) if failed else ("draft", "")
    found.hold_until = None
    found.save(update_fields=["state", "failed_reason", "hold_until"])
    withdraw_unsent(act, found)
    act.step(Step.UNDONE, message=found.pk)
    act.save()
