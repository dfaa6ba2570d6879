"""Automatic messages are few: so many to one address on one day, and no more."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from headwater.desk.incoming import normalised
from headwater.desk.models import AutomaticSend

MOST_A_DAY = 3


@transaction.atomic
def claim_automatic_send(*, address: str, now: datetime, most: int = MOST_A_DAY) -> bool:
    """Whether one more automatic message may go to this address today (UTC); asking counts it."""
    _, value = normalised(address)
    today = AutomaticSend.objects.get_or_create(address=value, day=now.date())[0]
    return AutomaticSend.objects.filter(pk=today.pk, sent__lt=most).update(sent=F("sent") + 1) == 1
